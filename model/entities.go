package model

import (
	"cmp"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// EntitySet is a collection of entities, each of which has a path of its own: /odata/Jobs and /odata/Jobs({key}).
type EntitySet struct {
	Path   string // of the collection
	Server *Server
	Item   *Type
	Key    *Field
	Number bool // the key is a number
}

var entityPath = regexp.MustCompile(`^(?:.*/)?([A-Za-z_][A-Za-z0-9_]*)$`)

// Addressed gives the path and name of the entity set that an operation is for, and the parameter for the key of an
// entity; the name is "" when it is for none.
func Addressed(op *Operation) (path, name string, key *Param) {
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

// EntitySets finds the entity sets by their names. Of two with one name the first counts.
func EntitySets(ops []*Operation) map[string]*EntitySet {
	sets := map[string]*EntitySet{}
	for _, op := range ops {
		path, name, key := Addressed(op)
		if op.Method != http.MethodGet || op.Result == nil || name == "" {
			continue
		}
		item := op.Result.Underlying()
		if isList := item.Kind == Page; isList == (key != nil) {
			continue
		} else if isList {
			item = item.Elem.Underlying()
		}
		if item.Kind == Object && sets[name] == nil {
			sets[name] = &EntitySet{Path: path, Server: op.Server, Item: item}
		}
	}
	for _, op := range ops {
		if path, name, param := Addressed(op); sets[name] != nil && sets[name].Path == path && param != nil && sets[name].Key == nil {
			sets[name].identify(name, param)
		}
	}
	for name, set := range sets {
		if set.Key == nil {
			set.identify(name, nil)
		}
		if set.Key == nil {
			delete(sets, name)
		}
	}
	return sets
}

// identify finds the property that the key of an entity stands in.
func (set *EntitySet) identify(name string, param *Param) {
	names := []string{"Id", "Key", strings.TrimSuffix(name, "s") + "Id"}
	if param != nil {
		names = slices.Insert(names, 0, param.Wire)
	}
	for _, name := range names {
		for _, f := range set.Item.AllFields() {
			if strings.EqualFold(f.Wire, name) && (param == nil || isWhole(f.Type) == isWhole(param.Type)) {
				set.Key = cmp.Or(set.Key, f)
			}
		}
	}
	if set.Key != nil {
		set.Number = isWhole(set.Key.Type)
	}
}

func isWhole(t *Type) bool {
	kind := t.Underlying().Kind
	return kind == Int32 || kind == Int64
}
