// Package cldr has data of the Unicode Common Locale Data Repository: the cardinal plural rules (which plural
// categories a language has, and which of them a number takes), and how locales inherit from each other.
//
// The source is the folder supplemental of the npm package cldr-core; syntax and meaning are laid down in Unicode
// Technical Standard #35, Part 1, sections "Likely Subtags" and "Locale Inheritance and Matching", and Part 3, section
// "Language Plural Rules" (https://www.unicode.org/reports/tr35/tr35-numbers.html#Language_Plural_Rules). After an
// update of CLDR run
//
//	npm pack cldr-core && tar xzf cldr-core-*.tgz
//	go run gen.go package/supplemental
//
// in this folder. golang.org/x/text has plural rules too, but those of the year 2017.
package cldr

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// The plural categories. What they are called says little about the numbers they hold for: "one" is
// also the category of 21 in Russian, and of 0 in French.
const (
	Zero  = "zero"
	One   = "one"
	Two   = "two"
	Few   = "few"
	Many  = "many"
	Other = "other"
)

var categories = []string{Zero, One, Two, Few, Many, Other}

// Categories gives the categories of all languages in the order of CLDR: zero, one, two, few, many, other.
func Categories() []string { return slices.Clone(categories) }

// Rules are the cardinal plural rules of one language. Those of a language that CLDR does not know are
// nil, and have the one category other.
type Rules struct {
	list []Rule
}

// Rule says which numbers take a category.
type Rule struct {
	Category  string
	Condition Condition
}

// table holds the rules by locale, in lower case.
var table = sync.OnceValue(func() map[string]*Rules {
	all := map[string]*Rules{}
	for _, set := range sets {
		rules, err := parseRules(set.rules)
		if err != nil {
			panic(fmt.Sprintf("cldr: rules of %s: %v", set.locales, err))
		}
		for locale := range strings.FieldsSeq(set.locales) {
			all[strings.ToLower(locale)] = rules
		}
	}
	return all
})

// Cardinal looks up the rules for a BCP 47 tag in canonical form, letter case aside. A tag that CLDR has
// no rules for takes those of the tag without its last subtag, and so on: pt-PT has rules of its own,
// pt-BR has those of pt, and zh-Hans those of zh. No other locale inherits: TS #35 makes plural rules
// follow truncation only. The result is false for a language that is not in CLDR.
func Cardinal(tag string) (*Rules, bool) {
	for tag = strings.ToLower(tag); tag != ""; tag = tag[:max(strings.LastIndexByte(tag, '-'), 0)] {
		if rules, ok := table()[tag]; ok {
			return rules, true
		}
	}
	return nil, false
}

// Locales gives the locales that have rules of their own, in lower case and in order.
func Locales() []string { return slices.Sorted(maps.Keys(table())) }

// Categories gives the categories that the language tells apart, in the order of CLDR. The last one is
// always other.
func (r *Rules) Categories() []string {
	var list []string
	for _, rule := range r.Rules() {
		list = append(list, rule.Category)
	}
	return append(list, Other)
}

// Common gives the categories that everyday counts, up to 200, take, and other. French has the category many as well,
// but for whole millions only.
func (r *Rules) Common() []string {
	takes := map[string]bool{Other: true}
	for n := range 201 {
		takes[r.Select(strconv.Itoa(n))] = true
	}
	return slices.DeleteFunc(Categories(), func(c string) bool { return !takes[c] })
}

// Rules gives the rules in the order of CLDR; the first that holds decides. The category other has no
// rule: a number takes it when no rule holds. The result must not be changed.
func (r *Rules) Rules() []Rule {
	if r == nil {
		return nil
	}
	return r.list
}

// Select gives the category of a decimal number: digits, perhaps with a sign in front, perhaps with a
// period and more digits behind. The digits behind the period count even when they are zero: English has
// "1 day", but "1.0 days". The sign does not count. Text of any other form, such as "", "1e3" or "1,000",
// has the category other.
func (r *Rules) Select(number string) string {
	operands, ok := parseNumber(number)
	if !ok {
		return Other
	}
	for _, rule := range r.Rules() {
		if rule.Condition.holds(&operands) {
			return rule.Category
		}
	}
	return Other
}
