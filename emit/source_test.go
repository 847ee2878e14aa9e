package emit

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestComment(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   []string
		want string
	}{
		{"empty", []string{"", " \n "}, ""},
		{"paragraphs", []string{"One.", "", "Two."}, "// One.\n//\n// Two."},
		{"lines", []string{"One\r\ntwo"}, "// One\n// two"},
		{"indent and tabs", []string{"One\n\t  two  three"}, "// One\n// two three"},
		{"end of block comment", []string{"a */ b"}, "// a */ b"},
		{"directive", []string{"go:linkname a b", "//go:embed x"}, "// go:linkname a b\n//\n// //go:embed x"},
		{"build constraint", []string{"+build ignore"}, "// + build ignore"},
		{"invisible", []string{"a\u202eb\u200bc\x00d\ufeff"}, "// abcd"},
		{"line separator", []string{"a\u2028b"}, "// a\n// b"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, comment(tt.in...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCommentWraps(t *testing.T) {
	text := strings.Repeat("word ", 100) + strings.Repeat("x", 150) + " end"
	for line := range strings.SplitSeq(comment(text), "\n") {
		if n := utf8.RuneCountInString(line); n > docWidth && !strings.Contains(line, "xxx") {
			t.Errorf("line of %d runes: %s", n, line)
		}
	}
	if got := strings.Join(strings.Fields(strings.ReplaceAll(comment(text), "//", "")), " "); got != strings.Join(strings.Fields(text), " ") {
		t.Error("wrapping changed the text")
	}
}

// FuzzComment checks that text of any kind stays in the comment: the file has the one declaration that
// was written, and its doc comment has no directive.
func FuzzComment(f *testing.F) {
	for _, s := range []string{"a", "*/ func init() {}", "//go:build x", "+build x", "a\r\nb", "\u2028x", "\x00", "# h\n- x\n\ty", "Deprecated: x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		src := newSource("p", "p.go")
		src.doc(s)
		src.Type().Id("T").Struct()
		file, err := src.render()
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), "p.go", file.Content, parser.ParseComments)
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if len(parsed.Decls) != 1 {
			t.Fatalf("%q: %d declarations", s, len(parsed.Decls))
		}
		for _, group := range parsed.Comments {
			for _, c := range group.List {
				checkCommentLine(t, c)
			}
		}
	})
}

func checkCommentLine(t *testing.T, c *ast.Comment) {
	t.Helper()
	if c.Text != "//" && !strings.HasPrefix(c.Text, "// ") && !strings.HasPrefix(c.Text, "//\t") {
		t.Errorf("comment line %q", c.Text)
	}
	if strings.HasPrefix(strings.TrimSpace(strings.TrimPrefix(c.Text, "//")), "+build") {
		t.Errorf("build constraint %q", c.Text)
	}
}
