package emit

import (
	"net/http"
	"slices"

	"github.com/orchgen/orchgen/model"
)

// fakeSet is an entity set as the fake server reads it.
type fakeSet struct {
	Key    string      `json:"key"`
	Number bool        `json:"number,omitzero"`
	Schema *fakeSchema `json:"schema"`
}

// entitySets gives the sets as the server reads them.
func (t *fakeTable) entitySets(sets map[string]*model.EntitySet) map[string]*fakeSet {
	made := map[string]*fakeSet{}
	for name, set := range sets {
		made[name] = &fakeSet{set.Key.Wire, set.Number, t.schema(set.Item)}
	}
	return made
}

// entityVerb tells what an operation does to which entity set, "" when its types do not fit that.
func entityVerb(op *model.Operation, sets map[string]*model.EntitySet) (name, verb string) {
	path, name, key := model.Addressed(op)
	set := sets[name]
	if set == nil || set.Path != path || set.Server != op.Server {
		return "", ""
	}
	is := func(t *model.Type) bool { return t != nil && isPartOf(t.Underlying(), set.Item) }
	takes := op.Body != nil && is(op.Body.Type) && (op.Result == nil || is(op.Result))
	gives := op.Result != nil
	switch {
	case key == nil && op.Method == http.MethodGet && gives && op.Result.Underlying().Kind == model.Page && is(op.Result.Underlying().Elem):
		return name, "list"
	case key == nil && op.Method == http.MethodPost && takes:
		return name, "create"
	case key == nil:
	case op.Method == http.MethodGet && is(op.Result):
		return name, "get"
	case op.Method == http.MethodPut && takes:
		return name, "update"
	case op.Method == http.MethodPatch && takes:
		return name, "patch"
	case op.Method == http.MethodDelete && !gives:
		return name, "delete"
	}
	return "", ""
}

// isPartOf reports whether every property of an object is one of whole, as where a collection gives more of an entity
// than a single request for it.
func isPartOf(t, whole *model.Type) bool {
	names := map[string]bool{}
	for _, f := range whole.AllFields() {
		names[f.Wire] = true
	}
	return t == whole || t.Kind == model.Object && len(t.AllFields()) > 0 &&
		!slices.ContainsFunc(t.AllFields(), func(f *model.Field) bool { return !names[f.Wire] })
}
