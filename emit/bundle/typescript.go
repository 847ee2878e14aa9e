package bundle

import (
	"bytes"
	"embed"
	"encoding/json"
	"strings"
	"text/template"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
)

// typeScript is source code. Plural categories are asked of Intl.PluralRules, which every browser has since 2018 and keeps
// up to date, rather than compiled in, which would make the module of each language larger.
var typeScript = &Format{
	Name: "typescript", Title: "TypeScript module", Spec: "https://www.typescriptlang.org/docs/handbook/2/modules.html",
	write: writeTypeScript,
	Usage: `
A module without dependencies: errors.ts with the codes, what is known about each, the types of the
arguments and the function format; and a module for each language, locales/fr.ts, that exports every
text by itself, so that a bundler drops those that a program does not import, and all of them as
messages:

	import { format } from "./errors.js";
	import { E1001 } from "./locales/fr.js";
	format(E1001, { Name: "x" });

The names of variants have underscores: E1001_machine_key. It needs TypeScript 4.9. Digits are not
grouped. Plural categories are those of Intl.PluralRules; a browser with older rules than CLDR 48
shows the form "other" for a category that it does not know, as for whole millions in French.
`,
}

//go:embed typescript
var tsFiles embed.FS

var tsTemplates = template.Must(template.ParseFS(tsFiles, "typescript/*.tmpl"))

// tsErrors is what errors.ts is made from; all strings are TypeScript.
type tsErrors struct {
	Categories []string
	Errors     []tsError
	Texts      []tsText
}

type tsError struct {
	Code                          int
	Name, Category, Status, Retry string
}

type tsText struct {
	ID   string
	Args []tsArg
}

type tsArg struct{ Name, Type string }

// tsLocale is what the module of a language is made from.
type tsLocale struct {
	Locale   string
	Messages []tsMessage
}

type tsMessage struct {
	Ident, ID, Plural, Select string
	Forms                     []tsForm
}

type tsForm struct{ Category, Text string }

func writeTypeScript(x *export) ([]emit.File, error) {
	files, err := x.perLocale(
		func(l *model.Locale) string { return "locales/" + l.Tag + ".ts" },
		func(l *model.Locale) ([]byte, error) {
			data := tsLocale{Locale: literal(l.Tag)}
			for _, e := range x.entries(l) {
				data.Messages = append(data.Messages, e.typeScript())
			}
			return execute("locale.ts.tmpl", data)
		})
	if err != nil {
		return nil, err
	}
	content, err := execute("errors.ts.tmpl", x.typeScript())
	return append(files, emit.File{Name: "errors.ts", Content: content}), err
}

func execute(name string, data any) ([]byte, error) {
	var b bytes.Buffer
	err := tsTemplates.ExecuteTemplate(&b, name, data)
	return b.Bytes(), err
}

func (x *export) typeScript() tsErrors {
	var data tsErrors
	for _, c := range x.cat.Categories {
		data.Categories = append(data.Categories, literal(c.ID))
	}
	for _, def := range x.cat.Errors {
		data.Errors = append(data.Errors, tsError{
			def.Code, literal(def.ID), literal(def.Category.ID), tsNumbers(def.Status), literal(def.Retry),
		})
	}
	for _, u := range x.units {
		t := tsText{ID: literal(u.ID())}
		for _, a := range u.Args() {
			t.Args = append(t.Args, tsArg{a.ID, tsType(a)})
		}
		data.Texts = append(data.Texts, t)
	}
	return data
}

func tsNumbers(list []int) string {
	return strings.ReplaceAll(literal(append([]int{}, list...)), ",", ", ")
}

// tsType gives the type of an argument. The known values of one are offered by an editor, but others are allowed, as
// a server may be newer than the catalogue.
func tsType(a *model.Arg) string {
	switch {
	case a.Type == model.ArgInt:
		return "number | bigint | string"
	case a.Type == model.ArgDecimal:
		return "number | string"
	case len(a.Values) == 0:
		return "string"
	}
	var list []string
	for _, v := range a.Values {
		list = append(list, literal(v))
	}
	return strings.Join(list, " | ") + " | (string & {})"
}

func (e entry) typeScript() tsMessage {
	m := tsMessage{Ident: strings.NewReplacer(".", "_", "-", "_").Replace(e.ID()), ID: literal(e.ID())}
	switch a := e.Selector(); {
	case a == nil:
	case e.counts():
		m.Plural = literal(a.ID)
	default:
		m.Select = literal(a.ID)
	}
	for _, f := range e.forms {
		text := e.text(f, braces.Replace, func(_ int, a *model.Arg) string { return "{" + a.ID + "}" })
		m.Forms = append(m.Forms, tsForm{literal(f.category), literal(text)})
	}
	return m
}

// literal writes a value as a literal of TypeScript. Besides the characters that have to be, <, > and & are escaped, so
// that a script which contains the literal can stand in HTML.
func literal(v any) string {
	b, _ := json.Marshal(v) // strings and integers can always be written
	return string(b)
}
