package bundle_test

import (
	"regexp"
	"strconv"
	"testing"

	"github.com/orchgen/orchgen/emit/bundle"
	"github.com/orchgen/orchgen/golden/need"
	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
)

var pluralHeader = regexp.MustCompile(`"Plural-Forms: nplurals=(\d+); plural=(.*);\\n"`)

// TestPluralForms has Python evaluate the plural expression of every language that CLDR knows.
func TestPluralForms(t *testing.T) {
	need.Programs(t, python)
	cat := &model.Catalog{Source: "en"}
	seen := map[string]bool{} // a language may have an old code, too
	for _, tag := range append(cldr.Locales(), "tlh") {
		if name := model.POSIXLocale(tag); !seen[name] {
			seen[name] = true
			cat.Locales = append(cat.Locales, &model.Locale{Tag: tag})
		}
	}
	files, err := bundle.Lookup("po").Export(cat, bundle.Options{})
	if err != nil {
		t.Fatal(err)
	}
	expressions := map[string]string{}
	for _, f := range files {
		if m := pluralHeader.FindSubmatch(f.Content); m != nil {
			expressions[f.Name] = string(m[2])
		}
	}
	numbers := []int{1000, 1001, 1011, 2000, 20000, 40000, 100000, 1000000, 1000001, 1100000, 3000000, 100000000}
	for n := range 400 {
		numbers = append(numbers, n)
	}
	var indexes map[string][]int
	must(t, &indexes, []any{numbers, expressions}, python, script("plural_index.py"))
	if len(indexes) < 200 {
		t.Fatalf("%d languages", len(indexes))
	}
	for _, l := range cat.Locales {
		if l.Tag == cat.Source {
			continue
		}
		rules, _ := cldr.Cardinal(l.Tag)
		got := indexes[model.POSIXLocale(l.Tag)+".po"]
		for i, n := range numbers {
			if want := rules.Select(strconv.Itoa(n)); rules.Categories()[got[i]] != want {
				t.Errorf("%s: %d is %s, want %s", l.Tag, n, rules.Categories()[got[i]], want)
			}
		}
	}
}
