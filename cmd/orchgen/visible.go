package main

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// visible makes everything that could steer a terminal printable: control characters, escape sequences,
// bidirectional overrides, line separators and bytes that are not UTF-8.
func visible(s string) string {
	clean := func(r rune) bool { return r != utf8.RuneError && shows(r) }
	if strings.IndexFunc(s, func(r rune) bool { return !clean(r) }) < 0 {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		shown, size := visibleRune(s)
		b.WriteString(shown)
		s = s[size:]
	}
	return b.String()
}

// visibleRune gives the first rune of s as it is printed, and its size in s.
func visibleRune(s string) (shown string, size int) {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r == utf8.RuneError && size == 1:
		return fmt.Sprintf(`\x%02x`, s[0]), size
	case shows(r):
		return s[:size], size
	case r == '\n':
		return `\n`, size
	case r == '\r':
		return `\r`, size
	case r == '\t':
		return `\t`, size
	case r < 0x80:
		return fmt.Sprintf(`\x%02x`, r), size
	case r <= 0xffff:
		return fmt.Sprintf(`\u%04x`, r), size
	default:
		return fmt.Sprintf(`\U%08x`, r), size
	}
}

// shows reports whether a terminal draws r and does nothing else with it.
func shows(r rune) bool { return unicode.IsPrint(r) || unicode.Is(unicode.Zs, r) }
