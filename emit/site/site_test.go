package site_test

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/emit/site"
	"github.com/orchgen/orchgen/model"
)

// TestPages holds the names of the pages, which other places link to.
func TestPages(t *testing.T) {
	api, cat := orchestrator(t)
	for format, ext := range map[string]string{site.HTML: ".html", site.Markdown: ".md"} {
		want := []string{"index" + ext}
		for _, l := range cat.Locales {
			for _, name := range []string{"categories", "index", "names", "operations"} {
				want = append(want, l.Tag+"/"+name+ext)
			}
			for _, def := range cat.Errors {
				want = append(want, fmt.Sprintf("%s/%d%s", l.Tag, def.Code, ext))
			}
			if format == site.HTML {
				want = append(want, l.Tag+"/search.js")
			}
		}
		if format == site.HTML {
			want = append(want, "icon.svg", "site.css", "site.js")
		}
		slices.Sort(want)
		got := generate(t, api, cat, site.Options{Format: format})
		if diff := cmp.Diff(want, slices.Sorted(maps.Keys(got))); diff != "" {
			t.Errorf("files (-want +got):\n%s", diff)
		}
		for name, content := range got {
			if head := site.Head(name); head == "" || !strings.HasPrefix(content, head+"\n") {
				t.Errorf("%s does not begin with its head", name)
			}
		}
	}
}

func TestDeterministic(t *testing.T) {
	for _, format := range site.Formats() {
		api, cat := toys(t)
		first := generate(t, api, cat, site.Options{Format: format})
		api, cat = toys(t)
		if again := generate(t, api, cat, site.Options{Format: format}); !maps.Equal(first, again) {
			t.Errorf("%s: a second run gives other bytes", format)
		}
	}
}

func TestHeadNamesTheFile(t *testing.T) {
	if site.Head("fr/1.html") == site.Head("de/1.html") {
		t.Error("pages of two languages have the same head")
	}
	if head := site.Head("mine.txt"); head != "" {
		t.Errorf("a text file has the head %q", head)
	}
}

func TestLocales(t *testing.T) {
	api, cat := toys(t)
	files := generate(t, api, cat, site.Options{Locales: []string{"ja"}})
	folders := map[string]bool{}
	for name := range files {
		folders[path.Dir(name)] = true
	}
	if diff := cmp.Diff(map[string]bool{".": true, "en": true, "ja": true}, folders); diff != "" {
		t.Errorf("folders (-want +got):\n%s", diff)
	}
	if strings.Contains(files["ja/7.html"], "../ar/") {
		t.Error("a page links to a language that was not chosen")
	}
}

func TestTitle(t *testing.T) {
	api, cat := toys(t)
	for want, o := range map[string]struct {
		title string
		api   *model.API
	}{"My shop": {"My shop", api}, "Toy shop": {"", api}, "toys.example.com": {"", &model.API{}}} {
		if page := generate(t, o.api, cat, site.Options{Title: o.title})["index.html"]; !strings.Contains(page, "<h1><bdi>"+want+"</bdi></h1>") {
			t.Errorf("the title is not %q", want)
		}
	}
}

// TestFallback shows pages of languages for which words or texts are missing.
func TestFallback(t *testing.T) {
	api, cat := toys(t)
	files := generate(t, api, cat, site.Options{})
	for name, wanted := range map[string][]string{
		"nl/9.html": {`<html lang="en" dir="ltr">`, `<span lang="nl" dir="ltr">Een <var dir="ltr">{Kind}</var>`, `<p>There is no toy of this kind.</p>`,
			`<p class="remark">Not yet translated.</p>`},
		"de-AT/9.html": {`<html lang="de-AT" dir="ltr">`, `<bdi>ball</bdi></span> Der Ball um`, `<p><span lang="en" dir="ltr">There is no toy of this kind.</span></p>`,
			`<p class="remark">Noch nicht übersetzt.</p>`},
		"ar/10.html": {`<html lang="ar" dir="rtl">`, `<span lang="en" dir="ltr">Something is in use for the moment.</span>`},
	} {
		for _, want := range wanted {
			if !strings.Contains(files[name], want) {
				t.Errorf("%s has no %s", name, want)
			}
		}
	}
}

// TestTranslationState shows who made and checked a translation, and where the original has changed since.
func TestTranslationState(t *testing.T) {
	api, cat := toys(t)
	files := generate(t, api, cat, site.Options{})
	const machine, stale = "Maschinelle Übersetzung, noch von keinem Menschen geprüft.", "Das Original hat sich seit dieser Übersetzung geändert."
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"de-AT/7.html", `<p class="remark">` + machine, 1}, // the one variant
		{"de-AT/7.html", stale, 1},
		{"de-AT/8.html", machine, 0},
		{"de-AT/8.html", stale, 0},
		{"ja/7.html", `<p class="note">機械翻訳です。`, 1}, // once for the whole page
		{"ja/7.html", "機械翻訳です。", 1},
		{"ja/index.html", `<p class="note">機械翻訳です。`, 1},
		{"en/7.html", "Machine translation", 0},
	} {
		if got := strings.Count(files[c.name], c.text); got != c.want {
			t.Errorf("%s has %q %d times, want %d", c.name, c.text, got, c.want)
		}
	}
}

// TestForms shows for which numbers and values a text is.
func TestForms(t *testing.T) {
	api, cat := toys(t)
	files := generate(t, api, cat, site.Options{Format: site.Markdown})
	for name, want := range map[string]string{
		"en/8.md": "`{Count}` = 1: `{Count}` toy is left in `{Box}`.\n\n`{Count}` = 0, 2, 3, …: `{Count}` toys",
		"ar/8.md": "`{Count}` = 3، 4، 5، …: بقيت `{Count}` ألعاب في `{Box}`.",
		"ja/8.md": "# 8 ToysLeft\n\n`{Box}` におもちゃが `{Count}` 個残っています。",
		"en/9.md": "`{Kind}` = doll: The doll for `{Price}` is missing since `{Day}`, see `{Page}`.\n\notherwise: A `{Kind}`",
	} {
		if !strings.Contains(files[name], want) {
			t.Errorf("%s has no %s", name, want)
		}
	}
}

// TestParagraphs keeps the paragraphs of a description apart.
func TestParagraphs(t *testing.T) {
	api, cat := toys(t)
	for _, def := range cat.Errors {
		if m := def.Descriptions["en"]; m != nil {
			m.Forms[0].Text = "First line,\nsecond line.\n \n\r\n# Second paragraph.\n"
		}
	}
	for format, want := range map[string]string{
		site.HTML:     "<p>First line, second line.</p>\n<p># Second paragraph.</p>\n",
		site.Markdown: "First line, second line.\n\n\\# Second paragraph.\n",
	} {
		files := generate(t, api, cat, site.Options{Format: format})
		if name := "en/7" + map[string]string{site.HTML: ".html", site.Markdown: ".md"}[format]; !strings.Contains(files[name], want) {
			t.Errorf("%s has no %q", name, want)
		}
	}
}

// TestWithoutDefinition takes operations as the catalogue names them.
func TestWithoutDefinition(t *testing.T) {
	_, cat := toys(t)
	page := generate(t, &model.API{}, cat, site.Options{Format: site.Markdown})["en/operations.md"]
	for _, want := range []string{"| `AddToy` |  | [7 ToyExists](7.md)<br>[8 ToysLeft](8.md) |", "|  | `POST /toys/{id}/boxes("} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	for _, def := range cat.Errors {
		def.Operations = nil
	}
	if page := generate(t, &model.API{}, cat, site.Options{})["en/operations.html"]; !strings.Contains(page, "The catalogue names no operations.") {
		t.Error("a catalogue without operations is not told")
	}
}

func TestUnknownFormat(t *testing.T) {
	api, cat := toys(t)
	if files, err := site.Generate(api, cat, site.Options{Format: "pdf"}); err == nil || len(files) > 0 {
		t.Errorf("%d files, error %v", len(files), err)
	}
}

var (
	links   = regexp.MustCompile(`(?:href|src)="([^"]*)"`)
	mdLinks = regexp.MustCompile(`\]\(([^)]*)\)`)
	ids     = regexp.MustCompile(` id="([^"]*)"`)
)

// TestLinks follows every link inside of the site, and refuses what a page would load from elsewhere.
func TestLinks(t *testing.T) {
	api, cat := toys(t)
	for _, o := range []site.Options{{}, {Format: site.Markdown}, {BaseURL: "https://toys.example.com/errors/"}} {
		files := generate(t, api, cat, o)
		if broken := brokenLinks(files, o.BaseURL); broken != nil {
			t.Errorf("broken links: %q", broken)
		}
		for _, page := range []string{"ja/8.html", "ja/8.md"} {
			delete(files, page)
		}
		if brokenLinks(files, o.BaseURL) == nil {
			t.Error("a missing page is not noticed")
		}
	}
}

func brokenLinks(files map[string]string, base string) []string {
	var broken []string
	for name, content := range files {
		found := links.FindAllStringSubmatch(content, -1)
		if path.Ext(name) == ".md" {
			found = mdLinks.FindAllStringSubmatch(content, -1)
		} else if path.Ext(name) != ".html" {
			continue
		}
		for _, m := range found {
			target, fragment, _ := strings.Cut(m[1], "#")
			switch {
			case base != "" && strings.HasPrefix(target, base):
				target = strings.TrimPrefix(target, base)
			case strings.Contains(target, "://"):
				continue // a source of the catalogue: a link that is only followed by the reader
			case target == "":
				target = name
			default:
				target = path.Join(path.Dir(name), target)
			}
			page, exists := files[target]
			if !exists || fragment != "" && path.Ext(target) == ".html" && !slices.Contains(fragments(page), fragment) {
				broken = append(broken, name+" -> "+m[1])
			}
		}
	}
	slices.Sort(broken)
	return broken
}

func fragments(page string) []string {
	var list []string
	for _, m := range ids.FindAllStringSubmatch(page, -1) {
		list = append(list, m[1])
	}
	return list
}

func BenchmarkGenerate(b *testing.B) {
	api, cat := orchestrator(b)
	for b.Loop() {
		if _, err := site.Generate(api, cat, site.Options{Format: site.HTML, Package: "client"}); err != nil {
			b.Fatal(err)
		}
	}
}
