package model

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Pos is a place in a source file. Line and Col are 1-based, Col counts runes.
// The zero Pos means "unknown"; a Pos with a File only means "the file as a whole".
type Pos struct {
	File      string
	Line, Col int
}

// IsValid reports whether p names at least a file.
func (p Pos) IsValid() bool { return p.File != "" }

// String gives "file:line:col", "file", or "-".
func (p Pos) String() string {
	switch {
	case p.File == "":
		return "-"
	case p.Line == 0:
		return p.File
	default:
		return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
	}
}

// Compare orders positions by file, line and column.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(strings.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}

// Severity tells whether a diagnostic stops the generation.
type Severity int

// The severities. Only Error stops the generation.
const (
	Error Severity = iota
	Warning
	Note
)

// String gives the word that stands in printed diagnostics.
func (s Severity) String() string { return [...]string{"error", "warning", "note"}[s] }

// Diagnostic is one finding in an input, tied to a [Rule] and a place.
type Diagnostic struct {
	Rule    *Rule
	Pos     Pos
	Pointer string // JSON pointer (RFC 6901) into the definition; may be empty
	Message string // what is wrong, one line
	Hint    string // how to mend it, one line; may be empty
	Related []Related
}

// Related is a second place that explains a diagnostic, such as the first of two definitions.
type Related struct {
	Pos     Pos
	Message string
}

// Severity is the severity of the diagnostic's rule.
func (d Diagnostic) Severity() Severity { return d.Rule.Severity }

// Diagnostics collects findings. The zero value is ready for use.
type Diagnostics struct {
	list []Diagnostic
}

// Add appends d.
func (ds *Diagnostics) Add(d Diagnostic) { ds.list = append(ds.list, d) }

// Report appends a finding of rule at pos. The hint may be empty.
func (ds *Diagnostics) Report(rule *Rule, pos Pos, hint, format string, args ...any) {
	ds.Add(Diagnostic{Rule: rule, Pos: pos, Hint: hint, Message: fmt.Sprintf(format, args...)})
}

// Append adds all findings of other.
func (ds *Diagnostics) Append(other Diagnostics) { ds.list = append(ds.list, other.list...) }

// HasErrors reports whether one of the findings stops the generation.
func (ds *Diagnostics) HasErrors() bool {
	return slices.ContainsFunc(ds.list, func(d Diagnostic) bool { return d.Severity() == Error })
}

// Len is the number of findings collected so far, duplicates included.
func (ds *Diagnostics) Len() int { return len(ds.list) }

// Sorted gives the findings in order of file, line, column, rule and message, each once.
func (ds *Diagnostics) Sorted() []Diagnostic {
	sorted := slices.Clone(ds.list)
	slices.SortStableFunc(sorted, func(a, b Diagnostic) int {
		return cmp.Or(a.Pos.Compare(b.Pos), strings.Compare(a.Rule.ID, b.Rule.ID), strings.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(sorted, func(a, b Diagnostic) bool {
		return a.Pos == b.Pos && a.Rule == b.Rule && a.Message == b.Message
	})
}
