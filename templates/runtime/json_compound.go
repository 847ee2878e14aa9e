package runtime

import (
	"reflect"
	"slices"
	"strings"
)

// optional is a pointer to an [Opt] of any type.
type optional interface {
	target() reflect.Value
	mark(optState)
	marked() optState
}

type optCodec struct{ elem codec }

func (c optCodec) decode(d *decoder, v reflect.Value) error {
	o := v.Addr().Interface().(optional)
	null, err := d.isNull()
	if null && err == nil {
		v.SetZero()
		o.mark(optNull)
	}
	if null || err != nil {
		return err
	}
	err = c.elem.decode(d, o.target())
	if err == nil {
		o.mark(optSome)
	}
	return err
}

func (c optCodec) encode(b []byte, v reflect.Value) ([]byte, error) {
	if o := v.Addr().Interface().(optional); o.marked() == optSome {
		return c.elem.encode(b, o.target())
	}
	return append(b, "null"...), nil
}

// pointerCodec is for objects that may be absent.
type pointerCodec struct{ elem codec }

func (c *pointerCodec) decode(d *decoder, v reflect.Value) error {
	null, err := d.isNull()
	if null && err == nil {
		v.SetZero()
	}
	if null || err != nil {
		return err
	}
	target := v
	if v.IsNil() {
		target = reflect.New(v.Type().Elem())
	}
	if err := c.elem.decode(d, target.Elem()); err != nil {
		return err
	}
	if v.IsNil() {
		v.Set(target)
	}
	return nil
}

func (c *pointerCodec) encode(b []byte, v reflect.Value) ([]byte, error) {
	if v.IsNil() {
		return append(b, "null"...), nil
	}
	return c.elem.encode(b, v.Elem())
}

// listCodec leaves an item that does not fit zero and says that the list is odd.
type listCodec struct{ elem codec }

func (c *listCodec) decode(d *decoder, v reflect.Value) error {
	if d.next() != '[' {
		return decodeNil(d, v)
	}
	used := v.Cap() // what is behind is zero
	v.SetLen(0)
	start := d.pos
	more, err := d.open(']')
	odd := false
	for more && err == nil {
		n := v.Len()
		if n == v.Cap() {
			v.Grow(d.room(n, start))
		}
		v.SetLen(n + 1)
		item := v.Index(n)
		if n < used {
			item.SetZero()
		}
		if err := c.elem.decode(d, item); err == errOdd {
			odd = true
		} else if err != nil {
			return err
		}
		more, err = d.more(']')
	}
	if err == nil && v.IsNil() {
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	}
	if err == nil && odd {
		return errOdd
	}
	return err
}

// room gives for how many more items to make room in a list that began at start and has n. The outer list of a reply
// mostly is the rest of it, and its items are alike.
func (d *decoder) room(n, start int) int {
	if n < 4 || d.depth > 2 {
		return max(n, 4)
	}
	rest := int64(len(d.data)-d.pos) * int64(n) / int64(d.pos-start)
	return int(min(rest+1, 16*int64(n)))
}

func (c *listCodec) encode(b []byte, v reflect.Value) ([]byte, error) {
	if v.IsNil() {
		return append(b, "null"...), nil
	}
	b = append(b, '[')
	for i := range v.Len() {
		if i > 0 {
			b = append(b, ',')
		}
		var err error
		if b, err = c.elem.encode(b, v.Index(i)); err != nil {
			return nil, err
		}
	}
	return append(b, ']'), nil
}

// decodeNil reads null, which makes v nil, or an odd value.
func decodeNil(d *decoder, v reflect.Value) error {
	null, err := d.isNull()
	if null && err == nil {
		v.SetZero()
	}
	if null || err != nil {
		return err
	}
	return d.oddValue()
}

// mapCodec leaves an entry that does not fit out and says that the map is odd.
type mapCodec struct{ elem codec }

func (c *mapCodec) decode(d *decoder, v reflect.Value) error {
	if d.next() != '{' {
		return decodeNil(d, v)
	}
	if v.IsNil() {
		v.Set(reflect.MakeMap(v.Type()))
	}
	more, err := d.open('}')
	odd := false
	for more && err == nil {
		key, err := d.key()
		if err != nil {
			return err
		}
		name := reflect.ValueOf(d.text(key)).Convert(v.Type().Key())
		item := reflect.New(v.Type().Elem()).Elem()
		switch err := c.elem.decode(d, item); err {
		case nil:
			v.SetMapIndex(name, item)
		case errOdd:
			odd = true
		default:
			return err
		}
		if more, err = d.more('}'); err != nil {
			return err
		}
	}
	if err == nil && odd {
		return errOdd
	}
	return err
}

func (c *mapCodec) encode(b []byte, v reflect.Value) ([]byte, error) {
	if v.IsNil() {
		return append(b, "null"...), nil
	}
	b = append(b, '{')
	for i, key := range keysOf(v) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendString(b, key.String()), ':')
		var err error
		if b, err = c.elem.encode(b, addressable(v.MapIndex(key))); err != nil {
			return nil, err
		}
	}
	return append(b, '}'), nil
}

// keysOf gives the keys of a map in order.
func keysOf(v reflect.Value) []reflect.Value {
	return slices.SortedFunc(v.Seq(), func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
}
