package cldr

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Condition is the parsed form of a rule. It holds for a number when one of its conjunctions does.
type Condition []Conjunction

// Conjunction holds when all of its relations do. It has at least one.
type Conjunction []Relation

// Relation compares an operand, or the remainder of its division by Mod, with integers. It holds when
// the value is in one of the ranges, with Not when it is in none. An operand N that is not an integer is
// in no range, and neither is its remainder: n = 0..1 means 0 and 1, not 0.5.
type Relation struct {
	Operand Operand
	Mod     uint64 // 0: the operand itself is compared
	Not     bool
	Ranges  []Range // ascending, with gaps between them
}

// Range is a range of integers with both its ends. Low and High are equal for a single number.
type Range struct{ Low, High uint64 }

// Operand is a property of a number, named by its letter in TS #35. The operands c and e, the exponent
// of a number in compact form such as 2.3M, do not occur: they are 0 in all numbers of this package, and
// what compares them has been resolved.
type Operand byte

// The operands, with their values for -1.230.
const (
	N Operand = 'n' // the absolute value: 1.23
	I Operand = 'i' // its integer part: 1
	V Operand = 'v' // the count of fraction digits: 3
	W Operand = 'w' // that without trailing zeros: 2
	F Operand = 'f' // the fraction digits as an integer: 230
	T Operand = 't' // that without trailing zeros: 23
)

// String writes the condition as TS #35 does, with equal and adjacent numbers joined.
func (c Condition) String() string {
	list := make([]string, len(c))
	for i, conjunction := range c {
		relations := make([]string, len(conjunction))
		for j, r := range conjunction {
			relations[j] = r.String()
		}
		list[i] = strings.Join(relations, " and ")
	}
	return strings.Join(list, " or ")
}

// String writes the relation as TS #35 does: "n % 100 != 11..19".
func (r Relation) String() string {
	text := string(rune(r.Operand))
	if r.Mod != 0 {
		text += " % " + strconv.FormatUint(r.Mod, 10)
	}
	if r.Not {
		text += " != "
	} else {
		text += " = "
	}
	for i, x := range r.Ranges {
		if i > 0 {
			text += ","
		}
		text += strconv.FormatUint(x.Low, 10)
		if x.High > x.Low {
			text += ".." + strconv.FormatUint(x.High, 10)
		}
	}
	return text
}

// parseRules reads rules in the form of rules_gen.go: a line for each category, without other.
func parseRules(text string) (*Rules, error) {
	rules := &Rules{}
	for line := range strings.Lines(text) {
		category, condition, _ := strings.Cut(strings.TrimSpace(line), ": ")
		parsed, err := parseCondition(condition)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", category, err)
		}
		if len(parsed) > 0 {
			rules.list = append(rules.list, Rule{category, parsed})
		}
	}
	return rules, nil
}

// parseCondition reads a condition. One that never holds is empty.
func parseCondition(text string) (Condition, error) {
	var condition Condition
	for alternative := range strings.SplitSeq(text, " or ") {
		var conjunction Conjunction
		possible := true
		for relation := range strings.SplitSeq(alternative, " and ") {
			r, err := parseRelation(relation)
			if err != nil {
				return nil, err
			}
			if r.Operand == 'c' || r.Operand == 'e' {
				possible = possible && r.has(0)
				continue
			}
			conjunction = append(conjunction, r)
		}
		switch {
		case !possible:
		case len(conjunction) == 0:
			return nil, fmt.Errorf("%q always holds", alternative)
		default:
			condition = append(condition, conjunction)
		}
	}
	return condition, nil
}

// parseRelation reads "n % 10 = 1", "i != 2..4,9" and the like.
func parseRelation(text string) (Relation, error) {
	var r Relation
	bad := fmt.Errorf("%q is not a relation", text)
	words := strings.Fields(text)
	if len(words) == 5 && words[1] == "%" {
		mod, err := strconv.ParseUint(words[2], 10, 64)
		if err != nil || mod == 0 {
			return r, bad
		}
		r.Mod = mod
		words = slices.Delete(words, 1, 3)
	}
	if len(words) != 3 || len(words[0]) != 1 || !strings.Contains("nivwftce", words[0]) || words[1] != "=" && words[1] != "!=" {
		return r, bad
	}
	r.Operand, r.Not = Operand(words[0][0]), words[1] == "!="
	for item := range strings.SplitSeq(words[2], ",") {
		low, high, isRange := strings.Cut(item, "..")
		if !isRange {
			high = low
		}
		x, err := parseRange(low, high)
		if err != nil {
			return r, bad
		}
		r.add(x)
	}
	return r, nil
}

func parseRange(low, high string) (x Range, err error) {
	if x.Low, err = strconv.ParseUint(low, 10, 64); err != nil {
		return x, err
	}
	if x.High, err = strconv.ParseUint(high, 10, 64); err != nil {
		return x, err
	}
	if x.High < x.Low {
		return x, strconv.ErrRange
	}
	return x, nil
}

// add appends a range, joined with the last one when there is no gap between them. CLDR writes ranges in
// ascending order; when it does not, nothing is joined.
func (r *Relation) add(x Range) {
	if n := len(r.Ranges); n > 0 && r.Ranges[n-1].High+1 == x.Low {
		r.Ranges[n-1].High = x.High
		return
	}
	r.Ranges = append(r.Ranges, x)
}

// has reports whether the relation holds for a value, with the division by Mod already done.
func (r Relation) has(value uint64) bool {
	in := slices.ContainsFunc(r.Ranges, func(x Range) bool { return x.Low <= value && value <= x.High })
	return in != r.Not
}

func (c Condition) holds(o *operands) bool {
	return slices.ContainsFunc(c, func(conjunction Conjunction) bool {
		return !slices.ContainsFunc(conjunction, func(r Relation) bool { return !r.holds(o) })
	})
}

func (r Relation) holds(o *operands) bool {
	var value uint64
	switch r.Operand {
	case N:
		if o.w > 0 {
			return r.Not
		}
		value = o.i
	case I:
		value = o.i
	case V:
		value = o.v
	case W:
		value = o.w
	case F:
		value = o.f
	case T:
		value = o.t
	}
	if r.Mod != 0 {
		value %= r.Mod
	}
	return r.has(value)
}
