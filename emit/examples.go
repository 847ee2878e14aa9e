package emit

import (
	"bytes"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/orchgen/orchgen/templates"
)

// fittingExamples gives the examples that compile as part of package pkg, which has the files. What the definition
// does not have, or has in another shape, an example cannot show.
func fittingExamples(pkg string, files []File) ([]File, error) {
	sources, err := templates.Examples(pkg)
	if err != nil {
		return nil, err
	}
	var examples []File
	for _, name := range sortedKeys(sources) {
		examples = append(examples, File{name, slices.Concat([]byte("// "+header+"\n\n"), sources[name])})
	}
	faulty, err := faultyFiles(pkg, slices.Concat(files, examples))
	if err != nil {
		return nil, err
	}
	examples = slices.DeleteFunc(examples, func(f File) bool { return faulty[f.Name] })
	served := slices.ContainsFunc(examples, func(f File) bool {
		return f.Name != templates.ExampleServer && bytes.Contains(f.Content, []byte("exampleServer("))
	})
	return slices.DeleteFunc(examples, func(f File) bool { return f.Name == templates.ExampleServer && !served }), nil
}

// faultyFiles gives the files of a package that do not compile. Uses of other packages are taken for right, because
// those need not be where orchgen runs.
func faultyFiles(pkg string, files []File) (map[string]bool, error) {
	fset := token.NewFileSet()
	syntax := map[string]*ast.File{}
	var list []*ast.File
	for _, f := range files {
		if strings.Contains(f.Name, "/") {
			continue
		}
		file, err := parser.ParseFile(fset, f.Name, f.Content, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		syntax[f.Name] = file
		list = append(list, file)
	}
	var faults []types.Error
	check := types.Config{Importer: noImporter{}, Error: func(err error) {
		if e, ok := errors.AsType[types.Error](err); ok {
			faults = append(faults, e)
		}
	}}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	_, _ = check.Check(pkg, fset, list, info)
	faulty := map[string]bool{}
	for _, e := range faults {
		if name := fset.Position(e.Pos).Filename; !isForeign(syntax[name], e.Pos, info) {
			faulty[name] = true
		}
	}
	return faulty, nil
}

// noImporter finds no package. The type checker then lets every use of it pass.
type noImporter struct{}

func (noImporter) Import(string) (*types.Package, error) { return nil, errors.New("not looked for") }

// isForeign reports whether what the type checker found at pos is about another package: its import, or a member that
// a type may have from there.
func isForeign(f *ast.File, pos token.Pos, info *types.Info) (foreign bool) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			foreign = foreign || n.Pos() <= pos && pos < n.End()
		case *ast.SelectorExpr:
			foreign = foreign || n.Sel.Pos() == pos && embedsForeign(info.TypeOf(n.X))
		}
		return !foreign
	})
	return foreign
}

// embedsForeign reports whether t, or what it points to, has an embedded field of another package's type.
func embedsForeign(t types.Type) bool {
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if t == nil {
		return false
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	return slices.ContainsFunc(slices.Collect(s.Fields()), func(f *types.Var) bool {
		return f.Embedded() && f.Type() == types.Typ[types.Invalid]
	})
}
