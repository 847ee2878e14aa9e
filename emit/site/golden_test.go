package site_test

import (
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/emit/site"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata/want")

// TestGolden compares the pages of the small catalogue with those that were looked at.
func TestGolden(t *testing.T) {
	api, cat := toys(t)
	for _, format := range site.Formats() {
		t.Run(format, func(t *testing.T) {
			got := generate(t, api, cat, site.Options{Format: format, BaseURL: cat.Docs, Locales: []string{"ar"}})
			maps.DeleteFunc(got, func(name, _ string) bool {
				return filepath.Dir(name) == "." && filepath.Ext(name) != ".html" && filepath.Ext(name) != ".md"
			})
			folder := filepath.Join("testdata", "want", format)
			if *update {
				rewrite(t, folder, got)
			}
			want := readAll(t, folder)
			if diff := cmp.Diff(slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got))); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
			for name, content := range want {
				if diff := cmp.Diff(content, got[name]); diff != "" && got[name] != "" {
					t.Errorf("%s (-want +got):\n%s", name, diff)
				}
			}
		})
	}
}

func rewrite(t *testing.T, folder string, files map[string]string) {
	t.Helper()
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	writeAll(t, folder, files)
}

func writeAll(t *testing.T, folder string, files map[string]string) {
	t.Helper()
	for name, content := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func readAll(t *testing.T, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	fsys := os.DirFS(folder)
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := fs.ReadFile(fsys, name)
		files[name] = strings.ReplaceAll(string(content), "\r\n", "\n")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
