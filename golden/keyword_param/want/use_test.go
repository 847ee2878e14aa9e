package want_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/keyword_param/want"
)

func TestWireNames(t *testing.T) {
	var got *http.Request
	var body string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, _ := io.ReadAll(r.Body)
		got, body = r, string(data)
		if r.Method == "GET" {
			io.WriteString(w, `"found"`)
		}
	}))
	defer server.Close()
	client, err := want.NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2024, 2, 29, 1, 2, 3, 500, time.FixedZone("", 3600))
	found, err := client.Things.Find(t.Context(), "p1", "p2", "p3", "ctx!", "s!", "string!", "context!", at, "result!", "c!", "opts!",
		&want.ThingsFindOptions{Set: "set!", Func: "func!", XTrace: "trace!"})
	if err != nil || found != "found" {
		t.Fatal(found, err)
	}
	if got.URL.Path != "/things/p1/p2/p3" || got.Header.Get("X-Trace") != "trace!" {
		t.Error(got.URL.Path, got.Header)
	}
	if diff := cmp.Diff(map[string][]string{
		"ctx": {"ctx!"}, "s": {"s!"}, "string": {"string!"}, "context": {"context!"}, "time": {"2024-02-29T01:02:03.0000005+01:00"},
		"result": {"result!"}, "c": {"c!"}, "opts": {"opts!"}, "set": {"set!"}, "func": {"func!"},
	}, map[string][]string(got.URL.Query())); diff != "" {
		t.Error(diff)
	}
	if err := client.Things.Make(t.Context(), "p1", "p2", "p3", "q", &want.Thing{Func: "f", Map: "m"}); err != nil {
		t.Fatal(err)
	}
	if got.URL.RawQuery != "body=q" || body != `{"func":"f","map":"m"}` {
		t.Error(got.URL.RawQuery, body)
	}
}
