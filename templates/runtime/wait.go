package runtime

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// WaitOptions say how to wait for an entity. A zero field has its default; nil stands for all defaults.
type WaitOptions[T any] struct {
	Interval    time.Duration // first wait between two looks; each next one is twice as long; default 1 s
	MaxInterval time.Duration // longest wait; default 15 s, or Interval where that is longer
	Progress    func(*T)      // is called with what each look gives; may be nil
}

// WaitError says that the entity that was waited for ended in a state that does not count as done.
type WaitError struct {
	Operation string // operationId
	State     string
}

// Error tells the state.
func (e *WaitError) Error() string {
	return e.Operation + ": ended in the state " + logged(e.State, 100)
}

// waiter is what has to be known to wait for an entity.
type waiter[T any] struct {
	op           *operation
	get          func(context.Context) (*T, error)
	state        func(*T) any
	done, failed []string
}

// wait looks at the entity until its state is one of those that end it; any other state goes on. A look that fails,
// after the retries of the client, ends the wait. The entity is given as it was seen last, also beside an error.
func wait[T any](ctx context.Context, opts *WaitOptions[T], w waiter[T]) (*T, error) {
	if opts == nil {
		opts = &WaitOptions[T]{}
	}
	if opts.Interval < 0 || opts.MaxInterval < 0 {
		return nil, errors.New("WaitOptions: an interval is negative")
	}
	interval := cmp.Or(opts.Interval, time.Second)
	longest := max(interval, cmp.Or(opts.MaxInterval, 15*time.Second))
	var last *T
	for {
		v, err := w.get(ctx)
		if err != nil {
			return last, err
		}
		if last = v; opts.Progress != nil {
			opts.Progress(v)
		}
		state := plainText(w.state(v))
		switch {
		case slices.Contains(w.done, state):
			return v, nil
		case slices.Contains(w.failed, state):
			return v, &WaitError{w.op.id, state}
		}
		if err := sleep(ctx, jittered(interval)); err != nil {
			return v, fmt.Errorf("%s: %w while the state is %s", w.op.id, err, logged(state, 100))
		}
		interval = min(2*interval, longest)
	}
}

// jittered gives a random duration from half of d to d, so that clients that began together do not go on together.
func jittered(d time.Duration) time.Duration { return d - rand.N(d/2+1) }
