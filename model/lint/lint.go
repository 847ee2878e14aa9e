// Package lint judges the quality of a catalogue: what does not stop the generation, but a reader, a translator or a
// search would stumble over. Its rules are OG1501 and following of package model.
package lint

import (
	"slices"

	"github.com/orchgen/orchgen/model"
)

// Finding is a diagnostic about a catalogue, and how a program can mend it.
type Finding struct {
	model.Diagnostic
	Unit     model.Unit // the text that the finding is about; its Def is nil for findings about the catalogue
	Locale   string     // tag of the locale of the text
	Category string     // form of the text, "" for all of it
	// Mend gives a text without the fault, nil when it takes a person. It changes nothing in a text without the fault.
	Mend func(text string) string
	// Record is set when the remedy is to write down the hash of the source text as the origin of the translation.
	Record bool
}

// Check gives the findings about a catalogue, in no special order. The definition may be nil.
func Check(cat *model.Catalog, api *model.API) []Finding {
	l := &linter{cat: cat, used: map[ignored]bool{}}
	for _, locale := range cat.Locales {
		l.locale(locale)
	}
	l.equalLocales()
	l.crossMatches()
	if api != nil {
		l.unlistedCodes(api)
	}
	l.unusedIgnores()
	return l.findings
}

type linter struct {
	cat      *model.Catalog
	findings []Finding
	used     map[ignored]bool
}

// ignored is a rule under "ignore" of an entry in a locale file (Def and locale), of an entry (Def), or of the catalogue.
type ignored struct {
	rule   *model.Rule
	def    *model.ErrorDef
	locale string
}

// add keeps a finding unless it is ignored.
func (l *linter) add(f Finding) {
	for _, i := range l.ignores(f) {
		if l.has(i) {
			l.used[i] = true
			return
		}
	}
	l.findings = append(l.findings, f)
}

// ignores gives the places where a finding can be ignored.
func (l *linter) ignores(f Finding) []ignored {
	list := []ignored{{rule: f.Rule}}
	if f.Unit.Def != nil {
		list = append(list, ignored{f.Rule, f.Unit.Def, ""}, ignored{f.Rule, f.Unit.Def, f.Locale})
	}
	return list
}

func (l *linter) has(i ignored) bool {
	switch {
	case i.def == nil:
		return slices.Contains(l.cat.Ignore, i.rule)
	case i.locale == "":
		return slices.Contains(i.def.Ignore, i.rule)
	}
	t := i.def.Translations[i.locale]
	return t != nil && slices.Contains(t.Ignore, i.rule)
}

func (l *linter) unusedIgnores() {
	check := func(pos model.Pos, rules []*model.Rule, def *model.ErrorDef, locale string) {
		for _, rule := range rules {
			if !l.used[ignored{rule, def, locale}] {
				d := model.Diagnostic{Rule: model.RuleUnusedIgnore, Pos: pos, Message: rule.ID + " is ignored here, but finds nothing", Hint: "remove it from \"ignore\""}
				l.findings = append(l.findings, Finding{Diagnostic: d})
			}
		}
	}
	check(l.cat.Pos, l.cat.Ignore, nil, "")
	for _, def := range l.cat.Errors {
		check(def.Pos, def.Ignore, def, "")
		for _, locale := range l.cat.Locales {
			if t := def.Translations[locale.Tag]; t != nil {
				check(t.Pos, t.Ignore, def, locale.Tag)
			}
		}
	}
}

// locale checks the texts of one locale.
func (l *linter) locale(locale *model.Locale) {
	source := locale.Tag == l.cat.Source
	lang, from := languageOf(locale.Tag), languageOf(l.cat.Source)
	var apostrophes []text
	for _, u := range l.cat.Units() {
		m := u.Message(locale.Tag)
		if m == nil {
			l.missing(u, locale)
			continue
		}
		if !source {
			l.origin(u, locale, m)
		}
		l.rarePlural(u, locale, m)
		for i := range m.Forms {
			t := text{value: m.Forms[i].Text, form: &m.Forms[i], unit: u, language: lang, from: from}
			if original := u.Message(l.cat.Source); original != nil && !source {
				t.source = sourceForm(original, t.form.Category)
			}
			l.text(t, locale.Tag)
			apostrophes = append(apostrophes, t)
		}
	}
	l.apostrophes(apostrophes, locale.Tag)
}

// sourceForm gives the form of the source text that a form is a translation of.
func sourceForm(m *model.Message, category string) *model.Form {
	if f := m.Form(category); f != nil {
		return f
	}
	return m.Other()
}

// text is one form in one locale, as the checks see it.
type text struct {
	value    string
	form     *model.Form
	unit     model.Unit
	source   *model.Form // nil for the source locale itself
	language language
	from     language // of the source
}

// isVariety reports whether the text is in a variety of the source language, and equal texts are expected.
func (t text) isVariety() bool { return t.language.base == t.from.base }

// original is the text of the source, "" in the source locale.
func (t text) original() string {
	if t.source == nil {
		return ""
	}
	return t.source.Text
}

// defect is what a check finds in a text.
type defect struct {
	message, hint string
	mend          func(string) string
}

// checks of a single text, each with its rule. A check gives nil for a text without the fault.
var checks = []struct {
	rule  *model.Rule
	check func(t text) *defect
}{
	{model.RuleBlanks, blanks},
	{model.RuleInvisible, invisible},
	{model.RuleFrenchSpacing, frenchSpacing},
	{model.RuleWidth, width},
	{model.RuleFinalPunctuation, finalPunctuation},
	{model.RuleRepeatedPlaceholder, repeatedPlaceholder},
	{model.RuleForeignPlaceholder, foreignPlaceholder},
	{model.RuleUntranslated, untranslated},
	{model.RulePartlyUntranslated, partlyUntranslated},
	{model.RuleChangedFact, changedFact},
	{model.RuleLength, length},
	{model.RuleAmbiguousPattern, ambiguous},
}

func (l *linter) text(t text, tag string) {
	for _, c := range checks {
		if d := c.check(t); d != nil {
			l.add(t.finding(c.rule, d, tag))
		}
	}
}

func (t text) finding(rule *model.Rule, d *defect, tag string) Finding {
	return Finding{
		Diagnostic: model.Diagnostic{Rule: rule, Pos: t.form.Pos, Message: d.message, Hint: d.hint},
		Unit:       t.unit, Locale: tag, Category: t.form.Category, Mend: d.mend,
	}
}
