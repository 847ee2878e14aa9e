package parser

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/orchgen/orchgen/model"
)

// checker holds a tree against the shapes of the specification and reports each wrongly typed value and
// each unknown key at its place.
type checker struct {
	diags  *model.Diagnostics
	shapes map[*node]*shape // what each object was taken for
	refs   []reference      // objects with a $ref, in source order
	// catalogue is set for the files of a catalogue, which have rules of their own and no extensions.
	catalogue bool
	// unknown, when set, is told of every key that no table knows, extensions included.
	unknown func(s *spot, sh *shape)
}

func newChecker(diags *model.Diagnostics) *checker {
	return &checker{diags: diags, shapes: map[*node]*shape{}}
}

func (c *checker) value(s *spot, v value) {
	if s.kind == null && v.form != anything {
		c.empty(s, v)
		return
	}
	if !v.accepts(s) {
		c.mistyped(s, v)
		return
	}
	switch v.form {
	case lists:
		for _, e := range s.items() {
			c.element(e, *v.elem)
		}
	case dicts:
		for _, e := range s.entries() {
			if !v.ext || !isExtension(e.key) {
				c.value(e, *v.elem)
			}
		}
	case wordOrList:
		for _, e := range s.items() {
			c.element(e, text(v.words...))
		}
	case textOrElem:
		if !s.isText() {
			c.value(s, *v.elem)
		}
	case objects, flagOrObject:
		if s.kind == object {
			c.object(s, v.shape)
		}
	}
}

// empty judges null, which stands for "absent": an object that was begun and left empty is a fault, a table
// or list without entries is odd. The catalogue's own rules tell what is missing there.
func (c *checker) empty(s *spot, v value) {
	switch v.form {
	case objects:
		if !c.catalogue {
			c.mistyped(s, v)
		}
	case lists, dicts:
		if !c.catalogue {
			c.diags.Add(model.Diagnostic{
				Rule: model.RuleEmpty, Pos: s.pos(), Pointer: s.pointer(),
				Message: s.key + " has no value", Hint: "write " + v.example() + ", or remove the key",
			})
		}
	}
}

// element checks an entry of an array, where null does not stand for "absent".
func (c *checker) element(s *spot, v value) {
	if s.kind == null && v.form != anything {
		c.mistyped(s, v)
		return
	}
	c.value(s, v)
}

func (c *checker) object(s *spot, sh *shape) {
	if c.shapes[s.node] == sh {
		return
	}
	c.shapes[s.node] = sh
	isRef := s.get("$ref") != nil && sections[sh] != ""
	if isRef {
		c.refs = append(c.refs, reference{s, sh})
	}
	for _, e := range s.entries() {
		if k, ok := sh.find(e.key); ok {
			c.known(e, k)
			if isRef && (sh == parameterShape || sh == responseShape) && e.key != "$ref" {
				c.diags.Add(model.Diagnostic{
					Rule: model.RuleIgnoredKey, Pos: e.pos(), Pointer: e.pointer(),
					Message: e.key + " has no effect beside $ref", Hint: "declare it where $ref leads to",
				})
			}
			continue
		}
		if c.unknown != nil {
			c.unknown(e, sh)
		}
		if c.catalogue || !isExtension(e.key) {
			c.unknownKey(e, sh)
		}
	}
}

// known checks the value of a key. Where nothing is read from it, null loses nothing.
func (c *checker) known(s *spot, k key) {
	switch {
	case s.kind == null && k.name == "$ref":
		c.mistyped(s, k.value)
	case s.kind == null && k.reason != "":
	default:
		c.value(s, k.value)
	}
}

func isExtension(key string) bool { return strings.HasPrefix(strings.ToLower(key), "x-") }

func (c *checker) mistyped(s *spot, v value) {
	hint := ""
	if s.isText() {
		hint = didYouMean(s.text, v.words)
	}
	rule := model.RuleType
	switch {
	case c.catalogue && s.isText() && len(v.words) > 0:
		rule = model.RuleCatalogValue
	case c.isVendors(s):
		rule = model.RuleExtensionValue
	}
	what := s.key
	if s.up.is(array) {
		what = "an entry of " + s.up.key
	}
	c.diags.Add(model.Diagnostic{
		Rule: rule, Pos: s.valuePos(), Pointer: s.pointer(), Hint: hint,
		Message: what + v.fault(s),
	})
}

// isVendors reports whether the value is, or belongs to, a vendor extension. Those of orchgen itself are
// not left to chance.
func (c *checker) isVendors(s *spot) bool {
	for s.up.is(array) {
		s = s.up
	}
	switch c.shapes[s.up.node] {
	case nil:
		return false
	case msEnumShape, msEnumValueShape:
		return true
	}
	return isExtension(s.key) && !strings.HasPrefix(s.key, "x-orchgen-")
}

func (c *checker) unknownKey(s *spot, sh *shape) {
	hint, ok := sh.foreign[s.key]
	if !ok {
		hint = didYouMean(s.key, sh.names())
	}
	rule := model.RuleUnknownKey
	if c.catalogue {
		rule = model.RuleCatalogKey
	}
	c.diags.Add(model.Diagnostic{
		Rule: rule, Pos: s.pos(), Pointer: s.pointer(), Hint: hint,
		Message: "unknown key \"" + s.key + "\" in " + article(sh.name) + sh.name,
	})
}

// article gives "a " or "an ".
func article(name string) string {
	if strings.IndexByte("AEIOaeio", name[0]) >= 0 {
		return "an "
	}
	return "a "
}

// describe names a value for messages, such as `the string "abc"`.
func describe(n *node) string {
	switch n.kind {
	case str:
		return fmt.Sprintf("the string %s", shorten(strconv.Quote(n.text)))
	case number, boolean:
		return "the " + strings.TrimPrefix(n.kind.String(), "a ") + " " + shorten(n.json())
	}
	return n.kind.String()
}

func shorten(s string) string {
	r := []rune(s)
	switch {
	case len(r) <= 40:
		return s
	case r[0] == '"':
		return string(r[:37]) + "…\""
	}
	return string(r[:39]) + "…"
}
