// Package bundle reads the files that translators send back, PO, XLIFF and CSV, and writes what has changed into the
// files of the catalogue.
package bundle

import (
	"path/filepath"
	"strings"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/parser"
)

// Entry is one translation as a file has it.
type Entry struct {
	Locale string // as the file spells it: a BCP 47 tag, or the name of a POSIX locale
	ID     string // [model.Slot.ID]
	Source string // the text that the translator saw
	Target string // "" where nothing has been translated
	// Progress is what the file says of the translation: stale for one that the translator has not finished, machine,
	// translated, reviewed, or "" when it does not say.
	Progress model.Progress
	Finished bool      // the format marks what is not finished, and this is not marked: who leaves it so agrees to it
	Pos      model.Pos // of the translation
}

// Read reads a file of any of the formats, which it tells apart by the content and the name. What is wrong with the file is reported.
func Read(src parser.Source) ([]Entry, model.Diagnostics) {
	var diags model.Diagnostics
	text := parser.NewText(src, &diags)
	if text == nil {
		return nil, diags
	}
	r := reader{text: text, locale: localeOfName(src.Name), diags: &diags}
	switch {
	case strings.HasPrefix(strings.TrimLeft(text.String(), " \t\r\n"), "<"):
		r.xliff()
	case strings.EqualFold(filepath.Ext(src.Name), ".csv"):
		r.csv()
	default:
		r.po()
	}
	return r.entries, diags
}

// reader collects the entries and faults of one file.
type reader struct {
	text    *parser.Text
	locale  string // of the entries that follow
	diags   *model.Diagnostics
	entries []Entry
}

// fault reports that the file is not what its format asks for, at an offset.
func (r *reader) fault(offset int, hint, format string, args ...any) {
	r.diags.Report(model.RuleBundleSyntax, r.text.Pos(offset), hint, format, args...)
}

// localeOfName finds the locale in the name of a file, for formats that need not say it: "fr" in fr.po and errors.fr.csv.
func localeOfName(name string) string {
	stem := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	return stem[strings.LastIndexByte(stem, '.')+1:]
}
