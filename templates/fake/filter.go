package fake

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// expression is what a text says, and of which kind its value is: nil, a bool, a [*big.Rat], a string, a [time.Time],
// a list or an object.
type expression struct {
	kind kind
	eval func(env) any
	enum []string // values of a property that takes no others, nil for all else
	text *string  // of a literal, nil for all else
}

// kind is what values can be compared with. The zero kind is not known.
type kind string

const (
	null    kind = "null"
	boolean kind = "bool"
	numeric kind = "number"
	textual kind = "text"
	moment  kind = "instant"
	day     kind = "day"
)

// fits reports whether values of both kinds can be compared.
func (k kind) fits(other kind) bool {
	return k == other || k == "" || other == "" || k == null || other == null || k == day && other == moment || k == moment && other == day
}

// isCondition refuses an expression that is neither true nor false.
func (e expression) isCondition() error {
	if e.kind != boolean && e.kind != "" {
		return fmt.Errorf("a %s is no condition", e.kind)
	}
	return nil
}

// condition is an expression that is true or false.
func condition(eval func(env) bool) expression {
	return expression{kind: boolean, eval: func(e env) any { return eval(e) }}
}

// env holds the item that an expression is about under "", and the variables of any and all.
type env map[string]any

// scope is what an expression can name.
type scope struct {
	types map[string]*schema
	root  *schema
	vars  map[string]*schema
}

// maxDepth bounds how deep an expression may be nested.
const maxDepth = 100

// parser reads an expression (OData ABNF 4.01, rule boolCommonExpr) as far as the fake server knows its language.
type parser struct {
	*scope
	tokens []string
	depth  int
}

// parse reads an expression. What it does not know is an error.
func (in *scope) parse(text string) (expression, error) {
	tokens, err := tokenize(text)
	if err != nil {
		return expression{}, err
	}
	p := &parser{scope: in, tokens: tokens}
	e, err := p.or()
	if err != nil {
		return expression{}, err
	}
	if len(p.tokens) > 0 {
		return expression{}, fmt.Errorf("the fake server does not know what %q means here", p.peek())
	}
	return e, nil
}

// peek gives the next token, "" at the end.
func (p *parser) peek() string {
	if len(p.tokens) == 0 {
		return ""
	}
	return p.tokens[0]
}

func (p *parser) next() string {
	t := p.peek()
	p.tokens = p.tokens[min(1, len(p.tokens)):]
	return t
}

// accept takes the next token when it is t.
func (p *parser) accept(t string) bool {
	if p.peek() != t {
		return false
	}
	p.next()
	return true
}

func (p *parser) expect(t string) error {
	if !p.accept(t) {
		return fmt.Errorf("there is %q, want %q", p.peek(), t)
	}
	return nil
}

func (p *parser) or() (expression, error) {
	if p.depth++; p.depth > maxDepth {
		return expression{}, errors.New("the expression is nested too deep")
	}
	defer func() { p.depth-- }()
	return p.chain("or", p.and, func(a, b bool) bool { return a || b })
}

func (p *parser) and() (expression, error) {
	return p.chain("and", p.not, func(a, b bool) bool { return a && b })
}

// chain reads operands with one operator between them.
func (p *parser) chain(operator string, operand func() (expression, error), join func(a, b bool) bool) (expression, error) {
	all, err := operand()
	for err == nil && p.accept(operator) {
		left := all
		right, failure := operand()
		if err := cmp.Or(failure, left.isCondition(), right.isCondition()); err != nil {
			return expression{}, err
		}
		all = condition(func(e env) bool { return join(left.eval(e) == true, right.eval(e) == true) })
	}
	return all, err
}

func (p *parser) not() (expression, error) {
	odd, negated := false, false
	for p.accept("not") {
		odd, negated = !odd, true
	}
	inner, err := p.comparison()
	if err == nil && negated {
		err = inner.isCondition()
	}
	if err != nil {
		return expression{}, err
	}
	if !odd {
		return inner, nil
	}
	return condition(func(e env) bool { return inner.eval(e) == false }), nil
}

// comparisons tell which results of a comparison an operator is true for.
var comparisons = map[string][]int{"eq": {0}, "gt": {1}, "ge": {0, 1}, "lt": {-1}, "le": {-1, 0}}

func (p *parser) comparison() (expression, error) {
	left, err := p.operand()
	if err != nil {
		return expression{}, err
	}
	operator := p.peek()
	wanted := comparisons[operator]
	if wanted == nil && operator != "ne" && operator != "in" {
		return left, nil
	}
	p.next()
	if operator == "in" {
		return p.list(left)
	}
	right, err := p.operand()
	if err == nil {
		err = comparable(left, right)
	}
	if err != nil {
		return expression{}, err
	}
	return condition(func(e env) bool {
		n, ok := compare(left.eval(e), right.eval(e))
		if operator == "ne" {
			return !ok || n != 0
		}
		return ok && slices.Contains(wanted, n)
	}), nil
}

// comparable refuses to compare what differs in kind, and an enum with what is none of its values.
func comparable(a, b expression) error {
	if !a.kind.fits(b.kind) {
		return fmt.Errorf("a %s and a %s cannot be compared", a.kind, b.kind)
	}
	return cmp.Or(a.takes(b), b.takes(a))
}

// takes refuses a literal that is none of the values of an enum.
func (e expression) takes(literal expression) error {
	if e.enum == nil || literal.text == nil || slices.Contains(e.enum, *literal.text) {
		return nil
	}
	return fmt.Errorf("%q is none of the values %s", *literal.text, strings.Join(e.enum, ", "))
}

// list reads the values behind "in".
func (p *parser) list(left expression) (expression, error) {
	values, err := p.arguments()
	if err != nil {
		return expression{}, err
	}
	for _, v := range values {
		if err := comparable(left, v); err != nil {
			return expression{}, err
		}
	}
	return condition(func(e env) bool {
		a := left.eval(e)
		return slices.ContainsFunc(values, func(value expression) bool {
			n, ok := compare(a, value.eval(e))
			return ok && n == 0
		})
	}), nil
}

// arguments reads a list in parentheses.
func (p *parser) arguments() ([]expression, error) {
	if err := p.expect("("); err != nil {
		return nil, err
	}
	var list []expression
	for !p.accept(")") {
		if len(list) > 0 {
			if err := p.expect(","); err != nil {
				return nil, err
			}
		}
		arg, err := p.or()
		if err != nil {
			return nil, err
		}
		list = append(list, arg)
	}
	return list, nil
}

// operand reads an expression in parentheses, a literal, a call or a path.
func (p *parser) operand() (expression, error) {
	if p.accept("(") {
		inner, err := p.or()
		if err != nil {
			return expression{}, err
		}
		if err := p.expect(")"); err != nil {
			return expression{}, err
		}
		return inner, nil
	}
	token := p.next()
	if v, ok := literal(token); ok {
		e := expression{kind: kindOf(v), eval: func(env) any { return simple(v) }}
		if text, ok := v.(string); ok {
			e.text = &text
		}
		return e, nil
	}
	if !isName(token) {
		return expression{}, fmt.Errorf("the fake server does not know what %q means here", token)
	}
	if p.peek() == "(" {
		return p.function(token)
	}
	return p.path(token)
}

func (p *parser) function(name string) (expression, error) {
	f, known := functions[name]
	if !known {
		return expression{}, fmt.Errorf("the fake server does not know the function %q: use Handle", name)
	}
	args, err := p.arguments()
	if err != nil {
		return expression{}, err
	}
	if len(args) != f.args {
		return expression{}, fmt.Errorf("%s has %d arguments, want %d", name, len(args), f.args)
	}
	for _, arg := range args {
		if !f.takes.fits(arg.kind) {
			return expression{}, fmt.Errorf("%s does not take a %s", name, arg.kind)
		}
	}
	return expression{kind: f.gives, eval: func(e env) any {
		values := make([]any, len(args))
		for i, arg := range args {
			if values[i] = arg.eval(e); values[i] == nil {
				return nil
			}
		}
		return f.call(values)
	}}, nil
}
