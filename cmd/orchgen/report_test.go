package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/parser"
)

func reported(t *testing.T, paint palette, text string, diags model.Diagnostics) string {
	t.Helper()
	var b bytes.Buffer
	src := parser.Sources{"api.json": []byte(text)}
	if err := report(&b, paint, src, &diags); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestReport(t *testing.T) {
	var diags model.Diagnostics
	diags.Report(model.RuleRenamed, model.Pos{File: "api.json", Line: 2, Col: 4}, "", "taken")
	diags.Add(model.Diagnostic{
		Rule: model.RuleUnresolvedRef, Pos: model.Pos{File: "api.json", Line: 1, Col: 2},
		Message: "no \x1b[2Jsuch\u202e thing\n", Hint: "write \"Job\"",
		Related: []model.Related{{Pos: model.Pos{File: "api.json", Line: 2, Col: 1}, Message: "it is here"}},
	})
	diags.Report(model.RuleRead, model.Pos{}, "", "not there")
	diags.Add(model.Diagnostic{Rule: model.RuleType, Pos: model.Pos{File: "other.json"}, Pointer: "/a", Message: "odd"})
	got := reported(t, palette{}, "{\t\"é\x07\r\n\t\té}\r\n", diags)
	want := `error: not there [OG1009]
api.json:1:2: error: no \x1b[2Jsuch\u202e thing\n [OG1101]
    1 | {    "é\x07
      |  ^
  = help: write "Job"
api.json:2:1: note: it is here
api.json:2:4: warning: taken [OG1301]
    2 |         é}
      |          ^
other.json: error: odd [OG1007]
  = at: /a
3 errors, 1 warning
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReportColours(t *testing.T) {
	var diags model.Diagnostics
	diags.Report(model.RuleUnresolvedRef, model.Pos{File: "api.json", Line: 1, Col: 1}, "mend it", "broken")
	got := reported(t, palette{on: true}, "{}", diags)
	want := "\x1b[1mapi.json:1:1:\x1b[0m \x1b[1;31merror:\x1b[0m broken [OG1101]\n" +
		"\x1b[2m    1 |\x1b[0m {}\n\x1b[2m      |\x1b[0m \x1b[1;31m^\x1b[0m\n" +
		"  = \x1b[1;36mhelp:\x1b[0m mend it\n1 error\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReportCutsLongLists(t *testing.T) {
	var diags model.Diagnostics
	for i := range perRule + 7 {
		diags.Report(model.RuleUnknownOperation, model.Pos{File: "errors.yaml", Line: i + 1, Col: 1}, "", "unknown %d", i)
	}
	diags.Report(model.RuleCatalogValue, model.Pos{File: "errors.yaml", Line: 99, Col: 1}, "", "odd")
	got := reported(t, palette{}, "", diags)
	if n := strings.Count(got, "OG1206]"); n != perRule {
		t.Errorf("%d findings of the rule are shown", n)
	}
	end := "errors.yaml:99:1: error: odd [OG1208]\n… 7 more of OG1206\n1 error, 57 warnings\n"
	if !strings.HasSuffix(got, end) {
		t.Errorf("report ends with %q", got[max(0, len(got)-150):])
	}
}

func TestExcerpt(t *testing.T) {
	digits := strings.Repeat("0123456789", 100)
	cases := []struct {
		line   string
		col    int
		text   string
		indent int
	}{
		{"", 1, "", 0},
		{"abc", 0, "abc", 0},
		{"abc", 3, "abc", 2},
		{"abc", 99, "abc", 3},
		{"\ta\tb", 4, "    a    b", 9},
		{"\x1b[31m\xff", 6, `\x1b[31m\xff`, 8},
		{digits[:100], 1, digits[:100], 0},
		{digits[:100], 100, digits[:100], 99},
		{digits, 1, digits[:100] + "…", 0},
		{digits, 501, "…" + digits[:100] + "…", 51},
		{digits, 1000, "…" + digits[:100], 100},
		{digits, 2000, "…" + digits[:100], 101},
	}
	for _, c := range cases {
		text, indent := excerpt(c.line, c.col)
		if text != c.text || indent != c.indent {
			t.Errorf("excerpt(%.20q, %d)\n got %q, %d\nwant %q, %d", c.line, c.col, text, indent, c.text, c.indent)
		}
	}
}

func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"plain é 漢 😀":       "plain é 漢 😀",
		"fait\u00a0: «»":    "fait\u00a0: «»",
		"\x00\x1b\x7f":      `\x00\x1b\x7f`,
		"a\tb\r\n":          `a\tb\r\n`,
		"\u009b\u2028":      `\u009b\u2028`,
		"\u202e\U000e0001":  `\u202e\U000e0001`,
		"\xc3(":             `\xc3(`,
		"\ufffd":            "\ufffd",
		"\ufeff{":           `\ufeff{`,
		"zero\u200bwidth\\": `zero\u200bwidth\`,
	} {
		if got := visible(in); got != want {
			t.Errorf("visible(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWriteDiff(t *testing.T) {
	c := change{file: file{Name: "a.go", Content: []byte("one\n\ttwo\n")}, old: []byte("one\n\tzwei\x1b[0m\n")}
	var b bytes.Buffer
	if err := writeDiff(&b, palette{}, c); err != nil {
		t.Fatal(err)
	}
	want := "--- a.go\n+++ a.go (generated)\n@@ -1,2 +1,2 @@\n one\n-\tzwei\\x1b[0m\n+\ttwo\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	b.Reset()
	if err := writeDiff(&b, palette{on: true}, c); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "\x1b[32m+\ttwo\x1b[0m\n") {
		t.Errorf("no colours in %q", b.String())
	}
}

func TestWriteDiffCutsLongOnes(t *testing.T) {
	var old, content bytes.Buffer
	for i := range 500 {
		fmt.Fprintln(&old, "old", i)
		fmt.Fprintln(&content, "new", i)
	}
	var b bytes.Buffer
	c := change{file: file{Name: "a.go", Content: content.Bytes()}, old: old.Bytes()}
	if err := writeDiff(&b, palette{}, c); err != nil {
		t.Fatal(err)
	}
	if want := "… 803 more lines of the difference in a.go\n"; !strings.HasSuffix(b.String(), want) {
		t.Errorf("difference ends with %q", b.String()[b.Len()-60:])
	}
}

func TestSuggest(t *testing.T) {
	words := []string{"NameAlreadyUsed", "NameAlreadyExists", "1001", "1002", "1010", "2001", "OG1203"}
	for word, want := range map[string]string{
		"namealreadyuse": "; did you mean NameAlreadyUsed?",
		"NameAlready":    "; did you mean NameAlreadyUsed or NameAlreadyExists?",
		"1000":           "; did you mean 1001, 1002 or 1010?",
		"og1230":         "; did you mean OG1203?",
		"nothing":        "",
	} {
		if got := didYouMean(word, words); got != want {
			t.Errorf("didYouMean(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestProgress(t *testing.T) {
	var b bytes.Buffer
	p := newProgress(&b, time.Millisecond, time.Millisecond)
	p.enter("reading")
	time.Sleep(20 * time.Millisecond)
	p.enter("writing\x1b")
	p.stop()
	p.stop()
	if got := b.String(); !strings.Contains(got, "reading…") || !strings.HasSuffix(got, "\r\x1b[K") {
		t.Errorf("progress wrote %q", got)
	}
	b.Reset()
	quick := newProgress(&b, time.Hour, time.Hour)
	quick.enter("reading")
	quick.stop()
	if b.Len() > 0 {
		t.Errorf("quick work showed %q", b.String())
	}
	var none *progress
	none.enter("reading")
	none.stop()
	if startProgress(&b) != nil {
		t.Error("progress is shown where there is no terminal")
	}
}
