package bundle

import (
	"regexp"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
)

// i18next has a file for each language, fr/errors.json, from keys to texts, in version 4 of i18next's JSON format.
// Arguments are {{Name}}. Of plural forms, each has a key of its own, E1001_one, and the argument that counts is
// {{count}}; every category of the language is there, because i18next goes to another language when one is missing. Of
// select forms, that of a value has the key E1001_Job and that for all other values E1001, and the argument that chooses
// is {{context}}: t("E1001", {context: "Job"}).
//
// The options that i18next needs: interpolation: {escapeValue: false}, unless the text is to be put into HTML as it
// is; and missingInterpolationHandler: (text, match) => match[1]. The latter is how characters are quoted that i18next
// has no escape for: {{$}} is a $ that does not begin a nested key, {{{{}} two braces that do not begin a variable.
var i18next = &Format{
	Name: "i18next", Title: "i18next JSON v4", Spec: "https://www.i18next.com/misc/json-format",
	write: writeI18next,
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
