package fake

import (
	"errors"
	"fmt"
	"slices"
)

// expression gives a value: nil, a bool, a [*big.Rat], a string, a [time.Time], a list or an object.
type expression func(env) any

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
		return nil, err
	}
	p := &parser{scope: in, tokens: tokens}
	e, err := p.or()
	if err != nil {
		return nil, err
	}
	if len(p.tokens) > 0 {
		return nil, fmt.Errorf("the fake server does not know what %q means here", p.peek())
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
		return nil, errors.New("the expression is nested too deep")
	}
	defer func() { p.depth-- }()
	return p.chain("or", p.and, func(a, b expression) expression {
		return func(e env) any { return a(e) == true || b(e) == true }
	})
}

func (p *parser) and() (expression, error) {
	return p.chain("and", p.not, func(a, b expression) expression {
		return func(e env) any { return a(e) == true && b(e) == true }
	})
}

// chain reads operands with one operator between them.
func (p *parser) chain(operator string, operand func() (expression, error), join func(a, b expression) expression) (expression, error) {
	left, err := operand()
	for err == nil && p.accept(operator) {
		var right expression
		if right, err = operand(); err == nil {
			left = join(left, right)
		}
	}
	return left, err
}

func (p *parser) not() (expression, error) {
	odd := false
	for p.accept("not") {
		odd = !odd
	}
	inner, err := p.comparison()
	if err != nil || !odd {
		return inner, err
	}
	return func(e env) any { return inner(e) == false }, nil
}

// comparisons tell which results of a comparison an operator is true for.
var comparisons = map[string][]int{"eq": {0}, "gt": {1}, "ge": {0, 1}, "lt": {-1}, "le": {-1, 0}}

func (p *parser) comparison() (expression, error) {
	left, err := p.operand()
	if err != nil {
		return nil, err
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
	if err != nil {
		return nil, err
	}
	return func(e env) any {
		a, b := left(e), right(e)
		n, ok := compare(a, b)
		if operator == "ne" {
			return !ok || n != 0
		}
		return ok && slices.Contains(wanted, n)
	}, nil
}

// list reads the values behind "in".
func (p *parser) list(left expression) (expression, error) {
	values, err := p.arguments()
	return func(e env) any {
		a := left(e)
		return slices.ContainsFunc(values, func(value expression) bool {
			n, ok := compare(a, value(e))
			return ok && n == 0
		})
	}, err
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
			return nil, err
		}
		return inner, p.expect(")")
	}
	token := p.next()
	if v, ok := literal(token); ok {
		return func(env) any { return v }, nil
	}
	if !isName(token) {
		return nil, fmt.Errorf("the fake server does not know what %q means here", token)
	}
	if p.peek() == "(" {
		return p.function(token)
	}
	return p.path(token)
}

func (p *parser) function(name string) (expression, error) {
	f, known := functions[name]
	if !known {
		return nil, fmt.Errorf("the fake server does not know the function %q: use Handle", name)
	}
	args, err := p.arguments()
	if err != nil {
		return nil, err
	}
	if len(args) != f.args {
		return nil, fmt.Errorf("%s has %d arguments, want %d", name, len(args), f.args)
	}
	return func(e env) any {
		values := make([]any, len(args))
		for i, arg := range args {
			if values[i] = arg(e); values[i] == nil {
				return nil
			}
		}
		return f.call(values)
	}, nil
}
