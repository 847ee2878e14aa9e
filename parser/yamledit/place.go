package yamledit

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// breaks gives the offsets of lines. YAML also ends lines at a lone CR, NEL, LS and PS.
func breaks(text string) []int {
	starts := []int{0}
	for i, c := range text {
		switch c {
		case '\r':
			if !strings.HasPrefix(text[i+1:], "\n") {
				starts = append(starts, i+1)
			}
		case '\n', '\u0085', '\u2028', '\u2029':
			starts = append(starts, i+utf8.RuneLen(c))
		}
	}
	return starts
}

// start gives the offset of a node; anchors and tags belong to it.
func (f *File) start(y *yaml.Node) int {
	offset := f.lines[min(y.Line, len(f.lines))-1]
	for range y.Column - 1 {
		_, size := utf8.DecodeRuneInString(f.text[offset:])
		offset += size
	}
	return min(offset, len(f.text))
}

// content gives the offset behind anchor and tag.
func (f *File) content(y *yaml.Node) int {
	offset := f.start(y)
	if y.Anchor == "" && y.Style&yaml.TaggedStyle == 0 {
		return offset
	}
	for offset < len(f.text) && (f.text[offset] == '&' || f.text[offset] == '!') {
		offset += strings.IndexAny(f.text[offset:]+" ", " \t\r\n")
		offset = f.skip(min(offset, len(f.text)))
	}
	return offset
}

// skip gives the offset behind white space and comments.
func (f *File) skip(offset int) int {
	for offset < len(f.text) {
		switch c := f.text[offset]; {
		case c == '#' && (offset == 0 || strings.IndexByte(" \t\r\n", f.text[offset-1]) >= 0):
			offset = f.lineEnd(offset)
		case strings.IndexByte(" \t\r\n", c) >= 0:
			offset++
		default:
			return offset
		}
	}
	return offset
}

// end gives the offset behind a node.
func (f *File) end(y *yaml.Node) (int, error) {
	switch y.Kind {
	case yaml.AliasNode:
		return f.start(y) + len("*") + len(y.Value), nil
	case yaml.ScalarNode:
		return f.scalarEnd(y)
	}
	offset := f.content(y)
	if n := len(y.Content); n > 0 {
		var err error
		if offset, err = f.end(y.Content[n-1]); err != nil {
			return 0, err
		}
	} else {
		offset++ // only brackets are empty
	}
	if y.Style&yaml.FlowStyle == 0 {
		return offset, nil
	}
	for {
		offset = f.skip(offset)
		if !strings.HasPrefix(f.text[offset:], ",") {
			break
		}
		offset++
	}
	if offset == len(f.text) || f.text[offset] != ']' && f.text[offset] != '}' {
		return 0, fmt.Errorf("line %d: the end of the value is not found", y.Line)
	}
	return offset + 1, nil
}

func (f *File) scalarEnd(y *yaml.Node) (int, error) {
	offset := f.content(y)
	switch {
	case y.Style&yaml.DoubleQuotedStyle != 0:
		for i := offset + 1; i < len(f.text); i++ {
			switch f.text[i] {
			case '\\':
				i++
			case '"':
				return i + 1, nil
			}
		}
	case y.Style&yaml.SingleQuotedStyle != 0:
		for i := offset + 1; i < len(f.text); i++ {
			if f.text[i] != '\'' {
				continue
			}
			if !strings.HasPrefix(f.text[i+1:], "'") {
				return i + 1, nil
			}
			i++
		}
	case y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return f.blockEnd(y, offset)
	default:
		return f.textEnd(y, offset)
	}
	return 0, fmt.Errorf("line %d: the end of the text is not found", y.Line)
}

// textEnd goes along with the value from an offset on: a scalar without quotation marks has no escapes, but its white
// space may be folded.
func (f *File) textEnd(y *yaml.Node, offset int) (int, error) {
	for _, r := range y.Value {
		if isBlank(r) {
			continue
		}
		offset += len(f.text[offset:]) - len(strings.TrimLeftFunc(f.text[offset:], isBlank))
		c, size := utf8.DecodeRuneInString(f.text[offset:])
		if c != r {
			return 0, fmt.Errorf("line %d: the end of the text is not found", y.Line)
		}
		offset += size
	}
	return offset, nil
}

func isBlank(r rune) bool { return strings.ContainsRune(" \t\r\n\u0085\u2028\u2029", r) }

// blockEnd is the end of the last line of a literal or folded scalar, and behind all blank lines for one that keeps
// them.
func (f *File) blockEnd(y *yaml.Node, header int) (int, error) {
	end, err := f.textEnd(y, f.lineEnd(header))
	if err != nil {
		return 0, err
	}
	end = f.lineEnd(end)
	if marks, _, _ := strings.Cut(f.text[header:f.lineEnd(header)], "#"); !strings.Contains(marks, "+") {
		return end, nil
	}
	for end = f.nextLine(end); end < len(f.text) && strings.Trim(f.text[end:f.lineEnd(end)], " \t") == ""; {
		end = f.nextLine(end)
	}
	return end, nil
}

// lineEnd is the offset of the line end at or behind offset.
func (f *File) lineEnd(offset int) int {
	if i := strings.IndexByte(f.text[offset:], '\n'); i >= 0 {
		if i > 0 && f.text[offset+i-1] == '\r' {
			i--
		}
		return offset + i
	}
	return len(f.text)
}

// nextLine is the offset of the line behind that of offset.
func (f *File) nextLine(offset int) int {
	if i := strings.IndexByte(f.text[offset:], '\n'); i >= 0 {
		return offset + i + 1
	}
	return len(f.text)
}
