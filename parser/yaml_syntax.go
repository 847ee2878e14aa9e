package parser

import (
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/orchgen/orchgen/model"
)

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`)

// syntax reports a syntax error. The yaml package names no column, and for many errors only the line
// where the enclosing block begins; the fault is where the text stops being readable up to there.
func (r *yamlReader) syntax(err error) {
	message, first := err.Error(), 1
	if m := yamlLine.FindStringSubmatch(message); m != nil {
		message = m[2]
		if n, err := strconv.Atoi(m[1]); err == nil {
			first = n
		}
	}
	line := r.faultyLine(first)
	if strings.Contains(message, "exceeded max depth") {
		r.diags.Report(model.RuleDepth, r.file.pos(r.file.lines[line-1]), "", "objects and arrays are nested more than %d levels deep", maxDepth)
		return
	}
	hint := ""
	if strings.HasPrefix(strings.TrimLeft(r.file.line(line), " "), "\t") {
		hint = "indent with spaces, not with tabs"
	}
	r.diags.Report(model.RuleSyntax, r.file.pos(r.faultyByte(line)), hint, "%s", message)
}

// faultyLine finds, from line first on, the first line n so that lines 1 to n cannot be read. In a huge
// file it settles for first.
func (r *yamlReader) faultyLine(first int) int {
	low, high := min(max(first-1, 1), len(r.file.lines)), len(r.file.lines)
	for work := 16 << 20; low < high; {
		mid := (low + high) / 2
		if work -= r.file.end(mid); work < 0 {
			return min(first, len(r.file.lines))
		}
		if r.readable(r.file.end(mid)) {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// faultyByte finds the place in a faulty line: the offset behind the longest beginning of the line that
// can be read, or else the first character. The search gives up when it gets dear.
func (r *yamlReader) faultyByte(line int) int {
	start := r.file.lines[line-1]
	content := r.file.line(line)
	text := start + len(content) - len(strings.TrimLeft(content, " "))
	work := 1 << 20
	for end := start + len(content) - 1; end > text && work > 0; end-- {
		if !utf8.RuneStart(r.file.data[end]) {
			continue
		}
		if work -= end; r.readable(end) {
			return end
		}
	}
	return text
}

// readable reports whether the text before the byte at end is well-formed.
func (r *yamlReader) readable(end int) bool {
	dec := yaml.NewDecoder(strings.NewReader(r.file.data[:end]))
	for {
		var n yaml.Node
		if err := dec.Decode(&n); err != nil {
			return errors.Is(err, io.EOF)
		}
	}
}
