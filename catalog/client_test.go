package catalog_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/parser"
)

// releases are the definitions that UiPath published, oldest first, with the version that each is of. 2019.1 has
// the operations of 2018.4.
var releases = []struct {
	file    string
	version int // in hundredths
}{
	{"2018.1", 400}, {"2018.2.6", 500}, {"2018.3.0-CE.2", 600}, {"2018.4.1", 700}, {"2019.1", 700},
	{"2019.4", 800}, {"2019.10", 900}, {"2020.4", 1000}, {"2020.10", 1100},
}

// sharedFile gives a file of the folder with the real definitions, which are not part of this repository.
func sharedFile(t *testing.T, name string) []byte {
	t.Helper()
	root := os.Getenv("ORCHGEN_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	data, err := os.ReadFile(filepath.Join(root, "specs", "orchestrator", name))
	if err != nil {
		t.Skipf("the real definitions are not here: set ORCHGEN_SHARED (%v)", err)
	}
	return data
}

// linked joins a real definition with the built-in catalogue.
func linked(t *testing.T, release string) (*model.API, *model.Catalog, model.Diagnostics) {
	t.Helper()
	name := "uipath-" + release + ".json"
	api, diags := parser.Definition(parser.Source{Name: name, Data: sharedFile(t, name)})
	if diags.HasErrors() {
		t.Fatal(diags.Sorted())
	}
	cat := load(t)
	return api, cat, model.Link(api, cat)
}

var parameter = regexp.MustCompile(`\{[^}]*\}|\(\)$`)

// TestVersions holds client.yaml against the definitions: nothing that one has may be refused with its version, what
// is new in one must be known to be, and whatever is listed must be in one of them, or in that of the cloud.
func TestVersions(t *testing.T) {
	known := map[string]bool{}     // operations of earlier definitions, by id and by address
	unfit := map[model.Pos]int{}   // findings about client.yaml, by place
	text := map[model.Pos]string{} // and what they say
	for i, release := range releases {
		api, _, diags := linked(t, release.file)
		for _, d := range diags.Sorted() {
			if strings.HasSuffix(d.Pos.File, "client.yaml") {
				unfit[d.Pos]++
				text[d.Pos] = d.Message
			}
		}
		for _, op := range api.Operations() {
			address := strings.ToLower(op.Method + parameter.ReplaceAllString(op.Path, ""))
			isNew := i > 0 && !known[op.ID] && !known[address]
			if isNew && (op.Since == nil || op.Since.Number() != release.version) {
				t.Errorf("%s: %s is new, but not since this version", release.file, op.ID)
			}
			if op.Since != nil && op.Since.Number() > release.version || op.Until != nil && op.Until.Number() < release.version {
				t.Errorf("%s: %s is there, but not since %v until %v", release.file, op.ID, op.Since, op.Until)
			}
			known[op.ID], known[address] = true, true
		}
		for _, typ := range api.Types {
			for _, f := range typ.Fields {
				if f.Since != nil && f.Since.Number() > release.version {
					t.Errorf("%s: %s.%s is there, but not since %v", release.file, typ.Wire, f.Wire, f.Since)
				}
			}
		}
	}
	builtIn, err := os.ReadFile("orchestrator.yaml") // has operations of the identity server as well
	if err != nil {
		t.Fatal(err)
	}
	cloud := strings.ToLower(string(sharedFile(t, "uipath-cloud-oas3.yaml")) + string(builtIn))
	quoted := regexp.MustCompile(`"([^"]*)"$`)
	for pos, n := range unfit {
		if n < len(releases) {
			continue
		}
		name := quoted.FindStringSubmatch(text[pos])[1]
		if _, path, found := strings.Cut(name, " "); found {
			name = path
		}
		if !strings.Contains(cloud, strings.ToLower(name)+"\n") && !strings.Contains(cloud, strings.ToLower(name)+":") {
			t.Errorf("%s: no definition has it: %s", pos, text[pos])
		}
	}
}

// TestWaitersAndItems makes sure that the entries fit the newest published definition and the built-in one.
func TestWaitersAndItems(t *testing.T) {
	cat := load(t)
	newest, _, _ := linked(t, "2020.10")
	builtIn := definition(t)
	model.Link(builtIn, cat)
	waiters, bulks := map[string]bool{}, map[string]bool{}
	for _, op := range append(newest.Operations(), builtIn.Operations()...) {
		if len(op.Waiters) > 0 {
			waiters[op.ID] = true
		}
		if op.Bulk != nil {
			bulks[op.ID] = true
		}
	}
	for _, w := range cat.Client.Waiters {
		if !waiters[w.Operation.Text] {
			t.Errorf("%s: nobody can wait with %s", w.Pos, w.Operation.Text)
		}
	}
	for _, b := range cat.Client.Bulks {
		if !bulks[b.Operation.Text] {
			t.Errorf("%s: %s tells of no items", b.Pos, b.Operation.Text)
		}
	}
	if n := len(cat.Client.RateLimits[0].Linked) + len(cat.Client.RateLimits[1].Linked); n != 2 {
		t.Errorf("%d operations of the built-in definition are limited, want 2", n)
	}
}
