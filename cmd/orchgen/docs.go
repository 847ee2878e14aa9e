package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/orchgen/orchgen/emit/site"
	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/parser"
)

// docs are the flags of the command of that name.
type docs struct {
	options
	format, title, serve string
}

func docsCommand() *cobra.Command {
	d := &docs{}
	cmd := &cobra.Command{
		Use:   "docs",
		Short: "Write the error reference as a static site or as Markdown",
		Long: `Docs writes the error reference of a catalogue in each of its languages: one page a code, lists by number, name
and category, and the errors of each operation. The site needs no server, loads nothing from elsewhere and can be
searched. Its pages are found at <tag>/<code>.html. The words of the pages themselves are there in the sixteen languages
of the built-in catalogue and in English for all others.

It owns the files that name themselves in a comment at their beginning: it adds, replaces and removes them and
leaves all other files alone. The folder changes as a whole or not at all.`,
		Example: `  # the reference of the built-in catalogue
  orchgen docs --out public/errors

  # another catalogue, as Markdown
  orchgen docs --catalog errors.yaml --spec swagger.json --format markdown --out docs/errors

  # have a look, without writing anything
  orchgen docs --catalog errors.yaml --serve`,
		Args: cobra.ArbitraryArgs,
		RunE: d.run,
	}
	f := cmd.Flags()
	f.StringVar(&d.spec, "spec", "", "definition: a `FILE`, - for standard input, orchestrator or none (default orchestrator; with --catalog FILE: none)")
	f.StringVar(&d.catalog, "catalog", embeddedName, "error catalogue: a `FILE`, or orchestrator")
	f.StringVar(&d.out, "out", "docs", "write the folder `DIR`")
	f.StringVar(&d.format, "format", site.HTML, "`FORMAT` of the pages: "+strings.Join(site.Formats(), ", "))
	f.StringSliceVar(&d.locales, "locales", nil, "languages besides the source language, which always comes along: a `LIST` such as en,fr (default all of the catalogue)")
	f.StringVar(&d.title, "title", "", "`TITLE` of the reference (default that of the definition, or the domain of the catalogue)")
	f.StringVar(&d.docsURL, "docs-url", "", "`URL` below which the pages will stand (default \"docs\" of the catalogue)")
	f.StringVar(&d.pkg, "package", "", "`NAME` of the generated package in the examples (default the first part of the catalogue's domain)")
	f.StringVar(&d.serve, "serve", "", "show the pages at an `ADDR`ess of this computer instead of writing them")
	f.Lookup("serve").NoOptDefVal = anyPort
	cobra.CheckErr(cmd.MarkFlagDirname("out"))
	complete(cmd, "spec", fileOr(embeddedName+"\tthe built-in definition", "-\tstandard input", noCatalog+"\tno definition"))
	complete(cmd, "catalog", fileOr(embeddedName+"\tthe built-in catalogue"))
	complete(cmd, "format", cobra.FixedCompletions(site.Formats(), cobra.ShellCompDirectiveNoFileComp))
	complete(cmd, "locales", completeLocales(&d.catalog))
	return cmd
}

func (d *docs) run(cmd *cobra.Command, args []string) error {
	started := time.Now()
	if err := d.validate(cmd, args); err != nil {
		return err
	}
	bar := startProgress(cmd.ErrOrStderr())
	defer bar.stop()
	made, err := d.produce(cmd, bar)
	if err != nil {
		return err
	}
	if d.serve != "" && !made.diags.HasErrors() {
		bar.stop()
		if err := made.conclude(cmd); err != nil {
			return err
		}
		return serve(cmd, d.serve, made.files)
	}
	p := &plan{}
	if !made.diags.HasErrors() {
		bar.enter("writing")
		if p, err = compare(d.out, pages, made.files); err != nil {
			return err
		}
		made.diags.Append(p.conflicts(d.out))
	}
	if !made.diags.HasErrors() {
		if err := p.write(cmd, d.out); err != nil {
			return err
		}
	}
	bar.stop()
	if err := made.conclude(cmd); err != nil {
		return err
	}
	parts := []string{count(len(made.catalog.Errors), "error"), count(made.locales, "locale")}
	fmt.Fprintln(cmd.ErrOrStderr(), p.summary(parts, time.Since(started)))
	return nil
}

// validate checks what can be said about the flags without reading anything.
func (d *docs) validate(cmd *cobra.Command, args []string) error {
	if d.serve == anyPort && len(args) == 1 { // the value of a flag that may stand alone needs no equals sign here
		d.serve, args = args[0], nil
	}
	if err := noArguments(cmd, args); err != nil {
		return err
	}
	if err := d.options.validate(cmd); err != nil {
		return err
	}
	changed := cmd.Flags().Changed
	switch {
	case d.catalog == noCatalog:
		return &usageError{cmd, errors.New("docs needs a catalogue")}
	case d.format != site.HTML && d.format != site.Markdown:
		return &usageError{cmd, fmt.Errorf("--format: unknown format %q%s", d.format, didYouMean(d.format, site.Formats()))}
	case d.pkg != "" && !isPackageName(d.pkg):
		return &usageError{cmd, fmt.Errorf("--package: %q cannot be the name of a package", d.pkg)}
	case changed("serve") && (changed("out") || d.format != site.HTML):
		return &usageError{cmd, errors.New("--serve shows the site and writes nothing: leave out --out and --format")}
	case changed("serve"):
		if err := checkLoopback(d.serve); err != nil {
			return &usageError{cmd, fmt.Errorf("--serve: %w", err)}
		}
	}
	return namedCatalog(cmd)
}

// produce makes the pages. The error is about the command line or about orchgen itself; faults in the inputs are
// diagnostics.
func (d *docs) produce(cmd *cobra.Command, bar *progress) (*product, error) {
	made := &product{src: parser.Sources{}}
	bar.enter("reading")
	in := inputs{catalog: findCatalog(d.catalog)}
	if d.spec == "" && d.catalog != embeddedName {
		d.spec = noCatalog
	}
	if d.spec != noCatalog {
		definition, err := readDefinition(d.spec, cmd.InOrStdin())
		if err != nil {
			made.diags.Report(model.RuleRead, model.Pos{File: definition.Name}, "", "%s", reason(err))
		} else {
			in.definition = &definition
		}
	}
	var diags model.Diagnostics
	made.parsed, diags = load(in, made.src)
	made.diags.Append(diags)
	if made.api == nil {
		made.api = &model.API{}
	}

	bar.enter("checking")
	diags, err := check(made.parsed, made.diags.HasErrors())
	made.diags.Append(diags)
	if err != nil || made.diags.HasErrors() {
		return made, err
	}
	locales, err := d.chosenLocales(cmd, made.catalog)
	if err != nil {
		return nil, err
	}
	made.countLocales(locales)

	bar.enter("generating")
	made.files, err = site.Generate(made.api, made.catalog, site.Options{
		Format: d.format, Locales: locales, Title: d.title, BaseURL: d.base(made.catalog), Package: d.packageOf(made.catalog),
	})
	return made, err
}

// base is the address of the pages: a site that is only looked at has none.
func (d *docs) base(cat *model.Catalog) string {
	switch {
	case d.serve != "":
		return ""
	case d.docsURL != "":
		return d.docsURL
	}
	return cat.Docs
}

// packageOf gives the name of the package in the examples.
func (d *docs) packageOf(cat *model.Catalog) string {
	first, _, _ := strings.Cut(cat.Domain, ".")
	switch name := packageNameOf(first); {
	case d.pkg != "":
		return d.pkg
	case isPackageName(name):
		return name
	}
	return "client"
}

// pages are the files of the error reference: they lie in the output folder and in one folder a language.
var pages = owner{
	owns: func(name string, content []byte) bool {
		head := site.Head(name)
		return head != "" && begins(content, head)
	},
	kinds: []string{".css", ".html", ".js", ".md", ".svg"},
	folders: func(root *os.Root, _ []file) ([]string, error) {
		entries, err := fs.ReadDir(root.FS(), ".")
		if err != nil {
			return nil, err
		}
		folders := []string{"."}
		for _, e := range entries {
			if e.IsDir() {
				folders = append(folders, e.Name())
			}
		}
		return folders, nil
	},
}
