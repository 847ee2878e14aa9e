package model

import (
	"strings"

	"golang.org/x/text/language"
)

// POSIXLocale names a locale as gettext and POSIX do: language_REGION@script. Chinese has a region instead of a
// script: zh_CN, zh_TW. A tag that is not well-formed stays as it is.
func POSIXLocale(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	base, script, region := t.Raw()
	name, place, modifier := base.String(), "", ""
	if region.String() != "ZZ" {
		place = "_" + region.String()
	}
	switch s := script.String(); {
	case name == "zh" && place == "" && s == "Hans":
		place = "_CN"
	case name == "zh" && place == "" && s == "Hant":
		place = "_TW"
	case name == "zh" || s == "Zzzz":
	case s == "Latn":
		modifier = "@latin"
	case s == "Cyrl":
		modifier = "@cyrillic"
	default:
		modifier = "@" + strings.ToLower(s)
	}
	return name + place + modifier
}
