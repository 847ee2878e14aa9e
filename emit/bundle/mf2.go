package bundle

import (
	"fmt"
	"strings"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
)

// mf2 is MessageFormat 2 of the Unicode Consortium. The standard has no container for messages: this is a plain one.
var mf2 = &Format{
	Name: "mf2", Title: "Unicode MessageFormat 2", Spec: "https://www.unicode.org/reports/tr35/tr35-messageFormat.html",
	write: writeMF2,
	Usage: `
A JSON object for each language, fr.mf2.json, from IDs to messages in MessageFormat 2. Arguments are
{$Name}; forms are variants of .match.

All arguments are given as strings, also the one that counts: its number is read only to choose the
form, and no digits are grouped. Implementations put invisible characters around arguments unless
told otherwise: new MessageFormat("fr", message, {bidiIsolation: "none"}).
`,
}

func writeMF2(x *export) ([]emit.File, error) {
	return x.messagesPerLocale(
		func(l *model.Locale) string { return l.Tag + ".mf2.json" },
		func(object map[string]any, e entry) error {
			object[e.ID()] = mf2Message(e)
			return nil
		})
}

func mf2Message(e entry) string {
	if e.Selector() == nil {
		text := mf2Pattern(e, e.other())
		if strings.HasPrefix(strings.TrimLeft(text, mf2Space), ".") {
			return "{{" + text + "}}"
		}
		return text
	}
	var b strings.Builder
	if e.counts() {
		fmt.Fprintf(&b, ".local $number = {$%s :number}\n.match $number", e.Selector().ID)
	} else {
		fmt.Fprintf(&b, ".input {$%s :string}\n.match $%[1]s", e.Selector().ID)
	}
	for _, f := range e.forms {
		key := f.category
		if key == cldr.Other {
			key = "*"
		}
		fmt.Fprintf(&b, "\n%s {{%s}}", key, mf2Pattern(e, f))
	}
	return b.String()
}

// mf2Space is the white space that may stand before a declaration.
const mf2Space = " \t\r\n\u3000\u061C\u200E\u200F\u2066\u2067\u2068\u2069"

func mf2Pattern(e entry, f form) string {
	return e.text(f, mf2Literal.Replace, func(_ int, a *model.Arg) string { return "{$" + a.ID + "}" })
}

var mf2Literal = strings.NewReplacer(`\`, `\\`, "{", `\{`, "}", `\}`, "|", `\|`)
