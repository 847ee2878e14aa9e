package parser

import (
	"fmt"
	"strings"
	"testing"
)

func TestParseMessage(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"Plain text.", "[Plain text.]"},
		{"{Name} is {State}.", "<Name>[ is ]<State>[.]"},
		{"{{Name}} {{{Name}}}", "[{Name} {]<Name>[}]"},
		{"{A}{B}", "<A><B> OG1211@3"},
		{"a { b", "[a { b] OG1212@2"},
		{"a } b", "[a } b] OG1212@2"},
		{"é{x}", "[é] OG1212@1"},
		{"{}", " OG1212@0"},
		{"{A b}", " OG1212@0"},
		{"{A{B}", "[{A]<B> OG1212@0"},
		{"a\nb", "[a\nb] OG1212@1"},
		{"a\tb", "[a\tb] OG1212@1"},
		{"a\u0085b\u202eb\u2066", "[a\u0085b\u202eb\u2066] OG1212@1 OG1212@3 OG1212@5"},
		{"right-to-left mark \u200f is fine", "[right-to-left mark \u200f is fine]"},
	}
	for _, tt := range tests {
		if got := messageText(parseMessage(tt.in)); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func messageText(pieces []piece, faults []messageFault) string {
	s := ""
	for _, p := range pieces {
		if p.name != "" {
			s += "<" + p.name + ">"
		} else {
			s += "[" + p.literal + "]"
		}
	}
	for _, f := range faults {
		s += fmt.Sprintf(" %s@%d", f.rule.ID, f.at)
	}
	return s
}

// FuzzMessage checks that the pieces of a message without faults make up the message again.
func FuzzMessage(f *testing.F) {
	for _, s := range []string{"The name {Name} is taken.", "{{{A}}}", "{", "}", "{A}{B}", "\u202e", "{é}", "a}}b{{"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		pieces, faults := parseMessage(s)
		for _, fault := range faults {
			if fault.at < 0 || fault.at >= len([]rune(s)) {
				t.Errorf("%q: a fault at %d", s, fault.at)
			}
		}
		if len(faults) > 0 {
			return
		}
		again := ""
		for _, p := range pieces {
			if p.name != "" {
				again += "{" + p.name + "}"
			} else {
				again += strings.NewReplacer("{", "{{", "}", "}}").Replace(p.literal)
			}
		}
		if again != string([]rune(s)) {
			t.Errorf("%q becomes %q", s, again)
		}
	})
}
