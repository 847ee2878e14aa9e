package golden

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/orchgen/orchgen/golden/need"
)

// TestSARIF holds what lint reports on a faulty catalogue against the schema of SARIF 2.1.0, with a library of a
// module of its own.
func TestSARIF(t *testing.T) {
	builds(t)
	module := t.TempDir()
	if err := os.CopyFS(module, os.DirFS(filepath.Join("testdata", "sarif"))); err != nil {
		t.Fatal(err)
	}
	need.Modules(t, module)
	report := filepath.Join(module, "report.sarif")
	out, _ := exec.Command(tool, "lint", "--catalog", filepath.Join("bad_catalog", "errors.yaml"), "--format", "sarif").Output()
	if err := os.WriteFile(report, out, 0o666); err != nil {
		t.Fatal(err)
	}
	t.Setenv("REPORT", report)
	run(t, module, "go", "test", ".")
}
