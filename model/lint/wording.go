package lint

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/orchgen/orchgen/model"
)

// ends are the kinds of final punctuation, by the marks that stand for them.
var ends = map[string]string{
	".": "a full stop", "。": "a full stop", "．": "a full stop", "।": "a full stop", "۔": "a full stop", "።": "a full stop",
	"!": "an exclamation mark", "！": "an exclamation mark",
	"?": "a question mark", "？": "a question mark", "؟": "a question mark",
	":": "a colon", "：": "a colon", "…": "an ellipsis",
}

// withoutStop are languages that do not end sentences with a mark.
var withoutStop = []string{"th", "lo", "km", "my"}

func finalPunctuation(t text) *defect {
	if t.source == nil || slices.Contains(withoutStop, t.language.base) {
		return nil
	}
	got, want := ending(t.value), ending(t.original())
	if got == want {
		return nil
	}
	return &defect{message: fmt.Sprintf("the text ends with %s, the source text with %s", got, want)}
}

// ending names the punctuation at the end of a text; closing quotes and brackets do not count.
func ending(s string) string {
	s = strings.TrimRightFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unicode.Pe, unicode.Pf) && r != '}' || r == '"' || r == '\''
	})
	r, _ := utf8.DecodeLastRuneInString(s)
	if name, ok := ends[string(r)]; ok {
		return name
	}
	return "no punctuation"
}

var word = regexp.MustCompile(`[\p{L}\p{M}\p{N}]+(?:[’'-][\p{L}\p{M}]+)*`)

// words gives the words of a text without its placeholders and addresses, which count as a break: "".
func words(s string) []string {
	var list []string
	for i, piece := range untouchable.Split(s, -1) {
		if i > 0 {
			list = append(list, "")
		}
		list = append(list, word.FindAllString(strings.ToLower(piece), -1)...)
	}
	return list
}

func untranslated(t text) *defect {
	if t.source == nil || t.isVariety() {
		return nil
	}
	mine := words(t.value)
	const enough = 3 // a name has up to two words
	if len(slices.DeleteFunc(slices.Clone(mine), isBreak)) < enough || !slices.Equal(mine, words(t.original())) {
		return nil
	}
	return &defect{message: "the text is the same as in the source language", hint: "translate it"}
}

func isBreak(word string) bool { return word == "" }

func partlyUntranslated(t text) *defect {
	if t.source == nil || t.isVariety() || untranslated(t) != nil {
		return nil
	}
	run := commonRun(words(t.value), words(t.original()))
	const suspicious = 4
	if len(run) < suspicious && t.language.script != "Latn" && t.language.script != "" {
		run = latinRun(words(t.value))
	}
	if len(run) < suspicious {
		return nil
	}
	return &defect{message: fmt.Sprintf("%q is left in the source language", strings.Join(run, " ")), hint: "translate it"}
}

// commonRun gives the longest run of words that both lists have.
func commonRun(a, b []string) []string {
	var best []string
	for i := range a {
		for j := range b {
			n := 0
			for i+n < len(a) && j+n < len(b) && a[i+n] == b[j+n] && !isBreak(a[i+n]) {
				n++
			}
			if n > len(best) {
				best = a[i : i+n]
			}
		}
	}
	return best
}

// latinRun gives the longest run of words in Latin letters.
func latinRun(list []string) []string {
	var best []string
	start := 0
	for i := 0; i <= len(list); i++ {
		if i < len(list) && isLatin(list[i]) {
			continue
		}
		if i-start > len(best) {
			best = list[start:i]
		}
		start = i + 1
	}
	return best
}

func isLatin(word string) bool {
	for _, r := range word {
		if !unicode.Is(unicode.Latin, r) {
			return false
		}
	}
	return word != ""
}

// fact finds what is the same in all languages: HTTP methods, paths, addresses and numbers.
var fact = regexp.MustCompile(`\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b|[a-z][a-z0-9+.-]*://[^\s"'»)]*[^\s"'»).,;:!?]|/[A-Za-z][\w/.$-]*\w|\d+(?:\.\d+)*`)

func changedFact(t text) *defect {
	if t.source == nil {
		return nil
	}
	mine := fact.FindAllString(blankPlaceholders(t.value), -1)
	for _, f := range fact.FindAllString(blankPlaceholders(t.original()), -1) {
		if !slices.Contains(mine, f) {
			return &defect{message: fmt.Sprintf("the text lacks %q of the source text", f), hint: "write it as the source text has it"}
		}
	}
	return nil
}

var placeholder = regexp.MustCompile(`\{[A-Za-z0-9]+\}`)

func blankPlaceholders(s string) string { return placeholder.ReplaceAllString(s, " ") }

func repeatedPlaceholder(t text) *defect {
	if t.source == nil {
		return nil
	}
	mine, theirs := counts(t.value), counts(t.original())
	for _, p := range placeholder.FindAllString(t.value, -1) {
		if mine[p] > max(theirs[p], 1) {
			return &defect{message: fmt.Sprintf("%s stands %d times, in the source text %d times", p, mine[p], theirs[p])}
		}
	}
	return nil
}

func counts(s string) map[string]int {
	n := map[string]int{}
	for _, p := range placeholder.FindAllString(s, -1) {
		n[p]++
	}
	return n
}

var foreign = regexp.MustCompile(`\[[A-Z]\w*(?: \w+)?\]|%(?:\d+\$)?[sdvqf@]\b|%\w+%|\$\{\w+\}|\{\{\w+\}\}|<[A-Z]\w*>`)

func foreignPlaceholder(t text) *defect {
	if t.unit.Text == nil {
		return proseArgument(t)
	}
	for _, f := range foreign.FindAllString(t.value, -1) {
		if t.source == nil || !strings.Contains(t.original(), f) {
			return &defect{message: fmt.Sprintf("%q looks like a placeholder of another notation", f), hint: "write it as {Name}"}
		}
	}
	return nil
}

// proseArgument finds a placeholder in a description or remedy, where nothing is put in its place.
func proseArgument(t text) *defect {
	for _, p := range placeholder.FindAllString(t.value, -1) {
		is := func(a *model.Arg) bool { return p == "{"+a.ID+"}" }
		if slices.ContainsFunc(t.unit.Def.Texts, func(m *model.Text) bool { return slices.ContainsFunc(m.Args, is) }) {
			return &defect{message: p + " is shown as it stands: descriptions and remedies have no placeholders", hint: "reword the text without the value"}
		}
	}
	return nil
}

func length(t text) *defect {
	if t.source == nil {
		return nil
	}
	mine, theirs := columns(t.value), columns(t.original())
	if mine <= 2*theirs || mine-theirs <= 40 {
		return nil
	}
	return &defect{message: fmt.Sprintf("the text has %d characters, the source text %d", mine, theirs), hint: "shorten it"}
}

// columns is the length of a text, in which characters of East Asian scripts count twice.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n++
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			n++
		}
	}
	return n
}

var innerApostrophe = regexp.MustCompile(`(\p{L})'(\p{L})`)

// apostrophes reports straight apostrophes in a locale that has typographic ones as well.
func (l *linter) apostrophes(texts []text, tag string) {
	typographic := regexp.MustCompile(`\p{L}’\p{L}`)
	if !slices.ContainsFunc(texts, func(t text) bool { return typographic.MatchString(t.value) }) {
		return
	}
	mend := repeated(func(s string) string { return innerApostrophe.ReplaceAllString(s, "$1’$2") })
	for _, t := range texts {
		if d := mechanical(t, mend, "the text has a straight apostrophe, other texts of %s have ’", tag); d != nil {
			l.add(t.finding(model.RuleMixedApostrophes, d, tag))
		}
	}
}
