package runtime

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"
)

// exchange is a call on its way, with what its tries have in common.
type exchange struct {
	*call
	options  *callOptions
	begun    time.Time
	deadline time.Time // zero for none
	attempts int
	renewed  bool // a refused token has been replaced
}

// requestChange is the key of a context whose next call is changed before it is sent; what that call asks for in turn,
// such as a token, is not.
type requestChange struct{}

// do sends the request, repeats it where that is safe and can help, and decodes the reply into result: nil
// to discard it, **Download to hand it on unread, or a pointer that takes JSON.
func (c *call) do(ctx context.Context, result any) error {
	x := &exchange{call: c, options: callOptionsOf(ctx), begun: time.Now()}
	limit, option := c.timeLimit(x.options)
	x.deadline, _ = ctx.Deadline()
	if end := x.begun.Add(limit); limit > 0 && (x.deadline.IsZero() || end.Before(x.deadline)) {
		x.deadline = end
	}
	ctx, total := timed(ctx, limit, option)
	if change, ok := ctx.Value(requestChange{}).(func(*call)); ok {
		ctx = context.WithValue(ctx, requestChange{}, nil)
		change(c)
	}
	if c.conn.guard != nil && c.err == nil && c.op.server == "" {
		c.err = c.conn.guard.check(c)
	}
	c.findContents()
	err := x.repeat(ctx, result)
	c.closeBody()
	if d, ok := result.(**Download); ok && err == nil {
		total.stop()
		(*d).ReadCloser = &replyBody{ReadCloser: (*d).ReadCloser, ctx: ctx, timer: total}
	} else {
		total.end()
	}
	x.finish(ctx, err)
	return err
}

// timeLimit gives how long the call may last, 0 for no limit, and the option that says so.
func (c *call) timeLimit(o *callOptions) (limit time.Duration, option string) {
	if o.timeout > 0 {
		return o.timeout, "CallTimeout"
	}
	return c.conn.timeout, "WithTimeout"
}

// repeat sends the request until a try succeeds or another one is not worth it.
func (x *exchange) repeat(ctx context.Context, result any) error {
	for {
		if err := x.admit(ctx); err != nil {
			return x.fail(err)
		}
		req, err := x.request(ctx)
		if err != nil {
			return x.fail(err)
		}
		t := &try{begun: time.Now(), authorization: req.Header.Get("Authorization")}
		x.attempts++
		err = t.send(ctx, x, req, result)
		delay, again := time.Duration(0), false
		if err != nil {
			delay, again = x.again(ctx, t, err)
		}
		x.logTry(ctx, t, err, again)
		if !again {
			return err
		}
		if stopped := sleep(ctx, delay); stopped != nil {
			return fmt.Errorf("%w while waiting to repeat after: %w", x.fail(stopped), err)
		}
	}
}

// fail says which request an error is about.
func (x *exchange) fail(err error) error { return fmt.Errorf("%s %s: %w", x.op.method, x.op.path, err) }

// try is one passage of the request to the server.
type try struct {
	begun         time.Time
	authorization string // as it was sent
	status        int    // 0 without a reply
	requestID     string
	sent          atomic.Bool // the transport began to write the request
	refused       atomic.Bool // the TLS handshake failed
	final         bool        // a redirect is not followed: the same would happen again
	brokenReply   bool        // the reply ended early
}

// send sends the request once. The limit of a try ends with it, but for a download, which goes on.
func (t *try) send(ctx context.Context, x *exchange, req *http.Request, result any) error {
	ctx, timer := timed(ctx, x.conn.tryTimeout, "WithTryTimeout")
	traced := httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteHeaders: func() { t.sent.Store(true) },
		TLSHandshakeDone: func(_ tls.ConnectionState, err error) {
			if err != nil {
				t.refused.Store(true)
			}
		},
	})
	req = req.WithContext(traced)
	x.measure(req)
	x.closeBodyAfter(ctx)
	resp, err := x.conn.http.Do(req)
	if err != nil {
		defer timer.end()
		t.final = resp != nil
		return x.fail(orCause(ctx, withoutURL(err)))
	}
	body := &replyBody{ReadCloser: resp.Body, ctx: ctx, timer: timer}
	resp.Body = body
	t.status, t.requestID = resp.StatusCode, requestID(resp.Header)
	x.meta.read(resp)
	if x.conn.guard != nil && x.op.server == "" {
		x.conn.guard.learn(x.meta.APIVersions)
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		defer resp.Body.Close()
		return x.failure(resp)
	}
	d, isDownload := result.(**Download)
	if isDownload {
		body.idle = x.conn.idle
		*d, err = x.openDownload(resp)
	} else {
		err = x.decode(resp, result)
	}
	if isDownload && err == nil {
		timer.stop()
		return nil
	}
	t.brokenReply = body.err != nil
	resp.Body.Close()
	return err
}

// orCause gives why ctx ended in place of what net/http says about a time limit, or about the body that was closed.
func orCause(ctx context.Context, err error) error {
	cause := context.Cause(ctx)
	if _, ok := cause.(*timeoutError); ok || cause != nil && errors.Is(err, io.ErrClosedPipe) {
		return cause
	}
	return err
}

// sleep waits, or gives why ctx ended.
func sleep(ctx context.Context, d time.Duration) error {
	clock := time.NewTimer(d)
	defer clock.Stop()
	select {
	case <-clock.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// finish tells the caller and the log how the call ended.
func (x *exchange) finish(ctx context.Context, err error) {
	x.meta.Operation, x.meta.Attempts = x.op.id, x.attempts
	if api, ok := apiError(err); ok {
		set(&x.meta.TraceID, api.TraceID)
	}
	for _, meta := range x.options.meta {
		*meta = x.meta
	}
	if err != nil {
		x.logFailure(ctx, err)
	} else {
		x.conn.budget.refund(x.attempts > 1)
	}
}
