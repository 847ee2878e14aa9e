package bundle

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"github.com/orchgen/orchgen/model"
)

// csv reads comma-separated values (RFC 4180) with a line of column names: id, target, and if they are there locale,
// source and state. Semicolons and tabs separate as well: spreadsheets write them in many countries.
func (r *reader) csv() {
	c := csv.NewReader(strings.NewReader(r.text.String()))
	c.Comma = separator(r.text.String())
	c.FieldsPerRecord = -1
	columns := r.csvHeader(c)
	for columns != nil {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			r.csvFault(err)
			return
		}
		field := func(name string) string {
			if i, ok := columns[name]; ok && i < len(row) {
				return row[i]
			}
			return ""
		}
		if len(row) <= columns["target"] {
			line, column := c.FieldPos(0)
			r.fault(r.text.Offset(line, column), "", "the line has %d fields and no target", len(row))
			continue
		}
		e := Entry{Locale: r.locale, ID: field("id"), Source: withoutApostrophe(field("source")), Target: withoutApostrophe(field("target"))}
		if l := field("locale"); l != "" {
			e.Locale = l
		}
		switch p := model.Progress(strings.ToLower(field("state"))); p {
		case model.ProgressMachine, model.ProgressTranslated, model.ProgressReviewed:
			e.Progress = p
		}
		line, column := c.FieldPos(columns["target"])
		e.Pos = r.text.Pos(r.text.Offset(line, column))
		r.entries = append(r.entries, e)
	}
}

// csvHeader gives the index of each column by its name; nil when the file cannot be used.
func (r *reader) csvHeader(c *csv.Reader) map[string]int {
	row, err := c.Read()
	if err != nil && !errors.Is(err, io.EOF) {
		r.csvFault(err)
		return nil
	}
	columns := map[string]int{}
	for i, name := range row {
		columns[strings.ToLower(strings.TrimSpace(name))] = i
	}
	for _, name := range [...]string{"id", "target"} {
		if _, ok := columns[name]; !ok {
			r.fault(0, "the first line names the columns: id, locale, source, target, state", "there is no column %q", name)
			return nil
		}
	}
	return columns
}

func (r *reader) csvFault(err error) {
	var p *csv.ParseError
	if errors.As(err, &p) {
		r.fault(r.text.Offset(p.Line, p.Column), "", "%v", p.Err)
		return
	}
	r.fault(0, "", "%v", err)
}

// separator is what the first line has most of.
func separator(text string) rune {
	line, _, _ := strings.Cut(text, "\n")
	best := ','
	for _, s := range ";\t" {
		if strings.Count(line, string(s)) > strings.Count(line, string(best)) {
			best = s
		}
	}
	return best
}

// withoutApostrophe takes away the apostrophe that keeps a spreadsheet from taking a text for a formula.
func withoutApostrophe(text string) string {
	if rest := strings.TrimLeft(text, "'"); rest != text && rest != "" && strings.ContainsRune("=+-@\t\r", rune(rest[0])) {
		return text[1:]
	}
	return text
}
