package bundle

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strings"

	"github.com/orchgen/orchgen/model"
)

// maxElements bounds how deep elements may be nested.
const maxElements = 100

// xliffNamespace is what the namespaces of all versions begin with.
const xliffNamespace = "urn:oasis:names:tc:xliff:document:"

// xliffReader reads XLIFF 1.2 and 2.x. A document type is refused, so no entity is ever defined.
type xliffReader struct {
	*reader
	dec   *xml.Decoder
	depth int
	unit  xliffUnit
	ended bool // nothing more can be read
}

// xliffUnit collects the segments of a unit.
type xliffUnit struct {
	id             string
	source, target strings.Builder
	progress       model.Progress
	segments       int
	partial        bool // a segment has no translation
	at             int  // offset of the translation, or of the unit
}

func (r *reader) xliff() {
	x := &xliffReader{reader: r, dec: xml.NewDecoder(strings.NewReader(r.text.String()))}
	found := false
	x.children(func(start xml.StartElement) {
		found = true
		if start.Name.Local != "xliff" || !strings.HasPrefix(start.Name.Space, xliffNamespace) {
			x.fault(x.offset(), "", "the document is not XLIFF")
			x.ended = true
			return
		}
		switch version := attribute(start, "version"); {
		case version == "1.2":
			x.children(x.file12)
		case strings.HasPrefix(version, "2."):
			x.locale = cmp.Or(attribute(start, "trgLang"), x.locale)
			x.children(x.file2)
		default:
			x.fault(x.offset(), "save it as XLIFF 1.2 or 2.1", "the version %q of XLIFF is not known", version)
			x.ended = true
		}
	})
	if !found && r.diags.Len() == 0 {
		x.fault(x.offset(), "", "the document is not XLIFF")
	}
}

func (x *xliffReader) offset() int { return int(x.dec.InputOffset()) }

// token gives the next token inside of the current element; nil at the end of that, or of everything.
func (x *xliffReader) token() xml.Token {
	if x.ended {
		return nil
	}
	at := x.offset()
	token, err := x.dec.Token()
	switch t := token.(type) {
	case xml.StartElement:
		if x.depth++; x.depth > maxElements {
			x.fault(at, "", "elements are nested more than %d levels deep", maxElements)
			x.ended = true
		}
	case xml.EndElement:
		x.depth--
		return nil
	case xml.Directive:
		x.fault(at, "remove it", "a document type is not allowed: <!%.20s", strings.Join(strings.Fields(string(t)), " "))
		x.ended = true
	}
	if err != nil {
		if x.depth > 0 || err.Error() != "EOF" {
			x.fault(x.offset(), "", "%v", err)
		}
		x.ended = true
	}
	if x.ended {
		return nil
	}
	return token
}

// children calls visit for the elements below the current one. The visit need not read them to the end.
func (x *xliffReader) children(visit func(xml.StartElement)) {
	for token := x.token(); token != nil; token = x.token() {
		if start, ok := token.(xml.StartElement); ok {
			outside := x.depth - 1
			visit(start)
			for x.depth > outside && !x.ended {
				x.token()
			}
		}
	}
}

func (x *xliffReader) file12(start xml.StartElement) {
	if start.Name.Local == "file" {
		locale := x.locale
		x.locale = cmp.Or(attribute(start, "target-language"), locale)
		x.children(func(start xml.StartElement) {
			if start.Name.Local == "body" {
				x.children(x.unit12)
			}
		})
		x.locale = locale
	}
}

// byMachine12 are the qualifiers of XLIFF 1.2 for a translation that a machine made (section 2.3, state-qualifier).
var byMachine12 = []string{"leveraged-mt", "mt-suggestion"}

func (x *xliffReader) unit12(start xml.StartElement) {
	switch start.Name.Local {
	case "group":
		x.children(x.unit12)
	case "trans-unit":
		x.begin(start)
		approved := attribute(start, "approved") == "yes"
		x.children(func(start xml.StartElement) {
			switch start.Name.Local {
			case "source":
				x.inline(&x.unit.source, placeholder12)
			case "target":
				x.unit.at = x.offset()
				switch state := attribute(start, "state"); {
				case approved || state == "final" || state == "signed-off":
					x.unit.progress = model.ProgressReviewed
				case state == "translated":
					x.unit.progress = model.ProgressTranslated
				case slices.Contains(byMachine12, attribute(start, "state-qualifier")):
					x.unit.progress = model.ProgressMachine
				}
				x.inline(&x.unit.target, placeholder12)
			}
		})
		x.end()
	}
}

func (x *xliffReader) file2(start xml.StartElement) {
	if start.Name.Local == "file" || start.Name.Local == "group" {
		x.children(x.file2)
	}
	if start.Name.Local == "unit" {
		x.begin(start)
		x.children(x.segment2)
		x.end()
	}
}

// segment2 adds a segment to the text of its unit, which tools may have split.
func (x *xliffReader) segment2(start xml.StartElement) {
	if start.Name.Local != "segment" && start.Name.Local != "ignorable" || !strings.HasPrefix(start.Name.Space, xliffNamespace) {
		return
	}
	if start.Name.Local == "segment" {
		progress := map[string]model.Progress{
			"translated": model.ProgressTranslated, "reviewed": model.ProgressReviewed, "final": model.ProgressReviewed,
		}[attribute(start, "state")]
		if progress == "" && attribute(start, "subState") == "orchgen:machine" {
			progress = model.ProgressMachine
		}
		if x.unit.segments++; x.unit.segments == 1 {
			x.unit.progress = progress
		}
		x.unit.progress = lesser(x.unit.progress, progress)
	}
	var source, target strings.Builder
	translated := false
	x.children(func(start xml.StartElement) {
		switch start.Name.Local {
		case "source":
			x.inline(&source, placeholder2)
		case "target":
			if attribute(start, "order") != "" {
				x.fault(x.offset(), "join the segments", "segments in another order than in the source cannot be read")
			}
			x.unit.at, translated = x.offset(), true
			x.inline(&target, placeholder2)
		}
	})
	x.unit.partial = x.unit.partial || !translated && start.Name.Local == "segment"
	x.unit.source.WriteString(source.String())
	if !translated { // what stands between segments is the same in both languages unless it says otherwise
		target = source
	}
	x.unit.target.WriteString(target.String())
}

// lesser gives the progress that claims less.
func lesser(a, b model.Progress) model.Progress {
	claims := []model.Progress{model.ProgressStale, "", model.ProgressMachine, model.ProgressTranslated, model.ProgressReviewed}
	return claims[min(slices.Index(claims, a), slices.Index(claims, b))]
}

func (x *xliffReader) begin(start xml.StartElement) {
	x.unit = xliffUnit{id: attribute(start, "id"), at: x.offset()}
}

func (x *xliffReader) end() {
	u := &x.unit
	target := u.target.String()
	if u.partial {
		target = ""
	}
	if !x.ended {
		x.entries = append(x.entries, Entry{
			Locale: x.locale, ID: u.id, Source: u.source.String(), Target: target, Progress: u.progress, Pos: x.text.Pos(u.at),
		})
	}
}

// inline reads text with placeholders. Elements that only mark a text are seen through; any other is a fault, because
// it would be lost.
func (x *xliffReader) inline(b *strings.Builder, placeholder func(xml.StartElement, string) (string, bool)) {
	for token := x.token(); token != nil; token = x.token() {
		switch t := token.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.StartElement:
			at := x.offset()
			var content strings.Builder
			x.inline(&content, placeholder)
			text, known := placeholder(t, content.String())
			if !known && !x.ended {
				x.fault(at, "use placeholders such as {Name}", "the element <%s> cannot stand in a text", t.Name.Local)
			}
			b.WriteString(text)
		}
	}
}

// placeholder12 gives what an element inside of a text of XLIFF 1.2 stands for.
func placeholder12(start xml.StartElement, content string) (string, bool) {
	switch start.Name.Local {
	case "x":
		return "{" + attribute(start, "id") + "}", true
	case "ph":
		return cmp.Or(content, "{"+attribute(start, "id")+"}"), true
	case "g", "mrk":
		return content, true
	}
	return "", false
}

// placeholder2 gives what an element inside of a text of XLIFF 2 stands for.
func placeholder2(start xml.StartElement, content string) (string, bool) {
	switch start.Name.Local {
	case "ph":
		name, _, _ := strings.Cut(attribute(start, "id"), "-")
		return "{" + cmp.Or(attribute(start, "equiv"), name) + "}", true
	case "mrk", "sm", "em":
		return content, true
	}
	return "", false
}

func attribute(start xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}
