package golden

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/orchgen/orchgen/golden/need"
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
	need.Modules(t, module)
	run(t, module, tool, "generate", "--out", filepath.Join(module, "orchestrator"))
	run(t, module, "go", "vet", "./...")
	run(t, module, "go", "test", "-race", ".")
}
