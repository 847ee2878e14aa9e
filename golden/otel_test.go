package golden

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestOTel generates a client into the module testdata/otel and runs the tests there: otelhttp as middleware
// gives a span for each try, and golang.org/x/oauth2 gives tokens. The module has dependencies of its own, so
// that this one does not get them.
func TestOTel(t *testing.T) {
	builds(t)
	module := t.TempDir()
	if err := os.CopyFS(module, os.DirFS(filepath.Join("testdata", "otel"))); err != nil {
		t.Fatal(err)
	}
	download(t, module)
	run(t, module, tool, "generate", "--out", filepath.Join(module, "orchestrator"))
	run(t, module, "go", "vet", "./...")
	run(t, module, "go", "test", "-race", ".")
}

// download fetches the modules that the test module in a folder needs. Where that is impossible the test is skipped,
// but not in CI.
func download(t *testing.T, module string) {
	t.Helper()
	fetch := exec.Command("go", "mod", "download")
	fetch.Dir = module
	if out, err := fetch.CombinedOutput(); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("the modules cannot be fetched: %v\n%s", err, out)
		}
		t.Skipf("the modules cannot be fetched: %v\n%s", err, out)
	}
}
