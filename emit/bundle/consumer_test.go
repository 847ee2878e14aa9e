package bundle_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/emit/bundle"
	"github.com/orchgen/orchgen/golden/need"
	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
)

// counts are those for which plural forms are looked at.
var counts = []string{"0", "1", "2", "5", "11", "100", "1000000"}

// fixed is the sample that the readers of other people get.
func fixed(t testing.TB) *model.Catalog {
	return readSample(t, sample(rand.New(rand.NewPCG(7, 7))))
}

// written gives the text of a slot as the catalogue's file has it, without the package under test: the form, or the
// one for all other cases.
func written(s model.Slot, tag string) string {
	text := ""
	for _, f := range s.Unit.Message(tag).Forms {
		if f.Category == s.Category || f.Category == cldr.Other && text == "" {
			text = f.Text
		}
	}
	if s.Unit.Text == nil {
		return strings.TrimSpace(text)
	}
	return text
}

// ask is a question to a gettext reader.
type ask struct {
	File    string            `json:"file"`
	Context string            `json:"context"`
	ID      string            `json:"id"`
	Plural  string            `json:"plural"`
	Count   string            `json:"count"`
	Args    map[string]string `json:"args"` // nil for a text without arguments, whose braces stand for themselves
	want    string
}

var placeholder = regexp.MustCompile(`\{\{|\}\}|\{\w+\}`)

// render fills in the arguments of a text.
func render(text string, args map[string]string) string {
	if args == nil {
		return text
	}
	return placeholder.ReplaceAllStringFunc(text, func(s string) string {
		if s == "{{" || s == "}}" {
			return s[:1]
		}
		return args[s[1:len(s)-1]]
	})
}

// asks gives a question for every text of a locale and every count.
func asks(cat *model.Catalog, tag, file string) []ask {
	rules, _ := cldr.Cardinal(tag)
	var list []ask
	for _, u := range cat.Units() {
		var args map[string]string
		if u.Text != nil {
			args = map[string]string{"Name": "Ä{Name}\\", "Other": "%s", "Kind": "robot"}
		}
		if u.Text == nil || u.Text.Plural == nil {
			for _, s := range u.Slots(tag) {
				list = append(list, ask{file, s.ID(), written(s, cat.Source), "", "", args, render(written(s, tag), args)})
			}
			continue
		}
		form := func(category, tag string) string { return written(model.Slot{Unit: u, Category: category}, tag) }
		for _, n := range counts {
			args := map[string]string{"Name": "Ä{Name}\\", "Count": n}
			want := render(form(rules.Select(n), tag), args)
			list = append(list, ask{file, u.ID(), form("one", cat.Source), form("other", cat.Source), n, args, want})
		}
	}
	return list
}

// gettext compiles PO files with msgfmt, which checks them, and looks up all texts. It gives the first difference.
func gettext(t testing.TB, cat *model.Catalog, paths []string) error {
	var list []ask
	for _, path := range paths {
		compiled := path + ".mo"
		if _, err := command(nil, "msgfmt", "--check", "--use-fuzzy", "-o", compiled, path); err != nil {
			return err
		}
		list = append(list, asks(cat, tagOf(t, cat, path), compiled)...)
	}
	var answers []string
	must(t, &answers, list, python, script("mo_file.py"))
	for i, a := range list {
		if answers[i] != a.want {
			return fmt.Errorf("%s, %s for %s: got %q, want %q", filepath.Base(a.File), a.Context, a.Count, answers[i], a.want)
		}
	}
	return nil
}

// tagOf finds the locale of a PO file by the names that gettext has for the sample's.
func tagOf(t testing.TB, cat *model.Catalog, path string) string {
	name := strings.TrimSuffix(filepath.Base(path), ".po")
	names := map[string]string{"zh_CN": "zh-Hans", "zh_TW": "zh-Hant", "es_MX": "es-MX", "pt_BR": "pt-BR"}
	if tag, ok := names[name]; ok {
		return tag
	}
	for _, l := range cat.Locales {
		if l.Tag == name {
			return name
		}
	}
	t.Fatalf("no locale has the file %s", path)
	return ""
}

// xliff validates XLIFF files, reads them with the npm package xliff and compares all texts.
func xliff(t testing.TB, cat *model.Catalog, paths []string, schema string) error {
	folder := xliffPackage(t)
	args := append([]string{"--nonet", "--noout", "--schema", filepath.Join(xliffSchemas(t), schema)}, paths...)
	if _, err := command(nil, "xmllint", args...); err != nil {
		return err
	}
	var files map[string]map[string][2]string
	out, err := command(nil, "node", append([]string{script("xliff.js"), folder}, paths...)...)
	if err != nil {
		return err
	}
	decode(t, out, &files)
	for _, path := range paths {
		tag := strings.Split(filepath.Base(path), ".")[1]
		for _, u := range cat.Units() {
			for _, s := range u.Slots(tag) {
				want := [2]string{written(s, cat.Source), written(s, tag)}
				if got := files[path][s.ID()]; got != want {
					return fmt.Errorf("%s: %s is %q, want %q", tag, s.ID(), got, want)
				}
			}
		}
	}
	return nil
}

var formula = regexp.MustCompile(`^'*[=+@-]`)

// table reads CSV files with Python and compares all texts.
func table(t testing.TB, cat *model.Catalog, paths []string) error {
	out, err := command(nil, python, append([]string{script("csv_file.py")}, paths...)...)
	if err != nil {
		return err
	}
	var files map[string][][]string
	decode(t, out, &files)
	for _, path := range paths {
		tag := strings.Split(filepath.Base(path), ".")[1]
		rows := files[path][1:]
		for _, u := range cat.Units() {
			for _, s := range u.Slots(tag) {
				want := []string{s.ID(), tag, written(s, cat.Source), written(s, tag)}
				for i := range want {
					if formula.MatchString(want[i]) {
						want[i] = "'" + want[i]
					}
				}
				if got := rows[0][:4]; strings.Join(got, "\x00") != strings.Join(want, "\x00") {
					return fmt.Errorf("got %q, want %q", got, want)
				}
				rows = rows[1:]
			}
		}
		if len(rows) > 0 {
			return fmt.Errorf("%s: %d lines too many", tag, len(rows))
		}
	}
	return nil
}

// gates gives for each format the readers that nobody here wrote; each is an error when the reader refuses the files, or
// shows another text than the catalogue. The files may be written anew by the reader.
var gates = map[string]struct {
	tools []string
	read  func(t testing.TB, cat *model.Catalog, paths []string) error
}{
	"po": {[]string{"msgfmt", python}, gettext},
	"xliff-1.2": {[]string{"xmllint", "node", "npm"}, func(t testing.TB, cat *model.Catalog, paths []string) error {
		return xliff(t, cat, paths, "xliff-core-1.2-strict.xsd")
	}},
	"xliff-2.1": {[]string{"xmllint", "node", "npm"}, func(t testing.TB, cat *model.Catalog, paths []string) error {
		return xliff(t, cat, paths, "xliff-core-2.0.xsd")
	}},
	"csv": {[]string{python}, table},
}

// TestReaders gives the sample in all locales to the readers.
func TestReaders(t *testing.T) {
	cat := fixed(t)
	for _, f := range translators() {
		t.Run(f.Name, func(t *testing.T) {
			gate := gates[f.Name]
			need.Programs(t, gate.tools...)
			if err := gate.read(t, cat, store(t, export(t, f, cat))); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// TestTools imports what programs for translators make of the files when they read and write them.
func TestTools(t *testing.T) {
	files := sample(rand.New(rand.NewPCG(7, 7)))
	for _, f := range files {
		f.Data = bytes.ReplaceAll(f.Data, []byte("&amp;"), []byte("& ")) // the npm package writes the text "&amp;" as "&"
	}
	cat := readSample(t, files)
	for name, c := range map[string]struct {
		format string
		tools  []string
		run    func(t *testing.T, paths []string, template string)
	}{
		"msgcat":         {"po", []string{"msgcat"}, msgcat},
		"pot2po":         {"po", []string{"pot2po"}, pot2po},
		"Toolkit, PO":    {"po", []string{"pot2po"}, toolkit},
		"Toolkit, XLIFF": {"xliff-1.2", []string{"pot2po"}, toolkit},
		"npm, XLIFF 1.2": {"xliff-1.2", []string{"npm", "node"}, npmXLIFF},
		"npm, XLIFF 2.1": {"xliff-2.1", []string{"npm", "node"}, npmXLIFF},
		"Python, CSV":    {"csv", []string{python}, pythonCSV},
	} {
		t.Run(name, func(t *testing.T) {
			need.Programs(t, c.tools...)
			format := bundle.Lookup(c.format)
			all, err := format.Export(cat, bundle.Options{})
			if err != nil {
				t.Fatal(err)
			}
			template := store(t, all[len(all)-1:])[0]
			paths := store(t, export(t, format, cat))
			longAgo := time.Unix(1e9, 0)
			for _, path := range paths {
				if err := os.Chtimes(path, longAgo, longAgo); err != nil {
					t.Fatal(err)
				}
			}
			c.run(t, paths, template)
			for _, path := range paths {
				if info, err := os.Stat(path); err != nil || info.ModTime().Equal(longAgo) {
					t.Fatalf("%s has not been written: %v", path, err)
				}
			}
			wantUnchanged(t, cat, merge(t, files, load(t, paths)))
		})
	}
}

func msgcat(t *testing.T, paths []string, _ string) {
	for _, path := range paths {
		must(t, nil, nil, "msgcat", "-o", path, path)
	}
}

// pot2po brings translations up to date with the template.
func pot2po(t *testing.T, paths []string, template string) {
	for _, path := range paths {
		merged := path + ".po"
		must(t, nil, nil, "pot2po", "--progress=none", "-t", path, template, merged)
		if err := os.Rename(merged, path); err != nil {
			t.Fatal(err)
		}
	}
}

func toolkit(t *testing.T, paths []string, _ string) {
	must(t, nil, nil, python, append([]string{script("toolkit.py")}, paths...)...)
}

func npmXLIFF(t *testing.T, paths []string, _ string) {
	must(t, nil, nil, "node", append([]string{script("xliff.js"), xliffPackage(t)}, paths...)...)
}

func pythonCSV(t *testing.T, paths []string, _ string) {
	must(t, nil, nil, python, append([]string{script("csv_file.py")}, paths...)...)
}

// TestReadersFindDefects plants a defect into the file of a locale: the reader has to refuse it, or to show a wrong text.
func TestReadersFindDefects(t *testing.T) {
	cat := fixed(t)
	for _, d := range []struct{ format, file, old, new string }{
		{"po", "ru.po", `msgstr[3]`, `msgstr[4]`},
		{"po", "ru.po", "nplurals=4", "nplurals=3"},
		{"po", "pl.po", "n % 10 >= 2", "n % 10 >= 3"},
		{"po", "fr.po", "? 0 : ", "? 1 : "},
		{"po", "ar.po", "n == 2 ? 2", "n == 2 ? 3"},
		{"po", "de.po", "{Other}", "{Othor}"},
		{"po", "zh_CN.po", `\"quoted\"`, `"quoted"`},
		{"po", "ja.po", `msgctxt "E2001"`, `msgctxt "E20011"`},
		{"po", "tr.po", `{{{{m}}}}`, `{{m}}`},
		{"xliff-1.2", "errors.de.xlf", `state="translated"`, `state="done"`},
		{"xliff-1.2", "errors.ar.xlf", `&lt;b&gt;`, `<b>`},
		{"xliff-1.2", "errors.ar.xlf", `<ph id="Name">{Name}</ph>`, `<ph>{Name}</ph>`},
		{"xliff-1.2", "errors.ar.xlf", `>{Other}</ph>`, `>{Name}</ph>`},
		{"xliff-1.2", "errors.ko.xlf", `E2000:other`, `E2000`},
		{"xliff-2.1", "errors.de.xlf", `state="translated"`, `state="final!"`},
		{"xliff-2.1", "errors.ar.xlf", `disp="{Other}"`, `disp="{Name}"`},
		{"xliff-2.1", "errors.it.xlf", `&amp;amp;`, `&amp;`},
		{"xliff-2.1", "errors.pl.xlf", `:few"`, `:fe w"`},
		{"csv", "errors.pl.csv", `E2000:few`, `E2000:many`},
		{"csv", "errors.es.csv", `""quoted`, `"quoted`},
		{"csv", "errors.es.csv", `,'=1+1`, `,=1+1`},
	} {
		t.Run(d.format+" "+d.new, func(t *testing.T) {
			gate := gates[d.format]
			need.Programs(t, gate.tools...)
			var one []emit.File
			for _, f := range export(t, bundle.Lookup(d.format), cat) {
				if f.Name == d.file {
					changed := strings.ReplaceAll(string(f.Content), d.old, d.new)
					if changed == string(f.Content) {
						t.Fatalf("%s has no %q", f.Name, d.old)
					}
					one = []emit.File{{Name: f.Name, Content: []byte(changed)}}
				}
			}
			if err := gate.read(t, cat, store(t, one)); err == nil {
				t.Error("the defect is not found")
			} else {
				t.Logf("%.200v", err)
			}
		})
	}
}
