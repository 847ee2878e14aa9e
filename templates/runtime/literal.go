package runtime

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"
)

// literalSize is the length in bytes up to which an expression is made with one allocation.
const literalSize = 128

//go:noinline
func compare(p property, operator string, v any) Filter {
	var buf [literalSize]byte
	b := append(append(append(buf[:0], p.nav...), p.name...), operator...)
	return Filter(appendLiteral(b, v))
}

// oneOf writes the operator in (OData URL Conventions 4.01, section 5.1.1.1.12), which takes no empty list.
//
//go:noinline
func oneOf[T any](p property, values []T) Filter {
	if len(values) == 0 {
		return "false"
	}
	b := []byte(p.nav + p.name + " in ")
	for i, v := range values {
		b = append(b, "(,"[min(i, 1)])
		b = appendLiteral(b, v)
	}
	return Filter(append(b, ')'))
}

// guidLiteral is a text that is written as a GUID literal.
type guidLiteral string

// appendLiteral writes v as a literal (OData ABNF 4.01, rule primitiveLiteral). A text never ends its own
// literal: quotes are doubled, and a GUID or a number that is none is written as a text. The zero [Date], which is
// absent, is null.
func appendLiteral(b []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return appendQuoted(b, v)
	case guidLiteral:
		if isGUID(string(v)) {
			return append(b, v...)
		}
		return appendQuoted(b, string(v))
	case json.Number:
		if isNumber(string(v)) {
			return append(b, v...)
		}
		return appendQuoted(b, string(v))
	case bool:
		return strconv.AppendBool(b, v)
	case int32:
		return strconv.AppendInt(b, int64(v), 10)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case float32:
		return appendFloat(b, float64(v), 32)
	case float64:
		return appendFloat(b, v, 64)
	case time.Time:
		return v.UTC().AppendFormat(b, time.RFC3339Nano)
	case Date:
		if !v.IsZero() {
			return v.In(time.UTC).AppendFormat(b, time.DateOnly)
		}
	}
	return append(b, "null"...)
}

func appendQuoted(b []byte, text string) []byte {
	b = append(b, '\'')
	for {
		i := strings.IndexByte(text, '\'')
		if i < 0 {
			return append(append(b, text...), '\'')
		}
		b = append(append(b, text[:i]...), "''"...)
		text = text[i+1:]
	}
}

func appendFloat(b []byte, v float64, bits int) []byte {
	switch {
	case math.IsNaN(v):
		return append(b, "NaN"...)
	case math.IsInf(v, 1):
		return append(b, "INF"...)
	case math.IsInf(v, -1):
		return append(b, "-INF"...)
	}
	return strconv.AppendFloat(b, v, 'f', -1, bits)
}

// isNumber reports whether text is a JSON number, which OData takes as a literal too.
func isNumber(text string) bool {
	isDigit := func(c byte) bool { return '0' <= c && c <= '9' }
	return text != "" && (text[0] == '-' || isDigit(text[0])) && isDigit(text[len(text)-1]) && json.Valid([]byte(text))
}
