package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
	"github.com/orchgen/orchgen/parser"
	"github.com/orchgen/orchgen/parser/yamledit"
)

// localeFile is the file of a locale while it is being edited.
type localeFile struct {
	*yamledit.File
	name  string
	wrote map[string]string // what every written form shall be, by slot ID
}

// open gives the file of the locale; a new one begins with its header only.
func (t *target) open() (*localeFile, error) {
	if t.file != nil {
		return t.file, nil
	}
	name := path.Join("locales", t.locale.Tag+".yaml")
	data, err := fs.ReadFile(t.cat.FS, name)
	switch {
	case t.isNew && errors.Is(err, fs.ErrNotExist):
		data = []byte("locale: " + t.locale.Tag + "\nmessages:\n")
	case t.isNew && err == nil:
		return nil, fmt.Errorf("%s is in the way: the catalogue does not list the locale", name)
	case err != nil:
		return nil, err
	}
	f, err := yamledit.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	f.Before = before
	t.file = &localeFile{f, name, map[string]string{}}
	return t.file, nil
}

// keyOrder is the order of the keys below a code, and of forms and parts; others are in the place of "".
var keyOrder = []string{
	"text", "also", "variants", cldr.Zero, cldr.One, cldr.Two, cldr.Few, cldr.Many, "", "description", "remedy", "args", "origin", cldr.Other, "state", "from", "ignore",
}

// before is the order of keys in a locale file.
func before(at []string, a, b string) bool {
	if len(at) == 1 {
		m, errA := strconv.Atoi(a)
		n, errB := strconv.Atoi(b)
		return errA == nil && errB == nil && m < n
	}
	rank := func(key string) int {
		if i := slices.Index(keyOrder, key); i >= 0 {
			return i
		}
		return slices.Index(keyOrder, "")
	}
	return len(at) > 1 && rank(a) < rank(b)
}

// forms gives the forms that the unit will have, in order. A form that says the same as the one for all other cases is
// not written unless the catalogue has it already or the language needs it.
func (t *target) forms(g *group, changed []translated) []yamledit.Member {
	m := g.unit.Message(t.locale.Tag)
	texts := map[string]string{}
	for _, f := range changed {
		texts[f.slot.Category] = f.entry.Target
	}
	var list []yamledit.Member
	required := parser.RequiredForms(g.unit, t.locale.Tag)
	for _, s := range g.unit.Slots(t.locale.Tag) {
		category, text := s.Category, texts[s.Category]
		if category == "" {
			category = cldr.Other
		}
		has := m != nil && m.Form(category) != nil
		switch {
		case text == "" && has:
			text = m.Form(category).Text
		case text == "" || !has && text == texts[cldr.Other] && !slices.Contains(required, category):
			continue
		}
		list = append(list, yamledit.Member{Key: category, Value: yamledit.Text(text)})
	}
	return list
}

// accept writes the changed forms of a unit, its state, and what it was made from.
func (t *target) accept(g *group, changed []translated, progress model.Progress) error {
	f, err := t.open()
	if err != nil {
		return err
	}
	entry := []string{"messages", strconv.Itoa(g.unit.Def.Code)}
	if len(changed) > 0 {
		if err := f.setForms(entry, g.unit, t.forms(g, changed)); err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
	}
	for _, form := range changed {
		f.wrote[form.slot.ID()] = form.entry.Target
	}
	state := model.StateTranslated
	switch {
	case progress == model.ProgressReviewed:
		state = model.StateReviewed
	case progress == model.ProgressMachine && g.unit.Message(t.locale.Tag) == nil: // otherwise the mark may be that of the old text
		state = model.StateMachine
	}
	if err := t.setState(f, entry, g.unit, state); err != nil {
		return fmt.Errorf("%s: %w", f.name, err)
	}
	if len(changed) > 0 || g.unit.IsStale(t.cat.Source, t.locale.Tag) || g.unit.From(t.locale.Tag) == "" && g.sawSource() {
		return f.setIn(entry, "from", g.unit.Part, g.unit.Hash(t.cat.Source))
	}
	return nil
}

// placeOf gives the path of the text of a unit, and whether it is a variant that has no other key: its text stands there
// itself, as long as it has one form.
func (f *localeFile) placeOf(entry []string, u model.Unit) (at []string, short bool) {
	if u.Text == nil || u.Text.Variant == "" {
		return append(slices.Clone(entry), u.Part), false
	}
	at = append(slices.Clone(entry), "variants", u.Part)
	if _, long := f.Keys(at...); long {
		return append(at, "text"), false
	}
	return at, true
}

// setForms writes the forms of a unit at the place of its part.
func (f *localeFile) setForms(entry []string, u model.Unit, forms []yamledit.Member) error {
	at, short := f.placeOf(entry, u)
	value := forms[0].Value
	if len(forms) > 1 || forms[0].Key != cldr.Other {
		value = yamledit.Mapping(forms...)
		if short {
			value = yamledit.Mapping(yamledit.Member{Key: "text", Value: value})
		}
	}
	if _, mapped := f.Keys(at...); !mapped {
		return f.Set(value, at...)
	}
	for _, form := range forms {
		if err := f.Set(form.Value, append(slices.Clone(at), form.Key)...); err != nil {
			return err
		}
	}
	return nil
}

// setState writes the state of a unit, unless it has that state already. A word for the whole entry becomes a mapping
// when the other parts keep it.
func (t *target) setState(f *localeFile, entry []string, u model.Unit, state model.State) error {
	at := append(slices.Clone(entry), "state")
	word, isWord := f.Text(at...)
	if isWord && word != string(state) {
		var members []yamledit.Member
		for _, other := range u.Def.Units() {
			if other.Part != u.Part && other.Message(t.locale.Tag) != nil {
				members = append(members, yamledit.Member{Key: other.Part, Value: yamledit.Text(word)})
			}
		}
		if len(members) == 0 {
			return f.Set(yamledit.Text(string(state)), at...)
		}
		if err := f.Set(yamledit.Flow(members...), at...); err != nil {
			return err
		}
	}
	own, hasOwn := f.Text(append(at, u.Part)...)
	if isWord && word == string(state) || hasOwn && own == string(state) || !isWord && !hasOwn && t.locale.State == state {
		return nil
	}
	return f.setIn(entry, "state", u.Part, string(state))
}

// setIn sets a key of a small mapping, which is written on one line when it is new.
func (f *localeFile) setIn(entry []string, mapping, key, text string) error {
	at := append(slices.Clone(entry), mapping)
	if _, exists := f.Keys(at...); exists {
		return f.Set(yamledit.Text(text), append(at, key)...)
	}
	return f.Set(yamledit.Flow(yamledit.Member{Key: key, Value: yamledit.Text(text)}), at...)
}

// write gives the changed files, after the catalogue has been read with them.
func (m *merger) write(files map[string][]byte) error {
	var fresh []string
	for _, t := range m.order {
		if t.file == nil {
			continue
		}
		content, err := t.file.Bytes()
		if err != nil {
			return fmt.Errorf("%s: %w", t.file.name, err)
		}
		files[t.file.name] = content
		if t.isNew {
			fresh = append(fresh, t.locale.Tag)
		}
	}
	if fresh != nil {
		if err := m.list(fresh, files); err != nil {
			return fmt.Errorf("%s: %w", m.cat.Name, err)
		}
	}
	return m.verify(files)
}

// list adds new locales to the catalogue.
func (m *merger) list(tags []string, files map[string][]byte) error {
	data, err := fs.ReadFile(m.cat.FS, m.cat.Name)
	if err != nil {
		return err
	}
	f, err := yamledit.Parse(data)
	if err != nil {
		return err
	}
	for _, tag := range tags {
		if err := f.Append(tag, "catalog", "locales"); err != nil {
			return err
		}
	}
	files[m.cat.Name], err = f.Bytes()
	return err
}

// verify reads the catalogue with the changed files: it must have the new texts, and no other fault than texts that
// are missing.
func (m *merger) verify(files map[string][]byte) error {
	after, _, diags := parser.Catalog(overlay{m.cat.FS, files}, m.cat.Name, m.cat.Name)
	for _, d := range diags.Sorted() {
		if d.Severity() == model.Error && d.Rule != model.RuleMissingTranslation {
			return fmt.Errorf("the catalogue would be faulty: %v: %s", d.Pos, d.Message)
		}
	}
	written := map[string]string{}
	for _, u := range after.Units() {
		for _, t := range m.order {
			for _, s := range u.Slots(t.locale.Tag) {
				written[t.locale.Tag+" "+s.ID()] = s.Text(t.locale.Tag)
			}
		}
	}
	for _, t := range m.order {
		if t.file == nil {
			continue
		}
		for id, want := range t.file.wrote {
			if got := written[t.locale.Tag+" "+id]; got != want {
				return fmt.Errorf("%s: %s would be %q", t.file.name, id, got)
			}
		}
	}
	return nil
}

// overlay has files in place of some of a file system.
type overlay struct {
	fs.FS
	files map[string][]byte
}

func (o overlay) Open(name string) (fs.File, error) {
	if content, ok := o.files[name]; ok {
		return memoryFile{bytes.NewReader(content)}, nil
	}
	return o.FS.Open(name)
}

// memoryFile is a file that is only read.
type memoryFile struct{ io.Reader }

func (memoryFile) Stat() (fs.FileInfo, error) { return nil, errors.ErrUnsupported }
func (memoryFile) Close() error               { return nil }
