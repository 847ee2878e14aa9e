package bundle

import (
	"fmt"
	"strings"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
)

// fluent is the resource format of Project Fluent.
var fluent = &Format{
	Name: "fluent", Title: "Fluent", Spec: "https://projectfluent.org/fluent/guide/",
	write: writeFluent,
	Usage: `
A resource for each language, fr/errors.ftl. IDs have a hyphen instead of the period: E1001-machine.
Arguments are { $Name }; forms are { $Count -> [one] … *[other] … } and { $Kind -> [Job] … *[other]
… }.

Arguments are given as strings; only the one that counts is a number, whose digits are not grouped.
Make the bundle for Arabic for "ar-u-nu-latn", so that the digits of that are those of the others.
Fluent puts invisible characters around arguments unless a bundle has useIsolating: false.
`,
}

func writeFluent(x *export) ([]emit.File, error) {
	return x.perLocale(
		func(l *model.Locale) string { return l.Tag + "/errors.ftl" },
		func(l *model.Locale) ([]byte, error) {
			var b strings.Builder
			for i, e := range x.entries(l) {
				if i > 0 {
					b.WriteString("\n")
				}
				fmt.Fprintf(&b, "# %s\n%s = %s\n", e.Def.ID, strings.ReplaceAll(e.ID(), ".", "-"), fluentMessage(e))
			}
			return []byte(b.String()), nil
		})
}

func fluentMessage(e entry) string {
	if e.Selector() == nil {
		return fluentPattern(e, e.other())
	}
	var b strings.Builder
	fmt.Fprintf(&b, "{ $%s ->\n", e.Selector().ID)
	for _, f := range e.forms {
		mark := " "
		if f.category == cldr.Other {
			mark = "*"
		}
		fmt.Fprintf(&b, "   %s[%s] %s\n", mark, f.category, fluentPattern(e, f))
	}
	return b.String() + "}"
}

// fluentPattern writes a form on one line, on which only braces have a meaning, and blanks at the ends are lost.
func fluentPattern(e entry, f form) string {
	text := e.text(f, fluentLiteral.Replace, func(_ int, a *model.Arg) string {
		if e.counts() && a == e.Selector() {
			return "{ NUMBER($" + a.ID + ", useGrouping: 0) }"
		}
		return "{ $" + a.ID + " }"
	})
	inner := strings.Trim(text, " ")
	start := strings.Index(text, inner)
	return quoteBlanks(text[:start]) + inner + quoteBlanks(text[start+len(inner):])
}

func quoteBlanks(blanks string) string {
	if blanks == "" {
		return ""
	}
	return `{ "` + blanks + `" }`
}

var fluentLiteral = strings.NewReplacer("{", `{ "{" }`, "}", `{ "}" }`, "\n", `{ "\u000A" }`, "\r", `{ "\u000D" }`)
