package bundle

import (
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
)

// braces doubles the braces of literal text, as the catalogue writes them.
var braces = strings.NewReplacer("{", "{{", "}", "}}")

// xliff12 writes a placeholder as <ph>, because tools lose an empty <x/>.
var xliff12 = &Format{
	Name: "xliff-1.2", Title: "XLIFF 1.2", Spec: "https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html",
	Translators: true, write: writeXLIFF12,
	Usage: `
A file for each language to translate into, errors.fr.xlf, with a trans-unit for each form of a
text, named by its ID with a colon and the category behind it. A placeholder is <ph
id="Name">{Name}</ph>. The states are new, needs-translation for a stale translation,
needs-review-translation for one of a machine, translated, and final.
`,
}

type xliff12Document struct {
	XMLName xml.Name    `xml:"urn:oasis:names:tc:xliff:document:1.2 xliff"`
	Version string      `xml:"version,attr"`
	File    xliff12File `xml:"file"`
}

type xliff12File struct {
	Original string        `xml:"original,attr"`
	Source   string        `xml:"source-language,attr"`
	Target   string        `xml:"target-language,attr"`
	Datatype string        `xml:"datatype,attr"`
	Units    []xliff12Unit `xml:"body>trans-unit"`
}

type xliff12Unit struct {
	ID       string        `xml:"id,attr"`
	Approved string        `xml:"approved,attr,omitempty"`
	Space    string        `xml:"xml:space,attr"`
	Source   xmlContent    `xml:"source"`
	Target   xliff12Target `xml:"target"`
	Notes    []string      `xml:"note"`
}

type xmlContent struct {
	Text string `xml:",innerxml"`
}

type xliff12Target struct {
	State     string `xml:"state,attr"`
	Qualifier string `xml:"state-qualifier,attr,omitempty"`
	Text      string `xml:",innerxml"`
}

func writeXLIFF12(x *export) ([]emit.File, error) {
	return x.perTarget(xliffName, func(l *model.Locale) ([]byte, error) {
		doc := xliff12Document{Version: "1.2", File: xliff12File{
			Original: "errors", Source: x.cat.Source, Target: l.Tag, Datatype: "plaintext",
		}}
		for _, i := range x.items(l) {
			u, err := i.xliff12(x.cat.Source, l.Tag)
			if err != nil {
				return nil, err
			}
			doc.File.Units = append(doc.File.Units, u)
		}
		return marshalXML(doc)
	})
}

func xliffName(l *model.Locale) string { return "errors." + l.Tag + ".xlf" }

func (i item) xliff12(source, tag string) (xliff12Unit, error) {
	args := i.Unit.Args()
	placeholder := func(arg int) string { return fmt.Sprintf(`<ph id="%[1]s">{%[1]s}</ph>`, args[arg].ID) }
	u := xliff12Unit{ID: i.id, Space: "preserve", Notes: i.notes()}
	var err error
	if u.Source.Text, err = inline(i.Slot, source, placeholder); err != nil {
		return u, err
	}
	if u.Target.Text, err = inline(i.Slot, tag, placeholder); err != nil {
		return u, err
	}
	switch i.progress {
	case model.ProgressMissing:
		u.Target.State = "new"
	case model.ProgressStale:
		u.Target.State = "needs-translation"
	case model.ProgressMachine:
		u.Target.State, u.Target.Qualifier = "needs-review-translation", "leveraged-mt"
	case model.ProgressReviewed:
		u.Target.State, u.Approved = "final", "yes"
	default:
		u.Target.State = "translated"
	}
	return u, nil
}
