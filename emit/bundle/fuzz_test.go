package bundle_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/orchgen/orchgen/emit/bundle"
	"github.com/orchgen/orchgen/parser"
	read "github.com/orchgen/orchgen/parser/bundle"
)

// FuzzRoundTrip exports any texts that a catalogue can have and imports them again: nothing changes.
func FuzzRoundTrip(f *testing.F) {
	for i, p := range pieces {
		f.Add(p, pieces[len(pieces)-1-i]+"\n"+p)
	}
	f.Fuzz(func(t *testing.T, message, prose string) {
		files := fstest.MapFS{"errors.yaml": {Data: []byte("catalog: {version: 1, domain: x, source: en, locales: [en, fr]}\ncategories: {C: x.}\nerrors:\n" +
			"  - {code: 1, name: A, status: [400], category: C, args: {N: {type: int}}, plural: N}\n")}}
		for _, tag := range []string{"en", "fr"} {
			text := strconv.Quote(tag + message)
			files["locales/"+tag+".yaml"] = &fstest.MapFile{Data: fmt.Appendf(nil, "locale: %s\nmessages:\n  1: {text: {one: %s, other: %s}, remedy: %s}\n",
				tag, text, strconv.Quote(tag+"{N}"+message), strconv.Quote(prose+tag))}
		}
		cat, _, diags := parser.Catalog(files, "errors.yaml", "errors.yaml")
		if diags.HasErrors() {
			return
		}
		for _, format := range translators() {
			out, err := format.Export(cat, bundle.Options{Locales: []string{"fr"}})
			if err != nil && strings.Contains(err.Error(), "XML cannot have") {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			entries, diags := read.Read(parser.Source{Name: out[0].Name, Data: out[0].Content})
			noFindings(t, diags)
			result, diags, err := read.Merge(read.Catalog{Catalog: cat, FS: files, Name: "errors.yaml"}, entries)
			if err != nil {
				t.Fatal(err)
			}
			noFindings(t, diags)
			if len(result.Files) > 0 || len(result.Locales) != 1 || result.Locales[0].Unchanged != 2 {
				t.Fatalf("%s: %q, %+v\n%s", format.Name, result.Files, result.Locales, out[0].Content)
			}
		}
	})
}
