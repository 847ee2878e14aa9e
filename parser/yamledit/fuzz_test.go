package yamledit

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// nasty are texts that are hard to write or to find again.
var nasty = []string{
	"x", "", " ", "a b", "a: b", "a #b", "#", "- a", "?", "1", "yes", "null", "~", "{a}", "[a]", "{A} b", "it's", `"q"`, `\n`, "a\nb", "a\n\n\nb\n",
	"a\n", "\na", "  a\n b", "*a", "&a", "!a", "%a", "@a", "`a", "|", ">-", "a\tb", "\ta", "é\u202f!", "\u2028", "\u0085", "\uFEFF", "😀, b", "a,b", "a]}", "---", "...", "<<", "=",
}

// document makes a YAML document with comments, and its comments.
func document(r *rand.Rand) string {
	styles := []yaml.Style{0, yaml.DoubleQuotedStyle, yaml.SingleQuotedStyle, yaml.LiteralStyle, yaml.FoldedStyle}
	comments := 0
	var value func(depth int) *yaml.Node
	value = func(depth int) *yaml.Node {
		n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: nasty[r.IntN(len(nasty))], Style: styles[r.IntN(len(styles))]}
		if strings.TrimSpace(n.Value) == "" || n.Value != strings.TrimLeft(n.Value, " \n\t") {
			n.Style = yaml.DoubleQuotedStyle // what the encoder writes as a block is not always YAML
		}
		if depth == 0 || depth < 3 && r.IntN(3) > 0 {
			n = &yaml.Node{Kind: yaml.MappingNode}
			if depth > 0 && r.IntN(4) == 0 {
				n.Style = yaml.FlowStyle
			}
			for i := range 1 + r.IntN(4) {
				k := &yaml.Node{Kind: yaml.ScalarNode, Value: fmt.Sprintf("k%d", i*2)}
				if r.IntN(3) == 0 {
					comments++
					k.HeadComment = fmt.Sprintf("# comment %d", comments)
				}
				n.Content = append(n.Content, k, value(depth+1))
			}
		}
		return n
	}
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2 + r.IntN(3))
	if err := enc.Encode(value(0)); err != nil {
		panic(err)
	}
	return b.String()
}

// paths gives the paths of all values of a file.
func paths(n *node, path []string, visit func(path []string, n *node)) {
	for _, m := range n.members {
		here := append(path[:len(path):len(path)], m.key)
		visit(here, m.value)
		paths(m.value, here, visit)
	}
}

// TestRandomEdits carries out many edits of many documents: none fails, each does exactly what it should, and no
// comment is lost that does not belong to what is removed.
func TestRandomEdits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		text := document(r)
		f, err := Parse([]byte(text))
		if err != nil {
			continue // the encoder cannot write every value so that it can be read
		}
		if same, err := f.Bytes(); err != nil || string(same) != text {
			t.Fatalf("without edits: %v\n%s", err, same)
		}
		var scalars [][]string
		paths(f.root, nil, func(path []string, n *node) {
			if n.kind == yaml.ScalarNode {
				scalars = append(scalars, path)
			}
		})
		var log []string
		for range 1 + r.IntN(4) {
			value := nasty[r.IntN(len(nasty))]
			path := append([]string(nil), scalars[r.IntN(len(scalars))]...)
			if r.IntN(2) == 0 {
				path[len(path)-1] = fmt.Sprintf("k%d", r.IntN(9))
				f.Before = func(_ []string, a, b string) bool { return a < b }
				if n := f.lookup(path); n != nil && n.kind != yaml.ScalarNode {
					continue
				}
			}
			log = append(log, fmt.Sprintf("%q = %q", path, value))
			if err := f.Set(Text(value), path...); err != nil {
				t.Fatalf("%s\n%q\n%v", text, log, err)
			}
			if got, ok := f.Text(path...); !ok || got != value {
				t.Fatalf("%q has become %q", path, got)
			}
		}
		out, err := f.Bytes()
		if err != nil {
			t.Fatalf("%s\n%q\n%v", text, log, err)
		}
		for line := range strings.Lines(text) {
			if s := strings.TrimSpace(line); strings.HasPrefix(s, "# comment") && !strings.Contains(string(out), s+"\n") {
				t.Fatalf("lost %q\n%s\n%q\n%s", s, text, log, out)
			}
		}
		again, err := Parse(out)
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if same, err := again.Bytes(); err != nil || !bytes.Equal(same, out) {
			t.Fatalf("read again: %v\n%s", err, same)
		}
	}
}

// FuzzEdits changes each scalar of any document that can be read, adds a key to each mapping, and removes each key: the
// result is what it shall be, or there is an error.
func FuzzEdits(f *testing.F) {
	for _, s := range []string{
		"a: x # c\nb: {c: 'd', e: [1, \"2\"]}\nf:\n- g: |+\n    h\n\n  i: >-\n    j\n", "a: &x !!str b\nc: *x\n? d\n: e\n", `{"a": {"b": "c"}}`,
		"\uFEFFa:\r\n  b: c\r\n", "%YAML 1.1\n---\na: b\n...\n", "a: b\n  c\n\n  d\n", "<<: {a: b}\n", "a:\n\n\n# c\nb: ~\n",
	} {
		f.Add(s, "x: y")
	}
	f.Fuzz(func(t *testing.T, text, value string) {
		original, err := Parse([]byte(text))
		if err != nil {
			return
		}
		if out, err := original.Bytes(); err != nil || string(out) != text {
			t.Fatalf("without edits: %v, %q", err, out)
		}
		var all [][]string
		paths(original.root, nil, func(path []string, _ *node) { all = append(all, path) })
		for _, path := range all[:min(len(all), 20)] {
			for _, e := range []edit{
				func(f *File) error { return f.Set(Text(value), path...) },
				func(f *File) error { return f.Set(Text(value), append(path[:len(path):len(path)], "new")...) },
				func(f *File) error { return f.Remove(path...) },
			} {
				f, err := Parse([]byte(text))
				if err != nil {
					t.Fatal(err)
				}
				if e(f) == nil {
					_, _ = f.Bytes()
				}
			}
		}
	})
}
