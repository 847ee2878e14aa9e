package bundle

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf16"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
)

// javaProperties is what java.util.PropertyResourceBundle reads. Characters outside of ASCII are escaped, so that every
// version of Java reads them.
var javaProperties = &Format{
	Name: "java-properties", Title: "Java properties", Spec: "https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/PropertyResourceBundle.html",
	write: writeJava,
	Usage: `
A file for each language, Errors_pt_BR.properties, for ResourceBundle.getBundle("Errors", locale).
The source language has two: Errors.properties, which serves all other languages, and
Errors_en.properties, without which a program that asks for English gets the language of the
machine. A language without a file gets that, too, unless the program gives
ResourceBundle.Control.getNoFallbackControl.

Every text, also one without arguments, is a pattern of java.text.MessageFormat: {0} is the first
argument, and a comment says which that is. Give arguments as strings: MessageFormat groups the
digits of numbers. As it has no plural and select forms, that of a category or value has the key
E1001_one or E1001_Job, and that for all other cases E1001. The class libraries of Java have no
plural rules; ICU4J has.
`,
}

func writeJava(x *export) ([]emit.File, error) {
	files, err := x.perLocale(
		func(l *model.Locale) string { return "Errors_" + underscored(l.Tag) + ".properties" },
		func(l *model.Locale) ([]byte, error) { return x.java(l), nil })
	if err != nil {
		return nil, err
	}
	for i, l := range x.locales {
		if l == x.source {
			files = append(files, emit.File{Name: "Errors.properties", Content: files[i].Content})
		}
	}
	return files, nil
}

func (x *export) java(l *model.Locale) []byte {
	var b strings.Builder
	b.WriteString("# Patterns of java.text.MessageFormat, also those without arguments. Arguments are given as strings.\n" +
		"# The form for a plural category or a value is below the key with it, that for all other cases below the key without.\n")
	for _, e := range x.entries(l) {
		fmt.Fprintf(&b, "\n# %s\n", e.remark(indexed))
		for _, f := range e.forms {
			text := e.text(f, quoteJava, indexed)
			fmt.Fprintf(&b, "%s=%s\n", e.key(f), javaValue(text))
		}
	}
	return []byte(b.String())
}

// indexed writes a placeholder that names the place of the argument, the first being 0.
func indexed(index int, _ *model.Arg) string { return fmt.Sprintf("{%d}", index) }

var javaSpecial = regexp.MustCompile(`['{}]*[{}]['{}]*|'+`)

func quoteJava(text string) string { return javaSpecial.ReplaceAllStringFunc(text, quoteICU) }

// javaValue escapes a value as java.util.Properties.load reads it.
func javaValue(text string) string {
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == '\\':
			b.WriteString(`\\`)
		case r == ' ' && i == 0:
			b.WriteString(`\ `)
		case r >= ' ' && r <= '~':
			b.WriteRune(r)
		default:
			for _, unit := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&b, `\u%04x`, unit)
			}
		}
	}
	return b.String()
}
