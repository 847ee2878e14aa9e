package runtime

import "strings"

// isolation says whether arguments are set apart from text of the other direction (Unicode Standard Annex #9,
// section 2.7, "Markup and Formatting Characters"). Texts for logs never are.
type isolation bool

const (
	isolated isolation = true
	bare     isolation = false
)

const (
	firstStrongIsolate = "\u2068" // begins text that has a direction of its own
	popIsolate         = "\u2069" // ends it
)

// hasRightToLeft reports whether a text has a character that is written from right to left, or one that changes the
// direction.
func hasRightToLeft(s string) bool {
	for i := range len(s) {
		if s[i] >= 0xd6 { // the first byte of U+0590 in UTF-8
			return strings.IndexFunc(s[i:], isRightToLeft) >= 0
		}
	}
	return false
}

func isRightToLeft(r rune) bool {
	switch {
	case r < 0x590:
		return false
	case r <= 0x8ff, // Hebrew to Arabic Extended-A
		r == 0x200f, isBidiControl(r),
		r >= 0xfb1d && r <= 0xfdff, r >= 0xfe70 && r <= 0xfefc, // presentation forms
		r >= 0x10800 && r <= 0x10fff, r >= 0x1e800 && r <= 0x1efff: // ancient scripts, Adlam, Arabic symbols
		return true
	}
	return false
}

// isBidiControl tells the characters that embed, override or isolate text of another direction.
func isBidiControl(r rune) bool { return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 }

// withoutBidi takes those characters out. A text without any is not copied.
func withoutBidi(s string) string {
	if strings.IndexFunc(s, isBidiControl) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if isBidiControl(r) {
			return -1
		}
		return r
	}, s)
}
