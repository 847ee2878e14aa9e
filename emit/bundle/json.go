package bundle

import (
	_ "embed"
	"slices"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
)

// plainJSON is a format of orchgen, described by a schema.
var plainJSON = &Format{
	Name: "json", Title: "JSON with a JSON Schema", Spec: "https://json-schema.org/draft/2020-12",
	write: writeJSON,
	Usage: `
The whole catalogue in one file, messages.json, with messages.schema.json, the JSON Schema (2020-12)
that describes it: codes with names, statuses, categories, retry advice and arguments, and the texts
in all languages.

A form of a text is a list of segments: a string is literal text, {"arg": "Name"} the value of an
argument as it is. A text with "plural" or "select" has its form chosen by that argument: by its
plural category in the language, as Intl.PluralRules gives it, or by its value; "other" is for all
other cases.
`,
}

//go:embed messages.schema.json
var jsonSchema []byte

const jsonSchemaName = "messages.schema.json"

type jsonCatalog struct {
	Schema     string            `json:"$schema"`
	Domain     string            `json:"domain,omitempty"`
	Docs       string            `json:"docs,omitempty"`
	Source     string            `json:"source"`
	Locales    []jsonLocale      `json:"locales"`
	Categories map[string]string `json:"categories"` // what each is for
	Errors     []*jsonError      `json:"errors"`
}

type jsonLocale struct {
	Tag  string `json:"tag"`
	Name string `json:"name"`
}

type jsonError struct {
	Code       int              `json:"code"`
	Name       string           `json:"name"`
	Status     []int            `json:"status"`
	Category   string           `json:"category"`
	Retry      model.Retry      `json:"retry"`
	Deprecated *jsonDeprecation `json:"deprecated,omitempty"`
	Args       []jsonArg        `json:"args"`
	Texts      []*jsonText      `json:"texts"`
}

type jsonDeprecation struct {
	Use  int    `json:"use,omitempty"`
	Note string `json:"note,omitempty"`
}

type jsonArg struct {
	Name    string        `json:"name"`
	Type    model.ArgType `json:"type"`
	Values  []string      `json:"values,omitempty"`
	Example string        `json:"example,omitempty"`
	Note    string        `json:"note,omitempty"`
}

type jsonText struct {
	ID       string                      `json:"id"`
	Part     string                      `json:"part"`
	Plural   string                      `json:"plural,omitempty"`
	Select   string                      `json:"select,omitempty"`
	Messages map[string]map[string][]any `json:"messages"` // locale -> category -> segments
}

type jsonSegment struct {
	Arg string `json:"arg"`
}

func writeJSON(x *export) ([]emit.File, error) {
	file := jsonCatalog{Schema: jsonSchemaName, Domain: x.cat.Domain, Docs: x.cat.Docs, Source: x.cat.Source, Categories: map[string]string{}}
	for _, c := range x.cat.Categories {
		file.Categories[c.ID] = c.Doc
	}
	texts := map[*model.ErrorDef][]*jsonText{}
	byID := map[string]*jsonText{}
	for _, u := range x.units {
		t := &jsonText{ID: u.ID(), Part: u.Part, Messages: map[string]map[string][]any{}}
		if a := u.Selector(); a != nil && u.Text.Plural != nil {
			t.Plural = a.ID
		} else if a != nil {
			t.Select = a.ID
		}
		byID[t.ID] = t
		texts[u.Def] = append(texts[u.Def], t)
	}
	for _, l := range x.locales {
		file.Locales = append(file.Locales, jsonLocale{l.Tag, l.Name})
		for _, e := range x.entries(l) {
			byID[e.ID()].Messages[l.Tag] = e.segments()
		}
	}
	for _, def := range x.cat.Errors {
		file.Errors = append(file.Errors, errorAsJSON(def, texts[def]))
	}
	content, err := marshalJSON(file)
	return []emit.File{{Name: "messages.json", Content: content}, {Name: jsonSchemaName, Content: slices.Clone(jsonSchema)}}, err
}

func errorAsJSON(def *model.ErrorDef, texts []*jsonText) *jsonError {
	e := &jsonError{
		Code: def.Code, Name: def.ID, Status: append([]int{}, def.Status...), Category: def.Category.ID, Retry: def.Retry,
		Args: []jsonArg{}, Texts: texts,
	}
	if d := def.Deprecated; d != nil {
		e.Deprecated = &jsonDeprecation{Note: d.Note}
		if d.Use != nil {
			e.Deprecated.Use = d.Use.Code
		}
	}
	for _, a := range def.Args() {
		e.Args = append(e.Args, jsonArg{a.ID, a.Type, a.Values, a.Example, a.Note})
	}
	return e
}

// segments gives the forms of a text by category.
func (e entry) segments() map[string][]any {
	forms := map[string][]any{}
	for _, f := range e.forms {
		list := []any{}
		for _, p := range f.parts {
			if p.Arg < 0 {
				list = append(list, p.Literal)
			} else {
				list = append(list, jsonSegment{e.Args()[p.Arg].ID})
			}
		}
		forms[f.category] = list
	}
	return forms
}
