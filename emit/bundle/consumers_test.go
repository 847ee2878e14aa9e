package bundle_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/orchgen/orchgen/golden/need"
)

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
	need.Programs(t, python)
	if out, err := command(nil, python, "-c", "import translate.storage.resx"); err != nil {
		need.Missing(t, "the Translate Toolkit: %v\n%s", err, out)
	}
	return show(t, folders, calls, "testdata/python", python, "show.py")
}

// showWithNode runs testdata/node/show.mjs beside its packages.
func showWithNode(t *testing.T, folders []folder, calls []call) []outcome {
	packages := need.NPM(t,
		"@fluent/bundle@0.19.1",
		"ajv@8.20.0",
		"ajv-formats@3.0.1",
		"esbuild@0.25.12",
		"i18next@27.1.2",
		"intl-messageformat@12.1.5",
		"locize-xcstrings@2.0.0",
		"messageformat@4.0.0",
		"typescript@7.0.2")
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/node")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(packages, "node_modules"), filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	return show(t, folders, calls, dir, "node", "show.mjs")
}
