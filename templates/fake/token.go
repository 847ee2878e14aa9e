package fake

import (
	"errors"
	"strings"
)

// tokenize splits an expression into words, literals and single characters.
func tokenize(text string) ([]string, error) {
	var tokens []string
	for text = strings.TrimLeft(text, " "); text != ""; text = strings.TrimLeft(text, " ") {
		n := strings.IndexFunc(text, func(r rune) bool { return strings.ContainsRune(" '(),/:", r) })
		switch {
		case n < 0:
			n = len(text)
		case text[0] >= '0' && text[0] <= '9' && text[n] == ':': // an instant has colons
			if n = strings.IndexAny(text, " '(),/"); n < 0 {
				n = len(text)
			}
		case text[n] == '\'': // a text, or the value of an enum behind its name
			end := closingQuote(text[n+1:])
			if end < 0 {
				return nil, errors.New("a string has no end")
			}
			n += end + 2
		case n == 0:
			n = 1
		}
		tokens = append(tokens, text[:n])
		text = text[n:]
	}
	return tokens, nil
}

// closingQuote gives the index of the quote that ends a string; a doubled one does not.
func closingQuote(text string) int {
	for i := 0; i < len(text); i++ {
		if text[i] != '\'' {
			continue
		}
		if i+1 == len(text) || text[i+1] != '\'' {
			return i
		}
		i++
	}
	return -1
}
