package runtime

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// match finds the text of the code that fits the server's message, in the source locale, the locales of
// the client, and those given. The text with the fewest arguments wins, then the one with the longest
// wording: it says the most.
func (e *reported) match(more ...*Locale) (*matched, bool) {
	if e.found != nil && e.found.ok {
		return &e.found.said, true
	}
	info := e.codeInfo()
	if info == nil {
		return &matched{}, false
	}
	for _, said := range [...]string{e.Message, e.Details} {
		s := search{info: info, said: trim(withoutBidi(said))}
		if s.said == "" || len(s.said) > maxMatched {
			continue
		}
		s.in(sourceLocale)
		for _, l := range e.locales {
			s.in(l)
		}
		for _, l := range more {
			s.in(l)
		}
		if s.found {
			return &s.best, true
		}
	}
	return &matched{}, false
}

// finding is what the text of a reply was recognised as when it was read.
type finding struct {
	said  matched
	ok    bool // the text was recognised
	plain bool // said is what any locale shows, and has no arguments
}

// recognise looks for the server's text once and for all.
func (e *reported) recognise() {
	f := finding{}
	if m, ok := e.match(); ok {
		f = finding{*m, true, len(textInfos[m.text].args) == 0}
	} else if info := e.codeInfo(); info != nil && info.suffices() && info.texts == 1 {
		f = finding{said: matched{text: info.text}, plain: true}
	}
	e.found = &f
}

// search looks for the text of a code that fits best.
type search struct {
	info   *codeInfo
	said   string
	found  bool
	best   matched
	length int // of the best pattern
}

// in tries the wordings of l.
func (s *search) in(l *Locale) {
	last := s.info.text + uint16(s.info.texts)
	for text := s.info.text; text < last; text++ {
		l.forms(l.texts.at(int(text)), func(w wording) { s.try(text, w) })
	}
	start, _ := slices.BinarySearchFunc(l.also, s.info.text, func(a alsoText, text uint16) int { return int(a.text) - int(text) })
	for _, a := range l.also[start:] {
		if a.text >= last {
			break
		}
		s.try(a.text, wording{a.pattern, -1, ""})
	}
}

func (s *search) try(text uint16, w wording) {
	if s.found {
		had, has := len(textInfos[s.best.text].args), len(textInfos[text].args)
		if had < has || had == has && s.length >= len(w.text) {
			return
		}
	}
	m := matched{text: text}
	if matchText(w.text, s.said, textInfos[text].kind, &m.args) {
		if w.arg >= 0 && m.args[w.arg] == "" {
			m.args[w.arg] = w.value
		}
		s.best, s.length, s.found = m, len(w.text), true
	}
}

const (
	maxMatched = 4 << 10  // longer texts are no wording of a catalogue
	maxSteps   = 16 << 10 // places tried for one pattern
)

// matchText reports whether said is the pattern with something in place of each argument, and stores
// the arguments. Typographic and straight quotes are the same, as are hyphens, upper and lower case, and
// white space of any kind and length; a leading "; " and final periods do not count, nor do the pattern's
// characters that change the direction of writing.
func matchText(pattern, said string, kinds []argKind, args *[maxArgs]string) bool {
	if len(said) > maxMatched {
		return false
	}
	m := matcher{kinds: kinds, args: args, steps: maxSteps}
	pattern, said = trim(pattern), trim(said)
	lit := literal(pattern)
	n, ok := prefixFold(said, lit)
	return ok && m.argument(pattern[len(lit):], said[n:])
}

// trim takes off what a text may have at either end without being another one.
func trim(s string) string {
	s = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(s), ";"))
	return strings.TrimRightFunc(s, func(r rune) bool { return r == '.' || r == '。' || unicode.IsSpace(r) })
}

type matcher struct {
	kinds []argKind
	args  *[8]string
	steps int // left
}

// argument matches a pattern that begins with an argument or is empty. The argument ends at the first
// place that lets the rest match.
func (m *matcher) argument(pattern, said string) bool {
	if pattern == "" {
		return said == ""
	}
	arg, lit := int(pattern[0])-1, literal(pattern[1:])
	rest := pattern[1+len(lit):]
	before := m.args[arg]
	for i := 1; i <= len(said) && m.steps > 0; i++ {
		m.steps--
		if lit == "" && rest == "" {
			i = len(said)
		}
		if i < len(said) && (!utf8.RuneStart(said[i]) || isWithinSpace(said, i)) {
			continue
		}
		n, ok := prefixFold(said[i:], lit)
		if !ok || rest == "" && i+n < len(said) {
			continue
		}
		if m.set(arg, said[:i]) && m.argument(rest, said[i+n:]) {
			return true
		}
		m.args[arg] = before
	}
	return false
}

// isWithinSpace reports whether there is white space on both sides of index i, so that an argument that ends
// there is the same as one that ended before.
func isWithinSpace(s string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	behind, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsSpace(before) && unicode.IsSpace(behind)
}

// set stores the value of an argument unless it has another one or does not take it.
func (m *matcher) set(arg int, value string) bool {
	value = strings.TrimSpace(value)
	if !m.kinds[arg].accepts(value) || m.args[arg] != "" && m.args[arg] != value {
		return false
	}
	m.args[arg] = value
	return true
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

// prefixFold reports whether s begins with lit, and how many bytes of s that takes.
func prefixFold(s, lit string) (int, bool) {
	rest, last := s, rune(0)
	for _, want := range lit {
		want = fold(want)
		if want == ' ' && last == ' ' || isBidiControl(want) {
			continue
		}
		last = want
		got, size := utf8.DecodeRuneInString(rest)
		if size == 0 || fold(got) != want {
			return 0, false
		}
		rest = rest[size:]
		for want == ' ' {
			got, size = utf8.DecodeRuneInString(rest)
			if size == 0 || fold(got) != ' ' {
				break
			}
			rest = rest[size:]
		}
	}
	return len(s) - len(rest), true
}

// fold gives one rune for all that are taken for the same.
func fold(r rune) rune {
	switch r {
	case '’', '‘', '‛', 'ʹ', 'ʼ', '′', '´', '`':
		return '\''
	case '“', '”', '„', '‟', '″':
		return '"'
	case '‐', '‑', '‒', '–', '—', '−':
		return '-'
	}
	if unicode.IsSpace(r) {
		return ' '
	}
	return unicode.ToLower(r)
}

func (k argKind) accepts(value string) bool {
	switch k {
	case argWord:
		return value != "" && strings.IndexFunc(value, unicode.IsSpace) < 0
	case argInt:
		_, err := strconv.ParseInt(value, 10, 64)
		return err == nil
	case argDecimal:
		_, err := strconv.ParseFloat(value, 64)
		return err == nil
	case argText:
		return value != "" && !spansSentences(value)
	}
	return value != ""
}

// spansSentences reports whether s goes on behind the end of a sentence or clause, and so is no name.
func spansSentences(s string) bool {
	for i := 0; i+2 < len(s); i++ {
		if s[i+1] != ' ' && s[i+1] != '\n' {
			continue
		}
		switch s[i] {
		case ';':
			return true
		case '.', ':', '!', '?':
			next, _ := utf8.DecodeRuneInString(s[i+2:])
			if unicode.IsUpper(next) || fold(next) == '\'' || fold(next) == '"' {
				return true
			}
		}
	}
	return false
}
