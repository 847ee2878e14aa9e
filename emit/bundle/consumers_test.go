package bundle_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// need finds programs on PATH. Without one the test is skipped, but not in CI.
func need(t *testing.T, programs ...string) {
	t.Helper()
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			missing(t, "%v", err)
		}
	}
}

// missing skips the test, or fails it in CI.
func missing(t *testing.T, format string, args ...any) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}

// run runs a program in a folder and gives what it prints.
func run(t *testing.T, dir string, stdin []byte, program string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir, cmd.Stdin = dir, bytes.NewReader(stdin)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s%s", program, args, err, out, stderr.Bytes())
	}
	return out
}

// show runs a program that reads folders and calls as JSON and writes outcomes.
func show(t *testing.T, folders []folder, calls []call, dir, program string, args ...string) []outcome {
	t.Helper()
	input, err := json.Marshal(map[string]any{"folders": folders, "calls": calls})
	if err != nil {
		t.Fatal(err)
	}
	var outcomes []outcome
	if err := json.Unmarshal(run(t, dir, input, program, args...), &outcomes); err != nil || len(outcomes) != len(folders) {
		t.Fatalf("%s: %d outcomes for %d folders, %v", program, len(outcomes), len(folders), err)
	}
	return outcomes
}

// showWithNode runs testdata/node/show.mjs with its packages, which are installed below the user's cache folder.
func showWithNode(t *testing.T, folders []folder, calls []call) []outcome {
	need(t, "node", "npm")
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/node")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(nodeModules(t), filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	return show(t, folders, calls, dir, "node", "show.mjs")
}

// nodeModules gives the folder with the packages of testdata/node/package.json.
func nodeModules(t *testing.T) string {
	t.Helper()
	packages, err := os.ReadFile("testdata/node/package.json")
	if err != nil {
		t.Fatal(err)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	cache = filepath.Join(cache, "orchgen")
	folder := filepath.Join(cache, fmt.Sprintf("bundle-%x", sha256.Sum256(packages))[:20])
	modules := filepath.Join(folder, "node_modules")
	if _, err := os.Stat(modules); err == nil {
		return modules
	}
	if err := os.MkdirAll(cache, 0o777); err != nil {
		t.Fatal(err)
	}
	fresh, err := os.MkdirTemp(cache, "bundle-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(fresh)
	if err := os.WriteFile(filepath.Join(fresh, "package.json"), packages, 0o666); err != nil {
		t.Fatal(err)
	}
	install := exec.Command("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts")
	install.Dir = fresh
	if out, err := install.CombinedOutput(); err != nil {
		missing(t, "npm install: %v\n%s", err, out)
	}
	if err := os.Rename(fresh, folder); err != nil {
		if _, other := os.Stat(modules); other != nil { // another test was faster
			t.Fatal(err)
		}
	}
	return modules
}

// showWithPython runs testdata/python/show.py, which needs the Translate Toolkit. A Debian package of it is for the
// interpreter of Debian, which need not be the first on PATH.
func showWithPython(t *testing.T, folders []folder, calls []call) []outcome {
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(python, "-c", "import translate.storage.resx").Run() == nil {
			return show(t, folders, calls, "testdata/python", python, "show.py")
		}
	}
	missing(t, "no Python 3 has the Translate Toolkit")
	return nil
}
