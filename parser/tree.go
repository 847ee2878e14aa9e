package parser

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/orchgen/orchgen/model"
)

// The bounds of an input; see [model.RuleDepth] and [model.RuleSize].
const (
	maxDepth = 500
	maxNodes = 5_000_000
)

// kind is the JSON type of a node.
type kind uint8

const (
	null kind = iota
	boolean
	number
	str
	array
	object
)

// String names the kind as diagnostics do.
func (k kind) String() string {
	return [...]string{"null", "a boolean", "a number", "a string", "an array", "an object"}[k]
}

// node is one value of a source. Nodes below a YAML alias are shared, and never change once built.
type node struct {
	kind    kind
	at      place
	text    string // scalar: the string, or the literal as written
	literal string // scalar: JSON spelling, "" when it is the text
	plain   bool   // YAML scalar without quotes, which also stands for a string
	elems   []*node
	members []member
	index   map[string]int // key -> place in members, for objects with many keys
	size    int            // nodes in the subtree, shared ones counted each time
	height  int            // longest way down, 1 for a scalar
}

// member is one key of an object, with its value.
type member struct {
	key   string
	at    place
	value *node
}

const indexFrom = 12

// find gives the place of key in n.members.
func (n *node) find(key string) (int, bool) {
	if n == nil {
		return 0, false
	}
	if n.index != nil {
		i, ok := n.index[key]
		return i, ok
	}
	for i := range n.members {
		if n.members[i].key == key {
			return i, true
		}
	}
	return 0, false
}

// add appends a member; false when the key exists already.
func (n *node) add(m member) bool {
	if _, dup := n.find(m.key); dup {
		return false
	}
	n.members = append(n.members, m)
	switch count := len(n.members); {
	case count == indexFrom:
		n.index = map[string]int{}
		for i := range n.members {
			n.index[n.members[i].key] = i
		}
	case count > indexFrom:
		n.index[m.key] = count - 1
	}
	return true
}

// measure sets size and height from the children, which are complete.
func (n *node) measure() {
	n.size, n.height = 1, 1
	count := func(child *node) {
		n.size = min(n.size+child.size, maxNodes+1)
		n.height = max(n.height, child.height+1)
	}
	for _, e := range n.elems {
		count(e)
	}
	for i := range n.members {
		count(n.members[i].value)
	}
}

// spot is a node together with the way that leads to it. The nil spot stands for "absent": all methods
// accept it.
type spot struct {
	*node
	tree  *tree
	up    *spot
	key   string // key in the object above, or index in the array above
	keyAt place  // zero in an array
}

// tree is a source and its root.
type tree struct {
	file *file
	root *spot
}

func newTree(t *file, root *node) *tree {
	tr := &tree{file: t}
	tr.root = &spot{node: root, tree: tr}
	return tr
}

// readTree reads a source as JSON or YAML, whichever its first character tells.
func readTree(src Source, diags *model.Diagnostics) *tree {
	t := newFile(src)
	if !t.checkEncoding(diags) {
		return nil
	}
	trimmed := strings.TrimLeft(t.data, " \t\r\n")
	if strings.HasPrefix(trimmed, "{") || strings.HasPrefix(trimmed, "[") {
		return readJSON(t, diags)
	}
	if trimmed == "" {
		diags.Report(model.RuleSyntax, t.pos(0), "", "the file is empty")
		return nil
	}
	return readYAML(t, diags)
}

// is reports whether the spot exists and has the kind k.
func (s *spot) is(k kind) bool { return s != nil && s.kind == k }

// get gives the member with the key, nil when there is none or its value is null.
func (s *spot) get(key string) *spot {
	if s == nil {
		return nil
	}
	i, ok := s.find(key)
	if !ok || s.members[i].value.kind == null {
		return nil
	}
	return s.member(i)
}

func (s *spot) member(i int) *spot {
	m := &s.members[i]
	return &spot{node: m.value, tree: s.tree, up: s, key: m.key, keyAt: m.at}
}

// entries gives the members of an object in source order.
func (s *spot) entries() []*spot {
	if s == nil {
		return nil
	}
	list := make([]*spot, len(s.members))
	for i := range s.members {
		list[i] = s.member(i)
	}
	return list
}

// items gives the elements of an array.
func (s *spot) items() []*spot {
	if s == nil {
		return nil
	}
	list := make([]*spot, len(s.elems))
	for i, e := range s.elems {
		list[i] = &spot{node: e, tree: s.tree, up: s, key: strconv.Itoa(i)}
	}
	return list
}

// str gives the text of the string below key, "" when there is none.
func (s *spot) str(key string) string {
	if v := s.get(key); v.isText() {
		return v.text
	}
	return ""
}

// isText reports whether the value is a string, or a YAML scalar that may stand for one.
func (s *spot) isText() bool {
	return s != nil && (s.kind == str || s.plain && (s.kind == number || s.kind == boolean))
}

// flag reports whether the value below key is true.
func (s *spot) flag(key string) bool {
	v := s.get(key)
	return v.is(boolean) && v.json() == "true"
}

// pos is the place of the key that leads to the value, or of the value itself in an array.
func (s *spot) pos() model.Pos {
	if s == nil {
		return model.Pos{}
	}
	if s.keyAt.line > 0 {
		return s.tree.file.at(s.keyAt)
	}
	return s.valuePos()
}

// valuePos is the place of the value.
func (s *spot) valuePos() model.Pos {
	if s == nil {
		return model.Pos{}
	}
	return s.tree.file.at(s.at)
}

// pointer is the JSON pointer of the spot (RFC 6901).
func (s *spot) pointer() string {
	if s == nil || s.up == nil {
		return ""
	}
	return s.up.pointer() + "/" + escapePointer.Replace(s.key)
}

var (
	escapePointer   = strings.NewReplacer("~", "~0", "/", "~1")
	unescapePointer = strings.NewReplacer("~1", "/", "~0", "~")
)

// lookup follows a JSON pointer from the root, nil when it leads nowhere.
func (t *tree) lookup(pointer string) *spot {
	s := t.root
	if pointer == "" {
		return s
	}
	if pointer[0] != '/' {
		return nil
	}
	for _, token := range strings.Split(pointer[1:], "/") {
		s = s.child(unescapePointer.Replace(token))
		if s == nil {
			return nil
		}
	}
	return s
}

func (s *spot) child(token string) *spot {
	switch s.kind {
	case object:
		return s.get(token)
	case array:
		i, err := strconv.Atoi(token)
		if err != nil || i < 0 || i >= len(s.elems) || strconv.Itoa(i) != token {
			return nil
		}
		return &spot{node: s.elems[i], tree: s.tree, up: s, key: token}
	}
	return nil
}

// fragment turns the part of a $ref after "#" into a JSON pointer: percent-encoding is undone when it is
// valid, because definitions have names like "List[Job]" that many writers leave as they are.
func fragment(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}
