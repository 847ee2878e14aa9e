package parser

import (
	"fmt"

	"github.com/orchgen/orchgen/model"
)

// onlyMember gives the single member of an allOf that says all there is to say: the schema itself adds
// nothing but a description and the like. Nil when there is no such member.
func (r *reader) onlyMember(s *spot) *spot {
	members := s.get("allOf").items()
	if len(members) != 1 || !members[0].is(object) {
		return nil
	}
	for _, key := range [...]string{"properties", "additionalProperties", "required", "discriminator", "items", "enum"} {
		if s.get(key) != nil {
			return nil
		}
	}
	return members[0]
}

// kindOfAll tells the kind of a schema with allOf: Alias when its only member says it, Object when all
// members are objects, and Any otherwise.
func (r *reader) kindOfAll(s *spot) model.Kind {
	if kind, known := r.kinds[s.node]; known {
		return kind
	}
	r.kinds[s.node] = model.Object // for a circle, which is reported elsewhere
	kind := model.Object
	if only := r.onlyMember(s); only != nil {
		kind = model.Alias
	} else {
		for _, m := range s.get("allOf").items() {
			if m.is(object) && !r.isObject(m) {
				kind = model.Any
			}
		}
	}
	r.kinds[s.node] = kind
	return kind
}

// isObject reports whether the schema, or what it refers to, is an object with or without properties.
func (r *reader) isObject(s *spot) bool {
	seen := map[*node]bool{}
	for s.is(object) && !seen[s.node] {
		seen[s.node] = true
		switch {
		case s.get("$ref") != nil:
			s = r.targets[s.node]
			if s == nil {
				return true // reported elsewhere
			}
		case s.get("allOf").is(array):
			only := r.onlyMember(s)
			if only == nil {
				return r.kindOfAll(s) == model.Object
			}
			s = only
		default:
			kind := r.kindOf(s)
			return kind == model.Object || kind == model.Map || kind == model.Any && r.schemaFacts(s).kind == ""
		}
	}
	return true
}

// objectBuilder collects what the parts of one object say: the inline members of allOf, and the schema
// itself, which comes last and wins.
type objectBuilder struct {
	*reader
	t        *model.Type
	hint     []string
	index    map[string]int
	required []*spot
}

func (r *reader) fillObject(t *model.Type, s *spot) {
	hint := t.Hint
	if t.Wire != "" {
		hint = []string{t.Wire}
	}
	b := &objectBuilder{reader: r, t: t, hint: hint, index: map[string]int{}}
	b.part(s)
	r.late = append(r.late, b.finish)
}

func (b *objectBuilder) part(s *spot) {
	for _, m := range s.get("allOf").items() {
		switch {
		case !m.is(object):
		case m.get("$ref") != nil:
			b.base(m)
		default:
			b.part(m)
		}
	}
	for _, p := range s.get("properties").entries() {
		b.property(p)
	}
	b.required = append(b.required, s.get("required").items()...)
	if d := b.schemaOf(s).Discriminator; d != "" {
		b.t.Discriminator = d
	}
	switch more := s.get("additionalProperties"); {
	case more.is(boolean) && more.json() == "true":
		b.t.Additional = &model.Type{Kind: model.Any, Pos: more.pos(), Pointer: more.pointer()}
	case more.is(object):
		b.t.Additional = b.schemaIn(more, inside(b.hint, "Value"))
	}
}

// base adds what a $ref among the members of allOf refers to.
func (b *objectBuilder) base(m *spot) {
	target := b.targets[m.node]
	for target != nil && target.get("$ref") != nil {
		target = b.targets[target.node]
	}
	if target == nil {
		return
	}
	t := b.referred(m, b.hint)
	switch u := t.Underlying(); {
	case t == b.t:
	case b.kindOf(target) == model.Map:
		if more := target.get("additionalProperties"); more.is(object) {
			b.t.Additional = b.schemaIn(more, inside(b.hint, "Value"))
		}
	case u.Kind == model.Page || u.Kind == model.Single:
		b.part(target)
	default:
		b.t.Bases = append(b.t.Bases, t)
	}
}

func (b *objectBuilder) property(p *spot) {
	if !p.is(object) {
		return
	}
	f := b.field(p, inside(b.hint, p.key))
	i, taken := b.index[f.Wire]
	if !taken {
		b.index[f.Wire] = len(b.t.Fields)
		b.t.Fields = append(b.t.Fields, f)
		return
	}
	other := b.t.Fields[i]
	b.t.Fields[i] = f
	b.late = append(b.late, func() { b.conflict(f, other) })
}

// field gives the property at p with what stands beside a $ref.
func (r *reader) field(p *spot, hint []string) *model.Field {
	if p.key == "" {
		r.report(model.RuleUnnamedProperty, p, p.pos(), "", "a property has the empty name")
	}
	typed, facts := r.schemaOf(p), r.schemaFacts(p)
	f := &model.Field{
		Wire: p.key, Type: r.schemaIn(p, hint), ReadOnly: typed.ReadOnly, Nullable: facts.nullable,
		Doc: typed.Description, Limits: facts.limits, Pos: p.pos(),
	}
	f.Deprecated, f.Deprecation = deprecation(p)
	if f.Doc == "" {
		f.Doc = typed.Title
	}
	if d := p.get("default"); d != nil {
		f.Default = d.json()
	}
	return f
}

// finish does what needs the bases complete: required properties of bases, and conflicts with them.
func (b *objectBuilder) finish() {
	inherited := map[string]*model.Field{}
	for _, base := range b.t.Bases {
		var fields []*model.Field
		if b.inherited <= maxInherited {
			fields = base.Underlying().AllFields()
		}
		if !b.inherit(len(fields)) {
			return
		}
		for _, f := range fields {
			if other := inherited[f.Wire]; other != nil {
				b.conflict(f, other)
			}
			inherited[f.Wire] = f
		}
	}
	for _, f := range b.t.Fields {
		f.Nullable = f.Nullable || f.Type.Nullable
		if other := inherited[f.Wire]; other != nil {
			b.conflict(f, other)
		}
	}
	for _, name := range b.required {
		if name.isText() {
			b.require(name, inherited)
		}
	}
}

// maxInherited bounds what bases add to types: a property counts once for each type that has it.
const maxInherited = 1_000_000

// inherit counts inherited properties. When there are too many, the type loses its bases.
func (b *objectBuilder) inherit(count int) bool {
	before := b.inherited
	b.reader.inherited += count
	if b.reader.inherited <= maxInherited {
		return true
	}
	if before <= maxInherited {
		b.diags.Add(model.Diagnostic{
			Rule: model.RuleSize, Pos: b.t.Pos, Pointer: b.t.Pointer,
			Message: fmt.Sprintf("allOf gives the types of the definition more than %d properties", maxInherited),
		})
	}
	b.t.Bases = nil
	return false
}

func (b *objectBuilder) require(name *spot, inherited map[string]*model.Field) {
	if i, ok := b.index[name.text]; ok {
		b.t.Fields[i].Required = true
		return
	}
	if f := inherited[name.text]; f != nil {
		if !f.Required {
			own := *f
			own.Required, own.Nullable = true, own.Nullable || own.Type.Nullable
			b.index[name.text] = len(b.t.Fields)
			b.t.Fields = append(b.t.Fields, &own)
		}
		return
	}
	var known []string
	for _, f := range b.t.Fields {
		known = append(known, f.Wire)
	}
	for _, base := range b.t.Bases {
		for _, f := range base.Underlying().Fields {
			known = append(known, f.Wire)
		}
	}
	b.report(model.RuleUnknownRequired, name, name.pos(), b.didYouMean(name.text, known),
		fmt.Sprintf("\"required\" names %q, which is not among the properties", name.text))
}

// conflict reports two declarations of one property with different types; f is the one that counts.
func (b *objectBuilder) conflict(f, other *model.Field) {
	if f == other || sameType(f.Type, other.Type, 0) {
		return
	}
	b.diags.Add(model.Diagnostic{
		Rule: model.RuleUnsupported, Pos: f.Pos,
		Message: fmt.Sprintf("property %q is declared with two types; this one is generated", f.Wire),
		Hint:    "declare it once",
		Related: []model.Related{{Pos: other.Pos, Message: "the other declaration is here"}},
	})
}

// sameType compares two types by what they hold; types with names are the same only when they are one.
func sameType(a, b *model.Type, depth int) bool {
	switch {
	case a == b || depth > maxDepth:
		return true
	case a == nil || b == nil || a.Kind != b.Kind || a.Format != b.Format:
		return false
	case a.Kind == model.Enum:
		return len(a.EnumValues) == len(b.EnumValues) && a.Wire == "" && b.Wire == "" && sameValues(a, b)
	case a.IsNamed():
		return false
	}
	return sameType(a.Elem, b.Elem, depth+1)
}

func sameValues(a, b *model.Type) bool {
	for i, v := range a.EnumValues {
		if b.EnumValues[i].Text != v.Text {
			return false
		}
	}
	return true
}
