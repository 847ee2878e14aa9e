package golden

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
)

var unsafeInNames = regexp.MustCompile(`[^A-Za-z0-9.-]+`)

// npmProgram gives the path of a program of an npm package, "name@version", which is installed below the user's cache
// folder once. Without npm the test is skipped, but not in CI.
func npmProgram(t *testing.T, program, pkg string) string {
	t.Helper()
	if _, err := exec.LookPath("npm"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s cannot be installed: %v", pkg, err)
		}
		t.Skipf("%s, which this test needs, is installed with Node.js and npm: %v", pkg, err)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(cache, "orchgen", unsafeInNames.ReplaceAllString(pkg, "-"))
	path := filepath.Join(folder, "node_modules", ".bin", program)
	if _, err := os.Stat(path); err == nil {
		return path
	}
	if err := os.MkdirAll(filepath.Dir(folder), 0o777); err != nil {
		t.Fatal(err)
	}
	fresh, err := os.MkdirTemp(filepath.Dir(folder), "npm-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(fresh)
	run(t, fresh, "npm", "install", "--prefix", fresh, "--no-audit", "--no-fund", "--ignore-scripts", pkg)
	if err := os.Rename(fresh, folder); err != nil {
		if _, other := os.Stat(path); other != nil { // another test was faster
			t.Fatal(err)
		}
	}
	return path
}
