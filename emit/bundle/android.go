package bundle

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/text/language"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
)

// android is the format of string resources, which aapt2 compiles.
var android = &Format{
	Name: "android", Title: "Android string resources", Spec: "https://developer.android.com/guide/topics/resources/string-resource",
	write: writeAndroid,
	Usage: `
A file for each language in its folder of resources: values/errors.xml for the source language,
which serves all others, values-pt-rBR/errors.xml, values-b+zh+Hans/errors.xml. A resource is named
in small letters with underscores: e1001_machine. Arguments are %1$s, and a comment says which that
is: getString(R.string.e1001, name). A text without arguments is no format:
getString(R.string.e1001).

Texts with plural forms are <plurals>: getQuantityString(R.plurals.e1001, n, n) shows n without
grouping its digits. As there are no select forms, that of a value has the name e1001__job, and that
for all other values e1001.
`,
}

func writeAndroid(x *export) ([]emit.File, error) {
	return x.perLocale(
		func(l *model.Locale) string {
			if l == x.source {
				return "values/errors.xml"
			}
			return "values-" + androidQualifier(l.Tag) + "/errors.xml"
		},
		x.android)
}

// androidQualifier names the resources of a language: pt-rBR, and b+zh+Hans for tags with more than a region.
func androidQualifier(tag string) string {
	base, region, _ := strings.Cut(tag, "-")
	switch {
	case region == "" && len(base) == 2:
		return base
	case len(region) == 2 && len(base) == 2:
		return base + "-r" + region
	}
	return "b+" + strings.ReplaceAll(language.Make(tag).String(), "-", "+")
}

func (x *export) android(l *model.Locale) ([]byte, error) {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?>` + "\n<resources>\n")
	taken := keys{}
	for _, e := range x.entries(l) {
		fmt.Fprintf(&b, "  <!-- %s -->\n", e.remark(androidPlaceholder))
		if err := e.android(&b, taken); err != nil {
			return nil, err
		}
	}
	b.WriteString("</resources>\n")
	return []byte(b.String()), nil
}

// android writes the resources of a text.
func (e entry) android(b *strings.Builder, taken keys) error {
	name := strings.ToLower(strings.NewReplacer(".", "_", "-", "_").Replace(e.ID()))
	if e.counts() {
		fmt.Fprintf(b, "  <plurals name=\"%s\">\n", name)
	}
	for _, f := range e.forms {
		text, err := e.androidText(f)
		if err != nil {
			return err
		}
		if e.counts() {
			fmt.Fprintf(b, "    <item quantity=\"%s\">%s</item>\n", f.category, text)
			continue
		}
		key, attributes := name, ""
		if f.category != cldr.Other {
			key += "__" + strings.ToLower(strings.ReplaceAll(f.category, "-", "_"))
		}
		if err := taken.claim(key, e.key(f)); err != nil {
			return err
		}
		if len(e.Args()) == 0 {
			attributes = ` formatted="false"`
		}
		fmt.Fprintf(b, "  <string name=\"%s\"%s>%s</string>\n", key, attributes, text)
	}
	if e.counts() {
		b.WriteString("  </plurals>\n")
		return taken.claim(name, e.ID())
	}
	return nil
}

func androidPlaceholder(index int, _ *model.Arg) string { return fmt.Sprintf("%%%d$s", index+1) }

// androidText writes a form as the content of an element. Blanks that would be lost, and @ and ? where they would begin
// a reference, are escaped.
func (e entry) androidText(f form) (string, error) {
	escape := androidLiteral.Replace
	if len(e.Args()) > 0 {
		escape = func(text string) string { return percents.Replace(androidLiteral.Replace(text)) }
	}
	text := e.text(f, escape, androidPlaceholder)
	text = androidBlanks.ReplaceAllStringFunc(text, func(blanks string) string { return strings.Repeat(`\u0020`, len(blanks)) })
	if strings.HasPrefix(text, "@") || strings.HasPrefix(text, "?") {
		text = `\` + text
	}
	return xmlText(text)
}

var (
	androidLiteral = strings.NewReplacer(`\`, `\\`, "'", `\'`, `"`, `\"`, "\n", `\n`, "\t", `\t`)
	androidBlanks  = regexp.MustCompile(`^ +| +$|  +`)
)
