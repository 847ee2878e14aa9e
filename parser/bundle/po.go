package bundle

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
)

// poReader reads the format of GNU gettext.
type poReader struct {
	*reader
	entry  poEntry
	field  *poString // what a string on a line of its own continues
	plural pluralRule
	index  map[string]int // of the form of each category, nil before it is needed
	offset int            // of the line
}

// poEntry is one message with its translations.
type poEntry struct {
	context, id, idPlural poString
	forms                 map[int]*poString
	fuzzy                 bool
	started               bool
}

// poString is a text, and where it begins.
type poString struct {
	strings.Builder
	at      int
	present bool
}

var poKeyword = regexp.MustCompile(`^(msgctxt|msgid_plural|msgid|msgstr(?:\[([0-9]{1,3})\])?)[ \t]*"`)

func (r *reader) po() {
	p := &poReader{reader: r}
	for line := range strings.Lines(r.text.String()) {
		text := strings.TrimRight(line, "\r\n")
		switch trimmed := strings.TrimLeft(text, " \t"); {
		case trimmed == "":
			p.flush()
		case trimmed[0] == '#':
			p.comment(trimmed)
		default:
			p.line(trimmed, len(text)-len(trimmed))
		}
		p.offset += len(line)
	}
	p.flush()
}

func (p *poReader) comment(text string) {
	if len(p.entry.forms) > 0 {
		p.flush()
	}
	if flags, ok := strings.CutPrefix(text, "#,"); ok {
		for flag := range strings.SplitSeq(flags, ",") {
			p.entry.fuzzy = p.entry.fuzzy || strings.TrimSpace(flag) == "fuzzy"
		}
	}
}

// line reads a keyword with a string, or a string that continues the last one.
func (p *poReader) line(text string, indent int) {
	at := p.offset + indent
	if text[0] != '"' {
		m := poKeyword.FindStringSubmatch(text)
		if m == nil {
			p.fault(at, "", "this is no keyword of a PO file")
			p.field = nil
			return
		}
		p.keyword(m[1], m[2], at)
		at += len(m[0]) - 1
		text = text[len(m[0])-1:]
	}
	s, ok := poUnquote(text)
	switch {
	case !ok:
		p.fault(at, "", "the string is malformed")
	case p.field == nil:
		p.fault(at, "", "a string has no keyword before it")
	default:
		p.field.WriteString(s)
	}
}

func (p *poReader) keyword(word, index string, at int) {
	if len(p.entry.forms) > 0 && !strings.HasPrefix(word, "msgstr") {
		p.flush()
	}
	e := &p.entry
	e.started = true
	switch word {
	case "msgctxt":
		p.field = &e.context
	case "msgid":
		p.field = &e.id
	case "msgid_plural":
		p.field = &e.idPlural
	default:
		n, _ := strconv.Atoi(index)
		if e.forms == nil {
			e.forms = map[int]*poString{}
		}
		if e.forms[n] == nil {
			e.forms[n] = &poString{}
		}
		p.field = e.forms[n]
	}
	if p.field.present {
		p.fault(at, "", "the keyword occurs twice in one entry")
	}
	p.field.present, p.field.at = true, at
}

// flush ends an entry.
func (p *poReader) flush() {
	e := p.entry
	p.entry, p.field = poEntry{}, nil
	switch {
	case !e.started:
	case len(e.forms) == 0 || !e.idPlural.present && e.forms[0] == nil:
		p.fault(p.offset, "", "an entry has no msgstr")
	case !e.context.present && e.id.Len() == 0 && !e.idPlural.present:
		p.header(e)
	default:
		p.add(e)
	}
}

// header reads the entry for the empty msgid, which describes the file.
func (p *poReader) header(e poEntry) {
	p.index = nil
	for line := range strings.Lines(e.forms[0].String()) {
		name, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "language":
			if value != "" {
				p.locale = value
			}
		case "content-type":
			_, charset, found := strings.Cut(strings.ToLower(value), "charset=")
			if found && charset != "utf-8" && charset != "us-ascii" && charset != "charset" {
				p.fault(e.forms[0].at, "convert the file to UTF-8", "the encoding %q is not supported", charset)
			}
		case "plural-forms":
			var err error
			if p.plural, err = parsePluralForms(value); err != nil {
				p.fault(e.forms[0].at, "", "Plural-Forms: %v", err)
			}
		}
	}
}

func (p *poReader) add(e poEntry) {
	for _, s := range e.forms {
		if !utf8.ValidString(s.String()) {
			p.fault(s.at, "", "the text is not UTF-8")
			return
		}
	}
	entry := Entry{Locale: p.locale, ID: e.context.String(), Source: e.id.String(), Finished: !e.fuzzy}
	if e.fuzzy {
		entry.Progress = model.ProgressStale
	}
	if !e.idPlural.present {
		entry.Target, entry.Pos = e.forms[0].String(), p.text.Pos(e.forms[0].at)
		p.entries = append(p.entries, entry)
		return
	}
	if p.index == nil {
		p.index = p.plural.indexes(strings.ReplaceAll(strings.Split(p.locale, "@")[0], "_", "-"))
	}
	for _, category := range cldr.Categories() {
		index, known := p.index[category]
		s := e.forms[index]
		if !known || s == nil {
			continue
		}
		form := entry
		form.ID += ":" + category
		if category != cldr.One {
			form.Source = e.idPlural.String()
		}
		form.Target, form.Pos = s.String(), p.text.Pos(s.at)
		p.entries = append(p.entries, form)
	}
}

var poEscape = regexp.MustCompile(`\\(?:[abfnrtv"\\]|[0-7]{1,3}|x[0-9a-fA-F]{1,2})`)

// poUnquote reads a string in quotation marks with the escapes of C.
func poUnquote(text string) (string, bool) {
	text = strings.TrimRight(text, " \t")
	if len(text) < 2 || text[len(text)-1] != '"' {
		return "", false
	}
	text = text[1 : len(text)-1]
	rest := poEscape.ReplaceAllString(text, "")
	if strings.ContainsAny(rest, `"\`) {
		return "", false
	}
	return poEscape.ReplaceAllStringFunc(text, func(escape string) string {
		c := escape[1]
		if i := strings.IndexByte("abfnrtv", c); i >= 0 {
			return "\a\b\f\n\r\t\v"[i : i+1]
		}
		if n, err := strconv.ParseUint(strings.TrimPrefix(escape[1:], "x"), map[bool]int{true: 16, false: 8}[c == 'x'], 8); err == nil {
			return string([]byte{byte(n)})
		}
		return escape[1:]
	}), true
}
