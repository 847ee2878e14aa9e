package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestModuleImportPath(t *testing.T) {
	root := t.TempDir()
	for content, want := range map[string]string{
		"module example.com/m\n":                                "example.com/m/a/b",
		"// module x\nmodule \"example.com/q\" // quoted\n":     "example.com/q/a/b",
		"go 1.25\n\nmodule  example.com/m/v2\r\nrequire x v1\n": "example.com/m/v2/a/b",
	} {
		if err := os.WriteFile(filepath.Join(root, "go.mod"), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
		for folder, want := range map[string]string{"a/b": want, "a/../a/b/": want} {
			if got, err := moduleImportPath(filepath.Join(root, folder)); got != want || err != nil {
				t.Errorf("%q: got %q, %v, want %q", content, got, err, want)
			}
		}
	}
	if got, err := moduleImportPath(string(filepath.Separator)); got != "" || err != nil {
		t.Errorf("a folder outside of any module: got %q, %v", got, err)
	}
}

func TestIsImportPath(t *testing.T) {
	for s, want := range map[string]bool{
		"example.com/a-b/c_d.e~f": true, "é": true, "": false, "a b": false, "a\"b": false, "a\nb": false, `a\b`: false, "a`b": false,
	} {
		if got := isImportPath(s); got != want {
			t.Errorf("%q: got %t", s, got)
		}
	}
}
