package parser

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const selectCatalog = `-- errors.yaml --
catalog: {version: 1, domain: example.com, source: en, locales: [en, fr], docs: "https://example.com/errors"}
categories: {Conflict: It exists.}
errors:
  - code: 1
    name: Busy
    status: [409]
    category: Conflict
    select: Kind
    args:
      Kind: {type: identifier, values: [robot, user]}
      Name: {type: string}
    variants: [{id: short, args: {}}]
    deprecated: {use: 2, note: Old.}
  - {code: 2, name: InUse, status: [409], category: Conflict}
-- locales/en.yaml --
locale: en
messages:
  1:
    text: {other: "{Kind} {Name} is busy.", user: "User {Name} is busy.", robot: "Robot {Name} is busy."}
    variants: {short: Busy.}
    remedy: Wait.
  2: {text: In use.}
-- locales/fr.yaml --
locale: fr
state: machine
categories: {Conflict: Conflit.}
messages:
  1:
    text: {robot: "Le robot {Name} est occupé.", other: "{Name} n’est pas libre."}
    variants: {short: Occupé.}
    remedy: Attendez.
    args: {Name: Le nom.}
    state: {short: reviewed}
    from: {text: vdrnkvcf, short: bbbbbbbb}
  2: {text: Utilisé., state: translated}
`

func TestSelect(t *testing.T) {
	cat := wantCatalog(t, folder(selectCatalog))
	text := cat.Errors[0].Default()
	if text.Plural != nil || text.Select == nil || text.Select.ID != "Kind" || text.Selector() != text.Select {
		t.Fatalf("select: %+v", text)
	}
	var got []string
	for _, tag := range []string{"en", "fr"} {
		for _, f := range text.Messages[tag].Forms {
			got = append(got, tag+" "+f.Category+" "+render(f, text))
		}
	}
	want := []string{
		"en robot Robot <Name> is busy.", "en user User <Name> is busy.", "en other <Kind> <Name> is busy.",
		"fr robot Le robot <Name> est occupé.", "fr other <Name> n’est pas libre.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("forms (-want +got):\n%s", diff)
	}
}

func TestTranslationState(t *testing.T) {
	cat := wantCatalog(t, folder(selectCatalog))
	if cat.Docs != "https://example.com/errors/" {
		t.Errorf("docs: %q", cat.Docs)
	}
	if d := cat.Errors[0].Deprecated; d == nil || d.Use != cat.Errors[1] || d.Note != "Old." {
		t.Errorf("deprecated: %+v", d)
	}
	if got := cat.Categories[0].Docs["fr"] + cat.Errors[0].Default().Args[1].Notes["fr"]; got != "Conflit.Le nom." {
		t.Errorf("category and note: %q", got)
	}
	fr := cat.Locales[1]
	var got []string
	for _, u := range cat.Units() {
		line := u.ID() + " " + string(u.State(fr)) + " " + u.From("fr")
		if u.IsStale("en", "fr") {
			line += " stale"
		}
		got = append(got, line)
	}
	want := []string{"E1 machine vdrnkvcf", "E1.short reviewed bbbbbbbb stale", "E1.remedy machine ", "E2 translated "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("units (-want +got):\n%s", diff)
	}
	text := cat.Units()[0]
	if hash := text.Hash("en"); hash != "vdrnkvcf" {
		t.Errorf("hash %q", hash)
	}
	text.Message("en").Forms[0].Text += "!"
	if !text.IsStale("en", "fr") {
		t.Error("a changed form of the source leaves the translation current")
	}
}
