// Package golden holds whole examples of what orchgen makes. Each folder is a case, named by the hazard
// it is about: the inputs, further flags, the diagnostics (diag.txt) and, in want, the generated package. That package
// is part of this module, so it is compiled and vetted with everything else, and its use_test.go runs it
// against a server.
package golden

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	// The tests run the tool, which is built of these: imported, they count for the go command's cache of test results.
	_ "github.com/orchgen/orchgen/catalog"
	_ "github.com/orchgen/orchgen/emit"
	_ "github.com/orchgen/orchgen/parser"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// tool is the path of the orchgen binary under test.
var tool string

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(withTool(m.Run))
}

func withTool(run func() int) int {
	dir, err := os.MkdirTemp("", "orchgen-golden")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	defer os.RemoveAll(dir)
	tool = filepath.Join(dir, "orchgen")
	if out, err := exec.Command("go", "build", "-o", tool, "../cmd/orchgen").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "building orchgen: %v\n%s", err, out)
		return 2
	}
	return run()
}

func TestCases(t *testing.T) {
	cases, err := filepath.Glob("*/spec.*")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases (%v)", err)
	}
	for _, spec := range cases {
		dir := filepath.Dir(spec)
		t.Run(dir, func(t *testing.T) {
			t.Parallel()
			testCase(t, dir, filepath.Base(spec))
		})
	}
}

func testCase(t *testing.T, dir, spec string) {
	args := []string{"--spec", spec, "--package", "want"}
	if _, err := os.Stat(filepath.Join(dir, "errors.yaml")); err == nil {
		args = append(args, "--catalog", "errors.yaml")
	}
	if flags, err := os.ReadFile(filepath.Join(dir, "flags")); err == nil {
		args = append(args, strings.Fields(string(flags))...)
	}
	got, diag, code := generate(t, dir, args)
	again, _, _ := generate(t, dir, args)
	if diff := cmp.Diff(got, again); diff != "" {
		t.Errorf("two generations differ:\n%s", diff)
	}
	bad := strings.HasPrefix(dir, "bad_")
	switch {
	case bad && (code != 1 || len(got) > 0):
		t.Errorf("a bad input ended with exit code %d and %d files, want 1 and none", code, len(got))
	case !bad && code != 0:
		t.Fatalf("exit code %d\n%s", code, diag)
	}
	compareText(t, filepath.Join(dir, "diag.txt"), diag)
	if !bad {
		compareFolder(t, filepath.Join(dir, "want"), got)
	}
}

// generate runs the tool in dir and gives the files it wrote, its diagnostics and its exit code. The
// closing line, which has a duration, is left out of the diagnostics.
func generate(t *testing.T, dir string, args []string) (files map[string]string, diag string, code int) {
	t.Helper()
	out := t.TempDir()
	cmd := exec.Command(tool, append([]string{"generate", "--out", out}, args...)...)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(stderr.String()) {
		if !strings.HasPrefix(line, "wrote ") && !strings.HasPrefix(line, "unchanged") {
			lines = append(lines, line)
		}
	}
	return readFolder(t, out), strings.Join(lines, ""), cmd.ProcessState.ExitCode()
}

// readFolder gives the files below dir but for use_test.go, by their path with slashes.
func readFolder(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "use_test.go" {
			return err
		}
		content, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(rel)] = string(content)
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return files
}

func compareText(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		writeOrRemove(t, path, got)
	}
	want, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got); rewrite with -update:\n%s", path, diff)
	}
}

func writeOrRemove(t *testing.T, path, content string) {
	t.Helper()
	if content == "" {
		_ = os.Remove(path)
		return
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

// compareFolder holds the generated files against dir, in both directions.
func compareFolder(t *testing.T, dir string, got map[string]string) {
	t.Helper()
	want := map[string]string{}
	if _, err := os.Stat(dir); err == nil {
		want = readFolder(t, dir)
	}
	var names []string
	for name := range want {
		names = append(names, name)
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		if *update {
			writeOrRemove(t, filepath.Join(dir, name), got[name])
			continue
		}
		if diff := cmp.Diff(want[name], got[name]); diff != "" {
			t.Errorf("%s/%s (-want +got); rewrite with -update:\n%s", dir, name, diff)
		}
	}
}

// builds marks a test that builds and runs other programs. The race detector sees nothing of them, hence such tests are
// left out of a short run.
func builds(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("builds and runs other programs")
	}
}
