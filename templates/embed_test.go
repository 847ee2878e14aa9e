package templates

import (
	"bytes"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestRuntimeFilesAreTheCopiedOnes(t *testing.T) {
	names, err := RuntimeFiles()
	if err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob("runtime/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, path := range paths {
		if name := filepath.Base(path); name == ContractTest || name != standin && !strings.HasSuffix(name, "_test.go") {
			want = append(want, name)
		}
	}
	if !slices.Equal(names, want) || !slices.Contains(names, "conn.go") {
		t.Errorf("got  %q\nwant %q", names, want)
	}
}

func TestRuntimeFileChangesOnlyThePackageClause(t *testing.T) {
	names, err := RuntimeFiles()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		src, err := os.ReadFile(filepath.Join("runtime", name))
		if err != nil {
			t.Fatal(err)
		}
		got, err := RuntimeFile(name, "orchestrator")
		if err != nil {
			t.Fatal(err)
		}
		before, behind, found := bytes.Cut(src, []byte("package runtime\n"))
		want := slices.Concat(before, []byte("package orchestrator\n"), behind)
		if !found || !bytes.Equal(got, want) {
			t.Errorf("%s: more than the package clause differs", name)
		}
		same, err := RuntimeFile(name, "runtime")
		if err != nil || !bytes.Equal(same, src) {
			t.Errorf("%s: the embedded file differs, %v", name, err)
		}
	}
	if _, err := RuntimeFile("none.go", "x"); err == nil {
		t.Error("no error for an unknown file")
	}
}

func TestFakeFileChangesPackageAndImport(t *testing.T) {
	names, err := FakeFiles()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(names, "server.go") || slices.ContainsFunc(names, func(name string) bool { return name == standin || strings.HasSuffix(name, "_test.go") }) {
		t.Errorf("copied files %q", names)
	}
	imports := 0
	for _, name := range names {
		src, err := os.ReadFile(filepath.Join("fake", name))
		if err != nil {
			t.Fatal(err)
		}
		got, err := FakeFile(name, "orchestratortest", `example.com/é/orchestrator`)
		if err != nil {
			t.Fatal(err)
		}
		want := strings.Replace(string(src), "package fake\n", "package orchestratortest\n", 1)
		if strings.Contains(want, runtimePath) {
			imports++
			want = strings.Replace(want, runtimePath, `"example.com/é/orchestrator"`, 1)
		}
		if string(got) != want || strings.Contains(string(got), "orchgen") {
			t.Errorf("%s: more than the package clause and the import differs, or less", name)
		}
	}
	if imports == 0 {
		t.Error("no file imports the generated package")
	}
	if _, err := FakeFile("none.go", "x", "y"); err == nil {
		t.Error("no error for an unknown file")
	}
}

func TestRuntimeImportsTheStandardLibraryOnly(t *testing.T) {
	names, _ := RuntimeFiles()
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("runtime", name), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range file.Imports {
			if first, _, _ := strings.Cut(strings.Trim(spec.Path.Value, `"`), "/"); strings.Contains(first, ".") {
				t.Errorf("%s imports %s", name, spec.Path.Value)
			}
		}
	}
}

func TestIdentifiers(t *testing.T) {
	d, err := Identifiers()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"APIError", "Code", "Category", "CategoryNone", "Retry", "RetryNever", "Status", "StatusClientError", "Locale", "Negotiate",
		"ParseCode", "Option", "WithHTTPClient", "WithServerURL", "Server", "Upload", "Download", "DecodeError", "FieldError", "Opt", "Some", "Null",
		"Date", "DateOf", "Page", "Single", "ListOptions", "EntityOptions", "FolderScope", "FolderID",
		"conn", "service", "operation", "opNoAuth", "call", "newConn", "result", "value", "single", "download", "texts", "setEach",
		"pathText", "pathQuoted", "textOf", "textOfInt", "marshal", "unmarshal", "errOdd", "codeInfo", "codeAlias", "textInfo",
		"alsoText", "argWord", "matched", "maxFailure",
		"userAgent", "categoryNames", "codes", "codeAliases", "textInfos", "sourceLocale", "asTyped",
	} {
		if !slices.Contains(d.Package, name) {
			t.Errorf("%s is not reserved", name)
		}
	}
	for _, name := range []string{"NameAlreadyUsedError", "Error", "in", "TestIdentifiers", "FuzzRedact", "reply"} {
		if slices.Contains(d.Package, name) {
			t.Errorf("%s is reserved", name)
		}
	}
	for _, name := range []string{"Event", "UnknownEvent", "ParseWebhook", "ErrWebhookNoEvent", "maxWebhook"} {
		if !slices.Contains(d.Webhook, name) || slices.Contains(d.Package, name) {
			t.Errorf("%s is not reserved for webhooks alone", name)
		}
	}
	for typeName, members := range map[string][]string{
		"APIError": {"Code", "HasCode", "Reason", "Status", "Message", "Details", "TraceID", "ResourceIDs", "Fields", "Operation", "Method", "Path",
			"RetryAfter", "ContentType", "Body", "Error", "Is", "As", "Arg", "Localize", "AppendLocalized"},
		"Opt":      {"Get", "Or", "IsNull", "IsZero", "MarshalJSON", "UnmarshalJSON"},
		"Date":     {"Year", "Month", "Day", "In", "String"},
		"Download": {"Name", "ContentType", "Size", "ReadCloser"},
	} {
		for _, name := range members {
			if !slices.Contains(d.Members(typeName), name) {
				t.Errorf("%s.%s is not reserved", typeName, name)
			}
		}
	}
	if slices.Contains(d.Members("APIError"), "locales") || slices.Contains(d.Members("APIError"), "match") {
		t.Error("unexported members are reserved")
	}
}
