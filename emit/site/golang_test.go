package site_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/emit/site"
	"github.com/orchgen/orchgen/model"
)

var goBlock = regexp.MustCompile("(?s)```go\n(.*?)\n```")

// goExamples gives the Go of all pages.
func goExamples(t *testing.T, api *model.API, cat *model.Catalog) []string {
	t.Helper()
	var list []string
	for _, page := range generate(t, api, cat, site.Options{Format: site.Markdown}) {
		for _, m := range goBlock.FindAllStringSubmatch(page, -1) {
			list = append(list, m[1])
		}
	}
	if len(list) == 0 {
		t.Fatal("there are no examples")
	}
	return list
}

// TestExamplesCompile compiles the Go of the pages with the generated package.
func TestExamplesCompile(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles a client")
	}
	api, cat := toys(t)
	module := t.TempDir()
	client, err := emit.Generate(api, cat, emit.Options{Package: "client"})
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{"go.mod": "module example.com/toys\n\ngo 1.25\n"}
	for _, f := range client {
		files["client/"+f.Name] = string(f.Content)
	}
	var source strings.Builder
	source.WriteString("package toys\n\nimport (\n\t\"errors\"\n\t\"fmt\"\n\t\"time\"\n\n\t\"example.com/toys/client\"\n)\n\nvar _ = time.Sleep\n")
	for _, code := range goExamples(t, api, cat) {
		source.WriteString("\nfunc _(err error) {\n" + code + "\n}\n")
	}
	files["toys.go"] = source.String()
	writeAll(t, module, files)
	cmd := exec.Command("go", "vet", ".")
	cmd.Dir = module
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	if output, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, output)
	}
}

var qualified = regexp.MustCompile(`client\.(\w+)`)

// TestExamplesNameWhatIsThere looks up the identifiers on the pages of the built-in catalogue.
func TestExamplesNameWhatIsThere(t *testing.T) {
	api, cat := orchestrator(t)
	client, err := emit.Generate(api, cat, emit.Options{Package: "client"})
	if err != nil {
		t.Fatal(err)
	}
	declared := map[string]bool{}
	for _, f := range client {
		if filepath.Ext(f.Name) != ".go" {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), f.Name, f.Content, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		declare(declared, parsed)
	}
	for _, code := range goExamples(t, api, cat) {
		for _, m := range qualified.FindAllStringSubmatch(code, -1) {
			if !declared[m[1]] {
				t.Errorf("the package has no %s:\n%s", m[1], code)
			}
		}
	}
}

func declare(declared map[string]bool, file *ast.File) {
	for _, d := range file.Decls {
		general, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range general.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				declared[s.Name.Name] = true
			case *ast.ValueSpec:
				for _, name := range s.Names {
					declared[name.Name] = true
				}
			}
		}
	}
}
