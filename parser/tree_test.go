package parser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/model"
)

// outline writes every value of a tree: pointer, place of key and value, and the JSON of scalars.
func outline(s *spot, list *[]string) {
	key := "-"
	if s.keyAt.line > 0 {
		key = fmt.Sprintf("%d:%d", s.keyAt.line, s.keyAt.col)
	}
	text := ""
	if s.kind != object && s.kind != array {
		text = " " + s.json()
	}
	*list = append(*list, fmt.Sprintf("%s %s %d:%d%s", s.pointer(), key, s.at.line, s.at.col, text))
	for _, e := range append(s.items(), s.entries()...) {
		outline(e, list)
	}
}

func TestTreePositions(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"single line", `{"a":{"b":[1, "x"]},"c":null}`, []string{
			" - 1:1", "/a 1:2 1:6", "/a/b 1:7 1:11", "/a/b/0 - 1:12 1", "/a/b/1 - 1:15 \"x\"", "/c 1:21 1:25 null",
		}},
		{"CRLF", "{\r\n  \"a\": true,\r\n  \"b\": -1.50e3\r\n}\r\n", []string{
			" - 1:1", "/a 2:3 2:8 true", "/b 3:3 3:8 -1.50e3",
		}},
		{"byte order mark", byteOrderMark + `{"a":1}`, []string{" - 1:1", "/a 1:2 1:6 1"}},
		{"columns are runes", `{"é😀":"日本","b":1}`, []string{" - 1:1", "/é😀 1:2 1:7 \"日本\"", "/b 1:12 1:16 1"}},
		{"escaped slash and surrogates", `{"a\/b":"\ud83d\ude00\/","c~":1}`, []string{
			" - 1:1", "/a~1b 1:2 1:9 \"😀/\"", "/c~0 1:26 1:31 1",
		}},
		{"YAML block", "a:\n  - x\n  - b: 'y'\n", []string{
			" - 1:1", "/a 1:1 2:3", "/a/0 - 2:5 \"x\"", "/a/1 - 3:5", "/a/1/b 3:5 3:8 \"y\"",
		}},
		{"YAML columns are runes", byteOrderMark + "é: {日: 1}\r\nz: ~\r\n", []string{
			" - 1:1", "/é 1:1 1:4", "/é/日 1:5 1:8 1", "/z 2:1 2:4 null",
		}},
		{"YAML key that is no string", "200: {true: 1.0}\n", []string{" - 1:1", "/200 1:1 1:6", "/200/true 1:7 1:13 1.0"}},
		{"YAML numbers", "a: [0x10, 1_000, .5, 1e3, .inf, 010, 0o17, 2020-01-01]\n", []string{
			" - 1:1", "/a 1:1 1:4", "/a/0 - 1:5 16", "/a/1 - 1:11 1000", "/a/2 - 1:18 0.5", "/a/3 - 1:22 1e3",
			"/a/4 - 1:27 \".inf\"", "/a/5 - 1:33 8", "/a/6 - 1:38 15", "/a/7 - 1:44 \"2020-01-01\"",
		}},
		{"YAML alias and merge", "a: &x {k: 1, l: 2}\nb: *x\nc: {k: 3, <<: *x}\n", []string{
			" - 1:1", "/a 1:1 1:4", "/a/k 1:8 1:11 1", "/a/l 1:14 1:17 2", "/b 2:1 1:4", "/b/k 1:8 1:11 1", "/b/l 1:14 1:17 2",
			"/c 3:1 3:4", "/c/k 3:5 3:8 3", "/c/l 1:14 1:17 2",
		}},
		{"YAML line breaks that editors do not know", "a: \"x\u2028y\"\nb: 1\n", []string{" - 1:1", "/a 1:1 1:4 \"x\\u2028y\"", "/b 2:1 2:4 1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var diags model.Diagnostics
			tree := readTree(Source{"f", []byte(tt.in)}, &diags)
			wantFindings(t, diags)
			if tree == nil {
				t.Fatal("no tree")
			}
			var got []string
			outline(tree.root, &got)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("outline (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTreeFaults(t *testing.T) {
	bomb := "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
	for c := 'b'; c <= 'h'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c, ", c-1), 10), ", "))
	}
	tests := []struct {
		name, in string
		want     []string
	}{
		{"empty", "", []string{"1:1 OG1001 the file is empty"}},
		{"white space", " \n\t", []string{"1:1 OG1001 the file is empty"}},
		{"comment", "# nothing\n", []string{"1:1 OG1001 the file is empty"}},
		{"latin-1", "a: caf\xe9\n", []string{"1:7 OG1005 byte 0xE9 is not part of a UTF-8 character | convert the file to UTF-8"}},
		{"JSON cut off after a value", "{\"a\": [1,\n 2", []string{"2:3 OG1001 the file ends where \",\" or \"]\" should be | the file seems to be cut off @ 1:7"}},
		{"JSON cut off after a key", `{"a"`, []string{"1:5 OG1001 the file ends where \":\" should be | the file seems to be cut off"}},
		{"JSON cut off in a string", `{"a": "bc`, []string{"1:7 OG1001 the string that begins here has no closing quote"}},
		{"JSON cut off in an escape", `{"a": "bc\`, []string{"1:7 OG1001 the string that begins here has no closing quote"}},
		{"JSON cut off in a word", `{"a": tru`, []string{"1:7 OG1001 found 't' where a value should be"}},
		{"JSON without comma", "{\"a\": 1\n \"b\": 2}", []string{"2:2 OG1001 found '\"' where \",\" or \"}\" should be"}},
		{"JSON comma too many", `{"a": [1,]}`, []string{"1:10 OG1001 found ']' where a further entry (a comma is not allowed before the bracket) should be"}},
		{"JSON single quotes", `{'a': 1}`, []string{"1:2 OG1001 found '\\'' where a key in double quotes should be | JSON strings are written in double quotes"}},
		{"JSON comment", "{\n  // note\n}", []string{"2:3 OG1001 found '/' where a key in double quotes should be | JSON has no comments"}},
		{"JSON text behind the end", `{} x`, []string{"1:4 OG1001 found 'x' where the end of the file should be"}},
		{"JSON leading zero", `[01]`, []string{"1:2 OG1001 a number begins with 0"}},
		{"JSON number without digits", `[-]`, []string{"1:3 OG1001 found ']' where a digit should be"}},
		{"JSON line feed in a string", "[\"a\nb\"]", []string{"1:4 OG1001 a string contains the control character '\\n' | write it as an escape such as \\n"}},
		{"JSON unknown escape", `["é\x"]`, []string{"1:4 OG1001 a string contains an escape sequence that JSON does not have | a backslash is written \\\\"}},
		{"JSON duplicate key", "{\"a\": 1,\n \"a\": 2,\n \"a\": 3}", []string{
			"2:2 OG1002 the key \"a\" occurs twice in one object | rename one of the keys or merge their values @ 1:2",
			"3:2 OG1002 the key \"a\" occurs twice in one object | rename one of the keys or merge their values @ 1:2",
		}},
		{"JSON too deep", strings.Repeat("[", 20000), []string{"1:501 OG1003 objects and arrays are nested more than 500 levels deep"}},
		{"YAML duplicate key", "a: 1\nb: 2\n'a': 3\n", []string{"3:1 OG1002 the key \"a\" occurs twice in one object | rename one of the keys or merge their values @ 1:1"}},
		{"YAML keys equal as text", "200: 1\n'200': 2\n", []string{"2:1 OG1002 the key \"200\" occurs twice in one object | rename one of the keys or merge their values @ 1:1"}},
		{"YAML too deep", "a: " + strings.Repeat("[", 600) + strings.Repeat("]", 600), []string{"1:503 OG1003 objects and arrays are nested more than 500 levels deep"}},
		{"YAML far too deep", strings.Repeat("- ", 20000) + "a", []string{"1:1 OG1003 objects and arrays are nested more than 500 levels deep"}},
		{"YAML deep by aliases", "a: &a " + strings.Repeat("[", 300) + strings.Repeat("]", 300) + "\nb: " + strings.Repeat("[", 300) + "*a" + strings.Repeat("]", 300) + "\n",
			[]string{"2:304 OG1003 objects and arrays are nested more than 500 levels deep"}},
		{"YAML alias bomb", bomb, []string{"7:4 OG1004 the aliases expand to more than 5000000 values"}},
		{"YAML alias inside itself", "a: &a [*a]\n", []string{"1:8 OG1001 the alias *a stands inside the value it stands for"}},
		{"YAML unknown alias", "b: 1\na: *a\n", []string{"2:4 OG1001 unknown anchor 'a' referenced"}},
		{"YAML two documents", "a: 1\n---\nb: 2\n", []string{"2:1 OG1001 a second YAML document begins here | keep one document in a file"}},
		{"YAML key that is a list", "? [x]\n: 1\n", []string{"1:3 OG1001 a key must be a string"}},
		{"YAML merge of a number", "a: {<<: 3}\n", []string{"1:9 OG1001 the merge key << needs a mapping or a list of mappings"}},
		{"YAML wrong indentation", "a:\n  b: {c: d,\n    e: f}\n  g:\n    h: 1\n   i: 2\n  j: 3\n", []string{"6:4 OG1001 did not find expected key"}},
		{"YAML tab", "a:\n  b: 1\n\tc: 2\n", []string{"3:1 OG1001 found a tab character that violates indentation | indent with spaces, not with tabs"}},
		{"YAML open bracket", "a: 1\nb: [x, y\nc: 2\n", []string{"2:4 OG1001 did not find expected ',' or ']'"}},
		{"YAML open quote", "a: 1\nb: \"x\nc: 2\n", []string{"2:4 OG1001 found unexpected end of stream"}},
		{"YAML two colons", "a: 1\né: x: y\nc: 2\n", []string{"2:5 OG1001 mapping values are not allowed in this context"}},
		{"YAML control character", "a: 1\nb: x\x01y\n", []string{"2:5 OG1001 control characters are not allowed"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var diags model.Diagnostics
			readTree(Source{"f", []byte(tt.in)}, &diags)
			wantFindings(t, diags, tt.want...)
		})
	}
}

func TestLookup(t *testing.T) {
	var diags model.Diagnostics
	tree := readTree(Source{"f", []byte(`{"a/b": {"~": ["x", {"": 1}]}, "n": null}`)}, &diags)
	for pointer, want := range map[string]string{
		"": tree.root.json(), "/a~1b/~0/0": `"x"`, "/a~1b/~0/1/": "1",
		"/a": "", "/a~1b/~0/2": "", "/a~1b/~0/01": "", "/a~1b/~0/-1": "", "/a~1b/~0/0/x": "", "a": "", "/n": "",
	} {
		got := ""
		if s := tree.lookup(pointer); s != nil {
			got = s.json()
			if s.pointer() != pointer {
				t.Errorf("the pointer of %q is %q", pointer, s.pointer())
			}
		}
		if got != want {
			t.Errorf("%q leads to %q, want %q", pointer, got, want)
		}
	}
}

func TestLine(t *testing.T) {
	s := Sources{"f": []byte(byteOrderMark + "a\r\nb\n\nc")}
	var got []string
	for n := range 6 {
		got = append(got, s.Line("f", n))
	}
	if diff := cmp.Diff([]string{"", "a", "b", "", "c", ""}, got); diff != "" {
		t.Error(diff)
	}
	if line := s.Line("g", 1); line != "" {
		t.Errorf("line of an unknown source: %q", line)
	}
}

func TestNearest(t *testing.T) {
	for _, tt := range []struct{ word, want string }{
		{"Jbo", "Job"}, {"JOB", "Job"}, {"Jobs", "Job"}, {"descripton", "description"}, {"xyz", ""}, {"J", ""}, {"Job", ""},
	} {
		if got := nearest(tt.word, []string{"Job", "description"}); got != tt.want {
			t.Errorf("nearest(%q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}
