package bundle

import (
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
	Record   bool   // today's source text is written down as what the text was made from
}

// Amend works out how the files of a catalogue change, by their names in cat.FS. The error is about files that cannot be
// edited.
func Amend(cat Catalog, list []Amendment) (map[string][]byte, error) {
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
			err = f.amend(cat, a)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", a.Locale, a.Unit.ID(), err)
		}
	}
	files := map[string][]byte{}
	return files, m.write(files)
}

func (f *localeFile) amend(cat Catalog, a Amendment) error {
	entry := []string{"messages", strconv.Itoa(a.Unit.Def.Code)}
	if a.Text != "" {
		if err := f.setForm(entry, a); err != nil {
			return err
		}
		f.wrote[model.Slot{Unit: a.Unit, Category: category(a)}.ID()] = a.Text
	}
	if a.Record {
		return f.setIn(entry, "from", a.Unit.Part, a.Unit.Hash(cat.Source))
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
	at := append(slices.Clone(entry), a.Unit.Part)
	if a.Unit.Text != nil && a.Unit.Text.Variant != "" {
		at = append(slices.Clone(entry), "variants", a.Unit.Part)
		if _, long := f.Keys(at...); long {
			at = append(at, "text")
		}
	}
	if _, mapped := f.Keys(at...); mapped {
		at = append(at, a.Category)
	}
	return f.Set(yamledit.Text(a.Text), at...)
}
