package model

import "strings"

// Link joins a definition with a catalogue and fills in what follows from both: the errors of each
// operation and what else the catalogue knows of it, which services reach a type, which types are sent, and
// which fields can only be pointers.
// The catalogue may be nil.
func Link(api *API, cat *Catalog) Diagnostics {
	var diags Diagnostics
	if cat != nil && cat.Client != nil {
		linkProperties(api, cat.Client, &diags)
	}
	for _, t := range api.Types {
		flatten(t)
	}
	for _, op := range api.Operations() {
		fileSeries(op)
		if op.Body != nil {
			markBody(op.Body.Type, op.Method == "PATCH", map[*Type]bool{})
			reach(op.Body.Type, op.Service, map[*Type]bool{})
		}
		if op.Result != nil {
			reach(op.Result, op.Service, map[*Type]bool{})
		}
		for _, p := range op.Params {
			reach(p.Type, op.Service, map[*Type]bool{})
		}
	}
	for _, op := range api.Operations() {
		op.Paging = paging(op)
		op.Transfer = transfer(op)
	}
	for _, t := range api.Types {
		if t.Kind == Object {
			markIndirect(t, &diags)
		}
	}
	if cat != nil {
		index := indexOperations(api)
		linkErrors(cat, index, &diags)
		if cat.Client != nil {
			linkClient(cat.Client, api.Operations(), index, &diags)
		}
	}
	return diags
}

// flatten gives t copies of the fields of its bases, so that they get names of their own.
func flatten(t *Type) {
	if len(t.Bases) == 0 {
		return
	}
	all := t.AllFields()
	t.Fields = make([]*Field, len(all))
	for i, f := range all {
		copied := *f
		t.Fields[i] = &copied
	}
}

// Parts gives the types that t is made of.
func (t *Type) Parts() []*Type {
	var list []*Type
	for _, p := range [...]*Type{t.Elem, t.Additional} {
		if p != nil {
			list = append(list, p)
		}
	}
	list = append(list, t.Bases...)
	list = append(list, t.Variants...)
	for _, f := range t.Fields {
		list = append(list, f.Type)
	}
	return list
}

func markBody(t *Type, patch bool, seen map[*Type]bool) {
	if seen[t] || t.InBody && (t.InPatch || !patch) {
		return
	}
	seen[t] = true
	t.InBody = true
	t.InPatch = t.InPatch || patch
	for _, p := range t.Parts() {
		markBody(p, patch, seen)
	}
}

func reach(t *Type, s *Service, seen map[*Type]bool) {
	if seen[t] {
		return
	}
	seen[t] = true
	if n := len(t.Services); n == 0 || t.Services[n-1] != s {
		t.Services = append(t.Services, s)
	}
	for _, p := range t.Parts() {
		reach(p, s, seen)
	}
}

// markIndirect finds the required object fields of t through which t contains itself.
func markIndirect(t *Type, diags *Diagnostics) {
	for _, f := range t.AllFields() {
		if !f.Required || !holds(f.Type, t, map[*Type]bool{}) {
			continue
		}
		if !f.Indirect {
			f.Indirect = true
			diags.Report(RuleRequiredCycle, f.Pos, "take the property out of \"required\"",
				"property %q requires another %q inside itself", f.Wire, t.Wire)
		}
	}
}

// holds reports whether a value of t directly contains a value of target.
func holds(t, target *Type, seen map[*Type]bool) bool {
	t = t.Underlying()
	if t == target {
		return true
	}
	if seen[t] || t.Kind != Object {
		return false
	}
	seen[t] = true
	for _, f := range t.AllFields() {
		if f.Required && !f.Indirect && holds(f.Type, target, seen) {
			return true
		}
	}
	return false
}

func linkErrors(cat *Catalog, index operationIndex, diags *Diagnostics) {
	for _, def := range cat.Errors {
		linked := map[*Operation]bool{}
		for _, ref := range def.Operations {
			for _, op := range index.find(ref, diags) {
				if !linked[op] {
					linked[op] = true
					op.Errors = append(op.Errors, def)
				}
			}
		}
	}
}

// operationKey is the text of an operation reference without the names of its path parameters.
func operationKey(ref string) string {
	method, path, found := strings.Cut(ref, " ")
	if !found {
		return ref
	}
	return strings.ToUpper(method) + " " + pathShape(path)
}

// pathShape is a path template without the names of its parameters.
func pathShape(path string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(path, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		_, path, _ = strings.Cut(rest, "}")
		b.WriteString("{}")
	}
}
