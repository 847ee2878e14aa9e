package fake

import (
	"bytes"
	"io"
	"maps"
	"math"
	"net/http"
	"net/http/httptest"
	"strconv"
	"time"
)

// behaviour is what the server does with some requests of an operation in place of carrying them out.
type behaviour struct {
	after, times int // requests to let pass first, and how many to treat after them; 0 for all
	used         int
	delay        time.Duration
	serve        func(w http.ResponseWriter, r *http.Request, normal http.HandlerFunc) // nil for a delay alone
}

// Setting narrows down what a server is told to do with [Times] and [After]; the others detail [Server.Fail].
type Setting func(*settings)

type settings struct {
	after, times int
	failure
}

// Times limits the treatment to n requests.
func Times(n int) Setting { return func(s *settings) { s.times = n } }

// After lets n requests pass first.
func After(n int) Setting { return func(s *settings) { s.after = n } }

// Reply makes the server answer an operation with a status and v as JSON; a nil v sends no content, and
// a []byte is sent as it is.
func (s *Server) Reply(op Operation, status int, v any, more ...Setting) {
	s.t.Helper()
	s.Handle(op, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		switch v := v.(type) {
		case nil:
			w.WriteHeader(status)
		case []byte:
			w.WriteHeader(status)
			_, _ = w.Write(v)
		default:
			reply(w, status, v)
		}
	}), more...)
}

// Handle makes h answer an operation. The arguments of the path are path values of the request.
func (s *Server) Handle(op Operation, h http.Handler, more ...Setting) {
	s.t.Helper()
	s.add(op, more, &behaviour{serve: func(w http.ResponseWriter, r *http.Request, _ http.HandlerFunc) { h.ServeHTTP(w, r) }})
}

// Throttle answers the next n requests of an operation with the status 429 and a Retry-After, to the second.
func (s *Server) Throttle(op Operation, n int, retryAfter time.Duration, more ...Setting) {
	s.t.Helper()
	s.add(op, append([]Setting{Times(n)}, more...), &behaviour{serve: func(w http.ResponseWriter, _ *http.Request, _ http.HandlerFunc) {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(retryAfter.Seconds()))))
		w.WriteHeader(http.StatusTooManyRequests)
	}})
}

// Cut ends the connection behind the first line of a reply. The operation is not carried out. Without any byte of
// a reply, net/http would send most requests again by itself.
func (s *Server) Cut(op Operation, more ...Setting) {
	s.t.Helper()
	s.add(op, more, &behaviour{serve: func(w http.ResponseWriter, _ *http.Request, _ http.HandlerFunc) {
		if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
			_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\n")
			_ = conn.Close()
		}
	}})
}

// Truncate carries the operation out and ends the connection behind the first n bytes of the reply's content.
func (s *Server) Truncate(op Operation, n int, more ...Setting) {
	s.t.Helper()
	s.add(op, more, &behaviour{serve: func(w http.ResponseWriter, r *http.Request, normal http.HandlerFunc) {
		whole := httptest.NewRecorder()
		normal(whole, r)
		maps.Copy(w.Header(), whole.Header())
		content := whole.Body.Bytes()
		w.Header().Set("Content-Length", strconv.Itoa(len(content)+1)) // never the whole content
		w.WriteHeader(whole.Code)
		_, _ = w.Write(content[:min(n, len(content))])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}})
}

// Delay makes the server wait before it does what else is set.
func (s *Server) Delay(op Operation, d time.Duration, more ...Setting) {
	s.t.Helper()
	s.add(op, more, &behaviour{delay: d})
}

// add notes a behaviour. Several of an operation take their turn in the order in which they were set; the latest one
// without [Times] lasts when the others are used up.
func (s *Server) add(op Operation, more []Setting, b *behaviour) {
	s.t.Helper()
	s.known(op)
	var set settings
	for _, change := range more {
		change(&set)
	}
	b.after, b.times = set.after, set.times
	s.set(func() { s.behaviours[op] = append(s.behaviours[op], b) })
}

// behave treats a request as was set, or as usual.
func (s *Server) behave(w http.ResponseWriter, r *http.Request, req *Request, normal http.HandlerFunc) {
	s.mu.Lock()
	delay, chosen := s.next(req.Operation)
	more, general := s.next(AnyOperation)
	s.mu.Unlock()
	if delay += more; delay > 0 {
		select {
		case <-time.After(delay):
		case <-r.Context().Done():
			return
		case <-s.done:
			return
		}
	}
	if chosen == nil {
		chosen = general
	}
	if chosen == nil {
		normal(w, r)
		return
	}
	for name, value := range req.Args {
		r.SetPathValue(name, value)
	}
	r.Body = io.NopCloser(bytes.NewReader(req.Body))
	chosen.serve(w, r, normal)
}

// next gives the behaviour whose turn it is, nil for none, and how long to wait first.
func (s *Server) next(op Operation) (delay time.Duration, chosen *behaviour) {
	var lasting *behaviour
	for _, b := range s.behaviours[op] {
		switch {
		case b.serve != nil && chosen != nil:
		case b.after > 0:
			b.after--
		case b.serve != nil && b.times == 0:
			lasting = b
		case b.times > 0 && b.used == b.times:
		default:
			b.used++
			delay += b.delay
			if b.serve != nil {
				chosen = b
			}
		}
	}
	if chosen == nil {
		chosen = lasting
	}
	return delay, chosen
}
