package parser

import (
	"strings"

	"github.com/orchgen/orchgen/model"
)

// wrapperNames begin the names of definitions that servers generate for OData replies.
var wrapperNames = []string{"ODataValueOf", "ODataValue[", "ODataResponse["}

// wrapper tells whether a definition only wraps the "value" of an OData reply, as a collection (Page) or
// as a single value (Single).
func (r *reader) wrapper(s *spot) (model.Kind, bool) {
	kind, ok := r.looksWrapped(s)
	if !ok {
		return kind, false
	}
	inner := s.get("properties").get("value")
	for range maxDepth { // a wrapper of a wrapper stays an object, or the types might never end
		switch {
		case inner.get("$ref") != nil:
			inner = r.targets[inner.node]
			if inner == nil {
				return kind, true
			}
			if _, nested := r.looksWrapped(inner); nested {
				return model.Object, false
			}
		case inner.get("items").is(object):
			inner = inner.get("items")
		case inner.get("additionalProperties").is(object):
			inner = inner.get("additionalProperties")
		case inner.get("allOf").is(array):
			inner = r.onlyMember(inner)
		default:
			return kind, true
		}
		if inner == nil {
			return kind, true
		}
	}
	return model.Object, false
}

func (r *reader) looksWrapped(s *spot) (model.Kind, bool) {
	properties := s.get("properties")
	value := properties.get("value")
	if !value.is(object) || s.get("allOf") != nil || s.get("$ref") != nil {
		return model.Object, false
	}
	annotated := false
	for _, p := range properties.entries() {
		if strings.HasPrefix(p.key, "@odata.") {
			annotated = true
		} else if p.key != "value" {
			return model.Object, false
		}
	}
	if !annotated && !hasPrefix(s.key, wrapperNames) {
		return model.Object, false
	}
	if value.get("$ref") == nil && r.schemaFacts(value).kind == "array" {
		return model.Page, true
	}
	return model.Single, true
}

func hasPrefix(s string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}
