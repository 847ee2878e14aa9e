package parser

import (
	"encoding/json"
	"strings"
)

// json gives the JSON spelling of a value on one line, with numbers as they were written.
func (n *node) json() string {
	var b strings.Builder
	n.encode(&b)
	return b.String()
}

func (n *node) encode(b *strings.Builder) {
	switch n.kind {
	case object:
		b.WriteByte('{')
		for i := range n.members {
			if i > 0 {
				b.WriteByte(',')
			}
			quote(b, n.members[i].key)
			b.WriteByte(':')
			n.members[i].value.encode(b)
		}
		b.WriteByte('}')
	case array:
		b.WriteByte('[')
		for i, e := range n.elems {
			if i > 0 {
				b.WriteByte(',')
			}
			e.encode(b)
		}
		b.WriteByte(']')
	case str:
		quote(b, n.text)
	default:
		if n.literal != "" {
			b.WriteString(n.literal)
		} else {
			b.WriteString(n.text)
		}
	}
}

// quote writes s as a JSON string without the escapes for HTML.
func quote(b *strings.Builder, s string) {
	if strings.IndexFunc(s, needsEscape) < 0 {
		b.WriteByte('"')
		b.WriteString(s)
		b.WriteByte('"')
		return
	}
	var out strings.Builder
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a string always encodes
	b.WriteString(strings.TrimSuffix(out.String(), "\n"))
}

func needsEscape(r rune) bool {
	return r < 0x20 || r == '"' || r == '\\' || r == '\u2028' || r == '\u2029'
}
