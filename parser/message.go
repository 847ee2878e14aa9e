package parser

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/orchgen/orchgen/model"
)

// piece is literal text, or a placeholder with a name.
type piece struct {
	literal string
	name    string // "" for literal text
	at      int    // index in runes of the placeholder's brace
}

// messageFault is what is wrong with a message, and where: an index in runes.
type messageFault struct {
	rule          *model.Rule
	at            int
	message, hint string
}

// parseMessage splits a message into pieces: {Name} is a placeholder, {{ and }} are braces. All faults
// are found; the pieces are of use only when there is none.
func parseMessage(text string) ([]piece, []messageFault) {
	p := &messageParser{runes: []rune(text)}
	for p.i < len(p.runes) {
		p.step()
	}
	p.flush()
	for i := 1; i < len(p.pieces); i++ {
		if a, b := p.pieces[i-1], p.pieces[i]; a.name != "" && b.name != "" {
			p.fault(model.RuleAdjacentPlaceholders, b.at, "put a word or a punctuation mark between them",
				"{%s} and {%s} touch", a.name, b.name)
		}
	}
	return p.pieces, p.faults
}

type messageParser struct {
	runes   []rune
	i       int
	literal strings.Builder
	pieces  []piece
	faults  []messageFault
}

func (p *messageParser) fault(rule *model.Rule, at int, hint, format string, args ...any) {
	p.faults = append(p.faults, messageFault{rule, at, fmt.Sprintf(format, args...), hint})
}

func (p *messageParser) flush() {
	if p.literal.Len() > 0 {
		p.pieces = append(p.pieces, piece{literal: p.literal.String()})
		p.literal.Reset()
	}
}

// step reads one rune, one doubled brace or one placeholder.
func (p *messageParser) step() {
	r := p.runes[p.i]
	switch {
	case (r == '{' || r == '}') && p.i+1 < len(p.runes) && p.runes[p.i+1] == r:
		p.literal.WriteRune(r)
		p.i += 2
		return
	case r == '{':
		p.placeholder()
		return
	case r == '}':
		p.fault(model.RuleMessageSyntax, p.i, "write }} to print a brace", "a } has no { before it")
	case r == '\n' || r == '\r':
		p.fault(model.RuleMessageSyntax, p.i, "write it as one line", "a message is a single line")
	case isForbidden(r):
		p.fault(model.RuleMessageSyntax, p.i, "remove it", "a message contains the control character U+%04X", r)
	}
	p.literal.WriteRune(r)
	p.i++
}

// isForbidden tells control characters, and the characters that change the direction of the text around
// them, which could make a message look like another one.
func isForbidden(r rune) bool {
	return unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

func (p *messageParser) placeholder() {
	start := p.i
	end := start + 1
	for end < len(p.runes) && p.runes[end] != '{' && p.runes[end] != '}' {
		end++
	}
	if end == len(p.runes) || p.runes[end] == '{' {
		p.fault(model.RuleMessageSyntax, start, "write {{ to print a brace", "a { has no } after it")
		p.literal.WriteRune('{')
		p.i++
		return
	}
	name := string(p.runes[start+1 : end])
	p.i = end + 1
	if !isName(name) {
		p.fault(model.RuleMessageSyntax, start, "write {{ and }} to print braces",
			"{%s} is not a placeholder: a name is ASCII letters and digits and begins with a capital", name)
		return
	}
	p.flush()
	p.pieces = append(p.pieces, piece{name: name, at: start})
}

// isName reports whether s may name an error, a category or an argument.
func isName(s string) bool {
	for i, c := range []byte(s) {
		upper, lower, digit := c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c >= '0' && c <= '9'
		if !upper && (i == 0 || !lower && !digit) {
			return false
		}
	}
	return s != ""
}

// isVariantID reports whether s may name a variant.
func isVariantID(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && strings.Trim(s, "-") != ""
}

// parts gives the pieces with the index of each argument in args, -1 for literal text. Placeholders that
// args does not have are left out.
func parts(pieces []piece, args []*model.Arg) []model.Part {
	var list []model.Part
	for _, p := range pieces {
		if p.name == "" {
			list = append(list, model.Part{Literal: p.literal, Arg: -1})
			continue
		}
		for i, a := range args {
			if a.ID == p.name {
				list = append(list, model.Part{Arg: i})
			}
		}
	}
	return list
}
