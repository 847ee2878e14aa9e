package runtime

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// snapshot gives at most the first 64 KiB of body without secrets.
func snapshot(body []byte) []byte {
	return redact(body[:min(len(body), maxFailure)])
}

// secretKeys are parts of keys whose values are never kept, in lower case and without "_", "-" and blanks.
var secretKeys = []string{
	"password", "passwd", "pwd", "passphrase", "secret", "token", "jwt", "bearer", "authorization", "assertion",
	"apikey", "accesskey", "accountkey", "sharedkey", "signingkey", "privatekey", "encryptionkey", "machinekey",
	"licensekey", "connectionstring", "credential", "cookie", "signature",
}

// redact replaces what looks like a secret by "***": the values of keys, but for null, true and false, and
// the credentials behind "Bearer" and "Basic". It takes time in proportion to the length of body.
func redact(body []byte) []byte { return redactPairs(redactMembers(body)) }

// redactMembers finds JSON keys wherever they stand: in JSON that is cut off, in other text, and in JSON
// inside of a string.
func redactMembers(body []byte) []byte {
	out := make([]byte, 0, len(body))
	kept := 0 // body[:kept] is in out
	for at := 0; ; {
		i := bytes.IndexByte(body[at:], '"')
		if i < 0 {
			return append(out, body[kept:]...)
		}
		quote := at + i
		at = quote + 1
		value := memberValue(body, at)
		if value < 0 || !isSecret(string(keyBefore(body, quote))) {
			continue
		}
		if end := valueEnd(body, value); end > value {
			mark := body[quote-level(body, quote) : quote+1]
			out = append(out, body[kept:value]...)
			out = append(append(append(out, mark...), "***"...), mark...)
			kept, at = end, end
		}
	}
}

// memberValue gives where the value of a member begins when the text from at on continues behind its key;
// -1 when it does not.
func memberValue(body []byte, at int) int {
	at = skipSpace(body, at)
	if at == len(body) || body[at] != ':' {
		return -1
	}
	return skipSpace(body, at+1)
}

// skipSpace skips white space, also where it is escaped as in a string.
func skipSpace(body []byte, at int) int {
	for at < len(body) {
		if strings.IndexByte(" \t\r\n", body[at]) >= 0 {
			at++
			continue
		}
		n := 0
		for at+n < len(body) && body[at+n] == '\\' {
			n++
		}
		if n == 0 || at+n == len(body) || strings.IndexByte("trn", body[at+n]) < 0 {
			break
		}
		at += n + 1
	}
	return at
}

// maxKey bounds how long a key may be, in bytes; of a longer one the end counts.
const maxKey = 1 << 10

// keyBefore gives the text of the key that ends at quote.
func keyBefore(body []byte, quote int) []byte {
	depth := level(body, quote)
	end := quote - depth
	first := max(0, end-maxKey)
	for i := end - 1; i >= first; i-- {
		if body[i] == '"' && level(body, i) == depth {
			first = i + 1
		}
	}
	return body[first:end]
}

// isSecret reports whether a key, as it stands in a JSON string, looks like that of a secret.
func isSecret(key string) bool {
	if strings.ContainsRune(key, '\\') {
		key = unescapedKey(key)
	}
	var buf [64]byte
	plain := slices.DeleteFunc(appendLower(buf[:0], key), func(c byte) bool { return c == '_' || c == '-' || c == ' ' })
	return string(plain) == "sig" || slices.ContainsFunc(secretKeys, func(part string) bool { return bytes.Contains(plain, []byte(part)) })
}

// unescapedKey gives a key without its escapes, and without those of a text inside of a text.
func unescapedKey(key string) string {
	var plain string
	for strings.ContainsRune(key, '\\') && json.Unmarshal([]byte(`"`+key+`"`), &plain) == nil {
		key = plain
	}
	return key
}

// appendLower appends text in lower case.
func appendLower(b []byte, text string) []byte {
	for _, r := range text {
		b = utf8.AppendRune(b, unicode.ToLower(r))
	}
	return b
}

// valueEnd gives the index behind the JSON value that starts at start, and start itself when the value
// may be kept.
func valueEnd(body []byte, start int) int {
	first := start
	for first < len(body) && body[first] == '\\' {
		first++
	}
	switch {
	case first == len(body):
		return first
	case body[first] == '"':
		return stringEnd(body, first)
	case body[first] == '{' || body[first] == '[':
		return compoundEnd(body, first)
	}
	end := start
	for end < len(body) && strings.IndexByte(",}] \t\r\n\"\\", body[end]) < 0 {
		end++
	}
	if isHarmless(body[start:end]) {
		return start
	}
	return end
}

// isHarmless reports whether a value tells nothing although its key looks secret.
func isHarmless(value []byte) bool {
	switch string(value) {
	case "null", "true", "false":
		return true
	}
	return false
}

// stringEnd gives the index behind the string that begins at quote, or the end of body.
func stringEnd(body []byte, quote int) int {
	depth := level(body, quote)
	for i := quote + 1; i < len(body); i++ {
		if body[i] == '"' && level(body, i) == depth {
			return i + 1
		}
	}
	return len(body)
}

// compoundEnd gives the index behind the object or list that begins at start, or the end of body.
func compoundEnd(body []byte, start int) int {
	depth := 0
	for i := start; i < len(body); i++ {
		switch body[i] {
		case '"':
			i = stringEnd(body, i) - 1
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(body)
}

// level gives how many backslashes make the quote at index i a delimiter: 0 in JSON, 1 in JSON inside of a
// string, 3 in a string of that, and so on. Those before them are pairs that stand for text.
func level(body []byte, i int) int {
	n := 0
	for n < i && body[i-n-1] == '\\' {
		n++
	}
	return n &^ (n + 1)
}
