package runtime

import (
	"strconv"
	"strings"
)

// maxHeader bounds how much is read of a header that may come from anybody, in bytes.
const maxHeader = 1 << 10

// Negotiate picks the locale that serves an Accept-Language header best (RFC 4647, section 3.4: lookup, in order of
// quality). After a language that no locale has, it looks for the one that CLDR derives it from: es-419 after es-AR,
// zh-Hant after zh-TW, es after es-419. At each of them, a locale that means the same or is a variety of it will do
// as well, so that pt may be served by pt-BR; one in another script is not taken. The first locale given that the
// header does not exclude (q=0) is the default. Pseudo-locales are taken only when they are asked for by their tag.
func Negotiate(acceptLanguage string, locales ...*Locale) *Locale {
	if len(locales) == 0 {
		return sourceLocale
	}
	if len(acceptLanguage) > maxHeader {
		acceptLanguage = acceptLanguage[:max(0, strings.LastIndexByte(acceptLanguage[:maxHeader], ','))]
	}
	var best *Locale
	var bestQuality float64
	for item := range strings.SplitSeq(acceptLanguage, ",") {
		tag, quality := parseRange(item)
		if quality <= bestQuality {
			continue
		}
		if l := lookup(tag, locales, acceptLanguage); l != nil {
			best, bestQuality = l, quality
		}
	}
	if best == nil {
		best = lookup("*", locales, acceptLanguage)
	}
	if best == nil {
		best = locales[0]
	}
	return best
}

// parseRange reads one item of the header: a language range and its quality, -1 for one that cannot be read.
func parseRange(item string) (tag string, quality float64) {
	tag, params, _ := strings.Cut(item, ";")
	quality = 1
	for param := range strings.SplitSeq(params, ";") {
		name, value, _ := strings.Cut(param, "=")
		if !strings.EqualFold(strings.TrimSpace(name), "q") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || !(q >= 0 && q <= 1) {
			q = -1
		}
		quality = q
	}
	return strings.TrimSpace(tag), quality
}

// lookup gives the locale for a language range; nil when there is none or the header excludes it.
func lookup(languageRange string, locales []*Locale, header string) *Locale {
	for tag := languageRange; tag != ""; tag = parentOf(tag) {
		var best *Locale
		rank := 0
		for _, l := range locales {
			if r := l.rank(tag); r > rank && !excluded(l, header) {
				best, rank = l, r
			}
		}
		if best != nil {
			return best
		}
	}
	for _, l := range locales {
		if isWithin(l.tag, languageRange) && !l.isPseudo() && !excluded(l, header) {
			return l
		}
	}
	return nil
}

// rank tells how well the locale serves a tag, 0 for not at all.
func (l *Locale) rank(tag string) int {
	switch {
	case tag == "*", strings.EqualFold(l.tag, tag):
		return 3
	case l.likely != "" && strings.EqualFold(l.likely, tag):
		return 2
	}
	for parents := l.parents; parents != ""; {
		var parent string
		if parent, parents, _ = strings.Cut(parents, " "); strings.EqualFold(parent, tag) {
			return 1
		}
	}
	return 0
}

// isPseudo tells the pseudo-locales of CLDR, which are for tests.
func (l *Locale) isPseudo() bool {
	return strings.HasSuffix(l.tag, "-XA") || strings.HasSuffix(l.tag, "-XB")
}

// parentOf gives the tag to look for after tag, "" after the last one.
func parentOf(tag string) string {
	var buf [16]byte // longer than any tag that parentTag knows
	if len(tag) <= len(buf) {
		lower := buf[:copy(buf[:], tag)]
		for i, c := range lower {
			if 'A' <= c && c <= 'Z' {
				lower[i] += 'a' - 'A'
			}
		}
		if parent, ok := parentTag(string(lower)); ok {
			return parent
		}
	}
	return truncated(tag)
}

// truncated takes off the last subtag, and a single letter before it, which only introduces others.
func truncated(tag string) string {
	tag = tag[:max(strings.LastIndexByte(tag, '-'), 0)]
	if n := len(tag); n > 1 && tag[n-2] == '-' {
		tag = tag[:n-2]
	}
	return tag
}

// excluded reports whether the header has l, or the language that l is a variety of, with quality 0.
func excluded(l *Locale, header string) bool {
	for item := range strings.SplitSeq(header, ",") {
		if tag, quality := parseRange(item); quality == 0 && isWithin(l.tag, tag) {
			return true
		}
	}
	return false
}

// isWithin reports whether tag is the language range or a variety of it.
func isWithin(tag, languageRange string) bool {
	n := len(languageRange)
	return n > 0 && len(tag) >= n && strings.EqualFold(tag[:n], languageRange) && (len(tag) == n || tag[n] == '-')
}
