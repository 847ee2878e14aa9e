package bundle_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/orchgen/orchgen/catalog"
	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/emit/bundle"
	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
	"github.com/orchgen/orchgen/parser"
)

// call asks for a text in a language.
type call struct {
	Locale   string            `json:"locale"`
	ID       string            `json:"id"`
	Names    []string          `json:"names"` // the arguments in their order
	Args     map[string]string `json:"args"`
	Plural   string            `json:"plural"`   // the argument that counts, or ""
	Select   string            `json:"select"`   // the argument that chooses, or ""
	Category string            `json:"category"` // the plural category, or the value that chooses
	want     string
}

// form names the text of the call where a format has one for each form.
func (c call) form() string {
	if c.Category == "" {
		return c.ID
	}
	return c.ID + "_" + c.Category
}

// folder holds a catalogue in a format, as exported or with a defect.
type folder struct {
	Format string `json:"format"`
	Dir    string `json:"dir"`
	defect *defect
}

// outcome is what a program made of the calls with the files of a folder: a text for each, or why it refused the files.
type outcome struct {
	Error string   `json:"error"`
	Texts []string `json:"texts"`
}

// consumers are programs that nobody of this project wrote, and how they show the texts of folders.
var consumers = []struct {
	name    string
	formats []string
	show    func(*testing.T, []folder, []call) []outcome
}{
	{"node", []string{"formatjs", "i18next", "fluent", "mf2", "xcstrings", "arb", "typescript", "json"}, showWithNode},
	{"go", []string{"go-i18n", "gotext"}, showWithGo},
	{"java", []string{"java-properties", "android"}, showWithJava},
	{"python", []string{"resx"}, showWithPython},
}

// TestPrograms holds the texts that other programs show to those of the catalogue, in every language: with characters
// that mean something to one format or another, with plural and select forms. A defect in a file must show.
func TestPrograms(t *testing.T) {
	otherPrograms(t)
	cat := nastyCatalog()
	for _, c := range consumers {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var folders []folder
			for _, format := range c.formats {
				folders = append(folders, folder{Format: format, Dir: exported(t, cat, format, nil)})
				for i := range defects {
					if d := &defects[i]; d.format == format {
						folders = append(folders, folder{format, exported(t, cat, format, d), d})
					}
				}
			}
			useTypeScript(t, folders)
			calls := callsOf(cat)
			for i, o := range c.show(t, folders, calls) {
				folders[i].check(t, o, calls)
			}
		})
	}
}

// TestProgramsWithShippedCatalog does the same for the texts of the built-in catalogue.
func TestProgramsWithShippedCatalog(t *testing.T) {
	otherPrograms(t)
	cat, _, diags := parser.Catalog(catalog.FS, "errors.yaml", "errors.yaml")
	if diags.HasErrors() {
		t.Fatal(diags.Sorted())
	}
	for _, c := range consumers {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var folders []folder
			for _, format := range c.formats {
				folders = append(folders, folder{Format: format, Dir: exported(t, cat, format, nil)})
			}
			calls := callsOf(cat)
			for i, o := range c.show(t, folders, calls) {
				folders[i].check(t, o, calls)
			}
		})
	}
}

// otherPrograms skips a test that runs other programs for long.
func otherPrograms(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("what other programs show is not looked at with -short")
	}
}

// useTypeScript adds a program to the TypeScript modules.
func useTypeScript(t *testing.T, folders []folder) {
	t.Helper()
	program, err := os.ReadFile("testdata/node/use.ts.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		if f.Format == "typescript" {
			if err := os.WriteFile(filepath.Join(f.Dir, "use.ts"), program, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// check holds the texts of a folder to those of the catalogue; those of one with a defect must differ.
func (f folder) check(t *testing.T, o outcome, calls []call) {
	t.Helper()
	wrong := differences(o, f.Format, calls)
	switch {
	case f.defect == nil && len(wrong) > 0:
		t.Errorf("%s: %d of %d texts differ:\n%s", f.Format, len(wrong), len(calls), strings.Join(wrong[:min(len(wrong), 12)], "\n"))
	case f.defect != nil && len(wrong) == 0:
		t.Errorf("%s: the defect %q does not show", f.Format, f.defect.name)
	case f.defect != nil:
		t.Logf("%s, %s: %s", f.Format, f.defect.name, wrong[0])
	}
}

// TestEveryProgramFormatIsShown tells when a format has no consumer or no defect.
func TestEveryProgramFormatIsShown(t *testing.T) {
	for _, f := range bundle.Formats() {
		shown := false
		for _, c := range consumers {
			shown = shown || slices.Contains(c.formats, f.Name)
		}
		if f.Translators == shown {
			t.Errorf("%s: no program reads it", f.Name)
		}
		if shown && !slices.ContainsFunc(defects, func(d defect) bool { return d.format == f.Name }) {
			t.Errorf("%s: no defect is seeded", f.Name)
		}
	}
}

// differences describes the texts that are not what they should be.
func differences(o outcome, format string, calls []call) []string {
	if o.Error != "" {
		return []string{"refused: " + o.Error}
	}
	if len(o.Texts) != len(calls) {
		return []string{"not every call was answered"}
	}
	var list []string
	for i, c := range calls {
		want := c.want
		if format == "gotext" && c.Category == cldr.Many && slices.Contains(manySinceCLDR38, c.Locale) {
			continue // golang.org/x/text does not know the category
		}
		if o.Texts[i] != want {
			list = append(list, "  "+c.Locale+" "+c.form()+":\n    got  "+o.Texts[i]+"\n    want "+want)
		}
	}
	return list
}

// manySinceCLDR38 are the languages whose category many golang.org/x/text does not have.
var manySinceCLDR38 = []string{"fr", "es", "es-MX", "it", "pt", "pt-BR"}

// exported writes the catalogue in a format, with a defect where there is one.
func exported(t *testing.T, cat *model.Catalog, format string, d *defect) string {
	t.Helper()
	files, err := bundle.Lookup(format).Export(cat, bundle.Options{Prose: true})
	if err != nil {
		t.Fatal(err)
	}
	if d != nil {
		files = d.seed(t, files)
	}
	dir := t.TempDir()
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// callsOf asks for every text in every language: texts without forms with several values, the others with counts or values that
// take each form, and one that takes none.
func callsOf(cat *model.Catalog) []call {
	var list []call
	for _, l := range cat.Locales {
		for i, u := range cat.Units() {
			switch {
			case u.Text == nil || len(u.Args()) == 0:
				list = append(list, newCall(u, l.Tag, 0, ""))
			case u.Text.Plural != nil:
				for _, n := range []string{"0", "1", "2", "5", "11", "100", "1000000"} {
					list = append(list, newCall(u, l.Tag, i, n))
				}
			case u.Text.Select != nil:
				for _, v := range []string{"Job", "Robot", "machine_key", "few", "unknown", "other", "constructor"} {
					list = append(list, newCall(u, l.Tag, i, v))
				}
			default:
				list = append(list, newCall(u, l.Tag, i, ""), newCall(u, l.Tag, i+1, ""))
			}
		}
	}
	return list
}

// newCall asks for a text, with the value for the argument that chooses the form where there is one.
func newCall(u model.Unit, tag string, seed int, value string) call {
	c := call{Locale: tag, ID: u.ID(), Names: []string{}, Args: map[string]string{}}
	for i, a := range u.Args() {
		c.Names = append(c.Names, a.ID)
		c.Args[a.ID] = values[(seed+3*i)%len(values)]
		if a == u.Selector() {
			c.Args[a.ID] = value
		}
	}
	if a := u.Selector(); a != nil && u.Text.Plural != nil {
		rules, _ := cldr.Cardinal(tag)
		c.Plural, c.Category = a.ID, rules.Select(value)
	} else if a != nil {
		c.Select, c.Category = a.ID, value
	}
	m := u.Message(tag)
	f := m.Form(c.Category)
	if f == nil {
		f = m.Other()
	}
	for _, p := range f.Parts {
		if p.Arg < 0 {
			c.want += p.Literal
		} else {
			c.want += c.Args[c.Names[p.Arg]]
		}
	}
	if u.Text == nil {
		c.want = strings.TrimSpace(c.want)
	}
	return c
}

// defect is a change of one kind in the files of a format, which a program that reads them must show.
type defect struct {
	format, name string
	file         string // how the name of the file ends, "" for all
	old, new     string // "" and "" drop the file
}

// seed makes the change, which must be possible.
func (d *defect) seed(t *testing.T, files []emit.File) []emit.File {
	t.Helper()
	var list []emit.File
	changed := false
	for _, f := range files {
		if strings.HasSuffix(f.Name, d.file) {
			before := string(f.Content)
			f.Content = []byte(strings.ReplaceAll(before, d.old, d.new))
			changed = changed || d.old == "" || before != string(f.Content)
			if d.old == "" {
				continue
			}
		}
		list = append(list, f)
	}
	if !changed {
		t.Fatalf("%s: the defect %q cannot be seeded", d.format, d.name)
	}
	return list
}
