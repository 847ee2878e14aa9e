package parser

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/model"
)

// folder makes a file system from "-- name --" headed texts.
func folder(text string) fs.FS {
	files := fstest.MapFS{}
	for _, part := range strings.Split(text, "-- ")[1:] {
		name, content, _ := strings.Cut(part, " --\n")
		files[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return files
}

const catalogHead = "catalog: {version: 1, domain: example.com, source: en, locales: [en, fr]}\ncategories: {Conflict: It exists.}\nerrors:\n"

// wantCatalog reads a catalogue and compares its findings, whose positions are without the folder.
func wantCatalog(t *testing.T, files fs.FS, want ...string) *model.Catalog {
	t.Helper()
	cat, _, diags := Catalog(files, "errors.yaml", "dir/errors.yaml")
	got := findings(diags)
	for i := range got {
		got[i] = strings.NewReplacer("dir/errors.yaml:", "", "dir/locales/", "").Replace(got[i])
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
	return cat
}

func TestCatalog(t *testing.T) {
	files := os.DirFS(filepath.Join("testdata", "catalog"))
	cat := wantCatalog(t, files)
	var got []string
	add := func(format string, args ...any) { got = append(got, fmt.Sprintf(format, args...)) }
	add("%d %s %s", cat.Version, cat.Domain, cat.Source)
	for _, l := range cat.Locales {
		add("%s %s %v", l.Tag, l.Name, l.Pos)
	}
	for _, c := range cat.Categories {
		add("%s %s %v", c.ID, c.Doc, c.Pos)
	}
	for _, e := range cat.Errors {
		add("%d %s %v %s %s generic=%v %s-%s %v", e.Code, e.ID, e.Status, e.Category.ID, e.Retry, e.Generic, e.Since, e.Until, e.Pos)
		add("%s %s %s %v %v %v", e.NameSource, e.StatusSource, e.Notes, e.Sources, e.Descriptions, e.Remedies)
		for _, a := range e.Aliases {
			add("alias %s %v %s %s", a.ID, a.Shared, a.Until, a.Note)
		}
		for _, o := range e.Operations {
			add("operation %s %v", o.Text, o.Pos)
		}
		for _, text := range e.Texts {
			plural := ""
			if text.Plural != nil {
				plural = " plural " + text.Plural.ID
			}
			add("text %q %v%s", text.Variant, names(text.Args), plural)
			for _, tag := range []string{"en", "fr", "pl"} {
				m := text.Messages[tag]
				for _, f := range append(m.Forms, m.Also...) {
					add("%s %s %s %v %v", tag, f.Category, render(f, text), m.Document, f.Pos)
				}
			}
		}
	}
	want := strings.Split(strings.TrimSpace(wantCatalogText), "\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("catalogue (-want +got):\n%s", diff)
	}
	many := cat.Errors[1]
	if many.Texts[0].Args[0] != many.Texts[2].Plural {
		t.Error("the argument Count is not shared by the texts")
	}
	if limit := many.Texts[0].Args[1]; limit.Example != "4" || limit.Note != "The bound." || limit.Type != model.ArgInt || limit.Pos.Line != 13 {
		t.Errorf("argument: %+v", *limit)
	}
}

// render writes the parts of a form with the arguments' names in angle brackets.
func render(f model.Form, text *model.Text) string {
	s := ""
	for _, p := range f.Parts {
		if p.Arg >= 0 {
			s += "<" + text.Args[p.Arg].ID + ">"
		} else {
			s += p.Literal
		}
	}
	return s
}

const wantCatalogText = `
1 example.com en
en English dir/errors.yaml:1:66
fr French dir/errors.yaml:1:70
pl Polish dir/errors.yaml:1:74
Limit There are too many. dir/errors.yaml:3:3
Conflict It exists. dir/errors.yaml:6:3
0 Unspecified [400] Conflict never generic=true - dir/errors.yaml:27:5
   [] map[] map[]
text "" []
en other It {failed}. false dir/locales/en.yaml:3:7
fr other Échec. false dir/locales/fr.yaml:3:7
pl other Błąd. false dir/locales/pl.yaml:3:7
1904 TooMany [409 400] Limit idempotent generic=false 2019.10-2020.4 dir/errors.yaml:8:5
documented observed N. [https://a https://b] map[en:A description.] map[en:A remedy. fr:Un remède.]
alias Many true 2019.4 Old.
operation POST /odata/Assets dir/errors.yaml:21:18
operation Jobs_StartJobs dir/errors.yaml:21:38
text "" [Count Limit Extra] plural Count
en one One thing exceeds <Limit>. false dir/locales/en.yaml:5:12
en other <Count> things exceed <Limit>. false dir/locales/en.yaml:5:47
en other Too many: <Extra>. false dir/locales/en.yaml:6:12
en other Too many. false dir/locales/en.yaml:6:34
fr one <Count> chose dépasse <Limit>. true dir/locales/fr.yaml:6:12
fr many <Count> de choses dépassent <Limit>. true dir/locales/fr.yaml:6:51
fr other <Limit> : <Count>. true dir/locales/fr.yaml:6:97
pl one <Count> <Limit> false dir/locales/pl.yaml:5:12
pl few <Count> <Limit> false dir/locales/pl.yaml:5:36
pl many <Count> <Limit> false dir/locales/pl.yaml:5:60
pl other <Count> <Limit> false dir/locales/pl.yaml:5:85
text "plain" [Count] plural Count
en one <Count> thing. false dir/locales/en.yaml:8:22
en other <Count> things. false dir/locales/en.yaml:8:45
en other Things. false dir/locales/en.yaml:8:79
fr one Une. true dir/locales/fr.yaml:8:22
fr other <Count> choses. true dir/locales/fr.yaml:8:33
pl one <Count> false dir/locales/pl.yaml:7:22
pl few <Count> false dir/locales/pl.yaml:7:38
pl many <Count> false dir/locales/pl.yaml:7:54
pl other <Count> false dir/locales/pl.yaml:7:71
text "other-one" [Name Count] plural Count
en one <Name> has one. false dir/locales/en.yaml:9:26
en other <Name> has <Count>. false dir/locales/en.yaml:9:50
fr one <Name> : une. true dir/locales/fr.yaml:9:26
fr other <Name> : <Count>. true dir/locales/fr.yaml:9:48
pl one <Name> <Count> false dir/locales/pl.yaml:8:26
pl few <Name> <Count> false dir/locales/pl.yaml:8:49
pl many <Name> <Count> false dir/locales/pl.yaml:8:72
pl other <Name> <Count> false dir/locales/pl.yaml:8:96
text "none" []
en other None. false dir/locales/en.yaml:10:7
fr other Aucune. true dir/locales/fr.yaml:10:7
pl other Nic. false dir/locales/pl.yaml:9:7
`

// TestCatalogFaults seeds one fault after the other into a sound catalogue.
func TestCatalogFaults(t *testing.T) {
	entry := "  - {code: 1, name: Taken, status: [409], category: Conflict, args: {Name: {type: string}, Count: {type: int}}}\n"
	en := "locale: en\nmessages:\n  1: {text: \"Taken by {Name}.\"}\n"
	fr := "locale: fr\nmessages:\n  1: {text: \"Pris par {Name}.\"}\n"
	tests := []struct {
		name, old, new string // what is replaced in the files
	}{
		{"nothing", "", ""},
		{"unknown key of an entry", "status:", "colour: red, status:"},
		{"misspelled key", "category:", "catgory:"},
		{"extension", "status:", "x-note: 1, status:"},
		{"no code", "code: 1, ", ""},
		{"no name", "name: Taken, ", ""},
		{"no status", "status: [409], ", ""},
		{"status out of range", "[409]", "[409, 4090]"},
		{"code beyond int32", "code: 1", "code: 2147483648"},
		{"code beyond int64", "code: 1", "code: 9223372036854775808"},
		{"code of the wrong type", "code: 1", "code: one"},
		{"name that is no identifier", "name: Taken", "name: is-taken"},
		{"category that is no identifier", "Conflict: It exists.", "Conflict: It exists., étrange: x"},
		{"argument that is no identifier", "Count: {", "count: {"},
		{"argument type", "type: int", "type: integer"},
		{"argument without type", "{type: int}", "{}"},
		{"retry", "status:", "retry: neve, status:"},
		{"provenance", "status:", "provenance: {name: guessed}, status:"},
		{"alias", "status:", "aliases: [{name: x y}, {}], status:"},
		{"plural of nothing", "status:", "plural: Cuont, status:"},
		{"plural of a string", "status:", "plural: Name, status:"},
		{"variants", "status:", "variants: [{id: A}, {id: b}, {id: b}, {}], status:"},
		{"argument with two types", "status:", "variants: [{id: b, args: {Name: {type: url}}}], status:"},
		{"format version", "version: 1", "version: 2"},
		{"no version", "version: 1, ", ""},
		{"domain", "domain: example.com", "domain: https://example.com"},
		{"source that is no locale", "source: en", "source: de"},
		{"locale without file", "[en, fr]", "[en, fr, de]"},
		{"locale that is no tag", "[en, fr]", "[en, fr, no_language_]"},
		{"locale that is not canonical", "[en, fr]", "[en, fr, PT-br]"},
		{"locale twice", "[en, fr]", "[en, fr, en]"},
		{"locale not listed", "[en, fr]", "[en]"},
		{"file of another locale", "locale: fr", "locale: de"},
		{"file without locale", "locale: fr\n", ""},
		{"unknown message", "locale: fr\nmessages:\n", "locale: fr\nmessages:\n  10: {text: x}\n"},
		{"missing message", "  1: {text: \"Pris par {Name}.\"}", "  {}"},
		{"missing text", "text: \"Pris par {Name}.\"", "remedy: x"},
		{"unknown variant", "Pris par {Name}.\"", "Pris par {Name}.\", variants: {x: y}"},
		{"unknown key of a message", "Pris par {Name}.\"", "Pris par {Name}.\", remdy: y"},
		{"origin", "Pris par {Name}.\"", "Pris par {Name}.\", origin: guess"},
		{"text of the wrong type", "\"Pris par {Name}.\"", "[x]"},
		{"empty text", "\"Pris par {Name}.\"", "\" \""},
		{"misspelled placeholder", "Pris par {Name}", "Pris par {Nmae}"},
		{"lost placeholder", "Pris par {Name}", "Pris"},
		{"placeholder too many", "Pris par {Name}", "{Count} pris par {Name}"},
		{"undeclared placeholder of the source", "Taken by {Name}", "Taken by {Nmae}"},
		{"undeclared placeholder of a further wording", "Pris par {Name}.\"", "Pris par {Name}.\", also: [\"é {Nom}\"]"},
		{"touching placeholders", "Pris par {Name}", "{Name}{Count}"},
		{"open brace", "Pris par {Name}", "Pris par {Name} {"},
		{"plural forms that nothing counts", "\"Pris par {Name}.\"", "{one: \"{Name}\", other: \"{Name}\"}"},
		{"select of nothing", "status:", "select: Nmae, status:"},
		{"select without values", "status:", "select: Name, status:"},
		{"plural and select", "status:", "plural: Count, select: Name, status:"},
		{"values that are no keys", "{type: string}", "{type: string, values: [a b, other, x, x]}"},
		{"variant with the name of another text", "status:", "variants: [{id: remedy}], status:"},
		{"deprecated for itself", "status:", "deprecated: {use: 1}, status:"},
		{"deprecated for nothing", "status:", "deprecated: {use: 99, note: Gone.}, status:"},
		{"pages that are no address", "source: en", "docs: example.com, source: en"},
		{"state of a file", "locale: fr", "locale: fr\nstate: done"},
		{"state of a text", "Pris par {Name}.\"", "Pris par {Name}.\", state: {txt: machine, text: good}"},
		{"origin of a text", "Pris par {Name}.\"", "Pris par {Name}.\", from: {remdy: bbbbbbbb}"},
		{"control character in prose", "Pris par {Name}.\"", "Pris par {Name}.\", remedy: \"a\\u202Eb\""},
		{"unknown category of a locale", "locale: fr", "locale: fr\ncategories: {Conflct: x}"},
		{"category of the source language", "locale: en", "locale: en\ncategories: {Conflict: x}"},
		{"note on an unknown argument", "Pris par {Name}.\"", "Pris par {Name}.\", args: {Nmae: x, Name: Le nom.}"},
		{"locale file that is not well-formed", "locale: fr", "locale: \"fr"},
	}
	var got strings.Builder
	for _, tt := range tests {
		replace := func(s string) string { return strings.Replace(s, tt.old, tt.new, 1) }
		before := [...]string{catalogHead + entry, en, fr}
		after := [...]string{replace(before[0]), replace(before[1]), replace(before[2])}
		if before == after && tt.name != "nothing" {
			t.Fatalf("%s: nothing is replaced", tt.name)
		}
		_, sources, diags := Catalog(fstest.MapFS{
			"errors.yaml": {Data: []byte(after[0])}, "locales/en.yaml": {Data: []byte(after[1])}, "locales/fr.yaml": {Data: []byte(after[2])},
		}, "errors.yaml", "errors.yaml")
		fmt.Fprintf(&got, "# %s\n%s", tt.name, pointed(sources, diags))
	}
	golden(t, "catalog_faults.txt", got.String())
}

func TestPluralFaults(t *testing.T) {
	const entry = "  - {code: 1, name: Many, status: [409], category: Conflict, args: {Name: {type: string}, Count: {type: int}}, plural: Count}\n"
	const en = `{one: "One of {Name}", other: "{Count} of {Name}"}`
	var got strings.Builder
	for _, tt := range []struct{ name, fr string }{
		{"sound", `{one: "Une de {Name}", other: "{Count} de {Name}"}`},
		{"no other", `{one: "Une de {Name}"}`},
		{"no forms", `"{Count} {Name}"`},
		{"unknown category", `{ones: x, one: "{Name}", other: "{Count} de {Name}"}`},
		{"category of another language", `{one: "{Name}", few: "{Name}", other: "{Count} de {Name}"}`},
		{"form that loses another argument", `{one: "Une", other: "{Count} de {Name}"}`},
		{"other that loses the count", `{one: "{Name}", other: "{Name}"}`},
		{"form of the wrong type", `{one: "{Name}", other: [x]}`},
	} {
		_, sources, diags := Catalog(fstest.MapFS{
			"errors.yaml":     {Data: []byte(catalogHead + entry)},
			"locales/en.yaml": {Data: []byte("locale: en\nmessages:\n  1: {text: " + en + "}\n")},
			"locales/fr.yaml": {Data: []byte("locale: fr\nmessages:\n  1: {text: " + tt.fr + "}\n")},
		}, "errors.yaml", "errors.yaml")
		fmt.Fprintf(&got, "# %s\n%s", tt.name, pointed(sources, diags))
	}
	golden(t, "plural_faults.txt", got.String())
}

// TestCatalogAllFaults checks that the faults of all files are reported together, whatever their kind.
func TestCatalogAllFaults(t *testing.T) {
	cat := wantCatalog(t, folder(`-- errors.yaml --
catalog: {version: 1, domain: example.com, source: en, locales: [en, fr, pl]}
categories: {Conflict: It exists.}
errors:
  - {code: 1, name: taken, status: [9], category: Conflit}
  - {code: 1, name: Twice, status: [409], category: Conflict}
  - 17
-- locales/en.yaml --
locale: en
messages:
  1: {text: "{Name}"}
  2: {text: a}
-- locales/fr.yaml --
- x
`),
		"1:74 OG1214 pl.yaml: file does not exist",
		"4:21 OG1215 \"taken\" cannot be the name of an error | use ASCII letters and digits, with a capital first",
		"4:37 OG1208 9 is not an HTTP status: they are between 100 and 599",
		"6:5 OG1007 an entry of errors must be an object, not the number 17",
		"en.yaml:3:14 OG1204 {Name} is not an argument of 1, taken @ 4:5",
		"en.yaml:4:3 OG1213 the catalogue has no error \"2\"",
		"fr.yaml:1:1 OG1007 a locale file is an object, not an array",
	)
	if c := cat.Errors[0].Category; c == nil || c.ID != "Conflit" || c.Pos.Line != 4 || c.Pos.Col != 51 {
		t.Errorf("category: %+v", c)
	}
}

func TestCatalogUnreadable(t *testing.T) {
	cat, sources, diags := Catalog(fstest.MapFS{}, "errors.yaml", "x/errors.yaml")
	if cat != nil || len(sources) > 0 {
		t.Error("a catalogue without a file")
	}
	wantFindings(t, diags, "x/errors.yaml OG1009 file does not exist")
	_, _, diags = Catalog(fstest.MapFS{"errors.yaml": {Data: []byte("a: 1\n")}}, "errors.yaml", "errors.yaml")
	wantFindings(t, diags,
		"errors.yaml:1:1 OG1209 the catalogue has no \"catalog\" | add \"catalog\"", "errors.yaml:1:1 OG1209 the catalogue has no \"errors\" | add \"errors\"",
		"errors.yaml:1:1 OG1217 unknown key \"a\" in a catalogue")
}

// TestOrchestratorCatalog reads the catalogue of this repository.
func TestOrchestratorCatalog(t *testing.T) {
	cat, sources, diags := Catalog(os.DirFS("../catalog"), "errors.yaml", "catalog/errors.yaml")
	wantFindings(t, diags)
	if len(cat.Errors) < 100 || len(cat.Locales) < 2 || len(sources) != len(cat.Locales)+2 || cat.Client == nil {
		t.Errorf("%d errors, %d locales, %d files", len(cat.Errors), len(cat.Locales), len(sources))
	}
	for _, e := range cat.Errors {
		for _, text := range e.Texts {
			for _, l := range cat.Locales {
				if m := text.Messages[l.Tag]; m == nil || len(m.Forms) == 0 || m.Forms[len(m.Forms)-1].Category != "other" {
					t.Errorf("%d %q has no text in %s", e.Code, text.Variant, l.Tag)
				}
			}
		}
	}
}
