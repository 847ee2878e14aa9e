package fake

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// path reads the rest of a path that begins with a property or variable.
func (p *parser) path(name string) (expression, error) {
	start, at := "", p.root
	steps := []string{}
	if v, isVar := p.vars[name]; isVar {
		start, at = name, v
	} else if name != "$it" {
		next, err := p.property(at, name)
		if err != nil {
			return expression{}, err
		}
		steps, at = append(steps, name), next
	}
	for p.accept("/") {
		name := p.next()
		here := func(e env) any { return walk(e[start], steps) }
		switch {
		case p.peek() == "(" && (name == "any" || name == "all"):
			return p.lambda(here, at, name == "all")
		case name == "$count":
			return expression{kind: numeric, eval: func(e env) any { return size(here(e)) }}, nil
		}
		next, err := p.property(at, name)
		if err != nil {
			return expression{}, err
		}
		steps, at = append(slices.Clip(steps), name), next
	}
	value := expression{kind: p.kind(at), eval: func(e env) any { return simple(walk(e[start], steps)) }}
	if at = p.resolved(at); at != nil && at.Kind == "string" {
		value.enum = at.Enum
	}
	return value, nil
}

// lambda reads "(x:expression)" behind any or all, or "()" behind any.
func (p *parser) lambda(list func(env) any, at *schema, all bool) (expression, error) {
	p.next()
	if !all && p.accept(")") {
		return condition(func(e env) bool { items, _ := list(e).([]any); return len(items) > 0 }), nil
	}
	variable := p.next()
	if err := p.expect(":"); err != nil {
		return expression{}, err
	}
	inner, err := p.within(variable, at)
	if err := cmp.Or(err, inner.isCondition()); err != nil {
		return expression{}, err
	}
	if err := p.expect(")"); err != nil {
		return expression{}, err
	}
	return condition(func(e env) bool {
		items, _ := list(e).([]any)
		decides := func(item any) bool { // a true one decides any, one that is not decides all
			own := maps.Clone(e)
			own[variable] = item
			return (inner.eval(own) == true) != all
		}
		return slices.ContainsFunc(items, decides) != all
	}), nil
}

// within reads an expression about a variable for the items of at.
func (p *parser) within(variable string, at *schema) (expression, error) {
	var item *schema
	if at = p.resolved(at); at != nil && at.Items != nil {
		item = at.Items
	}
	outer := p.scope
	vars := map[string]*schema{}
	maps.Copy(vars, outer.vars)
	vars[variable] = item
	p.scope = &scope{outer.types, outer.root, vars}
	defer func() { p.scope = outer }()
	return p.or()
}

// property gives the schema of a property, nil where the definition says nothing of it.
func (in *scope) property(owner *schema, name string) (*schema, error) {
	owner = in.resolved(owner)
	if owner == nil || owner.Kind == "any" || owner.Kind == "map" && isName(name) {
		return nil, nil
	}
	if property := owner.Properties[name]; property != nil {
		return property, nil
	}
	if owner.Additional != nil && isName(name) {
		return owner.Additional, nil
	}
	return nil, fmt.Errorf("there is no property %q", name)
}

// kind gives the kind of a property.
func (in *scope) kind(s *schema) kind {
	s = in.resolved(s)
	switch {
	case s == nil || s.isNumber() && len(s.Enum) > 0: // enums of numbers are compared by name, too
		return ""
	case s.isNumber():
		return numeric
	}
	return map[string]kind{"bool": boolean, "string": textual, "bytes": textual, "date-time": moment, "date": day}[s.Kind]
}

func (in *scope) resolved(s *schema) *schema {
	if s != nil && s.Ref != "" {
		return in.types[s.Ref]
	}
	return s
}

// walk follows the names of properties; nil where there is nothing.
func walk(v any, steps []string) any {
	for _, name := range steps {
		o, _ := v.(map[string]any)
		v = o[name]
	}
	return v
}
