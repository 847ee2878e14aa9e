package want_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/sloppy/want"
)

func TestRequests(t *testing.T) {
	var got []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = append(got, fmt.Sprintf("%s %s %s", r.Method, r.RequestURI, r.Header.Get("X-Fine")))
		if r.Method == http.MethodDelete {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		io.WriteString(w, `{"size":5000000000,"name":"n","title":"t"}`)
	}))
	defer server.Close()
	client, err := want.NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	thing, err := client.Things.Get(t.Context(), &want.ThingsGetOptions{Page: 2, XFine: "f"})
	if err != nil {
		t.Fatal(err)
	}
	if thing.Size != want.ThingSize5000000000 || thing.Name != "n" || thing.Title != "t" {
		t.Errorf("%+v", *thing)
	}
	if err := client.Things.Delete(t.Context(), &want.ThingsDeleteOptions{Page: 3}); err != nil {
		t.Error(err)
	}
	if err := client.Things.GetOld(t.Context()); err != nil {
		t.Error(err)
	}
	if err := client.Things.PutBoxes(t.Context(), &want.PutBoxesBox{Lid: "red"}); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]string{"GET /things?page=2 f", "DELETE /things?page=3 ", "GET /things%3Fold=true ", "PUT /boxes "}, got); diff != "" {
		t.Error(diff)
	}
}
