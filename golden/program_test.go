package golden

import (
	"bytes"
	"debug/elf"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestProgram builds the program that the documentation promises, with at most 35 lines, against the
// built-in definition and runs it against a server.
func TestProgram(t *testing.T) {
	builds(t)
	source, err := os.ReadFile("testdata/program/main.go")
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(string(source), "\n"); lines > 35 {
		t.Errorf("the program has %d lines, want at most 35", lines)
	}
	module := t.TempDir()
	writeOrRemove(t, filepath.Join(module, "go.mod"), "module example.com/program\n\ngo 1.26\n")
	writeOrRemove(t, filepath.Join(module, "main.go"), string(source))
	run(t, module, tool, "generate", "--out", filepath.Join(module, "orchestrator"))
	run(t, module, "go", "build", "-o", "program", ".")

	server := httptest.NewServer(http.HandlerFunc(serveJobs))
	defer server.Close()
	t.Setenv("TOKEN", "secret")
	got := run(t, module, filepath.Join(module, "program"), server.URL)
	want := "12 Invoices Running\nInvoices -> Le nom Invoices est déjà utilisé.\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func serveJobs(w http.ResponseWriter, r *http.Request) {
	fail := func(problem string) { http.Error(w, problem, http.StatusBadRequest) }
	switch {
	case r.Header.Get("Authorization") != "Bearer secret":
		fail("no token")
	case r.Header.Get("X-UIPATH-OrganizationUnitId") != "7":
		fail("no folder")
	case r.Method == "GET" && r.URL.Path == "/odata/Jobs":
		if q := r.URL.Query(); q.Get("$filter") != "State eq 'Running'" || q.Get("$top") != "10" {
			fail("query " + r.URL.RawQuery)
			return
		}
		io.WriteString(w, `{"@odata.context":"x","value":[{"Id":12,"ReleaseName":"Invoices","State":"Running","EndTime":null}]}`)
	case r.Method == "POST" && strings.HasSuffix(r.URL.Path, ".StartJobs"):
		var body map[string]map[string]any
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil || body["startInfo"]["JobsCount"] != 1.0 {
			fail("body")
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusConflict)
		io.WriteString(w, `{"message":"The name Invoices is already used.","errorCode":1001,"resourceIds":null}`)
	default:
		fail("request " + r.Method + " " + r.URL.Path)
	}
}

// run executes a command in dir and gives its standard output.
func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s%s", filepath.Base(name), strings.Join(args, " "), err, out, stderr.String())
	}
	return string(out)
}

// linkedModule gives a module with the built-in client, and a function that builds a program in it, which gets an error
// e and does what the statement says.
func linkedModule(t *testing.T, flags ...string) (build func(statement string) []byte) {
	t.Helper()
	builds(t)
	module := t.TempDir()
	writeOrRemove(t, filepath.Join(module, "go.mod"), "module example.com/program\n\ngo 1.26\n")
	run(t, module, tool, append(flags, "--out", filepath.Join(module, "orchestrator"))...)
	const program = `package main

import (
	"context"
	"errors"
	"fmt"

	"example.com/program/orchestrator"
)

func main() {
	client, _ := orchestrator.NewClient("http://localhost")
	_, err := client.Jobs.Get(context.Background(), 1, nil)
	if e, ok := errors.AsType[*orchestrator.APIError](err); ok {
		fmt.Println(e)
		STATEMENT
	}
}
`
	return func(statement string) []byte {
		t.Helper()
		writeOrRemove(t, filepath.Join(module, "main.go"), strings.Replace(program, "STATEMENT", statement, 1))
		run(t, module, "go", "build", "-o", "program", ".")
		binary, err := os.ReadFile(filepath.Join(module, "program"))
		if err != nil {
			t.Fatal(err)
		}
		return binary
	}
}

// TestLocalesAreDropped shows that a program links only the message tables that it names, and remedies only where it
// asks for them.
func TestLocalesAreDropped(t *testing.T) {
	build := linkedModule(t, "generate", "--docs-url", "https://example.com/errors")
	const french, remedy = "est déjà utilisé", "Choisissez un autre nom"
	for statement, want := range map[string][2]bool{
		"": {false, false},
		"fmt.Println(e.Localize(orchestrator.LocaleEN))":                                             {false, false},
		"fmt.Println(e.Localize(orchestrator.LocaleFR))":                                             {true, false},
		"fmt.Println(e.DocURL(orchestrator.LocaleFR), orchestrator.Attr(e))":                         {true, false},
		"fmt.Println(e.Remedy(orchestrator.LocaleFR))":                                               {true, true},
		"fmt.Println(e.Remedy(orchestrator.LocaleEN))":                                               {false, false},
		"fmt.Println(e.Localize(orchestrator.Negotiate(fmt.Sprint(ok), orchestrator.LocaleEN)))":     {false, false},
		"fmt.Println(e.Localize(orchestrator.Negotiate(fmt.Sprint(ok), orchestrator.Locales()...)))": {true, false},
		"orchestrator.WriteProblem(nil, nil, e, orchestrator.LocaleEN, orchestrator.LocaleFR)":       {true, false},
	} {
		binary := string(build(statement))
		if got := [2]bool{strings.Contains(binary, french), strings.Contains(binary, remedy)}; got != want {
			t.Errorf("a program with %q has French texts and remedies: %t, want %t", statement, got, want)
		}
	}
}

// TestLocalesAreSmall shows that a program grows little with languages, also with those of the longest texts.
func TestLocalesAreSmall(t *testing.T) {
	t.Setenv("GOOS", "linux")
	build := linkedModule(t, "generate", "--locales", "fr,ja,ru,en-XA")
	none := loaded(t, build(""))
	for _, pair := range []string{"FR RU", "JA RU", "FR ENXA"} {
		first, second, _ := strings.Cut(pair, " ")
		two := loaded(t, build(fmt.Sprintf("fmt.Println(e.Localize(orchestrator.Locale%s), e.Localize(orchestrator.Locale%s))", first, second)))
		if grown := two - none; grown >= 32<<10 {
			t.Errorf("%s take %d bytes, want less than 32 KiB", pair, grown)
		} else {
			t.Logf("%s take %d bytes", pair, grown)
		}
	}
}

// loaded gives how many bytes of a program are loaded: the size of its file goes up and down by whole pages.
func loaded(t *testing.T, binary []byte) uint64 {
	t.Helper()
	f, err := elf.NewFile(bytes.NewReader(binary))
	if err != nil {
		t.Fatal(err)
	}
	var size uint64
	for _, s := range f.Sections {
		if s.Flags&elf.SHF_ALLOC != 0 && s.Type != elf.SHT_NOBITS {
			size += s.Size
		}
	}
	return size
}
