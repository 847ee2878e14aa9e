package main

import (
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/emit/bundle"
	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/parser"
)

// completer proposes values to a shell; "value\tdescription" is cobra's format.
type completer = cobra.CompletionFunc

func complete(cmd *cobra.Command, flag string, values completer) {
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc(flag, values))
}

// fileOr proposes words, and the names of files.
func fileOr(words ...string) completer {
	return cobra.FixedCompletions(words, cobra.ShellCompDirectiveDefault)
}

func completeExtras(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var list []string
	for _, name := range extras() {
		list = append(list, name+"\t"+emit.Extras[name].Doc)
	}
	return list, cobra.ShellCompDirectiveNoFileComp
}

// completeLocales proposes the locales of the catalogue that a flag names.
func completeLocales(name *string) completer {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		var list []string
		if cat := completionCatalog(*name); cat != nil {
			for _, l := range cat.Locales {
				list = append(list, l.Tag+"\t"+l.Name)
			}
		}
		return list, cobra.ShellCompDirectiveNoFileComp
	}
}

// completeSubjects proposes what explain can explain: codes, names and rules.
func completeSubjects(name *string) completer {
	return func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		var list []string
		if cat := completionCatalog(*name); cat != nil {
			for _, e := range cat.Errors {
				list = append(list, strconv.Itoa(e.Code)+"\t"+e.ID, e.ID+"\t"+strconv.Itoa(e.Code))
			}
		}
		for _, r := range model.Rules() {
			list = append(list, r.ID+"\t"+r.Title)
		}
		for _, f := range bundle.Formats() {
			list = append(list, f.Name+"\t"+f.Title)
		}
		return slices.Clip(list), cobra.ShellCompDirectiveNoFileComp
	}
}

// completionCatalog reads a catalogue for a shell, which has no use for faults.
func completionCatalog(name string) *model.Catalog {
	if name == "" {
		name = embeddedName
	}
	in := findCatalog(name)
	if in == nil {
		return nil
	}
	cat, _ := loadCatalog(in, parser.Sources{})
	return cat
}
