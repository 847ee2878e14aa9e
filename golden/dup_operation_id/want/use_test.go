package want_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/dup_operation_id/want"
)

func TestBothOperations(t *testing.T) {
	var got []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = append(got, r.Method+" "+r.URL.EscapedPath())
		io.WriteString(w, `"picture"`)
	}))
	defer server.Close()
	client, err := want.NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	pictures := client.Pictures
	for _, get := range []func() (string, error){
		func() (string, error) { return pictures.Get(t.Context()) },
		func() (string, error) { return "picture", pictures.GetHead(t.Context()) },
		func() (string, error) { return pictures.ByNumber(t.Context(), 12) },
		func() (string, error) { return pictures.ByName(t.Context(), "a/b") },
	} {
		if text, err := get(); err != nil || text != "picture" {
			t.Errorf("%q, %v", text, err)
		}
	}
	if diff := cmp.Diff([]string{
		"GET /api/Pictures/Get", "HEAD /api/Pictures/Get", "GET /api/Pictures/12", "GET /api/Pictures/a%2Fb",
	}, got); diff != "" {
		t.Error(diff)
	}
}
