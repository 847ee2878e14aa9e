package want_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/odd_names/want"
)

const odd = `{"":"empty","日本":"japan","@odata.context":"context","1abc":"digit","type":"type","a b":"blank",` +
	`"quo\"te":"quote","comma,x":44,"-":"dash","name":"lower","Name":"title","NAME":"upper"}`

func object(t *testing.T, text []byte) map[string]any {
	t.Helper()
	var o map[string]any
	if err := json.Unmarshal(text, &o); err != nil {
		t.Fatal(err)
	}
	return o
}

func TestProperties(t *testing.T) {
	var v want.MX
	if err := json.Unmarshal([]byte(odd), &v); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.MX{
		Empty: "empty", X日本: "japan", ODataContext: "context", X1abc: "digit", Type: "type", AB: "blank",
		QuoTe: "quote", CommaX: 44, Dash: "dash", Name3: "lower", Name: "title", Name2: "upper",
	}, v); diff != "" {
		t.Error(diff)
	}
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(object(t, []byte(odd)), object(t, text)); diff != "" {
		t.Error(diff)
	}
	for _, test := range []struct {
		value any
		sent  string
	}{
		{want.MX{}, `{}`},
		{want.MXModel{}, `{"a,b":""}`},
		{want.MXModel{Only: "o", CD: want.Null[int32]()}, `{"only":"o","a,b":"","c,d":null}`},
		{want.MXModel{CD: want.Some[int32](0)}, `{"a,b":"","c,d":0}`},
	} {
		if text, err := json.Marshal(test.value); err != nil || string(text) != test.sent {
			t.Errorf("sent %s, want %s (%v)", text, test.sent, err)
		}
	}
}

func TestRequests(t *testing.T) {
	var got *http.Request
	answer := `{"status":"closed","error":{"Error":"e"},"only":"o"}`
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r
		io.WriteString(w, answer)
	}))
	defer server.Close()
	client, err := want.NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	made, err := client.Client.PostThings(t.Context(), &want.ClientPostThingsOptions{Empty: "e&", OddParam: "p"})
	if err != nil {
		t.Fatal(err)
	}
	if raw, _ := made.Raw.Get("only"); string(raw) != `"o"` {
		t.Errorf("an unknown property is lost: %s", raw)
	}
	made.Raw = want.RawFields{}
	if diff := cmp.Diff(&want.ClientModel{Status: want.StatusModelClosed, Error: &want.Error{Error: "e"}}, made); diff != "" {
		t.Error(diff)
	}
	if q := got.URL.Query(); q.Get("") != "e&" || q.Get("@odd param") != "p" {
		t.Errorf("query %q", got.URL.RawQuery)
	}
	only, err := client.Test.ListEverythingPlease(t.Context(), "dash", "under")
	if err != nil || only.Only != "o" || got.URL.Path != "/things/dash/under" {
		t.Errorf("%+v %s %v", only, got.URL.Path, err)
	}
	answer = odd
	if v, err := client.OddThings.Get(t.Context()); err != nil || v.Empty != "empty" || v.Name3 != "lower" {
		t.Errorf("%+v %v", v, err)
	}
}
