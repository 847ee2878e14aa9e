package fake

import (
	"fmt"
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
			return nil, err
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
			return func(e env) any { return size(here(e)) }, nil
		}
		next, err := p.property(at, name)
		if err != nil {
			return nil, err
		}
		steps, at = append(slices.Clip(steps), name), next
	}
	return func(e env) any { return simple(walk(e[start], steps)) }, nil
}

// lambda reads "(x:expression)" behind any or all, or "()" behind any.
func (p *parser) lambda(list expression, at *schema, all bool) (expression, error) {
	p.next()
	if !all && p.accept(")") {
		return func(e env) any { items, _ := list(e).([]any); return len(items) > 0 }, nil
	}
	variable := p.next()
	if err := p.expect(":"); err != nil {
		return nil, err
	}
	inner, err := p.within(variable, at)
	if err != nil {
		return nil, err
	}
	return func(e env) any {
		items, _ := list(e).([]any)
		holds := func(item any) bool {
			own := env{variable: item}
			for name, v := range e {
				if name != variable {
					own[name] = v
				}
			}
			return inner(own) == true
		}
		if all {
			return !slices.ContainsFunc(items, func(item any) bool { return !holds(item) })
		}
		return slices.ContainsFunc(items, holds)
	}, p.expect(")")
}

// within reads an expression about a variable for the items of at.
func (p *parser) within(variable string, at *schema) (expression, error) {
	var item *schema
	if at = p.resolved(at); at != nil && at.Items != nil {
		item = at.Items
	}
	outer := p.scope
	vars := map[string]*schema{variable: item}
	for name, s := range outer.vars {
		if name != variable {
			vars[name] = s
		}
	}
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
