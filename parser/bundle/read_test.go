package bundle

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/parser"
)

// show writes entries and findings one a line.
func show(entries []Entry, diags model.Diagnostics) string {
	var b strings.Builder
	for _, e := range entries {
		fmt.Fprintf(&b, "%d:%d %s %s %q > %q %s\n", e.Pos.Line, e.Pos.Col, e.Locale, e.ID, e.Source, e.Target, e.Progress)
	}
	for _, d := range diags.Sorted() {
		fmt.Fprintf(&b, "%d:%d %s %s\n", d.Pos.Line, d.Pos.Col, d.Rule.ID, d.Message)
	}
	return b.String()
}

const (
	poHead   = "msgid \"\"\nmsgstr \"\"\n\"Language: fr\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
	xliff12  = `<?xml version="1.0"?><xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file source-language="en" target-language="fr"><body>`
	xliff21  = `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="fr"><file id="f">`
	unit21   = xliff21 + "\n<unit id=\"E1\">"
	tail12   = "</body></file></xliff>"
	tail21   = "</file></xliff>"
	document = "\uFEFF<!-- c -->\n"
)

func TestRead(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"PO": {"x.po", "\uFEFF" + poHead + "\n#. note\n#, fuzzy, python-brace-format\nmsgctxt \"E1\"\nmsgid \"a\\\"\"\n\"b\\n\"\nmsgstr \"\"\n  \"\\tü\\\\\"\n#~ msgid \"x\"\nmsgctxt \"E2\"\nmsgid \"c\"\nmsgstr \"\\303\\xa9\"\n",
			"11:1 fr E1 \"a\\\"b\\n\" > \"\\tü\\\\\" stale\n16:1 fr E2 \"c\" > \"é\" \n"},
		"PO, language of the name": {"dir/pt_BR.po", "msgctxt \"E1\"\nmsgid \"a\"\nmsgstr \"b\"", "3:1 pt_BR E1 \"a\" > \"b\" \n"},
		"PO, forms of CLDR": {"x.po", "msgid \"\"\nmsgstr \"Language: ru\\n\"\nmsgctxt \"E1\"\nmsgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"1\"\nmsgstr[1] \"2\"\nmsgstr[2] \"3\"\nmsgstr[3] \"4\"\n",
			"6:1 ru E1:one \"a\" > \"1\" \n7:1 ru E1:few \"b\" > \"2\" \n8:1 ru E1:many \"b\" > \"3\" \n9:1 ru E1:other \"b\" > \"4\" \n"},
		"PO, forms of gettext": {"x.po", "msgid \"\"\nmsgstr \"Language: fr\\nPlural-Forms: nplurals=2; plural=(n > 1);\\n\"\nmsgctxt \"E1\"\nmsgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"1\"\nmsgstr[1] \"2\"\n",
			"6:1 fr E1:one \"a\" > \"1\" \n7:1 fr E1:other \"b\" > \"2\" \n"},
		"PO, fewer forms than categories": {"x.po", "msgid \"\"\nmsgstr \"Language: ru\\nPlural-Forms: nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;\\n\"\nmsgctxt \"E1\"\nmsgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"1\"\nmsgstr[1] \"2\"\nmsgstr[2] \"3\"\n",
			"6:1 ru E1:one \"a\" > \"1\" \n7:1 ru E1:few \"b\" > \"2\" \n8:1 ru E1:many \"b\" > \"3\" \n"},
		"PO, all faults": {"x.po", "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-1\\nPlural-Forms: nplurals=2; plural=n+;\\n\"\n\"x\nmsgstrr \"y\"\nmsgid \"a\nmsgid \"b\"\nmsgid \"c\"\n\n\"d\"\nmsgctxt \"E\"\nmsgid \"\\q\"\nmsgstr \"\\377\"\n", `2:1 OG1601 Plural-Forms: "n+" is not an expression
2:1 OG1601 the encoding "iso-8859-1" is not supported
3:1 OG1601 the string is malformed
4:1 OG1601 this is no keyword of a PO file
5:7 OG1601 the string is malformed
6:1 OG1601 the keyword occurs twice in one entry
7:1 OG1601 the keyword occurs twice in one entry
8:1 OG1601 an entry has no msgstr
9:1 OG1601 a string has no keyword before it
11:7 OG1601 the string is malformed
12:1 OG1601 the text is not UTF-8
`},
		"XLIFF 1.2": {"x.xlf", xliff12 + "\n<group><trans-unit id=\"E1\"><source>a &lt;<ph id=\"N\">{N}</ph></source>\n<target state=\"translated\"> <x id=\"N\"/><mrk mtype=\"m\">ü</mrk>\n</target><alt-trans><target>no</target></alt-trans></trans-unit></group>" +
			"\n<trans-unit id=\"E2\" approved=\"yes\"><source>b</source><target/></trans-unit><trans-unit id=\"E3\"><source>c</source></trans-unit><bin-unit id=\"x\"/>" + tail12,
			"3:28 fr E1 \"a <{N}\" > \" {N}ü\\n\" translated\n5:63 fr E2 \"b\" > \"\" reviewed\n5:96 fr E3 \"c\" > \"\" \n"},
		"XLIFF 2.1": {"x.xlf", unit21 + "<notes><note>n</note></notes><segment state=\"final\"><source>a <ph id=\"N-2\" equiv=\"N\"/></source><target>b <ph id=\"N-2\"/></target></segment><ignorable><source> </source></ignorable><segment state=\"translated\"><source>c</source><target>d</target></segment></unit>" +
			"<group id=\"g\"><unit id=\"E2\"><segment><source>c</source><target>x</target></segment><segment><source>d</source></segment></unit></group>" + tail21,
			"2:248 fr E1 \"a {N} c\" > \"b {N} d\" translated\n2:338 fr E2 \"cd\" > \"\" \n"},
		"XLIFF 1.2, by a machine": {"x.xlf", xliff12 + "\n<trans-unit id=\"E1\"><source>a</source><target state=\"needs-review-translation\" state-qualifier=\"mt-suggestion\">b</target></trans-unit>\n" +
			"<trans-unit id=\"E2\"><source>a</source><target state=\"final\" state-qualifier=\"leveraged-mt\">b</target></trans-unit>" + tail12, "2:112 fr E1 \"a\" > \"b\" machine\n3:92 fr E2 \"a\" > \"b\" reviewed\n"},
		"XLIFF 2.1, by a machine": {"x.xlf", unit21 + "<segment state=\"initial\" subState=\"orchgen:machine\"><source>a</source><target>b</target></segment><segment state=\"final\"><source>c</source><target>d</target></segment></unit>" + tail21,
			"2:162 fr E1 \"ac\" > \"bd\" machine\n"},
		"XLIFF, document type": {"x.xlf", "<!DOCTYPE x [<!ENTITY a \"b\">]>" + xliff12 + tail12, "1:1 OG1601 a document type is not allowed: <!DOCTYPE x [<!ENTITY \n"},
		"XLIFF, entity":        {"x.xlf", xliff12 + "<trans-unit id=\"E1\"><source>&a;</source></trans-unit>" + tail12, "1:174 OG1601 XML syntax error on line 1: invalid character entity &a;\n"},
		"XLIFF, not closed":    {"x.xlf", xliff12 + "<trans-unit>", "1:155 OG1601 XML syntax error on line 1: unexpected EOF\n"},
		"XLIFF, depth":         {"x.xlf", xliff12 + strings.Repeat("<group>", 200), "1:822 OG1601 elements are nested more than 100 levels deep\n"},
		"XLIFF, encoding":      {"x.xlf", strings.Replace(xliff12, "?>", ` encoding="latin1"?>`, 1) + tail12, "1:40 OG1601 xml: encoding \"latin1\" declared but Decoder.CharsetReader is nil\n"},
		"XLIFF, other element": {"x.xlf", xliff12 + "<trans-unit id=\"E1\"><source>a</source><target>b<bpt id=\"1\">x</bpt></target></trans-unit>" + tail12, "1:189 fr E1 \"a\" > \"b\" \n1:202 OG1601 the element <bpt> cannot stand in a text\n"},
		"XLIFF 2, order":       {"x.xlf", unit21 + "<segment><source>a</source><target order=\"2\">b</target></segment></unit>" + tail21, "2:60 fr E1 \"a\" > \"b\" \n2:60 OG1601 segments in another order than in the source cannot be read\n"},
		"XLIFF, version":       {"x.xlf", strings.Replace(xliff12, `version="1.2"`, `version="3.0"`, 1) + tail12, "1:89 OG1601 the version \"3.0\" of XLIFF is not known\n"},
		"XML":                  {"x.xlf", document + "<html/>", "2:8 OG1601 the document is not XLIFF\n"},
		"CSV":                  {"x.fr.csv", "\uFEFFID,Target,x\r\nE1,\"'=a\nü, \"\"b\"\"\",1\r\nE2,'x\n", "2:4 fr E1 \"\" > \"=a\\nü, \\\"b\\\"\" \n4:4 fr E2 \"\" > \"'x\" \n"},
		"CSV, all columns":     {"x.csv", "target;state;locale;source;id\na;Reviewed;de;''-b;E1\n\nc;machine;fr;d;E2\n", "2:1 de E1 \"'-b\" > \"a\" reviewed\n4:1 fr E2 \"d\" > \"c\" machine\n"},
		"CSV, tabs":            {"x.csv", "id\ttarget\nE1\ta\n", "2:4 x E1 \"\" > \"a\" \n"},
		"CSV, columns missing": {"x.csv", "key,target\n", "1:1 OG1601 there is no column \"id\"\n"},
		"CSV, empty":           {"x.csv", "", "1:1 OG1601 there is no column \"id\"\n"},
		"CSV, quotation mark":  {"x.csv", "id,target\nE1,ü\"b\nE2,c\n", "2:5 OG1601 bare \" in non-quoted-field\n"},
		"CSV, short line":      {"x.csv", "id,target\nE1\nE2,c\n", "3:4 x E2 \"\" > \"c\" \n2:1 OG1601 the line has 1 fields and no target\n"},
		"not UTF-8":            {"x.csv", "id,target\nE1,\xe9\n", "2:4 OG1005 byte 0xE9 is not part of a UTF-8 character\n"},
		"XML without elements": {"x.xlf", "<!-- -->", "1:9 OG1601 the document is not XLIFF\n"},
		"PO, empty":            {"x.po", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := show(Read(parser.Source{Name: c.file, Data: []byte(c.text)}))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
