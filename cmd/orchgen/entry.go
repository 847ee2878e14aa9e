package main

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/orchgen/orchgen/model"
)

// The layout of an entry: a column of labels, and a column of wrapped text.
const (
	labelWidth = 14
	entryWidth = 100
)

// entry builds the description of one error for the terminal.
type entry struct {
	strings.Builder
	tag string // the language
}

// entryText describes an error in a language.
func entryText(def *model.ErrorDef, cat *model.Catalog, l *model.Locale) string {
	e, tag := &entry{tag: l.Tag}, l.Tag
	fmt.Fprintf(e, "%d %s\n\n", def.Code, visible(def.ID))
	for _, t := range def.Texts {
		e.text(t)
	}
	e.row("description", def.Descriptions[tag].String())
	e.row("remedy", def.Remedies[tag].String())
	if tag != cat.Source {
		e.row("translation", translationText(def, cat, l))
	}
	e.facts(def)
	e.provenance(def)
	return e.String()
}

func (e *entry) facts(def *model.ErrorDef) {
	if c := def.Category; c != nil {
		e.row("category", c.ID+": "+cmp.Or(c.Docs[e.tag], c.Doc))
	}
	var statuses []string
	for _, s := range def.Status {
		statuses = append(statuses, strconv.Itoa(s))
	}
	e.row("status", strings.Join(statuses, ", "))
	e.row("retry", retryText(def.Retry))
	if def.Generic {
		e.row("generic", "a text that is not recognised is passed on as it came")
	}
	e.row("since", def.Since)
	e.row("until", def.Until)
	e.row("deprecated", deprecationText(def.Deprecated))
	var aliases, operations []string
	for _, a := range def.Aliases {
		aliases = append(aliases, aliasText(a))
	}
	for _, o := range def.Operations {
		operations = append(operations, o.Text)
	}
	e.row("aliases", aliases...)
	e.lines("operations", operations)
}

// stateTexts say how a translation came about.
var stateTexts = map[model.State]string{
	model.StateMachine: "made by a program, not reviewed", model.StateTranslated: "translated", model.StateReviewed: "reviewed",
}

// translationText tells how far the texts can be trusted, where they differ each by itself.
func translationText(def *model.ErrorDef, cat *model.Catalog, l *model.Locale) string {
	var parts []string
	same := true
	for _, u := range def.Units() {
		text := stateTexts[u.State(l)]
		if u.IsStale(cat.Source, l.Tag) {
			text += ", of an earlier source text"
		}
		parts = append(parts, u.Part+": "+text)
		same = same && strings.HasSuffix(parts[0], ": "+text)
	}
	if same {
		_, text, _ := strings.Cut(parts[0], ": ")
		return text
	}
	return strings.Join(parts, "; ")
}

func deprecationText(d *model.Deprecation) string {
	switch {
	case d == nil:
		return ""
	case d.Use == nil:
		return cmp.Or(d.Note, "nothing takes its place")
	}
	return strings.TrimSpace(fmt.Sprintf("use %d %s. %s", d.Use.Code, d.Use.ID, d.Note))
}

func retryText(r model.Retry) string {
	switch r {
	case model.RetryNever:
		return "never: the same request fails again"
	case model.RetryIdempotent:
		return "idempotent: a request that is safe to repeat may be repeated later"
	case model.RetryAlways:
		return "always: the request was not carried out and may be repeated later"
	}
	return string(r)
}

func aliasText(a *model.AliasDef) string {
	var remarks []string
	if a.Shared {
		remarks = append(remarks, "the name of another code")
	}
	if a.Until != "" {
		remarks = append(remarks, "until "+a.Until)
	}
	text := a.ID
	if remarks != nil {
		text += " (" + strings.Join(remarks, ", ") + ")"
	}
	if a.Note != "" {
		text += ": " + a.Note
	}
	return text
}

// text describes a message in all its wordings, and its arguments.
func (e *entry) text(t *model.Text) {
	label := "text"
	if t.Variant != "" {
		e.row("variant", t.Variant)
		label = ""
	}
	if m := t.Messages[e.tag]; m != nil {
		e.row(label, formTexts(m.Forms)...)
		e.row("  also", formTexts(m.Also)...)
	}
	var args []string
	for _, a := range t.Args {
		args = append(args, argText(a, a == t.Plural, e.tag))
	}
	e.row("  arguments", args...)
}

func formTexts(forms []model.Form) []string {
	var list []string
	plural := hasPlural(forms)
	for _, f := range forms {
		text := f.Text
		if plural {
			text = f.Category + ": " + text
		}
		list = append(list, text)
	}
	return list
}

// hasPlural reports whether forms are the plural forms of one text, not several wordings of it.
func hasPlural(forms []model.Form) bool {
	for _, f := range forms {
		if f.Category != "" && f.Category != "other" {
			return true
		}
	}
	return false
}

func argText(a *model.Arg, counts bool, tag string) string {
	text := fmt.Sprintf("{%s}, %s", a.ID, a.Type)
	if counts {
		text += ", chooses the plural form"
	}
	if a.Example != "" {
		text += ", such as " + a.Example
	}
	if note := cmp.Or(a.Notes[tag], a.Note); note != "" {
		text += ": " + note
	}
	return text
}

func (e *entry) provenance(def *model.ErrorDef) {
	var facts []string
	if def.NameSource != "" {
		facts = append(facts, "name "+def.NameSource)
	}
	if def.StatusSource != "" {
		facts = append(facts, "status "+def.StatusSource)
	}
	e.row("provenance", strings.Join(facts, ", "))
	e.row("notes", def.Notes)
	e.row("sources", def.Sources...)
}

// row writes paragraphs beside a label; without any text it writes nothing.
func (e *entry) row(label string, paragraphs ...string) {
	for _, p := range paragraphs {
		lines := wrapText(p, entryWidth-labelWidth)
		e.lines(label, lines)
		if len(lines) > 0 {
			label = ""
		}
	}
}

// lines writes lines beside a label.
func (e *entry) lines(label string, lines []string) {
	for _, line := range lines {
		fmt.Fprintf(e, "%-*s%s\n", labelWidth, label, visible(line))
		label = ""
	}
}

// wrapText breaks text into lines of at most width runes, where it has blanks. Blanks
// that must not be broken, as before a French colon, stay what they are.
func wrapText(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' }) {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
