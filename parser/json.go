package parser

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/orchgen/orchgen/model"
)

// readJSON reads a JSON text (RFC 8259); nil when it is not well-formed.
func readJSON(t *file, diags *model.Diagnostics) *tree {
	r := &jsonReader{file: t, data: t.data, walker: newWalker(t.data), diags: diags}
	root := r.value(1)
	if r.failed {
		return nil
	}
	if r.space(); r.i < len(r.data) {
		r.unexpected("the end of the file")
		return nil
	}
	return newTree(t, root)
}

// jsonReader is a recursive descent over the text. After the first syntax error failed is set and every
// method returns at once.
type jsonReader struct {
	file   *file
	data   string
	i      int
	walker *walker
	nodes  int
	failed bool
	diags  *model.Diagnostics
}

func (r *jsonReader) fail(rule *model.Rule, offset int, hint, format string, args ...any) {
	if !r.failed {
		r.failed = true
		r.diags.Report(rule, r.file.pos(offset), hint, format, args...)
	}
}

// unexpected reports what stands at the present place instead of want.
func (r *jsonReader) unexpected(want string) {
	if r.i >= len(r.data) {
		r.fail(model.RuleSyntax, r.i, "the file seems to be cut off", "the file ends where %s should be", want)
		return
	}
	hint := ""
	switch c := r.data[r.i]; c {
	case '\'':
		hint = "JSON strings are written in double quotes"
	case '/', '#':
		hint = "JSON has no comments"
	}
	found := []rune(r.data[r.i:min(len(r.data), r.i+4)])[0]
	r.fail(model.RuleSyntax, r.i, hint, "found %q where %s should be", found, want)
}

func (r *jsonReader) space() {
	for r.i < len(r.data) {
		switch r.data[r.i] {
		case ' ', '\t', '\n', '\r':
			r.i++
		default:
			return
		}
	}
}

// next skips white space and gives the byte that follows, 0 at the end.
func (r *jsonReader) next() byte {
	if r.space(); r.i < len(r.data) {
		return r.data[r.i]
	}
	return 0
}

func (r *jsonReader) value(depth int) *node {
	c := r.next()
	n := &node{at: r.walker.to(r.i), size: 1, height: 1}
	if r.nodes++; r.nodes > maxNodes {
		r.fail(model.RuleSize, r.i, "", "the file has more than %d values", maxNodes)
		return n
	}
	switch {
	case c == '{' || c == '[':
		if depth > maxDepth {
			r.fail(model.RuleDepth, r.i, "", "objects and arrays are nested more than %d levels deep", maxDepth)
			return n
		}
		if c == '{' {
			r.object(n, depth)
		} else {
			r.array(n, depth)
		}
		n.measure()
	case c == '"':
		n.kind = str
		n.text = r.string()
	case c == '-' || c >= '0' && c <= '9':
		n.kind = number
		n.text = r.number()
	default:
		n.kind, n.text = r.word()
	}
	return n
}

func (r *jsonReader) object(n *node, depth int) {
	n.kind = object
	open := r.i
	r.i++
	if r.next() == '}' {
		r.i++
		return
	}
	for !r.failed {
		if r.next() != '"' {
			r.unexpected("a key in double quotes")
			return
		}
		m := member{at: r.walker.to(r.i), key: r.string()}
		if r.failed {
			return
		}
		if r.next() != ':' {
			r.unexpected("\":\"")
			return
		}
		r.i++
		m.value = r.value(depth + 1)
		if !n.add(m) {
			duplicateKey(r.file, n, m, r.diags)
		}
		if r.failed || r.closed('}', open) {
			return
		}
	}
}

func (r *jsonReader) array(n *node, depth int) {
	n.kind = array
	open := r.i
	r.i++
	if r.next() == ']' {
		r.i++
		return
	}
	for !r.failed {
		n.elems = append(n.elems, r.value(depth+1))
		if r.failed || r.closed(']', open) {
			return
		}
	}
}

// closed steps over a comma or over the closing bracket, and reports whether it was the bracket.
func (r *jsonReader) closed(bracket byte, open int) bool {
	switch r.next() {
	case bracket:
		r.i++
		return true
	case ',':
		r.i++
		if c := r.next(); c == bracket {
			r.unexpected("a further entry (a comma is not allowed before the bracket)")
		}
	case 0:
		if r.i >= len(r.data) {
			r.failed = true
			r.diags.Add(model.Diagnostic{
				Rule: model.RuleSyntax, Pos: r.file.pos(r.i),
				Message: fmt.Sprintf("the file ends where \",\" or %q should be", string(bracket)),
				Hint:    "the file seems to be cut off",
				Related: []model.Related{{Pos: r.file.pos(open), Message: "the bracket is opened here"}},
			})
			return false
		}
		fallthrough
	default:
		r.unexpected(fmt.Sprintf("\",\" or %q", string(bracket)))
	}
	return false
}

// string reads a string whose opening quote is at r.i.
func (r *jsonReader) string() string {
	start := r.i
	escaped := false
	for r.i++; r.i < len(r.data); r.i++ {
		switch c := r.data[r.i]; {
		case c == '"':
			r.i++
			return r.unquote(start, escaped)
		case c < 0x20:
			r.fail(model.RuleSyntax, r.i, "write it as an escape such as \\n", "a string contains the control character %q", rune(c))
			return ""
		case c == '\\':
			escaped = true
			if !r.escape() {
				return ""
			}
		}
	}
	r.fail(model.RuleSyntax, start, "", "the string that begins here has no closing quote")
	return ""
}

// escape checks the escape sequence at r.i and moves to its last byte.
func (r *jsonReader) escape() bool {
	start := r.i
	r.i++
	rest := r.data[r.i:]
	switch {
	case rest == "":
		return true
	case strings.IndexByte(`"\/bfnrt`, rest[0]) >= 0:
		return true
	case rest[0] == 'u' && len(rest) >= 5 && isHex(rest[1:5]):
		r.i += 4
		return true
	}
	r.fail(model.RuleSyntax, start, "a backslash is written \\\\", "a string contains an escape sequence that JSON does not have")
	return false
}

func isHex(s string) bool {
	return strings.Trim(s, "0123456789abcdefABCDEF") == ""
}

func (r *jsonReader) unquote(start int, escaped bool) string {
	if !escaped {
		return r.data[start+1 : r.i-1]
	}
	var s string
	if err := json.Unmarshal([]byte(r.data[start:r.i]), &s); err != nil {
		r.fail(model.RuleSyntax, start, "", "a string is malformed: %v", err)
	}
	return s
}

// number reads a number by the grammar of RFC 8259 section 6.
func (r *jsonReader) number() string {
	start := r.i
	if r.data[r.i] == '-' {
		r.i++
	}
	if r.peek() == '0' {
		r.i++
	} else if !r.digits() {
		return ""
	}
	if r.peek() == '.' {
		r.i++
		if !r.digits() {
			return ""
		}
	}
	if c := r.peek(); c == 'e' || c == 'E' {
		r.i++
		if c := r.peek(); c == '+' || c == '-' {
			r.i++
		}
		if !r.digits() {
			return ""
		}
	}
	if c := r.peek(); c >= '0' && c <= '9' {
		r.fail(model.RuleSyntax, start, "", "a number begins with 0")
	}
	return r.data[start:r.i]
}

func (r *jsonReader) peek() byte {
	if r.i < len(r.data) {
		return r.data[r.i]
	}
	return 0
}

func (r *jsonReader) digits() bool {
	start := r.i
	for c := r.peek(); c >= '0' && c <= '9'; c = r.peek() {
		r.i++
	}
	if r.i == start {
		r.unexpected("a digit")
	}
	return r.i > start
}

// word reads true, false or null.
func (r *jsonReader) word() (kind, string) {
	for _, w := range [...]struct {
		text string
		kind kind
	}{{"true", boolean}, {"false", boolean}, {"null", null}} {
		if strings.HasPrefix(r.data[r.i:], w.text) {
			r.i += len(w.text)
			return w.kind, w.text
		}
	}
	r.unexpected("a value")
	return null, ""
}

// duplicateKey reports that m has the key of an earlier member of n, which stays the valid one.
func duplicateKey(t *file, n *node, m member, diags *model.Diagnostics) {
	i, _ := n.find(m.key)
	diags.Add(model.Diagnostic{
		Rule: model.RuleDuplicateKey, Pos: t.at(m.at),
		Message: fmt.Sprintf("the key %q occurs twice in one object", m.key),
		Hint:    "rename one of the keys or merge their values",
		Related: []model.Related{{Pos: t.at(n.members[i].at), Message: "first used here"}},
	})
}
