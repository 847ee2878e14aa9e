package golden

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestContractWithPrism generates clients of the built-in definition and of two published ones with their
// contract tests, and runs these against Stoplight Prism: every operation, with the required arguments alone
// and with all of them.
func TestContractWithPrism(t *testing.T) {
	builds(t)
	path := prism(t)
	for _, c := range []struct {
		spec       string
		published  bool
		operations int
		skipped    int               // operations for which the definition declares no success
		refused    map[string]string // what Prism cannot serve, and why
	}{
		{spec: "../catalog/orchestrator.yaml", operations: 328},
		{spec: "uipath-2020.10.json", published: true, operations: 360, skipped: 1},
		{spec: "uipath-2019.10.json", published: true, operations: 285, skipped: 5, refused: map[string]string{
			"Token.Post/full": "declares both a body and a form, which Swagger 2.0 forbids; Prism takes the body, the client sends the form",
		}},
	} {
		t.Run(filepath.Base(c.spec), func(t *testing.T) {
			t.Parallel()
			spec := c.spec
			if c.published {
				spec = filepath.Join(shared(t), "specs", "orchestrator", spec)
			}
			module := contractModule(t)
			generateContract(t, module, "orchestrator", spec)
			results := runContract(t, module, servePrism(t, path, spec))
			operations, skipped := map[string]bool{}, 0
			for name, r := range results {
				_, name, _ = strings.Cut(name, "TestContract/")
				operation, _, _ := strings.Cut(name, "/")
				operations[operation] = true
				switch reason := c.refused[name]; {
				case r.action == "skip":
					skipped++
				case r.action == "pass" && reason != "":
					t.Errorf("%s passes, although it is said that it %s", name, reason)
				case r.action != "pass" && reason == "":
					t.Errorf("%s: %s\n%s", name, r.action, r.output)
				}
			}
			if len(operations) != c.operations || skipped != c.skipped {
				t.Errorf("%d operations, %d skipped; want %d and %d", len(operations), skipped, c.operations, c.skipped)
			}
		})
	}
}

// TestContractTestCompiles generates the contract test and the fake server of every case and vets them: what a
// definition says cannot break them.
func TestContractTestCompiles(t *testing.T) {
	builds(t)
	cases, err := filepath.Glob("*/spec.*")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases (%v)", err)
	}
	module := contractModule(t)
	for _, spec := range cases {
		if name := filepath.Dir(spec); !strings.HasPrefix(name, "bad_") {
			generateContract(t, module, name, spec)
		}
	}
	run(t, module, "go", "vet", "./...")
	if unformatted := run(t, module, "gofmt", "-l", "."); unformatted != "" {
		t.Errorf("not gofmt-ed:\n%s", unformatted)
	}
}

// TestContractTestFindsDefects changes one place of a sound client at a time: the call that shows it has to
// fail.
func TestContractTestFindsDefects(t *testing.T) {
	builds(t)
	path := prism(t)
	module := contractModule(t)
	generateDefects(t, module, defects)
	checkDefects(t, runContract(t, module, servePrism(t, path, defectSpec)), defects)
}

// defect is a change of one place of a client, and the call of the contract test that shows it. The sound client
// has none.
type defect struct{ name, file, old, new, call string }

const defectSpec = "contract_test/spec.yaml"

var defects = []defect{
	{name: "sound"},
	{"path", "things_service.go", `/odata/Things"`, `/odata/Thing"`, "Things.List/minimal"},
	{"method", "accounts_service.go", `method: "GET"`, `method: "PUT"`, "Accounts.Count/minimal"},
	{"required_query", "items_service.go", `c.setQuery("since"`, `c.setQuery("from"`, "Items.Get/minimal"},
	{"date", "date.go", "%04d-%02d-%02d", "%04d/%02d/%02d", "Items.Get/full"},
	{"list", "items_service.go", `setEach(c.setQuery, "days", texts(o.Days, Date.String))`, `setEach(c.setQuery, "days", texts(o.Days[:1], Date.String))`, "Items.Get/full"},
	{"property", "items_types.go", `json:"size"`, `json:"length"`, "Items.Add/minimal"},
	{"body", "things_service.go", `c.json(body)`, `c.json("one")`, "Things.Best/minimal"},
	{"file", "files_service.go", `("file",`, `("fail",`, "Files.Put/minimal"},
	{"form", "files_service.go", `c.setForm("count", textOfInt(`, `c.setForm("count", "x"+textOfInt(`, "Files.Put/full"},
	{"key", "conn.go", `conn.header.Set(name, value)`, `conn.header.Set("X-Key", value)`, "Items.GetHead/minimal"},
	{"reply", "types.go", `Sizes []int32`, `Sizes []bool`, "Things.List/minimal"},
}

// generateDefects generates a client for each defect.
func generateDefects(t *testing.T, module string, defects []defect) {
	t.Helper()
	for _, d := range defects {
		generateContract(t, module, d.name, defectSpec)
		if d.file == "" {
			continue
		}
		file := filepath.Join(module, d.name, d.file)
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		changed := strings.ReplaceAll(string(source), d.old, d.new)
		if changed == string(source) {
			t.Fatalf("%s has no %q", d.file, d.old)
		}
		writeOrRemove(t, file, changed)
	}
}

// checkDefects holds the failures of the contract tests to the defects.
func checkDefects(t *testing.T, results map[string]*result, defects []defect) {
	t.Helper()
	if results["sound TestContract/Items.Get/minimal"] == nil {
		t.Error("the sound client was not tested")
	}
	for _, d := range defects {
		var failed []string
		for name, r := range results {
			if pkg, name, _ := strings.Cut(name, " TestContract/"); pkg == d.name && r.action == "fail" {
				failed = append(failed, name)
			}
		}
		if d.call == "" && len(failed) > 0 || d.call != "" && !slices.Contains(failed, d.call) {
			t.Errorf("%s: failed %q, want %q", d.name, failed, d.call)
		}
	}
}

// contractModule makes an empty module.
func contractModule(t *testing.T) string {
	t.Helper()
	module := t.TempDir()
	writeOrRemove(t, filepath.Join(module, "go.mod"), "module example.com/contract\n\ngo 1.25\n")
	return module
}

func generateContract(t *testing.T, module, pkg, spec string) {
	t.Helper()
	catalog := filepath.Join(filepath.Dir(spec), "errors.yaml")
	if _, err := os.Stat(catalog); err != nil {
		catalog = "orchestrator"
	}
	run(t, ".", tool, "generate", "--spec", spec, "--catalog", catalog, "--package", "client", "--with", "contract-test,fake", "--out", filepath.Join(module, pkg))
}

// result is how one test ended.
type result struct{ action, output string }

// runContract runs the contract tests of a module against a server. It gives the result of each call by
// "folder TestContract/Service.Operation/size".
func runContract(t *testing.T, module, address string) map[string]*result {
	t.Helper()
	cmd := exec.Command("go", "test", "-count=1", "-vet=off", "-json", "-run", "^TestContract$", "./...")
	cmd.Dir = module
	cmd.Env = append(os.Environ(), "CONTRACT_SERVER="+address)
	out, err := cmd.Output()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	results := map[string]*result{}
	d := json.NewDecoder(strings.NewReader(string(out)))
	for d.More() {
		var event struct{ Action, Package, Test, Output string }
		if err := d.Decode(&event); err != nil {
			t.Fatalf("go test: %v\n%s", err, out)
		}
		if strings.Count(event.Test, "/") != 2 {
			continue
		}
		name := filepath.Base(event.Package) + " " + event.Test
		if results[name] == nil {
			results[name] = &result{}
		}
		switch event.Action {
		case "pass", "fail", "skip":
			results[name].action = event.Action
		case "output":
			results[name].output += event.Output
		}
	}
	if len(results) == 0 {
		t.Fatalf("no call was made\n%s", out)
	}
	return results
}
