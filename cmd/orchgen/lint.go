package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/lint"
	"github.com/orchgen/orchgen/parser"
	"github.com/orchgen/orchgen/parser/bundle"
)

// linting is one run of the command lint.
type linting struct {
	spec, catalog, format, failOn string
	fix                           bool
}

// findingWriters print findings, each in one format.
var findingWriters = map[string]func(w io.Writer, src parser.Sources, list []model.Diagnostic) error{
	"text":   writeText,
	"json":   writeJSON,
	"sarif":  writeSARIF,
	"github": writeGitHub,
}

// severities by the words of --fail-on.
var severities = map[string]model.Severity{
	model.Error.String(): model.Error, model.Warning.String(): model.Warning, model.Note.String(): model.Note,
}

func lintCommand() *cobra.Command {
	l := &linting{}
	formats, levels := slices.Sorted(maps.Keys(findingWriters)), slices.Sorted(maps.Keys(severities))
	cmd := &cobra.Command{
		Use:   "lint",
		Short: "Judge the texts of an error catalogue",
		Long: `Lint reads an error catalogue with all its languages and reports what is wrong or looks wrong: besides everything
that generate would refuse, untranslated and stale texts, punctuation and spaces, texts that cannot be told apart, and
much more. "orchgen explain ID" says what a rule is about; "ignore: [ID]" in the catalogue's header, in an entry or in a
message of a language switches a rule of quality (OG15…) off there.

With a definition, the catalogue is held against it as well.`,
		Example: `  orchgen lint --catalog errors.yaml
  orchgen lint --catalog errors.yaml --spec swagger.json --format sarif > lint.sarif
  orchgen lint --catalog errors.yaml --fix`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return l.run(cmd) },
	}
	f := cmd.Flags()
	f.StringVar(&l.catalog, "catalog", embeddedName, "error catalogue: a `FILE`, or orchestrator")
	f.StringVar(&l.spec, "spec", "", "definition to hold the catalogue against: a `FILE`, - for standard input, or orchestrator (default orchestrator for the built-in catalogue, otherwise none)")
	f.StringVar(&l.format, "format", "text", "print findings as `FORMAT`: "+strings.Join(formats, ", "))
	f.StringVar(&l.failOn, "fail-on", model.Warning.String(), "exit with status 1 for findings of this `SEVERITY` or a worse one: "+strings.Join(levels, ", "))
	f.BoolVar(&l.fix, "fix", false, "mend in the files what needs no judgement, and report the rest")
	complete(cmd, "catalog", fileOr(embeddedName+"\tthe built-in catalogue"))
	complete(cmd, "spec", fileOr(embeddedName+"\tthe built-in definition", "-\tstandard input"))
	complete(cmd, "format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	complete(cmd, "fail-on", cobra.FixedCompletions(levels, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (l *linting) run(cmd *cobra.Command) error {
	write, known := findingWriters[l.format]
	if !known {
		return &usageError{cmd, fmt.Errorf("--format: unknown format %q%s", l.format, didYouMean(l.format, slices.Sorted(maps.Keys(findingWriters))))}
	}
	worst, known := severities[l.failOn]
	if !known {
		return &usageError{cmd, fmt.Errorf("--fail-on: unknown severity %q%s", l.failOn, didYouMean(l.failOn, slices.Sorted(maps.Keys(severities))))}
	}
	if err := namedCatalog(cmd); err != nil {
		return err
	}
	in := findCatalog(l.catalog)
	if in == nil {
		return &usageError{cmd, errors.New("lint needs a catalogue")}
	}
	if l.fix {
		if l.catalog == embeddedName {
			return &usageError{cmd, errors.New("--fix: the built-in catalogue cannot be changed")}
		}
		if err := l.mend(cmd, in); err != nil {
			return err
		}
	}
	src := parser.Sources{}
	diags, err := l.findings(cmd, in, src)
	if err != nil {
		return err
	}
	list := diags.Sorted()
	if err := write(cmd.OutOrStdout(), src, list); err != nil {
		return err
	}
	if slices.ContainsFunc(list, func(d model.Diagnostic) bool { return d.Rule == model.RuleRead }) {
		return errUnread
	}
	if slices.ContainsFunc(list, func(d model.Diagnostic) bool { return d.Severity() <= worst }) {
		return errFaults
	}
	return nil
}

// findings reads everything and gives what the linter found, and with it all other diagnostics.
func (l *linting) findings(cmd *cobra.Command, catalog *catalogInput, src parser.Sources) (model.Diagnostics, error) {
	in := inputs{catalog: catalog}
	var diags model.Diagnostics
	if l.spec != "" || l.catalog == embeddedName {
		definition, err := readDefinition(l.spec, cmd.InOrStdin())
		if err != nil {
			diags.Report(model.RuleRead, model.Pos{File: definition.Name}, "", "%s", reason(err))
			return diags, nil
		}
		in.definition = &definition
	}
	p, more := load(in, src)
	diags.Append(more)
	if p.catalog == nil {
		return diags, nil
	}
	for _, f := range lint.Check(p.catalog, p.api) {
		diags.Add(f.Diagnostic)
	}
	if p.api == nil {
		diags.Append(model.Check(nil, p.catalog))
		return diags, nil
	}
	more, err := check(p, diags.HasErrors())
	diags.Append(aboutCatalog(more, in.definition))
	return diags, err
}

// mend writes what needs no judgement into the files of the catalogue. A catalogue with errors is left alone: what is
// read from it may not be what is meant.
func (l *linting) mend(cmd *cobra.Command, in *catalogInput) error {
	cat, diags := loadCatalog(in, parser.Sources{})
	for _, d := range diags.Sorted() {
		if d.Severity() == model.Error && d.Rule != model.RuleMissingTranslation {
			fmt.Fprintln(cmd.ErrOrStderr(), "nothing is mended while the catalogue has errors")
			return nil
		}
	}
	amendments := remedies(lint.Check(cat, nil))
	if len(amendments) == 0 {
		return nil
	}
	changed, err := bundle.Amend(bundle.Catalog{Catalog: cat, FS: in.fsys, Name: in.name}, amendments)
	if err != nil {
		return err
	}
	var files []file
	for _, name := range slices.Sorted(maps.Keys(changed)) {
		files = append(files, file{Name: name, Content: changed[name]})
	}
	p, err := replaceFiles(cmd, filepath.Dir(l.catalog), files)
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "mended %s in %s\n", count(texts(amendments), "text"), count(len(p.changes), "file"))
	return nil
}

// texts counts what is amended; the forms of a text count once.
func texts(list []bundle.Amendment) int {
	seen := map[[2]string]bool{}
	for _, a := range list {
		seen[[2]string{a.Locale, a.Unit.ID()}] = true
	}
	return len(seen)
}

// remedies gives the changes that findings ask for, one for each form of a text.
func remedies(found []lint.Finding) []bundle.Amendment {
	type place struct{ unit, locale, category string }
	index := map[place]int{}
	var list []bundle.Amendment
	for _, f := range found {
		if f.Mend == nil && !f.Record {
			continue
		}
		at := place{f.Unit.ID(), f.Locale, f.Category}
		i, known := index[at]
		if !known {
			i = len(list)
			index[at] = i
			list = append(list, bundle.Amendment{Unit: f.Unit, Locale: f.Locale, Category: f.Category})
		}
		if f.Record {
			list[i].Record = true
			continue
		}
		if list[i].Text == "" {
			list[i].Text = f.Unit.Message(f.Locale).Form(f.Category).Text
		}
		list[i].Text = f.Mend(list[i].Text)
	}
	return list
}

// aboutCatalog leaves out what is about nothing but the definition, and what client.yaml has beyond this definition.
func aboutCatalog(all model.Diagnostics, definition *parser.Source) model.Diagnostics {
	var diags model.Diagnostics
	for _, d := range all.Sorted() {
		elsewhere := func(pos model.Pos) bool {
			return (definition == nil || pos.File != definition.Name) && (filepath.Base(pos.File) != parser.ClientFile || d.Severity() == model.Error)
		}
		if elsewhere(d.Pos) || slices.ContainsFunc(d.Related, func(r model.Related) bool { return elsewhere(r.Pos) }) {
			diags.Add(d)
		}
	}
	return diags
}
