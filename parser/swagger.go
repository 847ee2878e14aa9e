package parser

import (
	"encoding/json"
	"strings"

	"github.com/getkin/kin-openapi/openapi2"
	"github.com/getkin/kin-openapi/openapi3"

	"github.com/orchgen/orchgen/model"
)

// The typed views that kin-openapi gives of the objects of a definition. Each holds the scalar keys of
// one object; objects below it have views of their own, so that a fault in one does not hide another.
type (
	typedRoot           = openapi2.T
	typedInfo           = openapi3.Info
	typedTag            = openapi3.Tag
	typedSecurityScheme = openapi2.SecurityScheme
	typedOperation      = openapi2.Operation
	typedParameter      = openapi2.Parameter
	typedResponse       = openapi2.Response
	typedSchema         = openapi2.Schema
)

// typed decodes the keys of the object at s that sh lists with flat values, and the extensions among
// them. Keys whose values do not fit are left out; the checker has reported them. What kin-openapi
// refuses all the same is reported here, key by key.
func typed[T any](diags *model.Diagnostics, s *spot, sh *shape) *T {
	out := new(T)
	if !s.is(object) {
		return out
	}
	var entries []*spot
	for _, e := range s.entries() {
		k, ok := sh.find(e.key)
		if ok && k.reason == "" && e.kind != null && e.key != "$ref" && k.value.flat() && deepAccepts(e, k.value) {
			entries = append(entries, e)
		}
	}
	if decode(out, sh, entries...) == nil {
		return out
	}
	out = new(T)
	var sound []*spot
	for _, e := range entries {
		if err := decode(new(T), sh, e); err != nil {
			k, _ := sh.find(e.key)
			diags.Add(model.Diagnostic{
				Rule: model.RuleType, Pos: e.valuePos(), Pointer: e.pointer(),
				Message: e.key + " must be " + k.value.String() + ": " + err.Error(),
			})
			continue
		}
		sound = append(sound, e)
	}
	_ = decode(out, sh, sound...) // each of them has been decoded before
	return out
}

// decode decodes an object that has only the entries.
func decode(out any, sh *shape, entries ...*spot) error {
	var b strings.Builder
	b.WriteByte('{')
	for i, e := range entries {
		if i > 0 {
			b.WriteByte(',')
		}
		k, _ := sh.find(e.key)
		quote(&b, e.key)
		b.WriteByte(':')
		encodeAs(&b, e, k.value)
	}
	b.WriteByte('}')
	return json.Unmarshal([]byte(b.String()), out)
}

// deepAccepts is accepts for the value and everything in it.
func deepAccepts(s *spot, v value) bool {
	if s.kind == null {
		return v.form == anything
	}
	if !v.accepts(s) {
		return false
	}
	elem := v.elem
	if v.form == wordOrList && s.kind == array {
		word := text(v.words...)
		elem = &word
	}
	if elem == nil {
		return true
	}
	for _, e := range append(s.items(), s.entries()...) {
		if !deepAccepts(e, *elem) {
			return false
		}
	}
	return true
}

// encodeAs writes a value as JSON; YAML scalars become strings where strings are wanted.
func encodeAs(b *strings.Builder, s *spot, v value) {
	switch {
	case (v.form == texts || v.form == wordOrList) && s.isText():
		quote(b, s.text)
	case s.kind == array:
		b.WriteByte('[')
		for i, e := range s.items() {
			if i > 0 {
				b.WriteByte(',')
			}
			elem := value{form: texts}
			if v.elem != nil {
				elem = *v.elem
			}
			encodeAs(b, e, elem)
		}
		b.WriteByte(']')
	case s.kind == object && v.elem != nil:
		b.WriteByte('{')
		for i, e := range s.entries() {
			if i > 0 {
				b.WriteByte(',')
			}
			quote(b, e.key)
			b.WriteByte(':')
			encodeAs(b, e, *v.elem)
		}
		b.WriteByte('}')
	default:
		s.encode(b)
	}
}
