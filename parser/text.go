package parser

import (
	"sort"
	"unicode/utf8"

	"github.com/orchgen/orchgen/model"
)

// Text is a source as text without its byte order mark, and the places in it.
type Text struct {
	file *file
	// runes counts the characters before every chunk of the text, so that places are found quickly in a file that is
	// one line of many megabytes, too.
	runes []int
}

const chunk = 4096 // bytes

// NewText opens a source. One that is not UTF-8 is reported, and the result is nil.
func NewText(src Source, diags *model.Diagnostics) *Text {
	t := &Text{file: newFile(src), runes: []int{0}}
	if !t.file.checkEncoding(diags) {
		return nil
	}
	for offset := chunk; offset <= len(t.file.data); offset += chunk {
		t.runes = append(t.runes, t.runes[len(t.runes)-1]+starts(t.file.data[offset-chunk:offset]))
	}
	return t
}

// starts counts the characters that begin in a piece of text.
func starts(text string) int {
	n := 0
	for i := range len(text) {
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return n
}

// String gives the whole text.
func (t *Text) String() string { return t.file.data }

// Pos gives the place of the byte at an offset of the text.
func (t *Text) Pos(offset int) model.Pos {
	offset = min(offset, len(t.file.data))
	line := sort.SearchInts(t.file.lines, offset+1)
	col := t.before(offset) - t.before(t.file.lines[line-1]) + 1
	return t.file.at(place{int32(line), int32(col)})
}

// before counts the characters before an offset.
func (t *Text) before(offset int) int {
	n := offset / chunk
	return t.runes[n] + starts(t.file.data[n*chunk:offset])
}

// Offset gives the offset of a byte that is known by its line and its number in the line, both from 1.
func (t *Text) Offset(line, column int) int {
	line = min(max(line, 1), len(t.file.lines))
	return min(t.file.lines[line-1]+column-1, len(t.file.data))
}
