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

// fittingExamples gives the examples that compile beside the package, which has the files. What the definition does
// not have, or has in another shape, an example cannot show.
func (g *generator) fittingExamples(files []File) ([]File, error) {
	sources, err := templates.Examples(g.opt.Package, g.opt.ImportPath)
	if err != nil {
		return nil, err
	}
	var examples []File
	for _, name := range sortedKeys(sources) {
		examples = append(examples, File{name, slices.Concat([]byte("// "+header+"\n\n"), sources[name])})
	}
	own := slices.DeleteFunc(slices.Clone(files), func(f File) bool {
		return strings.Contains(f.Name, "/") || strings.HasSuffix(f.Name, "_test.go")
	})
	client, _, err := checkFiles(g.opt.ImportPath, own, nil)
	if err != nil {
		return nil, err
	}
	_, faulty, err := checkFiles(g.opt.ImportPath+"_test", examples, client)
	if err != nil {
		return nil, err
	}
	examples = slices.DeleteFunc(examples, func(f File) bool { return faulty[f.Name] })
	served := slices.ContainsFunc(examples, func(f File) bool {
		return f.Name != templates.ExampleServer && bytes.Contains(f.Content, []byte("exampleServer("))
	})
	return slices.DeleteFunc(examples, func(f File) bool { return f.Name == templates.ExampleServer && !served }), nil
}

// checkFiles gives the package that the files make, and those of them that do not compile. They may import the client,
// if any; uses of other packages are taken for right, because those need not be where orchgen runs.
func checkFiles(importPath string, files []File, client *types.Package) (*types.Package, map[string]bool, error) {
	fset := token.NewFileSet()
	syntax := map[string]*ast.File{}
	var list []*ast.File
	for _, f := range files {
		file, err := parser.ParseFile(fset, f.Name, f.Content, parser.SkipObjectResolution)
		if err != nil {
			return nil, nil, err
		}
		syntax[f.Name] = file
		list = append(list, file)
	}
	var faults []types.Error
	check := types.Config{Importer: only{client}, Error: func(err error) {
		if e, ok := errors.AsType[types.Error](err); ok {
			faults = append(faults, e)
		}
	}}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	made, _ := check.Check(importPath, fset, list, info)
	faulty := map[string]bool{}
	for _, e := range faults {
		if name := fset.Position(e.Pos).Filename; !isForeign(syntax[name], e.Pos, info) {
			faulty[name] = true
		}
	}
	made.MarkComplete()
	return made, faulty, nil
}

// only finds one package at the most. The type checker lets every use of another one pass.
type only struct{ client *types.Package }

func (o only) Import(path string) (*types.Package, error) {
	if o.client != nil && path == o.client.Path() {
		return o.client, nil
	}
	return nil, errors.New("not looked for")
}

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
