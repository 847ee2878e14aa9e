// Package yamledit changes single values of a YAML file and leaves every other byte as it is: comments, blank lines,
// the order of keys, quotation marks and the way lines are broken.
//
//	f, err := yamledit.Parse(data)
//	err = f.Set(yamledit.Text("It exists."), "messages", "1001", "text")
//	data, err = f.Bytes()
//
// Edits are collected, and carried out together by [File.Bytes], which reads its result again: where that is not
// exactly what was asked for, as it may be with aliases, tags and keys that are no scalars, there is an error instead of a damaged file.
package yamledit

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// File is a YAML file with one document, and the edits that it is to undergo.
type File struct {
	// Before reports whether the new key a belongs before the key b in the mapping at path. Where it is nil, and where
	// there is no such b, a new key comes last.
	Before func(path []string, a, b string) bool

	text  string
	mark  string // byte order mark
	lines []int  // offsets of the lines as YAML counts them
	step  int    // columns of indentation a level
	json  bool   // the file is JSON, which it stays
	root  *node
}

// Value is what [File.Set] writes: a text or a mapping.
type Value struct {
	text    string
	members []Member
	mapping bool
	flow    bool
}

// Member is a key of a mapping with its value.
type Member struct {
	Key   string
	Value Value
}

// Text is a scalar that is a string.
func Text(s string) Value { return Value{text: s} }

// Mapping is a mapping with a line for each of its keys.
func Mapping(members ...Member) Value { return Value{members: members, mapping: true} }

// Flow is a mapping on one line, in braces.
func Flow(members ...Member) Value { return Value{members: members, mapping: true, flow: true} }

// node is a value of the file as it shall be.
type node struct {
	old     *yaml.Node // as the file has it, nil for a new value
	kind    yaml.Kind
	text    string    // of a scalar
	members []*member // of a mapping
	items   []*node   // of a sequence
	flow    bool
}

// member is a key of a mapping. One that the file has keeps its place when it is removed, for those behind it.
type member struct {
	key     string
	old     *yaml.Node // nil for a new key
	value   *node
	replace *node // the value of the file, when value takes its place
	removed bool
}

const byteOrderMark = "\uFEFF"

// Parse reads a file.
func Parse(data []byte) (*File, error) {
	f := &File{text: string(data), step: 2}
	if strings.HasPrefix(f.text, byteOrderMark) {
		f.mark, f.text = byteOrderMark, f.text[len(byteOrderMark):]
	}
	first := strings.TrimLeft(f.text, " \t\r\n")
	f.json = strings.HasPrefix(first, "{") || strings.HasPrefix(first, "[")
	doc, err := decode(f.text)
	if err != nil {
		return nil, err
	}
	f.lines = breaks(f.text)
	if f.root, err = build(doc); err != nil {
		return nil, err
	}
	f.findStep(doc)
	return f, nil
}

// decode reads the only document of a text.
func decode(text string) (*yaml.Node, error) {
	dec := yaml.NewDecoder(strings.NewReader(text))
	var doc, next yaml.Node
	if err := dec.Decode(&doc); err != nil {
		return nil, err
	}
	if err := dec.Decode(&next); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is more than one document in the file")
	}
	return doc.Content[0], nil
}

func build(y *yaml.Node) (*node, error) {
	n := &node{old: y, kind: y.Kind, text: y.Value}
	if y.Kind == yaml.SequenceNode {
		for _, e := range y.Content {
			item, err := build(e)
			if err != nil {
				return nil, err
			}
			n.items = append(n.items, item)
		}
	}
	if y.Kind != yaml.MappingNode {
		return n, nil
	}
	for i := 0; i < len(y.Content); i += 2 {
		k := y.Content[i]
		if k.Kind != yaml.ScalarNode {
			return nil, fmt.Errorf("line %d: a key is not a scalar", k.Line)
		}
		if n.find(k.Value) != nil {
			return nil, fmt.Errorf("line %d: the key %q occurs twice", k.Line, k.Value)
		}
		value, err := build(y.Content[i+1])
		if err != nil {
			return nil, err
		}
		n.members = append(n.members, &member{key: k.Value, old: k, value: value})
	}
	return n, nil
}

// findStep takes over the indentation of the first mapping that is indented.
func (f *File) findStep(y *yaml.Node) {
	for i := 1; i < len(y.Content) && y.Kind == yaml.MappingNode; i += 2 {
		child := y.Content[i]
		if child.Kind == yaml.MappingNode && child.Style&yaml.FlowStyle == 0 && child.Content[0].Column > y.Content[i-1].Column {
			f.step = child.Content[0].Column - y.Content[i-1].Column
			return
		}
	}
}

func (n *node) find(key string) *member {
	for _, m := range n.members {
		if m.key == key && !m.removed {
			return m
		}
	}
	return nil
}

func (n *node) isNull() bool {
	return n.kind == yaml.ScalarNode && n.old != nil && n.text == n.old.Value && n.old.ShortTag() == "!!null"
}

// lookup follows a path of keys and of indexes from 0; nil when it leads nowhere.
func (f *File) lookup(path []string) *node {
	n := f.root
	for _, key := range path {
		if n = n.child(key); n == nil {
			return nil
		}
	}
	return n
}

func (n *node) child(key string) *node {
	if n.kind == yaml.SequenceNode {
		if i, err := strconv.Atoi(key); err == nil && i >= 0 && i < len(n.items) {
			return n.items[i]
		}
		return nil
	}
	if m := n.find(key); m != nil {
		return m.value
	}
	return nil
}

// Text gives the scalar at a path; false when there is none.
func (f *File) Text(path ...string) (string, bool) {
	n := f.lookup(path)
	if n == nil || n.kind != yaml.ScalarNode || n.isNull() {
		return "", false
	}
	return n.text, true
}

// Keys gives the keys of the mapping at a path in order; false when there is none.
func (f *File) Keys(path ...string) ([]string, bool) {
	n := f.lookup(path)
	if n == nil || n.kind != yaml.MappingNode {
		return nil, false
	}
	var keys []string
	for _, m := range n.members {
		if !m.removed {
			keys = append(keys, m.key)
		}
	}
	return keys, true
}

// Set gives the key at the end of a path a value. Mappings on the way that are not there are made; what stands at the
// path is replaced. A text that is already there is not touched.
func (f *File) Set(v Value, path ...string) error {
	if len(path) == 0 {
		return errors.New("the path is empty")
	}
	n := f.root
	for i, key := range path {
		last := i == len(path)-1
		if n.kind != yaml.MappingNode {
			next := n.child(key)
			if next == nil || last {
				return fmt.Errorf("%s is not a mapping", name(path[:i]))
			}
			n = next
			continue
		}
		m := n.find(key)
		switch {
		case m == nil:
			m = &member{key: key, value: &node{kind: yaml.MappingNode}}
			f.insert(n, path[:i], m)
		case !last && m.value.isNull():
			m.put(&node{kind: yaml.MappingNode})
		}
		if last {
			return m.set(v)
		}
		n = m.value
	}
	return nil
}

// insert puts a new member into its place.
func (f *File) insert(n *node, path []string, m *member) {
	at := len(n.members)
	if f.Before != nil {
		if i := slices.IndexFunc(n.members, func(other *member) bool { return f.Before(path, m.key, other.key) }); i >= 0 {
			at = i
		}
	}
	n.members = slices.Insert(n.members, at, m)
}

// put replaces the value of a member.
func (m *member) put(n *node) {
	if m.replace == nil && m.value.old != nil {
		m.replace = m.value
	}
	m.value = n
}

func (m *member) set(v Value) error {
	old := m.value
	if !v.mapping && old.kind == yaml.ScalarNode && old.old != nil && !old.isNull() {
		if old.old.Anchor != "" && old.text != v.text {
			return fmt.Errorf("line %d: a value with an anchor stands for others as well", old.old.Line)
		}
		old.text = v.text
		return nil
	}
	m.put(v.node())
	return nil
}

func (v Value) node() *node {
	if !v.mapping {
		return &node{kind: yaml.ScalarNode, text: v.text}
	}
	n := &node{kind: yaml.MappingNode, flow: v.flow}
	for _, m := range v.members {
		n.members = append(n.members, &member{key: m.Key, value: m.Value.node()})
	}
	return n
}

// Append adds a text to the end of the sequence at a path.
func (f *File) Append(text string, path ...string) error {
	n := f.lookup(path)
	if n == nil || n.kind != yaml.SequenceNode {
		return fmt.Errorf("%s is not a sequence", name(path))
	}
	n.items = append(n.items, &node{kind: yaml.ScalarNode, text: text})
	return nil
}

// Remove takes away the key at the end of a path with its value.
func (f *File) Remove(path ...string) error {
	if len(path) == 0 {
		return errors.New("the path is empty")
	}
	n := f.lookup(path[:len(path)-1])
	if n == nil || n.find(path[len(path)-1]) == nil {
		return fmt.Errorf("there is no %s", name(path))
	}
	m := n.find(path[len(path)-1])
	if m.removed = true; m.old == nil {
		n.members = slices.DeleteFunc(n.members, func(other *member) bool { return other == m })
	}
	return nil
}

func name(path []string) string {
	if len(path) == 0 {
		return "the document"
	}
	return strings.Join(path, ".")
}
