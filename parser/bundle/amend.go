package bundle

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/parser/yamledit"
)

// Amendment is a change of one text of the catalogue that is no translation.
type Amendment struct {
	Unit     model.Unit
	Locale   string // BCP 47 tag
	Category string // the form with the new text
	Text     string // "" leaves the text as it is
	Record   bool   // the source text, as it will be, is written down as what the text was made from
}

// Amend works out how the files of a catalogue change, by their names in cat.FS. Where it changes a source text,
// translations that were up to date stay so. The error is about files that cannot be edited.
func Amend(cat Catalog, list []Amendment) (map[string][]byte, error) {
	hashes := amendedSources(cat, list)
	list = append(slices.Clone(list), followers(cat, list)...)
	m := &merger{cat: cat, locales: map[string]*target{}}
	for _, l := range cat.Locales {
		t := &target{merger: m, locale: l}
		m.locales[l.Tag] = t
		m.order = append(m.order, t)
	}
	for _, a := range list {
		t := m.locales[a.Locale]
		f, err := t.open()
		if err == nil {
			err = f.amend(a, cmp.Or(hashes[a.Unit], a.Unit.Hash(cat.Source)))
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", a.Locale, a.Unit.ID(), err)
		}
	}
	files := map[string][]byte{}
	return files, m.write(files)
}

// amendedSources gives the hashes of the source texts that change, as they will be.
func amendedSources(cat Catalog, list []Amendment) map[model.Unit]string {
	messages := map[model.Unit]*model.Message{}
	hashes := map[model.Unit]string{}
	for _, a := range list {
		if a.Locale != cat.Source || a.Text == "" {
			continue
		}
		m := messages[a.Unit]
		if m == nil {
			m = &model.Message{Forms: slices.Clone(a.Unit.Message(cat.Source).Forms)}
			messages[a.Unit] = m
		}
		m.Form(a.Category).Text = a.Text
		hashes[a.Unit] = m.Hash()
	}
	return hashes
}

// followers records the new source texts for the translations that were up to date with the old ones.
func followers(cat Catalog, list []Amendment) []Amendment {
	var more []Amendment
	for _, a := range list {
		if a.Locale != cat.Source || a.Text == "" {
			continue
		}
		for _, l := range cat.Locales {
			if l.Tag != cat.Source && a.Unit.From(l.Tag) != "" && !a.Unit.IsStale(cat.Source, l.Tag) {
				more = append(more, Amendment{Unit: a.Unit, Locale: l.Tag, Record: true})
			}
		}
	}
	return more
}

// amend makes one change; hash is that of the source text.
func (f *localeFile) amend(a Amendment, hash string) error {
	entry := []string{"messages", strconv.Itoa(a.Unit.Def.Code)}
	if a.Text != "" {
		if err := f.setForm(entry, a); err != nil {
			return err
		}
		f.wrote[model.Slot{Unit: a.Unit, Category: category(a)}.ID()] = a.Text
	}
	if a.Record {
		return f.setIn(entry, "from", a.Unit.Part, hash)
	}
	return nil
}

// category is the category of the form as slots have it: "" where the unit has one form.
func category(a Amendment) string {
	if a.Unit.Selector() == nil {
		return ""
	}
	return a.Category
}

// setForm changes one form of a unit, and leaves its other forms as they are.
func (f *localeFile) setForm(entry []string, a Amendment) error {
	at, _ := f.placeOf(entry, a.Unit)
	if _, mapped := f.Keys(at...); mapped {
		at = append(at, a.Category)
	}
	return f.Set(yamledit.Text(a.Text), at...)
}
