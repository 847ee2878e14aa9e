package runtime

import (
	"cmp"
	"slices"
	"strconv"
)

// Locale is the message table of one language. A program links only the tables that it names.
type Locale struct {
	tag         string             // BCP 47
	rightToLeft bool               // the direction of the script
	likely      string             // the shorter tag that means the same, "pt" for pt-BR; "" when there is none
	parents     string             // what it is a variety of, the nearest first: "es-419 es"
	texts       textTable          // by text index; bytes 1 to 8 stand for the arguments
	also        []alsoText         // further wordings, for recognition only
	plural      func(string) uint8 // index of the plural form for a number, nil when no text has plural forms
	help        any                // see helper
}

// textTable is a list of texts in two strings: a list of strings costs the compiler several times as much memory.
type textTable struct {
	text string // all of them, one behind the other
	ends string // where each of them ends: three bytes, the lowest first
}

func (t *textTable) at(i int) string {
	start := 0
	if i > 0 {
		start = t.end(i - 1)
	}
	return t.text[start:t.end(i)]
}

func (t *textTable) end(i int) int {
	b := t.ends[3*i : 3*i+3]
	return int(b[0]) | int(b[1])<<8 | int(b[2])<<16
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

// Text gives the code's default text in l with the arguments filled in by position; "…" stands for a
// missing one. Texts without arguments are not copied. An unknown code gives its number. Arguments are set apart with
// U+2068 and U+2069 where the direction of writing would mix them up with the text around them.
func (c Code) Text(l *Locale, args ...string) string {
	info := c.info()
	if info == nil {
		return c.String()
	}
	return l.render(info.text, args, isolated)
}

// Localize gives the error's text in l. Arguments are taken from the server's own text when one of the
// catalogue's wordings fits it, in the source language, in l, or in a locale of [WithLocale]. When none
// fits, the default text of the code is given if it has no arguments and says what is wrong, otherwise the
// server's text, and when there is none either, what else is known: a field's fault, the reason or the HTTP
// status. Arguments are set apart as [Code.Text] does.
func (e *APIError) Localize(l *Locale) string {
	text, _ := (*reported)(e).localize(l)
	return text
}

// LocalizeFor gives the error's text in the locale that serves an Accept-Language header best, see [Negotiate],
// and that locale. The locale is nil when the text is the server's own.
func (e *APIError) LocalizeFor(acceptLanguage string, locales ...*Locale) (string, *Locale) {
	l := Negotiate(acceptLanguage, locales...)
	text, ok := (*reported)(e).localize(l)
	if !ok {
		return text, nil
	}
	return text, l
}

// AppendLocalized appends the error's text in l to dst.
func (e *APIError) AppendLocalized(dst []byte, l *Locale) []byte {
	if m, ok := (*reported)(e).choose(l); ok {
		return l.appendText(dst, m.text, m.args[:], isolated)
	}
	return append(dst, (*reported)(e).serverText()...)
}

// localize gives the error's text, and whether it is in l.
func (e *reported) localize(l *Locale) (string, bool) {
	if e.found != nil && e.found.plain {
		return l.texts.at(int(e.found.said.text)), true
	}
	if m, ok := e.choose(l); ok {
		return l.render(m.text, m.args[:], isolated), true
	}
	return e.serverText(), false
}

// choose gives the text to show in l with its arguments; false for the server's own text.
func (e *reported) choose(l *Locale) (*matched, bool) {
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

func (e *reported) codeInfo() *codeInfo {
	if !e.HasCode {
		return nil
	}
	return e.Code.info()
}

// hasText reports whether the server said anything in words.
func (e *reported) hasText() bool { return e.Message != "" || e.Details != "" || len(e.Fields) > 0 }

func (e *reported) serverText() string {
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

func (l *Locale) render(text uint16, args []string, bidi isolation) string {
	if len(textInfos[text].args) == 0 {
		return l.texts.at(int(text))
	}
	var buf [128]byte
	return string(l.appendText(buf[:0], text, args, bidi))
}

// appendText appends the text with its arguments. A missing argument is shown as "…".
func (l *Locale) appendText(dst []byte, text uint16, args []string, bidi isolation) []byte {
	entry := l.texts.at(int(text))
	if hasForms(entry) {
		entry = l.form(entry, args)
	}
	start := 0
	for i, c := range []byte(entry) {
		if c > maxArgs || c == 0 {
			continue
		}
		n := int(c) - 1
		dst = append(dst, entry[start:i]...)
		start = i + 1
		switch {
		case n >= len(args) || args[n] == "":
			dst = append(dst, "…"...)
		case bidi == isolated && (l.rightToLeft || hasRightToLeft(args[n])):
			dst = append(dst, firstStrongIsolate...)
			dst = append(dst, args[n]...)
			dst = append(dst, popIsolate...)
		default:
			dst = append(dst, args[n]...)
		}
	}
	return append(dst, entry[start:]...)
}
