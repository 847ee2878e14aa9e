package main

import (
	"bytes"
	_ "embed"
	"text/template"
)

//go:embed badge.svg.tmpl
var badgeText string

var badgeTemplate = template.Must(template.New("badge").Parse(badgeText))

// badge draws the share of what is translated as an SVG picture.
func badge(percent int) []byte {
	colour := "#b3261e"
	switch {
	case percent == 100:
		colour = "#2e7d32"
	case percent >= 90:
		colour = "#8a6100"
	}
	var b bytes.Buffer
	err := badgeTemplate.Execute(&b, struct {
		Percent int
		Colour  string
	}{percent, colour})
	if err != nil {
		panic(err) // a buffer takes everything, and the template has two plain values
	}
	return b.Bytes()
}
