package runtime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestTimeouts(t *testing.T) {
	slow := step{status: 200, after: time.Minute}
	tests := []struct {
		name  string
		opts  []Option
		call  []CallOption
		steps []step
		min   time.Duration // until the call ends, with
		max   time.Duration
		tries int
		text  string // of the error, "" for none
	}{
		{"none", nil, nil, []step{slow}, time.Minute, time.Minute, 1, ""},
		{"of the client", []Option{WithTimeout(time.Second)}, nil, []step{slow}, time.Second, time.Second, 1, "no reply within 1s (WithTimeout)"},
		{"of the call", []Option{WithTimeout(time.Second)}, []CallOption{CallTimeout(2 * time.Second)}, []step{slow}, 2 * time.Second, 2 * time.Second, 1, "no reply within 2s (CallTimeout)"},
		{"longer for the call", []Option{WithTimeout(time.Second)}, []CallOption{CallTimeout(time.Hour)}, []step{slow}, time.Minute, time.Minute, 1, ""},
		{"at once", nil, []CallOption{CallTimeout(-1)}, []step{slow}, 0, time.Millisecond, 1, "no reply within 1ns"},
		{"of a try", []Option{WithTryTimeout(time.Second)}, nil, []step{slow, fine}, time.Second, 3 * time.Second / 2, 2, ""},
		{"of each try", []Option{WithTryTimeout(time.Second)}, nil, []step{slow}, 4 * time.Second, 15 * time.Second / 2, 4, "no reply within 1s (WithTryTimeout)"},
		{"of all tries", []Option{WithTryTimeout(time.Second), WithTimeout(time.Second + time.Nanosecond)}, nil, []step{slow}, time.Second, time.Second + time.Nanosecond, 1, "WithTryTimeout"},
	}
	for _, test := range tests {
		synctest.Test(t, func(t *testing.T) {
			c, s := scripted(t, test.steps, test.opts...)
			begun := time.Now()
			err := c.call(opGet).do(WithCall(t.Context(), test.call...), nil)
			took := time.Since(begun)
			if took < test.min || took > test.max || len(s.seen) != test.tries {
				t.Errorf("%s: %d tries in %v", test.name, len(s.seen), took)
			}
			var timeout net.Error
			switch {
			case test.text == "" && err != nil:
				t.Errorf("%s: %v", test.name, err)
			case test.text != "" && (!errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), test.text)):
				t.Errorf("%s: %v", test.name, err)
			case test.text != "" && (errors.As(err, &timeout) && !timeout.Timeout()):
				t.Errorf("%s: %v is no timeout", test.name, err)
			}
		})
	}
}

func TestTimeoutIsNotRepeatedForPost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := scripted(t, []step{{after: time.Minute}}, WithTryTimeout(time.Second))
		if err := c.call(opPost).do(t.Context(), nil); !errors.Is(err, context.DeadlineExceeded) || len(s.seen) != 1 {
			t.Errorf("%d tries, %v", len(s.seen), err)
		}
	})
}

// TestTimeoutInTheReply lets the time of a try run out while its reply is being read.
func TestTimeoutInTheReply(t *testing.T) {
	c := newTestConn(t, func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `{"name":`)
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}, WithTryTimeout(50*time.Millisecond), ownTransport(t))
	_, err := result(t.Context(), c.call(opGet), new(thing))
	if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "WithTryTimeout") {
		t.Error(err)
	}
}

// TestTimeoutsDoNotCutDownloads looks at the context of the request, which the transport obeys.
func TestTimeoutsDoNotCutDownloads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := scripted(t, []step{fine}, WithTimeout(time.Second), WithTryTimeout(time.Second))
		ctx, cancel := context.WithCancel(t.Context())
		first, err := download(ctx, c.call(opGet))
		if err != nil {
			t.Fatal(err)
		}
		second, err := download(ctx, c.call(opGet))
		if err != nil {
			t.Fatal(err)
		}
		state := func() string { return fmt.Sprint(s.seen[0].req.Context().Err(), s.seen[1].req.Context().Err()) }
		time.Sleep(time.Hour)
		if got := state(); got != "<nil> <nil>" {
			t.Errorf("after the time limits: %s", got)
		}
		first.Close()
		if got := state(); got != "context canceled <nil>" {
			t.Errorf("after the first is closed: %s", got)
		}
		cancel()
		if got := state(); got != "context canceled context canceled" {
			t.Errorf("after the caller gave up: %s", got)
		}
		second.Close()
	})
}

// trickle is a body that gives a byte after each of its pauses, or ends with the context.
type trickle struct {
	ctx    context.Context
	pauses []time.Duration
}

func (b *trickle) Read(p []byte) (int, error) {
	if len(b.pauses) == 0 {
		return 0, io.EOF
	}
	if err := sleep(b.ctx, b.pauses[0]); err != nil {
		return 0, err
	}
	b.pauses = b.pauses[1:]
	return copy(p, "x"), nil
}

// TestIdleTimeout tells a reader that is slow from a server that stalls.
func TestIdleTimeout(t *testing.T) {
	const day = 24 * time.Hour
	for _, test := range []struct {
		name   string
		opts   []Option
		pauses []time.Duration
		reader time.Duration // between two reads
		bytes  int
		text   string // of the error, "" for none
	}{
		{"slow server", nil, []time.Duration{59 * time.Second, 59 * time.Second, 59 * time.Second}, 0, 3, ""},
		{"slow reader", nil, []time.Duration{0, 0, 0}, day, 3, ""},
		{"default", nil, []time.Duration{0, day}, 0, 1, "no content within 1m0s (WithIdleTimeout)"},
		{"shorter", []Option{WithIdleTimeout(time.Second)}, []time.Duration{0, 0, 2 * time.Second}, day, 2, "no content within 1s (WithIdleTimeout)"},
		{"longer", []Option{WithIdleTimeout(day + 1)}, []time.Duration{0, day}, 0, 2, ""},
	} {
		synctest.Test(t, func(t *testing.T) {
			c, err := newConn("https://host.example", append(test.opts, WithHTTPClient(&http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
				return &http.Response{StatusCode: 200, Header: http.Header{}, Request: r, ContentLength: -1,
					Body: io.NopCloser(&trickle{r.Context(), test.pauses})}, nil
			})})))
			if err != nil {
				t.Fatal(err)
			}
			d, err := download(t.Context(), c.call(opFile))
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			n, one := -1, []byte{0}
			for ; err == nil; n++ {
				_, err = io.ReadFull(d, one)
				time.Sleep(test.reader)
			}
			if got := err.Error(); n != test.bytes || test.text == "" != (err == io.EOF) || !strings.Contains(got, test.text) {
				t.Errorf("%s: %d bytes, %v", test.name, n, err)
			}
			var timeout net.Error
			if test.text != "" && (!errors.As(err, &timeout) || !timeout.Timeout() || !errors.Is(err, context.DeadlineExceeded)) {
				t.Errorf("%s: %v is no timeout", test.name, err)
			}
		})
	}
}

// TestStallingServer has a real connection on which nothing comes any more, in the start of the content, which the
// client looks at, and behind it. The context of the caller counts as well.
func TestStallingServer(t *testing.T) {
	for _, test := range []struct{ ctype, start string }{{"application/zip", "PK"}, {"application/json", `{"a":`}} {
		stall := func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", test.ctype)
			fmt.Fprint(w, test.start)
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		}
		c := newTestConn(t, stall, WithIdleTimeout(30*time.Millisecond), ownTransport(t))
		d, err := download(t.Context(), c.call(opFile))
		if err == nil {
			_, err = io.ReadAll(d)
			d.Close()
		}
		if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "no content within 30ms (WithIdleTimeout)") {
			t.Errorf("%s: %v", test.ctype, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	c := newTestConn(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/zip")
		fmt.Fprint(w, "PK")
		_ = http.NewResponseController(w).Flush()
		cancel()
		<-r.Context().Done()
	}, ownTransport(t))
	d, err := download(ctx, c.call(opFile))
	if err == nil {
		_, err = io.ReadAll(d)
		d.Close()
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the caller gave up: %v", err)
	}
}

// TestReplyThatStops has a transport that says of a time limit only that the context ended, as that of HTTP/2 does.
func TestReplyThatStops(t *testing.T) {
	for _, send := range []struct {
		name string
		call func(context.Context, *conn) error
	}{
		{"JSON", func(ctx context.Context, c *conn) error { return c.call(opGet).do(ctx, nil) }},
		{"download", func(ctx context.Context, c *conn) error {
			_, err := download(ctx, c.call(opFile))
			return err
		}},
	} {
		synctest.Test(t, func(t *testing.T) {
			tries := 0
			c, err := newConn("https://host", []Option{WithTryTimeout(time.Second), WithRetry(RetryPolicy{Attempts: 3}), WithHTTPClient(&http.Client{
				Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
					tries++
					stops := readerFunc(func([]byte) (int, error) {
						<-r.Context().Done()
						return 0, r.Context().Err()
					})
					header := http.Header{"Content-Type": {"application/json"}}
					return &http.Response{StatusCode: 200, Header: header, ContentLength: -1, Body: io.NopCloser(io.MultiReader(strings.NewReader("{"), stops))}, nil
				})})})
			if err != nil {
				t.Fatal(err)
			}
			if err := send.call(t.Context(), c); tries != 3 || !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "WithTryTimeout") {
				t.Errorf("%s: %d tries, %v", send.name, tries, err)
			}
		})
	}
}

// TestReaderThatBlocks has a reader of the caller that gives nothing for as long as the test lasts.
func TestReaderThatBlocks(t *testing.T) {
	release := make(chan struct{})
	defer close(release)
	blocks := readerFunc(func([]byte) (int, error) { <-release; return 0, io.EOF })
	rewound := struct {
		io.Reader
		io.Seeker
	}{blocks, strings.NewReader("x")}
	handler := func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/odata/Things" {
			_, _ = io.Copy(io.Discard, r.Body)
			return
		}
		http.Redirect(w, r, "/other", http.StatusTemporaryRedirect)
	}
	for name, fill := range map[string]func(*call){
		"stream":           func(c *call) { c.stream("text/plain", blocks) },
		"rewound stream":   func(c *call) { c.stream("text/plain", rewound) },
		"form":             func(c *call) { c.setFile("f", Upload{Name: "f", Content: blocks}) },
		"rewound form":     func(c *call) { c.setFile("f", Upload{Name: "f", Content: rewound}) },
		"second of a form": func(c *call) { c.setForm("a", "1"); c.setFile("f", Upload{Content: blocks}) },
	} {
		for _, method := range []string{"PUT", "POST"} {
			for _, limit := range []struct {
				opts []Option
				ctx  time.Duration
			}{
				{nil, 30 * time.Millisecond},
				{[]Option{WithTimeout(30 * time.Millisecond)}, time.Hour},
				{[]Option{WithTryTimeout(10 * time.Millisecond), WithRetry(RetryPolicy{Attempts: 2, MinDelay: 1})}, 100 * time.Millisecond},
			} {
				ctx, cancel := context.WithTimeout(t.Context(), limit.ctx)
				call := newTestConn(t, handler, append(limit.opts, ownTransport(t))...).call(&operation{method: method, path: "/odata/Things"})
				fill(call)
				if err := call.do(ctx, nil); !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("%s %s: %v", method, name, err)
				}
				cancel()
			}
		}
	}
}

func TestMiddleware(t *testing.T) {
	var got []string
	note := func(name string) func(http.RoundTripper) http.RoundTripper {
		return func(next http.RoundTripper) http.RoundTripper {
			return roundTrip(func(r *http.Request) (*http.Response, error) {
				got = append(got, name)
				return next.RoundTrip(r)
			})
		}
	}
	s := &script{steps: []step{{status: 429}, fine}}
	client := &http.Client{Transport: s}
	c, err := newConn("https://host", []Option{WithMiddleware(note("a"), note("b")), WithHTTPClient(client), WithMiddleware(note("c")), WithRetry(RetryPolicy{MinDelay: 1})})
	if err != nil {
		t.Fatal(err)
	}
	if err := get(t, c); err != nil || strings.Join(got, "") != "abcabc" || client.Transport != s {
		t.Errorf("%q, %v", got, err)
	}
	for _, m := range []func(http.RoundTripper) http.RoundTripper{nil, func(http.RoundTripper) http.RoundTripper { return nil }} {
		if _, err := newConn("https://host", []Option{WithMiddleware(m)}); err == nil {
			t.Error("middleware that gives nothing is taken")
		}
	}
}
