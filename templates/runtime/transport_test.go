package runtime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestRedirect(t *testing.T) {
	var got http.Header
	final := func(w http.ResponseWriter, r *http.Request) { got = r.Header }
	other := httptest.NewServer(http.HandlerFunc(final))
	defer other.Close()
	var target string
	c := newTestConn(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/final":
			final(w, r)
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		default:
			http.Redirect(w, r, target, http.StatusFound)
		}
	}, WithBearerToken("hunter2"), WithHeader("X-Api-Key", "hunter2"), WithLocale(&localeFR), WithTenant("acme")).inFolder(FolderID(42))

	send := func(to string) error {
		target = to
		call := c.call(opGet)
		call.setQuery("secret", "hunter2")
		return call.do(WithCall(t.Context(), CallHeader("X-Call", "hunter2")), nil)
	}
	if err := send("/final"); err != nil || got.Get("Authorization") == "" || got.Get(headerFolderID) != "42" || got.Get("X-Api-Key") == "" {
		t.Errorf("same host: %v, %v", err, got)
	}
	if err := send(other.URL); err != nil || got.Get("Accept-Language") != "fr" || got.Get("User-Agent") != userAgent {
		t.Errorf("other host: %v, %v", err, got)
	}
	for _, name := range []string{"Authorization", headerFolderID, "X-Api-Key", "X-Call", "X-Uipath-Tenantname", "Referer"} {
		if got.Get(name) != "" {
			t.Errorf("%s goes to another host", name)
		}
	}
	if err := send("/loop"); err == nil || !strings.Contains(err.Error(), "10 redirects") || strings.Contains(err.Error(), "hunter2") {
		t.Error(err)
	}
}

func TestRedirectPolicyOfCallerCounts(t *testing.T) {
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	e := fail(t, reply{status: 302, header: map[string]string{"Location": "/x"}}, WithHTTPClient(client))
	if e.Status != 302 {
		t.Error(e)
	}
	client = &http.Client{}
	if mustConn(t, "https://host", WithHTTPClient(client)); client.CheckRedirect != nil {
		t.Error("the caller's client is changed")
	}
}

// TestRedirectPolicyOfCallerIsGuarded has a policy that follows everything.
func TestRedirectPolicyOfCallerIsGuarded(t *testing.T) {
	asked := 0
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { asked++; return nil }}
	var got http.Header
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = r.Header }))
	defer other.Close()
	c := newTestConn(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
	}, WithBearerToken("hunter2"), WithHeader("X-Api-Key", "hunter2"), WithHTTPClient(client)).inFolder(FolderID(42))
	if err := c.call(opGet).do(t.Context(), nil); err != nil || asked != 1 || got == nil {
		t.Errorf("%d questions, %v, %v", asked, got, err)
	}
	for _, name := range []string{"Authorization", headerFolderID, "X-Api-Key"} {
		if got.Get(name) != "" {
			t.Errorf("%s goes to another host", name)
		}
	}
	got = nil
	call := c.call(opPost)
	call.json("hunter2")
	if err := call.do(t.Context(), nil); got != nil || !errors.Is(err, Status(307)) {
		t.Errorf("a body goes to another host: %v", err)
	}
}

// TestRedirectedBody sends bodies through redirects that keep the method: again on the same host, and not at
// all to another one.
func TestRedirectedBody(t *testing.T) {
	var got string
	final := func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = r.Method + " " + string(body)
	}
	other := httptest.NewServer(http.HandlerFunc(final))
	defer other.Close()
	var target string
	c := newTestConn(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/final" {
			final(w, r)
			return
		}
		_, _ = io.Copy(io.Discard, r.Body)
		http.Redirect(w, r, target, http.StatusTemporaryRedirect)
	})
	for name, fill := range map[string]func(*call){
		"hunter2":            func(c *call) { c.json("hunter2") },
		"stream":             func(c *call) { c.stream("text/plain", strings.NewReader("stream")) },
		"\r\n\r\nfile\r\n--": func(c *call) { c.setFile("f", Upload{Name: "f", Content: strings.NewReader("file")}) },
	} {
		noLeak(t, func() {
			for _, target = range []string{"/final", other.URL} {
				got = ""
				call := c.call(opPost)
				fill(call)
				err := call.do(t.Context(), nil)
				if inside := target == "/final"; inside && (err != nil || !strings.HasPrefix(got, "POST ") || !strings.Contains(got, name)) || !inside && (got != "" || !errors.Is(err, Status(307))) {
					t.Errorf("%q to %s: %q, %v", name, target, got, err)
				}
			}
		})
	}
	once := c.call(opPost)
	once.stream("text/plain", readerFunc(strings.NewReader("x").Read))
	if target = "/final"; !errors.Is(once.do(t.Context(), nil), Status(307)) {
		t.Error("a body that cannot be read again is redirected")
	}
}

// TestRedirectKeepsTheMethod has redirects by which net/http would send a GET.
func TestRedirectKeepsTheMethod(t *testing.T) {
	for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"} {
		for _, status := range []int{301, 302, 303, 307, 308} {
			var seen []string
			c := newTestConn(t, func(w http.ResponseWriter, r *http.Request) {
				if seen = append(seen, r.Method); r.URL.Path != "/final" {
					http.Redirect(w, r, "/final", status)
				}
			})
			err := c.call(&operation{method: method, path: "/x"}).do(t.Context(), nil)
			followed := method == "GET" || method == "HEAD" || status > 303
			if followed && (err != nil || len(seen) != 2 || seen[1] != method) || !followed && (!errors.Is(err, Status(status)) || len(seen) != 1) {
				t.Errorf("%s, %d: %v, %v", method, status, seen, err)
			}
		}
	}
}

func TestUnencryptedRedirect(t *testing.T) {
	first, _ := http.NewRequest("GET", "https://host/a", nil)
	next, _ := http.NewRequest("GET", "http://host/a", nil)
	next.Header.Set("Authorization", "x")
	if err := followRedirect(next, []*http.Request{first}); err != nil || next.Header.Get("Authorization") != "" {
		t.Error(err, next.Header)
	}
	next.Body = io.NopCloser(strings.NewReader("x"))
	if err := followRedirect(next, []*http.Request{first}); err != http.ErrUseLastResponse {
		t.Errorf("a body goes on without encryption: %v", err)
	}
}

func TestCancel(t *testing.T) {
	release := make(chan struct{})
	c := newTestConn(t, func(w http.ResponseWriter, r *http.Request) { <-release })
	defer close(release)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	call := c.call(opGet)
	call.setQuery("q", "hunter2")
	err := call.do(ctx, nil)
	if !errors.Is(err, context.DeadlineExceeded) || strings.Contains(err.Error(), "hunter2") {
		t.Error(err)
	}
	ctx, cancel = context.WithCancel(t.Context())
	cancel()
	if err := c.call(opGet).do(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestTransportErrorsHideTheAddress(t *testing.T) {
	refused := errors.New("refused")
	client := &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		return nil, fmt.Errorf("middleware: %w", &url.Error{Op: "Get", URL: r.URL.String(), Err: refused})
	})}
	for _, opt := range []Option{WithHTTPClient(client), WithHTTPClient(http.DefaultClient)} {
		call := mustConn(t, "http://127.0.0.1:1", opt).call(opGet)
		call.setQuery("q", "hunter2")
		err := call.do(t.Context(), nil)
		if err == nil || strings.Contains(err.Error(), "hunter2") || !strings.HasPrefix(err.Error(), "GET /odata/Things: ") || !strings.Contains(err.Error(), "refused") {
			t.Error(err)
		}
	}
	bad := mustConn(t, "http://127.0.0.1:1").call(&operation{method: "B AD", path: "/x"})
	if err := bad.do(t.Context(), nil); err == nil {
		t.Error("no error")
	}
}
