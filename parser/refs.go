package parser

import (
	"fmt"
	"slices"
	"strings"

	"github.com/orchgen/orchgen/model"
)

// reference is an object with a $ref, and the kind of object that must stand at its end.
type reference struct {
	from *spot
	want *shape
}

// sections are the parts of a document that hold objects to refer to.
var sections = map[*shape]string{schemaShape: "definitions", parameterShape: "parameters", responseShape: "responses", pathItemShape: "paths"}

// resolveRefs fills r.targets. A reference that is at fault, or that closes a circle, has no target.
func (r *reader) resolveRefs() {
	for i := 0; i < len(r.check.refs); i++ { // resolving may check, and so find, further objects
		ref := r.check.refs[i]
		if target := r.resolve(ref); target != nil {
			r.targets[ref.from.node] = target
		}
	}
	c := circles{reader: r, state: map[*node]int{}}
	for _, ref := range r.check.refs {
		c.visit(ref.from)
	}
}

func (r *reader) resolve(ref reference) *spot {
	at := ref.from.get("$ref")
	if !at.isText() {
		return nil
	}
	path, local := strings.CutPrefix(at.text, "#")
	if !local {
		r.externalRef(at, ref.want)
		return nil
	}
	target := r.tree.lookup(fragment(path))
	if target == nil {
		target = r.tree.lookup(path)
	}
	if target == nil {
		r.report(model.RuleUnresolvedRef, at, at.valuePos(), r.nearestRef(at.text, ref.want),
			fmt.Sprintf("%s does not exist", at.text))
		return nil
	}
	if found := r.check.shapes[target.node]; found == nil && target.is(object) && !r.isTable(target) {
		r.check.object(target, ref.want)
	} else if found != ref.want {
		what := "not a " + ref.want.name
		if found != nil {
			what = "a " + found.name + ", " + what
		}
		r.report(model.RuleUnresolvedRef, at, at.valuePos(), r.nearestRef(at.text, ref.want),
			fmt.Sprintf("%s is %s", at.text, what))
		return nil
	}
	return target
}

// isTable reports whether s is an object of the specification that only holds named entries.
func (r *reader) isTable(s *spot) bool {
	parent := r.check.shapes[s.up.or(r.tree.root).node]
	if parent == nil {
		return false
	}
	k, known := parent.find(s.key)
	return known && k.value.form == dicts
}

func (s *spot) or(other *spot) *spot {
	if s == nil {
		return other
	}
	return s
}

func (r *reader) externalRef(at *spot, want *shape) {
	if section := sections[want]; r.tree.root.get(section).get(at.text) != nil {
		r.report(model.RuleExternalRef, at, at.valuePos(), fmt.Sprintf("write \"#/%s/%s\"", section, escapePointer.Replace(at.text)),
			fmt.Sprintf("the $ref %q is read as the name of a file", at.text))
		return
	}
	r.report(model.RuleExternalRef, at, at.valuePos(), "copy what it refers to into this document",
		fmt.Sprintf("the $ref %q leaves the document", at.text))
}

// nearestRef suggests an object of the wanted kind whose reference is spelled almost like ref.
func (r *reader) nearestRef(ref string, want *shape) string {
	section := sections[want]
	table := r.tree.root.get(section)
	if !table.is(object) || r.compared > maxCompared {
		return ""
	}
	var names []string
	for i := range table.members {
		names = append(names, table.members[i].key)
	}
	prefix := "#/" + section + "/"
	name := unescapePointer.Replace(ref[strings.LastIndexByte(ref, '/')+1:])
	best := r.nearest(name, names)
	if !strings.HasPrefix(ref, prefix) && table.get(name) != nil {
		best = name
	}
	if best == "" {
		return ""
	}
	return asQuestion(prefix + escapePointer.Replace(best))
}

// circles looks for references that lead back to themselves without ever meeting content.
type circles struct {
	*reader
	state map[*node]int // 0 not seen, 1 on the way, 2 done
	way   []*spot       // the references followed, from the start of the walk
}

// visit follows the reference or the allOf members of an object. A walk of a long chain is deep but
// linear, for every object is visited once.
func (c *circles) visit(s *spot) {
	if c.state[s.node] != 0 {
		return
	}
	c.state[s.node] = 1
	if target := c.targets[s.node]; target != nil {
		c.way = append(c.way, s)
		if c.state[target.node] == 1 {
			c.found(target)
			delete(c.targets, s.node)
		} else {
			c.visit(target)
		}
		c.way = c.way[:len(c.way)-1]
	} else if s.get("$ref") == nil {
		for _, m := range s.get("allOf").items() {
			switch {
			case !m.is(object):
			case c.state[m.node] == 1:
				c.found(m)
				delete(c.targets, c.way[len(c.way)-1].node)
			default:
				c.visit(m)
			}
		}
	}
	c.state[s.node] = 2
}

// found reports the circle that the last reference on the way closes by leading to target.
func (c *circles) found(target *spot) {
	start := len(c.way) - 1
	for start > 0 && c.way[start].node != target.node && !within(c.way[start], target) {
		start--
	}
	circle := slices.Clone(c.way[start:])
	slices.SortStableFunc(circle, func(a, b *spot) int { return a.valuePos().Compare(b.valuePos()) })
	first := circle[0].get("$ref")
	d := model.Diagnostic{
		Rule: model.RuleRefCycle, Pos: first.valuePos(), Pointer: first.pointer(),
		Message: fmt.Sprintf("%s leads back to itself without any content", first.text),
		Hint:    "give one of them a content",
	}
	for _, s := range circle[1:] {
		ref := s.get("$ref")
		d.Related = append(d.Related, model.Related{Pos: ref.valuePos(), Message: "leads on to " + ref.text})
	}
	c.diags.Add(d)
}

// within reports whether s lies below outer.
func within(s, outer *spot) bool {
	for ; s != nil; s = s.up {
		if s.node == outer.node {
			return true
		}
	}
	return false
}
