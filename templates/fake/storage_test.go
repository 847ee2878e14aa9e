package fake

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
)

// linkTo asks for the address of a file, which is shown without that of the server.
func linkTo(t *testing.T, s *Server, path, verb string) string {
	t.Helper()
	got := send(t, s, "GET", path, "")
	var link struct {
		URI          string `json:"Uri"`
		Verb         string
		RequiresAuth bool
		Headers      struct{ Keys, Values []string }
	}
	if err := json.Unmarshal([]byte(got.body), &link); err != nil || got.status != 200 || link.Verb != verb || link.RequiresAuth || len(link.Headers.Keys) > 0 {
		t.Fatalf("%s: %+v, %v", path, got, err)
	}
	file, found := strings.CutPrefix(link.URI, s.URL)
	if !found {
		t.Fatalf("%s is not on the server", link.URI)
	}
	return file
}

func TestStorage(t *testing.T) {
	s := NewServer(t)
	for _, place := range []string{"7 a.txt", "7 b/c é.txt", "8 a.txt", "9 "} {
		key, path, _ := strings.Cut(place, " ")
		query := "?path=" + url.QueryEscape(path)
		read := linkTo(t, s, "/things("+key+")/GetReadUri"+query, "GET")
		if got := send(t, s, "GET", read, ""); got.status != 404 || !strings.Contains(got.body, "<Code>BlobNotFound</Code>") {
			t.Errorf("%s before it is sent: %+v", place, got)
		}
		write := linkTo(t, s, "/things("+key+")/GetWriteUri"+query, "PUT")
		if got := send(t, s, "PUT", write, "old", "Content-Type", "text/css"); got.status != 201 {
			t.Errorf("%s: %+v", place, got)
		}
		send(t, s, "PUT", write, "content of "+place+".", "Content-Type", "text/plain")
		if got := send(t, s, "GET", read, ""); got.status != 200 || got.body != "content of "+place+"." || got.header.Get("Content-Type") != "text/plain" {
			t.Errorf("%s: %+v", place, got)
		}
	}
}

func TestStorageMisuse(t *testing.T) {
	s, rec := newRecorded(t)
	if got := send(t, s, "DELETE", storagePath+"a", ""); got.status != 400 || len(rec.taken()) != 1 {
		t.Errorf("%+v", got)
	}
	if other := NewServer(t); send(t, other, "GET", storagePath+"a", "").status != 404 {
		t.Error("a file that nobody sent is there")
	}
}
