package bundle

import (
	"bytes"
	"encoding/csv"
	"strings"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
)

// csvFormat is what spreadsheets read.
var csvFormat = &Format{
	Name: "csv", Title: "CSV", Spec: "https://www.rfc-editor.org/rfc/rfc4180",
	Translators: true, write: writeCSV,
	Usage: `
A file for each language to translate into, errors.fr.csv, with a line for each form of a text: its
ID, with a colon and the category behind it, the language, the text to translate, the translation,
its state, and notes. Texts are as the catalogue has them: {Name} is a placeholder, {{ and }} are
braces.

Because a spreadsheet takes a text that begins with = + - or @ for a formula, such a text has an
apostrophe in front; the import takes it away.
`,
}

func writeCSV(x *export) ([]emit.File, error) {
	return x.perTarget(
		func(l *model.Locale) string { return "errors." + l.Tag + ".csv" },
		func(l *model.Locale) ([]byte, error) {
			var b bytes.Buffer
			w := csv.NewWriter(&b)
			row := func(fields ...string) {
				_ = w.Write(fields) // a buffer takes everything
				w.Flush()
				b.Truncate(b.Len() - 1)
				b.WriteString("\r\n") // the writer could end lines so itself, but would change those inside of a text, too
			}
			row("id", "locale", "source", "target", "state", "notes")
			for _, i := range x.items(l) {
				notes := strings.Join(i.notes(), "\n")
				row(i.id, l.Tag, harmless(i.source), harmless(i.target), string(i.progress), harmless(notes))
			}
			return b.Bytes(), nil
		})
}

// harmless puts an apostrophe before a text that a spreadsheet would take for a formula, and before one that looks as
// if this had been done already.
func harmless(text string) string {
	if rest := strings.TrimLeft(text, "'"); rest != "" && strings.ContainsRune("=+-@\t\r", rune(rest[0])) {
		return "'" + text
	}
	return text
}
