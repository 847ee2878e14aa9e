package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/parser"
	"github.com/orchgen/orchgen/parser/bundle"
)

func importCommand() *cobra.Command {
	catalog := ""
	cmd := &cobra.Command{
		Use:   "import FILE...",
		Short: "Take translations over into the catalogue",
		Long: `Import reads files that translators send back, PO, XLIFF 1.2 or 2.x, or CSV as messages export writes them, and
writes what has changed into the locale files of the catalogue. Comments, the order of keys and all that need not
change stay as they are; a language that is new gets a file, and its place in the list of the catalogue.

A changed text becomes "translated", or "reviewed" where the file says that it is approved, reviewed or final; a new
one becomes "machine" where the file says so. It is marked with the source text that it was made from. A translation
is refused when its placeholders or plural forms are not those of the source text, and listed as stale when the source
text has changed since the export; the catalogue keeps what it has. The exit status is 1 when something was refused. A
malformed file stops everything.`,
		Example: `  orchgen messages import --catalog errors.yaml translations/errors.fr.xlf translations/errors.de.xlf`,
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return &usageError{cmd, errors.New("import takes the files to import")}
			case catalog == "" || catalog == embeddedName || catalog == noCatalog:
				return &usageError{cmd, errors.New("--catalog must name a file, which is to be changed")}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return importFiles(cmd, catalog, args) },
	}
	cmd.Flags().StringVar(&catalog, "catalog", "", "error catalogue to change, a `FILE`")
	complete(cmd, "catalog", fileOr())
	return cmd
}

func importFiles(cmd *cobra.Command, name string, files []string) error {
	cat, err := readTexts(cmd, name)
	if err != nil {
		return err
	}
	src := parser.Sources{}
	entries, diags := readBundles(files, src)
	if diags.HasErrors() {
		return conclude(cmd, src, &diags)
	}
	in := findCatalog(name)
	result, diags, err := bundle.Merge(bundle.Catalog{Catalog: cat, FS: in.fsys, Name: in.name}, entries)
	if err != nil {
		return err
	}
	var changed []file
	for _, f := range slices.Sorted(maps.Keys(result.Files)) {
		changed = append(changed, file{Name: f, Content: result.Files[f]})
	}
	if _, err := replaceFiles(cmd, filepath.Dir(name), changed); err != nil {
		return err
	}
	failure := conclude(cmd, src, &diags)
	for _, c := range result.Locales {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s: %d translated, %d unchanged, %d stale, %d refused\n", c.Tag, c.Translated, c.Unchanged, c.Stale, c.Refused)
	}
	if len(entries) == 0 {
		fmt.Fprintln(cmd.ErrOrStderr(), "the files have no translations")
	}
	return failure
}

// readBundles reads files of translations. One that cannot be read is a finding.
func readBundles(files []string, src parser.Sources) ([]bundle.Entry, model.Diagnostics) {
	var entries []bundle.Entry
	var diags model.Diagnostics
	for _, name := range files {
		data, err := readInput(name)
		if err != nil {
			diags.Report(model.RuleRead, model.Pos{File: name}, "", "%s", reason(err))
			continue
		}
		src[name] = data
		list, more := bundle.Read(parser.Source{Name: name, Data: data})
		entries = append(entries, list...)
		diags.Append(more)
	}
	return entries, diags
}

func readInput(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return parser.Read(f)
}
