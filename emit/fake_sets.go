package emit

import (
	"cmp"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/orchgen/orchgen/model"
)

// fakeSet is an entity set as the fake server reads it.
type fakeSet struct {
	Key    string      `json:"key"`
	Number bool        `json:"number,omitzero"`
	Schema *fakeSchema `json:"schema"`
}

// entitySet is a collection of entities, each of which has a path of its own: /odata/Jobs and /odata/Jobs({key}).
type entitySet struct {
	path   string // of the collection
	server *model.Server
	item   *model.Type
	key    *model.Field
	number bool // the key is a number
}

var entityPath = regexp.MustCompile(`^(?:.*/)?([A-Za-z_][A-Za-z0-9_]*)$`)

// addressed gives the path and name of the entity set that an operation is for, and the parameter for the key of an
// entity; the name is "" when it is for none.
func addressed(op *model.Operation) (path, name string, key *model.Param) {
	if len(op.Segments) == 0 || op.Segments[0].Param != nil {
		return "", "", nil
	}
	path = op.Segments[0].Literal
	switch {
	case len(op.Segments) == 3 && op.Segments[1].Param != nil && op.Segments[2].Literal == ")":
		base, isKeyed := strings.CutSuffix(path, "(")
		if !isKeyed {
			return "", "", nil
		}
		path, key = base, op.Segments[1].Param
	case len(op.Segments) > 1:
		return "", "", nil
	}
	if m := entityPath.FindStringSubmatch(path); m != nil {
		return path, m[1], key
	}
	return "", "", nil
}

// entitySets finds the entity sets by their names. Of two with one name the first counts.
func entitySets(ops []*model.Operation) map[string]*entitySet {
	sets := map[string]*entitySet{}
	for _, op := range ops {
		path, name, key := addressed(op)
		if op.Method != http.MethodGet || op.Result == nil || name == "" {
			continue
		}
		item := op.Result.Underlying()
		if isList := item.Kind == model.Page; isList == (key != nil) {
			continue
		} else if isList {
			item = item.Elem.Underlying()
		}
		if item.Kind == model.Object && sets[name] == nil {
			sets[name] = &entitySet{path: path, server: op.Server, item: item}
		}
	}
	for _, op := range ops {
		if path, name, param := addressed(op); sets[name] != nil && sets[name].path == path && param != nil && sets[name].key == nil {
			sets[name].identify(name, param)
		}
	}
	for name, set := range sets {
		if set.key == nil {
			set.identify(name, nil)
		}
		if set.key == nil {
			delete(sets, name)
		}
	}
	return sets
}

// identify finds the property that the key of an entity stands in.
func (set *entitySet) identify(name string, param *model.Param) {
	names := []string{"Id", "Key", strings.TrimSuffix(name, "s") + "Id"}
	if param != nil {
		names = slices.Insert(names, 0, param.Wire)
	}
	for _, name := range names {
		for _, f := range set.item.AllFields() {
			if strings.EqualFold(f.Wire, name) && (param == nil || isWhole(f.Type) == isWhole(param.Type)) {
				set.key = cmp.Or(set.key, f)
			}
		}
	}
	if set.key != nil {
		set.number = isWhole(set.key.Type)
	}
}

func isWhole(t *model.Type) bool {
	kind := t.Underlying().Kind
	return kind == model.Int32 || kind == model.Int64
}

// entitySets gives the sets as the server reads them.
func (t *fakeTable) entitySets(sets map[string]*entitySet) map[string]*fakeSet {
	made := map[string]*fakeSet{}
	for name, set := range sets {
		made[name] = &fakeSet{set.key.Wire, set.number, t.schema(set.item)}
	}
	return made
}

// entityVerb tells what an operation does to which entity set, "" when its types do not fit that.
func entityVerb(op *model.Operation, sets map[string]*entitySet) (name, verb string) {
	path, name, key := addressed(op)
	set := sets[name]
	if set == nil || set.path != path || set.server != op.Server {
		return "", ""
	}
	is := func(t *model.Type) bool { return t != nil && isPartOf(t.Underlying(), set.item) }
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
