package runtime

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

type job struct {
	State string `json:"State"`
}

func waitFor(ctx context.Context, c *conn, opts *WaitOptions[job]) (*job, error) {
	return wait(ctx, opts, waiter[job]{
		op:    opGet,
		get:   func(ctx context.Context) (*job, error) { return result(ctx, c.call(opGet), new(job)) },
		state: func(v *job) any { return v.State }, done: []string{"Done", "Finished"}, failed: []string{"Broken"},
	})
}

// states gives a reply for each state.
func states(list ...string) []step {
	var steps []step
	for _, state := range list {
		steps = append(steps, step{status: 200, body: `{"State":"` + state + `"}`})
	}
	return steps
}

func TestWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := scripted(t, states("Pending", "Running", "Running", "SomethingNew", "", "Running", "Running", "Finished"))
		var seen []string
		v, err := waitFor(t.Context(), c, &WaitOptions[job]{Progress: func(v *job) { seen = append(seen, v.State) }})
		if err != nil || v.State != "Finished" {
			t.Fatal(v, err)
		}
		if diff := cmp.Diff([]string{"Pending", "Running", "Running", "SomethingNew", "", "Running", "Running", "Finished"}, seen); diff != "" {
			t.Error(diff)
		}
		bounds := []time.Duration{1, 2, 4, 8, 15, 15, 15}
		for i, bound := range bounds {
			bound *= time.Second
			if gap := s.seen[i+1].at.Sub(s.seen[i].at); gap < bound/2 || gap > bound {
				t.Errorf("wait %d took %v, want %v to %v", i+1, gap, bound/2, bound)
			}
		}
	})
}

func TestWaitIntervals(t *testing.T) {
	tests := []struct {
		name   string
		opts   *WaitOptions[job]
		bounds []time.Duration
	}{
		{"both", &WaitOptions[job]{Interval: time.Minute, MaxInterval: 3 * time.Minute}, []time.Duration{time.Minute, 2 * time.Minute, 3 * time.Minute}},
		{"the first is longer than the default of the longest", &WaitOptions[job]{Interval: time.Minute}, []time.Duration{time.Minute, time.Minute, time.Minute}},
		{"the longest is shorter than the first", &WaitOptions[job]{MaxInterval: time.Millisecond}, []time.Duration{time.Second, time.Second, time.Second}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, s := scripted(t, states("A", "A", "A", "Done"))
				if _, err := waitFor(t.Context(), c, tt.opts); err != nil {
					t.Fatal(err)
				}
				for i, bound := range tt.bounds {
					if gap := s.seen[i+1].at.Sub(s.seen[i].at); gap < bound/2 || gap > bound {
						t.Errorf("wait %d took %v, want %v to %v", i+1, gap, bound/2, bound)
					}
				}
			})
		})
	}
}

func TestWaitFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := scripted(t, states("Running", "Broken", "Done"))
		v, err := waitFor(t.Context(), c, nil)
		var failed *WaitError
		if !errors.As(err, &failed) || *failed != (WaitError{"Things_Get", "Broken"}) || v == nil || v.State != "Broken" {
			t.Error(v, err)
		}
		if want := "Things_Get: ended in the state Broken"; err.Error() != want {
			t.Errorf("%q, want %q", err, want)
		}
		if len(s.seen) != 2 {
			t.Errorf("%d requests, want 2", len(s.seen))
		}
	})
}

// TestWaitBrokenLooks makes looks fail: what the client repeats is not noticed, all else ends the wait.
func TestWaitBrokenLooks(t *testing.T) {
	tests := []struct {
		name    string
		between []step
		is      error
		last    string
	}{
		{"for a while", []step{unavailable, {err: errors.New("reset")}, {status: 429}}, nil, "Done"},
		{"for long", []step{unavailable, unavailable, unavailable, unavailable}, Status(503), "Running"},
		{"for good", []step{{status: 404, body: `{"message":"m","errorCode":1002}`}}, Code(1002), "Running"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				steps := append(append(states("Running"), tt.between...), states("Done")...)
				c, _ := scripted(t, steps)
				v, err := waitFor(t.Context(), c, nil)
				if !errors.Is(err, tt.is) || v == nil || v.State != tt.last {
					t.Error(v, err)
				}
			})
		})
	}
}

func TestWaitHonoursTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _ := scripted(t, states("Running"))
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		begun := time.Now()
		v, err := waitFor(ctx, c, nil)
		if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "while the state is Running") || v == nil {
			t.Error(v, err)
		}
		if took := time.Since(begun); took != 10*time.Second {
			t.Errorf("took %v", took)
		}
		ctx, cancel = context.WithCancel(t.Context())
		cancel()
		if _, err := waitFor(ctx, c, nil); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

func TestWaitNothing(t *testing.T) {
	c, s := scripted(t, []step{{status: 204}})
	c.retry.Attempts = 1
	op := *opGet
	op.flags |= opNoContent
	v, err := wait(t.Context(), nil, waiter[job]{
		op: &op, get: func(ctx context.Context) (*job, error) { return result(ctx, c.call(&op), new(job)) }, state: func(*job) any { return "Done" },
		done: []string{"Done"},
	})
	if !errors.Is(err, ErrNoContent) || v != nil {
		t.Error(v, err)
	}
	for _, opts := range []WaitOptions[job]{{Interval: -1}, {MaxInterval: -1}} {
		if _, err := waitFor(t.Context(), c, &opts); err == nil || !strings.Contains(err.Error(), "negative") {
			t.Error(err)
		}
	}
	if len(s.seen) != 1 {
		t.Errorf("%d requests, want 1", len(s.seen))
	}
}
