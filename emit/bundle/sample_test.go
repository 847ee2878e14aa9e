package bundle_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
	"github.com/orchgen/orchgen/parser"
)

// sampleLocales are the languages of the sample, the source first: all plural rules and scripts that the built-in
// catalogue is to have.
var sampleLocales = strings.Fields("en fr de es es-MX pt-BR pt it ja ko zh-Hans zh-Hant ru tr pl ar")

// pieces are texts that formats have special signs for, with braces doubled as in the catalogue.
var pieces = []string{
	"it's", `"quoted"`, "100 %", "%s %1$d %%", `a\nb \`, "<b>&amp;</b>", "]]>", "<!-- -->", "# . *", "@key", "?", "=1+1", "'=1", "-x", "$t(key)",
	"{{{{m}}}}", "}}{{", "${{x}}", "x\u202f!", "\u00a0:", "😀", "שלום", "\u200f", "a, b; c", "|", "[x]", "~", "“”", "`", "\ufeffx", "_", "%(Name)s",
}

// sample makes the files of a catalogue with messages, plural and select forms, variants, descriptions and states.
func sample(r *rand.Rand) fstest.MapFS {
	files := fstest.MapFS{}
	var b strings.Builder
	fmt.Fprintf(&b, "catalog: {version: 1, domain: example.com, source: en, locales: [%s]}\n", strings.Join(sampleLocales, ", "))
	b.WriteString("categories: {Conflict: It exists.}\nerrors:\n")
	entry := func(code int, rest string) {
		fmt.Fprintf(&b, "  - {code: %d, name: Error%d, status: [409], category: Conflict%s}\n", code, code, rest)
	}
	const name, number = "Name: {type: string, example: \"=1\", note: \"A\\n\\\"note\\\"\"}", "Count: {type: int}"
	const kind = "Kind: {type: identifier, values: [robot, a_B-1, text]}"
	for i := range pieces {
		entry(1000+i, ", args: {"+name+", Other: {type: string}}, variants: [{id: other, args: {}}]")
	}
	entry(2000, ", args: {"+name+", "+number+"}, plural: Count")
	entry(2001, ", args: {"+number+"}, plural: Count")
	entry(2002, ", args: {"+name+", "+kind+"}, select: Kind")
	entry(2003, ", variants: [{id: few, args: {"+number+"}, plural: Count}, {id: robot, args: {"+kind+"}, select: Kind}]")
	files["errors.yaml"] = &fstest.MapFile{Data: []byte(b.String())}
	for i, tag := range sampleLocales {
		state := ""
		if i%3 == 1 {
			state = "state: machine\n"
		}
		text := fmt.Sprintf("# The texts in %s.\nlocale: %s\n%smessages:\n%s", tag, tag, state, sampleMessages(r, tag))
		files["locales/"+tag+".yaml"] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

func sampleMessages(r *rand.Rand, tag string) string {
	var b strings.Builder
	piece := func() string { return pieces[r.IntN(len(pieces))] }
	quote := func(s string) string { return strconv.Quote(s) }
	for i, p := range pieces {
		fmt.Fprintf(&b, "  %d: # %s\n    text: %s\n", 1000+i, tag, quote(fmt.Sprintf("%s%s {Name} %s {Other}%s{Name}", p, tag, piece(), piece())))
		fmt.Fprintf(&b, "    variants: {other: %s}\n", quote(p+" "+tag))
		fmt.Fprintf(&b, "    description: |\n      %s {Name}\n\n      %s\n", tag, strings.NewReplacer("{{", "{", "}}", "}").Replace(piece()+"x"))
		fmt.Fprintf(&b, "    remedy: %s\n%s", quote("x{"+piece()), sampleState(r, i, tag))
	}
	forms := func(categories []string, sparse bool, text string) string {
		var list []string
		for _, c := range categories {
			if sparse && c == cldr.Many && tag != "ar" && tag != "pl" && tag != "ru" {
				continue // a category of whole millions
			}
			list = append(list, fmt.Sprintf("%s: %s", quote(c), quote(c+" "+strings.ReplaceAll(text, "§", piece()))))
		}
		return "{" + strings.Join(list, ", ") + "}"
	}
	rules, _ := cldr.Cardinal(tag)
	plural := rules.Categories()
	fmt.Fprintf(&b, "  2000: {text: %s}\n", forms(plural, false, "{Count} § {Name} "+tag))
	some := forms(plural, true, "{Count} § "+tag)
	if strings.HasPrefix(some, "{\"one\": ") {
		some = strings.Replace(some, "{Count}", "a single", 1)
	}
	fmt.Fprintf(&b, "  2001: {text: %s}\n", some)
	fmt.Fprintf(&b, "  2002: {text: %s}\n", forms([]string{"robot", "a_B-1", "other"}, false, "§ {Name} "+tag))
	fmt.Fprintf(&b, "  2003:\n    text: %s\n    variants:\n      few: {text: %s}\n      robot:\n        text: %s\n", quote(tag), forms(plural, true, "{Count} "+tag), forms([]string{"text", "other"}, false, tag))
	return b.String()
}

// sampleState gives some entries a state, and some a source text that is not today's.
func sampleState(r *rand.Rand, i int, tag string) string {
	switch {
	case tag == "en":
		return ""
	case i%5 == 1:
		return "    state: reviewed\n"
	case i%5 == 2:
		return "    state: {text: reviewed, other: machine}\n"
	case i%5 == 3 && r.IntN(2) == 0:
		return "    from: {text: bbbbbbbb, remedy: cccccccc}\n"
	}
	return ""
}

// readSample reads the catalogue, which has no fault.
func readSample(t testing.TB, files fstest.MapFS) *model.Catalog {
	t.Helper()
	cat, _, diags := parser.Catalog(files, "errors.yaml", "errors.yaml")
	for _, d := range diags.Sorted() {
		t.Errorf("%v: %s", d.Pos, d.Message)
	}
	if t.Failed() {
		t.FailNow()
	}
	return cat
}
