package runtime

import (
	"bytes"
	"encoding"
	"encoding/base64"
	"encoding/json"
	"math"
	"reflect"
	"strconv"
	"time"
)

// oddValue reads a value that begins otherwise than its type wants: null, which changes nothing, or an odd one.
func (d *decoder) oddValue() error {
	null, err := d.isNull()
	if null || err != nil {
		return err
	}
	if _, err := d.skip(); err != nil {
		return err
	}
	return errOdd
}

type stringCodec struct{}

func (stringCodec) decode(d *decoder, v reflect.Value) error {
	if d.next() != '"' {
		return d.oddValue()
	}
	b, err := d.quoted()
	if err == nil {
		v.SetString(d.text(b))
	}
	return err
}

func (stringCodec) encode(b []byte, v reflect.Value) ([]byte, error) {
	return appendString(b, v.String()), nil
}

type boolCodec struct{}

func (boolCodec) decode(d *decoder, v reflect.Value) error {
	word := "true"
	switch d.next() {
	case 't':
	case 'f':
		word = "false"
	default:
		return d.oddValue()
	}
	err := d.word(word)
	if err == nil {
		v.SetBool(word == "true")
	}
	return err
}

func (boolCodec) encode(b []byte, v reflect.Value) ([]byte, error) {
	return strconv.AppendBool(b, v.Bool()), nil
}

// beginsNumber reports whether c begins a number.
func beginsNumber(c byte) bool { return c == '-' || '0' <= c && c <= '9' }

type intCodec struct{}

func (intCodec) decode(d *decoder, v reflect.Value) error {
	if !beginsNumber(d.next()) {
		return d.oddValue()
	}
	text, err := d.number()
	if err != nil {
		return err
	}
	n, ok := parseInt(text)
	if !ok || v.OverflowInt(n) {
		return errOdd
	}
	v.SetInt(n)
	return nil
}

func (intCodec) encode(b []byte, v reflect.Value) ([]byte, error) {
	return strconv.AppendInt(b, v.Int(), 10), nil
}

// parseInt reads an integer without a fraction; false when the number has one or does not fit.
func parseInt(text []byte) (int64, bool) {
	n, err := strconv.ParseInt(string(text), 10, 64)
	return n, err == nil
}

type floatCodec struct{}

func (floatCodec) decode(d *decoder, v reflect.Value) error {
	if !beginsNumber(d.next()) {
		return d.oddValue()
	}
	text, err := d.number()
	if err != nil {
		return err
	}
	f, err := strconv.ParseFloat(string(text), v.Type().Bits())
	if err != nil {
		return errOdd
	}
	v.SetFloat(f)
	return nil
}

func (floatCodec) encode(b []byte, v reflect.Value) ([]byte, error) {
	f := v.Float()
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return nil, &json.UnsupportedValueError{Value: v, Str: strconv.FormatFloat(f, 'g', -1, 64)}
	}
	format := byte('f')
	if size := math.Abs(f); size != 0 && (size < 1e-6 || size >= 1e21) {
		format = 'e'
	}
	return strconv.AppendFloat(b, f, format, -1, v.Type().Bits()), nil
}

// numberCodec keeps decimals as they are written; servers write them as numbers or as strings.
type numberCodec struct{}

func (numberCodec) decode(d *decoder, v reflect.Value) error {
	c := d.next()
	switch {
	case beginsNumber(c):
		text, err := d.number()
		if err == nil {
			v.SetString(d.text(text))
		}
		return err
	case c == '"':
		text, err := d.quoted()
		if err == nil && !isWholeNumber(text) {
			err = errOdd
		}
		if err == nil {
			v.SetString(d.text(text))
		}
		return err
	}
	return d.oddValue()
}

func (numberCodec) encode(b []byte, v reflect.Value) ([]byte, error) {
	text := v.String()
	if text == "" {
		text = "0"
	}
	if !isWholeNumber([]byte(text)) {
		return nil, &json.UnsupportedValueError{Value: v, Str: strconv.Quote(text)}
	}
	return append(b, text...), nil
}

// isWholeNumber reports whether text is a JSON number and nothing else.
func isWholeNumber(text []byte) bool {
	if len(text) == 0 || !beginsNumber(text[0]) {
		return false
	}
	d := decoder{data: text}
	_, err := d.number()
	return err == nil && d.pos == len(text)
}

type timeCodec struct{}

func (timeCodec) decode(d *decoder, v reflect.Value) error {
	if d.next() != '"' {
		return d.oddValue()
	}
	text, err := d.quoted()
	if err != nil {
		return err
	}
	t, ok := parseTime(text)
	if !ok {
		return errOdd
	}
	*v.Addr().Interface().(*time.Time) = t
	return nil
}

func (timeCodec) encode(b []byte, v reflect.Value) ([]byte, error) {
	b, err := v.Addr().Interface().(*time.Time).AppendText(append(b, '"'))
	return append(b, '"'), err
}

// textCodec is for types that read and write text themselves.
type textCodec struct{}

func (textCodec) decode(d *decoder, v reflect.Value) error {
	if d.next() != '"' {
		return d.oddValue()
	}
	text, err := d.quoted()
	if err != nil {
		return err
	}
	if v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText(text) != nil {
		return errOdd
	}
	return nil
}

func (textCodec) encode(b []byte, v reflect.Value) ([]byte, error) {
	text, err := v.Addr().Interface().(encoding.TextMarshaler).MarshalText()
	return appendString(b, string(text)), err
}

type bytesCodec struct{}

func (bytesCodec) decode(d *decoder, v reflect.Value) error {
	if d.next() != '"' {
		null, err := d.isNull()
		if null && err == nil {
			v.SetZero()
		}
		if null || err != nil {
			return err
		}
		return d.oddValue()
	}
	text, err := d.quoted()
	if err != nil {
		return err
	}
	b := make([]byte, base64.StdEncoding.DecodedLen(len(text)))
	n, err := base64.StdEncoding.Decode(b, text)
	if err != nil {
		return errOdd
	}
	v.SetBytes(b[:n])
	return nil
}

func (bytesCodec) encode(b []byte, v reflect.Value) ([]byte, error) {
	if v.IsNil() {
		return append(b, "null"...), nil
	}
	b = base64.StdEncoding.AppendEncode(append(b, '"'), v.Bytes())
	return append(b, '"'), nil
}

// anyCodec is for values of any type. Numbers are read as [json.Number], so that none loses digits.
type anyCodec struct{}

func (anyCodec) decode(d *decoder, v reflect.Value) error {
	text, err := d.skip()
	if err != nil {
		return err
	}
	v.SetZero()
	return decodeAny(text, v)
}

func (anyCodec) encode(b []byte, v reflect.Value) ([]byte, error) {
	if v.IsNil() {
		return append(b, "null"...), nil
	}
	return appendJSON(b, v.Elem())
}

// foreignCodec is for types of other packages, which callers put into values of any type.
type foreignCodec struct{}

func (foreignCodec) decode(d *decoder, v reflect.Value) error {
	text, err := d.skip()
	if err != nil {
		return err
	}
	if decodeAny(text, v) != nil {
		return errOdd
	}
	return nil
}

func (foreignCodec) encode(b []byte, v reflect.Value) ([]byte, error) {
	text, err := json.Marshal(v.Interface())
	return append(b, text...), err
}

func decodeAny(text []byte, v reflect.Value) error {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	return dec.Decode(v.Addr().Interface())
}
