package emit

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/orchgen/orchgen/model"
)

// codeFile writes the codes and categories of the catalogue, the table behind them, and the typed errors.
func codeFile(g *generator) []*source {
	s := newSource(g.opt.Package, "codes.go")
	g.codeConstants(s)
	g.categories(s)
	g.codeTable(s)
	g.aliasTable(s)
	g.textTable(s)
	for _, def := range g.catalog.Errors {
		if def.GoType.IsSet() {
			typedError(s, def)
		}
	}
	g.asTyped(s)
	return []*source{s}
}

func (g *generator) codeConstants(s *source) {
	if len(g.catalog.Errors) == 0 {
		return
	}
	s.doc("The error codes of the catalogue.")
	s.Const().DefsFunc(func(group *jen.Group) {
		for _, def := range g.catalog.Errors {
			fieldDoc(group, g.codeDoc(def)...)
			group.Id(def.Go.String()).Id("Code").Op("=").Lit(def.Code)
			for _, alias := range def.Aliases {
				if alias.Go.IsSet() {
					fieldDoc(group, alias.Go.String()+" is another name of ["+def.Go.String()+"].", alias.Note)
					group.Id(alias.Go.String()).Op("=").Id(def.Go.String())
				}
			}
		}
	})
	s.Line()
}

// codeDoc tells what a code means, in the source language.
func (g *generator) codeDoc(def *model.ErrorDef) []string {
	doc := []string{fmt.Sprintf("%s: %s", def.Go, def.Default().Messages[g.catalog.Source].String())}
	doc = append(doc, def.Descriptions[g.catalog.Source].String(), def.Remedies[g.catalog.Source].String(), treatment(def))
	if base := g.docs(); base != "" {
		doc = append(doc, fmt.Sprintf("See %s%s/%d.html", base, g.catalog.Source, def.Code))
	}
	return append(doc, lifecycle(def))
}

// lifecycle is the paragraph that tools look for, "" for a code that should still be used.
func lifecycle(def *model.ErrorDef) string {
	var facts []string
	if def.Until != "" {
		facts = append(facts, "not sent since the release after "+def.Until)
	}
	d := cmp.Or(def.Deprecated, &model.Deprecation{})
	if d.Use != nil {
		facts = append(facts, "use ["+d.Use.Go.String()+"]")
	}
	text := strings.Join(facts, "; ")
	if text != "" {
		text += ". "
	}
	text += strings.Join(strings.Fields(d.Note), " ")
	if text == "" && def.Deprecated != nil {
		text = "servers do not send it any more."
	}
	if text == "" {
		return ""
	}
	return "Deprecated: " + strings.TrimSpace(text)
}

// treatment tells what a program may go by: the HTTP statuses, the category and the advice on retries.
func treatment(def *model.ErrorDef) string {
	var statuses []string
	for _, status := range def.Status {
		statuses = append(statuses, strconv.Itoa(status))
	}
	text := "[" + def.Category.Go.String() + "], " + retryDocs[def.Retry] + "."
	if statuses != nil {
		text = "HTTP " + strings.Join(statuses, ", ") + ", " + text
	}
	return text
}

var retryDocs = map[model.Retry]string{
	model.RetryNever: "not to be repeated", model.RetryIdempotent: "to be repeated only where that is safe", model.RetryAlways: "may be repeated",
}

func (g *generator) categories(s *source) {
	if len(g.catalog.Categories) > 0 {
		s.doc("The categories of the catalogue.")
		s.Const().DefsFunc(func(group *jen.Group) {
			for i, c := range g.catalog.Categories {
				fieldDoc(group, c.Go.String()+": "+c.Doc)
				group.Id(c.Go.String()).Id("Category").Op("=").Lit(i + 1)
			}
		})
		s.Line()
	}
	s.Var().Id("categoryNames").Op("=").Index(jen.Op("...")).String().ValuesFunc(func(group *jen.Group) {
		group.Lit("None")
		for _, c := range g.catalog.Categories {
			group.Lit(c.ID)
		}
	})
	s.Line()
}

var retryNames = map[model.Retry]string{
	model.RetryNever: "RetryNever", model.RetryIdempotent: "RetryIdempotent", model.RetryAlways: "RetryAlways",
}

func (g *generator) codeTable(s *source) {
	s.Comment("// codes is ordered by code.")
	text := 0
	s.Var().Id("codes").Op("=").Index().Id("codeInfo").ValuesFunc(func(group *jen.Group) {
		for _, def := range g.catalog.Errors {
			group.Line().Values(
				jen.Lit(def.Code), jen.Lit(def.ID), jen.Id(def.Category.Go.String()), jen.Id(retryNames[def.Retry]),
				jen.Lit(def.Generic), jen.Lit(text), jen.Lit(len(def.Texts)),
			)
			text += len(def.Texts)
		}
		group.Line()
	})
	s.Line()
}

func (g *generator) aliasTable(s *source) {
	s.Var().Id("codeAliases").Op("=").Index().Id("codeAlias").ValuesFunc(func(group *jen.Group) {
		for _, def := range g.catalog.Errors {
			for _, alias := range def.Aliases {
				if !alias.Shared {
					group.Line().Values(jen.Lit(alias.ID), jen.Lit(def.Code))
				}
			}
		}
	})
	s.Line()
}

var argKinds = map[model.ArgType]string{
	model.ArgIdentifier: "argWord", model.ArgInt: "argInt", model.ArgDecimal: "argDecimal", model.ArgSecret: "argSecret",
}

func argKind(a *model.Arg) string {
	if kind, ok := argKinds[a.Type]; ok {
		return kind
	}
	return "argText"
}

// texts gives the texts of all errors in the order of the tables.
func (g *generator) texts() []*model.Text {
	var list []*model.Text
	for _, def := range g.catalog.Errors {
		list = append(list, def.Texts...)
	}
	return list
}

func (g *generator) textTable(s *source) {
	s.Var().Id("textInfos").Op("=").Index().Id("textInfo").ValuesFunc(func(group *jen.Group) {
		for _, t := range g.texts() {
			group.Line().ValuesFunc(func(group *jen.Group) {
				if len(t.Args) == 0 {
					return
				}
				group.Index().String().ValuesFunc(func(group *jen.Group) {
					for _, a := range t.Args {
						group.Lit(a.ID)
					}
				})
				group.Index().Id("argKind").ValuesFunc(func(group *jen.Group) {
					for _, a := range t.Args {
						group.Id(argKind(a))
					}
				})
			})
		}
		group.Line()
	})
	s.Line()
}

// typedError writes the view of an error with its arguments as fields.
func typedError(s *source, def *model.ErrorDef) {
	name := def.GoType.String()
	s.doc(fmt.Sprintf("%s is the view of an [APIError] with [%s] that has the arguments of the server's text as fields. One that the text does not give is zero; [APIError.Arg] tells whether it is there.", name, def.Go))
	s.Type().Id(name).StructFunc(func(group *jen.Group) {
		group.Op("*").Id("APIError")
		for _, a := range def.Args() {
			fieldDoc(group, a.Note)
			group.Id(a.Go.String()).Add(argType(a))
		}
	})
	s.Line()
	s.doc("Unwrap gives the error without its arguments.")
	s.Func().Params(jen.Id("e").Op("*").Id(name)).Id("Unwrap").Params().Error().Block(jen.Return(jen.Id("e").Dot("APIError")))
	s.Line()
}

func argType(a *model.Arg) *jen.Statement {
	if a.Type == model.ArgInt {
		return jen.Int64()
	}
	return jen.String()
}

// asTyped writes the function behind errors.As.
func (g *generator) asTyped(s *source) {
	s.Comment("// asTyped makes the typed view that target points at, when the code is its code.")
	s.Func().Id("asTyped").Params(jen.Id("e").Op("*").Id("APIError"), jen.Id("target").Any()).Bool().BlockFunc(func(block *jen.Group) {
		var cases []jen.Code
		for _, def := range g.catalog.Errors {
			if def.GoType.IsSet() {
				cases = append(cases, jen.Case(jen.Op("**").Id(def.GoType.String())).Block(
					jen.If(jen.Id("e").Dot("Code").Op("==").Id(def.Go.String())).Block(
						jen.List(jen.Id("m"), jen.Id("_")).Op(":=").Parens(jen.Op("*").Id("reported")).Call(jen.Id("e")).Dot("match").Call(),
						jen.Op("*").Id("t").Op("=").Op("&").Id(def.GoType.String()).ValuesFunc(func(group *jen.Group) {
							group.Id("e")
							for _, a := range def.Args() {
								group.Id("m").Dot(argGetter(a)).Call(jen.Lit(a.ID))
							}
						}),
						jen.Return(jen.True()),
					),
				))
			}
		}
		if len(cases) > 0 {
			block.Switch(jen.Id("t").Op(":=").Id("target").Assert(jen.Type())).Block(cases...)
		}
		block.Return(jen.False())
	})
}

func argGetter(a *model.Arg) string {
	if a.Type == model.ArgInt {
		return "int"
	}
	return "value"
}
