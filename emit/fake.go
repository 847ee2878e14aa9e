package emit

import (
	"encoding/json"
	"path"
	"strings"
	"unicode/utf16"

	"github.com/dave/jennifer/jen"

	"github.com/orchgen/orchgen/templates"
)

// fakePackage names the sub-package with the fake server, and its folder.
func fakePackage(pkg string) string { return pkg + "test" }

// fakeFiles copies the fake server.
func fakeFiles(g *generator) ([]File, error) {
	names, err := templates.FakeFiles()
	if err != nil {
		return nil, err
	}
	pkg := fakePackage(g.opt.Package)
	var files []File
	for _, name := range names {
		content, err := templates.FakeFile(name, pkg, g.opt.ImportPath)
		if err != nil {
			return nil, err
		}
		files = append(files, copiedFile(path.Join(pkg, name), content))
	}
	return files, nil
}

// fakeFile writes what the fake server knows of the definition and the catalogue.
func fakeFile(g *generator) []*source {
	pkg := fakePackage(g.opt.Package)
	s := newSource(pkg, pkg+"/table.go")
	s.ImportAlias(g.opt.ImportPath, "api")
	s.PackageComment(comment(
		"Package "+pkg+" has a server in memory that stands in for the API of package "+g.opt.Package+" in tests: it holds each request to the definition, keeps entity sets, and fails as it is told.",
		"Begin with [NewServer] and its [Server.Client].",
	))
	table := newFakeTable(g)
	g.fakeOperations(s, table)
	g.fakeClient(s)
	s.Line()
	s.Comment("// definitionText is what the server knows of the definition and the catalogue, as JSON.")
	s.Const().Id("definitionText").Op("=").Add(rawText(table.text()))
	return []*source{s}
}

// fakeOperations writes the names of the operations, so that the compiler checks them.
func (g *generator) fakeOperations(s *source, table *fakeTable) {
	if len(table.Operations) == 0 {
		return
	}
	s.doc("The operations of the definition.")
	s.Const().DefsFunc(func(group *jen.Group) {
		for _, op := range g.api.Operations() {
			name := "Op" + strings.TrimPrefix(op.GoVar.String(), "op")
			fieldDoc(group, name+" is "+op.Method+" "+op.Path)
			group.Id(name).Id("Operation").Op("=").Lit(table.ids[op])
		}
	})
	s.Line()
}

// fakeClient writes what the server has to know of the package that it is for.
func (g *generator) fakeClient(s *source) {
	s.Comment("// sourceLocale has the texts of failures that no other language is chosen for.")
	locale := s.Var().Id("sourceLocale").Op("*").Qual(g.opt.ImportPath, "Locale")
	if len(g.locales) > 0 {
		locale.Op("=").Qual(g.opt.ImportPath, g.locales[0].Go.String())
	}
	s.Line()
	s.Comment("// serverOptions tell a client where the servers besides the base URL are.")
	s.Func().Params(jen.Id("s").Op("*").Id("Server")).Id("serverOptions").Params().Index().Qual(g.opt.ImportPath, "Option").Block(
		jen.Return(jen.Index().Qual(g.opt.ImportPath, "Option").ValuesFunc(func(list *jen.Group) {
			for _, server := range g.api.Servers {
				name := jen.Qual(g.opt.ImportPath, server.Go.String())
				list.Qual(g.opt.ImportPath, "WithServerURL").Call(name, jen.Id("s").Dot("ServerURL").Call(jen.String().Call(name.Clone())))
			}
		})),
	)
}

// fakeJSON writes v in printable ASCII without backquotes.
func fakeJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // the table has no values that JSON cannot write
	}
	var b strings.Builder
	for _, r := range string(text) {
		if r <= '~' && r != '`' {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			b.WriteString(`\u`)
			const hex = "0123456789abcdef"
			for shift := 12; shift >= 0; shift -= 4 {
				b.WriteByte(hex[unit>>shift&15])
			}
		}
	}
	return b.String()
}
