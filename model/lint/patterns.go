package lint

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"github.com/orchgen/orchgen/model"
)

// ambiguous judges a text as a pattern by which a server's text is recognised.
func ambiguous(t text) *defect {
	if t.unit.Text == nil {
		return nil
	}
	words := false
	var before *model.Arg // argument just before, with nothing but blanks behind it
	for _, p := range t.form.Parts {
		if p.Arg < 0 {
			if strings.ContainsFunc(p.Literal, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
				words = true
			}
			if strings.TrimSpace(p.Literal) != "" {
				before = nil
			}
			continue
		}
		arg := t.unit.Text.Args[p.Arg]
		if before != nil && hasBlanks(before) {
			return &defect{message: fmt.Sprintf("where {%s} ends and {%s} begins cannot be told", before.ID, arg.ID),
				hint: "put a word or a punctuation mark between them"}
		}
		before = arg
	}
	if words || len(t.form.Parts) == 0 || before == nil && !strings.Contains(t.value, "{") {
		return nil
	}
	return &defect{message: "the text consists of placeholders only, so that every text is taken for it", hint: "add words"}
}

// hasBlanks reports whether a value of the argument may have blanks inside.
func hasBlanks(a *model.Arg) bool {
	switch a.Type {
	case model.ArgIdentifier, model.ArgInt, model.ArgDecimal:
		return false
	}
	return true
}

// wording is a text of the source locale as a pattern, and as a server might send it.
type wording struct {
	unit    model.Unit
	form    *model.Form
	pattern *regexp.Regexp
	sample  string
	args    int
}

// crossMatches holds every text of the source against every other one: which texts are also those of another error,
// and which ones another text of the same error always hides.
func (l *linter) crossMatches() {
	list := l.wordings()
	for i, a := range list {
		for j, b := range list {
			if i == j || a.unit == b.unit || !a.pattern.MatchString(b.sample) {
				continue
			}
			same := a.unit.Def == b.unit.Def
			switch {
			case same && (a.args < b.args || a.args == b.args && len(a.form.Text) >= len(b.form.Text) && a.args > 0):
				l.cross(model.RuleAmbiguousPattern, b, a, fmt.Sprintf("%s is taken for %s, whose text fits as well", b.unit.ID(), a.unit.ID()))
			case !same && a.args == 0 && b.args == 0 && j > i:
				l.cross(model.RuleCrossMatch, b, a, fmt.Sprintf("%s has the text of %s", b.unit.ID(), a.unit.ID()))
			case !same && a.args > 0 && a.args >= b.args && b.pattern.MatchString(a.sample):
				l.cross(model.RuleCrossMatch, b, a, fmt.Sprintf("the text of %s fits %s as well", b.unit.ID(), a.unit.ID()))
			}
		}
	}
}

func (l *linter) cross(rule *model.Rule, at, other wording, message string) {
	l.add(Finding{
		Diagnostic: model.Diagnostic{
			Rule: rule, Pos: at.form.Pos, Message: message, Hint: "reword one of them",
			Related: []model.Related{{Pos: other.form.Pos, Message: "the other text is here"}},
		},
		Unit: at.unit, Locale: l.cat.Source, Category: at.form.Category,
	})
}

func (l *linter) wordings() []wording {
	var list []wording
	for _, u := range l.cat.Units() {
		m := u.Message(l.cat.Source)
		if u.Text == nil || m == nil {
			continue
		}
		for i := range m.Forms {
			list = append(list, newWording(u, &m.Forms[i]))
		}
	}
	return list
}

func newWording(u model.Unit, form *model.Form) wording {
	w := wording{unit: u, form: form}
	var pattern, sample strings.Builder
	pattern.WriteString(`(?i)^`)
	for _, p := range form.Parts {
		if p.Arg < 0 {
			pattern.WriteString(regexp.QuoteMeta(p.Literal))
			sample.WriteString(p.Literal)
			continue
		}
		w.args++
		arg := u.Text.Args[p.Arg]
		switch arg.Type {
		case model.ArgInt:
			pattern.WriteString(`[+-]?\d+`)
			sample.WriteString("7")
		case model.ArgDecimal:
			pattern.WriteString(`[+-]?\d+(?:\.\d+)?`)
			sample.WriteString("7.5")
		case model.ArgIdentifier:
			pattern.WriteString(`\S+`)
			sample.WriteString("Xyzzy")
		default:
			pattern.WriteString(`.+?`)
			sample.WriteString("Xyzzy")
		}
	}
	pattern.WriteString(`[.。]?$`)
	w.pattern, w.sample = regexp.MustCompile(pattern.String()), sample.String()
	return w
}
