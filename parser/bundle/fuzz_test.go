package bundle

import (
	"testing"
	"unicode/utf8"

	"github.com/orchgen/orchgen/parser"
)

// FuzzRead checks that hostile files neither crash a reader nor give it text that is not UTF-8, and that everything found has a place.
func FuzzRead(f *testing.F) {
	f.Add("x.po", poHead+"\n#, fuzzy\nmsgctxt \"E1\"\nmsgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"\\x41\"\nmsgstr[1] \"\"\n")
	f.Add("x.po", "msgid \"\"\nmsgstr \"Plural-Forms: nplurals=2; plural=(n%10!=1 || n>4/0) ? 1 : -n*2;\\n\"\n")
	f.Add("x.xlf", xliff12+"<trans-unit id=\"E1\"><source>a</source><target state=\"final\"><ph id=\"N\"/><![CDATA[x]]></target></trans-unit>"+tail12)
	f.Add("x.xlf", unit21+"<segment><source>a</source><target>b<mrk id=\"1\">c</mrk></target></segment></unit>"+tail21)
	f.Add("x.csv", "id;target\nE1;\"a\"\"b\nc\"\n")
	f.Fuzz(func(t *testing.T, name, text string) {
		entries, diags := Read(parser.Source{Name: name, Data: []byte(text)})
		for _, e := range entries {
			if e.Pos.Line == 0 || !utf8.ValidString(e.Source) && e.Source != "" || !utf8.ValidString(e.Target) {
				t.Errorf("%+v", e)
			}
		}
		for _, d := range diags.Sorted() {
			if d.Pos.Line == 0 || d.Message == "" {
				t.Errorf("%+v", d)
			}
		}
	})
}
