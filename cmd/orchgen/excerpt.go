package main

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// The widths of a source line under a diagnostic, in columns.
const (
	excerptWidth = 100
	tabWidth     = 4
	cutMark      = "…"
)

// excerpt prepares a source line for the terminal: the line itself, or the part around column col when it
// is long, and the number of columns before the caret.
func excerpt(line string, col int) (text string, indent int) {
	at := columnOffset(line, col)
	left, right := line[:at], line[at:]
	_, rightWidth := head(right, excerptWidth/2)
	before, beforeWidth := tail(left, excerptWidth-rightWidth)
	after, _ := head(right, excerptWidth-beforeWidth)
	return before + after, utf8.RuneCountInString(before)
}

// columnOffset is the byte offset of column col, at most the length of the line.
func columnOffset(line string, col int) int {
	at := 0
	for ; col > 1 && at < len(line); col-- {
		_, size := utf8.DecodeRuneInString(line[at:])
		at += size
	}
	return at
}

// head gives as much of the beginning of s as fits into width columns, marked when it is cut.
func head(s string, width int) (string, int) {
	var b strings.Builder
	used := 0
	for len(s) > 0 {
		drawn, size := cell(s)
		n := utf8.RuneCountInString(drawn)
		if used+n > width {
			b.WriteString(cutMark)
			break
		}
		b.WriteString(drawn)
		used += n
		s = s[size:]
	}
	return b.String(), used
}

// tail gives as much of the end of s as fits into width columns, marked when it is cut.
func tail(s string, width int) (string, int) {
	var cells []string
	used := 0
	for len(s) > 0 {
		_, size := utf8.DecodeLastRuneInString(s)
		drawn, _ := cell(s[len(s)-size:])
		n := utf8.RuneCountInString(drawn)
		if used+n > width {
			cells = append(cells, cutMark)
			break
		}
		cells = append(cells, drawn)
		used += n
		s = s[:len(s)-size]
	}
	slices.Reverse(cells)
	return strings.Join(cells, ""), used
}

// cell gives the first rune of s as it is drawn in an excerpt.
func cell(s string) (string, int) {
	if s[0] == '\t' {
		return strings.Repeat(" ", tabWidth), 1
	}
	return visibleRune(s)
}
