package bundle

import (
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
)

// arb is ICU MessageFormat in the container of Flutter, to which < is a character like any other.
var arb = &Format{
	Name: "arb", Title: "Application Resource Bundle (Flutter)", Spec: "https://github.com/google/app-resource-bundle/wiki/ApplicationResourceBundleSpecification",
	write: writeARB,
	Usage: `
An Application Resource Bundle for each language, errors_pt_BR.arb, with messages in ICU
MessageFormat: {Name}, {Count, plural, one {…} other {…}}, {Kind, select, Job {…} other {…}}. A
value that chooses has no hyphen. Keys are names of Dart: e1001, and e1001MachineKey for the variant
machine-key.

Flutter's gen-l10n needs "use-escaping: true" in l10n.yaml, or it takes apostrophes literally. It
also wants a file for each language without script and region; where the catalogue does not have
that one, it is a copy of the likeliest: errors_zh.arb of errors_zh_Hans.arb. Digits are not
grouped.
`,
}

var icuWithoutTags = newICU("{}")

func writeARB(x *export) ([]emit.File, error) {
	var files []emit.File
	add := func(l *model.Locale, tag string) error {
		content, err := x.arb(l, underscored(tag))
		files = append(files, emit.File{Name: "errors_" + underscored(tag) + ".arb", Content: content})
		return err
	}
	for _, l := range x.locales {
		if err := add(l, l.Tag); err != nil {
			return nil, err
		}
	}
	for _, language := range bareLanguages(x.locales) {
		if err := add(likeliest(x.locales, language), language); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// arb writes the texts of a locale under a name.
func (x *export) arb(l *model.Locale, name string) ([]byte, error) {
	object, taken := map[string]any{"@@locale": name}, keys{}
	for _, e := range x.entries(l) {
		key := dartName(e.ID())
		if err := taken.claim(key, e.ID()); err != nil {
			return nil, err
		}
		message, err := icuWithoutTags.text(e)
		if err != nil {
			return nil, err
		}
		about := map[string]any{"description": e.Def.ID}
		placeholders := map[string]any{}
		for _, a := range e.Args() {
			placeholders[a.ID] = map[string]string{"type": dartType(e, a)}
		}
		if len(placeholders) > 0 {
			about["placeholders"] = placeholders
		}
		object[key], object["@"+key] = message, about
	}
	return marshalJSON(object)
}

// dartType gives the type of an argument. Only the argument that counts is a number: gen-l10n shows an int without
// grouping its digits, as it has no format.
func dartType(e entry, a *model.Arg) string {
	switch {
	case a != e.Selector() || !e.counts():
		return "String"
	case a.Type == model.ArgInt:
		return "int"
	}
	return "num"
}

// dartName makes an ID a name that begins with a small letter, each part after a period or a hyphen with a capital.
func dartName(id string) string {
	parts := strings.FieldsFunc(id, func(r rune) bool { return r == '.' || r == '-' })
	for i := range parts[1:] {
		parts[i+1] = strings.ToUpper(parts[i+1][:1]) + parts[i+1][1:]
	}
	return "e" + strings.Join(parts, "")[1:]
}

// bareLanguages gives the languages that only have locales with a script or a region.
func bareLanguages(locales []*model.Locale) []string {
	var list []string
	for _, l := range locales {
		language, _, _ := strings.Cut(l.Tag, "-")
		has := slices.ContainsFunc(locales, func(other *model.Locale) bool { return other.Tag == language })
		if !has && !slices.Contains(list, language) {
			list = append(list, language)
		}
	}
	return list
}

// likeliest gives the locale that is meant when only the language is named, or else its first.
func likeliest(locales []*model.Locale, bare string) *model.Locale {
	_, script, region := maximized(bare)
	var first *model.Locale
	for _, l := range locales {
		if language, _, _ := strings.Cut(l.Tag, "-"); language != bare {
			continue
		}
		if _, s, r := maximized(l.Tag); s == script && r == region {
			return l
		}
		if first == nil {
			first = l
		}
	}
	return first
}

// maximized gives the language, script and region of a tag, the likely ones where it has none.
func maximized(tag string) (language.Base, language.Script, language.Region) {
	t := language.Make(tag)
	base, _ := t.Base()
	script, _ := t.Script()
	region, _ := t.Region()
	return base, script, region
}
