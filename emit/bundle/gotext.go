package bundle

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
)

// gotext is the JSON format of golang.org/x/text/message/pipeline. It has no escapes: {brace} and {dollar} are
// placeholders that stand for characters.
var gotext = &Format{
	Name: "gotext", Title: "gotext JSON", Spec: "https://pkg.go.dev/golang.org/x/text/message/pipeline",
	write: writeGotext,
	Usage: `
A file for each language, locales/fr/messages.gotext.json. The package message/pipeline makes a
catalogue of them in Go: (&pipeline.State{Extracted: english, Messages: all}).WriteGen(w,
"catalog"), where all are the files of all languages and english is that of the source language.
Arguments are {Name}.

Printer.Sprintf("E1001", name) takes them by position, in the order of the placeholders: as strings,
because a Printer groups the digits of numbers; the one that counts as number.Decimal(n,
number.NoSeparator()). A Printer for Arabic is made for "ar-u-nu-latn", so that the digits of that
are those of the others. As there are no select forms, that of a value has the ID E1001_Job, and
that for all other values, or a value without a message, E1001.

golang.org/x/text knows the plural categories of CLDR 32 and refuses later ones, such as "many" in
French. They are left out; a number that takes one gets the form "other".
`,
}

type gotextFile struct {
	Language string          `json:"language"`
	Messages []gotextMessage `json:"messages"`
}

type gotextMessage struct {
	ID           string              `json:"id"`
	Key          string              `json:"key"`
	Message      string              `json:"message"`
	Translation  any                 `json:"translation"` // string, gotextText or gotextSelect
	Comment      string              `json:"comment"`
	Placeholders []gotextPlaceholder `json:"placeholders,omitempty"`
}

type gotextText struct {
	Msg string            `json:"msg"`
	Var map[string]string `json:"var"`
}

type gotextSelect struct {
	Select struct {
		Feature string         `json:"feature"`
		Arg     string         `json:"arg"`
		Cases   map[string]any `json:"cases"`
	} `json:"select"`
}

type gotextPlaceholder struct {
	ID             string `json:"id"`
	String         string `json:"string"`
	Type           string `json:"type"`
	UnderlyingType string `json:"underlyingType"`
	ArgNum         int    `json:"argNum,omitempty"`
	Expr           string `json:"expr,omitempty"`
}

func writeGotext(x *export) ([]emit.File, error) {
	return x.perLocale(
		func(l *model.Locale) string { return "locales/" + l.Tag + "/messages.gotext.json" },
		func(l *model.Locale) ([]byte, error) {
			file := gotextFile{Language: l.Tag}
			for _, e := range x.entries(l) {
				file.Messages = append(file.Messages, e.gotext(x.cat.Source, l.Tag)...)
			}
			return marshalJSON(file)
		})
}

// gotext gives the message of a text, or one for each value that chooses.
func (e entry) gotext(source, tag string) []gotextMessage {
	message := gotextMessage{ID: e.ID(), Key: e.ID(), Message: e.gotextSource(source), Comment: e.Def.ID, Placeholders: e.gotextPlaceholders()}
	if e.counts() {
		var plural gotextSelect
		plural.Select.Feature, plural.Select.Arg, plural.Select.Cases = "plural", e.Selector().ID, map[string]any{}
		for _, f := range e.forms {
			if emit.SupportsPlural(tag, f.category) {
				plural.Select.Cases[f.category] = e.gotextForm(f)
			}
		}
		message.Translation = plural
		return []gotextMessage{message}
	}
	var list []gotextMessage
	for _, f := range e.forms {
		message.ID, message.Key, message.Translation = e.key(f), e.key(f), e.gotextForm(f)
		list = append(list, message)
	}
	return list
}

// gotextSource gives the source text, for those who read the file; the tool takes the translation, also in the source
// locale.
func (e entry) gotextSource(source string) string {
	if f := e.Message(source).Other(); f != nil {
		return e.text(form{parts: f.Parts}, quoteGotext, gotextArgument)
	}
	return ""
}

// The placeholders of characters: a brace would begin a placeholder, and ${ a variable.
const (
	gotextBrace  = "brace"
	gotextDollar = "dollar"
)

func (e entry) gotextPlaceholders() []gotextPlaceholder {
	var list []gotextPlaceholder
	for i, a := range e.Args() {
		list = append(list, gotextPlaceholder{
			ID: a.ID, String: fmt.Sprintf("%%[%d]v", i+1), Type: "string", UnderlyingType: "string", ArgNum: i + 1, Expr: a.ID,
		})
	}
	if e.has("{") {
		list = append(list, gotextPlaceholder{ID: gotextBrace, String: "{"})
	}
	if e.has("${") {
		list = append(list, gotextPlaceholder{ID: gotextDollar, String: "${" + gotextDollar + "}"})
	}
	return list
}

// has reports whether literal text of any form contains characters.
func (e entry) has(characters string) bool {
	return slices.ContainsFunc(e.forms, func(f form) bool {
		return slices.ContainsFunc(f.parts, func(p model.Part) bool { return strings.Contains(p.Literal, characters) })
	})
}

// gotextForm writes a form as a text, with a variable for the dollar sign where it needs one.
func (e entry) gotextForm(f form) any {
	text := e.text(f, quoteGotext, gotextArgument)
	if strings.Contains(text, "{"+gotextDollar+"}") {
		return gotextText{Msg: text, Var: map[string]string{gotextDollar: "$"}}
	}
	return text
}

func gotextArgument(_ int, a *model.Arg) string { return "{" + a.ID + "}" }

var gotextSpecial = regexp.MustCompile(`\$\{|[{%]`)

func quoteGotext(text string) string {
	return gotextSpecial.ReplaceAllStringFunc(text, func(special string) string {
		switch special {
		case "%":
			return "%%"
		case "{":
			return "{" + gotextBrace + "}"
		}
		return "{" + gotextDollar + "}{" + gotextBrace + "}"
	})
}
