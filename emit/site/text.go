package site

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
)

// text is a sentence of the catalogue as a page shows it.
type text struct {
	Parts     []part
	Lang, Dir string // "" when it is in the language of the page
}

// part is literal text, or the name of an argument.
type part struct{ Literal, Arg string }

// String is the text as plain text, with its placeholders.
func (t text) String() string {
	var b strings.Builder
	for _, p := range t.Parts {
		if p.Arg != "" {
			b.WriteString("{" + p.Arg + "}")
		} else {
			b.WriteString(p.Literal)
		}
	}
	return b.String()
}

// form is a text with what it is chosen by.
type form struct {
	Arg  string // the argument that chooses it; "" for the only form, and for the one for what no other is for
	When string // its values, "" for the only form
	text
}

// Text is the text alone.
func (f form) Text() text { return f.text }

// message is a unit of the catalogue on a page.
type message struct {
	Variant string
	Forms   []form
	Args    []*model.Arg
	Remarks []string // about the translation
	Colon   string   // of the language of the page
	machine bool
}

// First is the form for what no other form is for.
func (m *message) First() text {
	if m == nil {
		return text{}
	}
	return m.Forms[len(m.Forms)-1].text
}

// plain is a text of the catalogue that is only there in the source language.
func (s *site) plain(l *language, literal string) text {
	return mark(l, s.cat.Source, text{Parts: []part{{Literal: clean(literal)}}})
}

// note gives a text of the source language, or its translation where there is one.
func (s *site) note(l *language, source string, translated map[string]string) text {
	if t := translated[l.Tag]; t != "" {
		return mark(l, l.Tag, text{Parts: []part{{Literal: clean(t)}}})
	}
	return s.plain(l, source)
}

// mark notes the language of a text on pages of another one.
func mark(l *language, tag string, t text) text {
	if l.UI != tag {
		t.Lang, t.Dir = tag, direction(tag)
	}
	return t
}

// message gives a unit in a language, or in the source language where it is not translated; nil where no language
// has it.
func (s *site) message(l *language, u model.Unit) *message {
	tag := l.Tag
	m := u.Message(tag)
	if m == nil {
		tag = s.cat.Source
		m = u.Message(tag)
	}
	if m == nil {
		return nil
	}
	shown := &message{Args: u.Args(), Colon: l.Words.of("Colon"), machine: u.State(l.Locale) == model.StateMachine && tag == l.Tag}
	if u.Text != nil {
		shown.Variant = u.Text.Variant
	}
	if u.Text == nil {
		for _, p := range paragraphs(m.String()) {
			shown.Forms = append(shown.Forms, form{text: mark(l, tag, text{Parts: []part{{Literal: p}}})})
		}
	} else {
		shown.Forms = forms(l, u, tag)
	}
	switch {
	case tag != l.Tag:
		shown.Remarks = append(shown.Remarks, l.Words.of("Untranslated"))
	case u.IsStale(s.cat.Source, l.Tag):
		shown.Remarks = append(shown.Remarks, l.Words.of("Stale"))
	}
	return shown
}

// forms gives the forms of a message as the locale tag has them.
func forms(l *language, u model.Unit, tag string) []form {
	m := u.Message(tag)
	var list []form
	for _, f := range otherLast(m.Forms) {
		one := form{text: mark(l, tag, text{Parts: parts(f, u.Args())})}
		if u.Selector() != nil && len(m.Forms) > 1 {
			one.Arg, one.When = condition(u, f, tag, l.Words)
		}
		list = append(list, one)
	}
	return list
}

var emptyLines = regexp.MustCompile(`\n(?:[ \t\r]*\n)+`)

// paragraphs divides a description or a remedy where it has empty lines.
func paragraphs(prose string) []string {
	var list []string
	for _, p := range emptyLines.Split(strings.TrimSpace(prose), -1) {
		list = append(list, clean(strings.TrimSpace(p)))
	}
	return list
}

// otherLast puts the form for what no other form is for behind the others.
func otherLast(forms []model.Form) []model.Form {
	return slices.SortedStableFunc(slices.Values(forms), func(a, b model.Form) int {
		return cmp.Compare(rank(a), rank(b))
	})
}

func rank(f model.Form) int {
	if f.Category == "other" {
		return 1
	}
	return 0
}

func parts(f model.Form, args []*model.Arg) []part {
	var list []part
	for _, p := range f.Parts {
		if p.Arg >= 0 {
			list = append(list, part{Arg: args[p.Arg].ID})
		} else {
			list = append(list, part{Literal: clean(p.Literal)})
		}
	}
	return list
}

// condition tells when a form is chosen: the argument and its values, or in words that it is for all other values.
func condition(u model.Unit, f model.Form, tag string, w words) (arg, values string) {
	rules, known := cldr.Cardinal(tag)
	switch {
	case u.Text.Plural != nil && known:
		return u.Text.Plural.ID, w.join(samples(rules, f.Category))
	case f.Category == "other":
		return "", w.of("Otherwise")
	}
	return u.Selector().ID, clean(f.Category)
}

// samples gives the first numbers that have a plural category, and an ellipsis where there are more.
func samples(rules *cldr.Rules, category string) []string {
	const shown, tried = 3, 200
	var list []string
	for i := range tried + 1 {
		if n := strconv.Itoa(i); rules.Select(n) == category {
			if len(list) == shown {
				return append(list, "…")
			}
			list = append(list, n)
		}
	}
	for _, n := range []string{"1000000", "0.5", "1.5"} {
		if list == nil && rules.Select(n) == category {
			list = append(list, n, "…")
		}
	}
	return list
}

// clean replaces what is not text: control characters, bytes that are not UTF-8, and the characters that turn the
// direction of everything after them. Line ends and tabs become spaces.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e':
			return unicode.ReplacementChar
		}
		return r
	}, s)
}
