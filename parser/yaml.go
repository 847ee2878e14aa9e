package parser

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/orchgen/orchgen/model"
)

// readYAML reads the single document of a YAML text; nil when that is impossible.
func readYAML(t *file, diags *model.Diagnostics) *tree {
	dec := yaml.NewDecoder(strings.NewReader(t.data))
	var doc, next yaml.Node
	err := dec.Decode(&doc)
	if errors.Is(err, io.EOF) || err == nil && len(doc.Content) == 0 {
		diags.Report(model.RuleSyntax, t.pos(0), "", "the file is empty")
		return nil
	}
	r := &yamlReader{file: t, diags: diags, shared: map[*yaml.Node]*node{}, open: map[*yaml.Node]bool{}}
	if err != nil {
		r.syntax(err)
		return nil
	}
	if err := dec.Decode(&next); !errors.Is(err, io.EOF) {
		if err != nil {
			r.syntax(err)
			return nil
		}
		diags.Report(model.RuleSyntax, r.pos(&next), "keep one document in a file", "a second YAML document begins here")
		return nil
	}
	root := r.value(doc.Content[0], 1)
	if r.failed {
		return nil
	}
	return newTree(t, root)
}

// yamlReader turns yaml nodes into nodes. What stands below an anchor is built once and shared, so that
// an alias bomb costs nothing; its expanded size is only counted.
type yamlReader struct {
	file   *file
	diags  *model.Diagnostics
	shared map[*yaml.Node]*node
	open   map[*yaml.Node]bool // anchors whose content is being built
	nodes  int
	breaks []int // line starts as YAML counts them, when that differs from the text's
	failed bool
}

func (r *yamlReader) fail(rule *model.Rule, y *yaml.Node, hint, format string, args ...any) {
	if !r.failed {
		r.failed = true
		r.diags.Report(rule, r.pos(y), hint, format, args...)
	}
}

func (r *yamlReader) pos(y *yaml.Node) model.Pos { return r.file.at(r.place(y)) }

// place converts the position of a yaml node. YAML also ends lines at NEL, LS, PS and a lone CR, at which
// editors do not.
func (r *yamlReader) place(y *yaml.Node) place {
	if r.breaks == nil {
		r.breaks = yamlBreaks(r.file)
	}
	if y.Line > len(r.breaks) { // the value that "---" promises at the very end
		return r.file.spotOf(len(r.file.data))
	}
	if len(r.breaks) == len(r.file.lines) {
		return place{int32(y.Line), int32(y.Column)}
	}
	offset := r.breaks[max(y.Line, 1)-1]
	for range y.Column - 1 {
		_, size := utf8.DecodeRuneInString(r.file.data[offset:])
		offset += size
	}
	return r.file.spotOf(offset)
}

func yamlBreaks(t *file) []int {
	if !strings.ContainsAny(t.data, "\r\u0085\u2028\u2029") {
		return t.lines
	}
	starts := []int{0}
	for i, c := range t.data {
		switch c {
		case '\r':
			if strings.HasPrefix(t.data[i+1:], "\n") {
				continue
			}
			starts = append(starts, i+1)
		case '\n':
			starts = append(starts, i+1)
		case '\u0085', '\u2028', '\u2029':
			starts = append(starts, i+len(string(c)))
		}
	}
	return starts
}

func (r *yamlReader) value(y *yaml.Node, depth int) *node {
	n := &node{at: r.place(y), size: 1, height: 1}
	if r.failed {
		return n
	}
	if y.Kind == yaml.AliasNode {
		return r.alias(y, depth)
	}
	if r.nodes++; r.nodes > maxNodes {
		r.fail(model.RuleSize, y, "", "the file has more than %d values", maxNodes)
		return n
	}
	if y.Anchor != "" {
		r.open[y] = true
		defer delete(r.open, y)
		r.shared[y] = n
	}
	if y.Kind != yaml.ScalarNode && depth > maxDepth {
		r.fail(model.RuleDepth, y, "", "objects and arrays are nested more than %d levels deep", maxDepth)
		return n
	}
	switch y.Kind {
	case yaml.MappingNode:
		r.mapping(n, y, depth)
	case yaml.SequenceNode:
		n.kind = array
		for _, e := range y.Content {
			n.elems = append(n.elems, r.value(e, depth+1))
		}
	default:
		scalar(n, y)
	}
	n.measure()
	r.bound(n, y, depth)
	return n
}

// bound reports a value whose expansion is too large or too deep.
func (r *yamlReader) bound(n *node, y *yaml.Node, depth int) {
	if n.size > maxNodes {
		r.fail(model.RuleSize, y, "", "the aliases expand to more than %d values", maxNodes)
	}
	if depth+n.height > maxDepth+2 {
		r.fail(model.RuleDepth, y, "", "objects and arrays are nested more than %d levels deep", maxDepth)
	}
}

func (r *yamlReader) alias(y *yaml.Node, depth int) *node {
	if r.open[y.Alias] {
		r.fail(model.RuleSyntax, y, "", "the alias *%s stands inside the value it stands for", y.Value)
		return &node{at: r.place(y), size: 1, height: 1}
	}
	n := r.shared[y.Alias]
	if n == nil {
		n = r.value(y.Alias, depth)
	}
	r.bound(n, y, depth)
	return n
}

func (r *yamlReader) mapping(n *node, y *yaml.Node, depth int) {
	n.kind = object
	var merges []*yaml.Node
	for i := 0; i+1 < len(y.Content) && !r.failed; i += 2 {
		k, v := y.Content[i], y.Content[i+1]
		if k.Kind == yaml.AliasNode {
			k = k.Alias
		}
		if k.Kind != yaml.ScalarNode {
			r.fail(model.RuleSyntax, k, "", "a key must be a string")
			return
		}
		if k.Tag == "!!merge" {
			merges = append(merges, v)
			continue
		}
		m := member{key: k.Value, at: r.place(y.Content[i]), value: r.value(v, depth+1)}
		if !n.add(m) {
			duplicateKey(r.file, n, m, r.diags)
		}
	}
	for _, v := range merges {
		r.merge(n, v, depth)
	}
}

// merge adds the keys of the mapping v, or of each mapping in the sequence v, that n does not have
// (YAML merge key "<<").
func (r *yamlReader) merge(n *node, v *yaml.Node, depth int) {
	from := r.value(v, depth)
	list := []*node{from}
	if from.kind == array {
		list = from.elems
	}
	for _, source := range list {
		if source.kind != object {
			r.fail(model.RuleSyntax, v, "", "the merge key << needs a mapping or a list of mappings")
			return
		}
		for _, m := range source.members {
			n.add(m)
		}
		if r.nodes += len(source.members); r.nodes > maxNodes {
			r.fail(model.RuleSize, v, "", "the merge keys expand to more than %d values", maxNodes)
			return
		}
	}
}

// scalar sets kind and text by the tag that the YAML core schema gives the scalar.
func scalar(n *node, y *yaml.Node) {
	n.kind, n.text = str, y.Value
	if y.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return
	}
	switch y.ShortTag() {
	case "!!null":
		n.kind, n.literal = null, "null"
	case "!!bool":
		n.kind, n.literal, n.plain = boolean, strings.ToLower(y.Value), true
	case "!!int", "!!float":
		if literal, ok := jsonNumber(y); ok {
			n.kind, n.literal, n.plain = number, literal, true
		}
	}
}

// jsonNumber gives the JSON spelling of a YAML number; false for infinities and what is not a number.
func jsonNumber(y *yaml.Node) (string, bool) {
	if json.Valid([]byte(y.Value)) {
		return y.Value, true
	}
	var v any
	if err := y.Decode(&v); err != nil {
		return "", false
	}
	literal, err := json.Marshal(v)
	if err != nil || len(literal) == 0 || literal[0] != '-' && (literal[0] < '0' || literal[0] > '9') {
		return "", false
	}
	return string(literal), true
}
