package golden

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// shared gives the folder with the real definitions, which are not part of this repository. ORCHGEN_SHARED
// names it; the default is the folder "shared" beside the repository.
func shared(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("ORCHGEN_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "specs", "orchestrator")); err != nil {
		t.Skipf("the real definitions are not here: set ORCHGEN_SHARED to the folder that has specs/orchestrator (%v)", err)
	}
	return dir
}

// TestRealDefinitions generates a client from each definition that UiPath published as Swagger 2.0,
// builds and vets them all in a module that has no dependencies, and compares what came out with
// real.txt: the counts are for the reader, the hash shows that nothing else changed.
func TestRealDefinitions(t *testing.T) {
	builds(t)
	specs, err := filepath.Glob(filepath.Join(shared(t), "specs", "orchestrator", "uipath-20*.json"))
	if err != nil || len(specs) != 9 {
		t.Fatalf("%d definitions (%v), want 9", len(specs), err)
	}
	module := t.TempDir()
	writeOrRemove(t, filepath.Join(module, "go.mod"), "module example.com/real\n\ngo 1.25\n")
	var summary strings.Builder
	for _, spec := range specs {
		summary.WriteString(realSummary(t, module, spec))
	}
	for _, args := range [][]string{{"build", "./..."}, {"vet", "./..."}} {
		cmd := exec.Command("go", args...)
		cmd.Dir = module
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("go %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	staticcheck(t, module)
	compareText(t, "real.txt", summary.String())
}

// staticcheck runs the analyser over the generated packages. CI always has it.
func staticcheck(t *testing.T, module string) {
	t.Helper()
	path, err := exec.LookPath("staticcheck")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Error("staticcheck is not installed")
		}
		t.Log("staticcheck is not installed: the generated packages were not analysed")
		return
	}
	cmd := exec.Command(path, "./...")
	cmd.Dir = module
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("staticcheck: %v\n%s", err, out)
	}
}

func realSummary(t *testing.T, module, spec string) string {
	t.Helper()
	release := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(spec), "uipath-"), ".json")
	out := filepath.Join(module, "v"+strings.NewReplacer(".", "_", "-", "_").Replace(release))
	cmd := exec.Command(tool, "generate", "--spec", spec, "--catalog", "orchestrator", "--package", "orchestrator", "--out", out)
	stderr, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", release, err, stderr)
	}
	files := readFolder(t, out)
	hash := sha256.New()
	lines, methods, types := 0, 0, 0
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(hash, "%s\n%s\n", name, files[name])
		lines += strings.Count(files[name], "\n")
		methods += strings.Count(files[name], " = operation{")
		types += strings.Count(files[name], "\ntype ")
	}
	if want := countOperations(t, spec); methods != want {
		t.Errorf("%s: %d operations generated, the definition has %d", release, methods, want)
	}
	return fmt.Sprintf("%-12s %3d files %3d operations %4d types %6d lines %x\n", release, len(files), methods, types, lines, hash.Sum(nil)[:8])
}

// countOperations counts the operations of a definition independently of the parser.
func countOperations(t *testing.T, spec string) int {
	t.Helper()
	data, err := os.ReadFile(spec)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Paths map[string]map[string]json.RawMessage `json:"paths"`
	}
	if err := json.Unmarshal([]byte(strings.TrimPrefix(string(data), "\ufeff")), &doc); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, item := range doc.Paths {
		for key := range item {
			if slices.Contains([]string{"get", "put", "post", "delete", "options", "head", "patch"}, key) {
				n++
			}
		}
	}
	return n
}
