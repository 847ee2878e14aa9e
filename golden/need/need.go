// Package need gives tests what they need and this project does not have: programs, packages and modules of others. What
// is not there and cannot be installed skips the test, but fails it in CI. Packages are installed once, below the user's
// cache folder.
package need

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Missing ends a test that lacks something: as skipped, or as failed where the variable CI is set.
func Missing(t testing.TB, format string, args ...any) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}

// Programs looks for programs in PATH.
func Programs(t testing.TB, names ...string) {
	t.Helper()
	for _, name := range names {
		if _, err := exec.LookPath(name); err != nil {
			Missing(t, "the test needs %s: %v", name, err)
		}
	}
}

// NPM gives a folder in which packages of npm ("name@version") are installed, without their install scripts.
func NPM(t testing.TB, packages ...string) string {
	t.Helper()
	Programs(t, "node", "npm")
	name := fmt.Sprintf("npm-%.8x", sha256.Sum256([]byte(strings.Join(packages, "\n"))))
	return Folder(t, name, func(folder string) error {
		args := append([]string{"install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts"}, packages...)
		if out, err := exec.Command("npm", args...).CombinedOutput(); err != nil {
			return fmt.Errorf("npm: %w\n%s", err, out)
		}
		return nil
	})
}

// Modules fetches the modules of the go.mod in a folder.
func Modules(t testing.TB, folder string) {
	t.Helper()
	fetch := exec.Command("go", "mod", "download")
	fetch.Dir = folder
	if out, err := fetch.CombinedOutput(); err != nil {
		Missing(t, "the modules cannot be fetched: %v\n%s", err, out)
	}
}

// Folder gives a folder below the user's cache folder, which fill fills when it is not there yet.
func Folder(t testing.TB, name string, fill func(folder string) error) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		Missing(t, "there is no cache folder: %v", err)
	}
	folder := filepath.Join(cache, "orchgen", name)
	if _, err := os.Stat(folder); err == nil {
		return folder
	}
	if err := os.MkdirAll(filepath.Dir(folder), 0o777); err != nil {
		t.Fatal(err)
	}
	fresh, err := os.MkdirTemp(filepath.Dir(folder), name+"-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(fresh)
	if err := fill(fresh); err != nil {
		Missing(t, "what the test needs cannot be installed: %v", err)
	}
	if err := os.Rename(fresh, folder); err != nil {
		if _, other := os.Stat(folder); other != nil { // another test was faster
			t.Fatal(err)
		}
	}
	return folder
}
