package runtime

import (
	"strconv"
	"strings"
)

// maxHeader bounds how much is read of a header that may come from anybody, in bytes.
const maxHeader = 1 << 10

// Negotiate picks the locale that serves an Accept-Language header best (RFC 4647, section 3.4: lookup
// by truncation, in order of quality). A language without a region also takes a locale that has one. The
// first locale given that the header does not exclude (q=0) is the default.
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
func lookup(tag string, locales []*Locale, header string) *Locale {
	whole := tag
	for tag != "" {
		for _, l := range locales {
			if (tag == "*" || strings.EqualFold(l.tag, tag)) && !excluded(l, header) {
				return l
			}
		}
		tag = truncated(tag)
	}
	for _, l := range locales {
		if isWithin(l.tag, whole) && !excluded(l, header) {
			return l
		}
	}
	return nil
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
