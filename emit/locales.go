package emit

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/orchgen/orchgen/model"
)

// encode writes a message for the table of the locale tag: bytes 1 to 8 are arguments, and plural forms,
// one for each category of the language, are led and separated by 0x0e.
func encode(t *model.Text, m *model.Message, tag string) string {
	if t.Plural == nil {
		return encodeForm(m.Forms[0])
	}
	var b strings.Builder
	b.WriteByte(0x0e)
	for i, a := range t.Args {
		if a == t.Plural {
			b.WriteByte(byte(i + 1))
		}
	}
	for _, f := range pluralForms(m, tag) {
		b.WriteByte(0x0e)
		b.WriteString(encodeForm(f))
	}
	return b.String()
}

func encodeForm(f model.Form) string {
	var b strings.Builder
	for _, p := range f.Parts {
		if p.Arg >= 0 {
			b.WriteByte(byte(p.Arg + 1))
		} else {
			b.WriteString(p.Literal)
		}
	}
	return b.String()
}

// localeFiles writes one file a locale, and the list of them.
func localeFiles(g *generator) []*source {
	list := []*source{g.localeList()}
	for _, l := range g.locales {
		s := newSource(g.opt.Package, l.File.String()+".go")
		table := localeTable(l)
		s.doc(fmt.Sprintf("%s has the messages in %s (%s).", l.Go, l.Name, l.Tag))
		s.Var().Id(l.Go.String()).Op("=").Op("&").Id(table)
		s.Line()
		s.Var().Id(table).Op("=").Id("Locale").ValuesFunc(func(group *jen.Group) {
			group.Line().Id("tag").Op(":").Lit(l.Tag)
			group.Line().Id("texts").Op(":").Index().String().ValuesFunc(func(group *jen.Group) { g.localeTexts(group, l) })
			group.Line().Id("also").Op(":").Index().Id("alsoText").ValuesFunc(func(group *jen.Group) { g.alsoTexts(group, l) })
			if g.hasPlurals() {
				group.Line().Id("plural").Op(":").Id("plural" + strings.TrimPrefix(l.Go.String(), "Locale"))
			}
			group.Line()
		})
		if g.hasPlurals() {
			g.pluralFunc(s, l)
		}
		list = append(list, s)
	}
	return list
}

// localeTable names the table behind a locale: go doc prints the values of exported variables.
func localeTable(l *model.Locale) string {
	return "locale" + strings.TrimPrefix(l.Go.String(), "Locale")
}

func (g *generator) localeTexts(group *jen.Group, l *model.Locale) {
	for _, def := range g.catalog.Errors {
		for _, t := range def.Texts {
			group.Line().Add(stringLit(encode(t, t.Messages[l.Tag], l.Tag)))
		}
	}
	group.Line()
}

func (g *generator) alsoTexts(group *jen.Group, l *model.Locale) {
	for i, t := range g.texts() {
		for _, form := range t.Messages[l.Tag].Also {
			group.Line().Values(jen.Lit(i), stringLit(encodeForm(form)))
		}
	}
	group.Line()
}

// stringLit writes s with its control bytes and invisible characters escaped.
func stringLit(s string) *jen.Statement { return jen.Op(strconv.Quote(s)) }

func (g *generator) hasPlurals() bool {
	for _, t := range g.texts() {
		if t.Plural != nil {
			return true
		}
	}
	return false
}

func (g *generator) localeList() *source {
	s := newSource(g.opt.Package, "locales.go")
	if len(g.locales) == 0 {
		s.Var().Id("sourceLocale").Op("=").Op("&").Id("Locale").Values(jen.Id("tag").Op(":").Lit(g.catalog.Source))
		return s
	}
	s.Comment("// sourceLocale has the texts that all others are translations of.")
	s.Var().Id("sourceLocale").Op("=").Id(g.locales[0].Go.String())
	s.Line()
	s.doc("Locales gives every locale, the source language first. A program that calls it links all message tables.")
	s.Func().Id("Locales").Params().Index().Op("*").Id("Locale").Block(
		jen.Return(jen.Index().Op("*").Id("Locale").ValuesFunc(func(group *jen.Group) {
			for _, l := range g.locales {
				group.Id(l.Go.String())
			}
		})),
	)
	return s
}
