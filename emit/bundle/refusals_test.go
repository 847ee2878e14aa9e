package bundle_test

import (
	"strings"
	"testing"

	"github.com/orchgen/orchgen/emit/bundle"
	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
)

// smallCatalog has one code with texts of the same words in languages, the first of which is the source.
func smallCatalog(tags []string, texts ...*model.Text) *model.Catalog {
	cat := &model.Catalog{Source: tags[0]}
	for _, tag := range tags {
		cat.Locales = append(cat.Locales, &model.Locale{Tag: tag})
		for _, t := range texts {
			if t.Messages == nil {
				t.Messages = map[string]*model.Message{}
			}
			t.Messages[tag] = &model.Message{Forms: []model.Form{newForm(cldr.Other, tag, true)}}
		}
	}
	category := &model.Category{ID: "Conflict"}
	cat.Categories = []*model.Category{category}
	cat.Errors = []*model.ErrorDef{{Code: 1, ID: "Clash", Category: category, Retry: model.RetryNever, Texts: texts}}
	return cat
}

// chosenBy is a text whose form is chosen by values.
func chosenBy(variant string, values ...string) *model.Text {
	a := &model.Arg{ID: "Kind", Type: model.ArgIdentifier, Values: values}
	return &model.Text{Variant: variant, Args: []*model.Arg{a}, Select: a}
}

func TestProgramFormatsRefuse(t *testing.T) {
	for _, c := range []struct {
		name    string
		texts   []*model.Text
		refused map[string]string // what the formats that cannot write the texts say
	}{
		{"values that differ by case", []*model.Text{chosenBy("", "job", "Job")}, map[string]string{
			"android": "E1_job and E1_Job would both have the key e1__job",
		}},
		{"a variant like a value", []*model.Text{chosenBy("", "job"), {Variant: "-job"}}, map[string]string{
			"android": "E1_job and E1.-job would both have the key e1__job",
		}},
		{"variants that differ by hyphens", []*model.Text{{}, {Variant: "a-b"}, {Variant: "a--b"}}, map[string]string{
			"arb": "E1.a-b and E1.a--b would both have the key e1AB",
		}},
		{"a value with a hyphen", []*model.Text{chosenBy("", "a-b")}, map[string]string{
			"formatjs": "E1: the value a-b of Kind has a hyphen",
			"arb":      "E1: the value a-b of Kind has a hyphen",
		}},
		{"a variant like a plural category", []*model.Text{chosenBy("", "few"), {Variant: "few"}}, nil},
	} {
		cat := smallCatalog([]string{"en", "fr"}, c.texts...)
		for _, f := range bundle.Formats() {
			if f.Translators {
				continue
			}
			_, err := f.Export(cat, bundle.Options{})
			if want := c.refused[f.Name]; want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
				t.Errorf("%s, %s: %v, want %q", f.Name, c.name, err, want)
			}
		}
	}
}

// TestProgramFileNames holds the names of files for tags of every kind to what the readers look for.
func TestProgramFileNames(t *testing.T) {
	cat := smallCatalog([]string{"en", "fil", "pt-BR", "sr-Latn-ME", "zh-Hant", "zh-Hans", "es-419"}, &model.Text{})
	for format, want := range map[string]string{
		"formatjs":        "en.json fil.json pt-BR.json sr-Latn-ME.json zh-Hant.json zh-Hans.json es-419.json",
		"i18next":         "en/errors.json fil/errors.json pt-BR/errors.json sr-Latn-ME/errors.json zh-Hant/errors.json zh-Hans/errors.json es-419/errors.json",
		"java-properties": "Errors_en.properties Errors_fil.properties Errors_pt_BR.properties Errors_sr_Latn_ME.properties Errors_zh_Hant.properties Errors_zh_Hans.properties Errors_es_419.properties Errors.properties",
		"android":         "values/errors.xml values-b+fil/errors.xml values-pt-rBR/errors.xml values-b+sr+Latn+ME/errors.xml values-b+zh+Hant/errors.xml values-b+zh+Hans/errors.xml values-b+es+419/errors.xml",
		"resx":            "Errors.resx Errors.fil.resx Errors.pt-BR.resx Errors.sr-Latn-ME.resx Errors.zh-Hant.resx Errors.zh-Hans.resx Errors.es-419.resx",
		"arb":             "errors_en.arb errors_fil.arb errors_pt_BR.arb errors_sr_Latn_ME.arb errors_zh_Hant.arb errors_zh_Hans.arb errors_es_419.arb errors_pt.arb errors_sr.arb errors_zh.arb errors_es.arb",
		"xcstrings":       "Errors.xcstrings",
		"json":            "messages.json messages.schema.json",
	} {
		if got := exportedNames(t, cat, format, nil); got != want {
			t.Errorf("%s:\n got %s\nwant %s", format, got, want)
		}
	}
	if content := exportedFile(t, cat, "arb", "errors_zh.arb"); !strings.Contains(content, `"e1": "zh-Hans"`) || !strings.Contains(content, `"@@locale": "zh"`) {
		t.Errorf("Chinese without a script is not that of zh-Hans:\n%s", content)
	}
	if got := exportedNames(t, cat, "java-properties", []string{"fil"}); got != "Errors_fil.properties" {
		t.Errorf("one language: %s", got)
	}
}

// TestProgramFormatsLeaveOut exports a text that a language does not have.
func TestProgramFormatsLeaveOut(t *testing.T) {
	cat := smallCatalog([]string{"en", "fr"}, &model.Text{}, &model.Text{Variant: "more"})
	delete(cat.Errors[0].Texts[1].Messages, "fr")
	for format, file := range map[string]string{
		"formatjs": "fr.json", "i18next": "fr/errors.json", "go-i18n": "active.fr.json", "gotext": "locales/fr/messages.gotext.json", "fluent": "fr/errors.ftl",
		"mf2": "fr.mf2.json", "java-properties": "Errors_fr.properties", "android": "values-fr/errors.xml", "resx": "Errors.fr.resx",
		"arb": "errors_fr.arb", "typescript": "locales/fr.ts",
	} {
		content := exportedFile(t, cat, format, file)
		if has := strings.Contains(strings.ToLower(content), "more"); has || !strings.Contains(strings.ToLower(content), "e1") {
			t.Errorf("%s:\n%s", format, content)
		}
	}
}

func exportedNames(t *testing.T, cat *model.Catalog, format string, locales []string) string {
	t.Helper()
	files, err := bundle.Lookup(format).Export(cat, bundle.Options{Locales: locales})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name)
	}
	return strings.Join(names, " ")
}

func exportedFile(t *testing.T, cat *model.Catalog, format, name string) string {
	t.Helper()
	files, err := bundle.Lookup(format).Export(cat, bundle.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Name == name {
			return string(f.Content)
		}
	}
	t.Fatalf("%s: no file %s", format, name)
	return ""
}
