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
)

// linting is one run of the command lint.
type linting struct {
	spec, catalog, format, failOn string
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
  orchgen lint --catalog errors.yaml --spec swagger.json --format sarif > lint.sarif`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return l.run(cmd) },
	}
	f := cmd.Flags()
	f.StringVar(&l.catalog, "catalog", embeddedName, "error catalogue: a `FILE`, or orchestrator")
	f.StringVar(&l.spec, "spec", "", "definition to hold the catalogue against: a `FILE`, - for standard input, or orchestrator (default orchestrator for the built-in catalogue, otherwise none)")
	f.StringVar(&l.format, "format", "text", "print findings as `FORMAT`: "+strings.Join(formats, ", "))
	f.StringVar(&l.failOn, "fail-on", model.Warning.String(), "exit with status 1 for findings of this `SEVERITY` or a worse one: "+strings.Join(levels, ", "))
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
	in := findCatalog(l.catalog)
	if in == nil {
		return &usageError{cmd, errors.New("lint needs a catalogue")}
	}
	src := parser.Sources{}
	_, diags, err := l.findings(cmd, in, src)
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
func (l *linting) findings(cmd *cobra.Command, catalog *catalogInput, src parser.Sources) ([]lint.Finding, model.Diagnostics, error) {
	in := inputs{catalog: catalog}
	var diags model.Diagnostics
	if l.spec != "" || l.catalog == embeddedName {
		definition, err := readDefinition(l.spec, cmd.InOrStdin())
		if err != nil {
			diags.Report(model.RuleRead, model.Pos{File: definition.Name}, "", "%s", reason(err))
			return nil, diags, nil
		}
		in.definition = &definition
	}
	p, more := load(in, src)
	diags.Append(more)
	if p.catalog == nil {
		return nil, diags, nil
	}
	found := lint.Check(p.catalog, p.api)
	for _, f := range found {
		diags.Add(f.Diagnostic)
	}
	if p.api == nil {
		diags.Append(model.Check(nil, p.catalog))
		return found, diags, nil
	}
	more, err := check(p, diags.HasErrors())
	diags.Append(aboutCatalog(more, in.definition))
	return found, diags, err
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
