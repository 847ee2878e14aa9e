package parser

import (
	"slices"
	"strings"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
)

// CheckTranslation reports what is wrong with a text that is to be a form of a unit in another language, at pos. The
// placeholders are held against those of the source locale.
func CheckTranslation(slot model.Slot, source, text string, pos model.Pos) model.Diagnostics {
	var diags model.Diagnostics
	if strings.TrimSpace(text) == "" {
		diags.Report(model.RuleMessageSyntax, pos, "", "%s: a text is empty", slot.ID())
		return diags
	}
	if slot.Unit.Text == nil {
		for _, r := range text {
			if r != '\n' && isForbidden(r) {
				diags.Report(model.RuleMessageSyntax, pos, "remove it", "%s: the text contains the control character U+%04X", slot.ID(), r)
			}
		}
		return diags
	}
	pieces, faults := parseMessage(text)
	for _, f := range faults {
		diags.Report(f.rule, pos, f.hint, "%s: %s", slot.ID(), f.message)
	}
	if faults != nil {
		return diags
	}
	want := usedIn(slot.Unit, source)
	missing, extra := differing(slot.Unit.Text, slot.Category, want, placeholdersOf(pieces))
	for _, name := range extra {
		diags.Report(model.RulePlaceholderMismatch, pos, didYouMean(name, want), "%s: the source text has no {%s}", slot.ID(), name)
		meant := nearest(name, missing)
		missing = slices.DeleteFunc(missing, func(other string) bool { return other == meant })
	}
	if len(missing) > 0 {
		diags.Report(model.RulePlaceholderMismatch, pos, "", "%s: the text lacks %s of the source text", slot.ID(), braced(missing))
	}
	return diags
}

// usedIn gives the names of the arguments that the forms of a unit use in a locale.
func usedIn(u model.Unit, tag string) []string {
	m := u.Message(tag)
	if m == nil {
		return nil
	}
	var list []string
	for _, f := range m.Forms {
		for _, p := range f.Parts {
			if p.Arg >= 0 && !slices.Contains(list, u.Text.Args[p.Arg].ID) {
				list = append(list, u.Text.Args[p.Arg].ID)
			}
		}
	}
	return list
}

// RequiredForms gives the categories that a unit needs in a locale: those of everyday counts, and other.
func RequiredForms(u model.Unit, tag string) []string {
	if u.Text != nil && u.Text.Plural != nil {
		if rules, known := cldr.Cardinal(tag); known {
			return rules.Common()
		}
	}
	return []string{cldr.Other}
}
