package emit

import (
	"fmt"
	"go/ast"
	"go/parser"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/orchgen/orchgen/model"
)

func TestTreatment(t *testing.T) {
	catalog := &model.Catalog{Categories: []*model.Category{{ID: "Conflict"}}}
	conflict := catalog.Categories[0]
	model.AssignNames(&model.API{}, catalog, model.Reserved{})
	for want, def := range map[string]*model.ErrorDef{
		"HTTP 409, [CategoryConflict], not to be repeated.":                          {Category: conflict, Status: []int{409}, Retry: model.RetryNever},
		"HTTP 503, 500, [CategoryConflict], to be repeated only where that is safe.": {Category: conflict, Status: []int{503, 500}, Retry: model.RetryIdempotent},
		"[CategoryConflict], may be repeated.":                                       {Category: conflict, Retry: model.RetryAlways},
	} {
		if got := treatment(def); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestLifecycle(t *testing.T) {
	other := &model.ErrorDef{Code: 2, ID: "Other", Category: &model.Category{ID: "Conflict"}, Texts: []*model.Text{{}}}
	catalog := &model.Catalog{Errors: []*model.ErrorDef{other}}
	model.AssignNames(&model.API{}, catalog, model.Reserved{})
	for want, def := range map[string]*model.ErrorDef{
		"": {},
		"Deprecated: not sent since the release after 2020.10.":                  {Until: "2020.10"},
		"Deprecated: use [CodeOther].":                                           {Deprecated: &model.Deprecation{Use: other}},
		"Deprecated: use [CodeOther]. Two lines.":                                {Deprecated: &model.Deprecation{Use: other, Note: "Two\nlines."}},
		"Deprecated: not sent since the release after 2020.10; use [CodeOther].": {Until: "2020.10", Deprecated: &model.Deprecation{Use: other}},
		"Deprecated: Nothing takes its place.":                                   {Deprecated: &model.Deprecation{Note: "Nothing takes its place."}},
		"Deprecated: servers do not send it any more.":                           {Deprecated: &model.Deprecation{}},
	} {
		if got := lifecycle(def); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestDocsAddress(t *testing.T) {
	catalog := pluralCatalog([]string{"en"})
	catalog.Docs = "https://catalog.example/"
	for url, want := range map[string]string{"": "https://catalog.example/en/1000.html", "https://other.example/": "https://other.example/en/1000.html"} {
		files := pluralFilesWith(t, catalog, Options{Package: "client", DocsURL: url})
		if i := slices.IndexFunc(files, func(f File) bool { return f.Name == "codes.go" }); !strings.Contains(string(files[i].Content), "// See "+want+"\n") {
			t.Errorf("%s is not in the comments", want)
		}
	}
}

// FuzzTextTable reads back the lists that the generated tables hold.
func FuzzTextTable(f *testing.F) {
	f.Add("a", "", "\x0e\x01\x0eé\u2068\xff", uint16(70))
	f.Fuzz(func(t *testing.T, a, b, c string, repeat uint16) {
		texts := []string{a, b, strings.Repeat(c, int(repeat)), b, a, a, a, a, a, c}
		expr, err := parser.ParseExpr(fmt.Sprintf("%#v", textTable(texts)))
		if err != nil {
			t.Fatal(err)
		}
		var fields []string
		for _, field := range expr.(*ast.CompositeLit).Elts {
			fields = append(fields, concatenation(t, field.(*ast.KeyValueExpr).Value))
		}
		start := 0
		for i, want := range texts {
			n := fields[1][3*i:]
			end := int(n[0]) | int(n[1])<<8 | int(n[2])<<16
			if got := fields[0][start:end]; got != want {
				t.Fatalf("%d: got %q, want %q", i, got, want)
			}
			start = end
		}
	})
}

// concatenation evaluates string literals that are added up.
func concatenation(t *testing.T, expr ast.Expr) string {
	if sum, ok := expr.(*ast.BinaryExpr); ok {
		return concatenation(t, sum.X) + concatenation(t, sum.Y)
	}
	text, err := strconv.Unquote(expr.(*ast.BasicLit).Value)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
