package site

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/orchgen/orchgen/model"
)

// entry is one code in one language.
type entry struct {
	Code        int
	ID          string
	Link        string   // address of its page on pages of the same language
	Old         string   // that it is deprecated, "" when it is not
	Message     *message // never nil
	Others      []*message
	Description *message // nil for none
	Remedy      *message // nil for none
	Arguments   []argument
	Generic     bool
	Machine     bool // all of its texts were translated by a machine and not reviewed
	Category    string
	CategoryDoc text
	Status      []status
	Retry       string
	Since       string
	Until       string
	Aliases     []alias
	Deprecated  *deprecated
	Operations  []operation
	Go          []example
	Provenance  []string
	Notes       text // empty for none
	Sources     []source

	def *model.ErrorDef
}

// argument is a placeholder of the messages.
type argument struct {
	Name, Type, Example string
	Values              []string
	Note                text // empty for none
}

type status struct {
	Number int
	Phrase string // of RFC 9110, "" for a number it does not have
}

type alias struct {
	ID, Until string
	Shared    bool
	Note      text // empty for none
}

type deprecated struct {
	Use  *model.ErrorDef // nil for none
	Note text            // empty for none
}

// source is where a fact comes from: an address, or other text.
type source struct {
	Text string
	Link bool
}

func (s *site) entries(l *language) []*entry {
	list := make([]*entry, len(s.cat.Errors))
	for i, def := range s.cat.Errors {
		list[i] = s.entry(l, def)
	}
	return list
}

func (s *site) entry(l *language, def *model.ErrorDef) *entry {
	e := &entry{
		Code: def.Code, ID: def.ID, Link: strconv.Itoa(def.Code) + s.Ext, Generic: def.Generic, Category: def.Category.ID, CategoryDoc: s.note(l, def.Category.Doc, def.Category.Docs),
		Retry: l.Words.of(retryWords[def.Retry]), Since: clean(def.Since), Until: clean(def.Until),
		Go: s.examples(l, def), Provenance: provenance(l, def), Notes: s.optional(l, def.Notes), def: def,
	}
	s.texts(l, e)
	for _, a := range def.Args() {
		e.Arguments = append(e.Arguments, s.argument(l, a))
	}
	for _, number := range def.Status {
		e.Status = append(e.Status, status{number, http.StatusText(number)})
	}
	for _, a := range def.Aliases {
		e.Aliases = append(e.Aliases, alias{a.ID, clean(a.Until), a.Shared, s.optional(l, a.Note)})
	}
	if d := def.Deprecated; d != nil {
		e.Old = l.Words.of("Deprecated")
		e.Deprecated = &deprecated{d.Use, s.optional(l, d.Note)}
	}
	for _, op := range s.operations {
		if slices.Contains(op.Errors, def) {
			e.Operations = append(e.Operations, op)
		}
	}
	for _, text := range def.Sources {
		e.Sources = append(e.Sources, source{clean(text), isWeb(text)})
	}
	return e
}

// texts fills in the units of the entry, and what is to be said about their translations.
func (s *site) texts(l *language, e *entry) {
	e.Machine = true
	var all []*message
	for _, u := range e.def.Units() {
		m := s.message(l, u)
		if m == nil {
			continue
		}
		all = append(all, m)
		e.Machine = e.Machine && m.machine
		switch {
		case u.Part == model.PartDescription:
			e.Description = m
		case u.Part == model.PartRemedy:
			e.Remedy = m
		case e.Message == nil:
			e.Message = m
		default:
			e.Others = append(e.Others, m)
		}
	}
	for _, m := range all {
		if m.machine && !e.Machine {
			m.Remarks = append(m.Remarks, l.Words.of("Machine"))
		}
	}
}

// optional is like plain, but without parts when there is no text.
func (s *site) optional(l *language, literal string) text {
	if literal == "" {
		return text{}
	}
	return s.plain(l, literal)
}

func (s *site) argument(l *language, a *model.Arg) argument {
	shown := argument{Name: a.ID, Type: l.Words.of(typeWords[a.Type]), Example: clean(a.Example)}
	if a.Note != "" || a.Notes[l.Tag] != "" {
		shown.Note = s.note(l, a.Note, a.Notes)
	}
	for _, v := range a.Values {
		shown.Values = append(shown.Values, clean(v))
	}
	return shown
}

// isWeb reports whether a text is an address that a browser may follow, without characters that would need escaping.
func isWeb(text string) bool {
	u, err := url.Parse(text)
	return err == nil && text == clean(text) && !strings.ContainsAny(text, " \"<>\\^`{|}") &&
		(u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
}

// The keys of the words for the values of the model.
var (
	retryWords = map[model.Retry]string{
		model.RetryNever: "RetryNever", model.RetryIdempotent: "RetryIdempotent", model.RetryAlways: "RetryAlways",
	}
	typeWords = map[model.ArgType]string{
		model.ArgIdentifier: "TypeIdentifier", model.ArgString: "TypeString", model.ArgInt: "TypeInt", model.ArgDecimal: "TypeDecimal",
		model.ArgDateTime: "TypeDateTime", model.ArgURL: "TypeURL", model.ArgSecret: "TypeSecret",
	}
	nameWords   = map[string]string{"documented": "NameDocumented", "inferred": "NameInferred", "assigned": "NameAssigned"}
	statusWords = map[string]string{"documented": "StatusDocumented", "observed": "StatusObserved", "inferred": "StatusInferred"}
)

// provenance tells how well the facts are established.
func provenance(l *language, def *model.ErrorDef) []string {
	var list []string
	if key := nameWords[def.NameSource]; key != "" {
		list = append(list, l.Words.of(key))
	}
	if key := statusWords[def.StatusSource]; key != "" && len(def.Status) > 0 {
		list = append(list, l.Words.of(key))
	}
	if m := def.Default().Messages[l.Tag]; m != nil && m.Document {
		list = append(list, l.Words.of("TextDocumented"))
	}
	return list
}

// HasProvenance reports whether it is known where the facts come from.
func (e *entry) HasProvenance() bool {
	return len(e.Provenance)+len(e.Sources)+len(e.Notes.Parts) > 0
}

// Slug is the fragment of the category in Markdown, where headings have no names of their own.
func (e *entry) Slug() string { return strings.ToLower(e.Category) }

// Anchor is the fragment of the category on the page by category.
func (e *entry) Anchor() string { return "category-" + e.Category }

// Anchor is the fragment of the category on the page by category.
func (c category) Anchor() string { return "category-" + c.ID }
