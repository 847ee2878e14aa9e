package model

import (
	"crypto/sha256"
	"strconv"
)

// State says how far a translation can be trusted.
type State string

// The states of a translation.
const (
	StateMachine    State = "machine"    // made by a program, not looked at by a person
	StateTranslated State = "translated" // made or accepted by a person
	StateReviewed   State = "reviewed"   // checked by a second person
)

// States gives all states, the least trusted first.
func States() []State { return []State{StateMachine, StateTranslated, StateReviewed} }

// Translation is what a locale says about its texts of one entry, each part named as in [Unit.Part].
type Translation struct {
	States map[string]State  // parts with a state of their own
	From   map[string]string // the hash of the source text that a part was made from, see [Unit.Hash]
	Ignore []*Rule           // lints that are not wanted for the texts
	Pos    Pos
}

// The parts of an entry that have no text of their own in [ErrorDef.Texts]. No variant may be named so.
const (
	PartText        = "text" // the default text
	PartDescription = "description"
	PartRemedy      = "remedy"
)

// Unit is one translatable text of the catalogue in all its locales: what other formats call a message, an
// entry or a trans-unit.
type Unit struct {
	Def  *ErrorDef
	Part string // PartText, the id of a variant, PartDescription or PartRemedy
	Text *Text  // nil for PartDescription and PartRemedy
}

// Units gives the translatable texts of an entry: the default text, the variants, the description and the
// remedy, the last two where any locale has them.
func (e *ErrorDef) Units() []Unit {
	var list []Unit
	for _, t := range e.Texts {
		part := t.Variant
		if part == "" {
			part = PartText
		}
		list = append(list, Unit{e, part, t})
	}
	if len(e.Descriptions) > 0 {
		list = append(list, Unit{e, PartDescription, nil})
	}
	if len(e.Remedies) > 0 {
		list = append(list, Unit{e, PartRemedy, nil})
	}
	return list
}

// Units gives the translatable texts of the catalogue, in the order of the codes.
func (c *Catalog) Units() []Unit {
	var list []Unit
	for _, e := range c.Errors {
		list = append(list, e.Units()...)
	}
	return list
}

// ID names the unit in bundles: "E1001", "E1001.machine", "E1001.description".
func (u Unit) ID() string {
	id := "E" + strconv.Itoa(u.Def.Code)
	if u.Part != PartText {
		id += "." + u.Part
	}
	return id
}

// Message gives the unit in a locale, nil when the locale does not have it.
func (u Unit) Message(tag string) *Message {
	switch {
	case u.Text != nil:
		return u.Text.Messages[tag]
	case u.Part == PartDescription:
		return u.Def.Descriptions[tag]
	}
	return u.Def.Remedies[tag]
}

// Args gives the arguments of the unit.
func (u Unit) Args() []*Arg {
	if u.Text == nil {
		return nil
	}
	return u.Text.Args
}

// Selector is the argument that chooses the form, nil in a unit with one form.
func (u Unit) Selector() *Arg {
	if u.Text == nil {
		return nil
	}
	return u.Text.Selector()
}

// State gives the state of the unit in a locale.
func (u Unit) State(l *Locale) State {
	if t := u.Def.Translations[l.Tag]; t != nil && t.States[u.Part] != "" {
		return t.States[u.Part]
	}
	return l.State
}

// From gives the hash of the source text that the translation in a locale was made from, "" when it is not
// known.
func (u Unit) From(tag string) string {
	if t := u.Def.Translations[tag]; t != nil {
		return t.From[u.Part]
	}
	return ""
}

// IsStale reports whether the source text has changed since the translation in a locale was made.
func (u Unit) IsStale(source, tag string) bool {
	from := u.From(tag)
	return from != "" && tag != source && from != u.Hash(source)
}

// Hash identifies the text of the unit in the source locale: the first 32 bits of the SHA-256 hash of its
// forms, written with eight consonants so that no reader of YAML takes it for a number. It is "" without
// a text.
func (u Unit) Hash(source string) string {
	m := u.Message(source)
	if m == nil {
		return ""
	}
	return m.Hash()
}

// Hash identifies the forms of a message, see [Unit.Hash].
func (m *Message) Hash() string {
	h := sha256.New()
	for _, f := range m.Forms {
		h.Write([]byte(f.Category + "\x00" + f.Text + "\x00"))
	}
	const digits = "bcdfghjkmnpqrstv"
	var text []byte
	for _, b := range h.Sum(nil)[:4] {
		text = append(text, digits[b>>4], digits[b&15])
	}
	return string(text)
}
