package runtime

import (
	"fmt"
	"reflect"
)

// Opt is a value that may be absent or null, where that differs from the zero value. The zero Opt is
// absent and is not sent.
type Opt[T any] struct {
	value T
	state optState
}

type optState uint8

const (
	optAbsent optState = iota
	optNull
	optSome
)

// Some is the value v.
func Some[T any](v T) Opt[T] { return Opt[T]{v, optSome} }

// Null is an explicit JSON null.
func Null[T any]() Opt[T] { return Opt[T]{state: optNull} }

// Get gives the value and whether there is one.
func (o Opt[T]) Get() (T, bool) { return o.value, o.state == optSome }

// Or gives the value, or def when it is absent or null.
func (o Opt[T]) Or(def T) T {
	if o.state == optSome {
		return o.value
	}
	return def
}

// IsNull reports whether the value is an explicit null.
func (o Opt[T]) IsNull() bool { return o.state == optNull }

// IsZero reports whether the value is absent; package encoding/json asks it for omitzero.
func (o Opt[T]) IsZero() bool { return o.state == optAbsent }

// MarshalJSON writes the value, or null.
func (o Opt[T]) MarshalJSON() ([]byte, error) { return marshal(o) }

// UnmarshalJSON reads a value or null.
func (o *Opt[T]) UnmarshalJSON(data []byte) error { return unmarshal(data, o) }

func (o Opt[T]) scalar() any {
	if o.state == optSome {
		return o.value
	}
	return nil
}

// plainText gives a scalar, which may be an Opt, as text; "" when there is none.
func plainText(v any) string {
	if o, ok := v.(interface{ scalar() any }); ok {
		v = o.scalar()
	}
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

func (o *Opt[T]) target() reflect.Value { return reflect.ValueOf(&o.value).Elem() }

func (o *Opt[T]) mark(s optState) { o.state = s }

func (o *Opt[T]) marked() optState { return o.state }
