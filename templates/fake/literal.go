package fake

import (
	"cmp"
	"encoding/json"
	"math/big"
	"strings"
	"time"
	"unicode/utf8"
)

// literal reads a literal (OData ABNF 4.01, rule primitiveLiteral); false for what is none.
func literal(token string) (v any, ok bool) {
	switch token {
	case "null":
		return nil, true
	case "true", "false":
		return token == "true", true
	case "":
		return nil, false
	}
	if strings.HasSuffix(token, "'") { // text, or the value of an enum behind the name of its type
		_, text, _ := strings.Cut(token[:len(token)-1], "'")
		return strings.ReplaceAll(text, "''", "'"), true
	}
	if guid.MatchString(token) {
		return token, true
	}
	if digit := strings.TrimLeft(token, "-+"); digit == "" || digit[0] < '0' || digit[0] > '9' {
		return nil, false
	}
	if t, err := time.Parse(time.RFC3339, token); err == nil {
		return t, true
	}
	if t, err := time.Parse(time.DateOnly, token); err == nil {
		return date(t.Format(time.DateOnly)), true
	}
	return rational(token)
}

// date is the literal of a day.
type date string

// kindOf gives the kind of a literal.
func kindOf(v any) kind {
	switch v.(type) {
	case nil:
		return null
	case bool:
		return boolean
	case *big.Rat:
		return numeric
	case time.Time:
		return moment
	case date:
		return day
	}
	return textual
}

// maxDigits bounds how long a number may be.
const maxDigits = 400

// rational reads a decimal number exactly.
func rational(text string) (any, bool) {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	if len(mantissa) > maxDigits || len(strings.TrimLeft(exponent, "+-0")) > 3 || strings.ContainsAny(text, "/_xXpPoObB") {
		return nil, false
	}
	r, ok := new(big.Rat).SetString(text)
	return r, ok
}

// isName reports whether a token can be the name of a property, variable or function.
func isName(token string) bool {
	first, _ := utf8.DecodeRuneInString(token)
	return token != "" && !strings.ContainsRune("0123456789-+'(),/:", first) && !strings.Contains(token, "'")
}

// simple makes a decoded JSON value, or a literal, one that can be compared.
func simple(v any) any {
	switch v := v.(type) {
	case json.Number:
		if r, ok := rational(v.String()); ok {
			return r
		}
	case date:
		return string(v)
	}
	return v
}

// compare gives the order of two values. Null is equal to null; other values of different kinds cannot be compared.
func compare(a, b any) (order int, ok bool) {
	switch a := a.(type) {
	case nil:
		return 0, b == nil
	case bool:
		b, ok := b.(bool)
		if a == b {
			return 0, ok
		}
		return cmp.Compare(whole(a), whole(b)), ok
	case *big.Rat:
		if b, ok := b.(*big.Rat); ok {
			return a.Cmp(b), true
		}
	case time.Time:
		if b, ok := instant(b); ok {
			return a.Compare(b), true
		}
	case string:
		switch b := b.(type) {
		case string:
			if guid.MatchString(a) && guid.MatchString(b) {
				a, b = strings.ToLower(a), strings.ToLower(b)
			}
			return strings.Compare(a, b), true
		case time.Time:
			a, ok := instant(a)
			return a.Compare(b), ok
		}
	}
	return 0, false
}

func whole(b bool) int {
	if b {
		return 1
	}
	return 0
}

// instant reads a date and time; one without a zone is in UTC.
func instant(v any) (time.Time, bool) {
	switch v := v.(type) {
	case time.Time:
		return v, true
	case string:
		for _, layout := range [...]string{time.RFC3339, "2006-01-02T15:04:05", time.DateOnly} {
			if t, err := time.Parse(layout, v); err == nil {
				return t, true
			}
		}
	}
	return time.Time{}, false
}

func integer(n int) *big.Rat { return new(big.Rat).SetInt64(int64(n)) }

// size gives the number of items of a list.
func size(v any) any {
	items, _ := v.([]any)
	return integer(len(items))
}

// function is a function of expressions. None of its arguments is nil.
type function struct {
	args         int
	takes, gives kind
	call         func([]any) any
}

var functions = map[string]function{
	"contains":   ofTexts(boolean, func(a, b string) any { return strings.Contains(a, b) }),
	"startswith": ofTexts(boolean, func(a, b string) any { return strings.HasPrefix(a, b) }),
	"endswith":   ofTexts(boolean, func(a, b string) any { return strings.HasSuffix(a, b) }),
	"concat":     ofTexts(textual, func(a, b string) any { return a + b }),
	"indexof":    ofTexts(numeric, func(a, b string) any { return integer(indexOf(a, b)) }),
	"tolower":    ofText(textual, func(s string) any { return strings.ToLower(s) }),
	"toupper":    ofText(textual, func(s string) any { return strings.ToUpper(s) }),
	"trim":       ofText(textual, func(s string) any { return strings.TrimSpace(s) }),
	"length":     ofText(numeric, func(s string) any { return integer(utf8.RuneCountInString(s)) }),
	"date":       ofInstant(day, func(t time.Time) any { return t.Format(time.DateOnly) }),
	"year":       ofInstant(numeric, func(t time.Time) any { return integer(t.Year()) }),
	"month":      ofInstant(numeric, func(t time.Time) any { return integer(int(t.Month())) }),
	"day":        ofInstant(numeric, func(t time.Time) any { return integer(t.Day()) }),
	"hour":       ofInstant(numeric, func(t time.Time) any { return integer(t.Hour()) }),
	"minute":     ofInstant(numeric, func(t time.Time) any { return integer(t.Minute()) }),
	"second":     ofInstant(numeric, func(t time.Time) any { return integer(t.Second()) }),
}

func ofText(gives kind, f func(string) any) function {
	return function{1, textual, gives, func(args []any) any {
		if s, ok := args[0].(string); ok {
			return f(s)
		}
		return nil
	}}
}

func ofTexts(gives kind, f func(a, b string) any) function {
	return function{2, textual, gives, func(args []any) any {
		a, okA := args[0].(string)
		b, okB := args[1].(string)
		if !okA || !okB {
			return nil
		}
		return f(a, b)
	}}
}

func ofInstant(gives kind, f func(time.Time) any) function {
	return function{1, moment, gives, func(args []any) any {
		if t, ok := instant(args[0]); ok {
			return f(t.UTC())
		}
		return nil
	}}
}

// indexOf gives the place of b in a in characters, -1 for none.
func indexOf(a, b string) int {
	i := strings.Index(a, b)
	if i < 0 {
		return -1
	}
	return utf8.RuneCountInString(a[:i])
}
