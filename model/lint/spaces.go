package lint

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// mechanical makes a defect of a text that mend changes; nil when it does not.
func mechanical(t text, mend func(string) string, format string, args ...any) *defect {
	if mend(t.value) == t.value {
		return nil
	}
	return &defect{fmt.Sprintf(format, args...), "run orchgen lint --fix", mend}
}

// repeated applies a mend until nothing changes: what two places share, such as the letter between two marks, is only
// matched at one of them.
func repeated(mend func(string) string) func(string) string {
	return func(s string) string {
		for {
			next := mend(s)
			if next == s {
				return s
			}
			s = next
		}
	}
}

var doubledBlanks = regexp.MustCompile(`[ \t]{2,}`)

func blanks(t text) *defect {
	return mechanical(t, func(s string) string {
		return strings.TrimSpace(doubledBlanks.ReplaceAllString(s, " "))
	}, "the text has doubled blanks, or a blank at an end")
}

func invisible(t text) *defect {
	mend := func(s string) string {
		return strings.Map(func(r rune) rune {
			if t.language.hides(r) {
				return -1
			}
			return r
		}, s)
	}
	i := strings.IndexFunc(t.value, t.language.hides)
	if i < 0 {
		return nil
	}
	r := []rune(t.value[i:])[0]
	return mechanical(t, mend, "the text has the invisible character U+%04X", r)
}

// hides reports whether r is a character without a glyph that the language has no use for. What begins or ends a
// direction is refused by the parser.
func (l language) hides(r rune) bool {
	switch r {
	case '\u200C', '\u200D': // joiners
		return !l.joins
	case '\u200E', '\u200F', '\u061C': // marks of direction
		return !l.rightToLeft
	case '\u00AD':
		return true
	}
	return unicode.Is(unicode.Cf, r) || r >= 0xFE00 && r <= 0xFE0E
}

// spacing is the white space that a variety of French puts before ; ! ? , before a colon, and inside of « ».
type spacing struct{ high, colon, quotes string }

const (
	narrowNoBreak = "\u202F"
	noBreak       = "\u00A0"
)

var frenchSpacings = map[string]spacing{
	"fr":    {narrowNoBreak, noBreak, narrowNoBreak},
	"fr-CA": {"", noBreak, noBreak},
	"fr-CH": {narrowNoBreak, narrowNoBreak, narrowNoBreak},
}

func frenchSpacing(t text) *defect {
	if t.language.base != "fr" {
		return nil
	}
	rules, ok := frenchSpacings[t.language.tag]
	if !ok {
		rules = frenchSpacings["fr"]
	}
	return mechanical(t, rules.apply, "a space at a punctuation mark is not the one that %s uses", t.language.tag)
}

// untouchable finds addresses and placeholders, in which punctuation is none.
var untouchable = regexp.MustCompile(`[A-Za-z][A-Za-z0-9+.-]*://\S+|\{[^{}]*\}`)

// protected tells for each byte whether it is part of an address or a placeholder.
func protected(s string) []bool {
	marks := make([]bool, len(s)+1)
	for _, span := range untouchable.FindAllStringIndex(s, -1) {
		for i := span[0]; i < span[1]; i++ {
			marks[i] = true
		}
	}
	return marks
}

func (p spacing) apply(s string) string {
	marks := protected(s)
	var b strings.Builder
	runes := []rune(s)
	offset := 0
	for i, r := range runes {
		here := marks[offset]
		offset += len(string(r))
		if here || !strings.ContainsRune(";!?:»«", r) {
			b.WriteRune(r)
			continue
		}
		var next rune
		if i+1 < len(runes) {
			next = runes[i+1]
		}
		if r == '«' {
			b.WriteRune(r)
			if next != 0 && !isSpace(next) {
				b.WriteString(p.quotes)
			}
			continue
		}
		if want, ok := p.before(r, next, b.String()); ok {
			before := strings.TrimRightFunc(b.String(), isSpace)
			b.Reset()
			b.WriteString(before + want)
		}
		b.WriteRune(r)
	}
	return p.afterQuotes(b.String())
}

// before gives the space that belongs before a mark; false where it is no punctuation mark of a sentence.
func (p spacing) before(mark, next rune, before string) (string, bool) {
	trimmed := strings.TrimRightFunc(before, isSpace)
	if trimmed == "" || strings.HasSuffix(trimmed, "(") {
		return "", false
	}
	if mark == '»' {
		return p.quotes, true
	}
	if next != 0 && !isSpace(next) && !strings.ContainsRune("»)]}!?…\"”’", next) {
		return "", false // a time, a path, a query
	}
	if last := trimmed[len(trimmed)-1]; strings.IndexByte("!?;", last) >= 0 {
		return "", len(before) == len(trimmed)
	}
	if mark == ':' {
		return p.colon, true
	}
	return p.high, true
}

var openingQuote = regexp.MustCompile(`«[ \x{00A0}\x{202F}\x{2009}]+`)

func (p spacing) afterQuotes(s string) string {
	return openingQuote.ReplaceAllString(s, "«"+p.quotes)
}

func isSpace(r rune) bool { return unicode.IsSpace(r) || r == '\u202F' }

// wide are the marks of Chinese and Japanese for those of other scripts.
var wide = map[string]string{",": "，", ".": "。", "!": "！", "?": "？", ":": "：", ";": "；"}

var narrowMark = regexp.MustCompile(`([\p{Han}\p{Hiragana}\p{Katakana}」』）”}])([,.!?:;])( |$|[\p{Han}\p{Hiragana}\p{Katakana}「『（“{])`)

func width(t text) *defect {
	if t.language.base != "zh" && t.language.base != "ja" {
		return nil
	}
	comma := wide[","]
	if t.language.base == "ja" {
		comma = "、"
	}
	mend := repeated(func(s string) string {
		return narrowMark.ReplaceAllStringFunc(s, func(found string) string {
			m := narrowMark.FindStringSubmatch(found)
			mark := wide[m[2]]
			if m[2] == "," {
				mark = comma
			}
			return m[1] + mark + strings.TrimSpace(m[3])
		})
	})
	return mechanical(t, mend, "the text has a narrow punctuation mark")
}
