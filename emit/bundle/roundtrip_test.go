package bundle_test

import (
	"maps"
	"math/rand/v2"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/emit/bundle"
	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/parser"
	read "github.com/orchgen/orchgen/parser/bundle"
)

// translators gives the formats that go to translators and come back.
func translators() []*bundle.Format {
	var list []*bundle.Format
	for _, f := range bundle.Formats() {
		if f.Translators {
			list = append(list, f)
		}
	}
	return list
}

// export writes the sample without the template of PO, which has no language.
func export(t testing.TB, f *bundle.Format, cat *model.Catalog) []emit.File {
	t.Helper()
	files, err := f.Export(cat, bundle.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var list []emit.File
	for _, file := range files {
		if path.Ext(file.Name) != ".pot" {
			list = append(list, file)
		}
	}
	if len(list) != len(sampleLocales)-1 {
		t.Fatalf("%d files", len(list))
	}
	return list
}

// merge imports files, which have no fault.
func merge(t testing.TB, files fstest.MapFS, bundles []emit.File) *read.Result {
	t.Helper()
	var entries []read.Entry
	for _, f := range bundles {
		list, diags := read.Read(parser.Source{Name: f.Name, Data: f.Content})
		noFindings(t, diags)
		entries = append(entries, list...)
	}
	result, diags, err := read.Merge(read.Catalog{Catalog: readSample(t, files), FS: files, Name: "errors.yaml"}, entries)
	if err != nil {
		t.Fatal(err)
	}
	noFindings(t, diags)
	return result
}

func noFindings(t testing.TB, diags model.Diagnostics) {
	t.Helper()
	for _, d := range diags.Sorted() {
		t.Errorf("%v: %s: %s", d.Pos, d.Rule.ID, d.Message)
	}
	if t.Failed() {
		t.FailNow()
	}
}

// wantUnchanged checks that an import has seen all texts and changes no file.
func wantUnchanged(t testing.TB, cat *model.Catalog, result *read.Result) {
	t.Helper()
	for name := range result.Files {
		t.Errorf("%s changes", name)
	}
	if len(result.Locales) != len(sampleLocales)-1 {
		t.Errorf("%d locales", len(result.Locales))
	}
	for _, c := range result.Locales {
		if *c != (read.Count{Tag: c.Tag, Unchanged: len(cat.Units())}) {
			t.Errorf("%+v, want %d unchanged", *c, len(cat.Units()))
		}
	}
}

// TestRoundTrip exports catalogues with hard texts and imports what was written: nothing changes.
func TestRoundTrip(t *testing.T) {
	for seed := range uint64(8) {
		files := sample(rand.New(rand.NewPCG(seed, 1)))
		cat := readSample(t, files)
		for _, f := range translators() {
			t.Run(f.Name, func(t *testing.T) { wantUnchanged(t, cat, merge(t, files, export(t, f, cat))) })
		}
	}
}

// TestImportChanges imports the translations of one catalogue into another one with the same source texts: it has
// them then, and its comments still.
func TestImportChanges(t *testing.T) {
	for seed := range uint64(3) {
		files, others := sample(rand.New(rand.NewPCG(seed, 2))), sample(rand.New(rand.NewPCG(seed, 3)))
		others["locales/en.yaml"] = files["locales/en.yaml"]
		for _, f := range others {
			f.Data = regexp.MustCompile(`(?m)^    from: .*\n`).ReplaceAll(f.Data, nil) // nothing is stale
		}
		want := readSample(t, others)
		for _, f := range translators() {
			result := merge(t, files, export(t, f, want))
			if len(result.Files) != len(sampleLocales)-1 {
				t.Errorf("%s: %d files change", f.Name, len(result.Files))
			}
			changed := fstest.MapFS{}
			maps.Copy(changed, files)
			for name, content := range result.Files {
				changed[name] = &fstest.MapFile{Data: content}
				wantComments(t, string(files[name].Data), string(content))
			}
			wantTexts(t, want, readSample(t, changed))
		}
	}
}

var comment = regexp.MustCompile(`(?m)^  \d+: # .*$|^# .*$`)

func wantComments(t *testing.T, before, after string) {
	t.Helper()
	for _, c := range comment.FindAllString(before, -1) {
		if !strings.Contains(after, c+"\n") {
			t.Errorf("lost %q", c)
		}
	}
}

// wantTexts compares all texts of two catalogues.
func wantTexts(t *testing.T, want, got *model.Catalog) {
	t.Helper()
	units := got.Units()
	for i, u := range want.Units() {
		for _, l := range want.Locales {
			for j, s := range u.Slots(l.Tag) {
				if text := units[i].Slots(l.Tag)[j].Text(l.Tag); text != s.Text(l.Tag) {
					t.Errorf("%s: %s is %q, want %q", l.Tag, s.ID(), text, s.Text(l.Tag))
				}
			}
		}
	}
}
