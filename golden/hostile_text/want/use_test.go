package want_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/hostile_text/want"
)

func TestRequest(t *testing.T) {
	var got *http.Request
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r
		io.WriteString(w, "{\"a`\\\" json:\\\"b\":\"odd\",\"e\":\"`\"}")
	}))
	defer server.Close()
	client, err := want.NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	x, err := client.EtcPasswd.XOsExit1(t.Context(), "../\"`?", &want.EtcPasswdXOsExit1Options{Q: "`\"\n"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&want.X{AJSONB: "odd", E: want.XESymbol}, x); diff != "" {
		t.Error(diff)
	}
	if got.URL.Path != "/a\"b`c\\/../\"`?" || got.URL.EscapedPath() != "/a%22b%60c%5C/..%2F%22%60%3F" {
		t.Errorf("%q %q", got.URL.Path, got.URL.EscapedPath())
	}
	if diff := cmp.Diff(map[string][]string{"q\"`\n": {"`\"\n"}}, map[string][]string(got.URL.Query())); diff != "" {
		t.Error(diff)
	}
	if _, err := client.EtcPasswd.XOsExit1(t.Context(), "1", &want.EtcPasswdXOsExit1Options{XHeader: "v"}); err != nil || got.Header.Get("X-`Header") != "v" {
		t.Errorf("%v %v", got.Header, err)
	}
	if want.XEPanic1 != "\"); panic(1); (\"" || want.XESymbol2 != "\u202e" {
		t.Errorf("%q %q", want.XEPanic1, want.XESymbol2)
	}
}

// directive is what the Go tools act on when a comment begins with it.
var directive = regexp.MustCompile(`^(//[a-z0-9]+:[a-z0-9]|//(line|export|extern) |//\s*\+build|/\*)`)

// TestSource holds that no text of the definition became code, a directive or a file elsewhere. The runtime itself
// has one directive, and saves downloads.
func TestSource(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	generated := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		generated++
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, group := range file.Comments {
			for _, c := range group.List {
				if c.Text != "//go:noinline" && directive.MatchString(c.Text) || strings.ContainsAny(c.Text, "\x00\x1b\r\u2028\u202e") {
					t.Errorf("%s: comment %q", name, c.Text)
				}
			}
		}
		for _, imp := range file.Imports {
			if imp.Path.Value == `"C"` || imp.Path.Value == `"os"` && name != "save.go" || imp.Path.Value == `"embed"` {
				t.Errorf("%s imports %s", name, imp.Path.Value)
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Name.Name == "init" {
					t.Errorf("%s has a function init", name)
				}
			case *ast.CallExpr:
				if id, ok := n.Fun.(*ast.Ident); ok && id.Name == "panic" {
					t.Errorf("%s calls panic", name)
				}
			case *ast.TypeSpec:
				if n.Name.Name == "y" {
					t.Errorf("%s declares the type of a comment", name)
				}
			}
			return true
		})
		if strings.HasPrefix(name, "etc_passwd") {
			if diff := cmp.Diff(expected[name], functions(file)); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	}
	if generated < 10 {
		t.Errorf("%d files", generated)
	}
}

var expected = map[string][]string{
	"etc_passwd_service.go": {"set", "XOsExit1"},
	"etc_passwd_types.go":   {"MarshalJSON", "UnmarshalJSON"},
}

func functions(file *ast.File) []string {
	var names []string
	for _, decl := range file.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok {
			names = append(names, f.Name.Name)
		}
	}
	return names
}
