package parser

import (
	"fmt"
	"io"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/orchgen/orchgen/model"
)

// Source is one input, with its name as diagnostics show it.
type Source struct {
	Name string
	Data []byte
}

// maxBytes bounds an input, in bytes.
const maxBytes = 64 << 20

// Read reads an input to its end. One that is larger than 64 MiB is an error.
func Read(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err == nil && len(data) > maxBytes {
		return nil, fmt.Errorf("larger than %d MiB", maxBytes>>20)
	}
	return data, err
}

// Sources holds the files that were read, by the name that positions carry.
type Sources map[string][]byte

// Line gives line n (from 1) of a source as positions count it: without byte order mark and line end.
// It is "" when there is no such line.
func (s Sources) Line(name string, n int) string {
	t := newFile(Source{name, s[name]})
	if n < 1 || n > len(t.lines) {
		return ""
	}
	return t.line(n)
}

const byteOrderMark = "\uFEFF"

// file is a source without its byte order mark, with the table of its lines. A line ends with \n; a \r
// before it belongs to the line end.
type file struct {
	name  string
	data  string
	lines []int // offset of each line's first byte
}

func newFile(src Source) *file {
	t := &file{name: src.Name, data: strings.TrimPrefix(string(src.Data), byteOrderMark), lines: []int{0}}
	for i := 0; i < len(t.data); i++ {
		if t.data[i] == '\n' {
			t.lines = append(t.lines, i+1)
		}
	}
	return t
}

// line gives the text of line n, counted from 1.
func (t *file) line(n int) string {
	return strings.TrimSuffix(strings.TrimSuffix(t.data[t.lines[n-1]:t.end(n)], "\n"), "\r")
}

// end is the offset behind the line end of line n.
func (t *file) end(n int) int {
	if n < len(t.lines) {
		return t.lines[n]
	}
	return len(t.data)
}

// pos is the place of the byte at offset.
func (t *file) pos(offset int) model.Pos { return t.at(t.spotOf(offset)) }

func (t *file) at(p place) model.Pos {
	return model.Pos{File: t.name, Line: int(p.line), Col: int(p.col)}
}

func (t *file) spotOf(offset int) place {
	offset = min(offset, len(t.data))
	n := sort.SearchInts(t.lines, offset+1)
	return place{int32(n), int32(utf8.RuneCountInString(t.data[t.lines[n-1]:offset]) + 1)}
}

// place is a line and a column in runes, both from 1, in a file that is known from the context.
type place struct{ line, col int32 }

// checkEncoding reports the first byte that is not UTF-8.
func (t *file) checkEncoding(diags *model.Diagnostics) bool {
	if utf8.ValidString(t.data) {
		return true
	}
	for i := 0; i < len(t.data); {
		r, size := utf8.DecodeRuneInString(t.data[i:])
		if r == utf8.RuneError && size == 1 {
			diags.Report(model.RuleEncoding, t.pos(i), "convert the file to UTF-8",
				"byte 0x%02X is not part of a UTF-8 character", t.data[i])
			break
		}
		i += size
	}
	return false
}

// walker turns rising offsets into places in one pass over the text, which keeps a file that is a single
// line of a megabyte cheap.
type walker struct {
	data   string
	offset int
	at     place
}

func newWalker(data string) *walker { return &walker{data: data, at: place{1, 1}} }

// to gives the place of offset, which is not before the one of the last call.
func (w *walker) to(offset int) place {
	for _, c := range []byte(w.data[w.offset:offset]) {
		switch {
		case c == '\n':
			w.at = place{w.at.line + 1, 1}
		case utf8.RuneStart(c):
			w.at.col++
		}
	}
	w.offset = offset
	return w.at
}
