package yamledit

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// edit is one call of a File.
type edit func(*File) error

func set(v Value, path string) edit {
	return func(f *File) error { return f.Set(v, strings.Split(path, ".")...) }
}

func remove(path string) edit {
	return func(f *File) error { return f.Remove(strings.Split(path, ".")...) }
}

func push(text, path string) edit {
	return func(f *File) error { return f.Append(text, strings.Split(path, ".")...) }
}

func apply(text string, edits ...edit) (string, error) {
	f, err := Parse([]byte(text))
	if err != nil {
		return "", err
	}
	f.Before = func(path []string, a, b string) bool { return a < b }
	for _, e := range edits {
		if err := e(f); err != nil {
			return "", err
		}
	}
	out, err := f.Bytes()
	return string(out), err
}

func TestEdits(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		edits []edit
		want  string
	}{
		"plain":               {"# c\na:  x # d\n\nb: y", []edit{set(Text("z"), "a")}, "# c\na:  z # d\n\nb: y"},
		"plain, needs quotes": {"a: x # d\n", []edit{set(Text("z: #"), "a")}, "a: \"z: #\" # d\n"},
		"plain, looks like a number": {"a: x\nb: x\nc: x\nd: x\n", []edit{set(Text("1.0"), "a"), set(Text("yes"), "b"), set(Text("~"), "c"), set(Text("2020-01-01"), "d")},
			"a: \"1.0\"\nb: \"yes\"\nc: \"~\"\nd: \"2020-01-01\"\n"},
		"plain on several lines":    {"a: x\n  y\n\n  z\nb: 1\n", []edit{set(Text("v w"), "a")}, "a: v w\nb: 1\n"},
		"single quotes":             {"a: 'it''s' # d\n", []edit{set(Text("that's"), "a")}, "a: 'that''s' # d\n"},
		"single quotes, line end":   {"a: 'x'\n", []edit{set(Text("x\ny"), "a")}, "a: \"x\\ny\"\n"},
		"double quotes":             {"a: \"\\\"\\\\\" # d\n", []edit{set(Text("\"\\\t\u2028"), "a")}, "a: \"\\\"\\\\\\t\\u2028\" # d\n"},
		"literal":                   {"a: |-\n    x\n    y # z\n\n# c\nb: 1\n", []edit{set(Text("1\n\n2"), "a")}, "a: |-\n  1\n\n  2\n\n# c\nb: 1\n"},
		"literal, one line end":     {"a: |\n  x\nb: 1\n", []edit{set(Text("y\n"), "a")}, "a: |\n  y\nb: 1\n"},
		"literal, two line ends":    {"a: |\n  x\nb: 1\n", []edit{set(Text("y\n\n"), "a")}, "a: \"y\\n\\n\"\nb: 1\n"},
		"literal, kept line ends":   {"a: |+\n  x\n\n\nb: 1\n", []edit{set(Text("y"), "b"), set(Text("z"), "aa")}, "a: |+\n  x\n\n\naa: z\nb: \"y\"\n"},
		"folded":                    {"a: >-\n  x\n  y\nb: 1\n", []edit{set(Text("v w"), "a")}, "a: >-\n  v w\nb: 1\n"},
		"literal in a sequence":     {"a:\n  - b: |-\n      x\n    c: 1\n", []edit{set(Text("y\nz"), "a.0.b")}, "a:\n  - b: |-\n      y\n      z\n    c: 1\n"},
		"flow":                      {"a: {b: x, c: y} # d\n", []edit{set(Text("1, 2"), "a.b")}, "a: {b: \"1, 2\", c: y} # d\n"},
		"json":                      {`{"a":{"b":"x"},"l":["y"]}`, []edit{set(Text("z"), "a.b"), set(Text("1"), "a.a"), set(Mapping(Member{"k", Text("v")}), "m"), push("w", "l")}, `{"a":{"a": "1", "b":"z"},"l":["y", "w"], "m": {"k": "v"}}`},
		"null":                      {"a: # d\nb: ~\n", []edit{set(Text("x"), "a"), set(Text("y"), "b")}, "a: x # d\nb: \"y\"\n"},
		"same text":                 {"a: 'x'\nb: 1\n", []edit{set(Text("x"), "a"), set(Text("1"), "b")}, "a: 'x'\nb: 1\n"},
		"insert first":              {"# c\nb: 1\n", []edit{set(Text("x"), "a")}, "# c\na: x\nb: 1\n"},
		"insert between":            {"a: 1 # d\n# c\nc: 1\n", []edit{set(Text("x"), "b")}, "a: 1 # d\nb: x\n# c\nc: 1\n"},
		"insert last, no line end":  {"a:\n  b: 1", []edit{set(Text("x"), "a.c"), set(Text("y"), "d")}, "a:\n  b: 1\n  c: x\nd: \"y\""},
		"insert in a flow":          {"a: {b: 1}\nc: {}\nd: [x]\ne: []\n", []edit{set(Text("x"), "a.a"), set(Text("y"), "a.c"), set(Text("z"), "c.k"), push("y", "d"), push("z", "e"), push("z", "e")}, "a: {a: x, b: 1, c: \"y\"}\nc: {k: z}\nd: [x, \"y\"]\ne: [z, z]\n"},
		"insert in a sequence":      {"a:\n- c: 1\n  d: 1\n- e\n", []edit{set(Text("x"), "a.0.b"), push("f", "a")}, "a:\n- b: x\n  c: 1\n  d: 1\n- e\n- f\n"},
		"insert mappings":           {"m:\n    k: 1\n", []edit{set(Text("x"), "m.n.o"), set(Flow(Member{"a b", Text("1,")}), "p")}, "m:\n    k: 1\n    n:\n        o: x\np: {a b: \"1,\"}\n"},
		"insert below null":         {"locale: de\nmessages:\n", []edit{set(Text("x"), "messages.1.text"), set(Text("y"), "messages.1.remedy")}, "locale: de\nmessages:\n  1:\n    remedy: \"y\"\n    text: x\n"},
		"replace scalar by mapping": {"a: x # d\nb: 1\n", []edit{set(Mapping(Member{"one", Text("1")}, Member{"other", Text("n")}), "a")}, "a:\n  one: \"1\"\n  other: \"n\" # d\nb: 1\n"},
		"replace mapping by scalar": {"a:\n  b: 1\nb: 1\n", []edit{set(Text("x"), "a")}, "a: x\nb: 1\n"},
		"remove":                    {"# c\na: 1 # d\n# e\nb:\n  c: |\n    x\nd: 1\n", []edit{remove("a"), remove("b")}, "# c\n# e\nd: 1\n"},
		"remove all":                {"a:\n  b: 1\n  c: 1\nd: 1\n", []edit{remove("a.b"), remove("a.c")}, "a:\n  {}\nd: 1\n"},
		"remove in a flow":          {"a: {b: 1, c: 2, d: 3}\ne: {b: 1, c: 2, d: 3}\n", []edit{remove("a.b"), remove("e.c"), remove("e.d")}, "a: {c: 2, d: 3}\ne: {b: 1}\n"},
		"remove in a sequence":      {"- a: 1\n  b: 2\n", []edit{remove("0.a")}, "- b: 2\n"},
		"remove and insert":         {"a: 1\nb: 1\nc: 1\n", []edit{remove("b"), set(Text("x"), "bb"), remove("c"), set(Text("y"), "d"), remove("d")}, "a: 1\nbb: x\n"},
		"byte order mark, CRLF":     {"\uFEFFa: 1\r\nb: x\r\n", []edit{set(Text("y"), "b"), set(Text("z"), "c")}, "\uFEFFa: 1\r\nb: \"y\"\r\nc: z\r\n"},
		"wide characters":           {"é: {😀: x, b: ü}\n", []edit{set(Text("ö"), "é.b")}, "é: {😀: x, b: ö}\n"},
		"anchors":                   {"a: &x\n  b: &y {c: &z 1}\nd: *x\ne: !!str &t x\n", []edit{set(Text("2"), "a.b.d"), set(Text("y"), "f")}, "a: &x\n  b: &y {c: &z 1, d: \"2\"}\nd: *x\ne: !!str &t x\nf: \"y\"\n"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := apply(c.text, c.edits...)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestFaults(t *testing.T) {
	for name, c := range map[string]struct {
		text, want string
		edits      []edit
	}{
		"no YAML":                  {"a: [", "did not find", nil},
		"empty":                    {"# c\n", "EOF", nil},
		"two documents":            {"a: 1\n---\nb: 1\n", "more than one document", nil},
		"key twice":                {"a: 1\na: 2\n", "occurs twice", nil},
		"key is no scalar":         {"? [a]\n: 1\n", "not a scalar", nil},
		"set below a text":         {"a: 1\n", "a is not a mapping", []edit{set(Text("x"), "a.b")}},
		"set an element":           {"a: [1]\n", "a is not a mapping", []edit{set(Text("x"), "a.0")}},
		"set no path":              {"a: 1\n", "path is empty", []edit{func(f *File) error { return f.Set(Text("x")) }}},
		"remove what is not":       {"a: 1\n", "there is no a.b", []edit{remove("a.b")}},
		"append to a mapping":      {"a: {}\n", "a is not a sequence", []edit{push("x", "a")}},
		"set what others stand on": {"a: &x 1\nb: *x\n", "anchor", []edit{set(Text("2"), "a")}},
		"remove an anchor":         {"a: &x 1\nb: *x\n", "damage", []edit{remove("a")}},
		"comment before a value":   {"a: # c\n  b\n", "cannot be replaced", []edit{set(Mapping(Member{"c", Text("d")}), "a")}},
		"key without value":        {"a: {b, c}\n", "cannot be replaced", []edit{set(Text("x"), "a.b")}},
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := apply(c.text, c.edits...); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %q and the error %v, want %q", got, err, c.want)
			}
		})
	}
}

func TestReading(t *testing.T) {
	f, err := Parse([]byte("a: {b: x, c: ~}\nd: [x, {e: y}]\n"))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"a.b": "x", "d.1.e": "y", "a": "", "a.c": "", "d.2": "", "a.z": "", "d.-1": ""} {
		if got, ok := f.Text(strings.Split(path, ".")...); got != want || ok != (want != "") {
			t.Errorf("%s: %q, %v", path, got, ok)
		}
	}
	if keys, ok := f.Keys("a"); !ok || strings.Join(keys, " ") != "b c" {
		t.Errorf("keys: %q, %v", keys, ok)
	}
	if _, ok := f.Keys("d"); ok {
		t.Error("a sequence has keys")
	}
}
