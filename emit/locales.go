package emit

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
)

// encode writes a message for the table of the locale tag, as forms.go of the runtime describes it: bytes 1 to 8 are
// arguments, and the forms of a plural or a select are led and separated by a mark.
func encode(t *model.Text, m *model.Message, tag string) string {
	const pluralMark, selectMark = "\x0e", "\x0f"
	if t.Selector() == nil {
		return encodeForm(m.Forms[0])
	}
	chooser := string(rune(slices.Index(t.Args, t.Selector()) + 1))
	if t.Plural != nil {
		entry := pluralMark + chooser
		for _, f := range pluralForms(m, tag) {
			entry += pluralMark + encodeForm(f)
		}
		return entry
	}
	entry := selectMark + chooser
	for _, f := range m.Forms {
		if f.Category != cldr.Other {
			entry += selectMark + f.Category + selectMark + encodeForm(f)
		}
	}
	return entry + selectMark + selectMark + encodeForm(*m.Other())
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
		s.Var().Id(table).Op("=").Id("Locale").ValuesFunc(func(group *jen.Group) { g.localeFields(group, l) })
		if g.hasPlurals() {
			g.pluralFunc(s, l)
		}
		g.remedies(s, l)
		list = append(list, s)
	}
	return list
}

// localeTable names the table behind a locale: go doc prints the values of exported variables.
func localeTable(l *model.Locale) string { return "locale" + localeWord(l) }

func localeWord(l *model.Locale) string { return strings.TrimPrefix(l.Go.String(), "Locale") }

func (g *generator) localeFields(group *jen.Group, l *model.Locale) {
	field := func(name string, value jen.Code) { group.Line().Id(name).Op(":").Add(value) }
	field("tag", jen.Lit(l.Tag))
	if cldr.IsRightToLeft(l.Tag) {
		field("rightToLeft", jen.True())
	}
	if tag := likelyTag(l.Tag); tag != "" {
		field("likely", jen.Lit(tag))
	}
	if tags := parentTags(l.Tag); len(tags) > 0 {
		field("parents", jen.Lit(strings.Join(tags, " ")))
	}
	var texts []string
	for _, t := range g.texts() {
		texts = append(texts, encode(t, t.Messages[l.Tag], l.Tag))
	}
	field("texts", textTable(texts))
	field("also", jen.Index().Id("alsoText").ValuesFunc(func(group *jen.Group) { g.alsoTexts(group, l) }))
	if g.hasPlurals() {
		field("plural", jen.Id("plural"+localeWord(l)))
	}
	if g.hasRemedies(l) {
		field("help", jen.Id("help"+localeWord(l)).Values())
	}
	group.Line()
}

// textTable writes a list of texts as a textTable of the runtime, some of them on a line: the compiler takes little
// memory for a few long strings, and much for many short ones.
func textTable(texts []string) *jen.Statement {
	const perLine = 8
	text, ends := jen.Null(), ""
	end := 0
	for i := 0; i < len(texts); i += perLine {
		chunk := texts[i:min(i+perLine, len(texts))]
		for _, t := range chunk {
			end += len(t)
			ends += string([]byte{byte(end), byte(end >> 8), byte(end >> 16)})
		}
		if i > 0 {
			text.Op("+")
		}
		text.Line().Add(stringLit(strings.Join(chunk, "")))
	}
	if len(texts) == 0 {
		text = jen.Lit("")
	}
	return jen.Id("textTable").Values(jen.Line().Id("text").Op(":").Add(text), jen.Line().Id("ends").Op(":").Add(byteLit(ends)), jen.Line())
}

// byteLit writes a string of any bytes.
func byteLit(s string) *jen.Statement { return jen.Op(strconv.QuoteToASCII(s)) }

func (g *generator) hasRemedies(l *model.Locale) bool {
	return slices.ContainsFunc(g.catalog.Errors, func(def *model.ErrorDef) bool { return def.Remedies[l.Tag] != nil })
}

// remedies writes the table of remedies, and the type that leads to it.
func (g *generator) remedies(s *source, l *model.Locale) {
	if !g.hasRemedies(l) {
		return
	}
	var texts []string
	for _, def := range g.catalog.Errors {
		texts = append(texts, strings.TrimSpace(def.Remedies[l.Tag].String()))
	}
	helper, table := "help"+localeWord(l), "remedies"+localeWord(l)
	s.Line()
	s.Type().Id(helper).Struct()
	s.Line()
	s.Func().Params(jen.Id(helper)).Id("remedies").Params().Op("*").Id("textTable").Block(jen.Return(jen.Op("&").Id(table)))
	s.Line()
	s.Var().Id(table).Op("=").Add(textTable(texts))
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
	s.Const().Defs(jen.Id("catalogDomain").Op("=").Lit(g.catalog.Domain), jen.Id("docsURL").Op("=").Lit(g.docs()))
	s.Line()
	g.parentFunc(s)
	s.Line()
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

// docs gives the address below which the pages about the codes stand, "" without any.
func (g *generator) docs() string { return cmp.Or(g.opt.DocsURL, g.catalog.Docs) }
