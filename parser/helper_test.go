package parser

import (
	goflag "flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/model"
)

// findings writes diagnostics one a line: "line:col OG1234 message", with related places behind "@".
func findings(diags model.Diagnostics) []string {
	var list []string
	for _, d := range diags.Sorted() {
		s := fmt.Sprintf("%s %s %s", strings.TrimPrefix(d.Pos.String(), "f:"), d.Rule.ID, d.Message)
		if d.Hint != "" {
			s += " | " + d.Hint
		}
		for _, r := range d.Related {
			s += " @ " + strings.TrimPrefix(r.Pos.String(), "f:")
		}
		list = append(list, s)
	}
	return list
}

func wantFindings(t *testing.T, diags model.Diagnostics, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, findings(diags)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// define reads a definition that must have no findings.
func define(t *testing.T, text string) *model.API {
	t.Helper()
	api, diags := Definition(Source{"f", []byte(withPaths(text))})
	wantFindings(t, diags)
	if api == nil {
		t.Fatal("no API")
	}
	return api
}

const head = "swagger: '2.0'\ninfo: {title: T, version: '1'}\n"

// withPaths adds "paths" to a definition in YAML that has none, at its end.
func withPaths(text string) string {
	if strings.HasPrefix(text, "{") || strings.Contains(text, "\npaths:") {
		return text
	}
	return text + "paths: {}\n"
}

// shared gives the files of the collection of public definitions that match the pattern. They are not
// part of this repository.
func shared(t testing.TB, pattern string) []string {
	t.Helper()
	root := os.Getenv("ORCHGEN_SHARED")
	if root == "" {
		root = "../../shared"
	}
	files, err := filepath.Glob(filepath.Join(root, pattern))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skipf("no definitions at %s; set ORCHGEN_SHARED to the folder that has them", filepath.Join(root, pattern))
	}
	return files
}

func read(t testing.TB, file string) Source {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return Source{filepath.Base(file), data}
}

// show writes a type in one line, with named types as their names.
func show(t *model.Type) string {
	if t == nil {
		return "-"
	}
	name := strings.Join(append([]string{t.Wire}, t.Hint...), ".")
	if t.IsNamed() && name != "" {
		return name
	}
	return body(t)
}

var kindNames = [...]string{
	"any", "bool", "int32", "int64", "float32", "float64", "decimal", "string", "datetime", "date", "bytes", "stream",
	"list", "map", "object", "enum", "page", "single", "alias",
}

// body writes what a type holds.
func body(t *model.Type) string {
	s := kindNames[t.Kind]
	if t.Kind == model.String && t.Format != "" {
		s += "/" + t.Format
	}
	if t.Nullable {
		s += "?"
	}
	if t.Elem != nil {
		s += "(" + show(t.Elem) + ")"
	}
	for _, b := range t.Bases {
		s += " <" + show(b)
	}
	for _, f := range t.Fields {
		s += " " + f.Wire + ":" + show(f.Type) + marks(f)
	}
	for _, v := range t.EnumValues {
		s += " " + v.Text
	}
	if t.Additional != nil {
		s += " +" + show(t.Additional)
	}
	return s
}

func marks(f *model.Field) string {
	s := ""
	for _, m := range []struct {
		on   bool
		text string
	}{{f.Required, "!"}, {f.ReadOnly, "r"}, {f.Nullable, "?"}, {f.Deprecated, "d" + f.Deprecation}, {f.Default != "", "=" + f.Default}} {
		if m.on {
			s += m.text
		}
	}
	return s
}

// types writes all named types of an API, one a line.
func types(api *model.API) []string {
	var list []string
	for _, t := range api.Types {
		list = append(list, strings.Join(append([]string{t.Wire}, t.Hint...), ".")+" = "+body(t))
	}
	return list
}

var update = goflag.Bool("update", false, "rewrite the expected texts in testdata")

// golden compares got with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// pointed writes diagnostics with the source text at each position, cut off after 16 characters.
func pointed(sources Sources, diags model.Diagnostics) string {
	var b strings.Builder
	at := func(p model.Pos) string {
		if p.Line == 0 {
			return p.String()
		}
		rest := []rune(sources.Line(p.File, p.Line))[p.Col-1:]
		return fmt.Sprintf("%s «%s»", p, string(rest[:min(len(rest), 16)]))
	}
	for _, d := range diags.Sorted() {
		fmt.Fprintf(&b, "%s\n    %s %s\n", at(d.Pos), d.Rule.ID, d.Message)
		if d.Hint != "" {
			fmt.Fprintf(&b, "    hint: %s\n", d.Hint)
		}
		for _, r := range d.Related {
			fmt.Fprintf(&b, "    see %s: %s\n", at(r.Pos), r.Message)
		}
	}
	return b.String()
}
