package bundle

import (
	"fmt"
	"strings"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
)

// xcstrings is the string catalogue of Xcode, which Apple does not specify.
var xcstrings = &Format{
	Name: "xcstrings", Title: "Xcode string catalogue", Spec: "https://developer.apple.com/documentation/xcode/localizing-and-varying-text-with-a-string-catalog",
	write: writeXCStrings,
	Usage: `
One string catalogue for all languages, Errors.xcstrings, for Xcode 15 and later. Arguments are %1$@
for strings, and %1$lld for the one that counts, or %1$.15g when it is a decimal; a comment says
which that is: String(format: String(localized: "E1001", table: "Errors"), name). Without a locale,
String(format:) does not group digits. A text without arguments is no format.

Plural forms are variations of a string. As there are no select forms, that of a value has the key
E1001_Job, and that for all other values E1001. The state of a translation that no person has
reviewed, or that is stale, is needs_review.
`,
}

type xcCatalog struct {
	SourceLanguage string               `json:"sourceLanguage"`
	Strings        map[string]*xcString `json:"strings"`
	Version        string               `json:"version"`
}

type xcString struct {
	Comment         string                    `json:"comment"`
	ExtractionState string                    `json:"extractionState"`
	Localizations   map[string]xcLocalization `json:"localizations"`
}

type xcLocalization struct {
	StringUnit *xcUnit       `json:"stringUnit,omitempty"`
	Variations *xcVariations `json:"variations,omitempty"`
}

type xcVariations struct {
	Plural map[string]xcLocalization `json:"plural"`
}

type xcUnit struct {
	State string `json:"state"`
	Value string `json:"value"`
}

func writeXCStrings(x *export) ([]emit.File, error) {
	file := xcCatalog{x.cat.Source, map[string]*xcString{}, "1.0"}
	set := func(key, tag string, e entry, l xcLocalization) {
		if file.Strings[key] == nil {
			file.Strings[key] = &xcString{e.remark(e.xcPlaceholder), "manual", map[string]xcLocalization{}}
		}
		file.Strings[key].Localizations[tag] = l
	}
	for _, l := range x.locales {
		for _, e := range x.entries(l) {
			plural := map[string]xcLocalization{}
			for _, f := range e.forms {
				unit := xcLocalization{StringUnit: &xcUnit{e.xcState(x.cat.Source, l), e.xcText(f)}}
				if e.counts() {
					plural[f.category] = unit
				} else {
					set(e.key(f), l.Tag, e, unit)
				}
			}
			if e.counts() {
				set(e.ID(), l.Tag, e, xcLocalization{Variations: &xcVariations{plural}})
			}
		}
	}
	content, err := marshalJSON(file)
	return []emit.File{{Name: "Errors.xcstrings", Content: content}}, err
}

// xcState says whether somebody should look at a translation.
func (e entry) xcState(source string, l *model.Locale) string {
	switch e.Progress(source, l) {
	case model.ProgressMachine, model.ProgressStale:
		return "needs_review"
	}
	return "translated"
}

func (e entry) xcPlaceholder(index int, a *model.Arg) string {
	verb := "@"
	switch {
	case !e.counts() || a != e.Selector():
	case a.Type == model.ArgInt:
		verb = "lld"
	default:
		verb = ".15g"
	}
	return fmt.Sprintf("%%%d$%s", index+1, verb)
}

func (e entry) xcText(f form) string {
	escape := strings.NewReplacer()
	if len(e.Args()) > 0 {
		escape = percents
	}
	return e.text(f, escape.Replace, e.xcPlaceholder)
}

// percents doubles the characters that begin placeholders in formats in the manner of printf.
var percents = strings.NewReplacer("%", "%%")
