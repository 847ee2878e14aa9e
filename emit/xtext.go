package emit

import (
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message/catalog"

	"github.com/orchgen/orchgen/model"
)

const (
	xtextLanguage = "golang.org/x/text/language"
	xtextCatalog  = "golang.org/x/text/message/catalog"
	xtextPlural   = "golang.org/x/text/feature/plural"
)

// textCatalogFile writes the optional sub-package that offers the messages to golang.org/x/text. It is
// self-contained, so that the client itself needs no module besides the standard library.
func textCatalogFile(g *generator) []*source {
	s := newSource("textcatalog", "textcatalog/catalog.go")
	s.PackageComment(comment(
		fmt.Sprintf("Package textcatalog has the messages of package %s as a catalog of golang.org/x/text/message.", g.opt.Package),
		"The key of a message is its code, such as \"1001\"; that of a variant has the variant's id behind a slash. Arguments are given by position, as strings, because a message.Printer groups the digits of numbers.",
	))
	s.doc("New makes the catalogue with every locale. A language that it does not have falls back to "+g.catalog.Source+".",
		"The error is not nil only when golang.org/x/text refuses a message.")
	s.Func().Id("New").Params().Params(jen.Op("*").Qual(xtextCatalog, "Builder"), jen.Error()).Block(
		jen.Id("b").Op(":=").Qual(xtextCatalog, "NewBuilder").Call(
			jen.Qual(xtextCatalog, "Fallback").Call(jen.Qual(xtextLanguage, "MustParse").Call(jen.Lit(g.catalog.Source)))),
		jen.For(jen.List(jen.Id("_"), jen.Id("t")).Op(":=").Range().Id("tables")).Block(
			jen.Id("tag").Op(":=").Qual(xtextLanguage, "MustParse").Call(jen.Id("t").Dot("tag")),
			jen.For(jen.List(jen.Id("_"), jen.Id("m")).Op(":=").Range().Id("t").Dot("messages")).Block(
				jen.If(jen.Err().Op(":=").Id("b").Dot("Set").Call(jen.Id("tag"), jen.Id("m").Dot("key"), jen.Id("m").Dot("text")), jen.Err().Op("!=").Nil()).Block(
					jen.Return(jen.Nil(), jen.Err()),
				),
			),
		),
		jen.Return(jen.Id("b"), jen.Nil()),
	)
	s.Line()
	s.Type().Id("message").Struct(jen.Id("key").String(), jen.Id("text").Qual(xtextCatalog, "Message"))
	s.Line()
	s.Var().Id("tables").Op("=").Index().Struct(
		jen.Id("tag").String(), jen.Id("messages").Index().Id("message"),
	).ValuesFunc(func(group *jen.Group) {
		for _, l := range g.locales {
			group.Line().Values(jen.Lit(l.Tag), jen.Index().Id("message").ValuesFunc(func(group *jen.Group) { g.textMessages(group, l) }))
		}
		group.Line()
	})
	return []*source{s}
}

func (g *generator) textMessages(group *jen.Group, l *model.Locale) {
	for _, def := range g.catalog.Errors {
		for _, t := range def.Texts {
			key := fmt.Sprint(def.Code)
			if t.Variant != "" {
				key += "/" + t.Variant
			}
			group.Line().Values(jen.Lit(key), textMessage(l.Tag, t, t.Messages[l.Tag]))
		}
	}
	group.Line()
}

func textMessage(tag string, t *model.Text, m *model.Message) *jen.Statement {
	if t.Plural == nil {
		return jen.Qual(xtextCatalog, "String").Call(jen.Lit(printfForm(m.Forms[0])))
	}
	arg := 0
	for i, a := range t.Args {
		if a == t.Plural {
			arg = i + 1
		}
	}
	return jen.Qual(xtextPlural, "Selectf").CallFunc(func(group *jen.Group) {
		group.Lit(arg)
		group.Lit("")
		for _, f := range m.Forms {
			if supportsPlural(tag, f.Category) {
				group.Lit(f.Category)
				group.Lit(printfForm(f))
			}
		}
	})
}

// supportsPlural reports whether golang.org/x/text takes a plural category for a language: it knows those
// of CLDR 32 and refuses the ones that came later, such as "many" in French.
func supportsPlural(tag, category string) bool {
	b := catalog.NewBuilder()
	return b.Set(language.MustParse(tag), "key", plural.Selectf(1, "", category, "", "other", "")) == nil
}

// printfForm writes a form as a format string.
func printfForm(f model.Form) string {
	var b strings.Builder
	for _, p := range f.Parts {
		if p.Arg >= 0 {
			fmt.Fprintf(&b, "%%[%d]v", p.Arg+1)
		} else {
			b.WriteString(strings.ReplaceAll(p.Literal, "%", "%%"))
		}
	}
	return b.String()
}
