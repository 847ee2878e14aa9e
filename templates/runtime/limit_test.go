package runtime

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestRateLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limit := RateLimit{Operations: []string{"Things_Get", "Things_Other"}, Requests: 10, Per: time.Minute}
		c, s := scripted(t, []step{fine}, WithRateLimit(limit))
		folder := c.inFolder(FolderID(7))
		other := *opGet
		other.id = "Things_Other"
		var wg sync.WaitGroup
		for i := range 35 {
			wg.Go(func() {
				time.Sleep(time.Duration(i) * time.Second)
				_ = []*conn{c, folder}[i%2].call([]*operation{opGet, &other}[i%2]).do(t.Context(), nil)
			})
		}
		wg.Wait()
		for i := range s.seen {
			if i >= 10 && s.seen[i].at.Sub(s.seen[i-10].at) < time.Minute {
				t.Errorf("request %d comes %v after the one that is 10 before it", i, s.seen[i].at.Sub(s.seen[i-10].at))
			}
		}
		if took := s.seen[34].at.Sub(s.seen[0].at); len(s.seen) != 35 || took != 3*time.Minute+4*time.Second {
			t.Errorf("%d requests in %v", len(s.seen), took)
		}
		begun := time.Now()
		if _ = c.call(opPost).do(t.Context(), nil); time.Since(begun) != 0 {
			t.Errorf("an operation without limit waits %v", time.Since(begun))
		}
	})
}

func TestRateLimitCountsTries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := scripted(t, []step{unavailable}, WithRateLimit(RateLimit{[]string{"Things_Get"}, 3, time.Hour}))
		_ = get(t, c)
		if took := s.seen[3].at.Sub(s.seen[0].at); took != time.Hour {
			t.Errorf("the fourth try comes after %v", took)
		}
	})
}

func TestRateLimitHonoursTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := scripted(t, []step{fine}, WithRateLimit(RateLimit{[]string{"Things_Get"}, 1, time.Hour}))
		_ = get(t, c)
		begun := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour-1)
		if err := c.call(opGet).do(ctx, nil); !errors.Is(err, context.DeadlineExceeded) || time.Since(begun) != 0 {
			t.Errorf("a turn behind the deadline: %v after %v", err, time.Since(begun))
		} else if want := "GET /odata/Things: WithRateLimit: the limit of the client lets the request go 1h0m0s from now, after its deadline: context deadline exceeded"; err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
		cancel()
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() {
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(time.Second, cancel)
				if err := c.call(opGet).do(ctx, nil); !errors.Is(err, context.Canceled) || time.Since(begun) != time.Second {
					t.Errorf("%v after %v", err, time.Since(begun))
				}
			})
		}
		wg.Wait()
		_ = get(t, c)
		if took := time.Since(begun); took != time.Hour || len(s.seen) != 2 {
			t.Errorf("those who gave up hold the others back: %d requests after %v", len(s.seen), took)
		}
	})
}

func TestBadRateLimit(t *testing.T) {
	for _, limit := range []RateLimit{{nil, 1, 1}, {[]string{"a"}, 0, 1}, {[]string{"a"}, 1, 0}} {
		if _, err := newConn("https://host", []Option{WithRateLimit(limit)}); err == nil {
			t.Errorf("%+v is taken", limit)
		}
	}
}
