package model

import (
	"slices"
	"strings"
	"unicode"
)

// Filter is what OData expressions can use of an object: in $filter, $orderby, $select and $expand.
type Filter struct {
	Go         Name // the variable with the properties, "JobFilter"
	GoType     Name // its type, "JobProperties"
	GoExpand   Name // the variable with the properties that lead to objects, "JobExpand"; unset without any
	Inside     bool // another object leads to it
	Properties []*Field
}

// Leads reports whether a property leads to an object.
func (f *Filter) Leads() bool {
	return slices.ContainsFunc(f.Properties, func(p *Field) bool { t, _ := p.Related(); return t != nil })
}

// Related gives the object that the property leads to and whether it may lead to many, nil when it has a
// value.
func (f *Field) Related() (t *Type, many bool) { return related(f.Type) }

func related(t *Type) (object *Type, many bool) {
	t = t.Underlying()
	if many = t.Kind == List; many {
		t = t.Elem.Underlying()
	}
	if t.Kind != Object || !slices.ContainsFunc(t.AllFields(), func(f *Field) bool { return isODataName(f.Wire) }) {
		return nil, many
	}
	return t, many
}

// isODataName reports whether name can stand in an expression (OData ABNF 4.01, rule odataIdentifier).
func isODataName(name string) bool {
	first, _ := firstRune(name)
	return len(name) <= 128 && (first == '_' || unicode.IsLetter(first)) &&
		!strings.ContainsFunc(name, func(r rune) bool { return r != '_' && !isWordRune(r) })
}

// addFilters gives a filter to the objects that operations take expressions for, and to those inside them.
func addFilters(api *API) []*Type {
	f := &filters{}
	for _, op := range api.Operations() {
		if op.Result == nil {
			continue
		}
		t := op.Result.Underlying()
		if t.Kind != Page && !slices.ContainsFunc(op.Params, (*Param).NamesProperties) {
			continue
		}
		if t.Kind == Page || t.Kind == Single {
			t = t.Elem
		}
		if t, _ = related(t); t != nil {
			f.add(t, false)
		}
	}
	return f.types
}

type filters struct{ types []*Type }

// add gives an object its filter, and those that its properties lead to.
func (f *filters) add(t *Type, inside bool) {
	if t.Filter != nil {
		t.Filter.Inside = t.Filter.Inside || inside
		return
	}
	t.Filter = &Filter{Inside: inside}
	f.types = append(f.types, t)
	for _, field := range t.AllFields() {
		if !isODataName(field.Wire) {
			continue
		}
		t.Filter.Properties = append(t.Filter.Properties, field)
		if object, _ := related(field.Type); object != nil {
			f.add(object, true)
		}
	}
}
