package runtime

import (
	"bytes"
	"strings"
)

// redactPairs finds key=value and "key: value" as in forms, addresses, headers and connection strings, and
// credentials. In JSON the quotes that delimit strings stay.
func redactPairs(text []byte) []byte {
	start := bytes.TrimLeft(text, " \t\r\n")
	p := pairs{text, len(start) > 0 && strings.IndexByte(`{["`, start[0]) >= 0}
	out := make([]byte, 0, len(text))
	kept := 0 // text[:kept] is in out
	for at := 0; at < len(text); at++ {
		if first, end := p.secretBehind(at); end > first {
			out = append(append(out, text[kept:first]...), "***"...)
			kept, at = end, end-1
		}
	}
	return append(out, text[kept:]...)
}

type pairs struct {
	text   []byte
	inJSON bool
}

// secretBehind gives where the secret behind index at begins and ends, the same index twice for none.
func (p pairs) secretBehind(at int) (first, end int) {
	switch p.text[at] {
	case '=', ':':
		if key := p.keyBefore(at); key != "" && isSecret(key) {
			first = p.skip(" \t=:>", at)
			return first, p.valueEnd(first, strings.ToLower(key), p.text[at])
		}
	case ' ':
		switch scheme := p.text[p.wordStart(at):at]; strings.ToLower(string(scheme)) {
		case "bearer", "basic":
			first = p.skip(" \t", at)
			if end = p.tokenEnd(first, " \t\r\n\""); !isPlainWord(p.text[first:end]) {
				return first, end
			}
		}
	}
	return at, at
}

// isPlainWord tells prose such as "Bearer token" and "Basic authentication" from credentials.
func isPlainWord(s []byte) bool {
	return len(bytes.Trim(bytes.TrimRight(s, ".,;:!?)"), "abcdefghijklmnopqrstuvwxyz")) == 0
}

// keyBefore gives the word before a separator, two words when the last is "key" as in "API key".
func (p pairs) keyBefore(separator int) string {
	end := separator
	for end > 0 && p.text[end-1] == ' ' {
		end--
	}
	if end > 0 && p.text[end-1] == '\'' {
		end--
	}
	first := p.wordStart(end)
	if first > 0 && p.text[first-1] == ' ' && strings.EqualFold(string(p.text[first:end]), "key") {
		first = p.wordStart(first - 1)
	}
	return string(p.text[first:end])
}

// maxWord bounds how long a word of a key may be, in bytes; of a longer one the end counts.
const maxWord = 128

func (p pairs) wordStart(end int) int {
	first := end
	for first > max(0, end-maxWord) && isWordByte(p.text[first-1]) {
		first--
	}
	return first
}

func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '-'
}

func (p pairs) skip(chars string, at int) int {
	for at < len(p.text) && strings.IndexByte(chars, p.text[at]) >= 0 {
		at++
	}
	return at
}

// valueEnd gives the index behind the value that starts at start, and start itself when it may be kept.
func (p pairs) valueEnd(start int, key string, separator byte) int {
	quote := start
	for quote < len(p.text) && p.text[quote] == '\\' {
		quote++
	}
	if quote < len(p.text) && (p.text[quote] == '"' || p.text[quote] == '\'' && quote == start) {
		return p.quotedEnd(start, quote)
	}
	stops := " \t\r\n\""
	switch {
	case strings.Contains(key, "cookie"):
		stops = "\r\n\""
	case separator == '=':
		stops += "&;"
	}
	end := p.tokenEnd(start, stops)
	if strings.Contains(key, "authorization") && end < len(p.text) && p.text[end] == ' ' {
		end = p.tokenEnd(p.skip(" \t", end), stops) // behind the scheme
	}
	if isHarmless(p.text[start:end]) {
		return start
	}
	return end
}

// tokenEnd gives the index of the first of stops, or where the escape of a quote among them begins.
func (p pairs) tokenEnd(start int, stops string) int {
	i := bytes.IndexAny(p.text[start:], stops)
	if i < 0 {
		return len(p.text)
	}
	end := start + i
	if p.text[end] == '"' {
		end = max(start, end-level(p.text, end))
	}
	return end
}

// quotedEnd gives the index behind a value in quotes. In JSON it ends at the latest where the string does
// that it is part of.
func (p pairs) quotedEnd(start, quote int) int {
	depth := level(p.text, quote)
	if p.inJSON && p.text[quote] == '"' && depth == 0 {
		return start
	}
	for i := quote + 1; i < len(p.text); i++ {
		c := p.text[i]
		if c != '"' && c != p.text[quote] {
			continue
		}
		switch n := level(p.text, i); {
		case c == p.text[quote] && n == depth:
			return i + 1
		case p.inJSON && c == '"' && (n < depth || n == 0):
			return i - n
		}
	}
	return len(p.text)
}
