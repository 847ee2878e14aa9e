package yamledit

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// renderValue writes what stands behind the colon of a key at the column indent.
func (e *editor) renderValue(n *node, indent int, flow bool) string {
	if n.kind != yaml.MappingNode || n.flow || flow || len(n.members) == 0 {
		return " " + e.render(n, indent+e.step, flow)
	}
	return e.newline() + strings.Repeat(" ", indent+e.step) + e.render(n, indent+e.step, false)
}

// render writes a value of which the first line stands at the column indent.
func (e *editor) render(n *node, indent int, flow bool) string {
	if n.kind != yaml.MappingNode {
		return e.scalar(n.text, 0, indent, flow)
	}
	flow = flow || n.flow || len(n.members) == 0
	var list []string
	for _, m := range n.members {
		list = append(list, e.key(m.key)+":"+e.renderValue(m.value, indent, flow))
	}
	if flow {
		return "{" + strings.Join(list, ", ") + "}"
	}
	return strings.Join(list, e.newline()+strings.Repeat(" ", indent))
}

// key writes a key without quotation marks where it can be read so.
func (e *editor) key(key string) string {
	doc, err := decode("{" + key + ": x}")
	if !e.json && err == nil && key != "" && len(doc.Content) == 2 && doc.Content[0].Value == key && doc.Content[0].ShortTag() != "!!merge" {
		return key
	}
	return doubleQuoted(key)
}

// scalar writes a text in the style that it had, as far as it can be read back so; the lines of a block have indent
// blanks.
func (e *editor) scalar(text string, style yaml.Style, indent int, flow bool) string {
	var candidates []string
	block := func(mark, separator string) {
		if chomp, ok := chomping(text); ok && !flow {
			candidate, end := mark+chomp, "\n"
			for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
				candidate += end
				if line != "" {
					candidate += strings.Repeat(" ", indent) + line
				}
				end = separator
			}
			candidates = append(candidates, candidate)
		}
	}
	switch {
	case e.json || style&yaml.DoubleQuotedStyle != 0:
	case style&yaml.SingleQuotedStyle != 0:
		candidates = append(candidates, "'"+strings.ReplaceAll(text, "'", "''")+"'")
	case style&yaml.LiteralStyle != 0:
		block("|", "\n")
	case style&yaml.FoldedStyle != 0:
		block(">", "\n\n")
	case strings.Contains(text, "\n"):
		block("|", "\n")
	default:
		candidates = append(candidates, text)
	}
	for _, c := range candidates {
		if readsAs(c, text, flow) {
			return c
		}
	}
	return doubleQuoted(text)
}

// chomping gives the indicator for the line ends at the end of a block: a block ends with one, or without.
func chomping(text string) (string, bool) {
	switch {
	case !strings.HasSuffix(text, "\n"):
		return "-", true
	case strings.HasSuffix(text, "\n\n"):
		return "", false
	}
	return "", true
}

// readsAs reports whether a reader takes a candidate for the text, and not for a number, a truth value or a date, also
// when it follows YAML 1.1.
func readsAs(candidate, text string, flow bool) bool {
	switch strings.ToLower(candidate) {
	case "y", "n", "yes", "no", "on", "off":
		return false
	}
	before, behind := "k: ", "\nl: x\n"
	if flow {
		before, behind = "{k: ", ", l: x}"
	}
	doc, err := decode(before + candidate + behind)
	return err == nil && doc.Kind == yaml.MappingNode && len(doc.Content) == 4 && doc.Content[2].Value == "l" &&
		doc.Content[1].Kind == yaml.ScalarNode && doc.Content[1].Value == text && doc.Content[1].ShortTag() == "!!str" &&
		doc.Content[1].Anchor == "" && doc.Content[1].Style&yaml.TaggedStyle == 0
}

// doubleQuoted writes a text so that YAML and JSON read it alike. Line ends of other kinds, control characters and the
// byte order mark are escaped.
func doubleQuoted(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r >= 0x7F && r <= 0x9F || r == 0x2028 || r == 0x2029 || r == 0xFEFF || r >= 0xFFFE && r <= 0xFFFF:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
