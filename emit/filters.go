package emit

import (
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/orchgen/orchgen/model"
)

// filterFile writes what OData expressions can use of each entity.
func filterFile(g *generator) []*source {
	var types []*model.Type
	for _, t := range g.api.Types {
		if t.Filter != nil {
			types = append(types, t)
		}
	}
	if len(types) == 0 {
		return nil
	}
	slices.SortFunc(types, func(a, b *model.Type) int { return strings.Compare(a.Go.String(), b.Go.String()) })
	s := newSource(g.opt.Package, "properties.go")
	for _, t := range types {
		declareFilter(s, t)
	}
	return []*source{s}
}

// declareFilter writes the variable with the properties of an entity, its type, and the methods that lead
// to other entities. The variable is static data, so that a program without it does not contain it.
func declareFilter(s *source, t *model.Type) {
	f := t.Filter
	s.doc(f.Go.String() + " has the properties of [" + t.Go.String() + "] for OData expressions.")
	s.Var().Id(f.Go.String()).Op("=").Id(f.GoType.String()).ValuesFunc(func(g *jen.Group) {
		for _, p := range valueProperties(f) {
			g.Line().Id(p.Go.String()).Op(":").Add(propertyValue(p.Type, p.Wire))
		}
		g.Line()
	})
	s.Line()
	s.doc(f.GoType.String() + " is the type of [" + f.Go.String() + "].")
	s.Type().Id(f.GoType.String()).StructFunc(func(g *jen.Group) {
		if f.Leads() {
			g.Id("nav").String()
		}
		for _, p := range valueProperties(f) {
			g.Id(p.Go.String()).Add(propertyType(p.Type))
		}
	})
	s.Line()
	if f.Inside {
		declareRelocation(s, f)
	}
	if f.Leads() {
		declareNavigation(s, t)
	}
}

// valueProperties gives the properties that do not lead to entities.
func valueProperties(f *model.Filter) []*model.Field {
	return slices.DeleteFunc(slices.Clone(f.Properties), func(p *model.Field) bool { t, _ := p.Related(); return t != nil })
}

// declareNavigation writes what leads to entities: a variable to expand them, and a method each to use
// their properties. These are methods because the entities may lead back.
func declareNavigation(s *source, t *model.Type) {
	f := t.Filter
	s.doc(f.GoExpand.String() + " has the properties of [" + t.Go.String() + "] that lead to other entities.")
	var fields, values []jen.Code
	for _, p := range f.Properties {
		if to, _ := p.Related(); to != nil {
			fields = append(fields, jen.Id(p.Go.String()))
			values = append(values, jen.Lit(p.Wire))
		}
	}
	s.Var().Id(f.GoExpand.String()).Op("=").Struct(jen.List(fields...).Id("Expand")).Values(values...)
	s.Line()
	for _, p := range f.Properties {
		if to, many := p.Related(); to != nil {
			declareStep(s, f, p, to.Filter, many)
		}
	}
}

// declareStep writes the method for a property that leads to entities.
func declareStep(s *source, f *model.Filter, p *model.Field, to *model.Filter, many bool) {
	entity := jen.Op("*").Id(to.GoType.String())
	moved := func(path jen.Code) []jen.Code {
		return []jen.Code{
			jen.Id("f").Op(":=").Id(to.Go.String()),
			jen.Return(jen.Id("f").Dot("at").Call(path)),
		}
	}
	result, body := entity, moved(jen.Id("p").Dot("nav").Op("+").Lit(p.Wire))
	if many {
		collection := jen.Id("Collection").Types(entity)
		result, body = jen.Op("*").Add(collection), []jen.Code{jen.Return(jen.Op("&").Add(collection).Values(
			jen.Id("property").Values(jen.Id("nav").Op(":").Id("p").Dot("nav"), jen.Id("name").Op(":").Lit(p.Wire)),
			jen.Func().Params(jen.Id("path").String()).Add(entity).Block(moved(jen.Id("path"))...),
		))}
	}
	s.doc(p.Go.String() + " leads to the property " + p.Wire + ".")
	s.Func().Params(jen.Id("p").Op("*").Id(f.GoType.String())).Id(p.Go.String()).Params().Add(result).Block(body...)
	s.Line()
}

// declareRelocation writes the method that puts the properties of an entity below a path.
func declareRelocation(s *source, f *model.Filter) {
	moved := jen.Id("relocate").CallFunc(func(g *jen.Group) {
		g.Id("path")
		for _, p := range valueProperties(f) {
			place := g.Op("&").Id("p").Dot(p.Go.String())
			if isCollection(p.Type) {
				place.Dot("property")
			}
			place.Dot("nav")
		}
	})
	entity := jen.Op("*").Id(f.GoType.String())
	s.Func().Params(jen.Id("p").Add(entity)).Id("at").Params(jen.Id("path").String()).Add(entity).BlockFunc(func(g *jen.Group) {
		if f.Leads() {
			g.Id("p").Dot("nav").Op("=").Add(moved)
		} else {
			g.Add(moved)
		}
		g.Return(jen.Id("p"))
	})
	s.Line()
}
