package runtime

import (
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"sync/atomic"
)

// WithServerVersion tells the client the version of its server: that of the API, such as "11.0" (see [ResponseMeta]),
// or a release whose version is known, such as "2020.10", "2020.10.4" or "20.10" of UiPath Orchestrator. Calls of operations
// that this version does not have, and bodies with properties that it does not know, then fail with a [*VersionError]
// before they are sent. What is not known to have begun or ended with a version always passes.
func WithServerVersion(version string) Option {
	return func(conn *conn) error {
		v, err := releaseVersion("20"+version), error(nil)
		if v == 0 {
			v, err = parseVersion(version)
		}
		if release := releaseVersion(version); err != nil && release > 0 {
			v, err = release, nil
		}
		if err != nil {
			return fmt.Errorf("WithServerVersion: %w%s", err, knownReleases())
		}
		known := &versionGuard{}
		known.version.Store(uint32(v))
		conn.guard = known
		return nil
	}
}

// WithServerVersionDetection is [WithServerVersion] with the version that the server tells in its replies (header
// api-supported-versions). Until the first one has come, everything passes; no request is made for it.
func WithServerVersionDetection() Option {
	return func(conn *conn) error {
		conn.guard = &versionGuard{listens: true}
		return nil
	}
}

// VersionError says that the server is too old or too new for a request. Nothing was sent.
type VersionError struct {
	Operation string // operationId
	Property  string // of the body, such as "startInfo.JobPriority"; "" where the operation is what the server lacks
	Since     string // first version that has it, "" when not known
	Until     string // last version that has it, "" when not known
	Server    string // version of the server
}

// Error tells what the server lacks.
func (e *VersionError) Error() string {
	what := "the operation"
	if e.Property != "" {
		what = "the property " + e.Property
	}
	if e.Since != "" {
		return "server version " + e.Server + " does not have " + what + ", which is there since " + e.Since
	}
	return "server version " + e.Server + " does not have " + what + " any more, which was there until " + e.Until
}

// serverVersion is a version in hundredths: 1000 is 10.0.
type serverVersion uint16

func (v serverVersion) String() string {
	if v == 0 {
		return ""
	}
	return fmt.Sprintf("%d.%d", v/100, v%100)
}

// parseVersion reads "10.0" or "10".
func parseVersion(s string) (serverVersion, error) {
	before, after, found := strings.Cut(s, ".")
	if !found {
		after = "0"
	}
	major, err := strconv.ParseUint(before, 10, 16)
	minor, err2 := strconv.ParseUint(after, 10, 16)
	if err != nil || err2 != nil || major > 600 || minor > 99 || major+minor == 0 {
		return 0, fmt.Errorf("%.20q is not a version: want two numbers such as 11.0", s)
	}
	return serverVersion(major*100 + minor), nil
}

// serverRelease is a release of the product with the version of its API.
type serverRelease struct {
	name    string
	version serverVersion
}

// releaseVersion gives the version of the release with that name, to which a patch may be added; 0 when there is none.
func releaseVersion(name string) serverVersion {
	for _, r := range serverReleases {
		if strings.HasPrefix(name+".", r.name+".") {
			return r.version
		}
	}
	return 0
}

// knownReleases goes on in a text that says what a version is.
func knownReleases() string {
	var names []string
	for _, r := range serverReleases {
		names = append(names, r.name)
	}
	if names == nil {
		return ""
	}
	return ", or one of the releases " + strings.Join(names, ", ")
}

// versionGuard keeps the version of the server.
type versionGuard struct {
	version atomic.Uint32 // 0 when not known
	listens bool
}

// learn takes the highest of the versions that a reply tells.
func (g *versionGuard) learn(versions []string) {
	if !g.listens {
		return
	}
	highest := serverVersion(0)
	for _, text := range versions {
		if v, err := parseVersion(text); err == nil {
			highest = max(highest, v)
		}
	}
	if highest > 0 {
		g.version.Store(uint32(highest))
	}
}

func (g *versionGuard) check(c *call) error {
	version := serverVersion(g.version.Load())
	if version == 0 {
		return nil
	}
	e := VersionError{Operation: c.op.id, Server: version.String()}
	if since, until := serverVersion(c.op.since), serverVersion(c.op.until); version < since {
		e.Since = since.String()
		return &e
	} else if until > 0 && version > until {
		e.Until = until.String()
		return &e
	}
	if _, stream := c.body.(io.Reader); stream || c.body == nil {
		return nil
	}
	e.findProperty(reflect.ValueOf(c.body), "", version, maxCheckedDepth)
	if e.Property == "" {
		return nil
	}
	return &e
}

// maxCheckedDepth bounds the walk through a body, which may refer to itself.
const maxCheckedDepth = 100

// findProperty looks for a property that is set and came after a version.
func (e *VersionError) findProperty(v reflect.Value, path string, version serverVersion, depth int) {
	if depth == 0 || e.Property != "" {
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		e.findProperty(v.Elem(), path, version, depth-1)
	case reflect.Slice, reflect.Array:
		if elem := v.Type().Elem().Kind(); elem != reflect.Struct && elem != reflect.Pointer && elem != reflect.Interface {
			return
		}
		for i := range v.Len() {
			e.findProperty(v.Index(i), path, version, depth-1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() || v.Field(i).IsZero() {
				continue
			}
			name := strings.TrimPrefix(path+"."+wireName(f), ".")
			if since, err := parseVersion(f.Tag.Get("since")); err == nil && version < since {
				e.Property, e.Since = name, since.String()
				return
			}
			e.findProperty(v.Field(i), name, version, depth-1)
		}
	}
}

// wireName gives the name of a property from the tags of its field.
func wireName(f reflect.StructField) string {
	if name, wired := f.Tag.Lookup("wire"); wired {
		return name
	}
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}
