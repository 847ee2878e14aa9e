package bundle

import (
	"regexp"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
)

// i18next is version 4 of the JSON format of i18next. It has no escapes: a character that has a meaning is written as
// a variable that does not exist, whose name is shown.
var i18next = &Format{
	Name: "i18next", Title: "i18next JSON v4", Spec: "https://www.i18next.com/misc/json-format",
	write: writeI18next,
	Usage: `
A file for each language, fr/errors.json, from keys to texts. Arguments are {{Name}}.

Of plural forms, each has a key of its own, E1001_one, and the argument that counts is {{count}}.
Every category of the language is there, as i18next goes to another language when one is missing. Of
select forms, that of a value has the key E1001_Job and that for all other values E1001, and the
argument that chooses is {{context}}: t("E1001", {context: "Job"}).

i18next needs two options: interpolation: {escapeValue: false}, unless texts are put into HTML as
they are; and missingInterpolationHandler: (text, match) => match[1]. By the latter, characters are
quoted that i18next has no escape for: {{$}} is a $ that does not begin a nested key, {{{{}} are two
braces that do not begin a variable. Digits are not grouped.
`,
}

func writeI18next(x *export) ([]emit.File, error) {
	return x.messagesPerLocale(
		func(l *model.Locale) string { return l.Tag + "/errors.json" },
		func(object map[string]any, e entry) error {
			for _, f := range e.forms {
				key := e.key(f)
				if e.counts() {
					key = e.ID() + "_" + f.category
				}
				object[key] = e.text(f, quoteI18next, e.i18nextVariable)
			}
			return nil
		})
}

func (e entry) i18nextVariable(_ int, a *model.Arg) string {
	switch {
	case a != e.Selector():
		return "{{" + a.ID + "}}"
	case e.counts():
		return "{{count}}"
	}
	return "{{context}}"
}

// i18nextSpecial is a run of braces that is a variable, or could be one together with the placeholder behind it, or the
// first character of a nested key.
var i18nextSpecial = regexp.MustCompile(`\{\{+|\{+$|\$t\(`)

func quoteI18next(text string) string {
	return i18nextSpecial.ReplaceAllStringFunc(text, func(special string) string {
		if special[0] == '$' {
			return "{{$}}" + special[1:]
		}
		return "{{" + special + "}}"
	})
}
