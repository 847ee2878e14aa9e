package parser

import (
	"strings"

	"github.com/orchgen/orchgen/model"
)

// facts are what a schema, a parameter and the items of a parameter have in common.
type facts struct {
	at       *spot
	kind     string // "" when the type is open
	format   string
	nullable bool
	mixed    bool // the type is a list of several types
	limits   model.Limits
}

// schemaOf gives the scalar keys of a schema, decoded once.
func (r *reader) schemaOf(s *spot) *typedSchema {
	if t := r.schemas[s.node]; t != nil {
		return t
	}
	sh := schemaShape
	if r.check.shapes[s.node] == itemsShape {
		sh = itemsShape
	}
	t := typed[typedSchema](r.diags, s, sh)
	r.schemas[s.node] = t
	return t
}

func (r *reader) schemaFacts(s *spot) facts {
	t := r.schemaOf(s)
	f := facts{at: s, format: t.Format, nullable: isTrue(t.Extensions["x-nullable"])}
	f.limits = model.Limits{
		Minimum: t.Min, Maximum: t.Max, ExclusiveMinimum: t.ExclusiveMin, ExclusiveMaximum: t.ExclusiveMax,
		MultipleOf: t.MultipleOf, UniqueItems: t.UniqueItems, Pattern: t.Pattern,
		MinLength: written(s, "minLength", t.MinLength), MaxLength: t.MaxLength,
		MinItems: written(s, "minItems", t.MinItems), MaxItems: t.MaxItems,
		MinProperties: written(s, "minProperties", t.MinProps), MaxProperties: t.MaxProps,
	}
	f.setKind(t.Type.Slice())
	if f.kind == "" && !f.mixed {
		f.kind = r.impliedKind(s)
	}
	return f
}

func (r *reader) parameterFacts(s *spot, t *typedParameter) facts {
	f := facts{at: s, format: t.Format, nullable: isTrue(t.Extensions["x-nullable"])}
	f.limits = model.Limits{
		Minimum: t.Minimum, Maximum: t.Maximum, ExclusiveMinimum: t.ExclusiveMin, ExclusiveMaximum: t.ExclusiveMax,
		MultipleOf: t.MultipleOf, UniqueItems: t.UniqueItems, Pattern: t.Pattern,
		MinLength: written(s, "minLength", t.MinLength), MaxLength: t.MaxLength,
		MinItems: written(s, "minItems", t.MinItems), MaxItems: t.MaxItems,
	}
	f.setKind(t.Type.Slice())
	return f
}

// setKind takes the type keyword; "null" in a list of types makes the value nullable.
func (f *facts) setKind(types []string) {
	var rest []string
	for _, t := range types {
		if t == "null" {
			f.nullable = true
			continue
		}
		rest = append(rest, t)
	}
	if len(rest) == 1 {
		f.kind = rest[0]
	}
	f.mixed = len(rest) > 1
}

// impliedKind tells the type of a schema without the type keyword from its other keywords.
func (r *reader) impliedKind(s *spot) string {
	switch {
	case s.get("properties").is(object), s.get("additionalProperties") != nil, s.get("allOf").is(array):
		return "object"
	case s.get("items").is(object):
		return "array"
	}
	kind := ""
	for _, e := range s.get("enum").items() {
		k := ""
		switch {
		case e.kind == null:
			continue
		case e.kind == str:
			k = "string"
		case e.kind == number && isWhole(e.json()):
			k = "integer"
		}
		if k == "" || kind != "" && kind != k {
			return ""
		}
		kind = k
	}
	return kind
}

func isTrue(v any) bool {
	b, _ := v.(bool)
	return b
}

// deprecation reads x-deprecated, which is a switch or a note that says why and what instead.
func deprecation(s *spot) (deprecated bool, note string) {
	v := s.get("x-deprecated")
	if !v.is(str) {
		return s.flag("x-deprecated"), ""
	}
	switch note := strings.TrimSpace(v.text); strings.ToLower(note) {
	case "true":
		return true, ""
	case "", "false":
		return false, ""
	default:
		return true, note
	}
}

// written gives the limit v when the source has the key, so that a zero that is written out is kept.
func written(s *spot, key string, v uint64) *uint64 {
	if s.get(key).is(number) {
		return &v
	}
	return nil
}

// scalarKinds maps a type and its format to the kind. The format "" stands for all formats that are not
// listed.
var scalarKinds = map[string]map[string]model.Kind{
	"boolean": {"": model.Bool},
	"integer": {"": model.Int64, "int32": model.Int32},
	"number":  {"": model.Float64, "float": model.Float32, "decimal": model.Decimal},
	"string": {
		"": model.String, "date-time": model.DateTime, "date": model.Date, "byte": model.Bytes,
		"binary": model.Stream, "file": model.Stream, "decimal": model.Decimal,
	},
	"file": {"": model.Stream},
}

// scalarKind is Any for a type that is not scalar.
func scalarKind(kind, format string) model.Kind {
	formats := scalarKinds[kind]
	if k, ok := formats[format]; ok {
		return k
	}
	return formats[""]
}
