package runtime

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"
)

type colour string

type nested struct {
	Name  string  `json:"Name"`
	Deep  *nested `json:"Deep,omitzero"`
	Count int32   `json:"Count,omitzero"`
}

// allKinds has every kind of field that is generated, but for times, decimals and values of any type, which are not
// read as package encoding/json reads them.
type allKinds struct {
	ID      int64             `json:"Id"`
	Small   int32             `json:"small,omitzero"`
	Text    string            `json:"Text"`
	Colour  colour            `json:"Colour,omitzero"`
	On      bool              `json:"on"`
	Ratio   float64           `json:"ratio"`
	Half    float32           `json:"half,omitzero"`
	Data    []byte            `json:"data"`
	Max     Opt[int32]        `json:"max,omitzero"`
	Label   Opt[colour]       `json:"label,omitzero"`
	Plain   nested            `json:"plain"`
	Pointer *nested           `json:"pointer"`
	List    []nested          `json:"list"`
	Numbers []int64           `json:"numbers,omitzero"`
	Lists   [][]string        `json:"lists"`
	Map     map[string]nested `json:"map"`
	Words   map[string]string `json:"words,omitzero"`
}

var full = allKinds{
	ID: math.MinInt64, Small: -7, Text: "a \"b\" \\ / \x00\x1f\u2028é😀<&>", Colour: "red", On: true, Ratio: 1e300, Half: 0.1, Data: []byte{0, 255},
	Max: Some[int32](0), Label: Null[colour](), Plain: nested{Name: "x", Count: 1}, Pointer: &nested{Deep: &nested{}},
	List: []nested{{}, {Name: "y"}}, Numbers: []int64{1, -2}, Lists: [][]string{nil, {}, {"a"}},
	Map: map[string]nested{"": {}, "é\"": {Name: "z"}}, Words: map[string]string{"b": "2", "a": "1"},
}

func TestCodecAgreesWithTheStandardLibrary(t *testing.T) {
	for _, v := range []allKinds{{}, full} {
		want, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		got, err := marshal(v)
		if err != nil || !sameJSON(got, want) {
			t.Errorf("got  %s, %v\nwant %s", got, err, want)
		}
		var back allKinds
		if err := unmarshal(got, &back); err != nil || !reflect.DeepEqual(back, v) {
			t.Errorf("got %+v, %v, want %+v", back, err, v)
		}
	}
}

func TestNoJSON(t *testing.T) {
	for _, text := range []string{
		"", " ", "{", "}", "[", "nul", "tru", "{]", `{"Id"}`, `{"Id":}`, `{"Id":1,}`, `{Id:1}`, `{"Id":1 "on":true}`, `{"Id":01}`, `{"Id":1.}`, `{"Id":.5}`,
		`{"Id":-}`, `{"Id":1e}`, `{"Text":"a`, `{"Text":"\x"}`, `{"Text":"\u12"}`, "{\"Text\":\"\n\"}", `{"unknown":[1,]}`, `{"unknown":{"a":}}`, `{} {}`, `{"list":[{}`,
		`{"list":[,]}`, `{"map":{"a":{},}}`, `{"data":"a`, `{"on":falsy}`, `{"max":nil}`, strings.Repeat("[", 20000), strings.Repeat(`{"Plain":`, 20000),
		`{"unknown":` + strings.Repeat("[", 10001) + strings.Repeat("]", 10001) + "}",
	} {
		if json.Valid([]byte(text)) && len(text) < 20000 {
			t.Fatalf("%s: is JSON", text)
		}
		err := unmarshal([]byte(text), new(allKinds))
		if err == nil {
			t.Errorf("%.100s: no error", text)
		} else if err == errOdd || len(err.Error()) > 100 {
			t.Errorf("%.100s: %v", text, err)
		}
	}
}

// TestCutOff reads what is left of a text that was cut anywhere.
func TestCutOff(t *testing.T) {
	text, _ := json.Marshal(full)
	page := `{"@odata.count":1,"value":[` + string(text) + `]}`
	for i := range len(page) {
		for _, target := range []any{new(Page[allKinds]), new(Single[allKinds]), new(allKinds), new(any)} {
			if err := unmarshal([]byte(page[:i]), target); err == nil || err == errOdd {
				t.Errorf("%T: %s: %v", target, page[:i], err)
			}
		}
	}
}

// TestRoomOfLists bounds what lists take besides their items: the outer one of a reply with equal items little, any other
// what doubling takes, and a short one before a lot of other text not much.
func TestRoomOfLists(t *testing.T) {
	list := func(n int) string { return `[{"Name":"a"}` + strings.Repeat(`,{"Name":"a"}`, n-1) + `]` }
	for _, test := range []struct {
		text     string
		items    func(*Page[allKinds], *Page[nested]) int
		capacity int
	}{
		{`{"value":` + list(1100) + `}`, func(_ *Page[allKinds], page *Page[nested]) int { return cap(page.Value) }, 1400},
		{`{"value":[{"list":` + list(5) + `},{"Text":"` + strings.Repeat("x", 1e5) + `"}]}`, func(page *Page[allKinds], _ *Page[nested]) int { return cap(page.Value[0].List) }, 8},
		{`{"value":` + list(5) + `,"more":"` + strings.Repeat("x", 1e5) + `"}`, func(_ *Page[allKinds], page *Page[nested]) int { return cap(page.Value) }, 80},
	} {
		var all Page[allKinds]
		var page Page[nested]
		if err := errors.Join(unmarshal([]byte(test.text), &all), unmarshal([]byte(test.text), &page)); err != nil {
			t.Error(err)
		} else if got := test.items(&all, &page); got > test.capacity {
			t.Errorf("%.30s: room for %d items, want at most %d", test.text, got, test.capacity)
		}
	}
}

// keeper is what is generated: it keeps what does not fit.
type keeper struct {
	ID    int64             `json:"Id"`
	Start time.Time         `json:"Start,omitzero"`
	Max   Opt[int32]        `json:"max,omitzero"`
	Deep  *keeper           `json:"deep,omitzero"`
	List  []keeper          `json:"list,omitzero"`
	Words map[string]string `json:"words,omitzero"`
	Raw   RawFields         `json:"-"`
}

func TestOddValuesAreKept(t *testing.T) {
	for _, text := range []string{
		`{"Id":"seven"}`,
		`{"Id":1.5,"max":"many"}`,
		`{"Id":99999999999999999999,"Start":"soon","max":2147483648}`,
		`{"Id":1,"new":{"a":[1.10,null]},"null":null,"é\"":"x"}`,
		`{"Id":1,"deep":{"Id":[],"other":1}}`,
		`{"Id":1,"deep":"none"}`,
		`{"Id":1,"list":[{"Id":1},{"Id":"x"},{"Id":3,"y":1}]}`,
		`{"Id":1,"list":[{"Id":1},7,null]}`,
		`{"Id":1,"list":{"0":{"Id":1}}}`,
		`{"Id":1,"words":{"a":"b","c":5}}`,
	} {
		var v keeper
		if err := unmarshal([]byte(text), &v); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if got, err := marshal(v); string(got) != text || err != nil {
			t.Errorf("%s: sent again as %s, %v", text, got, err)
		}
	}

	var v keeper
	if err := unmarshal([]byte(`{"ID":"x","Start":"soon","list":[{"Id":1},7],"new":true,"new":1}`), &v); err != nil {
		t.Fatal(err)
	}
	if raw, ok := v.Raw.Get("Id"); string(raw) != `"x"` || !ok {
		t.Errorf("%s, %v", raw, ok)
	}
	if raw, _ := v.Raw.Get("new"); string(raw) != "1" {
		t.Errorf("%s", raw)
	}
	if len(v.List) != 2 || v.List[0].ID != 1 {
		t.Errorf("%+v", v.List)
	}
	v.ID, v.List = 3, v.List[:1]
	if got, err := marshal(v); string(got) != `{"Id":3,"Start":"soon","list":[{"Id":1}],"new":1}` || err != nil {
		t.Errorf("%s, %v", got, err)
	}
	if err := unmarshal([]byte(`[]`), &v); err != errOdd {
		t.Error(err)
	}
}

func TestRawFields(t *testing.T) {
	var v keeper
	for name, value := range map[string]any{"max": nil, "Id": "text", "x": 1} {
		if err := v.Raw.Set(name, value); err != nil {
			t.Fatal(err)
		}
	}
	v.ID = 5
	data, err := marshal(&v)
	if want := `{"Id":"text","max":null,"x":1}`; string(data) != want || err != nil {
		t.Errorf("%s, %v", data, err)
	}
	copied := v
	_ = copied.Raw.Set("x", []int{2})
	copied.Raw.Delete("Id")
	if raw, _ := v.Raw.Get("x"); string(raw) != "1" {
		t.Errorf("a copy changes the original: %s", raw)
	}
	if data, _ := marshal(copied); string(data) != `{"Id":5,"max":null,"x":[2]}` {
		t.Errorf("%s", data)
	}
	if v.Raw.Equal(copied.Raw) || !v.Raw.Equal(v.Raw) || !new(RawFields).Equal(RawFields{}) || v.Raw.Equal(RawFields{}) {
		t.Error("Equal")
	}
	for _, name := range []string{"max", "x", "none"} {
		copied.Raw.Delete(name)
	}
	if !copied.Raw.IsZero() {
		t.Error("not empty")
	}
	if err := v.Raw.Set("x", func() {}); err == nil {
		t.Error("a function has no JSON")
	}
}

func TestParseTime(t *testing.T) {
	utc := time.Date(2020, 11, 3, 8, 5, 59, 0, time.UTC)
	for text, want := range map[string]time.Time{
		"2020-11-03T08:05:59Z":              utc,
		"2020-11-03T08:05:59":               utc,
		"2020-11-03t08:05:59z":              utc,
		"2020-11-03 08:05:59":               utc,
		"2020-11-03T08:05:59.7171234Z":      utc.Add(717123400),
		"2020-11-03T08:05:59.7171234":       utc.Add(717123400),
		"2020-11-03T08:05:59.123456789123Z": utc.Add(123456789),
		"2020-11-03T10:05:59+02:00":         utc,
		"2020-11-03T10:05:59.5+0200":        utc.Add(5e8),
		"2020-11-03T00:35:59-07:30":         utc,
		"2020-11-03T08:05Z":                 utc.Add(-59 * time.Second),
		"2020-11-03":                        time.Date(2020, 11, 3, 0, 0, 0, 0, time.UTC),
		"0001-01-01T00:00:00":               {},
		"0001-01-01T00:00:00Z":              {},
		"9999-12-31T23:59:59.9999999Z":      time.Date(9999, 12, 31, 23, 59, 59, 999999900, time.UTC),
		"2020-02-29T00:00:00.0000000+14:00": time.Date(2020, 2, 28, 10, 0, 0, 0, time.UTC),
	} {
		if got, ok := parseTime([]byte(text)); !ok || !got.Equal(want) {
			t.Errorf("%s: got %v, %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{
		"", "soon", "2020", "2020-11", "2020-11-3", "2020-13-01", "2020-00-01", "2020-02-30", "2021-02-29", "2020-11-03T", "2020-11-03T8:05:59", "2020-11-03T24:00:00Z",
		"2020-11-03T08:60:00Z", "2020-11-03T08:05:60Z", "2020-11-03T08:05:59.Z", "2020-11-03T08:05:59X", "2020-11-03T08:05:59Zx", "2020-11-03T08:05:59+2", "2020-11-03T08:05:59+24:00",
		"2020-11-03T08:05:59+01:60", "2020/11/03", "-020-11-03", "2020-11-03T08", "2020-11-03T08:05:59ZZ", "２０２０-11-03",
	} {
		if got, ok := parseTime([]byte(text)); ok {
			t.Errorf("%q: got %v", text, got)
		}
	}
}

func FuzzParseTime(f *testing.F) {
	f.Add("2020-11-03T08:05:59.7171234+02:00")
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := parseTime([]byte(text))
		want, err := time.Parse(time.RFC3339Nano, text)
		if err == nil && (!ok || !got.Equal(want)) {
			t.Errorf("%q: got %v, %v, want %v", text, got, ok, want)
		}
	})
}

// FuzzCodec holds the codec to package encoding/json: what that takes, the codec takes with the same result, and it
// takes nothing else but values that do not fit.
func FuzzCodec(f *testing.F) {
	data, _ := json.Marshal(full)
	f.Add(data)
	f.Add([]byte(`{"ID":1,"text":"\ud83d\ude00\ud83dx\u00e9","list":[null,{"name":"x"}],"max":null,"pointer":null}`))
	f.Add([]byte(`{"value":[{"Id":1},{"Id":"x"}],"@odata.count":`))
	f.Add([]byte(`{"Id":1e2,"ratio":1E+2,"data":"AP8=","unknown":{"a":[1.5e-3,"x",true,false,null]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var got, want allKinds
		gotErr, wantErr := unmarshal(data, &got), json.Unmarshal(data, &want)
		valid := json.Valid(data)
		if err := unmarshal(data, new(Page[allKinds])); !valid && (err == nil || err == errOdd) {
			t.Fatalf("page %q: %v", data, err)
		}
		if valid && hasDuplicates(data) {
			return
		}
		switch {
		case valid != (gotErr == nil || gotErr == errOdd):
			t.Fatalf("%q: %v", data, gotErr)
		case wantErr == nil && gotErr != nil:
			t.Fatalf("%q: got %v", data, gotErr)
		case wantErr == nil && !reflect.DeepEqual(got, want):
			t.Fatalf("%q:\ngot  %+v\nwant %+v", data, got, want)
		case wantErr != nil:
			return
		}
		gotData, err := marshal(got)
		wantData, wantErr := json.Marshal(want)
		if err != nil || wantErr != nil || !sameJSON(gotData, wantData) {
			t.Fatalf("%q:\ngot  %s, %v\nwant %s, %v", data, gotData, err, wantData, wantErr)
		}
	})
}

// hasDuplicates reports whether an object has the same name twice, also in another case. Package encoding/json then
// merges the values, also into items of lists.
func hasDuplicates(data []byte) bool {
	dec := json.NewDecoder(bytes.NewReader(data))
	var visit func() bool
	visit = func() bool {
		tok, err := dec.Token()
		if err != nil {
			return false
		}
		delim, ok := tok.(json.Delim)
		if !ok {
			return false
		}
		seen := map[string]bool{}
		for dec.More() {
			if delim == '{' {
				key, err := dec.Token()
				if err != nil {
					return false
				}
				name := string(appendFold(nil, []byte(key.(string))))
				if seen[name] {
					return true
				}
				seen[name] = true
			}
			if visit() {
				return true
			}
		}
		_, _ = dec.Token()
		return false
	}
	return visit()
}

func sameJSON(a, b []byte) bool {
	var x, y any
	return json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil && reflect.DeepEqual(x, y)
}
