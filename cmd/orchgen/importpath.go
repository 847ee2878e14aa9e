package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/orchgen/orchgen/emit"
)

// importPath gives the import path of the generated package for the parts that import it, "" where there are none:
// what --import-path says, or what follows from the next go.mod above the output folder.
func (o *options) importPath(cmd *cobra.Command) (string, error) {
	switch {
	case !slices.ContainsFunc(o.with, func(name string) bool { return emit.Extras[name].Imports }):
		return "", nil
	case o.importAs == "":
		found, err := moduleImportPath(o.out)
		if err == nil && found == "" {
			err = &usageError{cmd, fmt.Errorf("there is no go.mod above %s to tell the import path of the package; say it with --import-path", visible(o.folder()))}
		}
		return found, err
	case !isImportPath(o.importAs):
		return "", &usageError{cmd, fmt.Errorf("--import-path: %q cannot be an import path", o.importAs)}
	}
	return o.importAs, nil
}

// moduleImportPath gives the import path that a folder, which need not exist, has in the module around it; "" without
// any module.
func moduleImportPath(folder string) (string, error) {
	dir, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	below := ""
	for {
		content, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if module := modulePath(string(content)); err == nil && module != "" {
			return path.Join(module, below), nil
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", nil
		}
		below = path.Join(filepath.Base(dir), below)
		dir = parent
	}
}

// modulePath gives the path in the module directive of a go.mod file (Go Modules Reference, "go.mod files").
func modulePath(content string) string {
	for line := range strings.Lines(content) {
		line, _, _ = strings.Cut(line, "//")
		words := strings.Fields(line)
		if len(words) != 2 || words[0] != "module" {
			continue
		}
		if unquoted, err := strconv.Unquote(words[1]); err == nil {
			return unquoted
		}
		return words[1]
	}
	return ""
}

// isImportPath reports whether compilers take s for an import path (Go specification, "Import declarations").
func isImportPath(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsGraphic(r) || unicode.IsSpace(r) || strings.ContainsRune("!\"#$%&'()*,:;<=>?[\\]^`{|}\uFFFD", r)
	})
}
