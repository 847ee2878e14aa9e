package parser

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/orchgen/orchgen/model"
)

// strangers are values that stand in for any other.
func strangers(t *testing.T) []*node {
	t.Helper()
	var list []*node
	for _, s := range []string{
		`null`, `true`, `-1.5`, `"x"`, `[]`, `{}`, `[null, {}, []]`, `{"": null, "x": {}, "200": []}`,
		`{"$ref": "#/definitions/Thing"}`, `{"$ref": "#/parameters/Shared"}`, `{"$ref": "#"}`, `{"$ref": 1}`, `{"allOf": [{"$ref": "#/definitions/Base"}]}`,
	} {
		var diags model.Diagnostics
		tree := readTree(Source{"s", []byte("[" + s + "]")}, &diags)
		list = append(list, tree.root.elems[0])
	}
	return list
}

// replaceAll puts each stranger in the place of each value of the tree in turn.
func replaceAll(t *testing.T, root *node, run func()) {
	values := strangers(t)
	var visit func(n *node)
	visit = func(n *node) {
		put := func(place **node) {
			original := *place
			for _, v := range values {
				*place = v
				run()
			}
			*place = original
			visit(original)
		}
		for i := range n.members {
			put(&n.members[i].value)
		}
		for i := range n.elems {
			put(&n.elems[i])
		}
	}
	visit(root)
}

// TestAnyValueAnywhere checks that no value at any place of a definition makes the parser panic, or
// leaves a model that the model package cannot check.
func TestAnyValueAnywhere(t *testing.T) {
	var diags model.Diagnostics
	tree := readTree(read(t, filepath.Join("testdata", "everything.yaml")), &diags)
	replaceAll(t, tree.root.node, func() {
		var diags model.Diagnostics
		if !isSwagger(tree, &diags) {
			return
		}
		api := readDefinition(tree, &diags)
		for _, typ := range api.Types {
			body(typ)
		}
		model.Check(api, nil)
		model.Link(api, nil)
	})
}

// oneFile is a file system in which the file name has other content.
type oneFile struct {
	fs.FS
	name string
	data []byte
}

func (f oneFile) ReadFile(name string) ([]byte, error) {
	if name == f.name {
		return f.data, nil
	}
	return fs.ReadFile(f.FS, name)
}

// TestAnyValueAnywhereInCatalog checks the same for a catalogue and its locale files.
func TestAnyValueAnywhereInCatalog(t *testing.T) {
	base := os.DirFS(filepath.Join("testdata", "catalog"))
	for _, name := range []string{"errors.yaml", "locales/en.yaml", "locales/fr.yaml"} {
		data, err := fs.ReadFile(base, name)
		if err != nil {
			t.Fatal(err)
		}
		var diags model.Diagnostics
		tree := readTree(Source{name, data}, &diags)
		replaceAll(t, tree.root.node, func() {
			cat, _, _ := Catalog(oneFile{base, name, []byte(tree.root.json())}, "errors.yaml", "errors.yaml")
			model.Check(nil, cat)
		})
	}
}
