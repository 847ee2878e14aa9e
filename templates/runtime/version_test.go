package runtime

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type versioned struct {
	Old    string            `json:"Old"`
	New    string            `json:"New,omitzero" since:"10.0"`
	Flag   Opt[bool]         `json:"Flag,omitzero" since:"10.0"`
	Odd    int               `json:"-" wire:"a\"b" since:"9.5"`
	Next   *versioned        `json:"Next,omitzero"`
	List   []*versioned      `json:"List,omitzero"`
	Values []versioned       `json:"Values,omitzero"`
	Any    any               `json:"Any,omitzero"`
	Map    map[string]string `json:"Map,omitzero" since:"11.0"`
	Raw    RawFields         `json:"-"`
}

var (
	opYoung = &operation{id: "Young", method: "POST", path: "/young", since: 1000}
	opAged  = &operation{id: "Aged", method: "POST", path: "/aged", since: 500, until: 900}
	opAway  = &operation{id: "Away", method: "POST", path: "/away", since: 1000, server: "other"}
)

func TestServerVersion(t *testing.T) {
	tests := []struct {
		name, version string
		op            *operation
		body          any
		want          *VersionError
	}{
		{"operation is there", "10.0", opYoung, nil, nil},
		{"operation is not there yet", "9.99", opYoung, nil, &VersionError{Operation: "Young", Since: "10.0"}},
		{"operation begins", "5", opAged, nil, nil},
		{"operation ends", "9.0", opAged, nil, nil},
		{"operation has ended", "9.1", opAged, nil, &VersionError{Operation: "Aged", Until: "9.0"}},
		{"nothing is known of the operation", "1.0", opPost, &versioned{Old: "a"}, nil},
		{"operation of another server", "4.0", opAway, nil, nil},
		{"property is there", "10.0", opPost, &versioned{New: "a", Flag: Some(false), Odd: 1}, nil},
		{"property is not set", "4.0", opPost, &versioned{Map: nil, Flag: Opt[bool]{}}, nil},
		{"property is not there yet", "9.0", opPost, &versioned{Old: "a", New: "a"}, &VersionError{Operation: "Things_Post", Property: "New", Since: "10.0"}},
		{"false is set", "9.0", opPost, &versioned{Flag: Some(false)}, &VersionError{Operation: "Things_Post", Property: "Flag", Since: "10.0"}},
		{"null is set", "9.0", opPost, versioned{Flag: Null[bool]()}, &VersionError{Operation: "Things_Post", Property: "Flag", Since: "10.0"}},
		{"an empty map is set", "10.0", opPost, &versioned{Map: map[string]string{}}, &VersionError{Operation: "Things_Post", Property: "Map", Since: "11.0"}},
		{"odd name", "9.4", opPost, &versioned{Odd: 1}, &VersionError{Operation: "Things_Post", Property: `a"b`, Since: "9.5"}},
		{"inside", "9.0", opPost, &versioned{Next: &versioned{List: []*versioned{nil, {New: "a"}}}}, &VersionError{Operation: "Things_Post", Property: "Next.List.New", Since: "10.0"}},
		{"inside values", "9.0", opPost, []versioned{{Values: []versioned{{New: "a"}}}}, &VersionError{Operation: "Things_Post", Property: "Values.New", Since: "10.0"}},
		{"inside anything", "9.0", opPost, &versioned{Any: &versioned{New: "a"}}, &VersionError{Operation: "Things_Post", Property: "Any.New", Since: "10.0"}},
		{"nothing at all", "4.0", opPost, (*versioned)(nil), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, script := scripted(t, []step{{status: 200}}, WithServerVersion(tt.version), WithServerURL("other", "https://other.example"))
			call := c.call(tt.op)
			if tt.body != nil {
				call.json(tt.body)
			}
			err := call.do(t.Context(), nil)
			var got *VersionError
			errors.As(err, &got)
			if tt.want != nil {
				v, _ := parseVersion(tt.version)
				tt.want.Server = v.String()
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if passed := err == nil && len(script.seen) == 1; passed != (tt.want == nil) {
				t.Errorf("%d requests, %v", len(script.seen), err)
			}
		})
	}
}

// TestServerVersionInACircle sends a body without an end, which is for others to refuse.
func TestServerVersionInACircle(t *testing.T) {
	self := &versioned{}
	self.Next = self
	c := mustConn(t, "https://host.example", WithServerVersion("4.0")).call(opPost)
	c.json(self)
	if err := c.conn.guard.check(c); err != nil {
		t.Error(err)
	}
}

// TestServerVersionLeavesStreams checks that content that is only read once is not looked at.
func TestServerVersionLeavesStreams(t *testing.T) {
	c, script := scripted(t, []step{{status: 200}}, WithServerVersion("4.0"))
	call := c.call(opPost)
	call.stream("text/plain", strings.NewReader("New"))
	if err := call.do(t.Context(), nil); err != nil || len(script.seen) != 1 || script.seen[0].body != "New" {
		t.Error(err, script.seen)
	}
}

func TestVersionErrorTexts(t *testing.T) {
	for want, e := range map[string]*VersionError{
		"server version 9.0 does not have the operation, which is there since 10.0":           {Since: "10.0", Server: "9.0"},
		"server version 10.0 does not have the operation any more, which was there until 9.0": {Until: "9.0", Server: "10.0"},
		"server version 9.0 does not have the property A.B, which is there since 10.0":        {Property: "A.B", Since: "10.0", Server: "9.0"},
	} {
		if got := e.Error(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestServerVersionDetection(t *testing.T) {
	tells := func(versions string) step {
		return step{status: 200, header: map[string]string{"Api-Supported-Versions": versions}}
	}
	c, script := scripted(t, []step{{status: 200}, tells("odd, 1.0,9.0 , 4.0"), tells(""), tells("4.0, 10.0"), tells("5.0")}, WithServerVersionDetection())
	send := func(op *operation) error { return c.call(op).do(t.Context(), nil) }
	for i, want := range []struct {
		op *operation
		is string
	}{
		{opYoung, ""}, {opYoung, ""}, {opYoung, "9.0"}, {opPost, ""}, {opYoung, "9.0"}, {opPost, ""}, {opYoung, ""}, {opYoung, "5.0"},
	} {
		err := send(want.op)
		var old *VersionError
		if errors.As(err, &old) != (want.is != "") || old != nil && old.Server != want.is || old == nil && err != nil {
			t.Errorf("call %d: %v, want %q", i, err, want.is)
		}
	}
	if n := len(script.seen); n != 5 {
		t.Errorf("%d requests, want 5", n)
	}
}

// TestVersionsOfOthers checks that what an authorization server and a storage tell are not taken for versions of the API.
func TestVersionsOfOthers(t *testing.T) {
	others := map[string]string{"Api-Supported-Versions": "1.0"}
	c, _ := scripted(t, []step{
		{status: 200, header: others, body: `{"access_token":"t"}`},
		{status: 200, body: `{"Uri":"https://storage.example/a","Verb":"PUT"}`}, {status: 201, header: others}, {status: 200},
	}, WithClientCredentials(testCredentials), WithServerVersionDetection())
	if err := c.call(opLink).storageUpload(t.Context(), Upload{Content: strings.NewReader("a")}); err != nil {
		t.Fatal(err)
	}
	if err := c.call(opYoung).do(t.Context(), nil); err != nil {
		t.Error(err)
	}
}

// TestToldServerVersion checks that replies do not overrule what the caller says, and that folders share the version.
func TestToldServerVersion(t *testing.T) {
	c, _ := scripted(t, []step{{status: 200, header: map[string]string{"Api-Supported-Versions": "11.0"}}}, WithServerVersion("9.0"))
	if err := c.call(opPost).do(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	var old *VersionError
	if err := c.inFolder(FolderID(7)).call(opYoung).do(t.Context(), nil); !errors.As(err, &old) {
		t.Error(err)
	}
	if err := c.call(opYoung).do(t.Context(), nil); !errors.As(err, &old) {
		t.Error(err)
	}
}

func TestRelease(t *testing.T) {
	for text, want := range map[string]string{"2019.4": "8.0", "2019.10": "9.0", "2019.10.15": "9.0", "2019.4.0.1": "8.0", "19.10": "9.0", "19.4.2": "8.0", "19.0": "19.0", "5.0": "5.0", "11.0": "11.0"} {
		c, err := newConn("https://host.example", []Option{WithServerVersion(text)})
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if got := serverVersion(c.guard.(*versionGuard).version.Load()); got.String() != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
	for _, text := range []string{"2019", "2019.1", "2019.40", "2019.10-rc", "x2019.10", "19.4-rc", "9.10.1"} {
		_, err := newConn("https://host.example", []Option{WithServerVersion(text)})
		if err == nil || !strings.Contains(err.Error(), "such as 11.0, or one of the releases 2019.4, 2019.10") {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestParseVersion(t *testing.T) {
	for text, want := range map[string]serverVersion{"10.0": 1000, "10": 1000, "9.7": 907, "9.70": 970, "600.99": 60099, "0.1": 1} {
		if got, err := parseVersion(text); got != want || err != nil {
			t.Errorf("%q: got %d, %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", ".", "10.", ".1", "-1.0", "1.100", "601.0", "0.0", "1.0.0", "v1", "99999999999"} {
		if _, err := parseVersion(text); err == nil {
			t.Errorf("%q is accepted", text)
		}
		if _, err := newConn("https://host.example", []Option{WithServerVersion(text)}); err == nil {
			t.Errorf("WithServerVersion(%q) is accepted", text)
		}
	}
}
