package runtime

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
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
		{"425", step{status: 425}, all},
		{"425, never by the catalogue", failed(425, 1001), all},
		{"408", step{status: 408}, idempotent},
		{"500", step{status: 500}, idempotent},
		{"502", step{status: 502}, idempotent},
		{"503", unavailable, idempotent},
		{"503 with Retry-After", step{status: 503, header: map[string]string{"Retry-After": "1"}}, idempotent},
		{"504", step{status: 504}, idempotent},
		{"520", step{status: 520}, idempotent},
		{"524", step{status: 524}, idempotent},
		{"525", step{status: 525}, none},
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
				_, err := result(t.Context(), call, new(thing))
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
			_, err := result(ctx, c.call(opGet), new(thing))
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

func TestRetryBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := scripted(t, []step{fine})
		folder := c.inFolder(FolderID(7))
		for range 1000 {
			_ = c.call(opGet).do(t.Context(), nil)
		}
		s.steps, s.seen = []step{unavailable}, nil
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
