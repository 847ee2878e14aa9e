package model

import (
	"slices"
	"strings"

	"github.com/orchgen/orchgen/model/cldr"
)

// Slot is one form of a unit: what a translator works on.
type Slot struct {
	Unit     Unit
	Category string // "" in a unit with one form
}

// Slots gives the forms that a unit can have in a locale, the form for all other cases last: all plural
// categories of the language, or all values of the argument that chooses. The catalogue need not have every one.
func (u Unit) Slots(tag string) []Slot {
	a := u.Selector()
	if a == nil {
		return []Slot{{Unit: u}}
	}
	categories := append(slices.Clone(a.Values), cldr.Other)
	if a == u.Text.Plural {
		rules, _ := cldr.Cardinal(tag)
		categories = rules.Categories()
	}
	var list []Slot
	for i, c := range categories {
		if slices.Index(categories, c) == i {
			list = append(list, Slot{u, c})
		}
	}
	return list
}

// ID names the slot in files for translators: the ID of the unit, with a colon and the category behind it where there
// are several: "E1001:few".
func (s Slot) ID() string {
	if s.Category == "" {
		return s.Unit.ID()
	}
	return s.Unit.ID() + ":" + s.Category
}

// Text gives the text in a locale: the form of the category, or else the one for all other cases; "" when the locale
// does not have the unit. Of a description or a remedy, which may be written as a block, blanks and line ends around
// the text are left out.
func (s Slot) Text(tag string) string {
	f := s.Form(tag)
	switch {
	case f == nil:
		return ""
	case s.Unit.Text == nil:
		return strings.TrimSpace(f.Text)
	}
	return f.Text
}

// Form gives the form that [Slot.Text] is the text of, nil when there is none.
func (s Slot) Form(tag string) *Form {
	m := s.Unit.Message(tag)
	if m == nil {
		return nil
	}
	if f := m.Form(s.Category); f != nil {
		return f
	}
	return m.Other()
}

// Progress says what is left to do for a text in a locale.
type Progress string

// How far a text can have come, the least first.
const (
	ProgressMissing    Progress = "missing"
	ProgressStale      Progress = "stale" // made from a source text that has changed since
	ProgressMachine             = Progress(StateMachine)
	ProgressTranslated          = Progress(StateTranslated)
	ProgressReviewed            = Progress(StateReviewed)
)

// Progress gives the progress of the unit in a locale; source is the tag of the source locale.
func (u Unit) Progress(source string, l *Locale) Progress {
	switch m := u.Message(l.Tag); {
	case m == nil || m.Other() == nil:
		return ProgressMissing
	case l.Tag == source:
		return ProgressReviewed
	case u.IsStale(source, l.Tag):
		return ProgressStale
	}
	return Progress(u.State(l))
}
