package model

import (
	"fmt"
	"slices"
	"strings"
)

// Check reports the faults that no single place of an input shows: names used twice, paths that
// overlap, parameters that do not fit their path, entries of the catalogue that contradict each other.
// Either argument may be nil.
func Check(api *API, cat *Catalog) Diagnostics {
	var diags Diagnostics
	if api != nil {
		checkOperationIDs(api, &diags)
		checkPaths(api, &diags)
		for _, op := range api.Operations() {
			checkParams(op, &diags)
		}
	}
	if cat != nil {
		checkCodes(cat, &diags)
		checkErrorNames(cat, &diags)
		for _, def := range cat.Errors {
			checkDef(def, cat, &diags)
		}
	}
	return diags
}

func checkOperationIDs(api *API, diags *Diagnostics) {
	first := map[string]*Operation{}
	for _, op := range api.Operations() {
		if op.ID == "" {
			continue
		}
		if other := first[op.ID]; other != nil {
			diags.Add(Diagnostic{
				Rule: RuleDuplicateOperationID, Pos: op.Pos, Pointer: op.Pointer,
				Message: fmt.Sprintf("operationId %q is also that of %s %s", op.ID, other.Method, other.Path),
				Hint:    "give each operation an operationId of its own",
				Related: []Related{{other.Pos, "first used here"}},
			})
			continue
		}
		first[op.ID] = op
	}
}

func checkPaths(api *API, diags *Diagnostics) {
	type key struct{ method, shape string }
	first := map[key]*Operation{}
	for _, op := range api.Operations() {
		k := key{op.Method, pathShape(op.Path)}
		other := first[k]
		if other == nil {
			first[k] = op
			continue
		}
		diags.Add(Diagnostic{
			Rule: RuleOverlappingPaths, Pos: op.Pos, Pointer: op.Pointer,
			Message: fmt.Sprintf("%s %s overlaps with %s", op.Method, op.Path, other.Path),
			Related: []Related{{other.Pos, "the other path is here"}},
		})
	}
}

func checkParams(op *Operation, diags *Diagnostics) {
	type key struct {
		in   In
		name string
	}
	first := map[key]*Param{}
	inPath := map[string]bool{}
	for _, s := range op.Segments {
		if s.Name == "" {
			continue
		}
		if s.Param == nil && !inPath[s.Name] {
			d := Diagnostic{
				Rule: RuleUndeclaredPathParam, Pos: op.Pos,
				Message: fmt.Sprintf("the path %s has {%s}, but %s declares no such path parameter", op.Path, s.Name, describe(op)),
				Hint:    fmt.Sprintf("declare {name: %s, in: path, required: true, type: …}", s.Name),
			}
			if p := otherCase(op, s.Name); p != nil {
				d.Hint = fmt.Sprintf("did you mean %q?", p.Wire)
				d.Related = []Related{{p.Pos, "this parameter is declared"}}
				inPath[p.Wire] = true
			}
			diags.Add(d)
		}
		inPath[s.Name] = true
	}
	for _, p := range op.Params {
		k := key{p.In, p.Wire}
		if p.In == InHeader {
			k.name = strings.ToLower(k.name)
		}
		if other := first[k]; other != nil {
			diags.Add(Diagnostic{
				Rule: RuleDuplicateParam, Pos: p.Pos,
				Message: fmt.Sprintf("%s has two %s parameters %q", describe(op), p.In, p.Wire),
				Hint:    "remove one of them",
				Related: []Related{{other.Pos, "first declared here"}},
			})
			continue
		}
		first[k] = p
		if p.In == InPath && !inPath[p.Wire] {
			diags.Report(RuleStrayPathParam, p.Pos, fmt.Sprintf("write {%s} where it belongs in the path", p.Wire),
				"the path %s has no {%s}", op.Path, p.Wire)
		}
	}
}

// otherCase gives the path parameter that is called name but for the case of letters, and stands nowhere else
// in the path.
func otherCase(op *Operation, name string) *Param {
	for _, p := range op.Params {
		placed := slices.ContainsFunc(op.Segments, func(s Segment) bool { return s.Param == p })
		if p.In == InPath && strings.EqualFold(p.Wire, name) && !placed {
			return p
		}
	}
	return nil
}

func describe(op *Operation) string {
	if op.ID != "" {
		return op.ID
	}
	return op.Method + " " + op.Path
}

func checkCodes(cat *Catalog, diags *Diagnostics) {
	first := map[int]*ErrorDef{}
	for _, def := range cat.Errors {
		if other := first[def.Code]; other != nil {
			diags.Add(Diagnostic{
				Rule: RuleDuplicateCode, Pos: def.Pos,
				Message: fmt.Sprintf("code %d is also that of %s", def.Code, other.ID),
				Hint:    "make the second entry a variant of the first",
				Related: []Related{{other.Pos, "first used here"}},
			})
			continue
		}
		first[def.Code] = def
	}
}

// checkErrorNames looks for names that two codes share. Case does not count, because servers are
// matched by name in any case.
func checkErrorNames(cat *Catalog, diags *Diagnostics) {
	type owner struct {
		id   string
		pos  Pos
		code int
	}
	owners := map[string]owner{}
	claim := func(o owner) {
		key := strings.ToLower(o.id)
		other, taken := owners[key]
		if taken && other.code == o.code && other.id != o.id {
			return // a former spelling of the same name
		}
		if taken {
			diags.Add(Diagnostic{
				Rule: RuleDuplicateErrorName, Pos: o.pos,
				Message: fmt.Sprintf("name %s of code %d is also that of code %d", o.id, o.code, other.code),
				Hint:    "choose another name; an alias may say \"shared: true\"",
				Related: []Related{{other.pos, "first used here"}},
			})
			return
		}
		owners[key] = o
	}
	for _, def := range cat.Errors {
		claim(owner{def.ID, def.Pos, def.Code})
	}
	for _, def := range cat.Errors {
		for _, alias := range def.Aliases {
			if !alias.Shared {
				claim(owner{alias.ID, alias.Pos, def.Code})
				continue
			}
			if _, taken := owners[strings.ToLower(alias.ID)]; !taken {
				diags.Report(RuleDuplicateErrorName, alias.Pos, "remove \"shared: true\"",
					"alias %s of code %d is marked as shared, but no other code has that name", alias.ID, def.Code)
			}
		}
	}
}

func checkDef(def *ErrorDef, cat *Catalog, diags *Diagnostics) {
	if def.Category != nil && !slices.Contains(cat.Categories, def.Category) {
		diags.Report(RuleUnknownCategory, def.Category.Pos, "declare it under \"categories\"", "code %d has the unknown category %q", def.Code, def.Category.ID)
	}
	seen := map[string]*Message{}
	for _, text := range def.Texts {
		m := text.Messages[cat.Source]
		if m == nil || len(m.Forms) == 0 {
			continue
		}
		key := shape(m.Forms[0])
		if other := seen[key]; other != nil {
			diags.Add(Diagnostic{
				Rule: RuleMessageShadow, Pos: m.Pos,
				Message: fmt.Sprintf("two texts of code %d read the same", def.Code),
				Hint:    "merge the variants",
				Related: []Related{{other.Pos, "the other text is here"}},
			})
			continue
		}
		seen[key] = m
	}
}

// shape is a form without the names of its arguments.
func shape(f Form) string {
	var b strings.Builder
	for _, p := range f.Parts {
		if p.Arg < 0 {
			b.WriteString(p.Literal)
		} else {
			b.WriteByte(0)
		}
	}
	return b.String()
}
