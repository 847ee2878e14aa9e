package runtime

import (
	"bytes"
	"encoding/json"
	"iter"
	"reflect"
	"slices"
)

// RawFields has the members of a JSON object that its type cannot hold: those that the definition does not
// name, and those whose value is of another type than the definition says; the field of such a member is zero. They
// are sent again with the object, unless the field was given another value since.
//
// Only the client reads and writes them. Package encoding/json leaves them out, and does not read dates in some of the
// layouts that servers use: an object that is stored with it is not the one that the server gave.
type RawFields struct {
	_    [0]func()   // objects cannot be compared with ==, which would compare pointers
	list *[]rawField // never changed, so that copies of an object are independent
}

type rawField struct {
	name  string
	value json.RawMessage
	set   bool // by the caller: wins over the field
}

func newRawFields(list []rawField) RawFields {
	if len(list) == 0 {
		return RawFields{}
	}
	return RawFields{list: &list}
}

// Get gives the JSON of the member name as the server sent it, or as Set made it.
func (r RawFields) Get(name string) (json.RawMessage, bool) {
	if f := r.find(name); f != nil {
		return f.value, true
	}
	return nil, false
}

// All gives the members in the order in which they came.
func (r RawFields) All() iter.Seq2[string, json.RawMessage] {
	return func(yield func(string, json.RawMessage) bool) {
		if r.list == nil {
			return
		}
		last := map[string]int{}
		for i, f := range *r.list {
			last[f.name] = i
		}
		for i, f := range *r.list {
			if last[f.name] == i && !yield(f.name, f.value) {
				return
			}
		}
	}
}

// Set makes the object send v under name, whatever its field of that name holds. It is for what the
// definition does not know, such as a property of a newer server, and for null where the field is an object, a list or
// a map, of which the zero value is not sent in a PATCH: Set("Environment", nil).
func (r *RawFields) Set(name string, v any) error {
	value, err := marshal(v)
	if err != nil {
		return err
	}
	*r = newRawFields(append(r.without(name), rawField{name, value, true}))
	return nil
}

// Delete forgets the member name.
func (r *RawFields) Delete(name string) { *r = newRawFields(r.without(name)) }

// IsZero reports whether there is none.
func (r RawFields) IsZero() bool { return r.list == nil }

// Equal reports whether both have the same members in the same order.
func (r RawFields) Equal(other RawFields) bool {
	if r.list == nil || other.list == nil {
		return r.list == other.list
	}
	return slices.EqualFunc(*r.list, *other.list, func(a, b rawField) bool {
		return a.name == b.name && a.set == b.set && bytes.Equal(a.value, b.value)
	})
}

func (r RawFields) find(name string) *rawField {
	if r.list == nil {
		return nil
	}
	for i, f := range slices.Backward(*r.list) {
		if f.name == name {
			return &(*r.list)[i]
		}
	}
	return nil
}

// without gives a copy of the list.
func (r RawFields) without(name string) []rawField {
	var list []rawField
	if r.list != nil {
		for _, f := range *r.list {
			if f.name != name {
				list = append(list, f)
			}
		}
	}
	return list
}

// instead gives the JSON that is sent in place of the value of a field.
func (r RawFields) instead(f *fieldCodec, value reflect.Value) (json.RawMessage, bool) {
	kept := r.find(f.name)
	if kept == nil {
		return nil, false
	}
	if kept.set {
		return kept.value, true
	}
	was := reflect.New(value.Type())
	_ = unmarshal(kept.value, was.Interface())
	return kept.value, reflect.DeepEqual(was.Elem().Interface(), value.Interface())
}
