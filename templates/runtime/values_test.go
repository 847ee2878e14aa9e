package runtime

import (
	"encoding/json"
	"math"
	"reflect"
	"testing"
	"time"
)

func TestOpt(t *testing.T) {
	type patch struct {
		Name Opt[string] `json:"name,omitzero"`
		Max  Opt[int]    `json:"max,omitzero"`
		Day  Opt[Date]   `json:"day,omitzero"`
	}
	tests := []struct {
		value patch
		text  string
	}{
		{patch{}, `{}`},
		{patch{Name: Null[string](), Day: Null[Date]()}, `{"name":null,"day":null}`},
		{patch{Name: Some(""), Max: Some(0)}, `{"name":"","max":0}`},
		{patch{Name: Some("x"), Day: Some(Date{2026, 1, 2})}, `{"name":"x","day":"2026-01-02"}`},
	}
	for _, test := range tests {
		if got, err := json.Marshal(test.value); string(got) != test.text || err != nil {
			t.Errorf("got %s, %v, want %s", got, err, test.text)
		}
		var got patch
		if err := json.Unmarshal([]byte(test.text), &got); got != test.value || err != nil {
			t.Errorf("%s: got %+v, %v", test.text, got, err)
		}
	}
	if err := json.Unmarshal([]byte(`{"max":"x"}`), new(patch)); err == nil {
		t.Error("no error")
	}
	null, absent, some := Null[int](), Opt[int]{}, Some(3)
	if v, ok := some.Get(); v != 3 || !ok || some.Or(7) != 3 || some.IsNull() || some.IsZero() {
		t.Error(some)
	}
	if v, ok := null.Get(); v != 0 || ok || null.Or(7) != 7 || !null.IsNull() || null.IsZero() {
		t.Error(null)
	}
	if v, ok := absent.Get(); v != 0 || ok || absent.Or(7) != 7 || absent.IsNull() || !absent.IsZero() {
		t.Error(absent)
	}
	if got, err := json.Marshal([]Opt[int]{absent, null, some}); string(got) != "[null,null,3]" || err != nil {
		t.Errorf("%s, %v", got, err)
	}
}

func TestDate(t *testing.T) {
	type holder struct {
		Sent     Date `json:"sent"`
		Optional Date `json:"optional,omitzero"`
	}
	for text, want := range map[string]holder{
		`{"sent":"2026-02-28"}`:                         {Sent: Date{2026, 2, 28}},
		`{"sent":"0001-01-01","optional":"9999-12-31"}`: {Date{1, 1, 1}, Date{9999, 12, 31}},
		`{"sent":""}`: {},
	} {
		var got holder
		if err := json.Unmarshal([]byte(text), &got); got != want || err != nil {
			t.Errorf("%s: got %+v, %v", text, got, err)
		}
		if back, err := json.Marshal(want); string(back) != text || err != nil {
			t.Errorf("%s: got %s, %v", text, back, err)
		}
	}
	for text, want := range map[string]Date{
		"2026-02-28T23:59:59.9Z": {2026, 2, 28}, "2026-02-28 10:00": {2026, 2, 28}, "": {},
	} {
		var got Date
		if err := got.UnmarshalText([]byte(text)); got != want || err != nil {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"2026-02-30", "2026-2-3", "2026", "x", "2026-02-28x", "0000-00-00", "20260228"} {
		if err := new(Date).UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
	var null holder
	if err := json.Unmarshal([]byte(`{"sent":null}`), &null); err != nil || !null.Sent.IsZero() {
		t.Error(null, err)
	}
	zone := time.FixedZone("", 14*3600)
	if got := DateOf(time.Date(2026, 3, 1, 1, 0, 0, 0, zone)); got.String() != "2026-03-01" || !got.In(zone).Equal(time.Date(2026, 3, 1, 0, 0, 0, 0, zone)) {
		t.Error(got)
	}
}

// open and odd are what is generated for an object with additional properties and names that no struct tag
// can hold.
type open struct {
	Name  string         `json:"name"`
	Quote string         `json:"-"`
	Extra map[string]int `json:"-"`
}

func (v open) MarshalJSON() ([]byte, error) {
	type plain open
	return marshalOpen(plain(v), map[string]any{`it's "odd", é`: v.Quote}, v.Extra, `it's "odd", é`)
}

func (v *open) UnmarshalJSON(data []byte) error {
	type plain open
	return unmarshalOpen(data, (*plain)(v), map[string]any{`it's "odd", é`: &v.Quote}, &v.Extra, "name")
}

type odd struct {
	Name  string `json:"name,omitzero"`
	Comma string `json:"-"`
}

func (v odd) MarshalJSON() ([]byte, error) {
	type plain odd
	return marshalOpen(plain(v), map[string]any{"a,b": v.Comma}, noProperties)
}

func (v *odd) UnmarshalJSON(data []byte) error {
	type plain odd
	return unmarshalOpen(data, (*plain)(v), map[string]any{"a,b": &v.Comma}, &noProperties, "name")
}

func TestOpenObjects(t *testing.T) {
	for _, v := range []open{
		{}, {Name: "n", Quote: "q"}, {Name: "n", Extra: map[string]int{"x": 1, "": 2, "Name ": 3}},
	} {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var got open
		if err := json.Unmarshal(data, &got); err != nil || !reflect.DeepEqual(got, v) {
			t.Errorf("%s: got %+v, %v, want %+v", data, got, err, v)
		}
	}
	if data, _ := json.Marshal(open{Name: "n", Extra: map[string]int{"name": 1, `it's "odd", é`: 2}}); string(data) != `{"it's \"odd\", é":"","name":"n"}` {
		t.Errorf("additional properties replace declared ones: %s", data)
	}
	var reused open
	_ = json.Unmarshal([]byte(`{"name":"a","x":1}`), &reused)
	if err := json.Unmarshal([]byte(`{"NAME":"b","y":2}`), &reused); err != nil || reused.Name != "b" || !reflect.DeepEqual(reused.Extra, map[string]int{"y": 2}) {
		t.Errorf("got %+v, %v", reused, err)
	}
	for _, text := range []string{`{"x":"no number"}`, `{"it's \"odd\", é":1}`, `{"name":1}`, `[]`} {
		if err := json.Unmarshal([]byte(text), new(open)); err == nil {
			t.Errorf("%s: no error", text)
		}
	}
	if err := json.Unmarshal([]byte("null"), &reused); err != nil || reused.Name != "b" {
		t.Errorf("null: %+v, %v", reused, err)
	}

	if data, err := json.Marshal(odd{}); err != nil || string(data) != "{}" {
		t.Errorf("properties that are not required: %s, %v", data, err)
	}
	var o odd
	if err := json.Unmarshal([]byte(`{"name":"n","a,b":"c","x":[1]}`), &o); err != nil || o != (odd{"n", "c"}) || noProperties != nil {
		t.Errorf("got %+v, %v, %v", o, err, noProperties)
	}
	if data, err := json.Marshal(o); string(data) != `{"a,b":"c","name":"n"}` || err != nil {
		t.Errorf("%s, %v", data, err)
	}
}

func TestTexts(t *testing.T) {
	type number int32
	type ratio float32
	type word string
	at := time.Date(2026, 1, 2, 3, 4, 5, 600, time.FixedZone("", -3600))
	for got, want := range map[string]string{
		textOfInt(number(-7)):                "-7",
		textOfInt(int64(math.MinInt64)):      "-9223372036854775808",
		textOfFloat(ratio(0.1)):              "0.1",
		textOfFloat(0.1):                     "0.1",
		textOfFloat(float64(float32(0.1))):   "0.10000000149011612",
		textOfFloat(1e6):                     "1000000",
		textOfFloat(1e20):                    "100000000000000000000",
		textOfFloat(-1e21):                   "-1e+21",
		textOfFloat(float32(16777216.0)):     "16777216",
		textOfFloat(0.000001):                "0.000001",
		textOfFloat(0.0):                     "0",
		textOfFloat(1e-9):                    "1e-09",
		textOfBool(true):                     "true",
		textOfTime(at):                       "2026-01-02T03:04:05.0000006-01:00",
		textOfTime(at.Truncate(time.Second)): "2026-01-02T03:04:05-01:00",
		textOfBytes([]byte{0xfb, 0xff}):      "+/8=",
		textOf(word("a b")):                  "a b",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if got := texts([]bool{true, false}, textOfBool); !reflect.DeepEqual(got, []string{"true", "false"}) {
		t.Error(got)
	}
	if got := texts(nil, textOfInt[int64]); len(got) != 0 {
		t.Error(got)
	}
}
