package parser

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/orchgen/orchgen/model"
)

var seeds = []string{
	`{"a":{"b":[1, "x\/\ud83d\ude00"]},"c":null}`, "{\"a\": [1,\n 2", `{"a": 1, "a": 2}`, `[01]`, `["\x"]`, "[1e5, -0.5E-2, true, false]",
	"a: &x {k: 1}\nb: *x\nc: {<<: *x}\n", "a: &a [*a]\n", "a: 1\n---\nb: 2\n", "? [x]\n: 1\n", "- - a\n - b\n", byteOrderMark + "é: |\r\n  x\u2028\r\n",
	head + "paths:\n  /a/{b}:\n    get: {tags: [x], parameters: [{name: b, in: path, type: string}], responses: {'200': {$ref: '#/responses/R'}}}\n",
	head + "definitions:\n  A: {$ref: '#/definitions/B'}\n  B: {allOf: [{$ref: '#/definitions/A'}, {properties: {a: {enum: [x, 1]}}}]}\n",
	head + "definitions:\n  ODataValueOfA: {properties: {value: {items: {$ref: '#/definitions/ODataValueOfA/properties/value'}}}}\n",
	head + "parameters: {P: {$ref: '#/parameters/P'}}\nresponses: {default: {schema: {type: file}}}\n",
}

// inRange reports whether every position of the diagnostics lies inside the source.
func inRange(t *testing.T, src Source, diags model.Diagnostics) {
	f := newFile(src)
	check := func(p model.Pos) {
		if p.Line < 1 || p.Line > len(f.lines) || p.Col < 1 || p.Col > utf8.RuneCountInString(f.line(p.Line))+2 {
			t.Errorf("%v is not in the source", p)
		}
	}
	for _, d := range diags.Sorted() {
		check(d.Pos)
		for _, r := range d.Related {
			check(r.Pos)
		}
		if strings.Contains(d.Message, "\n") || d.Message == "" {
			t.Errorf("message %q", d.Message)
		}
	}
}

// plain gives a tree as encoding/json would decode it.
func plain(n *node) any {
	switch n.kind {
	case object:
		m := map[string]any{}
		for _, e := range n.members {
			m[e.key] = plain(e.value)
		}
		return m
	case array:
		list := []any{}
		for _, e := range n.elems {
			list = append(list, plain(e))
		}
		return list
	case str:
		return n.text
	case number:
		return json.Number(n.text)
	case boolean:
		return n.text == "true"
	}
	return nil
}

// FuzzTree checks that positions stay inside the source, and that JSON is read as encoding/json reads it.
func FuzzTree(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		src := Source{"f", data}
		var diags model.Diagnostics
		tree := readTree(src, &diags)
		inRange(t, src, diags)
		if (tree == nil) != diags.HasErrors() && tree == nil {
			t.Fatal("no tree and no error")
		}
		if tree == nil {
			return
		}
		var list []string
		outline(tree.root, &list)
		if !json.Valid([]byte(tree.root.json())) {
			t.Errorf("the JSON form is not valid: %s", tree.root.json())
		}
		text := strings.TrimLeft(newFile(src).data, " \t\r\n")
		if !strings.HasPrefix(text, "{") && !strings.HasPrefix(text, "[") || diags.HasErrors() {
			return
		}
		dec := json.NewDecoder(strings.NewReader(text))
		dec.UseNumber()
		var want any
		if err := dec.Decode(&want); err != nil {
			t.Fatalf("encoding/json refuses what was read: %v", err)
		}
		if got := plain(tree.root.node); !reflect.DeepEqual(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

// FuzzJSON checks that JSON which encoding/json accepts is refused only for what JSON readers differ in.
func FuzzJSON(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := strings.TrimLeft(s, " \t\r\n")
		if !strings.HasPrefix(text, "{") && !strings.HasPrefix(text, "[") || !json.Valid([]byte(s)) {
			return
		}
		var diags model.Diagnostics
		readTree(Source{"f", []byte(s)}, &diags)
		for _, d := range diags.Sorted() {
			if d.Rule == model.RuleSyntax || d.Rule == model.RuleSize {
				t.Errorf("encoding/json reads it: %s", d.Message)
			}
		}
	})
}

// FuzzDefinition checks that nothing panics and that findings have places.
func FuzzDefinition(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		src := Source{"f", data}
		api, diags := Definition(src)
		inRange(t, src, diags)
		if api == nil && !diags.HasErrors() {
			t.Error("no API and no error")
		}
		if api == nil {
			return
		}
		for _, typ := range api.Types {
			body(typ)
		}
	})
}

// FuzzCatalog checks the same for catalogues.
func FuzzCatalog(f *testing.F) {
	const entry = catalogHead + "  - {code: 1, name: Taken, status: [409], category: Conflict, args: {Name: {type: string}}, variants: [{id: a}]}\n"
	const locale = "locale: en\nmessages:\n  1: {text: 'By {Name}', also: [x], variants: {a: {text: {one: x, other: y}}}}\n"
	f.Add(entry, locale, strings.Replace(locale, "en", "fr", 1))
	f.Fuzz(func(t *testing.T, entry, en, fr string) {
		_, _, diags := Catalog(fstest.MapFS{
			"errors.yaml": {Data: []byte(entry)}, "locales/en.yaml": {Data: []byte(en)}, "locales/fr.yaml": {Data: []byte(fr)},
		}, "errors.yaml", "errors.yaml")
		for _, d := range diags.Sorted() {
			if !d.Pos.IsValid() || d.Message == "" {
				t.Errorf("%v %s", d.Pos, d.Message)
			}
		}
	})
}
