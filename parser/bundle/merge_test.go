package bundle

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/parser"
)

// mergeFiles is a catalogue with a text of each kind.
func mergeFiles() fstest.MapFS {
	return fstest.MapFS{
		"errors.yaml": {Data: []byte(`catalog: {version: 1, domain: example.com, source: en, locales: [en, fr, ja]} # the languages
categories: {Conflict: It exists.}
errors:
  - {code: 1, name: One, status: [409], category: Conflict, args: {Name: {type: string}}, variants: [{id: short}]}
  - {code: 2, name: Two, status: [409], category: Conflict, args: {Count: {type: int}, Name: {type: string}}, plural: Count, variants: [{id: long}]}
  - {code: 3, name: Three, status: [409], category: Conflict, args: {Kind: {type: string, values: [robot, user]}}, select: Kind}
`)},
		"locales/en.yaml": {Data: []byte(`locale: en
messages:
  1: {text: "{Name} exists.", variants: {short: It exists.}, description: "It is there.", remedy: "Leave it."}
  2:
    text: {one: "{Count} {Name}", other: "{Count} {Name}s"}
    variants: {long: {text: {one: "{Count} {Name}", other: "{Count} {Name}s"}}}
  3: {text: {robot: A robot., other: "{Kind}"}}
`)},
		"locales/fr.yaml": {Data: []byte(`# French
locale: fr
state: machine
messages:
  # the first
  1:
    text: '{Name} existe.' # seen
    variants:
      short: Existe.
    description: >-
      C’est
      là.
    state: reviewed
    from: {text: bbbbbbbb}

  2:
    text:
      one: "{Count} {Name}" # one
      other: "{Count} {Name}s"
    variants: {long: {text: {one: "{Count} {Name}", other: "{Count} {Name}s"}}}
  3: {text: {robot: Un robot., other: "{Kind}"}}
`)},
		"locales/ja.yaml": {Data: []byte("locale: ja\nmessages:\n  2: {text: \"{Count} {Name}\", variants: {long: \"{Count} {Name}\"}}\n  3: {text: \"{Kind}\"}\n")},
	}
}

// mergeText imports a CSV file; it gives the counts, the findings, and the lines that a file has lost and got.
func mergeText(t *testing.T, rows string) string {
	t.Helper()
	files := mergeFiles()
	cat, _, diags := parser.Catalog(files, "errors.yaml", "errors.yaml")
	for _, d := range diags.Sorted() {
		if d.Rule != model.RuleMissingTranslation {
			t.Fatal(d.Message)
		}
	}
	entries, diags := Read(parser.Source{Name: "x.csv", Data: []byte("id,locale,source,target,state\n" + rows)})
	if diags.HasErrors() {
		t.Fatal(diags.Sorted()[0].Message)
	}
	result, diags, err := Merge(Catalog{cat, files, "errors.yaml"}, entries)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, c := range result.Locales {
		fmt.Fprintf(&b, "%s: %d %d %d %d\n", c.Tag, c.Translated, c.Unchanged, c.Stale, c.Refused)
	}
	for _, d := range diags.Sorted() {
		fmt.Fprintf(&b, "%d:%d %s %s\n", d.Pos.Line, d.Pos.Col, d.Rule.ID, d.Message)
	}
	for _, name := range []string{"errors.yaml", "locales/de.yaml", "locales/fr.yaml", "locales/ja.yaml"} {
		after, changed := result.Files[name]
		if !changed {
			continue
		}
		fmt.Fprintf(&b, "-- %s --\n", name)
		before := ""
		if f := files[name]; f != nil {
			before = string(f.Data)
		}
		changes(&b, before, string(after))
	}
	return b.String()
}

// changes writes the lines that are in one text only, in the order of the texts.
func changes(b *strings.Builder, before, after string) {
	for _, side := range []struct{ mark, text, other string }{{"-", before, after}, {"+", after, before}} {
		for line := range strings.Lines(side.text) {
			if !strings.Contains("\n"+side.other, "\n"+line) {
				b.WriteString(side.mark + line)
			}
		}
	}
}

func TestMerge(t *testing.T) {
	hash := func(id string) string {
		cat, _, _ := parser.Catalog(mergeFiles(), "errors.yaml", "errors.yaml")
		for _, u := range cat.Units() {
			if u.ID() == id {
				return u.Hash("en")
			}
		}
		t.Fatalf("no unit %s", id)
		return ""
	}
	for name, c := range map[string]struct{ rows, want string }{
		"nothing new": {"E1,fr,{Name} exists.,{Name} existe.,\nE1.description,fr,It is there.,\" C’est là.\n\",\nE1.remedy,fr,,,\nE2:many,fr,{Count} {Name}s,{Count} {Name}s,machine\n", "fr: 0 3 0 0\n"},
		"text, with a state of its own": {"E1,fr,{Name} exists.,{Name} est là.,\n", "fr: 1 0 0 0\n-- locales/fr.yaml --\n" +
			"-    text: '{Name} existe.' # seen\n-    state: reviewed\n-    from: {text: bbbbbbbb}\n" +
			"+    text: '{Name} est là.' # seen\n+    state: {text: translated, short: reviewed, description: reviewed}\n+    from: {text: " + hash("E1") + "}\n"},
		"folded block": {"E1.description,fr,,Il existe.,reviewed\n", "fr: 1 0 0 0\n-- locales/fr.yaml --\n-      C’est\n-      là.\n-    from: {text: bbbbbbbb}\n" +
			"+      Il existe.\n+    from: {text: bbbbbbbb, description: " + hash("E1.description") + "}\n"},
		"new part": {"E1.remedy,fr,,Laissez-le.,\n", "fr: 1 0 0 0\n-- locales/fr.yaml --\n-    state: reviewed\n-    from: {text: bbbbbbbb}\n" +
			"+    remedy: Laissez-le.\n+    state: {text: reviewed, short: reviewed, description: reviewed, remedy: translated}\n+    from: {text: bbbbbbbb, remedy: " + hash("E1.remedy") + "}\n"},
		"looked at": {"E2:one,fr,,{Count} {Name},reviewed\nE2:other,fr,,{Count} {Name}s,reviewed\nE2.long:one,fr,,{Count} {Name},translated\nE2.long:other,fr,,{Count} {Name}s,reviewed\n",
			"fr: 2 0 0 0\n-- locales/fr.yaml --\n+    state: {text: reviewed, long: translated}\n"},
		"looked at, with the source text": {"E3:robot,fr,A robot.,Un robot.,reviewed\nE3:other,fr,{Kind},{Kind},reviewed\n", "fr: 1 0 0 0\n-- locales/fr.yaml --\n" +
			"-  3: {text: {robot: Un robot., other: \"{Kind}\"}}\n+  3: {text: {robot: Un robot., other: \"{Kind}\"}, state: {text: reviewed}, from: {text: " + hash("E3") + "}}\n"},
		"by a machine": {"E1.remedy,fr,Leave it.,Laissez-le.,machine\nE1.short,fr,It exists.,Il existe.,machine\nE1.remedy,ja,Leave it.,そのまま。,machine\n", "fr: 2 0 0 0\nja: 1 0 0 0\n-- locales/fr.yaml --\n" +
			"-      short: Existe.\n-    state: reviewed\n-    from: {text: bbbbbbbb}\n+      short: Il existe.\n+    remedy: Laissez-le.\n" +
			"+    state: {text: reviewed, short: translated, description: reviewed, remedy: machine}\n+    from: {text: bbbbbbbb, short: " + hash("E1.short") + ", remedy: " + hash("E1.remedy") + "}\n" +
			"-- locales/ja.yaml --\n+  1:\n+    remedy: そのまま。\n+    state: {remedy: machine}\n+    from: {remedy: " + hash("E1.remedy") + "}\n"},
		"stale, confirmed": {"E1,fr,{Name} exists.,{Name} existe.,translated\n", "fr: 1 0 0 0\n-- locales/fr.yaml --\n-    state: reviewed\n-    from: {text: bbbbbbbb}\n" +
			"+    state: {text: translated, short: reviewed, description: reviewed}\n+    from: {text: " + hash("E1") + "}\n"},
		"plural form, and a new one": {"E2:many,fr,,{Count} de {Name}s,\nE2:one,fr,,un {Name},\n", "fr: 1 0 0 0\n-- locales/fr.yaml --\n-      one: \"{Count} {Name}\" # one\n" +
			"+      one: \"un {Name}\" # one\n+      many: \"{Count} de {Name}s\"\n+    state: {text: translated}\n+    from: {text: " + hash("E2") + "}\n"},
		"variant": {"E1.short,fr,It exists.,Il existe.,\nE2.long:other,fr,,{Count} {Name},\n", "fr: 2 0 0 0\n-- locales/fr.yaml --\n-      short: Existe.\n-    state: reviewed\n-    from: {text: bbbbbbbb}\n" +
			"-    variants: {long: {text: {one: \"{Count} {Name}\", other: \"{Count} {Name}s\"}}}\n" +
			"+      short: Il existe.\n+    state: {text: reviewed, short: translated, description: reviewed}\n+    from: {text: bbbbbbbb, short: " + hash("E1.short") + "}\n" +
			"+    variants: {long: {text: {one: \"{Count} {Name}\", other: \"{Count} {Name}\"}}}\n+    state: {long: translated}\n+    from: {long: " + hash("E2.long") + "}\n"},
		"select form": {"E3:user,fr,{Kind},Un utilisateur.,\n", "fr: 1 0 0 0\n-- locales/fr.yaml --\n-  3: {text: {robot: Un robot., other: \"{Kind}\"}}\n" +
			"+  3: {text: {robot: Un robot., user: Un utilisateur., other: \"{Kind}\"}, state: {text: translated}, from: {text: " + hash("E3") + "}}\n"},
		"first select form": {"E3:user,ja,{Kind},ユーザー,\n", "ja: 1 0 0 0\n-- locales/ja.yaml --\n-  3: {text: \"{Kind}\"}\n" +
			"+  3: {text: {user: ユーザー, other: \"{Kind}\"}, from: {text: " + hash("E3") + "}}\n"},
		"missing entry": {"E1.short,ja,,あります。,\nE1,ja,,{Name} があります。,reviewed\n", "ja: 2 0 0 0\n-- locales/ja.yaml --\n" +
			"+  1:\n+    text: \"{Name} があります。\"\n+    variants:\n+      short: あります。\n+    state: {text: reviewed}\n+    from: {text: " + hash("E1") + ", short: " + hash("E1.short") + "}\n"},
		"new locale": {"E2:other,de,,{Count} {Name},\nE2:one,de,,ein {Name},\nE1.remedy,de,,\"Lassen\nSie es\",\n", "de: 2 0 0 0\n-- errors.yaml --\n" +
			"-catalog: {version: 1, domain: example.com, source: en, locales: [en, fr, ja]} # the languages\n+catalog: {version: 1, domain: example.com, source: en, locales: [en, fr, ja, de]} # the languages\n" +
			"-- locales/de.yaml --\n+locale: de\n+messages:\n+  1:\n+    remedy: |-\n+      Lassen\n+      Sie es\n+    from: {remedy: " + hash("E1.remedy") + "}\n" +
			"+  2:\n+    text:\n+      one: ein {Name}\n+      other: \"{Count} {Name}\"\n+    from: {text: " + hash("E2") + "}\n"},
		"stale":        {"E1,fr,{Name} is there.,{Name} est là.,\nE1.short,fr,It was there.,Existe.,\n", "fr: 0 1 1 0\n2:24 OG1604 E1: the source text has changed, or the translation is not finished\n"},
		"placeholders": {"E1,fr,,{Nom} {Kind} est là.,\nE1.short,fr,,{x},\nE2:other,fr,,Des {Name}s,\nE2.long:one,fr,,{Count}{Name},\n", "fr: 0 0 0 4\n2:8 OG1203 E1: the source text has no {Kind}\n2:8 OG1203 E1: the source text has no {Nom}\n2:8 OG1203 E1: the text lacks {Name} of the source text\n3:14 OG1212 E1.short: {x} is not a placeholder: a name is ASCII letters and digits and begins with a capital\n4:14 OG1203 E2:other: the text lacks {Count} of the source text\n5:17 OG1211 E2.long:one: {Count} and {Name} touch\n"},
		"characters": {"E1.short,fr,,\"a\nb\",\nE1.remedy,fr,,a\u202eb,\nE1.description,fr,,\"a\nb\",\n", "fr: 1 0 0 2\n2:14 OG1212 E1.short: a message is a single line\n4:15 OG1212 E1.remedy: the text contains the control character U+202E\n-- locales/fr.yaml --\n" +
			"-      C’est\n-      là.\n-    state: reviewed\n-    from: {text: bbbbbbbb}\n+      a\n+      b\n+    state: {text: reviewed, short: reviewed, description: translated}\n+    from: {text: bbbbbbbb, description: " + hash("E1.description") + "}\n"},
		"forms missing": {"E2:one,de,,ein {Name},\nE3:robot,de,,Ein Roboter.,\n", "de: 0 0 0 2\n2:12 OG1605 E2 has no form for other, which de needs\n3:14 OG1605 E3 has no form for other, which de needs\n"},
		"unknown":       {"E9,fr,,x,\nE1:one,fr,,x,\nE2,fr,,x,\nE8,fr,,,\n", "fr: 0 0 0 3\n2:8 OG1602 the catalogue has no text \"E9\"\n3:12 OG1602 the catalogue has no text \"E1:one\"\n4:8 OG1602 the catalogue has no text \"E2\"\n"},
		"twice": {"E1.short,fr,,a,\nE1.short,fr,,a,\nE1.remedy,fr,,a,\nE1.remedy,fr,,b,\n", "fr: 1 0 0 1\n5:15 OG1606 E1.remedy is translated twice\n-- locales/fr.yaml --\n" +
			"-      short: Existe.\n-    state: reviewed\n-    from: {text: bbbbbbbb}\n+      short: a\n+    state: {text: reviewed, short: translated, description: reviewed}\n+    from: {text: bbbbbbbb, short: " + hash("E1.short") + "}\n"},
		"locales": {"E1,en,,x,\nE1,en,,x,\nE1,no tag,,x,\nE1.short,FR,,Existe.,\nE1,und,,x,\n", "fr: 0 1 0 0\n0:0 OG1603 \"no tag\" is not a language tag\n0:0 OG1603 \"und\" is not a language tag\n0:0 OG1603 en is the language that is translated from\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, mergeText(t, c.rows)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A stale translation is fuzzy in a PO file; a translator who finds that it is still right takes the flag away.
func TestMergeOfStalePO(t *testing.T) {
	files := mergeFiles()
	cat, _, _ := parser.Catalog(files, "errors.yaml", "errors.yaml")
	for flag, want := range map[string]string{"": "translated 1", "#, fuzzy\n": "unchanged 1"} {
		for source, want := range map[string]string{"{Name} exists.": want, "{Name} is there.": "unchanged 1"} {
			entries, diags := Read(parser.Source{Name: "x.po", Data: []byte(poHead + "\n" + flag + "msgctxt \"E1\"\nmsgid \"" + source + "\"\nmsgstr \"{Name} existe.\"\n")})
			result, more, err := Merge(Catalog{cat, files, "errors.yaml"}, entries)
			if err != nil || diags.HasErrors() || more.HasErrors() {
				t.Fatal(err, diags.Sorted(), more.Sorted())
			}
			got := "unchanged 1"
			if result.Locales[0].Translated == 1 {
				got = "translated 1"
			}
			if got != want || len(result.Files) == 1 != (want == "translated 1") {
				t.Errorf("%q of %q: %s, %d files, want %s", flag, source, got, len(result.Files), want)
			}
		}
	}
}
