package bundle

import (
	"encoding/xml"
	"strings"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
)

// resx is the XML format of .NET resources.
var resx = &Format{
	Name: "resx", Title: ".NET resources (resx)", Spec: "https://learn.microsoft.com/dotnet/core/extensions/work-with-resx-files-programmatically",
	write: writeRESX,
	Usage: `
A file for each language: Errors.resx for the source language, which serves all others, and
Errors.fr.resx. Arguments are {0}, and a comment says which that is: string.Format(Errors.E1001,
name). A text without arguments is no format, and is shown as it is. {0} does not group the digits
of a number.

As there are no plural and select forms, that of a category or value has the name E1001_one or
E1001_Job, and that for all other cases E1001.
`,
}

type resxRoot struct {
	XMLName xml.Name     `xml:"root"`
	Headers []resxHeader `xml:"resheader"`
	Data    []resxData   `xml:"data"`
}

type resxHeader struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value"`
}

type resxData struct {
	Name    string `xml:"name,attr"`
	Space   string `xml:"xml:space,attr"`
	Value   resxValue
	Comment string `xml:"comment"`
}

type resxValue struct {
	XMLName xml.Name `xml:"value"`
	Text    string   `xml:",innerxml"`
}

func writeRESX(x *export) ([]emit.File, error) {
	return x.perLocale(
		func(l *model.Locale) string {
			if l == x.source {
				return "Errors.resx"
			}
			return "Errors." + l.Tag + ".resx"
		},
		x.resx)
}

func (x *export) resx(l *model.Locale) ([]byte, error) {
	root := resxRoot{Headers: []resxHeader{
		{"resmimetype", "text/microsoft-resx"},
		{"version", "2.0"},
		{"reader", "System.Resources.ResXResourceReader, System.Windows.Forms, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089"},
		{"writer", "System.Resources.ResXResourceWriter, System.Windows.Forms, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089"},
	}}
	for _, e := range x.entries(l) {
		escape := strings.NewReplacer()
		if len(e.Args()) > 0 {
			escape = resxBraces
		}
		for _, f := range e.forms {
			text, err := xmlText(e.text(f, escape.Replace, indexed))
			if err != nil {
				return nil, err
			}
			root.Data = append(root.Data, resxData{Name: e.key(f), Space: "preserve", Value: resxValue{Text: text}, Comment: e.remark(indexed)})
		}
	}
	return marshalXML(root)
}

var resxBraces = strings.NewReplacer("{", "{{", "}", "}}")
