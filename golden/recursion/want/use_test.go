package want_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/recursion/want"
)

func TestNested(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/list" {
			io.WriteString(w, `[[],[[]]]`)
			return
		}
		io.WriteString(w, `{"name":"root","self":{"name":"self","self":null,"a":{"b":null}},"a":{"b":{"a":{"b":null}}},
			"children":[{"name":"child","children":[{"name":"grandchild"}]}],"byName":{"x":{"name":"named"}}}`)
	}))
	defer server.Close()
	client, err := want.NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	node, err := client.Tree.Get(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&want.Node{
		Name: "root", Self: &want.Node{Name: "self"}, A: want.A{B: &want.B{}},
		Children: []want.Node{{Name: "child", Children: []want.Node{{Name: "grandchild"}}}},
		ByName:   map[string]want.Node{"x": {Name: "named"}},
	}, node); diff != "" {
		t.Error(diff)
	}
	lists, err := client.Tree.Lists(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.Nested{{}, {{}}}, lists); diff != "" {
		t.Error(diff)
	}
	names := want.Words{"a", "b"}
	if diff := cmp.Diff(want.Names{"a", "b"}, names); diff != "" {
		t.Error(diff)
	}
}
