package runtime

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// step is what a script does with a request.
type step struct {
	status int
	header map[string]string
	body   string
	err    error         // instead of a reply
	after  time.Duration // how long it takes
	cut    error         // at the end of the body
}

// sight is a request as a script saw it.
type sight struct {
	at     time.Time
	req    *http.Request
	header http.Header
	body   string
}

// script is a transport that takes its steps in turn, and the last one for all requests beyond.
type script struct {
	mu    sync.Mutex
	steps []step
	seen  []sight
}

func (s *script) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		var err error
		body, err = io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil {
			s.note(sight{time.Now(), r, r.Header.Clone(), string(body)})
			return nil, err
		}
	}
	now := s.note(sight{time.Now(), r, r.Header.Clone(), string(body)})
	if err := sleep(r.Context(), now.after); err != nil {
		return nil, err
	}
	if now.err != nil {
		return nil, now.err
	}
	resp := &http.Response{StatusCode: now.status, Header: http.Header{}, Request: r, ContentLength: -1}
	for name, value := range now.header {
		resp.Header.Set(name, value)
	}
	resp.Body = io.NopCloser(io.MultiReader(strings.NewReader(now.body), readerFunc(func([]byte) (int, error) {
		if now.cut != nil {
			return 0, now.cut
		}
		return 0, io.EOF
	})))
	return resp, nil
}

// note adds a request and gives the step for it.
func (s *script) note(seen sight) step {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen = append(s.seen, seen)
	return s.steps[min(len(s.seen), len(s.steps))-1]
}

// scripted gives a connection with the usual retries to a script.
func scripted(t *testing.T, steps []step, opts ...Option) (*conn, *script) {
	t.Helper()
	s := &script{steps: steps}
	all := append([]Option{WithHTTPClient(&http.Client{Transport: s})}, opts...)
	c, err := newConn("https://host.example", all)
	if err != nil {
		t.Fatal(err)
	}
	return c, s
}

var (
	fine        = step{status: 200, body: `{"name":"a"}`}
	unavailable = step{status: 503}
)
