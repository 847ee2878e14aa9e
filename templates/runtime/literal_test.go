package runtime

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"
)

func TestLiterals(t *testing.T) {
	const id = "01234567-89ab-cdef-0123-456789ABCDEF"
	for _, test := range []struct {
		value any
		want  string
	}{
		{"", "''"},
		{"'", "''''"},
		{"O'Brien''s", "'O''Brien''''s'"},
		{"é😀\n%27", "'é😀\n%27'"},
		{guidLiteral(id), id},
		{guidLiteral(""), "''"},
		{guidLiteral("x' or true or 'x"), "'x'' or true or ''x'"},
		{guidLiteral(strings.Replace(id, "-", "0", 1)), "'0123456708" + id[10:] + "'"},
		{guidLiteral(id[:35] + "g"), "'" + id[:35] + "g'"},
		{json.Number("1.50"), "1.50"},
		{json.Number("-1e3"), "-1e3"},
		{json.Number(""), "''"},
		{json.Number("1 or true"), "'1 or true'"},
		{json.Number("true"), "'true'"},
		{json.Number("1]"), "'1]'"},
		{json.Number("1 "), "'1 '"},
		{true, "true"},
		{int32(math.MinInt32), "-2147483648"},
		{int64(math.MaxInt64), "9223372036854775807"},
		{float32(0.1), "0.1"},
		{1e-7, "0.0000001"},
		{1e21, "1000000000000000000000"},
		{math.NaN(), "NaN"},
		{math.Inf(1), "INF"},
		{math.Inf(-1), "-INF"},
		{time.Date(2026, 1, 2, 3, 4, 5, 0, time.FixedZone("", -3600)), "2026-01-02T04:04:05Z"},
		{time.Date(1, 1, 1, 0, 0, 0, 1, time.UTC), "0001-01-01T00:00:00.000000001Z"},
		{Date{2026, time.May, 6}, "2026-05-06"},
		{Date{2026, time.February, 30}, "2026-03-02"},
		{Date{}, "null"},
	} {
		if got := string(appendLiteral(nil, test.value)); got != test.want {
			t.Errorf("%T %v: got %s, want %s", test.value, test.value, got, test.want)
		}
	}
}

type rank int32

func TestNumberedProperty(t *testing.T) {
	p := numberedAt[rank]("Level")
	for want, got := range map[Filter]Filter{
		"Level eq 1": p.Eq(1), "Level ne -2": p.Ne(-2), "Level in (1,2)": p.In(1, 2), "false": p.In(), "Level eq null": p.IsNull(),
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestRelocate moves two properties below a path, and the items of a collection of such owners.
func TestRelocate(t *testing.T) {
	type owner struct {
		name TextProperty
		tags Collection[*TextProperty]
	}
	item := func(path string) *owner {
		o := &owner{*textAt("Name"), Collection[*TextProperty]{property{name: "Tags"}, textAt}}
		if got := relocate(path, &o.name.nav, &o.tags.property.nav); got != path+"/" {
			t.Errorf("%s is at %s", path, got)
		}
		return o
	}
	o := item("A/B")
	owners := &Collection[*owner]{property{name: "x65536"}, item}
	deep := &Collection[*owner]{property{nav: "x7/C/", name: "D"}, item}
	like := func(o *owner) Filter { return o.name.Eq("(x1:") }
	for want, got := range map[string]string{
		"A/B/Name":                         o.name.path(),
		"A/B/Tags":                         o.tags.path(),
		"x65536/any(x2:x2/Name eq '(x1:')": string(owners.Any(like)),
		"x7/C/D/all(x8:x8/Name eq '(x1:')": string(deep.All(like)),
		"A/B/Tags/any(x1:x1 eq 'a')":       string(o.tags.Any(func(tag *TextProperty) Filter { return tag.Eq("a") })),
		"":                                 string(o.tags.All(func(*TextProperty) Filter { return "" })),
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// FuzzQuoted shows that no text ends its own literal.
func FuzzQuoted(f *testing.F) {
	f.Add("O'Brien' or true or '")
	f.Add("1 ")
	f.Fuzz(func(t *testing.T, text string) {
		for _, literal := range [...]any{text, guidLiteral(text), json.Number(text)} {
			got := string(appendLiteral(nil, literal))
			inside, quoted := strings.CutPrefix(got, "'")
			if !quoted {
				if got != text || strings.ContainsAny(got, "'() \t\n,") {
					t.Errorf("%T %q is %s", literal, text, got)
				}
				continue
			}
			if strings.Trim(strings.ReplaceAll(inside, "''", ""), "'") != strings.ReplaceAll(text, "'", "") ||
				strings.Count(got, "'")%2 != 0 || strings.ReplaceAll(inside[:len(inside)-1], "''", "'") != text {
				t.Errorf("%T %q is %s", literal, text, got)
			}
		}
	})
}

// TestPropertiesMakeNoGarbage holds a comparison to one allocation, its text.
func TestPropertiesMakeNoGarbage(t *testing.T) {
	name, when, number := textAt("Name"), timeAt("Time"), orderedAt[int64]("Id")
	now := time.Now()
	for what, filter := range map[string]func() Filter{
		"text":     func() Filter { return name.Eq("O'Brien") },
		"contains": func() Filter { return name.Contains("O'Brien") },
		"time":     func() Filter { return when.Gt(now) },
		"number":   func() Filter { return number.Le(1 << 40) },
		"null":     func() Filter { return number.IsNull() },
	} {
		if n := testing.AllocsPerRun(100, func() { sink = string(filter()) }); n > 1 {
			t.Errorf("%s: %v allocations", what, n)
		}
	}
}
