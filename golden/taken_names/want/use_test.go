package want_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/taken_names/want"
)

func TestProperties(t *testing.T) {
	v := want.Open{
		MarshalJSONProperty: "m", UnmarshalJSONProperty: "u", UnmarshalUnderscoreJSON: "_", RawProperty: "r", AdditionalPropertiesProperty: "a",
		AdditionalProperties: map[string]any{"more": "+"},
	}
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	sent := map[string]string{"MarshalJSON": "m", "UnmarshalJSON": "u", "unmarshal_json": "_", "raw": "r", "AdditionalProperties": "a", "more": "+"}
	if diff := cmp.Diff(sent, got); diff != "" {
		t.Error(diff)
	}
	var back want.Open
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(v, back); diff != "" {
		t.Error(diff)
	}
}

func TestArguments(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusConflict)
		io.WriteString(w, `{"message":"A of B as C.","errorCode":1}`)
	}))
	defer server.Close()
	client, err := want.NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Things.Get(t.Context())
	var taken *want.TakenError
	if !errors.As(err, &taken) {
		t.Fatalf("%v is no *TakenError", err)
	}
	if got := [...]string{taken.UnwrapArg, taken.MessageArg, taken.AsArg}; got != [...]string{"A", "B", "C"} {
		t.Errorf("arguments %q", got)
	}
	if !errors.Is(err, want.CodeTaken) {
		t.Error("the error is not of its code")
	}
}
