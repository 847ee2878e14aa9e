package runtime

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"
)

// TestBrokenConnections breaks real connections.
func TestBrokenConnections(t *testing.T) {
	for method, want := range map[string]int32{"GET": 2, "PUT": 2, "POST": 1} {
		var tries atomic.Int32
		c := newTestConn(t, func(w http.ResponseWriter, r *http.Request) {
			if tries.Add(1) > 1 {
				fmt.Fprint(w, `{"name":"a"}`)
				return
			}
			nc, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			if r.Method == "PUT" {
				fmt.Fprint(nc, "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"na")
			}
			nc.Close()
		}, WithRetry(RetryPolicy{MinDelay: time.Millisecond}), ownTransport(t))
		call := c.call(&operation{method: method, path: "/x"})
		call.json(1)
		if _, err := result(t.Context(), call, new(thing)); tries.Load() != want || (err == nil) != (want == 2) {
			t.Errorf("%s: %d tries, %v", method, tries.Load(), err)
		}
	}
}

func counted(n *int) Option {
	return WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(r *http.Request) (*http.Response, error) { *n++; return next.RoundTrip(r) })
	})
}

func TestNoConnection(t *testing.T) {
	unknown := httptest.NewUnstartedServer(http.NotFoundHandler())
	unknown.Config.ErrorLog = log.New(io.Discard, "", 0)
	unknown.StartTLS()
	defer unknown.Close()
	hangsUp, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer hangsUp.Close()
	go func() {
		for {
			nc, err := hangsUp.Accept()
			if err != nil {
				return
			}
			nc.Close()
		}
	}()
	tests := []struct {
		name, address string
		want          int
	}{
		{"refused", "http://127.0.0.1:1", 3},
		{"broken off in the TLS handshake", "https://" + hangsUp.Addr().String(), 3},
		{"certificate of an unknown authority", unknown.URL, 1},
	}
	for _, test := range tests {
		n := 0
		c := mustConn(t, test.address, WithRetry(RetryPolicy{Attempts: 3, MinDelay: time.Millisecond}), ownTransport(t), counted(&n))
		call := c.call(opPost)
		call.json(1)
		if err := call.do(t.Context(), nil); err == nil || n != test.want {
			t.Errorf("%s: %d tries, want %d; %v", test.name, n, test.want, err)
		}
	}
}

// TestRedirectThenNoConnection makes sure that a POST which was carried out is not sent again because the
// address behind its redirect cannot be reached.
func TestRedirectThenNoConnection(t *testing.T) {
	var posts atomic.Int32
	c := newTestConn(t, func(w http.ResponseWriter, r *http.Request) {
		posts.Add(1)
		http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusSeeOther)
	}, WithRetry(RetryPolicy{MinDelay: time.Millisecond}))
	if err := c.call(opPost).do(t.Context(), nil); err == nil || posts.Load() != 1 {
		t.Errorf("sent %d times, %v", posts.Load(), err)
	}
}

func TestRedirectLoopIsNotRepeated(t *testing.T) {
	n := 0
	c := newTestConn(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) },
		WithRetry(RetryPolicy{MinDelay: time.Millisecond}), counted(&n))
	if err := c.call(opGet).do(t.Context(), nil); err == nil || n != 10 {
		t.Errorf("%d requests, %v", n, err)
	}
}

func TestAcceptLanguage(t *testing.T) {
	for want, locales := range map[string][]*Locale{
		"fr": {&localeFR}, "fr, en;q=0.9": {&localeFR, &localeEN}, "en, fr;q=0.9, en;q=0.8": {&localeEN, &localeFR, &localeEN},
	} {
		var opts []Option
		for _, l := range locales {
			opts = append(opts, WithLocale(l))
		}
		if got := mustConn(t, "https://example.com", opts...).header.Get("Accept-Language"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
