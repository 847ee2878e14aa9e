package bundle

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
)

// item is a slot as a translator gets it.
type item struct {
	model.Slot
	id, source, target string
	progress           model.Progress
}

// items gives the slots of all chosen units in a locale.
func (x *export) items(l *model.Locale) []item {
	var list []item
	for _, u := range x.units {
		progress := u.Progress(x.cat.Source, l)
		for _, s := range u.Slots(l.Tag) {
			list = append(list, item{s, s.ID(), s.Text(x.cat.Source), s.Text(l.Tag), progress})
		}
	}
	return list
}

// notes tells a translator what the slot is for, on lines of their own.
func (i item) notes() []string {
	list := []string{fmt.Sprintf("%s, %s", i.Unit.Def.ID, partName(i.Unit))}
	if a := i.Unit.Selector(); a != nil {
		list = append(list, fmt.Sprintf("form %s of {%s}", i.Category, a.ID))
	}
	return append(list, argumentNotes(i.Unit)...)
}

func partName(u model.Unit) string {
	switch {
	case u.Text == nil:
		return u.Part
	case u.Text.Variant == "":
		return "message"
	}
	return "message, variant " + u.Text.Variant
}

// argumentNotes describes the placeholders of a unit.
func argumentNotes(u model.Unit) []string {
	var list []string
	for _, a := range u.Args() {
		note := fmt.Sprintf("{%s}: %s", a.ID, a.Type)
		if a.Example != "" {
			note += ", such as " + a.Example
		}
		if len(a.Values) > 0 {
			note += ", one of " + strings.Join(a.Values, ", ")
		}
		if a.Note != "" {
			note += "; " + a.Note
		}
		list = append(list, oneLine(note))
	}
	return list
}

// oneLine makes text of the catalogue fit for a comment: no line ends, no control characters.
func oneLine(text string) string {
	fields := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
	return strings.Join(fields, " ")
}

// placeholders gives the sorted indexes of the arguments that a form uses.
func placeholders(f *model.Form) []int {
	var list []int
	if f != nil {
		for _, p := range f.Parts {
			if p.Arg >= 0 {
				list = append(list, p.Arg)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// perTarget writes one file for each chosen locale but the source.
func (x *export) perTarget(name func(l *model.Locale) string, write func(l *model.Locale) ([]byte, error)) ([]emit.File, error) {
	return filePerLocale(x.targets(), name, write)
}
