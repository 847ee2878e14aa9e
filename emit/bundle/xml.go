package bundle

import (
	"bytes"
	"encoding/xml"
	"fmt"

	"github.com/orchgen/orchgen/model"
)

// marshalXML writes a document with two blanks a level. Content that must not be indented is in fields ",innerxml".
func marshalXML(document any) ([]byte, error) {
	body, err := xml.MarshalIndent(document, "", "  ")
	if err != nil {
		return nil, err
	}
	return append([]byte(xml.Header), append(body, '\n')...), nil
}

// xmlText escapes text for the content of an element or the value of an attribute. A character that XML 1.0 does not
// have is an error.
func xmlText(text string) (string, error) {
	for _, r := range text {
		if r == 0xFFFE || r == 0xFFFF || r < ' ' && r != '\n' && r != '\t' {
			return "", fmt.Errorf("XML cannot have the character U+%04X of %q", r, text)
		}
	}
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		return "", err
	}
	return b.String(), nil
}

// inline writes a text as the catalogue has it, but each placeholder as the element that placeholder gives for the
// argument with an index.
func inline(s model.Slot, tag string, placeholder func(arg int) string) (string, error) {
	f := s.Form(tag)
	if f == nil {
		return "", nil
	}
	if s.Unit.Text == nil {
		return xmlText(s.Text(tag))
	}
	var b bytes.Buffer
	for _, p := range f.Parts {
		if p.Arg >= 0 {
			b.WriteString(placeholder(p.Arg))
			continue
		}
		text, err := xmlText(braces.Replace(p.Literal))
		if err != nil {
			return "", fmt.Errorf("%s: %w", s.ID(), err)
		}
		b.WriteString(text)
	}
	return b.String(), nil
}
