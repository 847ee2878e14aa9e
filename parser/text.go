package parser

import "github.com/orchgen/orchgen/model"

// Text is a source as text without its byte order mark, and the places in it.
type Text struct{ file *file }

// NewText opens a source. One that is not UTF-8 is reported, and the result is nil.
func NewText(src Source, diags *model.Diagnostics) *Text {
	t := newFile(src)
	if !t.checkEncoding(diags) {
		return nil
	}
	return &Text{t}
}

// String gives the whole text.
func (t *Text) String() string { return t.file.data }

// Pos gives the place of the byte at an offset of the text.
func (t *Text) Pos(offset int) model.Pos { return t.file.pos(offset) }

// Offset gives the offset of a byte that is known by its line and its number in the line, both from 1.
func (t *Text) Offset(line, column int) int {
	line = min(max(line, 1), len(t.file.lines))
	return min(t.file.lines[line-1]+column-1, len(t.file.data))
}
