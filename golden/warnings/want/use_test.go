package want_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/orchgen/orchgen/golden/warnings/want"
)

// TestWhatIsWarnedOfWorks uses what the diagnostics of the case are about: an enum with a value twice,
// another schema of success, a basePath, a path parameter that is not required and no declared success.
func TestWhatIsWarnedOfWorks(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.RequestURI() {
		case "/base/a?sort=" + string(want.AGetSortDown):
			w.WriteHeader(http.StatusAccepted)
			io.WriteString(w, `{"name":"later"}`)
		case "/base/a/1":
			io.WriteString(w, "whatever")
		default:
			w.WriteHeader(http.StatusNotFound)
			io.WriteString(w, `{"errorCode":7}`)
		}
	}))
	defer server.Close()
	client, err := want.NewClient(server.URL + "/base")
	if err != nil {
		t.Fatal(err)
	}
	a, err := client.A.Get(t.Context(), &want.AGetOptions{Sort: want.AGetSortDown})
	if err != nil || a.Name != "later" {
		t.Errorf("%+v, %v", a, err)
	}
	if err := client.A.GetByID(t.Context(), "1"); err != nil {
		t.Error(err)
	}
	if err := client.A.GetByID(t.Context(), "2"); !errors.Is(err, want.CodeMissing) {
		t.Error(err)
	}
	if err := client.A.GetByID(t.Context(), ""); err == nil {
		t.Error("an empty path argument is sent")
	}
}
