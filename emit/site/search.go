package site

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/orchgen/orchgen/emit"
)

// searchIndex is the script with what can be found in one language: one list a code with its number, its name, its
// message, the language of the message if it is another one, and further words.
func (s *site) searchIndex(l *language, entries []*entry) (emit.File, error) {
	name := l.Tag + "/search.js"
	var b bytes.Buffer
	b.WriteString(Head(name) + "\norchgenIndex([")
	for i, e := range entries {
		message := e.Message.First()
		row, err := json.Marshal([]any{e.Code, e.ID, message.String(), message.Lang, e.moreWords()})
		if err != nil {
			return emit.File{}, err
		}
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		b.Write(row)
	}
	b.WriteString("\n]);\n")
	return emit.File{Name: name, Content: b.Bytes()}, nil
}

// moreWords gives what else a code may be found by.
func (e *entry) moreWords() string {
	list := []string{e.Category}
	for _, a := range e.Aliases {
		list = append(list, a.ID)
	}
	for _, m := range append([]*message{e.Message, e.Description, e.Remedy}, e.Others...) {
		if m == nil {
			continue
		}
		for _, f := range m.Forms {
			if m != e.Message || len(m.Forms) > 1 {
				list = append(list, f.String())
			}
		}
	}
	return strings.Join(list, " ")
}
