package runtime

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
)

func contractOptions(_, token string) []Option { return []Option{WithHeader("X-Api-Key", token)} }

var contractOperations = []contractOperation{
	{
		name:    "Things.List",
		success: []int{200},
		minimal: func(t *testing.T, c *Client) error { return contractError(c.Things.List(t.Context(), nil)) },
		full: func(t *testing.T, c *Client) error {
			return contractError(c.Things.List(t.Context(), &ListOptions{Filter: contractSample[Filter](t, `"Id ne null"`)}))
		},
	},
	{
		name: "Things.Download",
		minimal: func(t *testing.T, c *Client) error {
			op := &operation{id: "Things_Download", method: "GET", path: "/download", accept: "*/*"}
			return contractDrain(download(t.Context(), c.Things.conn.call(op)))
		},
	},
	{name: "Things.None", minimal: contractSkip("the definition declares no success")},
}

// TestContractCalls runs the contract test against a server that notes what it is sent.
func TestContractCalls(t *testing.T) {
	var mu sync.Mutex
	var got []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		got = append(got, r.URL.String()+" "+r.Header.Get("Authorization")+" "+r.Header.Get("X-Api-Key"))
		io.WriteString(w, `{"value":["a"]}`)
	}))
	t.Setenv("CONTRACT_SERVER", server.URL)
	t.Setenv("CONTRACT_TOKEN", "secret")
	t.Run("calls", TestContract)
	server.Close()
	slices.Sort(got)
	want := []string{
		"/download Bearer secret secret",
		"/odata/Things Bearer secret secret",
		"/odata/Things?%24filter=Id%20ne%20null Bearer secret secret",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestContractReply(t *testing.T) {
	failed := errors.New("failed")
	if contractReply(&Page[string]{}, failed) != nil || contractReply([]string{"a"}, failed) != nil {
		t.Error("a reply is not taken for a success")
	}
	if contractReply((*Page[string])(nil), failed) == nil || contractReply([]string(nil), failed) == nil || contractReply(new(int), nil) != nil {
		t.Error("the error is lost, or made")
	}
}

func TestContractViolations(t *testing.T) {
	const request, reply = `{"location":["request","query","a"],"severity":"Error","code":"type","message":"a is wrong"}`,
		`{"location":["response","body"],"severity":"Error","code":"type","message":"b is wrong"}`
	for header, want := range map[string][]string{
		"":                                  nil,
		"[]":                                nil,
		"[" + request + "]":                 {"a is wrong"},
		"[" + reply + "]":                   nil,
		"[" + request + "," + request + "]": {"a is wrong", "a is wrong"},
		"Too many violations! [" + request + "," + reply + "," + request[:40]: {"a is wrong"},
		"broken": {"broken"},
	} {
		if got := contractViolations(header); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", header, got, want)
		}
	}
}
