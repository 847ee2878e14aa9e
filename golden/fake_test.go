package golden

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestContractWithFake runs the contract tests of the built-in definition and of a published one against their own
// fake servers: every operation, with the required arguments alone and with all of them. The servers find nothing that
// does not fit the definition.
func TestContractWithFake(t *testing.T) {
	builds(t)
	for _, c := range []struct {
		spec       string
		operations int
		skipped    int // operations for which the definition declares no success
	}{
		{"../catalog/orchestrator.yaml", 328, 0},
		{"uipath-2020.10.json", 360, 1},
	} {
		t.Run(filepath.Base(c.spec), func(t *testing.T) {
			spec := c.spec
			if !strings.Contains(spec, "/") {
				spec = filepath.Join(shared(t), "specs", "orchestrator", spec)
			}
			module := contractModule(t)
			generateContract(t, module, "orchestrator", spec)
			results := runContract(t, module, serveFake(t, module, "orchestrator", ""))
			operations, skipped := map[string]bool{}, 0
			for name, r := range results {
				operation, _, _ := strings.Cut(strings.TrimPrefix(name, "orchestrator TestContract/"), "/")
				operations[operation] = true
				switch r.action {
				case "skip":
					skipped++
				case "pass":
				default:
					t.Errorf("%s: %s\n%s", name, r.action, r.output)
				}
			}
			if len(operations) != c.operations || skipped != c.skipped {
				t.Errorf("%d operations, %d skipped; want %d and %d", len(operations), skipped, c.operations, c.skipped)
			}
		})
	}
}

// TestFakeFindsDefects lets defective clients call the fake server of a sound one. Credentials are none of its
// business, and it answers with no more than it must.
func TestFakeFindsDefects(t *testing.T) {
	builds(t)
	visible := slices.DeleteFunc(slices.Clone(defects), func(d defect) bool { return d.name == "key" || d.name == "reply" })
	module := contractModule(t)
	generateDefects(t, module, visible)
	checkDefects(t, runContract(t, module, serveFake(t, module, "sound", "fake.ReplyOnly()")), visible)
}

// serveFake runs the fake server of a package until the test ends and gives its address.
func serveFake(t *testing.T, module, pkg, more string) string {
	t.Helper()
	const program = `package serve

import (
	"fmt"
	"io"
	"os"
	"testing"

	"example.com/contract/PKG/clienttest"
)

func TestServe(t *testing.T) {
	fake := clienttest.NewServer(t)
	fake.Samples()
	MORE
	fmt.Println(fake.URL, fake.ServerURL("identity"))
	_, _ = io.Copy(io.Discard, os.Stdin)
}
`
	writeOrRemove(t, filepath.Join(module, "serve", "serve_test.go"), strings.NewReplacer("PKG", pkg, "MORE", more).Replace(program))
	binary := filepath.Join(module, "serve.test")
	run(t, module, "go", "test", "-c", "-o", binary, "./serve")
	cmd := exec.Command(binary)
	var problems bytes.Buffer
	cmd.Stderr = &problems
	stdin, errIn := cmd.StdinPipe()
	stdout, errOut := cmd.StdoutPipe()
	if errIn != nil || errOut != nil {
		t.Fatal(errIn, errOut)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	output := bufio.NewReader(stdout)
	line, err := output.ReadString('\n')
	t.Cleanup(func() {
		_ = stdin.Close()
		rest, _ := io.ReadAll(output)
		if err := cmd.Wait(); err != nil {
			t.Errorf("the fake server: %v\n%s%s", err, rest, problems.String())
		}
	})
	addresses := strings.Fields(line)
	if err != nil || len(addresses) != 2 {
		t.Fatalf("the fake server says %q: %v", line, err)
	}
	t.Setenv("CONTRACT_SERVER_IDENTITY", addresses[1])
	return addresses[0]
}

// TestFake runs testdata/codes, whose tests use the fake server of the built-in definition.
func TestFake(t *testing.T) {
	builds(t)
	module := t.TempDir()
	writeOrRemove(t, filepath.Join(module, "go.mod"), "module example.com/codes\n\ngo 1.25\n")
	for _, name := range []string{"codes_test.go", "state_test.go"} {
		source, err := os.ReadFile(filepath.Join("testdata", "codes", name))
		if err != nil {
			t.Fatal(err)
		}
		writeOrRemove(t, filepath.Join(module, name), string(source))
	}
	run(t, module, tool, "generate", "--out", filepath.Join(module, "orchestrator"), "--with", "fake")
	run(t, module, "go", "vet", "./...")
	run(t, module, "go", "test", ".")
	staticcheck(t, module)
}
