package runtime

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Locale is the message table of one language. A program links only the tables that it names.
type Locale struct {
	tag    string             // BCP 47
	texts  []string           // by text index; bytes 1 to 8 stand for the arguments
	also   []alsoText         // further wordings, for recognition only
	plural func(string) uint8 // index of the plural form for a number, nil when no text has plural forms
}

// Tag gives the BCP 47 tag of the locale, such as "fr".
func (l *Locale) Tag() string { return l.tag }

// String gives the tag.
func (l *Locale) String() string { return l.tag }

type alsoText struct {
	text    uint16
	pattern string
}

// textInfo is what all locales share of one text.
type textInfo struct {
	args []string  // names of the arguments, in the order of their bytes
	kind []argKind // of each argument
}

type argKind uint8

const (
	argText argKind = iota
	argWord         // identifier: no white space
	argInt
	argDecimal
	argSecret // as argText, never logged
)

// Separators inside an entry of Locale.texts that has plural forms: pluralMark, the byte of the
// counting argument, then the forms separated by pluralMark in the order of the categories that the
// locale's plural function counts.
const pluralMark = '\x0e'

// Text gives the code's default text in l with the arguments filled in by position. Texts without
// arguments are not copied. An unknown code gives its number.
func (c Code) Text(l *Locale, args ...string) string {
	info := c.info()
	if info == nil {
		return c.String()
	}
	return l.render(info.text, args)
}

// Localize gives the error's text in l. Arguments are taken from the server's own text when one of the
// catalogue's wordings fits it, in the source language, in l, or in a locale of [WithLocale]. When none
// fits, the default text of the code is given if it has no arguments, otherwise the server's text.
func (e *APIError) Localize(l *Locale) string {
	info := e.codeInfo()
	if info == nil {
		return e.serverText()
	}
	if info.texts == 1 && len(textInfos[info.text].args) == 0 {
		return l.texts[info.text]
	}
	if m, ok := e.match(l); ok {
		return m.render(l)
	}
	if len(textInfos[info.text].args) == 0 || e.serverText() == "" {
		return l.render(info.text, nil)
	}
	return e.serverText()
}

// AppendLocalized appends the error's text in l to dst.
func (e *APIError) AppendLocalized(dst []byte, l *Locale) []byte {
	info := e.codeInfo()
	if info == nil {
		return append(dst, e.serverText()...)
	}
	if m, ok := e.match(l); ok {
		return l.appendText(dst, m.text, m.args[:])
	}
	return append(dst, e.Localize(l)...)
}

func (e *APIError) codeInfo() *codeInfo {
	if !e.HasCode {
		return nil
	}
	return e.Code.info()
}

func (e *APIError) serverText() string { return cmp.Or(e.Message, e.Details) }

// matched is a text of the catalogue that fits the server's text, with the arguments found there.
type matched struct {
	text uint16
	args [8]string
}

func (m matched) render(l *Locale) string { return l.render(m.text, m.args[:]) }

func (m matched) arg(name string) (string, bool) {
	i := slices.Index(textInfos[m.text].args, name)
	if i < 0 {
		return "", false
	}
	return m.args[i], true
}

// value gives an argument for a typed error, "" when the text does not have it.
func (m matched) value(name string) string {
	v, _ := m.arg(name)
	return v
}

// int gives an argument that the catalogue declares as a number.
func (m matched) int(name string) int64 {
	n, _ := strconv.ParseInt(m.value(name), 10, 64)
	return n
}

// match finds the text of the code that fits the server's message, in the source locale, the locales of
// the client, and those given. The text with the fewest arguments wins: it says the most.
func (e *APIError) match(more ...*Locale) (matched, bool) {
	info := e.codeInfo()
	if info == nil {
		return matched{}, false
	}
	for _, said := range [...]string{e.Message, e.Details} {
		if said == "" {
			continue
		}
		if m, ok := info.match(sourceLocale, said); ok {
			return m, true
		}
		for _, list := range [...][]*Locale{e.locales, more} {
			for _, l := range list {
				if m, ok := info.match(l, said); ok {
					return m, true
				}
			}
		}
	}
	return matched{}, false
}

func (info *codeInfo) match(l *Locale, said string) (matched, bool) {
	var best matched
	found := false
	try := func(text uint16, pattern string) {
		if found && len(textInfos[best.text].args) <= len(textInfos[text].args) {
			return
		}
		m := matched{text: text}
		if matchText(pattern, said, textInfos[text].kind, &m.args) {
			best, found = m, true
		}
	}
	last := info.text + uint16(info.texts)
	for text := info.text; text < last; text++ {
		for form := range forms(l.texts[text]) {
			try(text, form)
		}
	}
	start, _ := slices.BinarySearchFunc(l.also, info.text, func(a alsoText, text uint16) int { return int(a.text) - int(text) })
	for _, a := range l.also[start:] {
		if a.text >= last {
			break
		}
		try(a.text, a.pattern)
	}
	return best, found
}

// forms gives the plural forms of an entry, or the entry itself.
func forms(entry string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		if entry == "" || entry[0] != pluralMark {
			yield(entry)
			return
		}
		for form := range strings.SplitSeq(entry[3:], string(pluralMark)) {
			if !yield(form) {
				return
			}
		}
	}
}

func (l *Locale) render(text uint16, args []string) string {
	entry := l.texts[text]
	if len(textInfos[text].args) == 0 {
		return entry
	}
	return string(l.appendText(nil, text, args))
}

// appendText appends the text with its arguments. A missing argument is shown as its name in braces.
func (l *Locale) appendText(dst []byte, text uint16, args []string) []byte {
	info := &textInfos[text]
	entry := l.texts[text]
	if entry != "" && entry[0] == pluralMark {
		entry = l.form(entry, args)
	}
	if dst == nil {
		size := len(entry)
		for _, a := range args {
			size += len(a)
		}
		dst = make([]byte, 0, size)
	}
	for i := 0; i < len(entry); i++ {
		c := entry[i]
		if c > 8 || c == 0 {
			dst = append(dst, c)
			continue
		}
		if n := int(c) - 1; n < len(args) && args[n] != "" {
			dst = append(dst, args[n]...)
		} else {
			dst = append(append(append(dst, '{'), info.args[n]...), '}')
		}
	}
	return dst
}

// form picks the plural form of an entry.
func (l *Locale) form(entry string, args []string) string {
	var number string
	if n := int(entry[1]) - 1; n < len(args) {
		number = args[n]
	}
	want := l.plural(number)
	var last string
	for form := range forms(entry) {
		last = form
		if want == 0 {
			break
		}
		want--
	}
	return last
}

// matchText reports whether said is the pattern with something in place of each argument, and stores
// the arguments. Typographic and straight quotes are the same, as are all kinds of space; a missing or
// additional final period is forgiven, as is a leading "; ".
func matchText(pattern, said string, kinds []argKind, args *[8]string) bool {
	said = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(said), ";"))
	said, pattern = strings.TrimRight(said, ".。 "), strings.TrimRight(pattern, ".。 ")
	arg := -1 // the argument that is open
	start := 0
	for {
		lit := literal(pattern)
		at, end := indexFold(said[start:], lit, arg >= 0, len(lit) == len(pattern))
		if at < 0 {
			return false
		}
		if arg >= 0 {
			value := strings.TrimSpace(said[start : start+at])
			if !kinds[arg].accepts(value) || args[arg] != "" && args[arg] != value {
				return false
			}
			args[arg] = value
		}
		start += end
		if pattern = pattern[len(lit):]; pattern == "" {
			return start == len(said)
		}
		arg, pattern = int(pattern[0])-1, pattern[1:]
	}
}

// literal gives the text before the next argument.
func literal(pattern string) string {
	for i := range len(pattern) {
		if c := pattern[i]; c <= 8 && c > 0 {
			return pattern[:i]
		}
	}
	return pattern
}

// indexFold finds lit in s: at the very beginning unless floating, and at the very end if last. It
// gives the begin and the end of the place, or -1.
func indexFold(s, lit string, floating, last bool) (begin, end int) {
	if !floating {
		if n, ok := prefixFold(s, lit); ok {
			return 0, n
		}
		return -1, -1
	}
	if lit == "" && last {
		return len(s), len(s)
	}
	for i := 1; i <= len(s); i++ { // an argument is never empty
		if i < len(s) && !utf8.RuneStart(s[i]) {
			continue
		}
		if n, ok := prefixFold(s[i:], lit); ok && (!last || i+n == len(s)) {
			return i, i + n
		}
	}
	return -1, -1
}

// prefixFold reports whether s begins with lit, and how many bytes of s that takes.
func prefixFold(s, lit string) (int, bool) {
	rest := s
	for _, want := range lit {
		got, size := utf8.DecodeRuneInString(rest)
		if size == 0 || fold(got) != fold(want) {
			return 0, false
		}
		rest = rest[size:]
	}
	return len(s) - len(rest), true
}

func fold(r rune) rune {
	switch r {
	case '’', '‘', 'ʹ', 'ʼ', '`':
		return '\''
	case '“', '”', '„':
		return '"'
	case '\u00a0', '\u202f', '\u2009', '\u3000', '\t', '\n':
		return ' '
	}
	return r
}

func (k argKind) accepts(value string) bool {
	switch k {
	case argWord:
		return value != "" && !strings.ContainsAny(value, " \t\n")
	case argInt:
		_, err := strconv.ParseInt(value, 10, 64)
		return err == nil
	case argDecimal:
		_, err := strconv.ParseFloat(value, 64)
		return err == nil
	}
	return value != ""
}

// Negotiate picks the locale that serves an Accept-Language header best (RFC 4647, section 3.4: lookup
// by truncation, in order of quality). The first locale given is the default.
func Negotiate(acceptLanguage string, locales ...*Locale) *Locale {
	if len(locales) == 0 {
		return sourceLocale
	}
	best, bestQuality := locales[0], 0.0
	for item := range strings.SplitSeq(acceptLanguage, ",") {
		tag, params, _ := strings.Cut(item, ";")
		quality := parseQuality(params)
		if quality <= bestQuality {
			continue
		}
		if l := lookup(strings.TrimSpace(tag), locales); l != nil {
			best, bestQuality = l, quality
		}
	}
	return best
}

func parseQuality(params string) float64 {
	_, value, found := strings.Cut(params, "q=")
	if !found {
		return 1
	}
	q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || q < 0 || q > 1 {
		return 0
	}
	return q
}

func lookup(tag string, locales []*Locale) *Locale {
	for tag != "" {
		for _, l := range locales {
			if strings.EqualFold(l.tag, tag) {
				return l
			}
		}
		tag = tag[:max(strings.LastIndexByte(tag, '-'), 0)]
	}
	return nil
}
