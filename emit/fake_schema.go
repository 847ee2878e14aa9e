package emit

import (
	"math"
	"regexp"

	"github.com/orchgen/orchgen/model"
)

// fakeSchema is what the fake server holds values to.
type fakeSchema struct {
	Ref              string                 `json:"ref,omitzero"`
	Kind             string                 `json:"kind,omitzero"`
	Items            *fakeSchema            `json:"items,omitzero"`
	Properties       map[string]*fakeSchema `json:"properties,omitzero"`
	Required         []string               `json:"required,omitzero"`
	Additional       *fakeSchema            `json:"additional,omitzero"`
	Enum             []string               `json:"enum,omitzero"`
	Format           string                 `json:"format,omitzero"`
	Pattern          string                 `json:"pattern,omitzero"`
	Minimum          *float64               `json:"minimum,omitzero"`
	Maximum          *float64               `json:"maximum,omitzero"`
	ExclusiveMinimum bool                   `json:"exclusiveMinimum,omitzero"`
	ExclusiveMaximum bool                   `json:"exclusiveMaximum,omitzero"`
	MinLength        int                    `json:"minLength,omitzero"`
	MaxLength        *int                   `json:"maxLength,omitzero"`
	MinItems         int                    `json:"minItems,omitzero"`
	MaxItems         *int                   `json:"maxItems,omitzero"`
}

var fakeKinds = map[model.Kind]string{
	model.Any: "any", model.Bool: "bool", model.Int32: "int32", model.Int64: "int64",
	model.Float32: "number", model.Float64: "number", model.Decimal: "decimal", model.String: "string",
	model.DateTime: "date-time", model.Date: "date", model.Bytes: "bytes", model.Stream: "file",
	model.List: "array", model.Map: "map", model.Object: "object",
}

// schema gives the schema of a type; objects and enums are kept once, by their Go names.
func (t *fakeTable) schema(typ *model.Type) *fakeSchema {
	typ = typ.Underlying()
	if typ.Kind != model.Object && typ.Kind != model.Enum {
		return t.inline(typ)
	}
	name := typ.Go.String()
	if t.Types[name] == nil {
		f := &fakeSchema{}
		t.Types[name] = f
		if typ.Kind == model.Enum {
			*f = *fakeEnum(typ)
		} else {
			t.object(f, typ)
		}
	}
	return &fakeSchema{Ref: name}
}

func fakeEnum(typ *model.Type) *fakeSchema {
	f := &fakeSchema{Kind: fakeKinds[typ.Base]}
	for _, v := range typ.EnumValues {
		f.Enum = append(f.Enum, v.Text)
	}
	return f
}

func (t *fakeTable) object(f *fakeSchema, typ *model.Type) {
	fields := typ.AllFields()
	if len(typ.Variants) > 0 {
		f.Kind = "any"
		return
	}
	f.Kind = "object"
	f.Properties = map[string]*fakeSchema{}
	for _, field := range fields {
		f.Properties[field.Wire] = t.schema(field.Type)
		if field.Required {
			f.Required = append(f.Required, field.Wire)
		}
	}
	switch {
	case typ.Additional != nil:
		f.Additional = t.schema(typ.Additional)
	case typ.Discriminator != "" || len(fields) == 0: // the properties of variants, or any
		f.Additional = &fakeSchema{Kind: "any"}
	}
}

// inline gives the schema of a type without a name.
func (t *fakeTable) inline(typ *model.Type) *fakeSchema {
	if typ.Kind == model.Page || typ.Kind == model.Single {
		value := &fakeSchema{}
		if typ.Kind == model.Page {
			*value = fakeSchema{Kind: "array", Items: t.schema(typ.Elem)}
		} else {
			*value = *t.schema(typ.Elem)
		}
		return &fakeSchema{Kind: "object", Properties: map[string]*fakeSchema{"value": value}}
	}
	l := typ.Limits
	f := &fakeSchema{
		Kind: fakeKinds[typ.Kind], Minimum: l.Minimum, Maximum: l.Maximum,
		ExclusiveMinimum: l.ExclusiveMinimum, ExclusiveMaximum: l.ExclusiveMaximum,
		MinLength: atLeast(l.MinLength), MaxLength: atMost(l.MaxLength), MinItems: atLeast(l.MinItems), MaxItems: atMost(l.MaxItems),
	}
	if typ.Elem != nil {
		f.Items = t.schema(typ.Elem)
	}
	if _, err := regexp.Compile(l.Pattern); err == nil {
		f.Pattern = l.Pattern
	}
	if typ.Format == "uuid" || typ.Format == "guid" {
		f.Format = "uuid"
	}
	return f
}

func atLeast(v *uint64) int {
	if v == nil {
		return 0
	}
	return int(min(*v, math.MaxInt32))
}

func atMost(v *uint64) *int {
	if v == nil {
		return nil
	}
	n := int(min(*v, math.MaxInt32))
	return &n
}
