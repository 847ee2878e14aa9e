package lint

import (
	"slices"

	xlanguage "golang.org/x/text/language"
)

// language is what the checks need to know of a locale.
type language struct {
	tag, base   string // BCP 47 tag, and its primary language
	script      string // ISO 15924, "Latn"
	rightToLeft bool
	joins       bool // its script needs zero-width joiners
}

func languageOf(tag string) language {
	t := xlanguage.Make(tag)
	base, _ := t.Base()
	script, _ := t.Script()
	s := script.String()
	return language{
		tag: tag, base: base.String(), script: s,
		rightToLeft: slices.Contains([]string{"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"}, s),
		joins:       slices.Contains([]string{"Arab", "Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh", "Khmr"}, s),
	}
}

// maximised gives a tag with what is likely filled in: "pt" is "pt-Latn-BR". Variants, as in ca-valencia, stay.
func maximised(tag string) string {
	whole := xlanguage.Make(tag)
	base, script, region := whole.Raw()
	t, err := xlanguage.Compose(base, script, region)
	if err != nil || base.String() == "und" { // such as x-pirate
		return tag
	}
	b, _ := t.Base()
	s, _ := t.Script()
	r, _ := t.Region()
	key := b.String() + "-" + s.String() + "-" + r.String()
	for _, v := range whole.Variants() {
		key += "-" + v.String()
	}
	return key
}
