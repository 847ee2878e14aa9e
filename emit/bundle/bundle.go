// Package bundle writes the texts of a catalogue in the formats of other programs: those that translators work with,
// and those that programs read at run time.
package bundle

import (
	"fmt"
	"slices"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
)

// Format is one way of writing the texts of a catalogue.
type Format struct {
	Name  string // what the format is called on the command line, "xliff-1.2"
	Title string // what its users call it, "XLIFF 1.2"
	Spec  string // address of the specification or of the documentation
	Usage string // the files, how placeholders and forms look in them, and what their readers need; paragraphs with a blank line between
	// Translators is true for a format that takes all texts to a translator and back. Other formats are for programs,
	// and have the messages only unless the descriptions and remedies are asked for.
	Translators bool
	write       func(*export) ([]emit.File, error)
}

// Options are the choices of the caller.
type Options struct {
	Locales []string // tags of the locales to write, nil for all of the catalogue
	Prose   bool     // write the descriptions and remedies, too
}

// formats in the order in which they are listed.
var formats = []*Format{
	po, xliff12, xliff21, csvFormat,
	formatJS, i18next, goI18n, gotext, fluent, mf2, javaProperties, android, resx, xcstrings, arb, typeScript, plainJSON,
}

// Formats gives all formats.
func Formats() []*Format { return slices.Clone(formats) }

// Lookup finds a format by its name; nil when there is none.
func Lookup(name string) *Format {
	for _, f := range formats {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// Export writes the texts of the catalogue. Files are named relative to an output folder, with slashes. A format for
// translators has one file for each pair of the source locale and another one; the formats for programs have each
// locale by itself. A locale without a text for a unit leaves the unit out, unless the format shows what is missing.
func (f *Format) Export(cat *model.Catalog, o Options) ([]emit.File, error) {
	x := &export{cat: cat}
	for _, l := range cat.Locales {
		if l.Tag == cat.Source {
			x.source = l
		}
		if o.Locales == nil || slices.Contains(o.Locales, l.Tag) {
			x.locales = append(x.locales, l)
		}
	}
	for _, u := range cat.Units() {
		if u.Text != nil || o.Prose || f.Translators {
			x.units = append(x.units, u)
		}
	}
	files, err := f.write(x)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Title, err)
	}
	return files, nil
}

// export is what a format works on.
type export struct {
	cat     *model.Catalog
	source  *model.Locale
	locales []*model.Locale // the chosen ones, in the order of the catalogue
	units   []model.Unit    // the chosen ones, in the order of the codes
}

// targets gives the chosen locales without the source.
func (x *export) targets() []*model.Locale {
	return slices.DeleteFunc(slices.Clone(x.locales), func(l *model.Locale) bool { return l == x.source })
}
