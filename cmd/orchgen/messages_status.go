package main

import (
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/orchgen/orchgen/model"
)

// statusFlags are the flags of messages status.
type statusFlags struct {
	catalog, format, badge string
	failUnder              []string
}

// coverageWriters print the figures, each in one format.
var coverageWriters = map[string]func(w io.Writer, list []coverage) error{"table": writeTable, "json": writeCoverage}

func statusCommand() *cobra.Command {
	o := &statusFlags{}
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Tell how far the translations are",
		Long: `Status counts the texts of each language: messages with their variants, descriptions and remedies. A text is
translated, made by a machine and not looked at yet, stale (its source text has changed since), or missing; those that
are identical to the source text are counted besides. Done is the share that is neither stale nor missing, in
whole per cent, rounded down.`,
		Example: `  # fail unless French is complete and every other language nearly so
  orchgen messages status --catalog errors.yaml --fail-under all=95,fr=100`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.status(cmd) },
	}
	f := cmd.Flags()
	f.StringVar(&o.catalog, "catalog", embeddedName, "error catalogue: a `FILE`, or orchestrator")
	f.StringSliceVar(&o.failUnder, "fail-under", nil, "least per cent done, a `LIST` such as all=95,fr=100; exit status 1 where there is less")
	formats := slices.Sorted(maps.Keys(coverageWriters))
	f.StringVar(&o.format, "format", "table", "print the figures as `FORMAT`: "+strings.Join(formats, ", "))
	complete(cmd, "format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	f.StringVar(&o.badge, "badge", "", "write a picture of the share done in all languages to `FILE`, whose name ends in .svg")
	complete(cmd, "catalog", fileOr(embeddedName+"\tthe built-in catalogue"))
	cobra.CheckErr(cmd.MarkFlagFilename("badge", "svg"))
	complete(cmd, "fail-under", cobra.FixedCompletions([]string{"all=100"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// coverage counts the texts of a locale.
type coverage struct {
	Locale     string `json:"locale"`
	Name       string `json:"name"`
	Translated int    `json:"translated"` // by a person, reviewed or not; all of the source language
	Reviewed   int    `json:"reviewed"`   // of the translated ones
	Machine    int    `json:"machine"`
	Stale      int    `json:"stale"`
	Missing    int    `json:"missing"`
	Identical  int    `json:"identical"` // to the source text, whatever their state
	Total      int    `json:"total"`
	Percent    int    `json:"percent"`
}

func (o *statusFlags) status(cmd *cobra.Command) error {
	write, known := coverageWriters[o.format]
	if !known {
		return &usageError{cmd, fmt.Errorf("--format: unknown format %q%s", o.format, didYouMean(o.format, slices.Sorted(maps.Keys(coverageWriters))))}
	}
	if cmd.Flags().Changed("badge") && !strings.EqualFold(filepath.Ext(o.badge), ".svg") {
		return &usageError{cmd, fmt.Errorf("--badge: the name %q does not end in .svg", o.badge)}
	}
	cat, err := readTexts(cmd, o.catalog)
	if err != nil {
		return err
	}
	least, err := o.least(cmd, cat)
	if err != nil {
		return err
	}
	var list []coverage
	for _, l := range cat.Locales {
		list = append(list, coverageOf(cat, l))
	}
	if o.badge != "" {
		if _, err := replaceFiles(cmd, filepath.Dir(o.badge), []file{{Name: filepath.Base(o.badge), Content: badge(share(cat, list))}}); err != nil {
			return err
		}
	}
	if err := write(cmd.OutOrStdout(), list); err != nil {
		return err
	}
	return tooLittle(cmd.ErrOrStderr(), list, least)
}

func coverageOf(cat *model.Catalog, l *model.Locale) coverage {
	c := coverage{Locale: l.Tag, Name: l.Name}
	for _, u := range cat.Units() {
		c.Total++
		switch u.Progress(cat.Source, l) {
		case model.ProgressMissing:
			c.Missing++
			continue
		case model.ProgressStale:
			c.Stale++
		case model.ProgressMachine:
			c.Machine++
		case model.ProgressReviewed:
			c.Reviewed++
			c.Translated++
		default:
			c.Translated++
		}
		same := func(s model.Slot) bool { return s.Text(l.Tag) == s.Text(cat.Source) }
		if l.Tag != cat.Source && !slices.ContainsFunc(u.Slots(l.Tag), func(s model.Slot) bool { return !same(s) }) {
			c.Identical++
		}
	}
	c.Percent = percent(c.Total-c.Missing-c.Stale, c.Total)
	return c
}

// percent rounds down; all of nothing is 100 %.
func percent(part, whole int) int {
	if whole == 0 {
		return 100
	}
	return part * 100 / whole
}

// share is the per cent done in all languages but the source, taken together.
func share(cat *model.Catalog, list []coverage) int {
	done, total := 0, 0
	for _, c := range list {
		if c.Locale != cat.Source {
			done += c.Total - c.Missing - c.Stale
			total += c.Total
		}
	}
	return percent(done, total)
}

// least reads --fail-under: the least per cent by locale.
func (o *statusFlags) least(cmd *cobra.Command, cat *model.Catalog) (map[string]int, error) {
	least := map[string]int{}
	for _, limit := range o.failUnder {
		tag, value, found := strings.Cut(limit, "=")
		n, err := strconv.Atoi(value)
		if !found || err != nil || n < 0 || n > 100 {
			return nil, &usageError{cmd, fmt.Errorf("--fail-under: %q is not of the form fr=95, with a number up to 100", limit)}
		}
		if tag != "all" {
			l, err := findLocale(cat, tag)
			if err != nil {
				return nil, &usageError{cmd, fmt.Errorf("--fail-under: %w", err)}
			}
			tag = l.Tag
		}
		least[tag] = n
	}
	if n, all := least["all"]; all {
		delete(least, "all")
		rest := maps.Clone(least)
		for _, l := range cat.Locales {
			least[l.Tag] = n
		}
		maps.Copy(least, rest)
	}
	return least, nil
}

// tooLittle prints the locales of which less is done than asked for.
func tooLittle(w io.Writer, list []coverage, least map[string]int) error {
	var err error
	for _, c := range list {
		if n := least[c.Locale]; c.Percent < n {
			fmt.Fprintf(w, "%s: %d%% is done, %d%% is asked for\n", c.Locale, c.Percent, n)
			err = errFaults
		}
	}
	return err
}

func writeTable(w io.Writer, list []coverage) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "locale\ttranslated\tmachine\tstale\tmissing\ttotal\tdone\tidentical\t")
	for _, c := range list {
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%d\t%d\t%d%%\t%d\t\n", c.Locale, c.Translated, c.Machine, c.Stale, c.Missing, c.Total, c.Percent, c.Identical)
	}
	return t.Flush()
}

func writeCoverage(w io.Writer, list []coverage) error { return encodeJSON(w, list) }
