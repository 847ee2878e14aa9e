package runtime

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

var (
	errReset = &net.OpError{Op: "read", Err: os.NewSyscallError("read", syscall.ECONNRESET)}
	errDial  = &net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
)

func failed(status, code int) step {
	return step{status: status, body: fmt.Sprintf(`{"message":"m","errorCode":%d}`, code)}
}

func TestRetryDecision(t *testing.T) {
	const all, idempotent, none = "GET HEAD OPTIONS PUT DELETE POST PATCH", "GET HEAD OPTIONS PUT DELETE", ""
	tests := []struct {
		name  string
		first step
		again string // methods that are repeated
	}{
		{"429", step{status: 429}, all},
		{"429, never by the catalogue", failed(429, 1001), all},
		{"408", step{status: 408}, idempotent},
		{"500", step{status: 500}, idempotent},
		{"502", step{status: 502}, idempotent},
		{"503", unavailable, idempotent},
		{"503 with Retry-After", step{status: 503, header: map[string]string{"Retry-After": "1"}}, idempotent},
		{"504", step{status: 504}, idempotent},
		{"501", step{status: 501}, none},
		{"400", step{status: 400}, none},
		{"409", step{status: 409}, none},
		{"500, never by the catalogue", failed(500, 1001), none},
		{"503, never by the catalogue", failed(503, 1001), none},
		{"409, idempotent by the catalogue", failed(409, 1010), idempotent},
		{"503, idempotent by the catalogue", failed(503, 1010), idempotent},
		{"409, always by the catalogue", failed(409, 1655), all},
		{"500, always by the catalogue", failed(500, 1655), all},
		{"503, always by the catalogue", failed(503, 1655), idempotent},
		{"504, always by the catalogue", failed(504, 1655), idempotent},
		{"500, unknown to the catalogue", failed(500, 4242), idempotent},
		{"400, unknown to the catalogue", failed(400, 4242), none},
		{"connection reset", step{err: errReset}, idempotent},
		{"connection closed", step{err: io.ErrUnexpectedEOF}, idempotent},
		{"no connection", step{err: errDial}, all},
		{"no such host", step{err: &net.OpError{Op: "dial", Err: &net.DNSError{IsNotFound: true}}}, all},
		{"bad certificate", step{err: &tls.CertificateVerificationError{Err: errors.New("x")}}, none},
		{"no TLS", step{err: http.ErrSchemeMismatch}, none},
		{"reply broken off", step{status: 200, body: `{"name":`, cut: io.ErrUnexpectedEOF}, idempotent},
		{"reply that is none", step{status: 200, body: `<html>`}, none},
		{"failure broken off", step{status: 503, body: `{`, cut: errReset}, idempotent},
	}
	for _, test := range tests {
		for method := range strings.SplitSeq(all, " ") {
			synctest.Test(t, func(t *testing.T) {
				c, s := scripted(t, []step{test.first, fine})
				call := c.call(&operation{method: method, path: "/x"})
				call.json("body")
				_, err := result[thing](t.Context(), call)
				want := 1
				if strings.Contains(test.again, method) {
					want = 2
				}
				if len(s.seen) != want || (err == nil) != (want == 2) {
					t.Errorf("%s %s: %d tries, want %d; %v", method, test.name, len(s.seen), want, err)
				}
				for _, seen := range s.seen {
					if seen.body != `"body"` {
						t.Errorf("%s %s: body %q", method, test.name, seen.body)
					}
				}
			})
		}
	}
}

func TestRetryAttempts(t *testing.T) {
	tests := []struct {
		name string
		opts []Option
		call []CallOption
		want int
	}{
		{"default", nil, nil, 4},
		{"of the client", []Option{WithRetry(RetryPolicy{Attempts: 2})}, nil, 2},
		{"of the call", []Option{WithRetry(RetryPolicy{Attempts: 2})}, []CallOption{CallAttempts(3)}, 3},
		{"none", nil, []CallOption{CallAttempts(1)}, 1},
		{"none by a strange number", nil, []CallOption{CallAttempts(-1)}, 1},
	}
	for _, test := range tests {
		synctest.Test(t, func(t *testing.T) {
			c, s := scripted(t, []step{unavailable}, test.opts...)
			var meta ResponseMeta
			ctx := WithCall(t.Context(), append(test.call, CallResponse(&meta))...)
			err := c.call(opGet).do(ctx, nil)
			if !errors.Is(err, Status(503)) || len(s.seen) != test.want || meta.Attempts != test.want {
				t.Errorf("%s: %d tries, %d told, %v", test.name, len(s.seen), meta.Attempts, err)
			}
		})
	}
	if _, err := newConn("https://host", []Option{WithRetry(RetryPolicy{MinDelay: -1})}); err == nil {
		t.Error("a negative wait is taken")
	}
}

func TestRetryWaits(t *testing.T) {
	const second = time.Second
	tests := []struct {
		name       string
		retryAfter string        // seconds
		date       time.Duration // of Retry-After from now on, 0 for none
		deadline   time.Duration
		min, max   time.Duration
		tries      int
	}{
		{"own wait", "", 0, 0, 0, second / 2, 2},
		{"seconds", "7", 0, 0, 7 * second, 7 * second, 2},
		{"the longest", "120", 0, 0, 120 * second, 120 * second, 2},
		{"longer", "121", 0, 0, 0, 0, 1},
		{"date", "", 90 * second, 0, 90 * second, 90 * second, 2},
		{"date too far", "", time.Hour, 0, 0, 0, 1},
		{"beyond the deadline", "7", 0, 5 * second, 0, 0, 1},
		{"before the deadline", "7", 0, 8 * second, 7 * second, 7 * second, 2},
		{"none", "0", 0, 0, 0, second / 2, 2},
	}
	for _, test := range tests {
		synctest.Test(t, func(t *testing.T) {
			if test.date > 0 {
				test.retryAfter = time.Now().Add(test.date).UTC().Format(http.TimeFormat)
			}
			c, s := scripted(t, []step{{status: 429, header: map[string]string{"Retry-After": test.retryAfter}}, fine})
			ctx, cancel := context.WithTimeout(t.Context(), cmp.Or(test.deadline, time.Hour))
			defer cancel()
			begun := time.Now()
			_, err := result[thing](ctx, c.call(opGet))
			waited := time.Since(begun)
			if len(s.seen) != test.tries || waited < test.min || waited > test.max || (err == nil) != (test.tries == 2) {
				t.Errorf("%s: %d tries in %v, %v", test.name, len(s.seen), waited, err)
			}
		})
	}
}

func TestBackoff(t *testing.T) {
	p := RetryPolicy{MinDelay: time.Second, MaxDelay: 10 * time.Second}
	for attempts, bound := range map[int]time.Duration{1: time.Second, 2: 2 * time.Second, 4: 8 * time.Second, 5: 10 * time.Second, 31: 10 * time.Second, 64: 10 * time.Second, 1000: 10 * time.Second} {
		longest := time.Duration(0)
		for range 1000 {
			d := p.backoff(attempts)
			if d < 0 || d > bound {
				t.Fatalf("after %d tries: %v, want at most %v", attempts, d, bound)
			}
			longest = max(longest, d)
		}
		if longest < bound/2 {
			t.Errorf("after %d tries: 1000 waits of at most %v, want up to %v", attempts, longest, bound)
		}
	}
}

func TestCancelEndsTheWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := scripted(t, []step{{status: 503, header: map[string]string{"Retry-After": "60"}}})
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(100*time.Millisecond, cancel)
		begun := time.Now()
		err := c.call(opGet).do(ctx, nil)
		if !errors.Is(err, context.Canceled) || !errors.Is(err, Status(503)) || time.Since(begun) != 100*time.Millisecond || len(s.seen) != 1 {
			t.Errorf("%v after %v", err, time.Since(begun))
		}
	})
}

func TestBodiesAreReplayed(t *testing.T) {
	file := func() *strings.Reader {
		r := strings.NewReader("skip content")
		_, _ = r.Seek(5, io.SeekStart)
		return r
	}
	once := func() io.Reader { return readerFunc(file().Read) }
	tests := []struct {
		name  string
		fill  func(*call)
		body  string // part of it
		size  int64
		tries int
	}{
		{"JSON", func(c *call) { c.json(map[string]int{"a": 1}) }, `{"a":1}`, 7, 3},
		{"form", func(c *call) { c.setForm("a", "1") }, "a=1", 3, 3},
		{"nothing", func(*call) {}, "", 0, 3},
		{"stream", func(c *call) { c.stream("text/plain", file()) }, "content", 7, 3},
		{"stream that cannot be rewound", func(c *call) { c.stream("text/plain", once()) }, "content", 0, 1},
		{"file", func(c *call) { c.setFile("f", Upload{Name: "f", Content: file()}) }, "\r\n\r\ncontent\r\n", 0, 3},
		{"file that cannot be rewound", func(c *call) { c.setFile("f", Upload{Name: "f", Content: once()}) }, "\r\n\r\ncontent\r\n", 0, 1},
		{"empty stream", func(c *call) { c.stream("text/plain", strings.NewReader("")) }, "", 0, 3},
	}
	for _, test := range tests {
		synctest.Test(t, func(t *testing.T) {
			c, s := scripted(t, []step{{status: 429}}, WithRetry(RetryPolicy{Attempts: 3}))
			call := c.call(opPost)
			test.fill(call)
			if err := call.do(t.Context(), nil); !errors.Is(err, Status(429)) || len(s.seen) != test.tries {
				t.Errorf("%s: %d tries, %v", test.name, len(s.seen), err)
			}
			for _, seen := range s.seen {
				if !strings.Contains(seen.body, test.body) || seen.body != s.seen[0].body || max(seen.req.ContentLength, 0) != test.size {
					t.Errorf("%s: %d bytes told, %q", test.name, seen.req.ContentLength, seen.body)
				}
			}
		})
	}
}

func TestContentThatFailsIsNotRepeated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := scripted(t, []step{fine})
		call := c.call(&operation{method: "PUT", path: "/x"})
		call.setFile("f", Upload{Name: "f", Content: struct {
			io.Reader
			io.Seeker
		}{readerFunc(func([]byte) (int, error) { return 0, errDisk }), strings.NewReader("x")}})
		if err := call.do(t.Context(), nil); !errors.Is(err, errDisk) || len(s.seen) != 1 {
			t.Errorf("%d tries, %v", len(s.seen), err)
		}
	})
}

// TestPassEnds shows that what is not done with an earlier try takes nothing away from the next.
func TestPassEnds(t *testing.T) {
	c := newContent(strings.NewReader("content"))
	first, _ := c.open()
	if n, err := first.Read(make([]byte, 3)); n != 3 || err != nil {
		t.Fatal(n, err)
	}
	second, err := c.open()
	if err != nil {
		t.Fatal(err)
	}
	if n, err := first.Read(make([]byte, 3)); n != 0 || err != errPassEnded {
		t.Errorf("an ended pass reads %d bytes, %v", n, err)
	}
	if all, err := io.ReadAll(second); string(all) != "content" || err != nil {
		t.Errorf("%q, %v", all, err)
	}
	once := newContent(readerFunc(strings.NewReader("x").Read))
	_, _ = once.open()
	if _, err := once.open(); err == nil {
		t.Error("a reader is opened twice that cannot be rewound")
	}
}

func TestRetryBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := scripted(t, []step{unavailable})
		folder := c.inFolder(FolderID(7))
		for i := range 1000 {
			_ = []*conn{c, folder}[i%2].call(opGet).do(t.Context(), nil)
		}
		if got := len(s.seen) - 1000; got != budgetSize/retryCost {
			t.Errorf("%d retries, want %d", got, budgetSize/retryCost)
		}
		s.steps = []step{fine}
		for range 2 * retryCost {
			_ = c.call(opGet).do(t.Context(), nil)
		}
		s.steps, s.seen = []step{unavailable}, nil
		_ = c.call(opGet).do(t.Context(), nil)
		if got := len(s.seen) - 1; got != 2 {
			t.Errorf("%d retries after %d successes, want 2", got, 2*retryCost)
		}
		s.steps, s.seen = []step{{status: 429, header: map[string]string{"Retry-After": "1"}}}, nil
		_ = c.call(opGet).do(t.Context(), nil)
		if got := len(s.seen) - 1; got != 3 {
			t.Errorf("%d retries that the server asks for, want 3", got)
		}
	})
}

func TestBudgetRefundsARetryThatHelped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := scripted(t, nil)
		for range 300 {
			s.steps, s.seen = []step{unavailable, fine}, nil
			if err := c.call(opGet).do(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
		}
		if c.budget.spent != 0 {
			t.Errorf("%d spent", c.budget.spent)
		}
	})
}

// TestBrokenConnections breaks real connections.
func TestBrokenConnections(t *testing.T) {
	for method, want := range map[string]int32{"GET": 2, "PUT": 2, "POST": 1} {
		var tries atomic.Int32
		c := newTestConn(t, func(w http.ResponseWriter, r *http.Request) {
			if tries.Add(1) > 1 {
				fmt.Fprint(w, `{"name":"a"}`)
				return
			}
			nc, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			if r.Method == "PUT" {
				fmt.Fprint(nc, "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"na")
			}
			nc.Close()
		}, WithRetry(RetryPolicy{MinDelay: time.Millisecond}), ownTransport(t))
		call := c.call(&operation{method: method, path: "/x"})
		call.json(1)
		if _, err := result[thing](t.Context(), call); tries.Load() != want || (err == nil) != (want == 2) {
			t.Errorf("%s: %d tries, %v", method, tries.Load(), err)
		}
	}
}

func counted(n *int) Option {
	return WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(r *http.Request) (*http.Response, error) { *n++; return next.RoundTrip(r) })
	})
}

func TestNoConnection(t *testing.T) {
	unknown := httptest.NewUnstartedServer(http.NotFoundHandler())
	unknown.Config.ErrorLog = log.New(io.Discard, "", 0)
	unknown.StartTLS()
	defer unknown.Close()
	hangsUp, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer hangsUp.Close()
	go func() {
		for {
			nc, err := hangsUp.Accept()
			if err != nil {
				return
			}
			nc.Close()
		}
	}()
	tests := []struct {
		name, address string
		want          int
	}{
		{"refused", "http://127.0.0.1:1", 3},
		{"broken off in the TLS handshake", "https://" + hangsUp.Addr().String(), 3},
		{"certificate of an unknown authority", unknown.URL, 1},
	}
	for _, test := range tests {
		n := 0
		c := mustConn(t, test.address, WithRetry(RetryPolicy{Attempts: 3, MinDelay: time.Millisecond}), ownTransport(t), counted(&n))
		call := c.call(opPost)
		call.json(1)
		if err := call.do(t.Context(), nil); err == nil || n != test.want {
			t.Errorf("%s: %d tries, want %d; %v", test.name, n, test.want, err)
		}
	}
}

// TestRedirectThenNoConnection makes sure that a POST which was carried out is not sent again because the
// address behind its redirect cannot be reached.
func TestRedirectThenNoConnection(t *testing.T) {
	var posts atomic.Int32
	c := newTestConn(t, func(w http.ResponseWriter, r *http.Request) {
		posts.Add(1)
		http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusSeeOther)
	}, WithRetry(RetryPolicy{MinDelay: time.Millisecond}))
	if err := c.call(opPost).do(t.Context(), nil); err == nil || posts.Load() != 1 {
		t.Errorf("sent %d times, %v", posts.Load(), err)
	}
}

func TestRedirectLoopIsNotRepeated(t *testing.T) {
	n := 0
	c := newTestConn(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) },
		WithRetry(RetryPolicy{MinDelay: time.Millisecond}), counted(&n))
	if err := c.call(opGet).do(t.Context(), nil); err == nil || n != 10 {
		t.Errorf("%d requests, %v", n, err)
	}
}
