package bundle

import (
	"encoding/xml"
	"fmt"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
)

// xliff21 is XLIFF 2.1, whose core is that of 2.0.
var xliff21 = &Format{
	Name: "xliff-2.1", Title: "XLIFF 2.1", Spec: "https://docs.oasis-open.org/xliff/xliff-core/v2.1/xliff-core-v2.1.html",
	Translators: true, write: writeXLIFF21,
	Usage: `
A file for each language to translate into, errors.fr.xlf, with a unit of one segment for each form
of a text, named by its ID with a colon and the category behind it. A placeholder is <ph id="Name"
equiv="Name" disp="{Name}"/>. The states are initial, translated and reviewed; a translation of a
machine is initial with the sub-state orchgen:machine, and a stale one with orchgen:stale.
`,
}

type xliff21Document struct {
	XMLName xml.Name    `xml:"urn:oasis:names:tc:xliff:document:2.0 xliff"`
	Version string      `xml:"version,attr"`
	Source  string      `xml:"srcLang,attr"`
	Target  string      `xml:"trgLang,attr"`
	File    xliff21File `xml:"file"`
}

type xliff21File struct {
	ID    string        `xml:"id,attr"`
	Units []xliff21Unit `xml:"unit"`
}

type xliff21Unit struct {
	ID      string         `xml:"id,attr"`
	Space   string         `xml:"xml:space,attr"`
	Notes   []string       `xml:"notes>note"`
	Segment xliff21Segment `xml:"segment"`
}

type xliff21Segment struct {
	State    string      `xml:"state,attr"`
	SubState string      `xml:"subState,attr,omitempty"`
	Source   xmlContent  `xml:"source"`
	Target   *xmlContent `xml:"target"`
}

func writeXLIFF21(x *export) ([]emit.File, error) {
	return x.perTarget(xliffName, func(l *model.Locale) ([]byte, error) {
		doc := xliff21Document{Version: "2.1", Source: x.cat.Source, Target: l.Tag, File: xliff21File{ID: "errors"}}
		for _, i := range x.items(l) {
			u, err := i.xliff21(x.cat.Source, l.Tag)
			if err != nil {
				return nil, err
			}
			doc.File.Units = append(doc.File.Units, u)
		}
		return marshalXML(doc)
	})
}

func (i item) xliff21(source, tag string) (xliff21Unit, error) {
	u := xliff21Unit{ID: i.id, Space: "preserve", Notes: i.notes()}
	var err error
	if u.Segment.Source.Text, err = inline(i.Slot, source, i.placeholders()); err != nil {
		return u, err
	}
	if i.target != "" {
		u.Segment.Target = &xmlContent{}
		if u.Segment.Target.Text, err = inline(i.Slot, tag, i.placeholders()); err != nil {
			return u, err
		}
	}
	switch i.progress {
	case model.ProgressTranslated, model.ProgressReviewed:
		u.Segment.State = string(i.progress)
	case model.ProgressMachine, model.ProgressStale:
		u.Segment.State, u.Segment.SubState = "initial", "orchgen:"+string(i.progress)
	default:
		u.Segment.State = "initial"
	}
	return u, nil
}

// placeholders writes the placeholders of one text. A second one for the same argument has an id of its own, and the
// same as in the other language: XLIFF pairs them by it.
func (i item) placeholders() func(arg int) string {
	args, used := i.Unit.Args(), map[int]int{}
	return func(arg int) string {
		used[arg]++
		id := args[arg].ID
		if n := used[arg]; n > 1 {
			id = fmt.Sprintf("%s-%d", id, n)
		}
		return fmt.Sprintf(`<ph id="%s" equiv="%[2]s" disp="{%[2]s}"/>`, id, args[arg].ID)
	}
}
