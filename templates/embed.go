// Package templates holds what generated packages contain whatever the definition: the runtime, which is
// ordinary Go, compiled and tested in its own folder, and copied with only the package clause changed, and the fake
// server, in whose files the import path of the runtime is changed as well.
package templates

import (
	"bytes"
	"embed"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

//go:embed runtime/*.go fake/*.go _examples/*.go
var files embed.FS

// standin is the file of a folder that takes the place of what is generated and is not copied.
const standin = "standin.go"

// Webhook is the runtime file for what webhooks deliver.
const Webhook = "webhook.go"

// ContractTest is the one test among the runtime files that are copied.
const ContractTest = "contract_test.go"

// ExampleServer is the example file with the function of that name, which the others use.
const ExampleServer = "example_test.go"

// examplesPath is what the examples import in place of the generated package.
const examplesPath = `"example.com/orchestrator"`

// Examples gives the sources of the examples by file name. They are programs for a client of Orchestrator, pkg at
// importPath, which they call orchestrator. Their folder has a name that Go's tools pass over, because they compile with
// such a client only.
func Examples(pkg, importPath string) (map[string][]byte, error) {
	entries, err := fs.ReadDir(files, "_examples")
	if err != nil {
		return nil, err
	}
	spec := strconv.Quote(importPath)
	if path.Base(importPath) != "orchestrator" || pkg != "orchestrator" {
		spec = "orchestrator " + spec
	}
	sources := map[string][]byte{}
	for _, e := range entries {
		src, err := inPackage("_examples/"+e.Name(), pkg+"_test")
		if err != nil {
			return nil, err
		}
		sources[e.Name()] = bytes.Replace(src, []byte(examplesPath), []byte(spec), 1)
	}
	return sources, nil
}

// RuntimeFile gives the source of runtime file name as part of package pkg.
func RuntimeFile(name, pkg string) ([]byte, error) { return inPackage("runtime/"+name, pkg) }

// RuntimeFiles gives the names of the runtime files that are copied, in order.
func RuntimeFiles() ([]string, error) {
	return copied("runtime", func(name string) bool { return name == ContractTest })
}

// runtimePath is what the fake server imports in place of the generated package.
const runtimePath = `"github.com/orchgen/orchgen/templates/runtime"`

// FakeFile gives the source of file name of the fake server as part of package pkg. It imports the generated package
// by its path.
func FakeFile(name, pkg, importPath string) ([]byte, error) {
	src, err := inPackage("fake/"+name, pkg)
	return bytes.Replace(src, []byte(runtimePath), []byte(strconv.Quote(importPath)), 1), err
}

// FakeFiles gives the names of the files of the fake server that are copied, in order.
func FakeFiles() ([]string, error) {
	return copied("fake", func(string) bool { return false })
}

// inPackage gives a file with another package clause.
func inPackage(name, pkg string) ([]byte, error) {
	src, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, src, parser.PackageClauseOnly)
	if err != nil {
		return nil, err
	}
	start := fset.Position(file.Name.Pos()).Offset
	end := fset.Position(file.Name.End()).Offset
	return slices.Concat(src[:start], []byte(pkg), src[end:]), nil
}

// copied gives the names of the files of a folder that are copied: all but the stand-in and the tests that are not
// wanted.
func copied(folder string, isWanted func(test string) bool) ([]string, error) {
	entries, err := fs.ReadDir(files, folder)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if e.Name() != standin && (!strings.HasSuffix(e.Name(), "_test.go") || isWanted(e.Name())) {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// Declared lists what the runtime declares.
type Declared struct {
	Package []string // package-level identifiers, without those for webhooks
	Webhook []string // package-level identifiers for webhooks
	members map[string][]string
}

// Members gives the exported fields and methods of a type.
func (d Declared) Members(typeName string) []string { return d.members[typeName] }

// Identifiers gives what the runtime declares.
func Identifiers() (Declared, error) {
	names, err := RuntimeFiles()
	if err != nil {
		return Declared{}, err
	}
	d := Declared{members: map[string][]string{}}
	for _, name := range append(names, standin) {
		src, err := files.ReadFile("runtime/" + name)
		if err != nil {
			return Declared{}, err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, src, parser.SkipObjectResolution)
		if err != nil {
			return Declared{}, fmt.Errorf("runtime: %w", err)
		}
		for _, decl := range file.Decls {
			noted := &d.Package
			if name == Webhook {
				noted = &d.Webhook
			}
			*noted = append(*noted, d.add(decl, name == standin)...)
		}
	}
	return d, nil
}

// add notes the members of one declaration and gives its identifiers. Exported names of the stand-in are not
// reserved: they are examples of what is generated.
func (d *Declared) add(decl ast.Decl, generated bool) (names []string) {
	note := func(id *ast.Ident) {
		if !generated || !id.IsExported() {
			names = append(names, id.Name)
		}
	}
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		if decl.Recv == nil {
			note(decl.Name)
		} else if owner := typeName(decl.Recv.List[0].Type); decl.Name.IsExported() {
			d.members[owner] = append(d.members[owner], decl.Name.Name)
		}
	case *ast.GenDecl:
		for _, spec := range decl.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				note(spec.Name)
				d.addFields(spec)
			case *ast.ValueSpec:
				for _, id := range spec.Names {
					note(id)
				}
			}
		}
	}
	return names
}

func (d *Declared) addFields(spec *ast.TypeSpec) {
	s, ok := spec.Type.(*ast.StructType)
	if !ok {
		return
	}
	for _, f := range s.Fields.List {
		names := f.Names
		if len(names) == 0 {
			names = []*ast.Ident{{Name: typeName(f.Type)}}
		}
		for _, id := range names {
			if id.IsExported() {
				d.members[spec.Name.Name] = append(d.members[spec.Name.Name], id.Name)
			}
		}
	}
}

// typeName gives the name under which a type is embedded, or has methods.
func typeName(expr ast.Expr) string {
	for {
		switch e := expr.(type) {
		case *ast.StarExpr:
			expr = e.X
		case *ast.IndexExpr:
			expr = e.X
		case *ast.IndexListExpr:
			expr = e.X
		case *ast.SelectorExpr:
			return e.Sel.Name
		case *ast.Ident:
			return e.Name
		default:
			return ""
		}
	}
}
