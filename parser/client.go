package parser

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/orchgen/orchgen/model"
)

// ClientFile is the name of the file of a catalogue that says what definitions do not tell about their operations.
const ClientFile = "client.yaml"

// clientReader reads that file.
type clientReader struct {
	*catalogReader
	client   *model.Client
	versions map[string]*model.ServerVersion
}

// clientDef reads the file beside the catalogue, if there is one.
func (c *catalogReader) clientDef() {
	name := path.Join(c.dir, ClientFile)
	if _, err := fs.Stat(c.fsys, name); err != nil {
		return
	}
	shown := c.shownDir + ClientFile
	tree := c.read(name, shown, clientShape, model.RuleRead, model.Pos{File: shown})
	if tree == nil {
		return
	}
	r := &clientReader{c, &model.Client{}, map[string]*model.ServerVersion{}}
	r.listVersions(tree.root.get("versions"))
	first := r.operationVersions(tree.root.get("since"), &r.client.Since)
	last := r.operationVersions(tree.root.get("until"), &r.client.Until)
	r.ordered(first, last)
	r.properties(tree.root.get("properties"))
	r.limits(tree.root.get("limits"))
	r.waiters(tree.root.get("waiters"))
	r.bulks(tree.root.get("bulk"))
	r.effects(tree.root.get("effects"))
	c.cat.Client = r.client
}

func refOf(s *spot) model.Ref {
	if !s.isText() {
		return model.Ref{}
	}
	return model.Ref{Text: s.text, Pos: s.valuePos()}
}

func refsOf(s *spot) []model.Ref {
	var list []model.Ref
	for _, e := range s.items() {
		if e.isText() {
			list = append(list, refOf(e))
		}
	}
	return list
}

func (r *clientReader) listVersions(s *spot) {
	for _, e := range s.entries() {
		v := parseVersion(e.key)
		if v == nil {
			r.diags.Report(model.RuleCatalogValue, e.pos(), `write it as servers do, such as "10.0"`,
				"%q is not a server version: two numbers up to %d and %d", e.key, model.MaxMajor, model.MaxMinor)
			v = &model.ServerVersion{}
		}
		v.Release, v.Pos = oneLine(e), e.pos()
		r.client.Versions = append(r.client.Versions, v)
		r.versions[e.key] = v
	}
}

// parseVersion reads two numbers with a point between them; nil for any other text.
func parseVersion(s string) *model.ServerVersion {
	before, after, found := strings.Cut(s, ".")
	major, err := strconv.ParseUint(before, 10, 16)
	minor, err2 := strconv.ParseUint(after, 10, 16)
	v := &model.ServerVersion{Major: int(major), Minor: int(minor)}
	if !found || err != nil || err2 != nil || v.Major > model.MaxMajor || v.Minor > model.MaxMinor || v.String() != s {
		return nil
	}
	return v
}

// version gives the version that is the key of an entry; nil, and a report, when it is not listed.
func (r *clientReader) version(e *spot) *model.ServerVersion {
	v := r.versions[e.key]
	if v == nil {
		var known []string
		for key := range r.versions {
			known = append(known, key)
		}
		slices.Sort(known)
		r.diags.Report(model.RuleServerVersion, e.pos(), didYouMean(e.key, known), "\"versions\" does not list %q", e.key)
	}
	return v
}

// operationVersions reads a table from versions to operations and gives its entries by operation.
func (r *clientReader) operationVersions(s *spot, list *[]model.VersionedOperation) map[string]model.VersionedOperation {
	seen := map[string]model.VersionedOperation{}
	for _, e := range s.entries() {
		v := r.version(e)
		if v == nil {
			continue
		}
		for _, ref := range refsOf(e) {
			if other, twice := seen[ref.Text]; twice {
				r.diags.Add(model.Diagnostic{
					Rule: model.RuleServerVersion, Pos: ref.Pos, Message: fmt.Sprintf("%q has a version already: %s", ref.Text, other.Version),
					Related: []model.Related{{Pos: other.Operation.Pos, Message: "listed here"}},
				})
				continue
			}
			seen[ref.Text] = model.VersionedOperation{Operation: ref, Version: v}
			*list = append(*list, seen[ref.Text])
		}
	}
	return seen
}

// ordered reports operations that end before they begin.
func (r *clientReader) ordered(first, last map[string]model.VersionedOperation) {
	for text, end := range last {
		begin, both := first[text]
		if both && begin.Version.Number() > end.Version.Number() {
			r.diags.Add(model.Diagnostic{
				Rule: model.RuleServerVersion, Pos: end.Operation.Pos,
				Message: fmt.Sprintf("the last version of %q is before the first one, %s", text, begin.Version),
				Related: []model.Related{{Pos: begin.Operation.Pos, Message: "listed here"}},
			})
		}
	}
}

func (r *clientReader) properties(s *spot) {
	seen := map[[2]string]*spot{}
	for _, e := range s.entries() {
		v := r.version(e)
		for _, typ := range e.entries() {
			for _, p := range typ.items() {
				key := [2]string{typ.key, p.text}
				if other := seen[key]; other != nil {
					r.diags.Add(model.Diagnostic{
						Rule: model.RuleServerVersion, Pos: p.pos(), Message: fmt.Sprintf("%q of %s has a version already", p.text, typ.key),
						Related: []model.Related{{Pos: other.pos(), Message: "listed here"}},
					})
					continue
				}
				if seen[key] = p; v != nil && p.isText() {
					r.client.Properties = append(r.client.Properties, model.VersionedProperty{
						Type: model.Ref{Text: typ.key, Pos: typ.pos()}, Property: refOf(p), Version: v,
					})
				}
			}
		}
	}
}

func (r *clientReader) limits(s *spot) {
	for _, e := range s.items() {
		if !e.is(object) {
			continue
		}
		limit := &model.RateLimit{Operations: refsOf(e.get("operations")), Pos: e.pos()}
		r.require(e, "operations", "a limit")
		limit.Requests, limit.Seconds = r.positive(e, "requests"), r.positive(e, "seconds")
		r.client.RateLimits = append(r.client.RateLimits, limit)
	}
}

// positive gives a number from 1 on that an int32 holds, and reports any other.
func (r *clientReader) positive(s *spot, key string) int {
	r.require(s, key, "a limit")
	at := s.get(key)
	n, ok := wholeNumber(at)
	if ok && (n < 1 || n > 1<<31-1) {
		r.diags.Report(model.RuleCatalogValue, at.valuePos(), "", "%s must be from 1 to %d", key, 1<<31-1)
	}
	return n
}

func (r *clientReader) waiters(s *spot) {
	for _, e := range s.items() {
		if !e.is(object) {
			continue
		}
		const what = "a waiter"
		for _, key := range [...]string{"operation", "name", "field", "done"} {
			r.require(e, key, what)
		}
		w := &model.Waiter{
			Operation: refOf(e.get("operation")), Name: e.str("name"), Field: refOf(e.get("field")),
			Done: refsOf(e.get("done")), Failed: refsOf(e.get("failed")), Pos: e.pos(),
		}
		if w.Name != "" {
			r.name(e.get("name").valuePos(), w.Name, what)
		}
		for _, failed := range w.Failed {
			if slices.ContainsFunc(w.Done, func(done model.Ref) bool { return done.Text == failed.Text }) {
				r.diags.Report(model.RuleCatalogValue, failed.Pos, "remove it from one of the lists", "%q is among \"done\" as well", failed.Text)
			}
		}
		if done := e.get("done"); done.is(array) && len(w.Done) == 0 {
			r.diags.Report(model.RuleCatalogValue, done.pos(), "list the values that end the wait", "without any value that is done, the wait never ends well")
		}
		if w.Operation.Text != "" && w.Field.Text != "" {
			r.client.Waiters = append(r.client.Waiters, w)
		}
	}
}

func (r *clientReader) bulks(s *spot) {
	seen := map[string]*model.Bulk{}
	for _, e := range s.items() {
		if !e.is(object) {
			continue
		}
		r.require(e, "operation", "a bulk entry")
		b := &model.Bulk{Operation: refOf(e.get("operation")), Items: refOf(e.get("items")), Pos: e.pos()}
		for _, role := range model.BulkRoles {
			if ref := refOf(e.get(role)); ref.Text != "" {
				b.Properties = append(b.Properties, model.BulkProperty{Role: role, Ref: ref})
			}
		}
		if b.Operation.Text == "" {
			continue
		}
		if other := seen[b.Operation.Text]; other != nil {
			r.diags.Add(model.Diagnostic{
				Rule: model.RuleCatalogValue, Pos: b.Operation.Pos, Message: fmt.Sprintf("%q has a bulk entry already", b.Operation.Text),
				Related: []model.Related{{Pos: other.Operation.Pos, Message: "listed here"}},
			})
			continue
		}
		seen[b.Operation.Text] = b
		r.client.Bulks = append(r.client.Bulks, b)
	}
}
