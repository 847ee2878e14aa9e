package cldr

import (
	"slices"
	"strings"
	"sync"
)

var (
	parents = sync.OnceValue(func() map[string]string { return invert(parentLists) })
	likely  = sync.OnceValue(func() map[string]string { return invert(likelyLists) })
	aliases = sync.OnceValue(func() map[string]string { return invert(aliasLists) })
)

// invert reads lines of a word, a colon and more words, each of which becomes a key for the first.
func invert(lists string) map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(lists) {
		to, from, _ := strings.Cut(line, ":")
		for word := range strings.FieldsSeq(from) {
			m[word] = to
		}
	}
	return m
}

// Likely adds the script and the region that a tag in canonical form most likely means: zh-Hant-TW for zh-TW. It
// is "" for a language that CLDR has no plural rules for.
func Likely(tag string) string {
	language, script, region := split(tag)
	full := likely()[language]
	if full == "" {
		return ""
	}
	if script != "" {
		if l, ok := likely()[language+"-"+script]; ok {
			full = l
		}
	} else if l, ok := likely()[language+"-"+region]; ok {
		full = l
	}
	_, likelyScript, likelyRegion := split(full)
	if script == "" {
		script = likelyScript
	}
	if region == "" {
		region = likelyRegion
	}
	return language + "-" + script + "-" + region
}

// split gives the first three subtags of a tag in canonical form; script and region may be empty.
func split(tag string) (language, script, region string) {
	parts := strings.Split(tag, "-")
	language, parts = parts[0], parts[1:]
	if len(parts) > 0 && len(parts[0]) == 4 && parts[0][0] >= 'A' {
		script, parts = parts[0], parts[1:]
	}
	if len(parts) > 0 && (len(parts[0]) == 2 || len(parts[0]) == 3) {
		region = parts[0]
	}
	return language, script, region
}

// Parent gives the locale that a tag in canonical form inherits from: en-001 for en-GB, zh-Hant for zh-TW, and most
// often the tag without its last subtag. It is "" for the root, from which also the languages in another script than
// their usual one inherit: zh-Hant, sr-Latn.
func Parent(tag string) string {
	if parent, ok := parents()[tag]; ok {
		if parent == "und" {
			return ""
		}
		return parent
	}
	language, script, region := split(tag)
	_, usual, _ := split(Likely(language))
	switch {
	case script == "" && tag == language+"-"+region:
		if _, own, _ := split(Likely(tag)); own != usual {
			return language + "-" + own
		}
	case usual != "" && tag == language+"-"+script && script != usual:
		return ""
	}
	tag = tag[:max(strings.LastIndexByte(tag, '-'), 0)]
	if n := len(tag); n > 1 && tag[n-2] == '-' { // a letter that introduces what was taken off
		tag = tag[:n-2]
	}
	return tag
}

// Varieties gives the tags, in canonical form and in order, of which CLDR says something that the rest of the package
// needs: locales with a parent, languages with a script or a region, and former names.
func Varieties() []string {
	var list []string
	for _, m := range []map[string]string{parents(), likely(), aliases()} {
		for tag := range m {
			if strings.Contains(tag, "-") || aliases()[tag] != "" {
				list = append(list, tag)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// Renamed gives the tag that has taken the place of a former one, such as he of iw, or of a part of what is now one
// language, such as zh of cmn; "" for any other.
func Renamed(tag string) string { return aliases()[tag] }

// rightToLeft lists the scripts in use that are written from right to left.
var rightToLeft = []string{"Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"}

// IsRightToLeft reports whether the language of a tag in canonical form is written from right to left.
func IsRightToLeft(tag string) bool {
	_, script, _ := split(tag)
	if script == "" {
		_, script, _ = split(Likely(tag))
	}
	return slices.Contains(rightToLeft, script)
}
