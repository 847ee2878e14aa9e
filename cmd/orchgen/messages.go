package main

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/orchgen/orchgen/emit/bundle"
	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/pseudo"
	"github.com/orchgen/orchgen/parser"
)

func messagesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "messages",
		Short: "Exchange the texts of the catalogue with translators and other programs",
		Example: `  orchgen messages export --catalog errors.yaml --format po --out po
  orchgen messages import --catalog errors.yaml po/fr.po
  orchgen messages status --catalog errors.yaml --fail-under all=100`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return helpOnly(cmd, "command", args) },
	}
	cmd.AddCommand(exportCommand(), importCommand(), statusCommand())
	return cmd
}

// exportFlags are the flags of messages export.
type exportFlags struct {
	catalog, format, out string
	locales              []string
	prose                bool
}

func exportCommand() *cobra.Command {
	o := &exportFlags{}
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the texts in a format for translators or for other programs",
		Long: `Export writes the texts of a catalogue in the format of other programs. Files of the same names in the output
folder are replaced, all of them or none; other files stay as they are.

A format for translators has all texts, one file for each language to translate into. With it, --locales may name a
language that the catalogue does not have yet. A format for programs has the messages, and with --prose the descriptions
and remedies, too. "orchgen explain FORMAT" tells how the files of a format look and what their readers need.

` + formatList(),
		Example: `  orchgen messages export --catalog errors.yaml --format xliff-2.1 --locales fr,de --out translations`,
		Args:    noArguments,
		RunE:    func(cmd *cobra.Command, _ []string) error { return o.export(cmd) },
	}
	f := cmd.Flags()
	f.StringVar(&o.catalog, "catalog", embeddedName, "error catalogue: a `FILE`, or orchestrator")
	f.StringVar(&o.format, "format", "", "the format, a `NAME` of the list above")
	f.StringVar(&o.out, "out", "", "write into the folder `DIR`")
	f.StringSliceVar(&o.locales, "locales", nil, "languages to write, a `LIST` such as fr,de, for programs also "+strings.Join(pseudo.Tags(), " and ")+" to test with (default all of the catalogue)")
	f.BoolVar(&o.prose, "prose", false, "write the descriptions and remedies into formats for programs, too")
	cobra.CheckErr(cmd.MarkFlagDirname("out"))
	complete(cmd, "catalog", fileOr(embeddedName+"\tthe built-in catalogue"))
	complete(cmd, "format", completeFormats)
	complete(cmd, "locales", completeLocales(&o.catalog))
	return cmd
}

// formatList describes the formats for the help text.
func formatList() string {
	var b strings.Builder
	for _, translators := range [...]bool{true, false} {
		var list []string
		for _, f := range bundle.Formats() {
			if f.Translators == translators {
				list = append(list, fmt.Sprintf("  %-16s %s, %s\n", f.Name, f.Title, f.Spec))
			}
		}
		if list != nil {
			fmt.Fprintf(&b, "Formats for %s:\n%s\n", map[bool]string{true: "translators", false: "programs"}[translators], strings.Join(list, ""))
		}
	}
	return strings.TrimSpace(b.String())
}

func completeFormats(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var list []string
	for _, f := range bundle.Formats() {
		list = append(list, f.Name+"\t"+f.Title)
	}
	return list, cobra.ShellCompDirectiveNoFileComp
}

func (o *exportFlags) export(cmd *cobra.Command) error {
	format := bundle.Lookup(o.format)
	switch {
	case o.format == "":
		return &usageError{cmd, errors.New("--format is missing")}
	case format == nil:
		var known []string
		for _, f := range bundle.Formats() {
			known = append(known, f.Name)
		}
		return &usageError{cmd, fmt.Errorf("--format: unknown format %q%s", o.format, didYouMean(o.format, known))}
	case o.out == "":
		return &usageError{cmd, errors.New("--out is missing")}
	}
	cat, err := readTexts(cmd, o.catalog)
	if err != nil {
		return err
	}
	locales, err := o.chosen(cmd, cat, format)
	if err != nil {
		return err
	}
	files, err := format.Export(cat, bundle.Options{Locales: locales, Prose: o.prose})
	if err != nil {
		return err
	}
	p, err := replaceFiles(cmd, o.out, files)
	if err != nil {
		return err
	}
	outcome := "wrote " + count(p.total, "file")
	if p.upToDate() {
		outcome = count(p.total, "file") + " unchanged"
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "%s: %s%s\n", outcome, format.Title, p.details())
	return nil
}

// chosen gives the locales to write, nil for all. One that the catalogue does not have is added to it for a format for
// translators.
func (o *exportFlags) chosen(cmd *cobra.Command, cat *model.Catalog, format *bundle.Format) ([]string, error) {
	if !format.Translators {
		addPseudo(cat, o.locales)
	}
	var list []string
	for _, wanted := range o.locales {
		l, err := findLocale(cat, wanted)
		if err != nil && format.Translators {
			if l, err = newLocale(wanted); err == nil {
				cat.Locales = append(cat.Locales, l)
			}
		}
		if err != nil {
			return nil, &usageError{cmd, fmt.Errorf("--locales: %w", err)}
		}
		list = append(list, l.Tag)
	}
	return list, nil
}

// newLocale makes a locale without any text.
func newLocale(name string) (*model.Locale, error) {
	tag, err := language.Parse(name)
	if err != nil || tag == language.Und {
		return nil, fmt.Errorf("%q is not a language tag", name)
	}
	return &model.Locale{Tag: tag.String(), Name: display.English.Tags().Name(tag), State: model.StateTranslated}, nil
}

// readTexts reads a catalogue that may lack translations, or prints why it cannot be used.
func readTexts(cmd *cobra.Command, name string) (*model.Catalog, error) {
	if err := namedCatalog(cmd); err != nil {
		return nil, err
	}
	in := findCatalog(name)
	if in == nil {
		return nil, &usageError{cmd, errors.New("the command needs a catalogue")}
	}
	src := parser.Sources{}
	cat, all := loadCatalog(in, src)
	if cat != nil {
		all.Append(model.Check(nil, cat))
	}
	var diags model.Diagnostics
	for _, d := range all.Sorted() {
		if d.Rule != model.RuleMissingTranslation && d.Severity() == model.Error {
			diags.Add(d)
		}
	}
	return cat, conclude(cmd, src, &diags)
}

// conclude prints findings; its error tells the exit status.
func conclude(cmd *cobra.Command, src parser.Sources, diags *model.Diagnostics) error {
	w := cmd.ErrOrStderr()
	if err := report(w, colours(w), src, diags); err != nil {
		return err
	}
	return verdict(diags)
}

// replaceFiles brings files into a folder, all of them or none.
func replaceFiles(cmd *cobra.Command, dir string, files []file) (*plan, error) {
	p, err := compare(dir, anybody, slices.Clone(files))
	if err != nil {
		return nil, err
	}
	var diags model.Diagnostics
	for _, name := range p.foreign {
		diags.Report(model.RuleForeignFile, model.Pos{File: filepath.Join(dir, filepath.FromSlash(name))}, "move it away, or name the place that it leads to",
			"a file is to be written here or below, and this is a link, or of another kind")
	}
	if err := conclude(cmd, nil, &diags); err != nil {
		return nil, err
	}
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	return p, p.apply(ctx, dir)
}
