package lint_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/lint"
	"github.com/orchgen/orchgen/parser"
)

// texts is a catalogue with one error in English and one other language, in the parts that tests change.
type texts struct {
	tag             string // of the other language, "de" when empty
	args            string // of the entry, and what else it has
	source, other   string // the texts as YAML values
	more            string // further keys of the other language's message
	header, entries string // further keys of the header, further entries
	sources, others string // further messages of the two languages
}

// check gives the findings about a catalogue, but for the note that a text does not say where it comes from.
func check(t *testing.T, c texts) []lint.Finding {
	t.Helper()
	if c.tag == "" {
		c.tag = "de"
	}
	c.source, c.other = yamlValue(c.source), yamlValue(c.other)
	cat, _, diags := parser.Catalog(fstest.MapFS{
		"errors.yaml": {Data: fmt.Appendf(nil, `catalog: {version: 1, domain: example.com, source: en, locales: [en, %s]%s}
categories: {Conflict: It exists.}
errors:
  - {code: 1, name: Taken, status: [409], category: Conflict%s}
%s`, c.tag, c.header, c.args, c.entries)},
		"locales/en.yaml":            {Data: fmt.Appendf(nil, "locale: en\nmessages:\n  1: {text: %s}\n%s", c.source, c.sources)},
		"locales/" + c.tag + ".yaml": {Data: fmt.Appendf(nil, "locale: %s\nmessages:\n  1: {text: %s%s}\n%s", c.tag, c.other, c.more, c.others)},
	}, "errors.yaml", "errors.yaml")
	if diags.HasErrors() {
		t.Fatalf("the catalogue is faulty: %v", diags.Sorted())
	}
	return slices.DeleteFunc(lint.Check(cat, nil), func(f lint.Finding) bool { return f.Rule == model.RuleNoOrigin })
}

// yamlValue quotes a text that is not yet a value of YAML.
func yamlValue(s string) string {
	if strings.ContainsRune(`"'`, rune(s[0])) || strings.HasPrefix(s, "{one:") {
		return s
	}
	return quote(s)
}

const (
	name  = ", args: {Name: {type: string}}"
	count = ", plural: Count, args: {Count: {type: int}}"
)

// TestRules seeds one defect after the other, and holds a text beside it that looks alike and is right.
func TestRules(t *testing.T) {
	tests := []struct {
		rule    *model.Rule
		defect  texts
		mended  string // what the defect becomes, "" where it takes a person
		correct texts
	}{
		{
			rule:    model.RuleBlanks,
			defect:  texts{source: `"It  is taken. "`, other: "Es ist vergeben."},
			mended:  "It is taken.",
			correct: texts{source: "It is taken.", other: "Es ist vergeben."},
		},
		{
			rule:    model.RuleInvisible,
			defect:  texts{source: "It is taken.", other: `"Es ist ver\u200Bgeben."`},
			mended:  "Es ist vergeben.",
			correct: texts{tag: "fa", source: "It is taken.", other: `"می\u200Cشود."`},
		},
		{
			rule:    model.RuleInvisible,
			defect:  texts{source: "It is taken.", other: `"Es ist\u200E vergeben."`},
			mended:  "Es ist vergeben.",
			correct: texts{tag: "ar", source: "It is taken.", other: `"مأخوذ\u200F."`},
		},
		{
			rule:    model.RuleFrenchSpacing,
			defect:  texts{tag: "fr", source: "Invalid request!", other: "Demande non valide!"},
			mended:  "Demande non valide\u202F!",
			correct: texts{tag: "fr", source: "Invalid request!", other: "\"Demande non valide\u202F!\""},
		},
		{
			rule:    model.RuleFrenchSpacing,
			defect:  texts{tag: "fr-CA", source: "Invalid request!", other: "Demande non valide !"},
			mended:  "Demande non valide!",
			correct: texts{tag: "fr-CA", source: "Invalid request!", other: "Demande non valide!"},
		},
		{
			rule:    model.RuleFrenchSpacing,
			defect:  texts{tag: "fr-CH", source: "Item: x.", other: "\"Élément\u00A0: « x »\u00A0.\""},
			mended:  "Élément\u202F: «\u202Fx\u202F»\u00A0.",
			correct: texts{tag: "fr-CH", source: "Item: x.", other: "\"Élément\u202F: «\u202Fx\u202F».\""},
		},
		{
			rule:    model.RuleWidth,
			defect:  texts{tag: "zh-Hans", source: "Taken, sorry.", other: "已占用, 抱歉."},
			mended:  "已占用，抱歉。",
			correct: texts{tag: "zh-Hans", source: "Version 1.2 is taken.", other: "版本 1.2 已占用。"},
		},
		{
			rule:    model.RuleWidth,
			defect:  texts{tag: "ja", source: "Taken, sorry!", other: "使用中,失礼!"},
			mended:  "使用中、失礼！",
			correct: texts{tag: "ja", source: "Taken, sorry!", other: "使用中、失礼！"},
		},
		{
			rule:    model.RuleWidth, // two marks with one character between them
			defect:  texts{tag: "zh-Hans", source: "Yes, it is.", other: "占用,是."},
			mended:  "占用，是。",
			correct: texts{tag: "zh-Hans", source: "Yes, it is.", other: "占用，是。"},
		},
		{
			rule:    model.RuleFinalPunctuation,
			defect:  texts{source: "It is taken.", other: "Es ist vergeben"},
			correct: texts{tag: "ja", source: "It is taken.", other: "使用中です。"},
		},
		{
			rule:    model.RuleRepeatedPlaceholder,
			defect:  texts{args: name, source: "The name {Name} is taken.", other: "Der Name {Name} von {Name} ist vergeben."},
			correct: texts{args: name, source: "{Name} is taken by {Name}.", other: "{Name} ist vergeben an {Name}."},
		},
		{
			rule:    model.RuleForeignPlaceholder,
			defect:  texts{tag: "es", args: name, source: "The name {Name} is in use.", other: "El nombre [CustomName youAdged] de {Name} ya está en uso."},
			correct: texts{tag: "es", source: "The value [sic] is in use.", other: "El valor [sic] ya está en uso."},
		},
		{
			rule:    model.RuleForeignPlaceholder,
			defect:  texts{source: "Half of it is taken.", other: "Die Hälfte von %s ist vergeben."},
			correct: texts{source: "50% so far.", other: "50% so weit."},
		},
		{
			rule:    model.RuleForeignPlaceholder, // nothing is put into a remedy
			defect:  texts{args: name, source: `"{Name} is taken.", remedy: "Drop {Name}."`, other: `"{Name} ist vergeben.", remedy: "Geben Sie es auf."`},
			correct: texts{args: name, source: `"{Name} is taken.", remedy: "DELETE /odata/Assets({Key})."`, other: `"{Name} ist vergeben.", remedy: "DELETE /odata/Assets({Key})."`},
		},
		{
			rule:    model.RuleUntranslated,
			defect:  texts{source: "The name is already taken.", other: "The name is already taken."},
			correct: texts{source: "Orchestrator server", other: "Orchestrator server"},
		},
		{
			rule:    model.RuleUntranslated,
			defect:  texts{args: name, source: "The name {Name} is taken.", other: "The name {Name} is taken."},
			correct: texts{tag: "en-GB", args: name, source: "The name {Name} is taken.", other: "The name {Name} is taken."},
		},
		{
			rule: model.RulePartlyUntranslated,
			defect: texts{tag: "ja", source: "Invalid request. Invalid username/email address or password.",
				other: "要求が無効です。Invalid username/email address or password。"},
			correct: texts{tag: "ja", source: "Invalid request of an Unattended robot.", other: "Unattended ロボットの要求が無効です。"},
		},
		{
			rule:    model.RulePartlyUntranslated,
			defect:  texts{source: "It failed. The name is already taken.", other: "Fehlgeschlagen. The name is already taken."},
			correct: texts{source: "The server of the Orchestrator failed.", other: "Der Server des Orchestrator ist ausgefallen."},
		},
		{
			rule:    model.RuleChangedFact,
			defect:  texts{tag: "pt-BR", source: "POST and PUT of /odata/Assets failed.", other: "POSTAR e COLOCAR de /odata/Assets falharam."},
			correct: texts{tag: "pt-BR", source: "POST of /odata/Assets failed.", other: "O POST de /odata/Assets falhou."},
		},
		{
			rule:    model.RuleChangedFact,
			defect:  texts{source: "Wait 30 seconds.", other: "Warten Sie 13 Sekunden."},
			correct: texts{args: ", args: {A1: {type: string}}", source: "Wait for {A1}.", other: "Warten Sie auf {A1}."},
		},
		{
			rule: model.RuleLength,
			defect: texts{source: "It is taken.",
				other: "Es ist leider bereits an irgendjemand anderen vergeben worden, der es früher haben wollte."},
			correct: texts{source: "It is taken.", other: "Es ist bereits vergeben, leider."},
		},
		{
			rule:    model.RuleAmbiguousPattern,
			defect:  texts{args: name, source: "It is {Name}.", other: `"{Name}."`},
			correct: texts{args: name, source: "It is {Name}.", other: `"Es: {Name}."`},
		},
		{
			rule:    model.RuleAmbiguousPattern,
			defect:  texts{args: ", args: {A: {type: string}, B: {type: string}}", source: "No {A} {B}.", other: "Kein {A} in {B}."},
			correct: texts{args: ", args: {A: {type: identifier}, B: {type: string}}", source: "No {A} {B}.", other: "Kein {A} {B}."},
		},
		{
			rule: model.RuleAmbiguousPattern, // the variant can never be recognised
			defect: texts{args: name + ", variants: [{id: robot, args: {Robot: {type: string}, Place: {type: string}}}]",
				source: `"No {Name}.", variants: {robot: "No {Robot} at {Place}."}`, other: `"Ohne {Name}.", variants: {robot: "Kein {Robot} bei {Place}."}`},
			correct: texts{args: name + ", variants: [{id: robot, args: {}}]",
				source: `"{Name} fails.", variants: {robot: "The robot fails."}`, other: `"{Name} versagt.", variants: {robot: "Der Roboter versagt."}`},
		},
		{
			rule:   model.RuleMixedApostrophes,
			defect: texts{tag: "it", source: "The element is of no use.", other: "L’elemento non serve all'uso."},
			mended: "L’elemento non serve all’uso.",
			correct: texts{tag: "it", source: "The element is of no use.",
				other: "L’elemento 'x' non serve all’uso."},
		},
		{
			rule:    model.RuleMixedApostrophes,
			defect:  texts{tag: "it", source: "The element of a list.", other: "L’elemento dell'e'elenco."},
			mended:  "L’elemento dell’e’elenco.",
			correct: texts{tag: "it", source: "The element of a list.", other: "L'elemento dell'elenco."},
		},
		{
			rule:    model.RuleStale,
			defect:  texts{source: "It is taken.", other: "Es ist vergeben.", more: ", from: {text: bbbbbbbb}"},
			correct: texts{source: "It is taken.", other: "Es ist vergeben.", more: ", from: {text: dhhgdjrh}"},
		},
		{
			rule: model.RuleRarePlural,
			defect: texts{tag: "fr", args: count, source: `{one: "{Count} file.", other: "{Count} files."}`,
				other: `{one: "{Count} fichier.", other: "{Count} fichiers."}`},
			correct: texts{tag: "fr", args: count, source: `{one: "{Count} file.", other: "{Count} files."}`,
				other: `{one: "{Count} fichier.", many: "{Count} de fichiers.", other: "{Count} fichiers."}`},
		},
		{
			rule:    model.RuleEqualLocales,
			defect:  texts{tag: "en-US", source: "Taken.", other: "Taken."},
			correct: texts{tag: "en-GB", source: "Taken.", other: "Taken."},
		},
		{
			rule:    model.RuleEqualLocales,
			defect:  texts{tag: "en-Latn", source: "Taken.", other: "Taken."},
			correct: texts{tag: "en-scotland", source: "Taken.", other: "Taken."},
		},
		{
			rule:    model.RuleEqualLocales,
			defect:  texts{tag: "en-Latn-US", source: "Taken.", other: "Taken."},
			correct: texts{tag: "x-pirate", source: "Taken.", other: "Taken."},
		},
		{
			rule: model.RuleCrossMatch,
			defect: texts{source: "It is taken.", other: "Es ist vergeben.", entries: "  - {code: 2, name: Used, status: [409], category: Conflict}\n",
				sources: "  2: {text: it is taken.}\n", others: "  2: {text: Es ist benutzt.}\n"},
			correct: texts{source: "It is taken.", other: "Es ist vergeben.", entries: "  - {code: 2, name: Used, status: [409], category: Conflict}\n",
				sources: "  2: {text: It is used.}\n", others: "  2: {text: Es ist benutzt.}\n"},
		},
		{
			rule: model.RuleCrossMatch,
			defect: texts{args: name, source: "The item {Name} is taken.", other: "Der Eintrag {Name} ist vergeben.",
				entries: "  - {code: 2, name: Used, status: [409], category: Conflict, args: {Item: {type: string}}}\n",
				sources: "  2: {text: \"The item {Item} is taken.\"}\n", others: "  2: {text: \"Das Ding {Item} ist vergeben.\"}\n"},
			correct: texts{args: name, source: "The item {Name} is taken.", other: "Der Eintrag {Name} ist vergeben.",
				entries: "  - {code: 2, name: Used, status: [409], category: Conflict, args: {Item: {type: string}}}\n",
				sources: "  2: {text: \"The thing {Item} is taken.\"}\n", others: "  2: {text: \"Das Ding {Item} ist vergeben.\"}\n"},
		},
		{
			rule:    model.RuleMissingProse,
			defect:  texts{source: `"It is taken.", description: "It exists.", remedy: "Wait."`, other: `"Es ist vergeben.", remedy: "Warten Sie."`},
			correct: texts{source: `"It is taken.", remedy: "Wait."`, other: `"Es ist vergeben.", remedy: "Warten Sie."`},
		},
		{
			rule:    model.RuleUnusedIgnore,
			defect:  texts{source: "It is taken.", other: "Es ist vergeben.", more: ", ignore: [OG1503]"},
			correct: texts{source: "It is so taken.", other: "It is so taken.", more: ", ignore: [OG1503]"},
		},
	}
	seeded := map[*model.Rule]bool{model.RuleNoOrigin: true, model.RuleUnlistedCode: true} // have tests of their own
	for i, tt := range tests {
		seeded[tt.rule] = true
		t.Run(fmt.Sprintf("%s/%d", tt.rule.ID, i), func(t *testing.T) {
			found := rules(check(t, tt.defect))
			if !slices.Contains(found, tt.rule.ID) {
				t.Fatalf("the defect is not found, only %v", found)
			}
			if found := rules(check(t, tt.correct)); slices.Contains(found, tt.rule.ID) {
				t.Errorf("found in a text that is right: %v", found)
			}
			for _, f := range check(t, tt.defect) {
				if f.Rule != tt.rule || f.Mend == nil != (tt.mended == "") {
					continue
				}
				if tt.mended == "" {
					return
				}
				form := f.Unit.Message(f.Locale).Form(f.Category)
				if got := f.Mend(form.Text); got != tt.mended {
					t.Errorf("mended to %q, want %q", got, tt.mended)
				}
				if again := f.Mend(tt.mended); again != tt.mended {
					t.Errorf("mended once more to %q", again)
				}
				return
			}
			t.Error("no finding with such a remedy")
		})
	}
	for _, r := range model.Rules() {
		if r.IsLint() && !seeded[r] {
			t.Errorf("%s has no seeded defect", r.ID)
		}
	}
}

func rules(list []lint.Finding) []string {
	var ids []string
	for _, f := range list {
		ids = append(ids, f.Rule.ID)
	}
	return ids
}

// TestFrenchSpacing holds the spaces of Metropolitan French at every kind of place.
func TestFrenchSpacing(t *testing.T) {
	for in, want := range map[string]string{
		"Valeur : 5 ; fin ?":           "Valeur\u00A0: 5\u202F; fin\u202F?",
		"Quoi?!":                       "Quoi\u202F?!",
		"« Nom »":                      "«\u202FNom\u202F»",
		"«Nom»":                        "«\u202FNom\u202F»",
		"à 12:30, voir http://a?b:c;d": "à 12:30, voir http://a?b:c;d",
		"{Name}: {Value}!":             "{Name}\u00A0: {Value}\u202F!",
		"C:\\dossier (?) a=b?c":        "C:\\dossier (?) a=b?c",
		"Fini (vraiment !).":           "Fini (vraiment\u202F!).",
		"!":                            "!",
	} {
		found := check(t, texts{tag: "fr", args: ", args: {Name: {type: string}, Value: {type: string}}", source: in, other: in})
		got := in
		for _, f := range found {
			if f.Rule == model.RuleFrenchSpacing {
				got = f.Mend(in)
			}
		}
		if got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func TestOrigins(t *testing.T) {
	cat, _, _ := parser.Catalog(fstest.MapFS{
		"errors.yaml": {Data: []byte("catalog: {version: 1, domain: example.com, source: en, locales: [en, de]}\ncategories: {Conflict: It exists.}\n" +
			"errors:\n  - {code: 1, name: Taken, status: [409], category: Conflict, variants: [{id: again}]}\n")},
		"locales/en.yaml": {Data: []byte("locale: en\nmessages:\n  1: {text: Taken., remedy: Wait., variants: {again: Taken again.}}\n")},
		"locales/de.yaml": {Data: []byte("locale: de\nmessages:\n  1: {text: Vergeben., remedy: Warten Sie., variants: {again: Wieder vergeben.}, from: {remedy: gttfgmqk}}\n")},
	}, "errors.yaml", "errors.yaml")
	var got []string
	for _, f := range lint.Check(cat, nil) {
		got = append(got, fmt.Sprint(f.Rule.ID, " ", f.Unit.ID(), " ", f.Record))
	}
	want := []string{"OG1506 E1 true", "OG1506 E1.again true"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestUnlistedCodes(t *testing.T) {
	api, diags := parser.Definition(parser.Source{Name: "d.yaml", Data: []byte(`
swagger: "2.0"
info: {title: T, version: "1"}
paths: {}
definitions:
  Failed:
    type: object
    properties:
      ErrorCode: {type: string, enum: [Taken, Held, Busy, Lost]}
      State: {type: string, enum: [Open]}
      ErrorCodes: {type: array, items: {type: string, enum: [Gone, Held]}}
`)})
	if diags.HasErrors() {
		t.Fatal(diags.Sorted())
	}
	cat, _, _ := parser.Catalog(fstest.MapFS{
		"errors.yaml": {Data: []byte("catalog: {version: 1, domain: example.com, source: en, locales: [en]}\ncategories: {Conflict: It exists.}\n" +
			"errors:\n  - {code: 1, name: Taken, status: [409], category: Conflict, aliases: [{name: Held}]}\nunnumbered: [Busy]\n")},
		"locales/en.yaml": {Data: []byte("locale: en\nmessages:\n  1: {text: Taken.}\n")},
	}, "errors.yaml", "errors.yaml")
	var got []string
	for _, f := range lint.Check(cat, api) {
		got = append(got, f.Rule.ID+" "+f.Pos.String()+" "+f.Message)
	}
	want := []string{`OG1516 d.yaml:9:59 the definition names the error "Lost", which the catalogue does not have`,
		`OG1516 d.yaml:11:62 the definition names the error "Gone", which the catalogue does not have`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// What the parser refuses is not reported once more, as rare.
func TestCommonPlural(t *testing.T) {
	cat, _, diags := parser.Catalog(fstest.MapFS{
		"errors.yaml": {Data: []byte("catalog: {version: 1, domain: example.com, source: en, locales: [en, pl]}\ncategories: {Conflict: It exists.}\n" +
			"errors:\n  - {code: 1, name: Taken, status: [409], category: Conflict" + count + "}\n")},
		"locales/en.yaml": {Data: []byte("locale: en\nmessages:\n  1: {text: {one: \"{Count} file.\", other: \"{Count} files.\"}}\n")},
		"locales/pl.yaml": {Data: []byte("locale: pl\nmessages:\n  1: {text: {one: \"{Count} plik.\", other: \"{Count} pliku.\"}}\n")},
	}, "errors.yaml", "errors.yaml")
	if !diags.HasErrors() {
		t.Fatal("the parser does not miss the forms")
	}
	if found := rules(lint.Check(cat, nil)); slices.Contains(found, model.RuleRarePlural.ID) {
		t.Errorf("found %v", found)
	}
}
