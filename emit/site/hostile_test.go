package site_test

import (
	"encoding/json"
	"html"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/emit/site"
	"github.com/orchgen/orchgen/model"
)

// hostile are texts that are markup, code or control sequences somewhere. Texts without a space at their beginning
// stay the same but for the last two.
var hostile = []string{
	`<script>alert(1)</script><img src=x onerror=alert(1)>`, `"><b onclick='alert(1)'>`, `</title></code></pre><!-- x --> ]]>`,
	`[x](javascript:alert(1)) ![x](https://evil.example/x.png) <https://evil.example>`, "`code` ``` ~~~ **b** __i__ ~~s~~ $x$ $$y$$",
	`https://evil.example www.evil.example ftp://evil.example HTTP://evil.example a@evil.example`, `{{.}} ${x} {% x %} <%= x %> {Name} \ \\ &lt; & |a|b|`,
	"# heading", "- list", "+ list", "* list", "1. list", "12) list", "> quote", "===", "---", "```", "~~~", ": x", "| a |\n|---|", "[x]: https://evil.example", "[^1]: x",
	"javascript:alert(1)", `https://evil.example/"onclick="alert(1)`, "https://evil.example/<b>", "https://user:secret@evil.example/", "data:text/html,x",
	"a\x1b[31m\x00\u0085b", "a\u202eb\u202cc",
}

// fill puts a text wherever a catalogue or a definition may have one.
func fill(text string) func(*model.API, *model.Catalog) {
	return func(api *model.API, cat *model.Catalog) {
		api.Title = text
		for _, op := range api.Operations() {
			op.ID, op.Path = text, text
		}
		for _, c := range cat.Categories {
			c.Doc = text
		}
		for _, def := range cat.Errors {
			def.Since, def.Until, def.Notes, def.Sources = text, text, text, []string{text}
			for _, a := range def.Args() {
				a.Example, a.Note, a.Values = text, text, append(a.Values, text)
			}
			for _, a := range def.Aliases {
				a.Until, a.Note = text, text
			}
			if def.Deprecated != nil {
				def.Deprecated.Note = text
			}
			for _, u := range def.Units() {
				for _, l := range cat.Locales {
					fillMessage(u.Message(l.Tag), text)
				}
			}
		}
	}
}

func fillMessage(m *model.Message, text string) {
	if m == nil {
		return
	}
	for i := range m.Forms {
		m.Forms[i].Parts = append([]model.Part{{Literal: text, Arg: -1}}, m.Forms[i].Parts...)
	}
}

// filled gives the pages of the small catalogue with a text everywhere.
func filled(t *testing.T, text, format string) map[string]string {
	t.Helper()
	api, cat := load(t, os.DirFS("testdata/input"), "toys.yaml", nil)
	fill(text)(api, cat)
	return generate(t, api, cat, site.Options{Format: format, Locales: []string{"ar"}})
}

const plain = "plain"

// TestHostileHTML compares the elements and attributes of pages with hostile texts with those of pages with plain
// ones: they are the same, and the text is shown as it is.
func TestHostileHTML(t *testing.T) {
	want := filled(t, plain, site.HTML)
	for _, text := range hostile {
		for name, content := range filled(t, text, site.HTML) {
			if path.Ext(name) != ".html" {
				continue
			}
			if diff := cmp.Diff(elements(want[name]), elements(content)); diff != "" {
				t.Errorf("%q changes %s (-want +got):\n%s", text, name, diff)
			}
			if bad := strings.IndexAny(content, "\x00\x1b\u0085\u202e"); bad >= 0 {
				t.Errorf("%q: %s has the character %q", text, name, content[bad:bad+1])
			}
			if strings.HasSuffix(name, "/8.html") && !strings.Contains(html.UnescapeString(strings.ReplaceAll(content, "<wbr>", "")), shown(text)) {
				t.Errorf("%q is not shown in %s", text, name)
			}
		}
	}
	if cmp.Equal(elements(want["en/8.html"]), elements(strings.Replace(want["en/8.html"], plain, "<b>", 1))) {
		t.Error("an element is not noticed")
	}
}

// shown is a text as a page shows it.
func shown(text string) string {
	return strings.NewReplacer("\n", " ", "\x1b", "\ufffd", "\x00", "\ufffd", "\u0085", "\ufffd", "\u202e", "\ufffd", "\u202c", "\ufffd").Replace(text)
}

var (
	element   = regexp.MustCompile(`</?([a-z0-9]+)((?: [a-z-]+(?:="[^"]*")?)*)>`)
	attribute = regexp.MustCompile(` ([a-z-]+)(?:="([^"]*)")?`)
)

// elements gives the tags of a page with the names of their attributes, and what they link to and run.
func elements(page string) []string {
	var list []string
	for _, m := range element.FindAllStringSubmatch(page, -1) {
		if m[1] == "wbr" {
			continue
		}
		tag := m[1]
		for _, a := range attribute.FindAllStringSubmatch(m[2], -1) {
			tag += " " + a[1]
			if slices.Contains([]string{"href", "src", "id", "class"}, a[1]) {
				tag += "=" + a[2]
			}
		}
		list = append(list, tag)
	}
	return append(list, strings.Repeat("<", strings.Count(page, "<")-strings.Count(page, "<wbr>")))
}

// TestHostileIndex reads the script for the search as JSON.
func TestHostileIndex(t *testing.T) {
	for _, text := range hostile {
		script := filled(t, text, site.HTML)["en/search.js"]
		head, rows, _ := strings.Cut(script, "orchgenIndex(")
		if head != site.Head("en/search.js")+"\n" || strings.ContainsAny(rows, "<>&\u2028\x00") {
			t.Errorf("%q: script %q", text, script)
		}
		var list [][]any
		if err := json.Unmarshal([]byte(strings.TrimSuffix(rows, ");\n")), &list); err != nil {
			t.Fatal(err)
		}
		if got := list[0][2].(string); !strings.HasPrefix(got, shown(text)) {
			t.Errorf("%q is found as %q", text, got)
		}
	}
}

// TestHostileMarkdown renders the pages with a program that nobody here wrote and compares their elements.
func TestHostileMarkdown(t *testing.T) {
	tools := nodeTools(t)
	pages := map[string]string{}
	for _, text := range append([]string{plain}, hostile...) {
		for name, content := range filled(t, text, site.Markdown) {
			if path.Dir(name) == "en" || name == "index.md" {
				pages[name+"\x00"+text] = content
			}
		}
	}
	input, err := json.Marshal(pages)
	if err != nil {
		t.Fatal(err)
	}
	var rendered map[string]string
	if err := json.Unmarshal(runNode(t, tools, "markdown.js", input), &rendered); err != nil || len(rendered) != len(pages) {
		t.Fatalf("%d of %d pages (%v)", len(rendered), len(pages), err)
	}
	for _, key := range slices.Sorted(maps.Keys(rendered)) {
		name, text, _ := strings.Cut(key, "\x00")
		got := rendered[key]
		if diff := cmp.Diff(elements(rendered[name+"\x00"+plain]), elements(got)); diff != "" {
			t.Errorf("%q changes %s (-want +got):\n%s", text, name, diff)
		}
		if strings.HasSuffix(name, "/8.md") && !strings.Contains(html.UnescapeString(got), strings.TrimSpace(shown(text))) {
			t.Errorf("%q is not shown in %s:\n%s", text, name, got)
		}
	}
}
