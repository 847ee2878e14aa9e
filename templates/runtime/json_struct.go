package runtime

import (
	"bytes"
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"
)

// structCodec is for objects. The tags of a field say how it is written:
//
//	json:"name"            always
//	json:"name,omitzero"   unless it is zero
//	json:"-" wire:"name"   always, under a name that the first two cannot express
//	json:"-" wire:"name" omit:"zero"
//	json:"-" wire:"*"      members that have no field, a map
//	odd:"fails"            an object without this member, or where it does not fit, does not fit itself; items of a
//	                       list that do not fit are kept as usual
type structCodec struct {
	fields []fieldCodec
	byName map[string]int // index into fields
	byFold map[string]int // by folded name: package encoding/json ignores case, too
	strict bool           // a field is strict
	raw    int            // index of the RawFields in the struct, -1 without any
	rest   *restCodec
}

type fieldCodec struct {
	codec
	name     string // on the wire
	quoted   string // with quotes and colon
	index    int    // in the struct
	strict   bool   // the object is nothing without it
	omitZero bool
	zeroer   bool // omitZero, and the type says what zero is
}

// restCodec is for the map of members that have no field.
type restCodec struct {
	elem  codec
	typ   reflect.Type
	index int
}

func (c *structCodec) add(m maker, t reflect.Type) {
	c.raw, c.byName, c.byFold = -1, map[string]int{}, map[string]int{}
	for i := range t.NumField() {
		f := t.Field(i)
		tag, wired := f.Tag.Lookup("wire")
		name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Type == rawFieldsType:
			c.raw = i
			continue
		case wired && tag == "*":
			c.rest = &restCodec{m.make(f.Type.Elem()), f.Type, i}
			continue
		case wired:
			name, option = tag, "omit"+f.Tag.Get("omit")
		case name == "-" || !f.IsExported():
			continue
		case name == "":
			name = f.Name
		}
		quoted := string(append(appendString(nil, name), ':'))
		c.byName[name] = len(c.fields)
		folded := string(appendFold(nil, []byte(name)))
		if _, taken := c.byFold[folded]; !taken {
			c.byFold[folded] = len(c.fields)
		}
		omit := option == "omitzero"
		c.strict = c.strict || f.Tag.Get("odd") == "fails"
		c.fields = append(c.fields, fieldCodec{
			codec: m.make(f.Type), name: name, quoted: quoted, index: i, strict: f.Tag.Get("odd") == "fails",
			omitZero: omit, zeroer: omit && f.Type.Implements(zeroerType),
		})
	}
}

// field finds the field for a member; -1 when there is none. Members mostly come in the order of the fields.
func (c *structCodec) field(name []byte, hint int) int {
	if hint < len(c.fields) && c.fields[hint].name == string(name) {
		return hint
	}
	if i, ok := c.byName[string(name)]; ok {
		return i
	}
	if i, ok := c.byFold[string(appendFold(make([]byte, 0, 64), name))]; ok {
		return i
	}
	return -1
}

// appendFold appends the name as it is for all names that differ in case only.
func appendFold(b, name []byte) []byte {
	for len(name) > 0 {
		r, size := utf8.DecodeRune(name)
		name = name[size:]
		for {
			next := unicode.SimpleFold(r)
			larger := next > r
			if r = next; !larger {
				break // the smallest of those that are the same
			}
		}
		b = utf8.AppendRune(b, r)
	}
	return b
}

func (c *structCodec) decode(d *decoder, v reflect.Value) error {
	if d.next() != '{' {
		return d.oddValue()
	}
	var raw []rawField
	whole := !c.strict
	more, err := d.open('}')
	for hint := 0; more && err == nil; {
		var name []byte
		if name, err = d.key(); err != nil {
			return err
		}
		d.next()
		start := d.pos
		i := c.field(name, hint)
		if i >= 0 {
			hint = i + 1
			f := &c.fields[i]
			err = f.decode(d, v.Field(f.index))
			whole = whole || f.strict && (err == nil || err == errOdd && d.data[start] == '[')
		} else if c.rest != nil {
			err = c.rest.decode(d, name, v.Field(c.rest.index))
		} else if _, err = d.skip(); err == nil {
			err = errOdd
		}
		if err == errOdd {
			raw = append(raw, rawField{name: c.rawName(d, i, name), value: bytes.Clone(d.data[start:d.pos])})
		} else if err != nil {
			return err
		}
		more, err = d.more('}')
	}
	if err == nil && c.raw >= 0 && len(raw) > 0 {
		*v.Field(c.raw).Addr().Interface().(*RawFields) = newRawFields(raw)
	}
	if err == nil && !whole {
		return errOdd
	}
	return err
}

// rawName gives the name under which a member is kept raw.
func (c *structCodec) rawName(d *decoder, i int, name []byte) string {
	if i >= 0 {
		return c.fields[i].name
	}
	return d.text(name)
}

func (c *restCodec) decode(d *decoder, name []byte, rest reflect.Value) error {
	item := reflect.New(c.typ.Elem()).Elem()
	if err := c.elem.decode(d, item); err != nil {
		return err
	}
	if rest.IsNil() {
		rest.Set(reflect.MakeMap(c.typ))
	}
	rest.SetMapIndex(reflect.ValueOf(d.text(name)), item)
	return nil
}

func (c *structCodec) encode(b []byte, v reflect.Value) ([]byte, error) {
	var raw RawFields
	if c.raw >= 0 {
		raw = *v.Field(c.raw).Addr().Interface().(*RawFields)
	}
	first := len(b) + 1
	b = append(b, '{')
	for i := range c.fields {
		f := &c.fields[i]
		value := v.Field(f.index)
		kept, ok := raw.instead(f, value)
		if !ok && f.omits(value) {
			continue
		}
		b = append(comma(b, first), f.quoted...)
		var err error
		if ok {
			b = append(b, kept...)
		} else if b, err = f.encode(b, value); err != nil {
			return nil, err
		}
	}
	if c.rest != nil {
		var err error
		if b, err = c.rest.encode(b, first, c, v.Field(c.rest.index)); err != nil {
			return nil, err
		}
	}
	for name, value := range raw.All() {
		if c.field([]byte(name), 0) < 0 {
			b = append(appendString(comma(b, first), name), ':')
			b = append(b, value...)
		}
	}
	return append(b, '}'), nil
}

// encode appends the members that have no field, in the order of their names.
func (c *restCodec) encode(b []byte, first int, owner *structCodec, rest reflect.Value) ([]byte, error) {
	for _, key := range keysOf(rest) {
		if _, taken := owner.byName[key.String()]; taken {
			continue
		}
		var err error
		b = append(appendString(comma(b, first), key.String()), ':')
		if b, err = c.elem.encode(b, addressable(rest.MapIndex(key))); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// comma separates members, of which the first begins at index first.
func comma(b []byte, first int) []byte {
	if len(b) > first {
		b = append(b, ',')
	}
	return b
}

// zeroer is what says itself whether it is zero.
type zeroer interface{ IsZero() bool }

// omits reports whether the field is left out.
func (f *fieldCodec) omits(v reflect.Value) bool {
	if f.zeroer {
		return v.Addr().Interface().(zeroer).IsZero()
	}
	return f.omitZero && v.IsZero()
}

const hexDigits = "0123456789abcdef"

// appendString appends s as a JSON string. What is no Unicode becomes U+FFFD.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				b = append(append(b, s[start:i]...), "\ufffd"...)
				start = i + 1
			}
			i += size
			continue
		}
		if c < ' ' || c == '"' || c == '\\' {
			b = append(b, s[start:i]...)
			switch j := strings.IndexByte("\"\\\b\f\n\r\t", c); {
			case j >= 0:
				b = append(b, '\\', "\"\\bfnrt"[j])
			default:
				b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
			}
			start = i + 1
		}
		i++
	}
	return append(append(b, s[start:]...), '"')
}
