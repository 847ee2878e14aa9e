package model

import (
	"strings"
	"unicode"
)

// words splits a name of any origin into words: at everything that is neither letter nor digit, between
// a lower-case and an upper-case letter, and before the last capital of a run of capitals.
func words(s string) []string {
	var list []string
	runes := []rune(s)
	start := -1
	flush := func(end int) {
		if start >= 0 {
			list = append(list, string(runes[start:end]))
		}
		start = -1
	}
	for i, r := range runes {
		if !isWordRune(r) {
			flush(i)
			continue
		}
		if start >= 0 && startsWord(runes, i) {
			flush(i)
		}
		if start < 0 {
			start = i
		}
	}
	flush(len(runes))
	return list
}

// isWordRune reports whether r may stand in a Go identifier as part of a word.
func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func startsWord(runes []rune, i int) bool {
	if !unicode.IsUpper(runes[i]) {
		return false
	}
	if !unicode.IsUpper(runes[i-1]) {
		return true
	}
	return i+1 < len(runes) && unicode.IsLower(runes[i+1]) && !(runes[i+1] == 's' && endsWord(runes, i+2))
}

func endsWord(runes []rune, i int) bool {
	return i >= len(runes) || !unicode.IsLower(runes[i])
}

// initialisms are words that Go writes in capitals (Go wiki, code review comments).
var initialisms = map[string]string{
	"acl": "ACL", "api": "API", "ascii": "ASCII", "cpu": "CPU", "csv": "CSV", "css": "CSS", "dns": "DNS",
	"eof": "EOF", "guid": "GUID", "guids": "GUIDs", "html": "HTML", "http": "HTTP", "https": "HTTPS",
	"id": "ID", "ids": "IDs", "ip": "IP", "json": "JSON", "jwt": "JWT", "ldap": "LDAP", "oauth": "OAuth", "odata": "OData", "qps": "QPS",
	"ram": "RAM", "rpa": "RPA", "rpc": "RPC", "saml": "SAML", "sla": "SLA", "smtp": "SMTP", "sql": "SQL", "ssh": "SSH",
	"ssl": "SSL", "tcp": "TCP", "tls": "TLS", "ttl": "TTL", "udp": "UDP", "ui": "UI", "uri": "URI",
	"url": "URL", "urls": "URLs", "utc": "UTC", "utf8": "UTF8", "uuid": "UUID", "vm": "VM", "xml": "XML",
	"xsrf": "XSRF", "xss": "XSS",
}

// exported joins words to an exported Go identifier, "" when there is no word at all. Words that are
// written in capitals only for emphasis, as in IN_PROGRESS, are not kept so.
func exported(list []string) string {
	var b strings.Builder
	joined := strings.Join(list, "")
	screaming := len(list) > 1 && joined == strings.ToUpper(joined)
	for _, w := range list {
		lower := strings.ToLower(w)
		if known, ok := initialisms[lower]; ok {
			b.WriteString(known)
			continue
		}
		if w == strings.ToUpper(w) && (len(w) > 3 || screaming) {
			w = lower
		}
		runes := []rune(w)
		b.WriteRune(unicode.ToUpper(runes[0]))
		b.WriteString(string(runes[1:]))
	}
	s := b.String()
	if first, _ := firstRune(s); s != "" && !unicode.IsUpper(first) {
		s = "X" + s
	}
	return s
}

// unexported joins words to an unexported Go identifier.
func unexported(list []string) string {
	if len(list) == 0 {
		return ""
	}
	head := strings.ToLower(list[0])
	if first, _ := firstRune(head); !unicode.IsLower(first) {
		head = "x" + head
	}
	if len(list) == 1 {
		return head
	}
	tail := exported(list[1:])
	if first, _ := firstRune(list[1]); !unicode.IsLetter(first) || unicode.ToUpper(first) == first && !unicode.IsUpper(first) {
		tail = strings.TrimPrefix(tail, "X")
	}
	return head + tail
}

// snake joins words to a file name without extension.
func snake(list []string) string {
	var ascii []string
	for _, w := range list {
		w = strings.Map(func(r rune) rune {
			if r > unicode.MaxASCII {
				return -1
			}
			return unicode.ToLower(r)
		}, w)
		if w != "" {
			ascii = append(ascii, w)
		}
	}
	return strings.Join(ascii, "_")
}

// spelled replaces what words drops by words, so that "a-b", "a_b" and "a b" can be told apart.
func spelled(s string) string {
	var b strings.Builder
	for _, r := range s {
		if isWordRune(r) {
			b.WriteRune(r)
			continue
		}
		b.WriteByte(' ')
		b.WriteString(runeWord(r))
		b.WriteByte(' ')
	}
	return b.String()
}

func runeWord(r rune) string {
	if w, ok := runeWords[r]; ok {
		return w
	}
	return "Symbol"
}

var runeWords = map[rune]string{
	' ': "Space", '-': "Dash", '_': "Underscore", '.': "Dot", '/': "Slash", '\\': "Backslash", '+': "Plus",
	'*': "Star", '=': "Equal", '<': "Less", '>': "Greater", '!': "Bang", '?': "Question", '@': "At",
	'#': "Hash", '$': "Dollar", '%': "Percent", '&': "And", '|': "Or", '~': "Tilde", '^': "Caret",
	':': "Colon", ';': "Semicolon", ',': "Comma", '\'': "Quote", '"': "DoubleQuote", '(': "Open",
	')': "Close", '[': "OpenBracket", ']': "CloseBracket", '{': "OpenBrace", '}': "CloseBrace",
}

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}
