package runtime

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestFilterOperators(t *testing.T) {
	const a, b, c = Filter("A eq 1"), Filter("B eq 2"), Filter("C eq 3")
	for _, test := range []struct{ got, want Filter }{
		{a.And(b), "A eq 1 and B eq 2"},
		{a.And(b).And(c), "A eq 1 and B eq 2 and C eq 3"},
		{a.And(b, c), "A eq 1 and B eq 2 and C eq 3"},
		{a.Or(b).Or(c), "A eq 1 or B eq 2 or C eq 3"},
		{a.Or(b).And(c), "(A eq 1 or B eq 2) and C eq 3"},
		{c.And(a.Or(b)), "C eq 3 and (A eq 1 or B eq 2)"},
		{a.And(b).Or(c), "(A eq 1 and B eq 2) or C eq 3"},
		{a.Not(), "not (A eq 1)"},
		{a.Not().Not(), "not (not (A eq 1))"},
		{a.Not().And(b), "(not (A eq 1)) and B eq 2"},
		{a.Or(b).Not().Or(c), "(not (A eq 1 or B eq 2)) or C eq 3"},
		{Filter("").And(a), a},
		{a.And("", b, ""), "A eq 1 and B eq 2"},
		{a.Or(), a},
		{Filter("").Or("", ""), ""},
		{Filter("").Not(), ""},
		{Filter("A eq 1 or B eq 2").And(), "A eq 1 or B eq 2"},
		{Filter("(A eq 1 or B eq 2)").And(c), "(A eq 1 or B eq 2) and C eq 3"},
		{Filter("(A eq 1) or (B eq 2)").And(c), "((A eq 1) or (B eq 2)) and C eq 3"},
		{Filter("A eq 1 OR B eq 2").And(c), "(A eq 1 OR B eq 2) and C eq 3"},
		{Filter("A eq 1\tor\tB eq 2").And(c), "(A eq 1\tor\tB eq 2) and C eq 3"},
		{Filter("A eq 'x or y'").And(c), "A eq 'x or y' and C eq 3"},
		{Filter("A eq 'it''s) or (y'").And(c), "A eq 'it''s) or (y' and C eq 3"},
		{Filter("A eq 'open or B eq 2").And(c), "(A eq 'open or B eq 2) and C eq 3"},
		{Filter("A eq 1) and (B eq 2").And(c), "(A eq 1) and (B eq 2) and C eq 3"},
		{Filter("X/any(x:x eq 1 or x eq 2)").And(c), "X/any(x:x eq 1 or x eq 2) and C eq 3"},
		{Filter("Color eq 1").And("ord eq 2"), "Color eq 1 and ord eq 2"},
		{Filter("X/or eq 1").And(c), "X/or eq 1 and C eq 3"},
		{Filter("or/X eq 1").And(c), "or/X eq 1 and C eq 3"},
		{Filter("A eq 1 and not B").And(c), "(A eq 1 and not B) and C eq 3"},
	} {
		if test.got != test.want {
			t.Errorf("got  %s\nwant %s", test.got, test.want)
		}
	}
}

func TestTerms(t *testing.T) {
	for text, want := range map[string]int{
		"A eq 1":                                  1,
		"A eq 1 and (B or not C)":                 3,
		"A eq ' and or ' and B":                   2,
		"contains(A,'x') or B/any()":              2,
		"B/any( )":                                1,
		"B/any(x:x/C/all(y:y eq 1) and x/D eq 2)": 4,
		"any(1) and all(2)":                       2,
		"A/and eq 1":                              1,
	} {
		if got := outlineOf(text).terms; got != want {
			t.Errorf("%s: %d terms, want %d", text, got, want)
		}
	}
}

// FuzzFilter writes a tree of and, or and not, reads the text, and compares the truth values. The reader
// knows two grammars: precedence as servers have it, and the ABNF of OData to the letter, where operators
// have none and a negation reaches to the end. A filter has to mean the same in both.
func FuzzFilter(f *testing.F) {
	f.Add([]byte{0}, uint16(1))
	f.Add([]byte{6, 7, 0, 1, 8, 2}, uint16(5))
	f.Add([]byte("\x06\x07\x06\x08\x07\x08\x00\x01\x02\x03\x04\x05"), uint16(0x5a))
	f.Fuzz(func(t *testing.T, program []byte, truth uint16) {
		if len(program) > 200 {
			return
		}
		want := growTree(&program, truth, 0)
		for _, letter := range []bool{false, true} {
			got, err := evaluate(string(want.filter), truth, letter)
			if err != nil || got != want.value {
				t.Errorf("to the letter %t: %s with %016b is %t, want %t (%v)", letter, want.filter, truth, got, want.value, err)
			}
		}
	})
}

var leafTexts = [...]string{"", "plain", "it's", "x) or (L1 eq 'y'", "' and '", " not ", "a(b,'c'", "é😀\n%27"}

// tree is a filter with its value and the structure it should have, in which and(and(a ; b) ; c) is
// and(a ; b ; c).
type tree struct {
	filter Filter
	value  bool
	shape  string
}

// growTree makes what a program describes. Leaf n is true where bit n of truth is set.
func growTree(program *[]byte, truth uint16, depth int) tree {
	op := byte(0)
	if len(*program) > 0 && depth < 12 {
		op, *program = (*program)[0], (*program)[1:]
	}
	next := func() tree { return growTree(program, truth, depth+1) }
	switch op % 10 {
	case 6:
		a, b := next(), next()
		return tree{a.filter.And(b.filter), a.value && b.value, flat("and", a, b)}
	case 7:
		a, b := next(), next()
		return tree{a.filter.Or(b.filter), a.value || b.value, flat("or", a, b)}
	case 8:
		a := next()
		return tree{a.filter.Not(), !a.value, "not(" + a.shape + ")"}
	case 9:
		a, b, c := next(), next(), next()
		either := tree{"((" + b.filter + ") or (" + c.filter + "))", b.value || c.value, flat("or", b, c)}
		return tree{"(" + a.filter + ") and " + either.filter, a.value && either.value, flat("and", a, either)}
	}
	leaf := int(op % 16)
	name, text := fmt.Sprint("L", leaf), leafTexts[leaf%len(leafTexts)]
	return tree{textAt(name).Eq(text), truth&(1<<leaf) != 0, shape("eq", name, quote(text))}
}

func quote(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

func shape(op string, parts ...string) string { return op + "(" + strings.Join(parts, " ; ") + ")" }

func flat(op string, trees ...tree) string {
	var parts []string
	for _, part := range trees {
		if inner, found := strings.CutPrefix(part.shape, op+"("); found {
			part.shape = strings.TrimSuffix(inner, ")")
		}
		parts = append(parts, part.shape)
	}
	return shape(op, parts...)
}

// evaluator reads a filter of comparisons "L3 eq 'text'".
type evaluator struct {
	rest   string
	truth  uint16
	letter bool // the ABNF to the letter
}

var errSyntax = errors.New("syntax")

func evaluate(text string, truth uint16, letter bool) (value bool, err error) {
	defer func() {
		if problem := recover(); problem != nil {
			err = fmt.Errorf("%v at %q", problem, text)
		}
	}()
	e := &evaluator{text, truth, letter}
	value = e.or()
	if e.rest != "" {
		panic(errSyntax)
	}
	return value, nil
}

func (e *evaluator) accept(token string) bool {
	rest, found := strings.CutPrefix(e.rest, token)
	if found {
		e.rest = rest
	}
	return found
}

func (e *evaluator) or() bool {
	value := e.and()
	for !e.letter && e.accept(" or ") {
		right := e.and()
		value = value || right
	}
	return value
}

func (e *evaluator) and() bool {
	value := e.operand()
	for {
		switch {
		case e.accept(" and "):
			right := e.next()
			value = value && right
		case e.letter && e.accept(" or "):
			right := e.next()
			value = value || right
		default:
			return value
		}
	}
}

func (e *evaluator) next() bool {
	if e.letter {
		return e.and()
	}
	return e.operand()
}

func (e *evaluator) operand() bool {
	switch {
	case e.accept("not "):
		return !e.next()
	case e.accept("("):
		value := e.or()
		if !e.accept(")") {
			panic(errSyntax)
		}
		return value
	}
	var leaf int
	if n, err := fmt.Sscanf(e.rest, "L%d eq '", &leaf); n != 1 || err != nil {
		panic(errSyntax)
	}
	e.accept(fmt.Sprintf("L%d eq '", leaf))
	if !e.accept(quote(leafTexts[leaf%len(leafTexts)])[1:]) {
		panic(errSyntax)
	}
	return e.truth&(1<<leaf) != 0
}

func BenchmarkFilter(b *testing.B) {
	name, id := textAt("Name"), orderedAt[int64]("Id")
	b.Run("Filter", func(b *testing.B) {
		b.ReportAllocs()
		for i := range int64(b.N) {
			sink = string(name.Contains("Invoice").And(id.Gt(i)))
		}
	})
	b.Run("Sprintf", func(b *testing.B) {
		b.ReportAllocs()
		for i := range int64(b.N) {
			sink = fmt.Sprintf("contains(Name,'%s') and Id gt %d", strings.ReplaceAll("Invoice", "'", "''"), i)
		}
	})
}

var sink string
