package emit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message/catalog"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
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
	usage := "The key of a message is its code, such as \"1001\"; that of a variant has the variant's id behind a slash. Arguments are given by position, as strings, because a message.Printer groups the digits of numbers."
	if g.hasPlurals() {
		usage += " The argument that decides between plural forms is a number: number.Decimal(n, number.NoSeparator()) of golang.org/x/text/number does not group its digits."
	}
	if slices.ContainsFunc(g.texts(), func(t *model.Text) bool { return t.Select != nil }) {
		usage += " A message with select forms, which golang.org/x/text does not have, is the form for all other values; the form for a value has a key of its own, with the value behind a number sign."
	}
	s.PackageComment(comment(
		fmt.Sprintf("Package textcatalog has the messages of package %s as a catalog of golang.org/x/text/message.", g.opt.Package), usage,
	))
	s.doc("New makes the catalogue with every locale. A language that it does not have gets the texts in "+g.catalog.Source+".",
		"The error is not nil only when golang.org/x/text refuses a message.")
	s.Func().Id("New").Params().Params(jen.Op("*").Qual(xtextCatalog, "Builder"), jen.Error()).Block(
		jen.Id("b").Op(":=").Qual(xtextCatalog, "NewBuilder").Call(
			jen.Qual(xtextCatalog, "Fallback").Call(jen.Qual(xtextLanguage, "MustParse").Call(jen.Lit(g.catalog.Source)))),
		jen.If(
			jen.Err().Op(":=").Id("b").Dot("SetMacro").Call(jen.Qual(xtextLanguage, "Und"), jen.Lit("dollar"), jen.Qual(xtextCatalog, "String").Call(jen.Lit("$"))),
			jen.Err().Op("!=").Nil(),
		).Block(jen.Return(jen.Nil(), jen.Err())),
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
		g.textTableOf(group, language.Und.String(), g.catalog.Source)
		for _, l := range g.locales {
			g.textTableOf(group, l.Tag, l.Tag)
		}
		group.Line()
	})
	return []*source{s}
}

// textTableOf writes the table of the language tag with the texts of the locale. That of the language Und
// serves every language that has none.
func (g *generator) textTableOf(group *jen.Group, tag, locale string) {
	group.Line().Values(jen.Lit(tag), jen.Index().Id("message").ValuesFunc(func(group *jen.Group) { g.textMessages(group, tag, locale) }))
}

func (g *generator) textMessages(group *jen.Group, tag, locale string) {
	for _, def := range g.catalog.Errors {
		for _, t := range def.Texts {
			key := fmt.Sprint(def.Code)
			if t.Variant != "" {
				key += "/" + t.Variant
			}
			m := t.Messages[locale]
			group.Line().Values(jen.Lit(key), textMessage(tag, t, m))
			for _, f := range m.Forms {
				if t.Select != nil && f.Category != cldr.Other {
					group.Line().Values(jen.Lit(key+"#"+f.Category), plainMessage(f))
				}
			}
		}
	}
	group.Line()
}

func textMessage(tag string, t *model.Text, m *model.Message) *jen.Statement {
	if t.Plural == nil {
		return plainMessage(*m.Other())
	}
	arg := slices.Index(t.Args, t.Plural) + 1
	return jen.Qual(xtextPlural, "Selectf").CallFunc(func(group *jen.Group) {
		group.Lit(arg)
		group.Lit("")
		for _, f := range m.Forms {
			if selector := pluralSelector(tag, f.Category); selector != "" {
				group.Lit(selector)
				group.Lit(printfForm(f))
			}
		}
	})
}

// plainMessage writes a message with one form.
func plainMessage(f model.Form) *jen.Statement {
	return jen.Qual(xtextCatalog, "String").Call(jen.Lit(printfForm(f)))
}

// pluralSelector gives what golang.org/x/text selects a form by, "" for a form that it never takes. Und has
// no plural categories, so that those of a single number stand for it.
func pluralSelector(tag, category string) string {
	if SupportsPlural(tag, category) {
		return category
	}
	if tag == language.Und.String() {
		return map[string]string{cldr.Zero: "=0", cldr.One: "=1", cldr.Two: "=2"}[category]
	}
	return ""
}

// SupportsPlural reports whether golang.org/x/text takes a plural category for a language: it knows those
// of CLDR 32 and refuses the ones that came later, such as "many" in French.
func SupportsPlural(tag, category string) bool {
	b := catalog.NewBuilder()
	return b.Set(language.MustParse(tag), "key", plural.Selectf(1, "", category, "", "other", "")) == nil
}

// printfForm writes a form as a format string of golang.org/x/text, where "${" begins a variable.
func printfForm(f model.Form) string {
	var b strings.Builder
	for _, p := range f.Parts {
		if p.Arg >= 0 {
			fmt.Fprintf(&b, "%%[%d]v", p.Arg+1)
		} else {
			b.WriteString(printfLiteral.Replace(p.Literal))
		}
	}
	return b.String()
}

var printfLiteral = strings.NewReplacer("%", "%%", "${", "${dollar(1)}{")
