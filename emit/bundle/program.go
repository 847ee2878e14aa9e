package bundle

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
)

// entry is a unit in one locale as a program gets it: with every form that the locale can need, the form for all other
// cases last. A form that the catalogue does not have has the text of that one.
type entry struct {
	model.Unit
	forms []form
}

type form struct {
	category string // plural category, or value of the argument that chooses; "other" for all other cases
	parts    []model.Part
}

// entries gives the chosen units that a locale has.
func (x *export) entries(l *model.Locale) []entry {
	var list []entry
	for _, u := range x.units {
		if u.Message(l.Tag).Other() == nil {
			continue
		}
		e := entry{Unit: u}
		for _, s := range u.Slots(l.Tag) {
			f := form{cldr.Other, s.Form(l.Tag).Parts}
			if s.Category != "" {
				f.category = s.Category
			}
			if u.Text == nil {
				f.parts = []model.Part{{Literal: s.Text(l.Tag), Arg: -1}}
			}
			e.forms = append(e.forms, f)
		}
		list = append(list, e)
	}
	return list
}

// counts reports whether the forms are plural categories.
func (e entry) counts() bool { return e.Text != nil && e.Text.Plural != nil }

// other is the form for all other cases, or the only one.
func (e entry) other() form { return e.forms[len(e.forms)-1] }

// key names a form in formats that have a message for each: the ID for the form for all other cases, so that it can be
// looked up when there is no message for a value, and the ID, an underscore and the category for any other form.
// No ID has an underscore.
func (e entry) key(f form) string {
	if f.category == cldr.Other {
		return e.ID()
	}
	return e.ID() + "_" + f.category
}

// text writes the form with its literal text and the names of its arguments in the syntax of a format.
func (e entry) text(f form, literal func(string) string, argument func(index int, a *model.Arg) string) string {
	var b strings.Builder
	for _, p := range f.parts {
		if p.Arg < 0 {
			b.WriteString(literal(p.Literal))
		} else {
			b.WriteString(argument(p.Arg, e.Args()[p.Arg]))
		}
	}
	return b.String()
}

// positions says which argument stands at which place, for formats that do not know names: "{0} Name, {1} Max" with
// the placeholder syntax of format. It is "" without arguments.
func (e entry) positions(placeholder func(index int, a *model.Arg) string) string {
	var list []string
	for i, a := range e.Args() {
		list = append(list, placeholder(i, a)+" "+a.ID)
	}
	return strings.Join(list, ", ")
}

// remark is what a comment of a file says about a unit: the name of the error, and what stands at which place. It has
// ASCII letters, digits, braces and the punctuation of placeholders only.
func (e entry) remark(placeholder func(index int, a *model.Arg) string) string {
	if list := e.positions(placeholder); list != "" {
		return e.Def.ID + ": " + list
	}
	return e.Def.ID
}

// keys are the keys of a file, each with the text that it belongs to.
type keys map[string]string

// claim takes a key for a text; that another text has it is an error.
func (k keys) claim(key, owner string) error {
	if other, taken := k[key]; taken {
		return fmt.Errorf("%s and %s would both have the key %s; rename a variant or a value", other, owner, key)
	}
	k[key] = owner
	return nil
}

// perLocale writes one file for each chosen locale.
func (x *export) perLocale(name func(l *model.Locale) string, write func(l *model.Locale) ([]byte, error)) ([]emit.File, error) {
	return filePerLocale(x.locales, name, write)
}

// filePerLocale writes one file for each locale. Two locales that a format gives the same name are an error.
func filePerLocale(locales []*model.Locale, name func(l *model.Locale) string, write func(l *model.Locale) ([]byte, error)) ([]emit.File, error) {
	var files []emit.File
	for _, l := range locales {
		content, err := write(l)
		if err != nil {
			return nil, err
		}
		f := emit.File{Name: name(l), Content: content}
		if slices.ContainsFunc(files, func(other emit.File) bool { return other.Name == f.Name }) {
			return nil, fmt.Errorf("two locales would have the file %s, %s is one of them", f.Name, l.Tag)
		}
		files = append(files, f)
	}
	return files, nil
}

// messagesPerLocale writes one JSON object for each chosen locale, in which add puts each entry.
func (x *export) messagesPerLocale(name func(l *model.Locale) string, add func(object map[string]any, e entry) error) ([]emit.File, error) {
	return x.perLocale(name, func(l *model.Locale) ([]byte, error) {
		object := map[string]any{}
		for _, e := range x.entries(l) {
			if err := add(object, e); err != nil {
				return nil, err
			}
		}
		return marshalJSON(object)
	})
}

// marshalJSON writes a value with two blanks a level. The keys of maps are in order.
func marshalJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(v)
	return b.Bytes(), err
}

// underscored writes a tag as Java and Flutter do: pt_BR, zh_Hans.
func underscored(tag string) string { return strings.ReplaceAll(tag, "-", "_") }
