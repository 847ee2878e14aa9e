package runtime

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
)

// noProperties stands for the additional properties of a type that has none.
var noProperties map[string]json.RawMessage

// marshalOpen writes the object plain together with further properties: named ones that a struct tag
// cannot express, of which those that are not required are left out when they are zero, and extra ones that
// the definition does not name.
func marshalOpen[T any](plain any, named map[string]any, extra map[string]T, required ...string) ([]byte, error) {
	known, err := json.Marshal(plain)
	if err != nil || len(named)+len(extra) == 0 {
		return known, err
	}
	object := map[string]json.RawMessage{}
	if err := json.Unmarshal(known, &object); err != nil {
		return nil, err
	}
	for key, v := range extra {
		_, taken := object[key]
		if _, isNamed := named[key]; taken || isNamed {
			continue
		}
		if object[key], err = json.Marshal(v); err != nil {
			return nil, err
		}
	}
	for key, v := range named {
		if isAbsent(v) && !slices.Contains(required, key) {
			continue
		}
		if object[key], err = json.Marshal(v); err != nil {
			return nil, err
		}
	}
	return json.Marshal(object)
}

// isAbsent reports whether package json leaves v out with omitzero.
func isAbsent(v any) bool {
	if z, ok := v.(interface{ IsZero() bool }); ok {
		return z.IsZero()
	}
	return v == nil || reflect.ValueOf(v).IsZero()
}

// unmarshalOpen reads an object written by marshalOpen. What is neither in known nor named goes to extra.
func unmarshalOpen[T any](data []byte, plain any, named map[string]any, extra *map[string]T, known ...string) error {
	if err := json.Unmarshal(data, plain); err != nil {
		return err
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(data, &object); err != nil {
		return err
	}
	for key, target := range named {
		if raw, ok := object[key]; ok {
			if err := json.Unmarshal(raw, target); err != nil {
				return err
			}
		}
	}
	if any(extra) == any(&noProperties) {
		return nil
	}
	*extra = nil
	for key, raw := range object {
		isKnown := func(name string) bool { return strings.EqualFold(name, key) } // as package json sees it
		if _, ok := named[key]; ok || slices.ContainsFunc(known, isKnown) {
			continue
		}
		var v T
		if err := json.Unmarshal(raw, &v); err != nil {
			return err
		}
		if *extra == nil {
			*extra = map[string]T{}
		}
		(*extra)[key] = v
	}
	return nil
}
