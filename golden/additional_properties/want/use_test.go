package want_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/additional_properties/want"
)

// echo gives a client of a server that sends back what it gets, or the text when that is nothing.
func echo(t *testing.T, text string) *want.Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n, _ := io.Copy(w, r.Body); n == 0 {
			io.WriteString(w, text)
		}
	}))
	t.Cleanup(server.Close)
	client, err := want.NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func TestRoundTrip(t *testing.T) {
	item := &want.Item{
		Name: "n", Content: map[string]any{"a": []any{"b", nil}}, Labels: map[string]string{"l": "m"},
		Nested: map[string][]string{"x": {"y"}}, StrangeKey: "s", AdditionalProperties: map[string]int64{"extra": 9007199254740993, "": 1},
	}
	got, err := echo(t, "").Items.Add(t.Context(), item)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(item, got); diff != "" {
		t.Error(diff)
	}
	got, err = echo(t, "").Items.Add(t.Context(), &want.Item{Name: "kept", AdditionalProperties: map[string]int64{"name": 1}})
	if err != nil || got.Name != "kept" || got.AdditionalProperties != nil {
		t.Errorf("an extra property hides a known one: %+v, %v", got, err)
	}
	if text, err := json.Marshal(want.Item{}); err != nil || string(text) != `{"name":""}` {
		t.Errorf("absent properties are sent: %s, %v", text, err)
	}
}

func TestOthers(t *testing.T) {
	counts, err := echo(t, `{"a":1,"b":2}`).Items.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]int64{"a": 1, "b": 2}, counts); diff != "" {
		t.Error(diff)
	}
	for _, v := range []any{"text", json.Number("1.50"), false, []any{}, map[string]any{"a": nil}} {
		got, err := echo(t, "").Items.Anything(t.Context(), v)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(v, got); diff != "" {
			t.Error(diff)
		}
	}
	var free want.Free
	if err := json.Unmarshal([]byte(`{"name":"n","other":[1],"nil":null}`), &free); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.Free{Name: "n", AdditionalProperties: map[string]any{"other": []any{json.Number("1")}, "nil": nil}}, free); diff != "" {
		t.Error(diff)
	}
}
