package bundle_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/orchgen/orchgen/golden/need"
)

// showWithGo shows texts with the module testdata/go. It has dependencies of its own, so that this one does not get them.
func showWithGo(t *testing.T, folders []folder, calls []call) []outcome {
	module := t.TempDir()
	if err := os.CopyFS(module, os.DirFS("testdata/go")); err != nil {
		t.Fatal(err)
	}
	need.Modules(t, module)
	refusals := generateCatalogs(t, module, folders)
	outcomes := show(t, folders, calls, module, "go", "run", ".")
	for i, f := range folders {
		if refusals[f.Dir] != "" {
			outcomes[i].Error = refusals[f.Dir]
		}
	}
	return outcomes
}

// generateCatalogs makes a package of each folder with gotext files and adds it to the program. It gives the folders
// that are refused, and why.
func generateCatalogs(t *testing.T, module string, folders []folder) map[string]string {
	t.Helper()
	var dirs []string
	var commands, imports, inits strings.Builder
	for _, f := range folders {
		if f.Format == "gotext" {
			fmt.Fprintf(&commands, "%s catalog%d\n", f.Dir, len(dirs))
			dirs = append(dirs, f.Dir)
		}
	}
	refusals := map[string]string{}
	lines := strings.Split(run(t, module, commands.String(), "go", "run", "./generate"), "\n")
	for i, dir := range dirs {
		refusal, err := strconv.Unquote(lines[i])
		if err != nil {
			t.Fatal(err)
		}
		if refusals[dir] = refusal; refusal == "" {
			fmt.Fprintf(&imports, "import \"example.com/bundle/catalog%d\"\n", i)
			fmt.Fprintf(&inits, "\tcatalogs[%q] = catalog%d.Catalog\n", dir, i)
		}
	}
	source := "package main\n\n" + imports.String() + "\nfunc init() {\n" + inits.String() + "}\n"
	if err := os.WriteFile(filepath.Join(module, "catalogs.go"), []byte(source), 0o666); err != nil {
		t.Fatal(err)
	}
	return refusals
}
