package emit

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
)

// pluralFunc writes the function that gives the index of the plural form for a number: the place of the
// number's category among the categories of the language. A language that CLDR does not know has one form.
func (g *generator) pluralFunc(s *source, l *model.Locale) {
	rules, _ := cldr.Cardinal(l.Tag)
	name := "plural" + localeWord(l)
	s.Line()
	if len(rules.Rules()) == 0 {
		s.doc(name + " gives the one plural form.")
		s.Func().Id(name).Params(jen.String()).Uint8().Block(jen.Return(jen.Lit(0)))
		return
	}
	other := len(rules.Rules())
	s.doc(fmt.Sprintf("%s picks the plural form for a number by the rules of CLDR %s.", name, cldr.Version))
	s.Func().Id(name).Params(jen.Id("number").String()).Uint8().Block(
		jen.List(jen.Id("p"), jen.Id("ok")).Op(":=").Id("parsePlural").Call(jen.Id("number")),
		jen.Switch().BlockFunc(func(block *jen.Group) {
			block.Case(jen.Op("!").Id("ok")).Block(returnForm(other, cldr.Other))
			for i, rule := range rules.Rules() {
				block.Case(pluralCondition(rule.Condition)).Block(returnForm(i, rule.Category))
			}
		}),
		returnForm(other, cldr.Other),
	)
}

func returnForm(index int, category string) *jen.Statement {
	return jen.Return(jen.Lit(index)).Comment("// " + category)
}

// pluralCondition writes a condition of CLDR as an expression on the operands p, one alternative a line.
func pluralCondition(c cldr.Condition) *jen.Statement {
	expr := jen.Null()
	for i, conjunction := range c {
		if i > 0 {
			expr.Op("||").Line()
		}
		expr.Add(allOf(conjunction))
	}
	return expr
}

// allOf writes relations that must all hold. Where one of them only holds for an integer n, this is
// asked first, and once.
func allOf(conjunction cldr.Conjunction) *jen.Statement {
	whole := slices.ContainsFunc(conjunction, func(r cldr.Relation) bool { return r.Operand == cldr.N && !r.Not })
	var terms []disjunction
	if whole {
		terms = append(terms, disjunction{jen.Id("p").Dot("w").Op("==").Lit(0)})
	}
	for _, r := range conjunction {
		if r.Not {
			terms = append(terms, outside(r, whole)...)
		} else {
			terms = append(terms, inside(r))
		}
	}
	expr := jen.Null()
	for i, term := range terms {
		if i > 0 {
			expr.Op("&&")
		}
		expr.Add(term.code(len(terms) > 1))
	}
	return expr
}

// disjunction is a list of comparisons of which one must hold.
type disjunction []*jen.Statement

func (d disjunction) code(inParens bool) *jen.Statement {
	expr := jen.Null()
	for i, comparison := range d {
		if i > 0 {
			expr.Op("||")
		}
		expr.Add(comparison)
	}
	if inParens && len(d) > 1 {
		return jen.Parens(expr)
	}
	return expr
}

// inside compares an operand with the ranges it must be in.
func inside(r cldr.Relation) disjunction {
	var list disjunction
	for _, x := range r.Ranges {
		switch {
		case x.Low == x.High:
			list = append(list, compare(r, "==", x.Low))
		case x.Low == 0:
			list = append(list, compare(r, "<=", x.High))
		case x.High+1 == r.Mod:
			list = append(list, compare(r, ">=", x.Low))
		default:
			list = append(list, compare(r, ">=", x.Low).Op("&&").Add(compare(r, "<=", x.High)))
		}
	}
	return list
}

// outside compares an operand with the ranges it must not be in. The operand n is not in them either
// when it is no integer, unless that has been excluded.
func outside(r cldr.Relation, whole bool) []disjunction {
	var list []disjunction
	for _, x := range r.Ranges {
		var term disjunction
		if r.Operand == cldr.N && !whole {
			term = append(term, jen.Id("p").Dot("w").Op("!=").Lit(0))
		}
		switch {
		case x.Low == x.High:
			term = append(term, compare(r, "!=", x.Low))
		case x.Low == 0:
			term = append(term, compare(r, ">", x.High))
		case x.High+1 == r.Mod:
			term = append(term, compare(r, "<", x.Low))
		default:
			term = append(term, compare(r, "<", x.Low), compare(r, ">", x.High))
		}
		list = append(list, term)
	}
	return list
}

func compare(r cldr.Relation, op string, value uint64) *jen.Statement {
	operand := r.Operand
	if operand == cldr.N {
		operand = cldr.I
	}
	expr := jen.Id("p").Dot(string(rune(operand)))
	if r.Mod != 0 {
		expr.Op("%").Lit(int(r.Mod))
	}
	return expr.Op(op).Lit(int(value))
}

// needsPlurals reports whether a generated plural function looks at the number.
func (g *generator) needsPlurals() bool {
	return g.hasPlurals() && slices.ContainsFunc(g.locales, func(l *model.Locale) bool {
		rules, _ := cldr.Cardinal(l.Tag)
		return len(rules.Rules()) > 0
	})
}

// pluralForms gives a form of m for every category of the language, in the order that the function of
// [generator.pluralFunc] counts them. A category that m does not have takes the form of other.
func pluralForms(m *model.Message, tag string) []model.Form {
	rules, _ := cldr.Cardinal(tag)
	var list []model.Form
	for _, category := range rules.Categories() {
		list = append(list, *cmp.Or(m.Form(category), m.Other()))
	}
	return list
}
