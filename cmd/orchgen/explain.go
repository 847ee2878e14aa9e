package main

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/orchgen/orchgen/emit/bundle"
	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/parser"
)

// subject is what explain is asked about, with the flags of the command.
type subject struct{ catalog, locale string }

func explainCommand() *cobra.Command {
	s := &subject{}
	cmd := &cobra.Command{
		Use:   "explain CODE|NAME|RULE|FORMAT",
		Short: "Print what the catalogue knows about an error, a rule of orchgen or a format of messages",
		Long: `Explain prints an entry of the error catalogue, found by its number or its name, or explains one of the rules
whose identifiers stand at the end of orchgen's own diagnostics, or one of the formats of "messages export": how its
files and placeholders look, and what a program needs that reads them.`,
		Example: `  orchgen explain 1001
  orchgen explain NameAlreadyUsed --locale fr
  orchgen explain OG1203
  orchgen explain i18next`,
		Args:              oneSubject,
		ValidArgsFunction: completeSubjects(&s.catalog),
		RunE:              func(cmd *cobra.Command, args []string) error { return s.explain(cmd, args[0]) },
	}
	cmd.Flags().StringVar(&s.catalog, "catalog", embeddedName, "error catalogue: a `FILE`, or orchestrator")
	cmd.Flags().StringVar(&s.locale, "locale", "", "language of the texts, a `TAG` such as fr (default the catalogue's source language)")
	complete(cmd, "catalog", fileOr(embeddedName+"\tthe built-in catalogue"))
	complete(cmd, "locale", completeLocales(&s.catalog))
	return cmd
}

func oneSubject(cmd *cobra.Command, args []string) error {
	if len(args) != 1 {
		return &usageError{cmd, errors.New("explain takes one code, name, rule or format")}
	}
	return nil
}

func (s *subject) explain(cmd *cobra.Command, what string) error {
	if rule := model.LookupRule(what); rule != nil {
		_, err := io.WriteString(cmd.OutOrStdout(), ruleText(rule))
		return err
	}
	if format := bundle.Lookup(what); format != nil {
		_, err := io.WriteString(cmd.OutOrStdout(), formatText(format))
		return err
	}
	cat, err := s.read(cmd)
	if err != nil {
		return err
	}
	tag := s.locale
	if tag == "" {
		tag = cat.Source
	}
	l, err := findLocale(cat, tag)
	if err != nil {
		return &usageError{cmd, fmt.Errorf("--locale: %w", err)}
	}
	found := find(cat, what)
	if len(found) == 0 {
		return fmt.Errorf("nothing is known about %q%s", what, didYouMean(what, names(cat)))
	}
	var b strings.Builder
	for i, e := range found {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(entryText(e, cat, l))
	}
	_, err = io.WriteString(cmd.OutOrStdout(), b.String())
	return err
}

// read gives the catalogue, or prints why it cannot be used.
func (s *subject) read(cmd *cobra.Command) (*model.Catalog, error) {
	in := findCatalog(s.catalog)
	if in == nil {
		return nil, &usageError{cmd, errors.New("explain needs a catalogue")}
	}
	src := parser.Sources{}
	cat, diags := loadCatalog(in, src)
	if diags.HasErrors() {
		w := cmd.ErrOrStderr()
		if err := report(w, colours(w), src, &diags); err != nil {
			return nil, err
		}
	}
	return cat, verdict(&diags)
}

// find looks errors up by number, by name, or by a name that several of them share.
func find(cat *model.Catalog, what string) []*model.ErrorDef {
	code, notNumber := strconv.Atoi(what)
	var aliased []*model.ErrorDef
	for _, e := range cat.Errors {
		if notNumber == nil && e.Code == code || strings.EqualFold(e.ID, what) {
			return []*model.ErrorDef{e}
		}
		for _, a := range e.Aliases {
			if strings.EqualFold(a.ID, what) {
				aliased = append(aliased, e)
				break
			}
		}
	}
	return aliased
}

// names gives every word that find or [model.LookupRule] knows.
func names(cat *model.Catalog) []string {
	var list []string
	for _, e := range cat.Errors {
		list = append(list, strconv.Itoa(e.Code), e.ID)
		for _, a := range e.Aliases {
			list = append(list, a.ID)
		}
	}
	for _, r := range model.Rules() {
		list = append(list, r.ID)
	}
	return list
}

func formatText(f *bundle.Format) string {
	return fmt.Sprintf("%s: %s\n%s\n\n%s\n", f.Name, f.Title, f.Spec, strings.TrimSpace(f.Usage))
}

func ruleText(r *model.Rule) string {
	return fmt.Sprintf("%s %s: %s\n\n%s\n", r.ID, r.Severity, r.Title, r.Explanation)
}
