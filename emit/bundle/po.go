package bundle

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
)

// po is the format of GNU gettext.
var po = &Format{
	Name: "po", Title: "gettext PO", Spec: "https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html",
	Translators: true, write: writePO,
	Usage: `
A file for each language to translate into, named as POSIX names it, fr.po, zh_CN.po, and
errors.pot, the template for further ones. The context (msgctxt) of a text is the ID of its unit,
with a colon and the value behind it where an argument's value chooses the form; plural forms are
those of gettext, in the order of CLDR. Texts are as the catalogue has them: {Name} is a
placeholder, {{ and }} are braces.

A stale translation is fuzzy. Whoever takes the flag away, and changes nothing, says that it is
still right.
`,
}

func writePO(x *export) ([]emit.File, error) {
	files, err := x.perTarget(
		func(l *model.Locale) string { return model.POSIXLocale(l.Tag) + ".po" },
		func(l *model.Locale) ([]byte, error) { return x.po(l), nil })
	if err != nil {
		return nil, err
	}
	return append(files, emit.File{Name: "errors.pot", Content: x.po(nil)}), nil
}

// po writes the file of a locale, or the template without one.
func (x *export) po(l *model.Locale) []byte {
	w := &poWriter{export: x, locale: l, tag: x.cat.Source}
	header := []string{"Project-Id-Version: " + oneLine(x.cat.Domain)}
	if l != nil {
		w.tag = l.Tag
		header = append(header, "Language: "+model.POSIXLocale(l.Tag))
	}
	header = append(header, "MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit")
	if l != nil {
		header = append(header, "Plural-Forms: "+pluralForms(l.Tag))
	}
	w.field("msgid", "")
	w.field("msgstr", strings.Join(header, "\n")+"\n")
	for _, u := range x.units {
		slots := u.Slots(w.tag)
		if u.Text != nil && u.Text.Plural != nil {
			w.entry(slots)
			continue
		}
		for i := range slots {
			w.entry(slots[i : i+1])
		}
	}
	return w.Bytes()
}

type poWriter struct {
	bytes.Buffer
	*export
	locale *model.Locale
	tag    string // of the locale; in a template that of the source
}

// entry writes one text: a slot, or all plural forms of a unit.
func (w *poWriter) entry(slots []model.Slot) {
	u := slots[0].Unit
	plural := u.Text != nil && u.Text.Plural != nil
	progress := model.ProgressMissing
	if w.locale != nil {
		progress = u.Progress(w.cat.Source, w.locale)
	}
	w.WriteString("\n")
	w.comments(slots[0], plural, progress)
	if flags := w.flags(slots, progress); flags != nil {
		fmt.Fprintf(w, "#, %s\n", strings.Join(flags, ", "))
	}
	if !plural {
		w.field("msgctxt", slots[0].ID())
		w.field("msgid", slots[0].Text(w.cat.Source))
		w.field("msgstr", w.target(slots[0]))
		return
	}
	w.field("msgctxt", u.ID())
	w.field("msgid", singular(u).Text(w.cat.Source))
	w.field("msgid_plural", model.Slot{Unit: u, Category: cldr.Other}.Text(w.cat.Source))
	if w.locale == nil {
		slots = make([]model.Slot, 2) // a template has two empty forms, whatever the source language has
	}
	for i, s := range slots {
		w.field(fmt.Sprintf("msgstr[%d]", i), w.target(s))
	}
}

// singular is what gettext shows of a unit for the count 1.
func singular(u model.Unit) model.Slot { return model.Slot{Unit: u, Category: cldr.One} }

func (w *poWriter) target(s model.Slot) string {
	if w.locale == nil {
		return ""
	}
	return s.Text(w.tag)
}

func (w *poWriter) comments(s model.Slot, plural bool, progress model.Progress) {
	notes := item{Slot: s}.notes()
	if plural {
		notes[1] = fmt.Sprintf("{%s} chooses the plural form", s.Unit.Text.Plural.ID)
	}
	if w.locale != nil {
		notes = append(notes, "state: "+string(progress))
	}
	for _, n := range notes {
		fmt.Fprintf(w, "#. %s\n", n)
	}
}

// flags gives the flags of an entry. Gettext compares the placeholders of all texts where python-brace-format is set;
// plural forms such as "one file" may leave the number out, which gettext would refuse.
func (w *poWriter) flags(slots []model.Slot, progress model.Progress) []string {
	var flags []string
	if progress == model.ProgressStale {
		flags = append(flags, "fuzzy")
	}
	u := slots[0].Unit
	want := placeholders(slots[0].Form(w.cat.Source))
	same := func(f *model.Form) bool { return f == nil || slices.Equal(placeholders(f), want) }
	all := same(singular(u).Form(w.cat.Source)) && same(u.Message(w.cat.Source).Other())
	for _, s := range slots {
		all = all && same(s.Form(w.tag))
	}
	if len(want) > 0 && all {
		flags = append(flags, "python-brace-format")
	}
	return flags
}

var poEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\t", `\t`, "\n", `\n`)

// field writes a keyword and its text, a text of several lines as several strings.
func (w *poWriter) field(keyword, text string) {
	lines := strings.SplitAfter(text, "\n")
	if len(lines) > 1 {
		fmt.Fprintf(w, "%s \"\"\n", keyword)
		keyword = ""
	} else {
		keyword += " "
	}
	for _, line := range lines {
		if line != "" || len(lines) == 1 {
			fmt.Fprintf(w, "%s\"%s\"\n", keyword, poEscapes.Replace(line))
		}
	}
}
