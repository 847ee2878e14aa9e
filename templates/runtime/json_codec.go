package runtime

import (
	"encoding"
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"sync"
	"time"
)

// The codec reads and writes the JSON of generated types as package encoding/json does, with three
// differences: a value that does not fit its field is kept in the [RawFields] of the object instead of failing
// the whole text; so is a member that the type does not have; and times are read in every layout that
// servers use. It is made once for each type, from the type itself.

// codec reads and writes the values of one type.
type codec interface {
	// decode reads one value. It gives errOdd when the value is valid JSON that does not fit the type; it is
	// then read all the same. null leaves v as it is, or makes it nil.
	decode(d *decoder, v reflect.Value) error

	// encode appends one value to b. v is addressable.
	encode(b []byte, v reflect.Value) ([]byte, error)
}

// errOdd says that a value does not fit its type.
var errOdd = errors.New("the JSON is of another type than the definition says")

var decoders = sync.Pool{New: func() any { return new(decoder) }}

// decoderOf gives a decoder for data, which is to be released.
func decoderOf(data []byte) *decoder {
	d := decoders.Get().(*decoder)
	d.data, d.pos, d.depth = data, 0, 0
	return d
}

func (d *decoder) release() {
	d.data = nil
	decoders.Put(d)
}

// unmarshal reads data into the value that target points to.
func unmarshal(data []byte, target any) error {
	d := decoderOf(data)
	defer d.release()
	v := reflect.ValueOf(target).Elem()
	err := codecOf(v.Type()).decode(d, v)
	if err == nil || err == errOdd {
		if after := d.end(); after != nil {
			return after
		}
	}
	return err
}

// marshal gives the JSON of v.
func marshal(v any) ([]byte, error) {
	if v == nil {
		return []byte("null"), nil
	}
	return appendJSON(nil, reflect.ValueOf(v))
}

func appendJSON(b []byte, v reflect.Value) ([]byte, error) {
	return codecOf(v.Type()).encode(b, addressable(v))
}

// addressable gives a copy of v whose fields can be reached by pointer.
func addressable(v reflect.Value) reflect.Value {
	copied := reflect.New(v.Type()).Elem()
	copied.Set(v)
	return copied
}

var (
	codecsLock sync.RWMutex
	codecs     = map[reflect.Type]codec{}
)

// codecOf gives the codec of t.
func codecOf(t reflect.Type) codec {
	codecsLock.RLock()
	c := codecs[t]
	codecsLock.RUnlock()
	if c != nil {
		return c
	}
	codecsLock.Lock()
	defer codecsLock.Unlock()
	m := maker{}
	m[t] = m.make(t)
	maps.Copy(codecs, m)
	return m[t]
}

// maker makes the codecs of types that refer to each other.
type maker map[reflect.Type]codec

var (
	optionalType  = reflect.TypeFor[optional]()
	timeType      = reflect.TypeFor[time.Time]()
	numberType    = reflect.TypeFor[json.Number]()
	rawFieldsType = reflect.TypeFor[RawFields]()
	zeroerType    = reflect.TypeFor[zeroer]()
	textType      = reflect.TypeFor[encoding.TextUnmarshaler]()
)

func (m maker) make(t reflect.Type) codec {
	if c, ok := codecs[t]; ok {
		return c
	}
	if c, ok := m[t]; ok {
		return c
	}
	switch {
	case t == timeType:
		return timeCodec{}
	case t == numberType:
		return numberCodec{}
	case t.PkgPath() != "" && t.PkgPath() != rawFieldsType.PkgPath():
		return foreignCodec{}
	case reflect.PointerTo(t).Implements(optionalType):
		return optCodec{m.make(reflect.New(t).Interface().(optional).target().Type())}
	case t.Kind() != reflect.Pointer && reflect.PointerTo(t).Implements(textType):
		return textCodec{}
	}
	switch t.Kind() {
	case reflect.String:
		return stringCodec{}
	case reflect.Bool:
		return boolCodec{}
	case reflect.Int, reflect.Int32, reflect.Int64:
		return intCodec{}
	case reflect.Float32, reflect.Float64:
		return floatCodec{}
	case reflect.Interface:
		return anyCodec{}
	}
	return m.compound(t)
}

// compound makes the codec of a type that has others in it, perhaps itself.
func (m maker) compound(t reflect.Type) codec {
	switch {
	case t.Kind() == reflect.Pointer:
		c := &pointerCodec{}
		m[t] = c
		c.elem = m.make(t.Elem())
		return c
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8:
		return bytesCodec{}
	case t.Kind() == reflect.Slice:
		c := &listCodec{}
		m[t] = c
		c.elem = m.make(t.Elem())
		return c
	case t.Kind() == reflect.Map && t.Key().Kind() == reflect.String:
		c := &mapCodec{}
		m[t] = c
		c.elem = m.make(t.Elem())
		return c
	case t.Kind() == reflect.Struct && t.PkgPath() != "":
		c := &structCodec{}
		m[t] = c
		c.add(m, t)
		return c
	}
	return foreignCodec{}
}
