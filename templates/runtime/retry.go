package runtime

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// RetryPolicy says how often and after which waits a request is repeated. A field that is zero has its
// default.
//
// A request is repeated when that is safe and can help:
//   - after 425 (RFC 8470, section 5.2) and 429 whatever its method: the server did not process it;
//   - after 408, 500, 502, 503, 504, 520 to 524 (Cloudflare before a server that does not answer) or a broken
//     connection when its method is idempotent (RFC 9110, section 9.2.2);
//   - when nothing of it was sent, because no connection came about;
//   - when the catalogue's advice for the error code says so; advice against it counts more than the
//     status, but for 425 and 429.
//
// A body that cannot be read again is sent once. Retries of all calls share a budget, so that a server
// that is down does not get a multiple of the requests: when 100 more retries than successes stand to
// account, failures are returned at once. Waits that the server asks for are not counted.
//
// Besides, a request is sent once more, whatever the policy, when the server answers 401 and there is a newer
// token.
type RetryPolicy struct {
	Attempts      int           // tries of a call, the first one included; 1 for no repetition; default 4
	MinDelay      time.Duration // bound of the first wait; each next one has the double; default 500 ms
	MaxDelay      time.Duration // bound of all waits; the wait is a random part of its bound; default 30 s
	MaxRetryAfter time.Duration // longest Retry-After that is waited for, to the second; default 120 s
}

var defaultRetry = RetryPolicy{
	Attempts: 4, MinDelay: 500 * time.Millisecond, MaxDelay: 30 * time.Second, MaxRetryAfter: 120 * time.Second,
}

// WithRetry takes the place of the default policy.
func WithRetry(p RetryPolicy) Option {
	return func(conn *conn) error {
		if p.Attempts < 0 || p.MinDelay < 0 || p.MaxDelay < 0 || p.MaxRetryAfter < 0 {
			return fmt.Errorf("WithRetry: a field of %+v is negative", p)
		}
		conn.retry = RetryPolicy{
			Attempts:      cmp.Or(p.Attempts, defaultRetry.Attempts),
			MinDelay:      cmp.Or(p.MinDelay, defaultRetry.MinDelay),
			MaxDelay:      cmp.Or(p.MaxDelay, defaultRetry.MaxDelay),
			MaxRetryAfter: cmp.Or(p.MaxRetryAfter, defaultRetry.MaxRetryAfter),
		}
		return nil
	}
}

// backoff gives the wait after a number of tries: exponential with full jitter.
func (p RetryPolicy) backoff(attempts int) time.Duration {
	bound := p.MaxDelay
	if shift := attempts - 1; shift < 32 && p.MinDelay<<shift>>shift == p.MinDelay {
		bound = min(bound, p.MinDelay<<shift)
	}
	return rand.N(bound + 1)
}

// again decides whether the request is sent again after err, and after which wait.
func (x *exchange) again(ctx context.Context, t *try, err error) (time.Duration, bool) {
	api, isAPI := apiError(err)
	unauthorized := isAPI && api.Status == http.StatusUnauthorized
	if unauthorized && x.ownToken() && !x.renewed { // no better one would follow a token that was got for this call
		x.conn.auth.refused(t.authorization)
	}
	if ctx.Err() != nil || !x.replayable() {
		return 0, false
	}
	if unauthorized {
		return 0, x.renewToken(ctx, t)
	}
	policy := x.conn.retry
	if x.attempts >= cmp.Or(x.options.attempts, policy.Attempts) {
		return 0, false
	}
	if isAPI && !x.helpsAfter(api) || !isAPI && !x.helpsAfterBreak(t, err) {
		return 0, false
	}
	if isAPI && api.RetryAfter > 0 {
		return api.RetryAfter, api.RetryAfter <= policy.MaxRetryAfter && x.hasTime(api.RetryAfter)
	}
	delay := policy.backoff(x.attempts)
	return delay, x.hasTime(delay) && x.conn.budget.take()
}

// hasTime reports whether the call may last beyond a wait.
func (x *exchange) hasTime(wait time.Duration) bool {
	return x.deadline.IsZero() || time.Until(x.deadline) > wait
}

// renewToken asks for another token, once a call, after the server refused the one of t. A token that
// another call has renewed in the meantime counts, too.
func (x *exchange) renewToken(ctx context.Context, t *try) bool {
	if x.renewed || !x.ownToken() {
		return false
	}
	x.renewed = true
	value, err := x.conn.authorization(ctx)
	x.token = value
	return err == nil && value != t.authorization
}

// ownToken reports whether the request is sent with a token of the client, and none of the caller.
func (x *exchange) ownToken() bool {
	return x.takesToken() && x.options.header.Get("Authorization") == ""
}

func (x *exchange) idempotent() bool {
	return x.op.flags&opRepeatable != 0 || slices.Contains([]string{"GET", "HEAD", "OPTIONS", "PUT", "DELETE"}, x.op.method)
}

var transientStatuses = []int{
	http.StatusRequestTimeout, http.StatusInternalServerError,
	http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout,
	520, 521, 522, 523, 524,
}

// helpsAfter reports whether the request may be repeated after a failure that the server reports.
func (x *exchange) helpsAfter(e *APIError) bool {
	if e.Status == http.StatusTooEarly || e.Status == http.StatusTooManyRequests {
		return true
	}
	advice := RetryUnknown
	if e.HasCode {
		advice = e.Code.Retry()
	}
	switch advice {
	case RetryNever:
		return false
	case RetryIdempotent:
		return x.idempotent()
	case RetryAlways:
		return x.idempotent() || e.Status != http.StatusServiceUnavailable && e.Status != http.StatusGatewayTimeout
	}
	return x.idempotent() && slices.Contains(transientStatuses, e.Status)
}

// helpsAfterBreak reports whether the request may be repeated when no whole reply came.
func (x *exchange) helpsAfterBreak(t *try, err error) bool {
	if t.final || t.status != 0 && !t.brokenReply || x.contentFailure() != nil || isPermanent(err) {
		return false
	}
	return x.idempotent() || !t.sent.Load() && (t.refused.Load() || isDialError(err))
}

func isDialError(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && (op.Op == "dial" || op.Op == "proxyconnect")
}

// isPermanent reports whether a connection would fail the same way again.
func isPermanent(err error) bool {
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	return errors.As(err, &certificate) || errors.As(err, &record) ||
		errors.Is(err, http.ErrSchemeMismatch) || errors.Is(err, context.Canceled)
}

// The budget of a client: a retry costs as much as so many successes give back.
const (
	budgetSize = 500
	retryCost  = 5
)

// retryBudget is a token bucket that is full at first.
type retryBudget struct {
	mu    sync.Mutex
	spent int
}

// take pays for a retry, false when too little is left.
func (b *retryBudget) take() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.spent+retryCost > budgetSize {
		return false
	}
	b.spent += retryCost
	return true
}

// refund is told of a success.
func (b *retryBudget) refund(retried bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	amount := 1
	if retried {
		amount = retryCost
	}
	b.spent = max(0, b.spent-amount)
}
