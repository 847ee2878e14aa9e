package parser

import (
	"slices"
	"strings"

	"github.com/orchgen/orchgen/model"
)

// definitions fills the types of the "definitions" section. All of them exist before the first is
// filled, so that they can refer to each other; their kinds are known from the tree.
func (r *reader) definitions() {
	entries := r.tree.root.get("definitions").entries()
	entries = slices.DeleteFunc(entries, func(s *spot) bool { return !s.is(object) })
	for _, s := range entries {
		if r.types[s.node] == nil {
			t := &model.Type{Wire: s.key, Pos: s.pos(), Pointer: s.pointer()}
			r.types[s.node] = t
			t.Kind = r.definitionKind(s)
		}
	}
	for _, s := range entries {
		if t := r.types[s.node]; t.Wire == s.key {
			r.definition(t, s)
		} else {
			t := &model.Type{Kind: model.Alias, Wire: s.key, Elem: t, Pos: s.pos(), Pointer: s.pointer()}
			r.api.Types = append(r.api.Types, t)
		}
	}
}

// definitionKind is what a definition becomes: a wrapper, an object, an enum, a stream, or else a name
// for another type.
func (r *reader) definitionKind(s *spot) model.Kind {
	if kind, ok := r.wrapper(s); ok {
		return kind
	}
	switch kind := r.kindOf(s); kind {
	case model.Object, model.Enum, model.Stream:
		return kind
	}
	return model.Alias
}

func (r *reader) definition(t *model.Type, s *spot) {
	typed := r.schemaOf(s)
	t.Doc = typed.Description
	if t.Doc == "" {
		t.Doc = typed.Title
	}
	t.Deprecated, t.Deprecation = deprecation(s)
	t.Webhook = webhookEvent(typed, t.Wire)
	f := r.schemaFacts(s)
	t.Limits = f.limits
	switch t.Kind {
	case model.Page:
		r.containers = append(r.containers, t)
		t.Elem = r.schema(s.get("properties").get("value").get("items"), []string{t.Wire, "Item"})
		return
	case model.Single:
		r.containers = append(r.containers, t)
		t.Elem = r.schema(s.get("properties").get("value"), []string{t.Wire, "Value"})
		return
	case model.Object:
		r.fillObject(t, s)
	case model.Enum:
		base, _ := enumBase(f)
		r.fillEnum(t, f, base)
		r.shareEnum(t)
	case model.Stream:
		t.Format = f.format
		return
	default:
		t.Elem = r.inline(s, []string{t.Wire})
	}
	t.Nullable = t.Nullable || f.nullable
	r.api.Types = append(r.api.Types, t)
}

// webhookEvent gives the name of the event that the definition called name is the payload of, "" when it is none.
// Orchestrator 2020.10 gives the definition's own name for the event "custom".
func webhookEvent(s *typedSchema, name string) string {
	event, _ := s.Extensions["x-webhook-event"].(string)
	if short, found := strings.CutSuffix(name, "EventDto"); found && event == name {
		return strings.ToLower(short)
	}
	return event
}

// kindOf tells the kind of a schema from the tree alone; Alias stands for a reference.
func (r *reader) kindOf(s *spot) model.Kind {
	if s.get("$ref") != nil {
		return model.Alias
	}
	if s.get("allOf").is(array) {
		return r.kindOfAll(s)
	}
	f := r.schemaFacts(s)
	if _, ok := enumBase(f); ok {
		return model.Enum
	}
	switch f.kind {
	case "object":
		if len(s.get("properties").entries()) > 0 {
			return model.Object
		}
		if f.format == "file" {
			return model.Stream // as AutoRest writes it
		}
		return model.Map
	case "array":
		return model.List
	}
	return scalarKind(f.kind, f.format)
}

// schema gives the type of the schema at s, which may be absent. hint says where it stands, outermost
// first.
func (r *reader) schema(s *spot, hint []string) *model.Type {
	if !s.is(object) {
		return &model.Type{Kind: model.Any, Pos: s.pos(), Pointer: s.pointer()}
	}
	if s.get("$ref") != nil {
		return r.referred(s, hint)
	}
	if t := r.types[s.node]; t != nil {
		return t
	}
	return r.inline(s, hint)
}

// referred gives the type at the end of a $ref.
func (r *reader) referred(s *spot, hint []string) *model.Type {
	target := r.targets[s.node]
	if target == nil {
		return &model.Type{Kind: model.Any, Pos: s.pos(), Pointer: s.pointer()}
	}
	if t := r.types[target.node]; t != nil {
		return t
	}
	if from := hintOfPointer(target); from != nil {
		hint = from
	}
	return r.schema(target, hint)
}

// hintOfPointer says where a schema inside a definition stands; nil for any other place.
func hintOfPointer(s *spot) []string {
	var hint []string
	for ; s != nil && s.up != nil; s = s.up {
		switch {
		case s.up.up == nil:
			if s.key != "definitions" {
				return nil
			}
			slices.Reverse(hint)
			return hint
		case s.up.key == "properties", s.up.up.up == nil:
			hint = append(hint, s.key)
		case s.key == "items":
			hint = append(hint, "Item")
		case s.key == "additionalProperties":
			hint = append(hint, "Value")
		}
	}
	return nil
}

// inline builds the type of a schema that has no type yet. Objects and enums are hoisted: they need a
// name of their own.
func (r *reader) inline(s *spot, hint []string) *model.Type {
	if s.get("$ref") != nil {
		return r.referred(s, hint)
	}
	if s.get("allOf").is(array) {
		if only := r.onlyMember(s); only != nil {
			return r.schema(only, hint)
		}
	}
	f := r.schemaFacts(s)
	t := r.typeOf(f, r.kindOf(s), hint)
	if t.Wire == "" && t.EnumName == "" && t.Kind == model.Object {
		t.Doc = r.schemaOf(s).Description
	}
	return t
}

// typeOf makes an inline type from the facts; s may be a schema, a parameter or the items of one.
func (r *reader) typeOf(f facts, kind model.Kind, hint []string) *model.Type {
	s := f.at
	t := &model.Type{Kind: kind, Format: f.format, Nullable: f.nullable, Limits: f.limits, Pos: s.pos(), Pointer: s.pointer()}
	definition := r.types[s.node]
	if definition == nil {
		r.types[s.node] = t
	}
	r.unfaithful(f)
	switch kind {
	case model.Object:
		t.Hint = hint
		r.hoisted = append(r.hoisted, t)
		r.fillObject(t, s)
	case model.Enum:
		base, _ := enumBase(f)
		t.Hint = hint
		r.fillEnum(t, f, base)
		if shared := r.shareEnum(t); shared != t {
			r.types[s.node] = shared
			return shared
		}
		r.hoisted = append(r.hoisted, t)
	case model.Map:
		t.Elem = r.schemaIn(s.get("additionalProperties"), inside(hint, "Value"))
	case model.List:
		items := s.get("items")
		if items == nil {
			r.report(model.RuleUnsupported, s, s.pos(), "add \"items\"", "an array without \"items\" is generated as a list of any values")
		}
		t.Elem = r.schemaIn(items, inside(hint, "Item"))
	}
	if kind == model.Map || kind == model.List {
		r.containers = append(r.containers, t)
	}
	return t
}

// inside extends a hint without changing the original.
func inside(hint []string, name string) []string { return append(slices.Clip(hint), name) }

// unfaithful reports what of the facts the kind cannot express.
func (r *reader) unfaithful(f facts) {
	if f.mixed && f.at.get("type") != nil {
		at := f.at.get("type")
		r.report(model.RuleUnsupported, at, at.valuePos(), "", "a choice of types is generated as any value")
	}
	if enum := f.at.get("enum"); enum.is(array) {
		if _, ok := enumBase(f); !ok {
			r.report(model.RuleUnsupported, enum, enum.pos(), "list strings or whole numbers that fit \"type\"",
				"only enums of strings or of integers are generated; here the values are not restricted")
		}
	}
	if s := f.at; s.get("allOf").is(array) && r.kindOf(s) == model.Any {
		r.report(model.RuleUnsupported, s.get("allOf"), s.get("allOf").pos(), "",
			"only objects can be combined with allOf; here any value is generated")
	}
}

// schemaIn is schema for a place inside a JSON value, where there is no stream of bytes.
func (r *reader) schemaIn(s *spot, hint []string) *model.Type {
	t := r.schema(s, hint)
	if t.Kind != model.Stream {
		return t
	}
	r.report(model.RuleUnsupported, s, s.pos(), "use format \"byte\", which is base64", "binary data inside JSON is generated as a string")
	return &model.Type{Kind: model.String, Format: t.Format, Nullable: t.Nullable, Limits: t.Limits, Pos: t.Pos, Pointer: t.Pointer}
}

// endless reports lists and maps without a name that contain themselves through a $ref into the middle
// of a definition: no Go type could be written for them.
func (r *reader) endless() {
	done := map[*model.Type]bool{}
	for _, start := range r.containers {
		way := map[*model.Type]bool{}
		for t := start; t != nil && !t.IsNamed() && !done[t]; t = t.Elem {
			way[t] = true
			if way[t.Elem] {
				r.diags.Add(model.Diagnostic{
					Rule: model.RuleRefCycle, Pos: t.Pos, Pointer: t.Pointer,
					Message: "a list or map contains nothing but itself",
					Hint:    "give it a name in \"definitions\"",
				})
				t.Elem = &model.Type{Kind: model.Any, Pos: t.Pos, Pointer: t.Pointer}
			}
		}
		for t := range way {
			done[t] = true
		}
	}
}

// reachable gives the hoisted types that something still refers to. A type is lost, for instance, when
// two members of allOf declare one property, or when a body turns out to be a stream.
func (r *reader) reachable() []*model.Type {
	seen := map[*model.Type]bool{}
	todo := slices.Clone(r.api.Types)
	for _, op := range r.api.Operations() {
		todo = append(todo, op.Result)
		if op.Body != nil {
			todo = append(todo, op.Body.Type)
		}
		for _, p := range op.Params {
			todo = append(todo, p.Type)
		}
		for _, resp := range op.Responses {
			todo = append(todo, resp.Type)
		}
	}
	for len(todo) > 0 {
		t := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if t == nil || seen[t] {
			continue
		}
		seen[t] = true
		todo = append(append(todo, t.Elem, t.Additional), t.Bases...)
		for _, f := range t.Fields {
			todo = append(todo, f.Type)
		}
	}
	return slices.DeleteFunc(r.hoisted, func(t *model.Type) bool { return !seen[t] })
}
