package site

import (
	"bytes"
	"regexp"
	"strings"
	"text/template"

	"github.com/orchgen/orchgen/emit"
)

var markdownTemplates = template.Must(template.New("").Option("missingkey=error").Funcs(template.FuncMap{
	"md": escape, "inline": inline, "code": codeSpan, "cell": cell, "say": sayMarkdown,
}).ParseFS(templateFiles, "templates/*.gomd"))

// markdown gives the pages as CommonMark with the tables of GitHub.
func (s *site) markdown() ([]emit.File, error) {
	root, err := renderMarkdown("root", "index.md", &page{site: s, language: s.source(), File: "index"})
	if err != nil {
		return nil, err
	}
	files := []emit.File{root}
	for _, l := range s.Languages {
		for _, p := range s.pages(l) {
			f, err := renderMarkdown("page", l.Tag+"/"+p.File+p.Ext, p)
			if err != nil {
				return nil, err
			}
			files = append(files, f)
		}
	}
	return files, nil
}

func renderMarkdown(template, name string, p *page) (emit.File, error) {
	var b bytes.Buffer
	b.WriteString(Head(name) + "\n\n")
	if err := markdownTemplates.ExecuteTemplate(&b, template, p); err != nil {
		return emit.File{}, err
	}
	return emit.File{Name: name, Content: b.Bytes()}, nil
}

// special are the characters that can be markup inside of a line of CommonMark or of its extensions.
const special = "\\`*_{}[]<>&|~$!#@"

// opening is what can be the mark of a block at the beginning of a line: a list, a heading's underline or a fence.
var opening = regexp.MustCompile(`^(?:[-+=:]|[0-9]+[.)])`)

// addresses is what GitHub makes links of without being asked.
var addresses = regexp.MustCompile(`(?i)(www|https?|ftp)(\.|://)`)

// escape makes text of a text at the beginning of a line (CommonMark, section 2.4 "Backslash escapes").
func escape(s string) string {
	return atStart(inline(s))
}

// atStart keeps the beginning of a line from being the mark of a block.
func atStart(text string) string {
	text = strings.TrimLeft(text, " ")
	if mark := opening.FindString(text); mark != "" {
		text = mark[:len(mark)-1] + "\\" + text[len(mark)-1:]
	}
	return text
}

// inline makes text of a text inside of a line.
func inline(s string) string {
	var b strings.Builder
	for _, r := range clean(s) {
		if strings.ContainsRune(special, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return addresses.ReplaceAllString(b.String(), `$1\$2`)
}

// sayMarkdown writes a text with its placeholders at the beginning of a line.
func sayMarkdown(t text) string {
	var b strings.Builder
	for i, p := range t.Parts {
		switch {
		case p.Arg != "":
			b.WriteString(codeSpan("{" + p.Arg + "}"))
		case i == 0:
			b.WriteString(atStart(inline(p.Literal)))
		default:
			b.WriteString(inline(p.Literal))
		}
	}
	return b.String()
}

// codeSpan writes code, which may have backquotes (CommonMark, section 6.1 "Code spans").
func codeSpan(s string) string {
	s = clean(s)
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if fence != "`" {
		s = " " + s + " "
	}
	return fence + s + fence
}

// cell makes Markdown fit for a cell of a table, where a bar inside of code ends the cell as well.
func cell(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\\|", "|"), "|", "\\|")
}
