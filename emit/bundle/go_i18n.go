package bundle

import (
	"regexp"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
)

// goI18n is the JSON format of go-i18n, whose texts are templates of package text/template.
var goI18n = &Format{
	Name: "go-i18n", Title: "go-i18n JSON", Spec: "https://pkg.go.dev/github.com/nicksnyder/go-i18n/v2/i18n",
	write: writeGoI18n,
	Usage: `
A message file for each language, active.fr.json, for version 2 of go-i18n. Arguments are {{.Name}},
given as strings in TemplateData; for a message with plural forms, PluralCount is the number as
well. As there are no select forms, that of a value has the ID E1001_Job, and that for all other
values, or a value without a message, E1001.

Load active.pt.json before active.pt-BR.json: of two languages that are as near to the wanted one,
go-i18n takes the first, and the order of the file names is the other one.
`,
}

func writeGoI18n(x *export) ([]emit.File, error) {
	return x.messagesPerLocale(
		func(l *model.Locale) string { return "active." + l.Tag + ".json" },
		func(object map[string]any, e entry) error {
			texts := map[string]string{}
			for _, f := range e.forms {
				text := e.text(f, quoteGoTemplate, func(_ int, a *model.Arg) string { return "{{." + a.ID + "}}" })
				if e.counts() {
					texts[f.category] = text
				} else {
					object[e.key(f)] = map[string]string{cldr.Other: text}
				}
			}
			if e.counts() {
				object[e.ID()] = texts
			}
			return nil
		})
}

// goTemplateAction is a run of braces that begins an action of package text/template, or could do so together with the
// placeholder behind it.
var goTemplateAction = regexp.MustCompile(`\{\{+|\{+$`)

func quoteGoTemplate(text string) string {
	return goTemplateAction.ReplaceAllString(text, `{{"$0"}}`)
}
