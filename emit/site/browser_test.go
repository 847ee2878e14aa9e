package site_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/orchgen/orchgen/emit/site"
	"github.com/orchgen/orchgen/golden/need"
)

// checked is a site for testdata/browser/check.js.
type checked struct {
	Name   string   `json:"name"`
	Folder string   `json:"folder"`
	URL    string   `json:"url"`
	Pages  []string `json:"pages"`
	Checks []string `json:"checks"`
}

// TestBrowser opens every kind of page in Chromium, in both colour schemes, at the width of a phone and of a desk, in
// three languages, one of them from right to left.
func TestBrowser(t *testing.T) {
	tools := nodeTools(t)
	api, cat := toys(t)
	pages := []string{"index.html"}
	for _, tag := range []string{"en", "ar", "ja"} {
		for _, name := range []string{"index", "names", "categories", "operations", "8", "2147483647"} {
			pages = append(pages, tag+"/"+name+".html")
		}
	}
	pages = append(pages, "nl/9.html", "de-AT/7.html", "de-AT/index.html", "de-AT/2147483647.html")
	s := serveSite(t, "sound", generate(t, api, cat, site.Options{}))
	s.Pages = pages
	s.Checks = []string{"looks", "policy", "html", "search", "keyboard", "switches", "without", "root"}
	for _, finding := range check(t, tools, s)["sound"] {
		t.Error(finding)
	}
}

// TestBrowserFindsDefects changes one place of the site at a time: the check that is there for it has to tell.
func TestBrowserFindsDefects(t *testing.T) {
	tools := nodeTools(t)
	api, cat := toys(t)
	sound := generate(t, api, cat, site.Options{})
	var sites []checked
	for _, d := range defects {
		files := maps.Clone(sound)
		files[d.file] = strings.Replace(files[d.file], d.old, d.new, 1)
		if files[d.file] == sound[d.file] {
			t.Fatalf("%s has no %q", d.file, d.old)
		}
		s := serveSite(t, d.name, files)
		s.Pages, s.Checks = []string{"en/8.html"}, []string{d.check}
		sites = append(sites, s)
	}
	findings := check(t, tools, sites...)
	for _, d := range defects {
		if !slices.ContainsFunc(findings[d.name], func(f string) bool { return strings.Contains(f, d.finding) }) {
			t.Errorf("%s: found %q, want %q", d.name, findings[d.name], d.finding)
		}
	}
}

// defects are changes of one place of the site, with the check and its finding.
var defects = []struct{ name, file, old, new, check, finding string }{
	{"contrast", "site.css", "--soft: light-dark(#5a6068", "--soft: light-dark(#c0c4c8", "looks", "axe color-contrast"},
	{"dark contrast", "site.css", "--soft: light-dark(#5a6068, #a9afb7", "--soft: light-dark(#5a6068, #444a52", "looks", "dark axe color-contrast"},
	{"label", "en/8.html", `<label class="unseen" for="query">`, `<label class="unseen" for="other">`, "looks", "axe"},
	{"language", "en/8.html", `<html lang="en"`, `<html`, "looks", "axe html-has-lang"},
	{"width", "site.css", "pre { ", "pre { min-inline-size: 40rem; overflow-x: visible; ", "looks", "overflow"},
	{"image", "en/8.html", "<footer", `<img src="https://toys.example.com/dot.png" alt=""><footer`, "looks", "request https://toys.example.com/dot.png"},
	{"inline style", "en/8.html", "<footer", `<p style="color: red">red</p><footer`, "policy", "console error"},
	{"inline script", "en/8.html", "<footer", `<script>alert(1)</script><footer`, "policy", "console error"},
	{"no policy", "en/8.html", "default-src 'none'; ", "", "policy", "policy"},
	{"missing file", "en/8.html", `<img src="../icon.svg"`, `<img src="../icon.png"`, "policy", "request 404"},
	{"exception", "site.js", "themeButton(document", "themeButtons(document", "policy", "console themeButtons"},
	{"closing tag", "en/8.html", "</article>", "", "html", "html en/8.html"},
	{"same id", "en/8.html", `id="facts"`, `id="go"`, "html", "no-dup-id"},
	{"search index", "en/search.js", "orchgenIndex(", "orchgenIndexes(", "search", "search"},
	{"search order", "site.js", "b.score - a.score", "a.score - b.score", "search", "search more hits"},
	{"search key", "site.js", `event.key !== "/"`, `event.key !== "!"`, "search", "search"},
	{"search arrows", "site.js", "ArrowUp: at - 1", "ArrowUp: at", "search", "search arrow keys"},
	{"focus", "site.css", ":focus-visible { outline:", ":focus-visible { outline: none; --x:", "keyboard", "keyboard invisible focus"},
	{"tab order", "en/8.html", `<a rel="next"`, `<a tabindex="-1" rel="next"`, "keyboard", "keyboard"},
	{"skip link", "en/8.html", `class="skip"`, `class="skip" tabindex="-1"`, "keyboard", "keyboard first stop"},
	{"language switch", "en/8.html", "../ja/8.html\" hreflang=\"ja\" lang", "../ja/9.html\" hreflang=\"ja\" lang", "switches", "switches"},
	{"colours", "site.js", `memory.set("theme"`, `memory.set("themes"`, "switches", "switches colours"},
	{"menu", "site.css", "inset-inline: 0; inline-size: auto;", "inset-inline: 0; inline-size: 30rem;", "switches", "switches menu of en outside at 320"},
	{"print", "site.css", "@media print", "@media speech", "switches", "switches print"},
	{"dead control", "ar/index.html", `role="search" hidden`, `role="search"`, "without", "without a dead control"},
	{"first page", "site.js", "location.replace(link.href)", "undefined", "root", "root ar-EG"},
}

// serveSite writes a site to a folder and serves it on the loopback interface.
func serveSite(t *testing.T, name string, files map[string]string) checked {
	t.Helper()
	folder := t.TempDir()
	writeAll(t, folder, files)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		content, found := files[strings.TrimPrefix(r.URL.Path, "/")]
		if !found {
			http.NotFound(w, r)
			return
		}
		http.ServeContent(w, r, r.URL.Path, time.Time{}, strings.NewReader(content))
	}))
	t.Cleanup(server.Close)
	return checked{Name: name, Folder: folder, URL: server.URL + "/"}
}

// check runs the checks of sites and gives the findings of each.
func check(t *testing.T, tools string, sites ...checked) map[string][]string {
	t.Helper()
	input, err := json.Marshal(map[string]any{"chromium": browser(t), "sites": sites})
	if err != nil {
		t.Fatal(err)
	}
	var findings map[string][]string
	if err := json.Unmarshal(runNode(t, tools, "check.js", input), &findings); err != nil || len(findings) != len(sites) {
		t.Fatalf("%d of %d sites were checked (%v)", len(findings), len(sites), err)
	}
	return findings
}

// runNode runs a script of testdata/browser.
func runNode(t *testing.T, tools, script string, input []byte) []byte {
	t.Helper()
	cmd := exec.Command("node", filepath.Join("testdata", "browser", script))
	cmd.Env = append(os.Environ(), "NODE_PATH="+filepath.Join(tools, "node_modules"))
	cmd.Stdin = bytes.NewReader(input)
	output, err := cmd.Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		t.Fatalf("%s: %v\n%s", script, err, exit.Stderr)
	}
	if err != nil {
		t.Fatal(err)
	}
	return output
}

// browser finds Chromium.
func browser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	need.Missing(t, "Chromium is not on PATH")
	return ""
}

// nodeTools gives the folder with the packages that the pages are checked with.
func nodeTools(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("the browser takes a minute")
	}
	return need.NPM(t, "axe-core@4.14.1", "html-validate@10.17.0", "marked@18.2.1", "playwright-core@1.65.1")
}
