package emit

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/orchgen/orchgen/model"
)

func ptr[T any](v T) *T { return &v }

func TestSamples(t *testing.T) {
	enum := &model.Type{Kind: model.Enum, Base: model.Int32, EnumValues: []*model.EnumValue{{Text: "0"}, {Text: "7"}}}
	text := &model.Type{Kind: model.String}
	short := func(l model.Limits) *model.Type { return &model.Type{Kind: model.String, Limits: l} }
	number := func(k model.Kind, l model.Limits) *model.Type { return &model.Type{Kind: k, Limits: l} }
	list := func(elem *model.Type, l model.Limits) *model.Type {
		return &model.Type{Kind: model.List, Elem: elem, Limits: l}
	}
	person := &model.Type{Kind: model.Object, Wire: "Person", Discriminator: "kind"}
	person.Fields = []*model.Field{
		{Wire: "kind", Type: text, Required: true},
		{Wire: "id", Type: &model.Type{Kind: model.Int64}, ReadOnly: true},
		{Wire: "friend", Type: person},
		{Wire: "friends", Type: list(person, model.Limits{}), Required: true},
		{Wire: "none", Type: short(model.Limits{MaxLength: ptr[uint64](0)})},
	}
	knot := &model.Type{Kind: model.Object}
	knot.Fields = []*model.Field{{Wire: "knot", Type: knot, Required: true}}
	for _, test := range []struct {
		name    string
		t       *model.Type
		minimal string // "" for an error
		full    string // "" for the same
	}{
		{"bool", &model.Type{Kind: model.Bool}, "true", ""},
		{"alias", &model.Type{Kind: model.Alias, Elem: text}, `"text"`, ""},
		{"any", &model.Type{}, `"text"`, ""},
		{"enum", enum, "7", ""},
		{"uuid", &model.Type{Kind: model.String, Format: "uuid"}, `"00000000-0000-4000-8000-000000000001"`, ""},
		{"unknown format", &model.Type{Kind: model.String, Format: "colour"}, `"text"`, ""},
		{"date", &model.Type{Kind: model.Date}, `"2020-01-02"`, ""},
		{"date-time", &model.Type{Kind: model.DateTime}, `"2020-01-02T03:04:05Z"`, ""},
		{"bytes", &model.Type{Kind: model.Bytes}, `"dGV4dA=="`, ""},
		{"whole", number(model.Int32, model.Limits{}), "1", ""},
		{"from", number(model.Int64, model.Limits{Minimum: ptr(10.0)}), "10", ""},
		{"more than", number(model.Int64, model.Limits{Minimum: ptr(10.0), ExclusiveMinimum: true}), "11", ""},
		{"less than", number(model.Int64, model.Limits{Maximum: ptr(-3.0), ExclusiveMaximum: true}), "-4", ""},
		{"multiple", number(model.Int64, model.Limits{Minimum: ptr(10.0), MultipleOf: ptr(4.0)}), "12", ""},
		{"fraction", number(model.Float64, model.Limits{Minimum: ptr(0.0), ExclusiveMinimum: true, Maximum: ptr(0.25)}), "0.125", ""},
		{"no number", number(model.Int64, model.Limits{Minimum: ptr(1.0), Maximum: ptr(0.0)}), "", ""},
		{"too large for int32", number(model.Int32, model.Limits{Minimum: ptr(3e9)}), "", ""},
		{"padded", short(model.Limits{MinLength: ptr[uint64](6)}), `"textxx"`, ""},
		{"cut", short(model.Limits{MaxLength: ptr[uint64](2)}), `"a"`, ""},
		{"empty", short(model.Limits{MaxLength: ptr[uint64](0)}), `""`, ""},
		{"no length", short(model.Limits{MinLength: ptr[uint64](2), MaxLength: ptr[uint64](1)}), "", ""},
		{"endless", short(model.Limits{MinLength: ptr[uint64](1 << 40)}), "", ""},
		{"pattern", short(model.Limits{Pattern: `^[A-Z]{2}-\d+$`, MinLength: ptr[uint64](6)}), `"AA-000"`, ""},
		{"pattern of another language", short(model.Limits{Pattern: "(?=a)b"}), "", ""},
		{"pattern of too much", short(model.Limits{Pattern: `^((((x?)*)*)*)*\d$`, MinLength: ptr[uint64](1000), MaxLength: ptr[uint64](1000)}), "", ""},
		{"list", list(text, model.Limits{}), "[]", `["text"]`},
		{"unique", list(enum, model.Limits{MinItems: ptr[uint64](2), UniqueItems: true}), "[7, 0]", ""},
		{"too many unique", list(enum, model.Limits{MinItems: ptr[uint64](3), UniqueItems: true}), "", ""},
		{"no item", list(text, model.Limits{MaxItems: ptr[uint64](0)}), "[]", ""},
		{"too many items", list(text, model.Limits{MinItems: ptr[uint64](1 << 40)}), "", ""},
		{"map", &model.Type{Kind: model.Map, Elem: text, Limits: model.Limits{MinProperties: ptr[uint64](2)}}, `{"key":"text", "key2":"text2"}`, ""},
		{"page", &model.Type{Kind: model.Page, Elem: enum}, `{"value":[]}`, `{"value":[7]}`},
		{"single", &model.Type{Kind: model.Single, Elem: enum}, `{"value":7}`, ""},
		{"object", person, `{"kind":"Person", "friends":[]}`, ""},
		{"circle", knot, "", ""},
		{"fewest properties", &model.Type{Kind: model.Object, Limits: model.Limits{MinProperties: ptr[uint64](1)}, Fields: person.Fields},
			`{"kind":"text", "friends":[]}`, `{"kind":"text", "friend":{"kind":"Person", "friends":[]}, "friends":[{"kind":"Person", "friends":[]}]}`},
		{"additional", &model.Type{Kind: model.Object, Additional: enum}, `{}`, `{"additional":7}`},
		{"hostile name", &model.Type{Kind: model.Object, Fields: []*model.Field{{Wire: "`\"\\\u202e\n😀", Type: enum, Required: true}}},
			"{\"\\u0060\\u0022\\u005c\\u202e\\u000a\\ud83d\\ude00\":7}", ""},
	} {
		for _, full := range []bool{false, true} {
			want := test.minimal
			if full && test.full != "" {
				want = test.full
			}
			v, err := (&sampler{full: full}).value(test.t, 0)
			switch {
			case want == "" && err == nil:
				t.Errorf("%s: got %s, want an error", test.name, jsonText(v))
			case want != "" && err != nil:
				t.Errorf("%s: %v", test.name, err)
			case want != "" && jsonText(v) != want:
				t.Errorf("%s: got %s, want %s", test.name, jsonText(v), want)
			case want != "" && !json.Valid([]byte(want)):
				t.Errorf("%s: not JSON: %s", test.name, want)
			}
		}
	}
}

// TestSampleOfManyTypes makes sure that types that contain each other twice do not make a sample without end.
func TestSampleOfManyTypes(t *testing.T) {
	inner := &model.Type{Kind: model.String}
	for range 60 {
		inner = &model.Type{Kind: model.Object, Fields: []*model.Field{{Wire: "a", Type: inner}, {Wire: "b", Type: inner}}}
	}
	s := &sampler{full: true}
	if v, err := s.value(inner, 0); err != nil || len(jsonText(v)) > 100*maxSample {
		t.Errorf("%v", err)
	}
	if !slices.Equal(s.gaps, []string{errSize.Error()}) {
		t.Errorf("gaps: %q", s.gaps)
	}
}

func TestSamplesOfOneTypeDiffer(t *testing.T) {
	for _, typ := range []*model.Type{
		{Kind: model.Int32}, {Kind: model.Float64}, {Kind: model.Bytes}, {Kind: model.Date}, {Kind: model.DateTime},
		{Kind: model.String}, {Kind: model.String, Limits: model.Limits{MaxLength: ptr[uint64](1)}},
		{Kind: model.String, Limits: model.Limits{Pattern: "^[a-z]$"}},
		{Kind: model.Int64, Limits: model.Limits{Maximum: ptr(-5.0)}},
		{Kind: model.String, Format: "uuid"}, {Kind: model.String, Format: "email"}, {Kind: model.String, Format: "uri"},
		{Kind: model.String, Format: "hostname"}, {Kind: model.String, Format: "ipv4"}, {Kind: model.String, Format: "ipv6"},
		{Kind: model.String, Format: "time"}, {Kind: model.String, Format: "duration"},
	} {
		seen := map[string]bool{}
		for n := range 10 {
			v, err := (&sampler{}).value(typ, n)
			if err != nil || seen[jsonText(v)] {
				t.Errorf("%+v: sample %d: %v, %v", typ, n, v, err)
			}
			seen[jsonText(v)] = true
		}
	}
}

// FuzzSampleText holds each text against the pattern and the length that it was made for.
func FuzzSampleText(f *testing.F) {
	for _, pattern := range []string{`^\w+@\w+\.[a-z]{2,3}$`, `^(a|bc)*d?$`, `[^x]`, `(?i)^ABC$`, `^\p{Greek}{3}$`, `\bx\b`, `x$^y`, "^(((a*)*)*)*$"} {
		f.Add(pattern, uint64(1), uint64(20), 3)
	}
	f.Fuzz(func(t *testing.T, pattern string, least, most uint64, n int) {
		if n < 0 || n > 1000 {
			return
		}
		typ := &model.Type{Kind: model.String, Limits: model.Limits{Pattern: pattern, MinLength: &least, MaxLength: &most}}
		v, err := sampleText(typ, n)
		if err != nil || pattern == "" {
			return
		}
		text := v.(string)
		if length := uint64(len([]rune(text))); length < least || length > most || !regexp.MustCompile(pattern).MatchString(text) {
			t.Errorf("%q for %q of %d to %d characters", text, pattern, least, most)
		}
	})
}

// TestLiterals makes sure that a parameter gets an expression of its own type.
func TestLiterals(t *testing.T) {
	for _, test := range []struct {
		t    *model.Type
		want string
	}{
		{&model.Type{Kind: model.Bool}, "true"},
		{&model.Type{Kind: model.Int64}, "1"},
		{&model.Type{Kind: model.Float32}, "0.5"},
		{&model.Type{Kind: model.Decimal}, `"0.5"`},
		{&model.Type{Kind: model.String}, `"text"`},
		{&model.Type{Kind: model.Bytes}, `[]byte("text")`},
		{&model.Type{Kind: model.Date}, "Date{2020, 1, 2}"},
		{&model.Type{Kind: model.DateTime}, "time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)"},
		{&model.Type{Kind: model.List, Elem: &model.Type{Kind: model.List, Elem: &model.Type{Kind: model.Int32}}}, "[][]int32{[]int32{1}}"},
	} {
		v, err := (&sampler{full: true}).value(test.t, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(strings.Fields(fmt.Sprintf("%#v", literal(test.t, v))), " "); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}
