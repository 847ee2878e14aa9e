package main

import (
	"fmt"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/pseudo"
)

// options are the flags that generate and check share.
type options struct {
	spec, catalog, out, pkg, importAs, docsURL string
	locales, with                              []string
}

// register declares the flags and what a shell may complete after them.
func (o *options) register(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&o.spec, "spec", "", "definition: a `FILE`, - for standard input, or orchestrator (default orchestrator)")
	f.StringVar(&o.catalog, "catalog", "", "error catalogue: a `FILE`, orchestrator or none (default orchestrator; with --spec: none)")
	f.StringVar(&o.out, "out", ".", "write the folder `DIR`")
	f.StringVar(&o.pkg, "package", "", "package `NAME` (default the base name of the folder)")
	f.StringVar(&o.importAs, "import-path", "", "import `PATH` of the package, for parts that import it (default what the next go.mod above the folder says)")
	f.StringSliceVar(&o.locales, "locales", nil, "languages of the error texts besides the source language, which always comes along: a `LIST` such as en,fr, also "+strings.Join(pseudo.Tags(), " and ")+" to test with (default all of the catalogue)")
	f.StringVar(&o.docsURL, "docs-url", "", "`URL` below which the pages of the error reference stand (default what the catalogue says)")
	f.StringSliceVar(&o.with, "with", nil, "optional parts, a `LIST` of: "+strings.Join(extras(), ", "))
	cobra.CheckErr(cmd.MarkFlagDirname("out"))
	complete(cmd, "spec", fileOr(embeddedName+"\tthe built-in definition", "-\tstandard input"))
	complete(cmd, "catalog", fileOr(embeddedName+"\tthe built-in catalogue", noCatalog+"\tno error catalogue"))
	complete(cmd, "with", completeExtras)
	complete(cmd, "locales", completeLocales(&o.catalog))
}

// extras gives the names of the optional parts in order.
func extras() []string { return slices.Sorted(maps.Keys(emit.Extras)) }

// validate checks what can be said about the flags without reading anything.
func (o *options) validate(cmd *cobra.Command) error {
	for _, name := range o.with {
		if _, known := emit.Extras[name]; !known {
			return &usageError{cmd, fmt.Errorf("--with: unknown part %q%s", name, didYouMean(name, extras()))}
		}
	}
	for _, f := range [...]string{"spec", "catalog", "out", "package", "import-path", "docs-url"} {
		if cmd.Flags().Changed(f) && cmd.Flag(f).Value.String() == "" {
			return &usageError{cmd, fmt.Errorf("--%s is empty", f)}
		}
	}
	if o.docsURL != "" {
		base, err := model.DocsBase(o.docsURL)
		if err != nil {
			return &usageError{cmd, fmt.Errorf("--docs-url: %w", err)}
		}
		o.docsURL = base
	}
	return nil
}

// addPseudo adds the pseudo-locales among wanted locales to the catalogue, which may be nil.
func addPseudo(cat *model.Catalog, locales []string) {
	if cat == nil {
		return
	}
	for _, wanted := range locales {
		for _, tag := range pseudo.Tags() {
			if strings.EqualFold(tag, wanted) {
				pseudo.Add(cat, tag)
			}
		}
	}
}

// chosenLocales gives the wanted locales as the catalogue spells them; nil stands for all.
func (o *options) chosenLocales(cmd *cobra.Command, cat *model.Catalog) ([]string, error) {
	if len(o.locales) == 0 {
		return nil, nil
	}
	if cat == nil {
		return nil, &usageError{cmd, fmt.Errorf("--locales needs an error catalogue; add --catalog")}
	}
	var list []string
	for _, wanted := range o.locales {
		l, err := findLocale(cat, wanted)
		if err != nil {
			return nil, &usageError{cmd, fmt.Errorf("--locales: %w", err)}
		}
		list = append(list, l.Tag)
	}
	return list, nil
}

// findLocale looks a language up by its tag, in any case.
func findLocale(cat *model.Catalog, tag string) (*model.Locale, error) {
	var known []string
	for _, l := range cat.Locales {
		if strings.EqualFold(l.Tag, tag) {
			return l, nil
		}
		known = append(known, l.Tag)
	}
	return nil, fmt.Errorf("the catalogue has no locale %q, only %s", tag, strings.Join(known, ", "))
}

// packageName gives the name of the generated package.
func (o *options) packageName(cmd *cobra.Command) (string, error) {
	if o.pkg != "" {
		if !isPackageName(o.pkg) {
			return "", &usageError{cmd, fmt.Errorf("--package: %q cannot be the name of a package", o.pkg)}
		}
		return o.pkg, nil
	}
	dir, err := filepath.Abs(o.out)
	if err != nil {
		return "", err
	}
	name := packageNameOf(filepath.Base(dir))
	if !isPackageName(name) {
		return "", &usageError{cmd, fmt.Errorf("--out: the folder %q gives no usable package name; choose one with --package", filepath.Base(dir))}
	}
	return name, nil
}

// packageNameOf makes the name of a folder a package name: "go-orchestrator.v2" becomes "goorchestratorv2".
func packageNameOf(folder string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' {
			return unicode.ToLower(r)
		}
		return -1
	}, folder)
	return strings.TrimLeftFunc(name, func(r rune) bool { return unicode.IsDigit(r) || r == '_' })
}

func isPackageName(s string) bool { return token.IsIdentifier(s) && s != "main" && s != "_" }
