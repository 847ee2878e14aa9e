package bundle

import (
	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
)

// formatJS is ICU MessageFormat in the container of FormatJS, to which < begins a tag.
var formatJS = &Format{
	Name: "formatjs", Title: "ICU MessageFormat JSON (FormatJS)", Spec: "https://formatjs.github.io/docs/core-concepts/icu-syntax",
	write: writeFormatJS,
	Usage: `
A JSON object for each language, fr.json, from IDs to messages in ICU MessageFormat. Arguments are
{Name}; forms are {Count, plural, one {…} other {…}} and {Kind, select, Job {…} other {…}}. A value
that chooses has no hyphen.

No options are needed: new IntlMessageFormat(messages["E1001"], "fr").format({Name: "x"}), or the
messages of react-intl. Digits are not grouped. A reader that knows no tags shows the quotes around
< as they are; take arb for it.
`,
}

var icuWithTags = newICU("{}<")

func writeFormatJS(x *export) ([]emit.File, error) {
	return x.messagesPerLocale(
		func(l *model.Locale) string { return l.Tag + ".json" },
		func(object map[string]any, e entry) (err error) {
			object[e.ID()], err = icuWithTags.text(e)
			return err
		})
}
