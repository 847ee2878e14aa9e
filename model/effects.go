package model

import (
	"slices"
	"strings"
)

// What an effect does to the entities of a set.
const (
	EffectAdd    = "add"    // makes entities
	EffectChange = "change" // changes those whose keys are given
	EffectTake   = "take"   // changes the first that fits, and gives it
	EffectDelete = "delete" // deletes those whose keys are given
)

// EffectKinds are the kinds of effects.
var EffectKinds = []string{EffectAdd, EffectChange, EffectTake, EffectDelete}

// Effect says what an operation that is none of an entity set itself does to one. A path leads from the body to a
// member, by names with points between them, and through each item of a list; the zero Ref stands for the body.
type Effect struct {
	Operation Ref
	Kind      string
	Set       Ref
	Items     Ref          // path to what is added, or to the keys; the zero Ref where the key is in the operation's path
	Count     Ref          // path to how many times it is added, the zero Ref for once
	When      []Assignment // path, and the value that the body must have there
	Where     []Assignment // property, and the value of an entity that is taken
	Values    []Assignment // property, and the value that it gets
	Copy      []Assignment // property, and the path to what it gets
	Parent    *EffectParent
	Entities  *EntitySet  // Set, once linked
	Same      [][2]*Field // properties that an entity gets, and those of an item to be added that are called alike, once linked
	Pos       Pos
}

// Assignment is a pair of names or values.
type Assignment struct {
	Name, Value Ref
	Field       *Field // Name, once linked
}

// EffectParent says that the entities belong to one of another set, whose name the body has.
type EffectParent struct {
	Property Ref // of an entity: the key of the parent
	Set      Ref
	Name     Ref // property of the parent
	From     Ref // path to the name
}

// effectLinker finds what an effect names.
type effectLinker struct {
	op    *Operation
	sets  map[string]*EntitySet
	diags *Diagnostics
	fits  bool
}

func linkEffect(op *Operation, e Effect, sets map[string]*EntitySet, diags *Diagnostics) {
	l := &effectLinker{op: op, sets: sets, diags: diags, fits: true}
	if e.Entities = l.set(e.Set); e.Entities == nil {
		return
	}
	items := l.member(&e.Items)
	l.member(&e.Count)
	e.When = l.assignments(e.When, func(a *Assignment) *Field { return l.member(&a.Name) }, true)
	property := func(a *Assignment) *Field { return l.property(e.Entities, &a.Name) }
	e.Where = l.assignments(e.Where, property, true)
	e.Values = l.assignments(e.Values, property, true)
	e.Copy = l.assignments(e.Copy, property, false)
	for i := range e.Copy {
		a := &e.Copy[i]
		if from := l.member(&a.Value); l.fits && !alike(a.Field.Type, from.Type) {
			l.unfit(a.Value, "%s cannot be copied into the property %s", a.Value.Text, a.Name.Text)
		}
	}
	if e.Parent != nil {
		e.Parent = l.parent(e.Entities, *e.Parent)
	}
	switch {
	case !l.fits:
		return
	case e.Kind == EffectAdd && op.Body == nil:
		l.unfit(e.Operation, "%s has no body of which entities could be made", describe(op))
	case e.Kind == EffectAdd:
		e.Same = like(e.Entities, op.Body.Type, items)
	case e.Kind != EffectTake && items == nil && !op.keyed():
		l.unfit(e.Operation, "%s does not say which entities are meant: name the keys with \"items\"", describe(op))
	}
	if l.fits {
		op.Effects = append(op.Effects, &e)
	}
}

// keyed reports whether the path of the operation has one argument, the key of an entity.
func (op *Operation) keyed() bool {
	n := 0
	for _, s := range op.Segments {
		if s.Param != nil {
			n++
		}
	}
	return n == 1
}

func (l *effectLinker) unfit(ref Ref, format string, args ...any) {
	l.fits = false
	l.diags.Report(RuleUnfitOperation, ref.Pos, "", format, args...)
}

func (l *effectLinker) set(ref Ref) *EntitySet {
	set := l.sets[ref.Text]
	if set == nil {
		l.fits = false
		l.diags.Report(RuleUnknownMember, ref.Pos, "", "the definition has no entity set %q", ref.Text)
	}
	return set
}

// property finds a property of the entities, and writes ref as the definition does.
func (l *effectLinker) property(set *EntitySet, ref *Ref) *Field {
	f := property(set.Item, set.Item.AllFields(), *ref, l.diags)
	if f == nil {
		l.fits = false
		return nil
	}
	ref.Text = f.Wire
	return f
}

// member follows a path from the body, nil for the zero Ref and where it leads nowhere. It writes ref as the definition
// does.
func (l *effectLinker) member(ref *Ref) *Field {
	if ref.Text == "" {
		return nil
	}
	if l.op.Body == nil {
		l.unfit(*ref, "%s has no body", describe(l.op))
		return nil
	}
	var f *Field
	at := l.op.Body.Type
	path := strings.Split(ref.Text, ".")
	for i, name := range path {
		owner := itemType(at)
		if f = property(owner, owner.AllFields(), Ref{name, ref.Pos}, l.diags); f == nil {
			l.fits = false
			return nil
		}
		at, path[i] = f.Type, f.Wire
	}
	ref.Text = strings.Join(path, ".")
	return f
}

// itemType gives the type of the items of a list, any other type as it is.
func itemType(t *Type) *Type {
	if t = t.Underlying(); t.Kind == List {
		return t.Elem.Underlying()
	}
	return t
}

// assignments finds the fields of a list, whose values an enum must have.
func (l *effectLinker) assignments(list []Assignment, find func(*Assignment) *Field, values bool) []Assignment {
	list = slices.Clone(list)
	for i := range list {
		a := &list[i]
		if a.Field = find(a); a.Field == nil || !values {
			continue
		}
		if !takesText(a.Field.Type, a.Value.Text) {
			l.unfit(a.Value, "the property %s cannot be %q", a.Field.Wire, a.Value.Text)
		}
		known := func(v *EnumValue) bool { return v.Text == a.Value.Text }
		if t := a.Field.Type.Underlying(); t.Kind == Enum && !slices.ContainsFunc(t.EnumValues, known) {
			l.fits = false
			l.diags.Report(RuleUnknownMember, a.Value.Pos, "", "the property %s has no value %q", a.Field.Wire, a.Value.Text)
		}
	}
	return list
}

// takesText reports whether a text can stand for a value of a type: those of texts and switches.
func takesText(t *Type, text string) bool {
	switch t.Underlying().Kind {
	case Bool:
		return text == "true" || text == "false"
	case String, Enum:
		return true
	}
	return false
}

func (l *effectLinker) parent(child *EntitySet, p EffectParent) *EffectParent {
	set := l.set(p.Set)
	key, from := l.property(child, &p.Property), l.member(&p.From)
	if set == nil || key == nil || from == nil {
		return nil
	}
	name := l.property(set, &p.Name)
	if l.fits && (!alike(key.Type, set.Key.Type) || !alike(name.Type, from.Type)) {
		l.unfit(p.Property, "the key or the name of a parent is of another type")
	}
	return &p
}

// like gives the properties of the entities that an item to be added has as well, but for the key.
func like(set *EntitySet, body *Type, items *Field) [][2]*Field {
	if items != nil {
		body = items.Type
	}
	var same [][2]*Field
	for _, f := range set.Item.AllFields() {
		for _, from := range itemType(body).AllFields() {
			if f != set.Key && strings.EqualFold(f.Wire, from.Wire) && alike(f.Type, from.Type) {
				same = append(same, [2]*Field{f, from})
			}
		}
	}
	return same
}

// alike reports whether what has one type has the other.
func alike(a, b *Type) bool {
	a, b = a.Underlying(), b.Underlying()
	switch {
	case a.Kind == Enum && b.Kind == Enum:
		return slices.EqualFunc(a.EnumValues, b.EnumValues, func(x, y *EnumValue) bool { return x.Text == y.Text })
	case a.Kind == Object && b.Kind == Object:
		return a == b
	case a.Kind == Enum && b.Kind == String: // a text that the server checks
		return true
	}
	return a.Kind == b.Kind && (a.Elem == nil || alike(a.Elem, b.Elem))
}
