package bundle

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/parser"
)

// Catalog is where translations go: a catalogue that has been read, and the files it was read from.
type Catalog struct {
	*model.Catalog
	FS   fs.FS
	Name string // of the catalogue in FS, in its root folder
}

// Result says what becomes of the translations of some files.
type Result struct {
	Files   map[string][]byte // the files of the catalogue that change, with their new content, by their names in FS
	Locales []*Count          // in the order in which they were met
}

// Count counts the texts of one locale. A text with several forms counts once.
type Count struct {
	Tag                                   string
	Translated, Unchanged, Stale, Refused int
}

// Merge works out how the files of a catalogue change by translations. A text is written when its translation has
// changed, or when a file says that one was looked at which had not been before, or is still right. It is listed as stale when the
// translator saw another source text than today's, and refused when its placeholders or forms are not those of the
// source text; the catalogue then keeps what it has. The error is about files that cannot be edited.
func Merge(cat Catalog, entries []Entry) (*Result, model.Diagnostics, error) {
	m := &merger{cat: cat, locales: map[string]*target{}}
	for _, e := range entries {
		if t := m.target(e); t != nil {
			t.add(e)
		}
	}
	result := &Result{Files: map[string][]byte{}}
	for _, t := range m.order {
		for _, g := range t.groups {
			if err := t.merge(g); err != nil {
				return nil, m.diags, err
			}
		}
		result.Locales = append(result.Locales, &t.count)
	}
	if err := m.write(result.Files); err != nil {
		return nil, m.diags, err
	}
	return result, m.diags, nil
}

// merger holds what has been gathered.
type merger struct {
	cat     Catalog
	diags   model.Diagnostics
	locales map[string]*target // by the spelling of the files; nil for one that cannot be used
	order   []*target
}

// target is a locale that is translated into.
type target struct {
	*merger
	locale *model.Locale
	isNew  bool
	slots  map[string]model.Slot // by ID
	groups []*group
	byUnit map[string]*group
	count  Count
	file   *localeFile // nil until something is written
}

// group has the translations of one unit.
type group struct {
	unit    model.Unit
	forms   []translated
	refused bool
}

type translated struct {
	slot  model.Slot
	entry Entry
}

// target finds the locale of an entry, and reports one that cannot be used once.
func (m *merger) target(e Entry) *target {
	if t, seen := m.locales[e.Locale]; seen {
		return t
	}
	m.locales[e.Locale] = nil
	tag, err := m.tag(e.Locale)
	if err != nil {
		m.diags.Report(model.RuleBundleLocale, model.Pos{File: e.Pos.File}, "", "%v", err)
		return nil
	}
	for _, t := range m.order {
		if t.locale.Tag == tag {
			m.locales[e.Locale] = t
			return t
		}
	}
	t := &target{merger: m, slots: map[string]model.Slot{}, byUnit: map[string]*group{}, count: Count{Tag: tag}}
	if i := slices.IndexFunc(m.cat.Locales, func(l *model.Locale) bool { return l.Tag == tag }); i >= 0 {
		t.locale = m.cat.Locales[i]
	} else {
		t.locale, t.isNew = &model.Locale{Tag: tag, State: model.StateTranslated}, true
	}
	for _, u := range m.cat.Units() {
		for _, s := range u.Slots(tag) {
			t.slots[s.ID()] = s
		}
	}
	m.locales[e.Locale] = t
	m.order = append(m.order, t)
	return t
}

// tag finds the locale of the catalogue that a file means, or gives the tag of a new one.
func (m *merger) tag(name string) (string, error) {
	posix := strings.ReplaceAll(name, "-", "_")
	tag := ""
	for _, l := range m.cat.Locales {
		if strings.EqualFold(l.Tag, name) || tag == "" && strings.EqualFold(model.POSIXLocale(l.Tag), posix) {
			tag = l.Tag
		}
	}
	if tag == "" {
		parsed, err := language.Parse(strings.ReplaceAll(name, "_", "-"))
		if err != nil || parsed == language.Und {
			return "", fmt.Errorf("%q is not a language tag", name)
		}
		tag = parsed.String()
	}
	if tag == m.cat.Source {
		return "", fmt.Errorf("%s is the language that is translated from", tag)
	}
	return tag, nil
}

// add puts an entry to the others of its unit.
func (t *target) add(e Entry) {
	slot, known := t.slots[e.ID]
	if !known {
		if e.Target != "" {
			t.diags.Report(model.RuleUnknownUnit, e.Pos, "", "the catalogue has no text %q", e.ID)
			t.count.Refused++
		}
		return
	}
	g := t.byUnit[slot.Unit.ID()]
	if g == nil {
		g = &group{unit: slot.Unit}
		t.byUnit[slot.Unit.ID()] = g
		t.groups = append(t.groups, g)
	}
	if slot.Unit.Text == nil {
		e.Source, e.Target = strings.TrimSpace(e.Source), strings.TrimSpace(e.Target)
	}
	if e.Target == "" {
		return
	}
	for _, f := range g.forms {
		if f.slot == slot {
			if f.entry.Target != e.Target {
				g.refused = true
				t.diags.Add(model.Diagnostic{
					Rule: model.RuleDuplicateUnit, Pos: e.Pos, Message: fmt.Sprintf("%s is translated twice", e.ID), Hint: "remove one of them",
					Related: []model.Related{{Pos: f.entry.Pos, Message: "the other translation is here"}},
				})
			}
			return
		}
	}
	g.forms = append(g.forms, translated{slot, e})
}

// merge decides what becomes of the translations of a unit.
func (t *target) merge(g *group) error {
	changed := slices.DeleteFunc(slices.Clone(g.forms), func(f translated) bool { return f.entry.Target == f.slot.Text(t.locale.Tag) })
	progress, current := g.progress(), g.unit.Progress(t.cat.Source, t.locale)
	accepted := progress == model.ProgressReviewed && current != progress ||
		progress == model.ProgressTranslated && current == model.ProgressMachine ||
		(progress == model.ProgressTranslated || g.finished()) && current == model.ProgressStale
	old := t.outdated(g)
	switch {
	case len(g.forms) == 0 && !g.refused:
	case len(changed) == 0 && !g.refused && (!accepted || old != nil):
		t.count.Unchanged++
	case g.refused || old == nil && t.faulty(g, changed):
		t.count.Refused++
	case old != nil:
		t.diags.Report(model.RuleStaleImport, old.Pos, "export again, and translate what is new", "%s: the source text has changed, or the translation is not finished", old.ID)
		t.count.Stale++
	default:
		t.count.Translated++
		return t.accept(g, changed, progress)
	}
	return nil
}

// progress is the least that the files say of the forms.
func (g *group) progress() model.Progress {
	var p model.Progress
	for i, f := range g.forms {
		if p = lesser(p, f.entry.Progress); i == 0 {
			p = f.entry.Progress
		}
	}
	return p
}

// finished reports whether the files leave all forms unmarked, in a format that marks what is not finished.
func (g *group) finished() bool {
	return !slices.ContainsFunc(g.forms, func(f translated) bool { return !f.entry.Finished })
}

// sawSource reports whether the files have the source text of all forms.
func (g *group) sawSource() bool {
	return !slices.ContainsFunc(g.forms, func(f translated) bool { return f.entry.Source == "" })
}

// outdated finds a form that was made from another source text, or is not finished.
func (t *target) outdated(g *group) *Entry {
	for i := range g.forms {
		f := &g.forms[i]
		if f.entry.Progress == model.ProgressStale || f.entry.Source != "" && f.entry.Source != f.slot.Text(t.cat.Source) {
			return &f.entry
		}
	}
	return nil
}

// faulty reports what is wrong with changed forms, and which forms are missing.
func (t *target) faulty(g *group, changed []translated) bool {
	var diags model.Diagnostics
	has := map[string]bool{}
	for _, f := range t.forms(g, changed) {
		has[f.Key] = true
	}
	for _, f := range changed {
		diags.Append(parser.CheckTranslation(f.slot, t.cat.Source, f.entry.Target, f.entry.Pos))
	}
	missing := slices.DeleteFunc(parser.RequiredForms(g.unit, t.locale.Tag), func(c string) bool { return has[c] })
	if len(missing) > 0 && len(changed) > 0 {
		diags.Report(model.RuleIncompleteForms, changed[0].entry.Pos, "", "%s has no form for %s, which %s needs", g.unit.ID(), strings.Join(missing, ", "), t.locale.Tag)
	}
	t.diags.Append(diags)
	return diags.HasErrors()
}
