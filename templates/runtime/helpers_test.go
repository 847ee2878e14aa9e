package runtime

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

var (
	opGet  = &operation{id: "Things_Get", method: http.MethodGet, path: "/odata/Things", accept: "application/json"}
	opPost = &operation{id: "Things_Post", method: http.MethodPost, path: "/odata/Things", accept: "application/json"}
)

// newTestConn gives a connection to a server with the handler.
func newTestConn(t *testing.T, handler http.HandlerFunc, opts ...Option) *conn {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return mustConn(t, server.URL, opts...)
}

// mustConn gives a connection that sends each request once unless opts say otherwise.
func mustConn(t *testing.T, baseURL string, opts ...Option) *conn {
	t.Helper()
	c, err := newConn(baseURL, append([]Option{WithRetry(RetryPolicy{Attempts: 1})}, opts...))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

type reply struct {
	status int
	ctype  string
	header map[string]string
	body   string
}

func (r reply) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	if r.ctype != "" {
		w.Header().Set("Content-Type", r.ctype)
	}
	for name, value := range r.header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(r.status)
	_, _ = w.Write([]byte(r.body))
}

// fail sends a request that the server answers with r, and gives the error.
func fail(t *testing.T, r reply, opts ...Option) *APIError {
	t.Helper()
	_, err := value[any](t.Context(), newTestConn(t, r.ServeHTTP, opts...).call(opGet))
	var e *APIError
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want an *APIError", err)
	}
	return e
}

func isOneLine(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' || r == '\u202e'
	})
}
