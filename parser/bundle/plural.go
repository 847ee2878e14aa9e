package bundle

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"strconv"
	"strings"

	"github.com/orchgen/orchgen/model/cldr"
)

// pluralRule is the header Plural-Forms of a PO file: how many forms a text has, and which of them a number takes.
// The zero value stands for a file without the header.
type pluralRule struct {
	forms int
	index func(n uint64) uint64
}

// maxExpression bounds the length of a plural expression, in bytes.
const maxExpression = 2000

var pluralHeader = regexp.MustCompile(`^nplurals\s*=\s*([0-9]{1,2})\s*;\s*plural\s*=\s*([^;]+);?$`)

func parsePluralForms(header string) (pluralRule, error) {
	m := pluralHeader.FindStringSubmatch(header)
	if m == nil || len(header) > maxExpression {
		return pluralRule{}, fmt.Errorf("%.60q is not of the form nplurals=2; plural=n != 1;", header)
	}
	n, _ := strconv.Atoi(m[1])
	c := &cExpression{tokens: cToken.FindAllString(m[2], -1)}
	index := c.ternary()
	if c.bad || len(c.tokens) > 0 || strings.TrimSpace(cToken.ReplaceAllString(m[2], "")) != "" {
		return pluralRule{}, fmt.Errorf("%.60q is not an expression", m[2])
	}
	return pluralRule{n, index}, nil
}

// indexes gives the form of each plural category of a language. Without the header the forms are the
// categories in their order. A category that the file cannot tell from "other" is left out, and so is one that no
// natural number takes when the file has fewer forms than the language has categories.
func (p pluralRule) indexes(tag string) map[string]int {
	rules, _ := cldr.Cardinal(tag)
	categories := rules.Categories()
	own := map[string]int{}
	for i, c := range categories {
		n, natural := sample(rules, c)
		switch {
		case p.index == nil || !natural && p.forms == len(categories):
			own[c] = i
		case natural:
			own[c] = int(min(p.index(n), maxForms))
		}
	}
	if other, ok := own[cldr.Other]; ok {
		maps.DeleteFunc(own, func(c string, i int) bool { return c != cldr.Other && i == other })
	}
	return own
}

// maxForms is above the index of any form.
const maxForms = 1000

// sample finds a natural number of a category.
func sample(rules *cldr.Rules, category string) (uint64, bool) {
	for n := range uint64(201) {
		if rules.Select(strconv.FormatUint(n, 10)) == category {
			return n, true
		}
	}
	const million = 1_000_000
	return million, rules.Select(strconv.Itoa(million)) == category
}

// cToken finds the tokens of the C expressions that gettext allows.
var cToken = regexp.MustCompile(`[0-9]{1,9}|n|==|!=|<=|>=|&&|\|\||[<>!?:()%*/+-]`)

// cExpression compiles an expression of C about the variable n into a function. A division by zero gives zero.
type cExpression struct {
	tokens []string
	depth  int
	bad    bool
}

type evaluator = func(n uint64) uint64

func (c *cExpression) accept(token string) bool {
	if len(c.tokens) > 0 && c.tokens[0] == token {
		c.tokens = c.tokens[1:]
		return true
	}
	return false
}

func (c *cExpression) expect(token string) { c.bad = !c.accept(token) || c.bad }

func (c *cExpression) ternary() evaluator {
	condition := c.binary(0)
	if !c.accept("?") {
		return condition
	}
	yes := c.ternary()
	c.expect(":")
	no := c.ternary()
	return func(n uint64) uint64 {
		if condition(n) != 0 {
			return yes(n)
		}
		return no(n)
	}
}

// cOperators are the binary operators, those that bind least first.
var cOperators = [][]string{{"||"}, {"&&"}, {"==", "!="}, {"<", ">", "<=", ">="}, {"+", "-"}, {"*", "/", "%"}}

func (c *cExpression) binary(level int) evaluator {
	if level == len(cOperators) {
		return c.unary()
	}
	left := c.binary(level + 1)
	for again := true; again; {
		again = false
		for _, operator := range cOperators[level] {
			if c.accept(operator) {
				a, b := left, c.binary(level+1)
				left = func(n uint64) uint64 { return apply(operator, a(n), b(n)) }
				again = true
			}
		}
	}
	return left
}

func (c *cExpression) unary() evaluator {
	if c.depth++; c.depth > 50 || len(c.tokens) == 0 {
		c.bad = true
		return func(uint64) uint64 { return 0 }
	}
	defer func() { c.depth-- }()
	switch {
	case c.accept("!"):
		value := c.unary()
		return func(n uint64) uint64 { return truth(value(n) == 0) }
	case c.accept("("):
		value := c.ternary()
		c.expect(")")
		return value
	case c.accept("n"):
		return func(n uint64) uint64 { return n }
	}
	number, err := strconv.ParseUint(c.tokens[0], 10, 64)
	c.bad = c.bad || errors.Is(err, strconv.ErrSyntax)
	c.tokens = c.tokens[1:]
	return func(uint64) uint64 { return number }
}

func truth(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

func apply(operator string, a, b uint64) uint64 {
	switch operator {
	case "||":
		return truth(a != 0 || b != 0)
	case "&&":
		return truth(a != 0 && b != 0)
	case "==":
		return truth(a == b)
	case "!=":
		return truth(a != b)
	case "<":
		return truth(a < b)
	case ">":
		return truth(a > b)
	case "<=":
		return truth(a <= b)
	case ">=":
		return truth(a >= b)
	case "+":
		return a + b
	case "-":
		return a - b
	case "*":
		return a * b
	}
	if b == 0 {
		return 0
	}
	if operator == "/" {
		return a / b
	}
	return a % b
}
