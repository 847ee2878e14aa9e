package bundle_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// unavailable skips a test for which something cannot be fetched, but fails in CI.
func unavailable(t *testing.T, format string, args ...any) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}

// run runs a program in a folder and gives what it prints.
func run(t *testing.T, dir, input, program string, args ...string) string {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir, cmd.Stdin = dir, strings.NewReader(input)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s%s", program, args, err, out, stderr.Bytes())
	}
	return string(out)
}

// show runs a program that reads folders and calls as JSON and writes outcomes.
func show(t *testing.T, folders []folder, calls []call, dir, program string, args ...string) []outcome {
	t.Helper()
	input, err := json.Marshal(map[string]any{"folders": folders, "calls": calls})
	if err != nil {
		t.Fatal(err)
	}
	var outcomes []outcome
	decode(t, []byte(run(t, dir, string(input), program, args...)), &outcomes)
	if len(outcomes) != len(folders) {
		t.Fatalf("%s: %d outcomes for %d folders", program, len(outcomes), len(folders))
	}
	return outcomes
}

// showWithPython runs testdata/python/show.py.
func showWithPython(t *testing.T, folders []folder, calls []call) []outcome {
	needs(t, python)
	if out, err := command(nil, python, "-c", "import translate.storage.resx"); err != nil {
		unavailable(t, "the Translate Toolkit: %v\n%s", err, out)
	}
	return show(t, folders, calls, "testdata/python", python, "show.py")
}

// showWithNode runs testdata/node/show.mjs beside its packages.
func showWithNode(t *testing.T, folders []folder, calls []call) []outcome {
	needs(t, "node", "npm")
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/node")); err != nil {
		t.Fatal(err)
	}
	packages, err := os.ReadFile("testdata/node/package.json")
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("bundle-%.8x", sha256.Sum256(packages))
	folder := installed(t, name, func(folder string) {
		if err := os.WriteFile(filepath.Join(folder, "package.json"), packages, 0o666); err != nil {
			t.Fatal(err)
		}
		if out, err := command(nil, "npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts"); err != nil {
			unavailable(t, "the packages of testdata/node: %v\n%s", err, out)
		}
	})
	if err := os.Symlink(filepath.Join(folder, "node_modules"), filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	return show(t, folders, calls, dir, "node", "show.mjs")
}
