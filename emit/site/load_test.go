package site_test

import (
	"io/fs"
	"os"
	"testing"

	"github.com/orchgen/orchgen/catalog"
	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/emit/site"
	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/parser"
)

// load reads a definition, "" for none, and a catalogue. They may be changed before they are joined.
func load(t testing.TB, fsys fs.FS, definition string, change func(*model.API, *model.Catalog)) (*model.API, *model.Catalog) {
	t.Helper()
	cat, _, diags := parser.Catalog(fsys, "errors.yaml", "errors.yaml")
	api := &model.API{}
	if definition != "" {
		data, err := fs.ReadFile(fsys, definition)
		if err != nil {
			t.Fatal(err)
		}
		var more model.Diagnostics
		api, more = parser.Definition(parser.Source{Name: definition, Data: data})
		diags.Append(more)
	}
	if change != nil {
		change(api, cat)
	}
	if definition != "" {
		diags.Append(model.Link(api, cat))
	}
	reserved, err := emit.Reserved()
	if err != nil {
		t.Fatal(err)
	}
	diags.Append(model.AssignNames(api, cat, reserved))
	if diags.HasErrors() {
		t.Fatal(diags.Sorted())
	}
	return api, cat
}

// toys are the small definition and catalogue of the tests.
func toys(t testing.TB) (*model.API, *model.Catalog) {
	return load(t, os.DirFS("testdata/input"), "toys.yaml", nil)
}

// orchestrator is what is built into orchgen.
func orchestrator(t testing.TB) (*model.API, *model.Catalog) {
	return load(t, catalog.FS, "orchestrator.yaml", nil)
}

func generate(t testing.TB, api *model.API, cat *model.Catalog, o site.Options) map[string]string {
	t.Helper()
	if o.Format == "" {
		o.Format = site.HTML
	}
	if o.Package == "" {
		o.Package = "client"
	}
	list, err := site.Generate(api, cat, o)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for i, f := range list {
		if i > 0 && list[i-1].Name >= f.Name {
			t.Errorf("%s comes after %s", f.Name, list[i-1].Name)
		}
		files[f.Name] = string(f.Content)
	}
	return files
}
