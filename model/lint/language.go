package lint

import (
	"slices"
	"strings"

	"github.com/orchgen/orchgen/model/cldr"
)

// language is what the checks need to know of a locale.
type language struct {
	tag, base   string // BCP 47 tag, and its primary language
	script      string // ISO 15924, "Latn"; "" where CLDR does not know it
	rightToLeft bool
	joins       bool // its script needs zero-width joiners
}

// joining are the scripts in which a zero-width joiner changes what is read.
var joining = []string{"Arab", "Deva", "Beng", "Guru", "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh", "Khmr"}

func languageOf(tag string) language {
	l := language{tag: tag, rightToLeft: cldr.IsRightToLeft(tag)}
	for i, subtag := range strings.Split(maximised(tag), "-") {
		switch {
		case i == 0:
			l.base = subtag
		case i == 1 && len(subtag) == 4:
			l.script = subtag
		}
	}
	l.joins = slices.Contains(joining, l.script)
	return l
}

// maximised gives a tag with what is likely filled in: "pt" is "pt-Latn-BR". Variants stay: ca-valencia is not ca.
func maximised(tag string) string {
	full := cldr.Likely(tag)
	if full == "" {
		return tag
	}
	for _, subtag := range strings.Split(tag, "-")[1:] {
		if len(subtag) == 1 { // what follows is no part of the variety
			break
		}
		if len(subtag) > 4 || len(subtag) == 4 && subtag[0] <= '9' {
			full += "-" + subtag
		}
	}
	return full
}
