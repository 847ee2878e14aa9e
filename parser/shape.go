package parser

import (
	"errors"
	"slices"
	"strconv"
	"strings"
)

// form is what the specification asks of a value.
type form uint8

const (
	anything     form = iota
	texts             // string, one of value.words when there are any
	flags             // boolean
	flagOrText        // boolean or string
	numbers           // number that a float64 can hold
	counts            // whole number from 0
	lists             // array of value.elem
	dicts             // object with any keys and values of value.elem
	objects           // object of value.shape
	wordOrList        // string, or array of strings
	flagOrObject      // boolean, or object of value.shape
	textOrElem        // string, or what value.elem says
)

// value describes the values that a key may have.
type value struct {
	form  form
	words []string
	elem  *value
	shape *shape
	ext   bool // dict: keys that start with "x-" are extensions, not entries

	// What only the schema of [Schema] tells: readers say more about such faults.
	pattern  string // texts: regular expression
	keys     string // dicts: regular expression of the keys
	min, max int    // counts: bounds, max 0 for none
}

// shape is one object type of the specification: its keys and what they hold.
type shape struct {
	name string
	doc  string // what the object is, for the schema of a catalogue
	keys []key
	// foreign maps keys that other versions of the specification have to a hint.
	foreign map[string]string
}

// key is a known key of an object. A key with a reason is understood and ignored on purpose.
type key struct {
	name     string
	value    value
	reason   string
	doc      string // what the key means, for the schema of a catalogue
	required bool   // for the schema of a catalogue
}

func text(words ...string) value { return value{form: texts, words: words} }
func list(elem value) value      { return value{form: lists, elem: &elem} }
func dict(elem value) value      { return value{form: dicts, elem: &elem} }
func of(s *shape) value          { return value{form: objects, shape: s} }

// textOr is a string, or else v.
func textOr(v value) value { return value{form: textOrElem, elem: &v} }

// extensible is a dict in which x- keys are extensions.
func extensible(elem value) value { return value{form: dicts, elem: &elem, ext: true} }

func (s *shape) find(name string) (key, bool) {
	i := slices.IndexFunc(s.keys, func(k key) bool { return k.name == name })
	if i < 0 {
		return key{}, false
	}
	return s.keys[i], true
}

func (s *shape) names() []string {
	var list []string
	for _, k := range s.keys {
		list = append(list, k.name)
	}
	return list
}

// accepts reports whether the node itself fits; the children of arrays and objects are not looked at.
func (v value) accepts(s *spot) bool {
	switch v.form {
	case texts:
		return s.isText() && (len(v.words) == 0 || slices.Contains(v.words, s.text))
	case flags:
		return s.kind == boolean
	case flagOrText:
		return s.kind == boolean || s.kind == str
	case numbers, counts:
		return s.kind == number && v.parse(s) == nil
	case lists:
		return s.kind == array
	case dicts, objects:
		return s.kind == object
	case wordOrList:
		return s.kind == array || s.isText() && slices.Contains(v.words, s.text)
	case flagOrObject:
		return s.kind == boolean || s.kind == object
	case textOrElem:
		return s.isText() || v.elem.accepts(s)
	}
	return true
}

// String says what is wanted, for messages.
func (v value) String() string {
	switch v.form {
	case texts:
		if len(v.words) > 0 {
			return "one of " + strings.Join(v.words, ", ")
		}
		return "a string"
	case flags:
		return "true or false"
	case flagOrText:
		return "true, false or a string"
	case numbers:
		return "a number"
	case counts:
		return "a whole number from 0"
	case lists:
		return "an array"
	case dicts, objects:
		return "an object"
	case wordOrList:
		return "one of " + strings.Join(v.words, ", ")
	case flagOrObject:
		return "true, false or an object"
	case textOrElem:
		return "a string or " + v.elem.String()
	}
	return "any value"
}

// parse reads a number as the form wants it.
func (v value) parse(s *spot) error {
	var err error
	if v.form == counts {
		_, err = strconv.ParseUint(s.json(), 10, 64)
	} else {
		_, err = strconv.ParseFloat(s.json(), 64)
	}
	return err
}

// fault says what is wrong with a value that is not accepted.
func (v value) fault(s *spot) string {
	if s.kind == number && (v.form == numbers || v.form == counts) && errors.Is(v.parse(s), strconv.ErrRange) {
		return " is out of range: " + shorten(s.json())
	}
	return " must be " + v.String() + ", not " + describe(s.node)
}

// example is the shortest value of a list or table.
func (v value) example() string {
	if v.form == lists {
		return "[]"
	}
	return "{}"
}

// flat reports whether the value consists of scalars only, without objects that have a shape.
func (v value) flat() bool {
	switch v.form {
	case anything, objects, flagOrObject:
		return false
	case lists, dicts:
		return v.elem.flat()
	}
	return true
}
