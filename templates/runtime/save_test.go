package runtime

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSaveTo(t *testing.T) {
	dir := t.TempDir()
	closed := 0
	save := func(name string, content io.Reader) (string, error) {
		return (&Download{Name: name, ReadCloser: struct {
			io.Reader
			io.Closer
		}{content, closerFunc(func() error { closed++; return nil })}}).SaveTo(dir)
	}
	for _, test := range []struct{ name, file string }{{"a.zip", "a.zip"}, {"", "download"}, {"../../b", "b"}} {
		path, err := save(test.name, strings.NewReader("content"))
		if err != nil || path != filepath.Join(dir, test.file) {
			t.Errorf("%q: %s, %v", test.name, path, err)
		}
		if text, err := os.ReadFile(path); string(text) != "content" || err != nil {
			t.Errorf("%q: %q, %v", test.name, text, err)
		}
	}
	if path, err := save("a.zip", strings.NewReader("other")); path != "" || !errors.Is(err, fs.ErrExist) {
		t.Errorf("a file is replaced: %s, %v", path, err)
	}
	broken := io.MultiReader(strings.NewReader("half"), readerFunc(func([]byte) (int, error) { return 0, errDisk }))
	if path, err := save("c", broken); path != "" || !errors.Is(err, errDisk) {
		t.Errorf("%s, %v", path, err)
	}
	var names []string
	entries, _ := os.ReadDir(dir)
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	if text, _ := os.ReadFile(filepath.Join(dir, "a.zip")); strings.Join(names, " ") != "a.zip b download" || string(text) != "content" || closed != 5 {
		t.Errorf("%q, %q, closed %d times", names, text, closed)
	}
	if _, err := (&Download{ReadCloser: io.NopCloser(strings.NewReader(""))}).SaveTo(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

type closerFunc func() error

func (f closerFunc) Close() error { return f() }

func TestFileName(t *testing.T) {
	long := strings.Repeat("é", 200)
	for name, want := range map[string]string{
		"a.tar.gz":             "a.tar.gz",
		"a\u202egpj.exe":       "agpj.exe",
		`a<b>:"|?*.txt`:        "a_b______.txt",
		"a. .":                 "a",
		"nul":                  "_nul",
		"Com1.txt":             "_Com1.txt",
		"COM¹":                 "_COM¹",
		"con." + long:          "_con." + long[:250],
		"console.log":          "console.log",
		"_":                    "_",
		"\xff":                 "_",
		long + ".zip":          long[:250] + ".zip",
		"a." + long:            "a." + long[:252],
		".bashrc":              ".bashrc",
		"...":                  "",
		"a\x00\r\n/b\u200b.md": "b.md",
	} {
		if got := fileName(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

// TestDispositionNameBroken has headers that break the rules as servers do.
func TestDispositionNameBroken(t *testing.T) {
	for header, want := range map[string]string{
		`attachment; filename=My Report.xlsx`:                         "My Report.xlsx",
		`attachment; filename=My Report.xlsx; size=3`:                 "My Report.xlsx",
		`attachment; filename=é.txt`:                                  "é.txt",
		`attachment; filename="é.txt"`:                                "é.txt",
		"attachment; filename=\"\xe9.txt\"":                           "_.txt",
		`attachment; filename="=?utf-8?B?w6kudHh0?="`:                 "é.txt",
		`attachment; filename*=UTF-8''%C3%A9.txt; filename="e.txt"`:   "é.txt",
		`attachment; filename="e.txt"; filename*=unknown''%C3%A9.txt`: "e.txt",
	} {
		if got := dispositionName(header); got != want {
			t.Errorf("%s: got %q, want %q", header, got, want)
		}
	}
}
