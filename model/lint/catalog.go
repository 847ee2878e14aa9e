package lint

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
)

// origin judges what a translation was made from.
func (l *linter) origin(u model.Unit, locale *model.Locale, m *model.Message) {
	f := Finding{Unit: u, Locale: locale.Tag}
	switch hash := u.Hash(l.cat.Source); {
	case hash == "":
		return
	case u.From(locale.Tag) == "":
		f.Record = true
		f.Diagnostic = model.Diagnostic{Rule: model.RuleNoOrigin, Pos: m.Pos, Hint: "run orchgen lint --fix",
			Message: fmt.Sprintf("%s does not say which source text it was made from", u.ID())}
	case u.IsStale(l.cat.Source, locale.Tag):
		f.Diagnostic = model.Diagnostic{Rule: model.RuleStale, Pos: m.Pos,
			Message: fmt.Sprintf("the source text of %s has changed since it was translated", u.ID()),
			Hint:    fmt.Sprintf("adapt the text, then remove %q from \"from\" and run orchgen lint --fix", u.Part),
			Related: []model.Related{{Pos: u.Message(l.cat.Source).Pos, Message: "the source text is here"}}}
	default:
		return
	}
	l.add(f)
}

// missing reports a description or remedy that only the source language has. The parser tells of missing messages.
func (l *linter) missing(u model.Unit, locale *model.Locale) {
	text := u.Def.Texts[0].Messages[locale.Tag]
	if u.Text != nil || text == nil || u.Message(l.cat.Source) == nil {
		return
	}
	l.add(Finding{Unit: u, Locale: locale.Tag, Diagnostic: model.Diagnostic{Rule: model.RuleMissingProse, Pos: text.Pos,
		Message: fmt.Sprintf("%s is not translated", u.ID()), Hint: "translate it",
		Related: []model.Related{{Pos: u.Message(l.cat.Source).Pos, Message: "the source text is here"}}}})
}

// rarePlural reports the plural categories that the parser does not insist on.
func (l *linter) rarePlural(u model.Unit, locale *model.Locale, m *model.Message) {
	if u.Text == nil || u.Text.Plural == nil {
		return
	}
	rules, known := cldr.Cardinal(locale.Tag)
	if !known {
		return
	}
	common := rules.Common()
	var missing []string
	for _, category := range rules.Categories() {
		if m.Form(category) == nil && !slices.Contains(common, category) {
			missing = append(missing, category)
		}
	}
	if len(missing) > 0 {
		l.add(Finding{Unit: u, Locale: locale.Tag, Diagnostic: model.Diagnostic{Rule: model.RuleRarePlural, Pos: m.Pos,
			Message: fmt.Sprintf("the text has no form for %s, which %s has for rare numbers", strings.Join(missing, ", "), locale.Name)}})
	}
}

func (l *linter) equalLocales() {
	first := map[string]*model.Locale{}
	for _, locale := range l.cat.Locales {
		key := maximised(locale.Tag)
		if other := first[key]; other != nil {
			l.add(Finding{Locale: locale.Tag, Diagnostic: model.Diagnostic{Rule: model.RuleEqualLocales, Pos: locale.Pos,
				Message: fmt.Sprintf("%s and %s are both %s", other.Tag, locale.Tag, key),
				Related: []model.Related{{Pos: other.Pos, Message: "the other locale is here"}}}})
			continue
		}
		first[key] = locale
	}
}

// unlistedCodes reports the values of error codes in the definition that the catalogue does not know.
func (l *linter) unlistedCodes(api *model.API) {
	known := map[string]bool{}
	for _, def := range l.cat.Errors {
		known[strings.ToLower(def.ID)] = true
		known[strconv.Itoa(def.Code)] = true
		for _, a := range def.Aliases {
			known[strings.ToLower(a.ID)] = true
		}
	}
	for _, name := range l.cat.Unnumbered {
		known[strings.ToLower(name)] = true
	}
	seen := map[string]bool{}
	report := func(name string, t *model.Type) {
		t = t.Underlying()
		for t.Kind == model.List && t.Elem != nil {
			t = t.Elem.Underlying()
		}
		if t.Kind != model.Enum || !isErrorCode(name) && !isErrorCode(t.EnumName) && !isErrorCode(t.Wire) {
			return
		}
		for _, v := range t.EnumValues {
			if key := strings.ToLower(v.Text); !known[key] && !seen[key] {
				seen[key] = true
				l.add(Finding{Diagnostic: model.Diagnostic{Rule: model.RuleUnlistedCode, Pos: v.Pos,
					Message: fmt.Sprintf("the definition names the error %q, which the catalogue does not have", v.Text)}})
			}
		}
	}
	for _, t := range api.Types {
		report(t.Wire, t)
		for _, f := range t.AllFields() {
			report(f.Wire, f.Type)
		}
	}
	for _, op := range api.Operations() {
		for _, p := range op.Params {
			report(p.Wire, p.Type)
		}
	}
}

// isErrorCode reports whether something of the name holds an error code, or several.
func isErrorCode(name string) bool {
	return slices.ContainsFunc([]string{"errorcode", "error_code", "error-code"}, func(end string) bool {
		return strings.HasSuffix(strings.TrimSuffix(strings.ToLower(name), "s"), end)
	})
}
