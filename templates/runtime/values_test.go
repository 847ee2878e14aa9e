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

// open is what is generated for an object with additional properties and names that no json tag can hold.
type open struct {
	Name       string         `json:"name"`
	Quote      string         `json:"-" wire:"it's \"odd\", é"`
	Comma      string         `json:"-" wire:"a,b" omit:"zero"`
	Additional map[string]int `json:"-" wire:"*"`
	Raw        RawFields      `json:"-"`
}

func (v open) MarshalJSON() ([]byte, error) { return marshal(v) }

func (v *open) UnmarshalJSON(data []byte) error { return unmarshal(data, v) }

func TestOpenObjects(t *testing.T) {
	for _, v := range []open{
		{}, {Name: "n", Quote: "q", Comma: "c"}, {Name: "n", Additional: map[string]int{"x": 1, "": 2, "Name ": 3}},
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
	taken := open{Name: "n", Additional: map[string]int{"name": 1, `it's "odd", é`: 2}}
	if data, _ := json.Marshal(taken); string(data) != `{"name":"n","it's \"odd\", é":""}` {
		t.Errorf("additional properties replace declared ones: %s", data)
	}
	const misfits = `{"name":1,"it's \"odd\", é":"","x":"no number"}`
	var got open
	if err := json.Unmarshal([]byte(misfits), &got); err != nil || got.Name != "" || got.Additional != nil {
		t.Errorf("got %+v, %v", got, err)
	}
	if data, err := json.Marshal(got); string(data) != misfits || err != nil {
		t.Errorf("%s, %v", data, err)
	}
	if err := json.Unmarshal([]byte(`[]`), &got); err == nil {
		t.Error("a list is no object")
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
