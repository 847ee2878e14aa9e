package runtime

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/orchgen/orchgen/golden/need"
)

// parsers are OData parsers that nobody here wrote, from npm. The first keeps to the grammar of OData 4.0
// and gives one operator after another without precedence; the second knows 4.01, but neither GUIDs nor
// dates.
var parsers = []string{"odata-v4-parser@0.1.29", "@balena/odata-parser@4.3.5"}

const (
	jaystack = "jaystack"
	balena   = "balena"
)

// sample is a text with the structure that a parser should find in it; "" accepts any.
type sample struct {
	Parser string `json:"parser"`
	Option string `json:"option"`
	Text   string `json:"text"`
	want   string
}

// TestParsers has independent parsers read what the filter builder writes.
func TestParsers(t *testing.T) {
	folder := need.NPM(t, parsers...)
	samples := literalSamples()
	samples = append(samples, textSamples()...)
	samples = append(samples, treeSamples()...)
	samples = append(samples, collectionSamples()...)
	samples = append(samples, optionSamples()...)
	if len(samples) < 500 {
		t.Errorf("only %d samples", len(samples))
	}
	for i, got := range runParsers(t, folder, samples) {
		s := samples[i]
		if strings.HasPrefix(got, "error: ") || s.want != "" && got != s.want {
			t.Errorf("%s %s=%s\ngot  %s\nwant %s", s.Parser, s.Option, s.Text, got, s.want)
		}
	}
}

func runParsers(t *testing.T, folder string, samples []sample) []string {
	t.Helper()
	script, err := filepath.Abs("testdata/odata.js")
	if err != nil {
		t.Fatal(err)
	}
	input := filepath.Join(t.TempDir(), "samples.json")
	data, err := json.Marshal(samples)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(input, data, 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", script, input)
	cmd.Dir, cmd.Stderr = folder, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var answers []string
	if err := json.Unmarshal(out, &answers); err != nil || len(answers) != len(samples) {
		t.Fatalf("%d answers, want %d (%v)", len(answers), len(samples), err)
	}
	return answers
}

func both(f Filter, want string) []sample {
	return []sample{{jaystack, "$filter", string(f), want}, {balena, "$filter", string(f), want}}
}

// textSamples has every operator with every kind of text.
func textSamples() []sample {
	texts := append([]string{"100% & more", "#1", "a+b=c?d", "tab\t", `"double"`, `\`, "null", "x;y", "a/b", "''", "$filter=1"}, leafTexts[:]...)
	var list []sample
	for _, text := range texts {
		p, literal := textAt("Owner/Name"), quote(text)
		for _, test := range []struct {
			filter Filter
			want   string
		}{
			{p.Eq(text), shape("eq", "Owner/Name", literal)},
			{p.Ne(text), shape("ne", "Owner/Name", literal)},
			{p.Gt(text), shape("gt", "Owner/Name", literal)},
			{p.Ge(text), shape("ge", "Owner/Name", literal)},
			{p.Lt(text), shape("lt", "Owner/Name", literal)},
			{p.Le(text), shape("le", "Owner/Name", literal)},
			{p.Contains(text), shape("contains", "Owner/Name", literal)},
			{p.StartsWith(text), shape("startswith", "Owner/Name", literal)},
			{p.EndsWith(text), shape("endswith", "Owner/Name", literal)},
			{p.ToLower().Eq(text), shape("eq", "tolower(Owner/Name)", literal)},
			{p.Trim().ToUpper().Contains(text), shape("contains", "toupper(trim(Owner/Name))", literal)},
			{p.IndexOf(text).Ge(0), shape("ge", shape("indexof", "Owner/Name", literal), "0")},
		} {
			list = append(list, both(test.filter, test.want)...)
		}
		list = append(list, sample{balena, "$filter", string(p.In(text, "b")), shape("in", "Owner/Name", literal+",'b'")})
	}
	return list
}

// literalSamples has every kind of value.
func literalSamples() []sample {
	id, when := "01234567-89ab-cdef-0123-456789abcdef", timeAt("T")
	var list []sample
	for _, test := range []struct {
		filter Filter
		want   string
	}{
		{guidAt("K").Eq(id), shape("eq", "K", id)},
		{guidAt("K").Ne("none"), shape("ne", "K", "'none'")},
		{when.Gt(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)), shape("gt", "T", "2026-01-02T03:04:05Z")},
		{when.Le(time.Date(1, 1, 1, 0, 0, 0, 123456700, time.UTC)), shape("le", "T", "0001-01-01T00:00:00.1234567Z")},
		{when.Date().Eq(Date{2026, time.May, 6}), shape("eq", "date(T)", "2026-05-06")},
		{when.Year().Eq(2026), shape("eq", "year(T)", "2026")},
		{when.Month().Ne(2), shape("ne", "month(T)", "2")},
		{when.Day().Lt(2), shape("lt", "day(T)", "2")},
		{when.Hour().Lt(2), shape("lt", "hour(T)", "2")},
		{when.Minute().Lt(2), shape("lt", "minute(T)", "2")},
		{when.Second().Lt(2), shape("lt", "second(T)", "2")},
		{when.IsNull(), shape("eq", "T", "null")},
		{boolAt("B").Eq(true), shape("eq", "B", "true")},
		{boolAt("B").Ne(false), shape("ne", "B", "false")},
		{orderedAt[int64]("N").Eq(math.MinInt64), shape("eq", "N", "-9223372036854775808")},
		{orderedAt[float64]("N").Lt(1e-7), shape("lt", "N", "0.0000001")},
		{orderedAt[float64]("N").Eq(math.NaN()), shape("eq", "N", "NaN")},
		{orderedAt[float64]("N").Gt(math.Inf(-1)), shape("gt", "N", "-INF")},
		{orderedAt[json.Number]("N").Ge("12345678901234567890.123456789"), shape("ge", "N", "12345678901234567890.123456789")},
		{textAt("N").Length().Gt(3), shape("gt", "length(N)", "3")},
		{enumAt[string]("E").Eq("Running"), shape("eq", "E", "'Running'")},
		{orderedAt[int32]("N").In(), "false"},
	} {
		list = append(list, sample{jaystack, "$filter", string(test.filter), test.want})
	}
	return append(list, sample{balena, "$filter", string(orderedAt[int32]("N").In(1, -2)), "in(N ; 1,-2)"})
}

// treeSamples has trees of and, or and not.
func treeSamples() []sample {
	random := rand.New(rand.NewPCG(1, 2))
	var list []sample
	for range 150 {
		program := make([]byte, 3+random.IntN(20))
		for i := range program {
			program[i] = byte(random.Uint32())
			if i < len(program)/2 {
				program[i] = program[i]/10%25*10 + 6 + byte(random.IntN(3))
			}
		}
		grown := growTree(&program, 0, 0)
		list = append(list, both(grown.filter, grown.shape)...)
	}
	return list
}

func collectionSamples() []sample {
	tags := &Collection[*TextProperty]{property{nav: "Owner/", name: "Tags"}, textAt}
	sub := func(path string) *Collection[*TextProperty] {
		return &Collection[*TextProperty]{property{nav: path + "/", name: "Sub"}, textAt}
	}
	tables := &Collection[*Collection[*TextProperty]]{property{name: "Tables"}, sub}
	var list []sample
	for _, test := range []struct {
		filter Filter
		want   string
	}{
		{tags.IsNotEmpty(), "Owner/Tags/any()"},
		{tags.IsEmpty(), "not(Owner/Tags/any())"},
		{tags.Count().Gt(2), "gt(Owner/Tags/$count ; 2)"},
		{tags.Any(func(tag *TextProperty) Filter { return "" }), "Owner/Tags/any()"},
		{tags.Any(func(tag *TextProperty) Filter { return tag.Eq("a)").Or(tag.In("b", "c")) }),
			"Owner/Tags/any(x1:or(eq(x1 ; 'a)') ; in(x1 ; 'b','c')))"},
		{tables.All(func(table *Collection[*TextProperty]) Filter {
			return table.Any(func(tag *TextProperty) Filter { return tag.StartsWith("it's") })
		}), "Tables/all(x1:x1/Sub/any(x2:startswith(x2 ; 'it''s')))"},
		{tags.Any(func(outer *TextProperty) Filter {
			return tags.Any(func(inner *TextProperty) Filter { return outer.Eq("a").And(inner.Eq("b")) })
		}), "Owner/Tags/any(x2:Owner/Tags/any(x1:and(eq(x2 ; 'a') ; eq(x1 ; 'b'))))"},
	} {
		list = append(list, sample{balena, "$filter", string(test.filter), test.want})
	}
	return list
}

func optionSamples() []sample {
	nested := ListOptions{
		Filter: textAt("Name").Eq("a;b)"), OrderBy: textAt("Name").Desc().Then(guidAt("Key").Asc()),
		Select: Fields(textAt("Name"), guidAt("Key")), Expand: "Machine", Top: 5, Skip: 2,
	}
	return []sample{
		{balena, "$expand", string(Expand("Owner").And(Expand("Robot").With(nested))), ""},
		{jaystack, "$expand", string(Expand("Owner").And(Expand("Robot").With(ListOptions{Filter: "A eq 1", Expand: "B"}))), ""},
		{jaystack, "$orderby", string(timeAt("T").Desc().Then(textAt("Name").ToLower().Asc())), ""},
		{balena, "$orderby", string(timeAt("T").Desc().Then(textAt("Name").Asc())), ""},
		{jaystack, "$select", string(Fields(timeAt("T"), textAt("Name"))), ""},
		{balena, "$select", string(Fields(timeAt("T"), textAt("Name"))), ""},
	}
}
