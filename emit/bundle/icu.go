package bundle

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/orchgen/orchgen/model"
)

// icu writes messages in ICU MessageFormat
// (https://unicode-org.github.io/icu/userguide/format_parse/messages/). Its arguments are plain, {Name}: those with the
// type number, or the # of plural forms, would group digits.
type icu struct {
	message *regexp.Regexp // what is quoted in a message: a run of characters with a meaning and of apostrophes
	plural  *regexp.Regexp // the same in plural forms, where # has a meaning, too
}

// newICU takes the characters that have a meaning, as for a character class.
func newICU(special string) icu {
	run := func(class string) *regexp.Regexp {
		return regexp.MustCompile("['" + class + "]*[" + class + "]['" + class + "]*|'+")
	}
	return icu{run(special), run(special + "#")}
}

// text writes an entry as one message.
func (s icu) text(e entry) (string, error) {
	selector := e.Selector()
	if selector == nil {
		return s.pattern(e, e.other(), s.message), nil
	}
	kind, quoted := "select", s.message
	if e.counts() {
		kind, quoted = "plural", s.plural
	}
	var b strings.Builder
	fmt.Fprintf(&b, "{%s, %s,", selector.ID, kind)
	for _, f := range e.forms {
		if strings.Contains(f.category, "-") {
			return "", fmt.Errorf("%s: the value %s of %s has a hyphen, which ICU MessageFormat does not allow", e.ID(), f.category, selector.ID)
		}
		fmt.Fprintf(&b, " %s {%s}", f.category, s.pattern(e, f, quoted))
	}
	return b.String() + "}", nil
}

func (s icu) pattern(e entry, f form, quoted *regexp.Regexp) string {
	return e.text(f,
		func(text string) string { return quoted.ReplaceAllStringFunc(text, quoteICU) },
		func(_ int, a *model.Arg) string { return "{" + a.ID + "}" })
}

// quoteICU quotes a run of characters as a whole. Quoted one by one, the quotes that end and begin again would be read
// as an apostrophe.
func quoteICU(run string) string {
	text := strings.ReplaceAll(run, "'", "''")
	if strings.Trim(run, "'") == "" {
		return text
	}
	return "'" + text + "'"
}
