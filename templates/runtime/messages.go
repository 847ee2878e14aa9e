package runtime

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
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

// Text gives the code's default text in l with the arguments filled in by position; "…" stands for a
// missing one. Texts without arguments are not copied. An unknown code gives its number.
func (c Code) Text(l *Locale, args ...string) string {
	info := c.info()
	if info == nil {
		return c.String()
	}
	return l.render(info.text, args)
}

// Localize gives the error's text in l. Arguments are taken from the server's own text when one of the
// catalogue's wordings fits it, in the source language, in l, or in a locale of [WithLocale]. When none
// fits, the default text of the code is given if it has no arguments and says what is wrong, otherwise the
// server's text, and when there is none either, what else is known: a field's fault, the reason or the HTTP
// status.
func (e *APIError) Localize(l *Locale) string {
	if e.found != nil && e.found.plain {
		return l.texts[e.found.said.text]
	}
	if m, ok := e.choose(l); ok {
		return l.render(m.text, m.args[:])
	}
	return e.serverText()
}

// AppendLocalized appends the error's text in l to dst.
func (e *APIError) AppendLocalized(dst []byte, l *Locale) []byte {
	if m, ok := e.choose(l); ok {
		return l.appendText(dst, m.text, m.args[:])
	}
	return append(dst, e.serverText()...)
}

// choose gives the text to show in l with its arguments; false for the server's own text.
func (e *APIError) choose(l *Locale) (*matched, bool) {
	if e.found != nil && (e.found.ok || e.found.plain) {
		return &e.found.said, true
	}
	info := e.codeInfo()
	if info == nil {
		return nil, false
	}
	byDefault := &matched{text: info.text}
	suffices := info.suffices()
	if suffices && info.texts == 1 {
		return byDefault, true
	}
	if m, ok := e.match(l); ok {
		return m, true
	}
	return byDefault, suffices || !e.hasText()
}

// suffices reports whether the default text says what is wrong without anything of the server's.
func (info *codeInfo) suffices() bool { return len(textInfos[info.text].args) == 0 && !info.generic }

func (e *APIError) codeInfo() *codeInfo {
	if !e.HasCode {
		return nil
	}
	return e.Code.info()
}

// hasText reports whether the server said anything in words.
func (e *APIError) hasText() bool { return e.Message != "" || e.Details != "" || len(e.Fields) > 0 }

func (e *APIError) serverText() string {
	text := cmp.Or(e.Message, e.Details)
	if text == "" && len(e.Fields) > 0 {
		text = e.Fields[0].Message
	}
	if text = cmp.Or(text, e.Reason); text == "" {
		text = Status(e.Status).Error()
	}
	return text
}

// matched is a text of the catalogue that fits the server's text, with the arguments found there.
type matched struct {
	text uint16
	args [maxArgs]string
}

// maxArgs is how many arguments a text can have.
const maxArgs = 8

func (m *matched) arg(name string) (string, bool) {
	i := slices.Index(textInfos[m.text].args, name)
	if i < 0 {
		return "", false
	}
	return m.args[i], true
}

// value gives an argument for a typed error, "" when the text does not have it.
func (m *matched) value(name string) string {
	v, _ := m.arg(name)
	return v
}

// int gives an argument that the catalogue declares as a number.
func (m *matched) int(name string) int64 {
	n, _ := strconv.ParseInt(m.value(name), 10, 64)
	return n
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
	if len(textInfos[text].args) == 0 {
		return l.texts[text]
	}
	var buf [256]byte
	return string(l.appendText(buf[:0], text, args))
}

// appendText appends the text with its arguments. A missing argument is shown as "…".
func (l *Locale) appendText(dst []byte, text uint16, args []string) []byte {
	entry := l.texts[text]
	if entry != "" && entry[0] == pluralMark {
		entry = l.form(entry, args)
	}
	start := 0
	for i := range len(entry) {
		n := int(entry[i]) - 1
		if n >= maxArgs || n < 0 {
			continue
		}
		dst = append(dst, entry[start:i]...)
		start = i + 1
		if n < len(args) && args[n] != "" {
			dst = append(dst, args[n]...)
		} else {
			dst = append(dst, "…"...)
		}
	}
	return append(dst, entry[start:]...)
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
