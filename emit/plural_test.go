package emit

import (
	"bytes"
	"fmt"
	"go/format"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
)

// pluralMain prints the two texts of the test's catalogue in every locale for the numbers on its input.
const pluralMain = `package main

import (
	"bufio"
	"fmt"
	"os"

	"pluraltest/client"
)

func main() {
	in := bufio.NewScanner(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		for _, l := range client.Locales() {
			fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", l.Tag(), in.Text(), client.CodeFull.Text(l, in.Text(), "x"), client.CodeSparse.Text(l, in.Text(), "x"))
		}
	}
}
`

// TestPluralFunc compiles the plural functions of all languages, runs them, and compares with the rules
// they are made from.
func TestPluralFunc(t *testing.T) {
	tags := append([]string{"en", "fr", "ar", "pl", "ja", "tlh", "zh-Hans", "pt-BR"}, cldr.Locales()...)
	slices.Sort(tags)
	catalog := pluralCatalog(slices.Compact(tags))
	dir := pluralModule(t, catalog)
	runGo(t, dir, "", "vet", "./...")

	var numbers []string
	for i := range 201 {
		numbers = append(numbers, fmt.Sprint(i))
	}
	for i := range 120 {
		numbers = append(numbers, fmt.Sprintf("%d.%02d", i/40, i%40), fmt.Sprintf("%d.%d", i/10, i%10))
	}
	numbers = append(numbers, "1000", "1011", "2000", "21000", "40000", "100000", "1000000", "1000001", "1100000", "3000000",
		"-1", "-1000000", "1.000", "0.110", "1000000.0", "18446744073709551617", "100000000000000000000000000", "1e6", "1,000", "many", "1.")
	output := runGo(t, dir, strings.Join(numbers, "\n"), "run", ".")

	lines := strings.Split(strings.TrimSuffix(output, "\n"), "\n")
	if want := len(numbers) * len(catalog.Locales); len(lines) != want {
		t.Fatalf("%d lines of output, want %d", len(lines), want)
	}
	for _, line := range lines {
		column := strings.Split(isolates.Replace(line), "\t")
		tag, number := column[0], column[1]
		rules, _ := cldr.Cardinal(tag)
		category := rules.Select(number)
		if want := fmt.Sprintf("%s: %s of x", category, number); column[2] != want {
			t.Errorf("%s: the text for %s is %q, want %q", tag, number, column[2], want)
		}
		if category != cldr.One && category != cldr.Many {
			category = cldr.Other
		}
		if want := fmt.Sprintf("%s: %s of x", category, number); column[3] != want {
			t.Errorf("%s: the text without some categories for %s is %q, want %q", tag, number, column[3], want)
		}
	}
}

// isolates takes out what sets arguments apart.
var isolates = strings.NewReplacer("\u2068", "", "\u2069", "")

// TestPluralSource shows what the functions look like.
func TestPluralSource(t *testing.T) {
	tests := map[string]string{
		"ja": `
// pluralJA gives the one plural form.
func pluralJA(string) uint8 {
	return 0
}
`,
		"en": `
// pluralEN picks the plural form for a number by the rules of CLDR ` + cldr.Version + `.
func pluralEN(number string) uint8 {
	p, ok := parsePlural(number)
	switch {
	case !ok:
		return 1 // other
	case p.i == 1 && p.v == 0:
		return 0 // one
	}
	return 1 // other
}
`,
		"br": `
// pluralBR picks the plural form for a number by the rules of CLDR ` + cldr.Version + `.
func pluralBR(number string) uint8 {
	p, ok := parsePlural(number)
	switch {
	case !ok:
		return 4 // other
	case p.w == 0 && p.i%10 == 1 && p.i%100 != 11 && p.i%100 != 71 && p.i%100 != 91:
		return 0 // one
	case p.w == 0 && p.i%10 == 2 && p.i%100 != 12 && p.i%100 != 72 && p.i%100 != 92:
		return 1 // two
	case p.w == 0 && (p.i%10 >= 3 && p.i%10 <= 4 || p.i%10 == 9) && (p.i%100 < 10 || p.i%100 > 19) && (p.i%100 < 70 || p.i%100 > 79) && p.i%100 < 90:
		return 2 // few
	case p.w == 0 && p.i != 0 && p.i%1000000 == 0:
		return 3 // many
	}
	return 4 // other
}
`,
		"lag": `
// pluralLAG picks the plural form for a number by the rules of CLDR ` + cldr.Version + `.
func pluralLAG(number string) uint8 {
	p, ok := parsePlural(number)
	switch {
	case !ok:
		return 2 // other
	case p.w == 0 && p.i == 0:
		return 0 // zero
	case p.i <= 1 && (p.w != 0 || p.i != 0):
		return 1 // one
	}
	return 2 // other
}
`,
		"sl": `
// pluralSL picks the plural form for a number by the rules of CLDR ` + cldr.Version + `.
func pluralSL(number string) uint8 {
	p, ok := parsePlural(number)
	switch {
	case !ok:
		return 3 // other
	case p.v == 0 && p.i%100 == 1:
		return 0 // one
	case p.v == 0 && p.i%100 == 2:
		return 1 // two
	case p.v == 0 && p.i%100 >= 3 && p.i%100 <= 4 ||
		p.v != 0:
		return 2 // few
	}
	return 3 // other
}
`,
	}
	for tag, want := range tests {
		for _, f := range pluralFiles(t, pluralCatalog([]string{"en", tag})) {
			if f.Name == "locale_"+tag+".go" && !bytes.HasSuffix(f.Content, []byte(want)) {
				t.Errorf("%s ends in another function:\n%s", f.Name, f.Content)
			}
		}
	}
}

func TestPluralRuntime(t *testing.T) {
	for tags, want := range map[string]bool{"en": true, "ja zh": false, "ja fr": true, "tlh": false} {
		catalog := pluralCatalog(strings.Fields(tags))
		catalog.Source = catalog.Locales[0].Tag
		has := slices.ContainsFunc(pluralFiles(t, catalog), func(f File) bool { return f.Name == "plural.go" })
		if has != want {
			t.Errorf("locales %s: plural.go is generated: %t, want %t", tags, has, want)
		}
	}
	catalog := pluralCatalog([]string{"en"})
	for _, def := range catalog.Errors {
		def.Default().Plural = nil
	}
	for _, f := range pluralFiles(t, catalog) {
		if f.Name == "plural.go" || bytes.Contains(f.Content, []byte("pluralEN")) {
			t.Errorf("%s is generated for plurals that do not occur", f.Name)
		}
	}
}

// pluralCatalog has two errors with plural forms. The text of a form is its category, the number, and a
// further argument. The first error has all categories of each language, in the order of the alphabet;
// the second has other, and of the rest only one and many.
func pluralCatalog(tags []string) *model.Catalog {
	category := &model.Category{ID: "Limit", Doc: "A limit is reached."}
	catalog := &model.Catalog{Version: 1, Domain: "example.com", Source: "en", Categories: []*model.Category{category}}
	for _, tag := range tags {
		catalog.Locales = append(catalog.Locales, &model.Locale{Tag: tag, Name: "language " + tag})
	}
	for i, id := range []string{"Full", "Sparse"} {
		number := &model.Arg{ID: "Number", Type: model.ArgDecimal}
		text := &model.Text{
			Args:     []*model.Arg{number, {ID: "Thing", Type: model.ArgString}},
			Plural:   number,
			Messages: map[string]*model.Message{},
		}
		for _, tag := range tags {
			rules, _ := cldr.Cardinal(tag)
			list := slices.Sorted(slices.Values(rules.Categories()))
			if id == "Sparse" {
				list = slices.DeleteFunc(list, func(c string) bool { return c != cldr.One && c != cldr.Many && c != cldr.Other })
			}
			text.Messages[tag] = pluralMessage(list)
		}
		catalog.Errors = append(catalog.Errors, &model.ErrorDef{
			Code: 1000 + i, ID: id, Category: category, Texts: []*model.Text{text}, Retry: model.RetryNever,
		})
	}
	return catalog
}

func pluralMessage(categories []string) *model.Message {
	m := &model.Message{}
	for _, c := range categories {
		m.Forms = append(m.Forms, model.Form{
			Category: c, Text: c + ": {Number} of {Thing}",
			Parts: []model.Part{{Literal: c + ": ", Arg: -1}, {Arg: 0}, {Literal: " of ", Arg: -1}, {Arg: 1}},
		})
	}
	return m
}

func pluralFiles(t *testing.T, catalog *model.Catalog) []File {
	t.Helper()
	return pluralFilesWith(t, catalog, Options{Package: "client"})
}

func pluralFilesWith(t *testing.T, catalog *model.Catalog, opt Options) []File {
	t.Helper()
	reserved, err := Reserved()
	if err != nil {
		t.Fatal(err)
	}
	api := &model.API{Title: "Plural", Version: "1", Services: []*model.Service{{Tag: "Things", Doc: "Things."}}}
	model.AssignNames(api, catalog, reserved)
	files, err := Generate(api, catalog, opt)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// pluralModule writes a module with the generated client and pluralMain.
func pluralModule(t *testing.T, catalog *model.Catalog) string {
	t.Helper()
	dir := t.TempDir()
	files := []File{{"go.mod", []byte("module pluraltest\n\ngo 1.26\n")}, {"main.go", []byte(pluralMain)}}
	for _, f := range pluralFiles(t, catalog) {
		if formatted, err := format.Source(f.Content); err != nil || !bytes.Equal(formatted, f.Content) {
			t.Errorf("%s is not formatted: %v", f.Name, err)
		}
		files = append(files, File{"client/" + f.Name, f.Content})
	}
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// runGo runs the go command in dir and gives its output.
func runGo(t *testing.T, dir, input string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=", "GOPROXY=off")
	cmd.Stdin = strings.NewReader(input)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, stderr.Bytes())
	}
	return stdout.String()
}
