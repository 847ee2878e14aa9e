package yamledit

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// splice is a piece of the file and what takes its place.
type splice struct {
	start, end int
	text       string
}

// editor collects the splices of a file. Those at one offset are in the order in which their texts shall stand.
type editor struct {
	*File
	list []splice
	err  error // the first
}

// Bytes gives the file with the edits.
func (f *File) Bytes() ([]byte, error) {
	e := &editor{File: f}
	e.node(f.root, 0, false)
	if e.err != nil {
		return nil, e.err
	}
	slices.SortStableFunc(e.list, func(a, b splice) int { return cmp.Compare(a.start, b.start) })
	var b strings.Builder
	b.WriteString(f.mark)
	done := 0
	for _, s := range e.list {
		if s.start < done {
			return nil, errors.New("two edits meet in one place of the file")
		}
		b.WriteString(f.text[done:s.start])
		b.WriteString(s.text)
		done = s.end
	}
	b.WriteString(f.text[done:])
	doc, err := decode(strings.TrimPrefix(b.String(), f.mark))
	if err != nil {
		return nil, fmt.Errorf("the edits would damage the file: %w", err)
	}
	if err := f.root.compare(doc); err != nil {
		return nil, fmt.Errorf("the edits would damage the file: %w", err)
	}
	return []byte(b.String()), nil
}

// compare holds the edited file against what it shall be.
func (n *node) compare(y *yaml.Node) error {
	var members []*member
	for _, m := range n.members {
		if !m.removed {
			members = append(members, m)
		}
	}
	tag := "!!str"
	if n.old != nil && n.text == n.old.Value {
		tag = n.old.ShortTag()
	}
	switch {
	case n.kind != y.Kind, n.old != nil && n.old.Anchor != y.Anchor:
	case n.kind == yaml.ScalarNode && (n.text != y.Value || tag != y.ShortTag()):
	case n.kind == yaml.AliasNode && n.text != y.Value:
	case n.kind == yaml.SequenceNode && len(n.items) != len(y.Content):
	case n.kind == yaml.MappingNode && 2*len(members) != len(y.Content):
	default:
		for i, item := range n.items {
			if err := item.compare(y.Content[i]); err != nil {
				return err
			}
		}
		for i, m := range members {
			k := y.Content[2*i]
			if k.Value != m.key || k.Kind != yaml.ScalarNode {
				return fmt.Errorf("line %d would have another key than %q", k.Line, m.key)
			}
			if err := m.value.compare(y.Content[2*i+1]); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("line %d would have another value", y.Line)
}

// endOf is [File.end] of a node; an error is kept.
func (e *editor) endOf(y *yaml.Node) int {
	end, err := e.end(y)
	if err != nil && e.err == nil {
		e.err = err
	}
	return end
}

func (e *editor) add(start, end int, text string) {
	e.list = append(e.list, splice{start, end, text})
}

// node edits a value of the file. A block below it is indented by more than indent columns.
func (e *editor) node(n *node, indent int, flow bool) {
	flow = flow || n.old.Style&yaml.FlowStyle != 0
	switch n.kind {
	case yaml.ScalarNode:
		if n.text != n.old.Value {
			start, end := e.content(n.old), e.endOf(n.old)
			e.add(start, end, e.scalar(n.text, n.old.Style, indent+e.step, flow))
		}
	case yaml.SequenceNode:
		for _, item := range n.items {
			if item.old != nil {
				e.node(item, e.column(n.old), flow)
			}
		}
		e.appended(n, flow)
	case yaml.MappingNode:
		e.mapping(n, flow)
	}
}

// appended writes the new elements of a sequence.
func (e *editor) appended(n *node, flow bool) {
	var last *node
	for i, item := range n.items {
		if item.old != nil {
			last = item
			continue
		}
		text := e.scalar(item.text, 0, e.column(n.old)+e.step, flow)
		switch {
		case last == nil: // only a sequence in brackets is empty
			if i > 0 {
				text = ", " + text
			}
			at := e.content(n.old) + len("[")
			e.add(at, at, text)
		case flow:
			at := e.endOf(last.old)
			e.add(at, at, ", "+text)
		default:
			e.line(e.endOf(last.old), e.column(n.old), "- "+text)
		}
	}
}

// column is how many characters stand before a node on its line.
func (e *editor) column(y *yaml.Node) int { return y.Column - 1 }

// line adds lines behind the line of an offset, the first with the given indentation.
func (e *editor) line(offset, indent int, text string) {
	text = strings.Repeat(" ", indent) + text
	if offset > 0 && e.text[offset-1] == '\n' {
		e.add(offset, offset, text+e.newline())
		return
	}
	end := e.lineEnd(offset)
	e.add(end, end, e.newline()+text)
}

// newline is the line end of the file.
func (e *editor) newline() string {
	if i := strings.IndexByte(e.text, '\n'); i > 0 && e.text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// mapping edits the members of a mapping.
func (e *editor) mapping(n *node, flow bool) {
	kept := slices.ContainsFunc(n.members, (*member).isKept)
	if !kept {
		e.emptied(n, flow)
		return
	}
	var last *member // of the file, and kept
	for i, m := range n.members {
		switch {
		case m.old == nil:
			e.added(n, i, last, flow)
		case m.removed:
			e.removed(n, i, flow)
		default:
			e.member(m, flow)
			last = m
		}
	}
}

// emptied writes a mapping that had no members or keeps none of them.
func (e *editor) emptied(n *node, flow bool) {
	if len(n.old.Content) == 0 && len(n.members) == 0 {
		return
	}
	fresh := &node{kind: yaml.MappingNode, flow: true}
	for _, m := range n.members {
		if !m.removed {
			fresh.members = append(fresh.members, m)
		}
	}
	e.add(e.content(n.old), e.endOf(n.old), e.render(fresh, 0, flow))
}

// member edits the value of a key that stays.
func (e *editor) member(m *member, flow bool) {
	if m.replace == nil {
		e.node(m.value, e.column(m.old), flow)
		return
	}
	colon := e.skip(e.endOf(m.old))
	start, end := e.content(m.replace.old), e.endOf(m.replace.old)
	if !strings.HasPrefix(e.text[colon:], ":") || start > colon && strings.Contains(e.text[colon+1:start], "#") {
		e.fail("line %d: the value of %q cannot be replaced", m.old.Line, m.key)
		return
	}
	e.add(colon+1, max(colon+1, end), e.renderValue(m.value, e.column(m.old), flow))
}

func (e *editor) fail(format string, args ...any) {
	if e.err == nil {
		e.err = fmt.Errorf(format, args...)
	}
}

// added writes the new member i, behind the member last or before the first one that is kept.
func (e *editor) added(n *node, i int, last *member, flow bool) {
	m, neighbour := n.members[i], last
	if neighbour == nil {
		neighbour = n.members[i+slices.IndexFunc(n.members[i:], (*member).isKept)]
	}
	indent := e.column(neighbour.old)
	text := e.key(m.key) + ":" + e.renderValue(m.value, indent, flow)
	switch {
	case last == nil && flow:
		at := e.start(neighbour.old)
		e.add(at, at, text+", ")
	case last == nil:
		at := e.start(neighbour.old)
		e.add(at, at, text+e.newline()+strings.Repeat(" ", indent))
	case flow:
		at := e.endOf(last.of())
		e.add(at, at, ", "+text)
	default:
		e.line(e.endOf(last.of()), indent, text)
	}
}

// of is the value that the file has under the key.
func (m *member) of() *yaml.Node {
	if m.replace != nil {
		return m.replace.old
	}
	return m.value.old
}

// removed takes away the member i, with the lines that are its own.
func (e *editor) removed(n *node, i int, flow bool) {
	m := n.members[i]
	start, end := e.start(m.old), e.endOf(m.of())
	line := strings.LastIndexByte(e.text[:start], '\n') + 1
	switch {
	case !flow && strings.Trim(e.text[line:start], " ") == "":
		if end > 0 && e.text[end-1] != '\n' {
			end = e.nextLine(end)
		}
		e.add(line, end, "")
	case slices.ContainsFunc(n.members[i:], (*member).isKept):
		next := slices.IndexFunc(n.members[i+1:], func(m *member) bool { return m.old != nil })
		e.add(start, e.start(n.members[i+1+next].old), "")
	default:
		for _, before := range slices.Backward(n.members[:i]) {
			if before.old != nil {
				e.add(e.endOf(before.of()), end, "")
				return
			}
		}
	}
}

// isKept reports whether the file has the member, and keeps it.
func (m *member) isKept() bool { return m.old != nil && !m.removed }
