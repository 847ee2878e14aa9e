package parser

import (
	"fmt"
	"slices"
	"strings"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
)

// selectForms reads the map from values of the chosen argument to texts, in the order in which the values are
// declared.
func (m *messageReader) selectForms(s *spot) {
	known := append(slices.Clone(m.text.text.Select.Values), cldr.Other)
	for _, f := range s.entries() {
		if !slices.Contains(known, f.key) {
			m.broken = true
			m.report(model.RuleSelectValue, f.pos(), didYouMean(f.key, known),
				fmt.Sprintf("%q is not a value of %s; they are %s", f.key, m.text.text.Select.ID, strings.Join(known, ", ")))
		} else if f.isText() {
			m.form(f.key, f)
		}
	}
	if s.get(cldr.Other) == nil {
		m.broken = true
		m.report(model.RuleSelectValue, s.pos(), "", "the text has no form other, for all other values")
	}
	slices.SortStableFunc(m.forms, func(a, b parsedForm) int {
		return slices.Index(known, a.category) - slices.Index(known, b.category)
	})
}

// pluralForms reads the map from plural categories to texts, and puts the forms into the order of CLDR.
func (m *messageReader) pluralForms(s *spot) {
	if m.text.text.Plural == nil {
		m.broken = true
		m.report(model.RulePluralCategory, s.pos(), "name the argument that counts in \"plural\" of the entry",
			fmt.Sprintf("the text has plural forms, but %s does not say what counts", m.owner()))
	}
	known := cldr.Categories()
	for _, f := range s.entries() {
		if !slices.Contains(known, f.key) {
			m.broken = true
			m.report(model.RulePluralCategory, f.pos(), didYouMean(f.key, known),
				fmt.Sprintf("%q is not a plural category; they are %s", f.key, strings.Join(known, ", ")))
			continue
		}
		if f.isText() {
			m.form(f.key, f)
		}
	}
	slices.SortStableFunc(m.forms, func(a, b parsedForm) int {
		return slices.Index(known, a.category) - slices.Index(known, b.category)
	})
	m.categories(s)
}

// categories holds the forms against the plural rules of the language.
func (m *messageReader) categories(s *spot) {
	has := map[string]bool{}
	for _, f := range m.forms {
		has[f.category] = true
	}
	rules, known := cldr.Cardinal(m.tag)
	if !known && !has[cldr.Other] {
		m.incomplete(s, []string{cldr.Other})
		return
	}
	if !known {
		return
	}
	var missing []string
	for _, category := range rules.Common() {
		if !has[category] {
			missing = append(missing, category)
		}
	}
	m.incomplete(s, missing)
	for _, f := range m.forms {
		if !slices.Contains(rules.Categories(), f.category) {
			m.report(model.RulePluralCategory, f.at.pos(), "remove it",
				fmt.Sprintf("%s has no plural category %q; it has %s", m.name, f.category, strings.Join(rules.Categories(), ", ")))
		}
	}
}

func (m *messageReader) incomplete(s *spot, missing []string) {
	if len(missing) == 0 {
		return
	}
	if !slices.ContainsFunc(m.forms, func(f parsedForm) bool { return f.category == cldr.Other }) {
		m.broken = true
	}
	m.report(model.RulePluralCategory, s.pos(), "", fmt.Sprintf("the text has no form for %s, which %s needs", strings.Join(missing, ", "), m.name))
}

// compare holds the placeholders of a translation against those of the source text. The argument that chooses the
// form may be left out, as in "one file", but for a count in the form "other".
func (m *messageReader) compare() {
	source := m.text.source
	if source == nil {
		return
	}
	want := source.placeholders()
	for _, f := range m.forms {
		if strings.TrimSpace(f.at.text) == "" {
			continue // reported as empty
		}
		missing, extra := differing(m.text.text, f.category, want, placeholdersOf(f.pieces))
		m.mismatch(f, source, missing, extra)
	}
}

// differing gives the placeholders that a form lacks, and those that it has too many.
func differing(t *model.Text, category string, want, got []string) (missing, extra []string) {
	selector := ""
	if a := t.Selector(); a != nil {
		selector = a.ID
	}
	for _, name := range want {
		if !slices.Contains(got, name) && (name != selector || t.Plural != nil && category == cldr.Other) {
			missing = append(missing, name)
		}
	}
	for _, name := range got {
		if !slices.Contains(want, name) {
			extra = append(extra, name)
		}
	}
	return missing, extra
}

// mismatch reports the placeholders that a form has too many or too few; a misspelled one is both.
func (m *messageReader) mismatch(f parsedForm, source *messageReader, missing, extra []string) {
	related := model.Related{Pos: source.message.Pos, Message: "the source text is here"}
	for _, name := range extra {
		i := slices.IndexFunc(f.pieces, func(p piece) bool { return p.name == name })
		m.broken = true
		m.report(model.RulePlaceholderMismatch, f.at.inside(f.pieces[i].at), didYouMean(name, missing),
			fmt.Sprintf("the source text has no {%s}", name), related)
		if meant := nearest(name, missing); meant != "" {
			missing = slices.DeleteFunc(missing, func(other string) bool { return other == meant })
		}
	}
	if len(missing) > 0 {
		m.broken = true
		m.report(model.RulePlaceholderMismatch, f.at.pos(), "", fmt.Sprintf("the text lacks %s of the source text", braced(missing)), related)
	}
}

func braced(names []string) string {
	var list []string
	for _, n := range names {
		list = append(list, "{"+n+"}")
	}
	return strings.Join(list, ", ")
}

// placeholders gives the names of all forms, each once.
func (m *messageReader) placeholders() []string {
	var list []string
	for _, f := range m.forms {
		for _, name := range placeholdersOf(f.pieces) {
			if !slices.Contains(list, name) {
				list = append(list, name)
			}
		}
	}
	return list
}

func placeholdersOf(pieces []piece) []string {
	var list []string
	for _, p := range pieces {
		if p.name != "" {
			list = append(list, p.name)
		}
	}
	return list
}
