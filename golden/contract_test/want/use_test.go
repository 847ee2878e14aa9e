package want

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestContractCalls runs the contract test against a server that notes each request.
func TestContractCalls(t *testing.T) {
	var mu sync.Mutex
	var got []string
	note := func(r *http.Request) {
		parts := []string{r.Method, r.URL.Path, r.URL.RawQuery}
		for _, name := range []string{"Authorization", "X-Api-Key", "X-Uipath-Organizationunitid", "X-Trace"} {
			parts = append(parts, r.Header.Get(name))
		}
		body := bodyText(t, r)
		mu.Lock()
		defer mu.Unlock()
		got = append(got, strings.Join(append(parts, body), "|"))
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		note(r)
		switch {
		case r.Method == "POST" && r.URL.Path == "/api/items":
			w.WriteHeader(http.StatusCreated)
		case r.Method == "HEAD" || r.Method != "GET" && strings.HasPrefix(r.URL.Path, "/api/files/"):
			w.WriteHeader(http.StatusNoContent)
			return
		}
		switch r.Method + " " + r.URL.Path {
		case "GET /api/items":
			io.WriteString(w, "[]")
		case "GET /identity/accounts":
			io.WriteString(w, "3")
		default:
			io.WriteString(w, `{"value":[]}`)
		}
	}))
	t.Setenv("CONTRACT_SERVER", server.URL+"/api")
	t.Setenv("CONTRACT_SERVER_IDENTITY", server.URL+"/identity")
	t.Setenv("CONTRACT_TOKEN", "secret")
	t.Run("calls", TestContract)
	server.Close()

	want, err := os.ReadFile("../requests.txt")
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(got)
	if diff := cmp.Diff(string(want), strings.Join(got, "\n")+"\n"); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

// bodyText gives the body; the parts of a form are joined, and JSON is written with its keys in order.
func bodyText(t *testing.T, r *http.Request) string {
	reader, err := r.MultipartReader()
	if err != nil {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		var v any
		if json.Unmarshal(body, &v) == nil {
			body, _ = json.Marshal(v)
		}
		return strings.TrimSpace(r.Header.Get("Content-Type") + " " + string(body))
	}
	text := "form"
	for {
		part, err := reader.NextPart()
		if err != nil {
			return text
		}
		content, _ := io.ReadAll(part)
		text += " " + part.FormName() + "=" + part.FileName() + ":" + string(content)
	}
}
