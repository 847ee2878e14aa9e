package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// diffLines is how many lines of one file's difference are shown. A file that differs more is shown in part.
const diffLines = 200

// writeDiff prints how a file on disk has to change.
func writeDiff(w io.Writer, paint palette, c change) error {
	text := diff.Diff(c.Name, c.old, c.Name+" (generated)", c.Content)
	_, text, _ = bytes.Cut(text, []byte("\n")) // the line "diff old new" says nothing more
	var b strings.Builder
	n := 0
	for line := range bytes.Lines(text) {
		if n++; n <= diffLines {
			b.WriteString(diffLine(paint, strings.TrimSuffix(string(line), "\n")))
			b.WriteByte('\n')
		}
	}
	if n > diffLines {
		fmt.Fprintf(&b, "… %d more lines of the difference in %s\n", n-diffLines, visible(c.Name))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func diffLine(paint palette, line string) string {
	parts := strings.Split(line, "\t")
	for i, part := range parts {
		parts[i] = visible(part)
	}
	line = strings.Join(parts, "\t")
	switch {
	case strings.HasPrefix(line, "--- "), strings.HasPrefix(line, "+++ "):
		return paint.style(styleStrong, line)
	case strings.HasPrefix(line, "+"):
		return paint.style(styleAdded, line)
	case strings.HasPrefix(line, "-"):
		return paint.style(styleRemoved, line)
	case strings.HasPrefix(line, "@@"):
		return paint.style(styleHunk, line)
	}
	return line
}
