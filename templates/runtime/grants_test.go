package runtime

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// TestFlights has fetches that end when the test says so, whatever their context.
func TestFlights(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		type fetch struct {
			ctx  context.Context
			land chan string
		}
		var fetches []fetch
		g := &grants{fetch: func(ctx context.Context) (grant, error) {
			f := fetch{ctx, make(chan string)}
			fetches = append(fetches, f)
			return newGrant(<-f.land, time.Hour), nil
		}}
		got := make(chan string, 10)
		ask := func() context.CancelFunc {
			ctx, cancel := context.WithCancel(t.Context())
			go func() {
				value, err := g.authorization(ctx)
				if err != nil {
					value = err.Error()
				}
				got <- value
			}()
			synctest.Wait()
			return cancel
		}
		want := func(value string) {
			t.Helper()
			synctest.Wait()
			if v := <-got; v != value {
				t.Errorf("got %q, want %q", v, value)
			}
		}

		cancelFirst, cancelSecond := ask(), ask()
		cancelFirst()
		want("context canceled")
		if len(fetches) != 1 || fetches[0].ctx.Err() != nil {
			t.Fatalf("%d fetches; the end of the first caller ends that of the second: %v", len(fetches), fetches[0].ctx.Err())
		}
		first := g.flight
		cancelSecond()
		want("context canceled")
		if !errors.Is(fetches[0].ctx.Err(), context.Canceled) {
			t.Error("a fetch that nobody waits for goes on")
		}
		defer ask()()
		if len(fetches) != 2 {
			t.Fatalf("%d fetches; who comes later waits for one that is given up", len(fetches))
		}
		fetches[0].land <- "late"
		synctest.Wait()
		first.waiting = 1
		g.leave(first)
		defer ask()()
		if len(fetches) != 2 || fetches[1].ctx.Err() != nil {
			t.Fatalf("%d fetches; one that is given up disturbs the next", len(fetches))
		}
		fetches[1].land <- "good"
		want("Bearer good")
		want("Bearer good")
		defer ask()()
		want("Bearer good")
	})
}
