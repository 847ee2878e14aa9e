package runtime

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// RateLimit is how many requests of some operations a server takes.
type RateLimit struct {
	Operations []string // operationIds that are counted together
	Requests   int      // in any span of the length Per
	Per        time.Duration
}

// WithRateLimit makes requests wait until they are within the limits, and fail at once with an error that is
// [context.DeadlineExceeded] where that would be after the deadline of the call. Each try counts. Clients that
// InFolder gives share the count; other clients and programs do not.
func WithRateLimit(limits ...RateLimit) Option {
	return func(conn *conn) error {
		for _, limit := range limits {
			if len(limit.Operations) == 0 || limit.Requests <= 0 || limit.Per <= 0 {
				return fmt.Errorf("WithRateLimit: %+v limits nothing", limit)
			}
			conn.limiters = append(conn.limiters, &limiter{
				operations: slices.Clone(limit.Operations), per: limit.Per,
				turn: make(chan struct{}, 1), size: limit.Requests,
			})
		}
		return nil
	}
}

// limiter admits so many requests in any span of time, in the order in which they come.
type limiter struct {
	operations []string
	per        time.Duration
	size       int
	turn       chan struct{} // full while a request looks at what follows
	admitted   []time.Time   // of the last requests, a ring of at most size
	oldest     int
}

// admit waits for a turn. It fails at once when that comes after the deadline, which may be zero.
func (l *limiter) admit(ctx context.Context, deadline time.Time) error {
	select {
	case l.turn <- struct{}{}:
		defer func() { <-l.turn }()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	if len(l.admitted) < l.size {
		l.admitted = append(l.admitted, time.Now())
		return nil
	}
	turn := l.admitted[l.oldest].Add(l.per)
	if !deadline.IsZero() && turn.After(deadline) {
		return fmt.Errorf("the limit of the client lets the request go %v from now, after its deadline: %w",
			time.Until(turn).Round(time.Millisecond), context.DeadlineExceeded)
	}
	if wait := time.Until(turn); wait > 0 {
		if err := sleep(ctx, wait); err != nil {
			return err
		}
	}
	l.admitted[l.oldest] = time.Now()
	l.oldest = (l.oldest + 1) % l.size
	return nil
}

// admit waits until the operation is within its limits.
func (x *exchange) admit(ctx context.Context) error {
	for _, l := range x.conn.limiters {
		if slices.Contains(l.operations, x.op.id) {
			if err := l.admit(ctx, x.deadline); err != nil {
				return fmt.Errorf("WithRateLimit: %w", err)
			}
		}
	}
	return nil
}
