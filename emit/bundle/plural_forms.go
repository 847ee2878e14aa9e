package bundle

import (
	"fmt"
	"slices"
	"strings"

	"github.com/orchgen/orchgen/model/cldr"
)

// pluralForms gives the header Plural-Forms of a language: the categories of CLDR in its order, other last. The variable n
// of gettext is a natural number, so a category for fractions only is never chosen.
func pluralForms(tag string) string {
	rules, _ := cldr.Cardinal(tag)
	categories := rules.Categories()
	expression := ""
	for _, r := range rules.Rules() {
		if c := naturalCondition(r.Condition); c != "" {
			expression += fmt.Sprintf("%s ? %d : ", c, slices.Index(categories, r.Category))
		}
	}
	return fmt.Sprintf("nplurals=%d; plural=%s%d;", len(categories), expression, len(categories)-1)
}

// naturalCondition writes a condition in C for natural numbers, "" for one that none meets.
func naturalCondition(c cldr.Condition) string {
	var list []string
	for _, conjunction := range c {
		var relations []string
		possible := true
		for _, r := range conjunction {
			if r.Operand == cldr.N || r.Operand == cldr.I {
				relations = append(relations, relationInC(r))
			} else {
				possible = possible && isZeroIn(r)
			}
		}
		switch {
		case !possible:
		case relations == nil:
			list = append(list, "1")
		default:
			list = append(list, strings.Join(relations, " && "))
		}
	}
	if len(list) > 1 {
		for i := range list {
			list[i] = "(" + list[i] + ")"
		}
	}
	return strings.Join(list, " || ")
}

// isZeroIn reports whether a relation about the digits behind the decimal point holds when there are none.
func isZeroIn(r cldr.Relation) bool {
	return slices.ContainsFunc(r.Ranges, func(x cldr.Range) bool { return x.Low == 0 }) != r.Not
}

func relationInC(r cldr.Relation) string {
	operand := "n"
	if r.Mod != 0 {
		operand = fmt.Sprintf("n %% %d", r.Mod)
	}
	var list []string
	for _, x := range r.Ranges {
		switch {
		case x.Low == x.High:
			list = append(list, fmt.Sprintf("%s == %d", operand, x.Low))
		case x.Low == 0:
			list = append(list, fmt.Sprintf("%s <= %d", operand, x.High))
		default:
			list = append(list, fmt.Sprintf("(%s >= %d && %s <= %d)", operand, x.Low, operand, x.High))
		}
	}
	text := strings.Join(list, " || ")
	switch {
	case r.Not:
		return "!(" + text + ")"
	case len(list) > 1:
		return "(" + text + ")"
	}
	return text
}
