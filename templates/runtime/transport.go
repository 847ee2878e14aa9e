package runtime

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"
)

// WithHTTPClient makes the client send its requests through c instead of [http.DefaultClient]. Proxies and
// certificates are set there; c itself is not changed. A redirect to another host, or from https to http, gets
// neither credentials nor any header of this client that is not about the format of the reply, and is not
// followed at all with a body. That holds behind a CheckRedirect of c as well, which may refuse more.
func WithHTTPClient(c *http.Client) Option {
	return func(conn *conn) error {
		if c == nil {
			return errors.New("WithHTTPClient: the client is nil")
		}
		conn.http = c
		return nil
	}
}

// WithMiddleware puts middleware around the transport, the outermost first. It sees each try of a call, the
// requests for tokens, and the requests that follow a redirect.
func WithMiddleware(middleware ...func(http.RoundTripper) http.RoundTripper) Option {
	return func(conn *conn) error {
		if slices.ContainsFunc(middleware, func(m func(http.RoundTripper) http.RoundTripper) bool { return m == nil }) {
			return errors.New("WithMiddleware: a function is nil")
		}
		conn.middleware = append(conn.middleware, middleware...)
		return nil
	}
}

// WithTimeout bounds each call with all its tries and waits; without it only the context does. It does not cut a [Download] whose reading has
// begun; the context does, and [WithIdleTimeout]. A reader of the caller that blocks holds no call up beyond that or the context, but
// may still be in its Read when the call returns.
func WithTimeout(d time.Duration) Option {
	return func(conn *conn) error {
		conn.timeout = d
		return positive("WithTimeout", d)
	}
}

// WithTryTimeout bounds each try of a call, from the connection to the end of the reply; a try that takes
// longer counts as a broken connection. It does not cut a [Download] whose reading has begun: see [WithIdleTimeout].
func WithTryTimeout(d time.Duration) Option {
	return func(conn *conn) error {
		conn.tryTimeout = d
		return positive("WithTryTimeout", d)
	}
}

// defaultIdleTimeout is that of a client without [WithIdleTimeout].
const defaultIdleTimeout = time.Minute

// WithIdleTimeout bounds how long reading a [Download] waits for the next bytes, one minute by default. It does not
// count the time between two reads: a slow reader is not cut.
func WithIdleTimeout(d time.Duration) Option {
	return func(conn *conn) error {
		conn.idle = d
		return positive("WithIdleTimeout", d)
	}
}

func positive(option string, d time.Duration) error {
	if d <= 0 {
		return fmt.Errorf("%s: %v is no time to wait", option, d)
	}
	return nil
}

// ownClient gives a copy of c with the middleware around its transport and the redirect policy of clients.
func ownClient(c *http.Client, middleware []func(http.RoundTripper) http.RoundTripper) (*http.Client, error) {
	own := *c
	if policy := c.CheckRedirect; policy == nil {
		own.CheckRedirect = followRedirect
	} else {
		own.CheckRedirect = func(req *http.Request, via []*http.Request) error {
			return cmp.Or(policy(req, via), guardRedirect(req, via))
		}
	}
	if len(middleware) > 0 && own.Transport == nil {
		own.Transport = http.DefaultTransport
	}
	for _, wrap := range slices.Backward(middleware) {
		if own.Transport = wrap(own.Transport); own.Transport == nil {
			return nil, errors.New("WithMiddleware: a function gave no transport")
		}
	}
	return &own, nil
}

// neutralHeaders are those that a redirect to another host may keep.
var neutralHeaders = []string{"Accept", "Accept-Language", "Content-Type", "User-Agent"}

// followRedirect is the policy of [http.Client] with [guardRedirect].
func followRedirect(req *http.Request, via []*http.Request) error {
	if len(via) >= 10 {
		return errors.New("stopped after 10 redirects")
	}
	return guardRedirect(req, via)
}

// guardRedirect takes from what leaves the host, or goes on without encryption, all headers that are not
// neutral: credentials, folder, Referer and those of [WithHeader]. A body does not leave at all, and no redirect
// makes a GET of a request that changes something, which would seem to succeed: it is then the reply.
func guardRedirect(req *http.Request, via []*http.Request) error {
	if req.Method != via[0].Method {
		return http.ErrUseLastResponse
	}
	from := via[0].URL
	if req.URL.Host == from.Host && (req.URL.Scheme == from.Scheme || req.URL.Scheme == "https") {
		return nil
	}
	if req.Body != nil && req.Body != http.NoBody {
		return http.ErrUseLastResponse
	}
	for name := range req.Header {
		if !slices.Contains(neutralHeaders, name) {
			req.Header.Del(name)
		}
	}
	return nil
}

// timeoutError says which time limit of the client ended a call, a try or a download.
type timeoutError struct {
	missing string
	limit   time.Duration
	option  string
}

// Error names the limit.
func (e *timeoutError) Error() string {
	return fmt.Sprintf("%v: no %s within %v (%s)", context.DeadlineExceeded, e.missing, e.limit, e.option)
}

// Timeout reports that time ran out, as [net.Error] has it.
func (e *timeoutError) Timeout() bool { return true }

// Unwrap makes the error known as [context.DeadlineExceeded].
func (e *timeoutError) Unwrap() error { return context.DeadlineExceeded }

// timer ends a context.
type timer struct {
	clock  *time.Timer // nil without a limit
	cancel context.CancelCauseFunc
}

// timed gives a context that ends after the limit, 0 for none.
func timed(ctx context.Context, limit time.Duration, option string) (context.Context, *timer) {
	ctx, cancel := context.WithCancelCause(ctx)
	t := &timer{cancel: cancel}
	if limit > 0 {
		t.clock = time.AfterFunc(limit, func() { cancel(&timeoutError{"reply", limit, option}) })
	}
	return ctx, t
}

// end releases what the context holds.
func (t *timer) end() {
	t.stop()
	t.cancel(nil)
}

// stop lifts the limit; the context goes on.
func (t *timer) stop() {
	if t.clock != nil {
		t.clock.Stop()
	}
}

// replyBody is the body of a reply. It notes why reading failed, and ends the timer of its request with it.
type replyBody struct {
	io.ReadCloser
	ctx   context.Context // of the try
	timer *timer
	idle  time.Duration // how long a Read may wait, 0 for ever
	clock *time.Timer   // of a Read
	err   error
}

// watch ends the request when the Read that begins takes too long.
func (b *replyBody) watch() {
	if b.clock == nil {
		b.clock = time.AfterFunc(b.idle, func() { b.timer.cancel(&timeoutError{"content", b.idle, "WithIdleTimeout"}) })
	} else {
		b.clock.Reset(b.idle)
	}
}

func (b *replyBody) Read(p []byte) (int, error) {
	if b.idle > 0 {
		b.watch()
		defer b.clock.Stop()
	}
	n, err := b.ReadCloser.Read(p)
	if err != nil && err != io.EOF {
		err = orCause(b.ctx, err)
		b.err = err
	}
	return n, err
}

func (b *replyBody) Close() error {
	defer b.timer.end()
	return b.ReadCloser.Close()
}
