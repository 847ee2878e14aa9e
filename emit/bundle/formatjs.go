package bundle

import (
	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
)

// formatJS has a JSON object for each language, fr.json, from IDs to messages in ICU MessageFormat. Arguments are
// {Name}; forms are {Count, plural, one {…} other {…}} and {Kind, select, Job {…} other {…}}. No options are needed:
// new IntlMessageFormat(messages["E1001"], "fr").format({Name: "x"}), or the messages of react-intl. A program that
// reads messages with ignoreTag has to leave that out: < is quoted.
var formatJS = &Format{
	Name: "formatjs", Title: "ICU MessageFormat JSON (FormatJS)", Spec: "https://formatjs.github.io/docs/core-concepts/icu-syntax",
	write: writeFormatJS,
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
