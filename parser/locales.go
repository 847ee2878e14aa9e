package parser

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
)

// localeReader reads the messages of one locale file into the texts of the catalogue.
type localeReader struct {
	*catalogReader
	root      *spot
	tag, name string
}

func (l *localeReader) report(rule *model.Rule, pos model.Pos, hint, message string, related ...model.Related) {
	l.diags.Add(model.Diagnostic{Rule: rule, Pos: pos, Hint: hint, Message: message, Related: related})
}

func (l *localeReader) messages() {
	l.categoryDocs()
	all := l.root.get("messages")
	if all == nil {
		l.require(l.root, "messages", "the locale file")
	}
	done := map[int]bool{}
	for _, e := range l.list {
		if done[e.def.Code] {
			continue // a duplicate code, reported elsewhere
		}
		done[e.def.Code] = true
		if s := all.get(strconv.Itoa(e.def.Code)); s.is(object) {
			l.message(e, s)
		} else if s == nil && all.is(object) {
			l.missing(all, e.at, fmt.Sprintf("%s has no message for %d, %s", l.name, e.def.Code, e.def.ID))
		}
	}
	for _, s := range all.entries() {
		if !slices.Contains(l.codes, s.key) && !l.uncoded {
			l.report(model.RuleUnknownMessage, s.pos(), didYouMean(s.key, l.codes), fmt.Sprintf("the catalogue has no error %q", s.key))
		}
	}
}

// missing reports a text that the file does not have, at the object that should hold it.
func (l *localeReader) missing(at, entry *spot, message string) {
	l.report(model.RuleMissingTranslation, at.pos(), "", message, model.Related{Pos: entry.pos(), Message: "declared here"})
}

// message reads what stands under one code.
func (l *localeReader) message(e *entryReader, s *spot) {
	document := s.str("origin") == "document"
	l.prose(&e.def.Descriptions, s.get("description"))
	l.prose(&e.def.Remedies, s.get("remedy"))
	l.translation(e, s)
	l.argumentNotes(e, s.get("args"))
	variants := s.get("variants")
	for _, t := range e.texts {
		at, body := s, s
		if t.text.Variant != "" {
			at = variants.get(t.text.Variant)
			body = at
		}
		m := &messageReader{localeReader: l, entry: e, text: t, at: at}
		switch {
		case at.isText():
			m.read(at, nil)
		case body.get("text") != nil:
			m.read(body.get("text"), body.get("also"))
		case t.text.Variant == "":
			l.missing(s, e.at, fmt.Sprintf("%s has no text for %d, %s", l.name, e.def.Code, e.def.ID))
			continue
		case at == nil || at.is(object):
			l.missing(at.or(variants.or(s)), t.at, fmt.Sprintf("%s has no text for the variant %q of %d, %s", l.name, t.text.Variant, e.def.Code, e.def.ID))
			continue
		default:
			continue
		}
		m.message.Document = document
	}
	var known []string
	for _, t := range e.texts[1:] {
		known = append(known, t.text.Variant)
	}
	for _, v := range variants.entries() {
		if !slices.Contains(known, v.key) {
			l.report(model.RuleUnknownMessage, v.pos(), didYouMean(v.key, known), fmt.Sprintf("the entry %d, %s has no variant %q", e.def.Code, e.def.ID, v.key))
		}
	}
}

// categoryDocs reads what the categories mean.
func (l *localeReader) categoryDocs() {
	for _, s := range l.root.get("categories").entries() {
		i := slices.IndexFunc(l.cat.Categories, func(c *model.Category) bool { return c.ID == s.key })
		if i < 0 {
			var known []string
			for _, c := range l.cat.Categories {
				known = append(known, c.ID)
			}
			l.report(model.RuleUnknownMessage, s.pos(), didYouMean(s.key, known), fmt.Sprintf("the catalogue has no category %q", s.key))
			continue
		}
		l.note(&l.cat.Categories[i].Docs, s)
	}
}

// argumentNotes reads what the arguments of an entry are.
func (l *localeReader) argumentNotes(e *entryReader, notes *spot) {
	for _, s := range notes.entries() {
		if arg := e.args[s.key]; arg != nil {
			l.note(&arg.Notes, s)
			continue
		}
		l.report(model.RuleUnknownMessage, s.pos(), didYouMean(s.key, slices.Collect(maps.Keys(e.args))),
			fmt.Sprintf("the entry %d, %s has no argument %q", e.def.Code, e.def.ID, s.key))
	}
}

// note reads the translation of a text that the source language has in the catalogue itself.
func (l *localeReader) note(notes *map[string]string, s *spot) {
	if l.tag == l.cat.Source {
		l.report(model.RuleCatalogKey, s.pos(), "write it into the catalogue", "the text of the source language stands in the catalogue")
		return
	}
	var messages map[string]*model.Message
	l.prose(&messages, s)
	if m := messages[l.tag]; m != nil {
		if *notes == nil {
			*notes = map[string]string{}
		}
		(*notes)[l.tag] = oneLine(s)
	}
}

// prose reads a text without arguments.
func (l *localeReader) prose(m *map[string]*model.Message, s *spot) {
	if !s.isText() || strings.TrimSpace(s.text) == "" {
		return
	}
	for i, r := range []rune(s.text) {
		if r != '\n' && isForbidden(r) {
			l.report(model.RuleMessageSyntax, s.inside(i), "remove it", fmt.Sprintf("the text contains the control character U+%04X", r))
		}
	}
	if *m == nil {
		*m = map[string]*model.Message{}
	}
	form := model.Form{Category: cldr.Other, Text: s.text, Parts: []model.Part{{Literal: s.text, Arg: -1}}, Pos: s.pos()}
	(*m)[l.tag] = &model.Message{Forms: []model.Form{form}, Pos: s.pos()}
}

// translation reads the state of the texts and what they were made from.
func (l *localeReader) translation(e *entryReader, s *spot) {
	state, from := s.get("state"), s.get("from")
	if state == nil && from == nil && s.get("ignore") == nil {
		return
	}
	t := &model.Translation{States: map[string]model.State{}, From: map[string]string{}, Ignore: l.ignored(s), Pos: s.pos()}
	var parts []string
	for _, u := range e.texts {
		parts = append(parts, cmp.Or(u.text.Variant, model.PartText))
	}
	parts = append(parts, model.PartDescription, model.PartRemedy)
	known := func(p *spot) bool {
		if !slices.Contains(parts, p.key) {
			l.report(model.RuleUnknownMessage, p.pos(), didYouMean(p.key, parts), fmt.Sprintf("the entry %d, %s has no text %q", e.def.Code, e.def.ID, p.key))
			return false
		}
		return p.isText()
	}
	if state.isText() {
		for _, part := range parts {
			t.States[part] = model.State(state.text)
		}
	}
	for _, p := range state.entries() {
		if known(p) {
			t.States[p.key] = model.State(p.text)
		}
	}
	for _, p := range from.entries() {
		if known(p) {
			t.From[p.key] = p.text
		}
	}
	if e.def.Translations == nil {
		e.def.Translations = map[string]*model.Translation{}
	}
	e.def.Translations[l.tag] = t
}

// messageReader reads one text in one locale.
type messageReader struct {
	*localeReader
	entry   *entryReader
	text    *textReader
	at      *spot
	message *model.Message
	forms   []parsedForm
	broken  bool
}

type parsedForm struct {
	category string
	at       *spot
	pieces   []piece
}

// read parses the forms and the further wordings, and adds the message to the text when nothing is wrong
// with the forms.
func (m *messageReader) read(s, also *spot) {
	m.message = &model.Message{Pos: s.pos()}
	switch {
	case s.isText():
		m.form(cldr.Other, s)
		if m.text.text.Plural != nil {
			m.categories(s)
		}
	case s.is(object) && m.text.text.Select != nil:
		m.selectForms(s)
	case s.is(object):
		m.pluralForms(s)
	default:
		return // of the wrong type, reported elsewhere
	}
	var more []parsedForm
	for _, a := range also.items() {
		if a.isText() {
			pieces := m.parse(a)
			m.undeclared(pieces, a)
			more = append(more, parsedForm{cldr.Other, a, pieces})
		}
	}
	source := m.tag == m.cat.Source
	if !m.broken && source {
		m.text.source = m
		m.text.text.Args = m.usedArgs()
	}
	if !source {
		m.compare()
	}
	args := m.text.text
	for _, f := range more {
		for _, p := range f.pieces {
			if a := m.declared(p.name); a != nil && !slices.Contains(args.Args, a) {
				args.Args = append(args.Args, a)
			}
		}
		m.message.Also = append(m.message.Also, model.Form{Category: f.category, Text: f.at.text, Parts: parts(f.pieces, args.Args), Pos: f.at.pos()})
	}
	if m.broken {
		return
	}
	for _, f := range m.forms {
		m.message.Forms = append(m.message.Forms, model.Form{Category: f.category, Text: f.at.text, Parts: parts(f.pieces, args.Args), Pos: f.at.pos()})
	}
	if args.Messages == nil {
		args.Messages = map[string]*model.Message{}
	}
	args.Messages[m.tag] = m.message
}

func (m *messageReader) form(category string, s *spot) {
	if strings.TrimSpace(s.text) == "" {
		m.broken = true
		m.report(model.RuleMessageSyntax, s.valuePos(), "", "a message is empty")
	}
	pieces := m.parse(s)
	m.forms = append(m.forms, parsedForm{category, s, pieces})
	if m.text.source == nil { // a translation is held against the source text instead
		m.undeclared(pieces, s)
	}
}

// parse parses a text and reports its faults, each at its rune.
func (m *messageReader) parse(s *spot) []piece {
	pieces, faults := parseMessage(s.text)
	for _, f := range faults {
		m.broken = true
		m.report(f.rule, s.inside(f.at), f.hint, f.message)
	}
	return pieces
}

func (m *messageReader) undeclared(pieces []piece, s *spot) {
	for _, p := range pieces {
		if p.name != "" && m.declared(p.name) == nil {
			m.broken = true
			m.report(model.RuleUndeclaredPlaceholder, s.inside(p.at), didYouMean(p.name, names(m.text.declared)),
				fmt.Sprintf("{%s} is not an argument of %s", p.name, m.owner()), model.Related{Pos: m.text.at.pos(), Message: "arguments are declared here"})
		}
	}
}

func (m *messageReader) owner() string {
	name := fmt.Sprintf("%d, %s", m.entry.def.Code, m.entry.def.ID)
	if v := m.text.text.Variant; v != "" {
		return fmt.Sprintf("the variant %q of %s", v, name)
	}
	return name
}

func (m *messageReader) declared(name string) *model.Arg {
	for _, a := range m.text.declared {
		if a.ID == name && name != "" {
			return a
		}
	}
	return nil
}

// usedArgs gives the declared arguments in the order in which the text first uses them, the complete form
// first; the argument that chooses the form is always among them.
func (m *messageReader) usedArgs() []*model.Arg {
	var list []*model.Arg
	for _, f := range slices.Backward(m.forms) {
		for _, p := range f.pieces {
			if a := m.declared(p.name); a != nil && !slices.Contains(list, a) {
				list = append(list, a)
			}
		}
	}
	if a := m.text.text.Selector(); a != nil && !slices.Contains(list, a) {
		list = append(list, a)
	}
	return list
}

// inside gives the place of rune i of a string that is written on one line without escapes, and the place
// of the string otherwise.
func (s *spot) inside(i int) model.Pos {
	pos := s.valuePos()
	line := []rune(s.tree.file.line(pos.Line))
	wanted := []rune(s.text)
	for quote := range 2 {
		start := pos.Col - 1 + quote
		if start+i < len(line) && i < len(wanted) && string(line[start:start+i+1]) == string(wanted[:i+1]) {
			pos.Col = start + i + 1
			return pos
		}
	}
	return pos
}
