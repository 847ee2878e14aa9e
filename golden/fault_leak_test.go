package golden

import (
	"context"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	client "github.com/orchgen/orchgen/golden/plain_rest/want"
)

// patience is how long what is under way has to come to its end.
const patience = 5 * time.Second

// faultRig is a client that calls a server through a proxy, and what there was before them.
type faultRig struct {
	client    *client.Client
	transport *http.Transport
	proxy     *faultProxy
	server    *faultServer
	backend   *httptest.Server
	before    map[string]string
}

func newFaultRig(t *testing.T, workers int, opts ...client.Option) *faultRig {
	t.Helper()
	r := &faultRig{before: goroutines(), server: &faultServer{executed: map[string]int{}}, transport: &http.Transport{MaxIdleConnsPerHost: workers}}
	r.backend = httptest.NewServer(r.server)
	r.proxy = newFaultProxy(t, strings.TrimPrefix(r.backend.URL, "http://"), *faultSeed)
	var err error
	r.client, err = client.NewClient("http://"+r.proxy.listener.Addr().String(), append([]client.Option{
		client.WithHTTPClient(&http.Client{Transport: r.transport}),
		client.WithTryTimeout(300 * time.Millisecond),
		client.WithRetry(client.RetryPolicy{MinDelay: time.Millisecond, MaxDelay: 4 * time.Millisecond}),
	}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// close ends the proxy and the server and tells what the client has left over, "" for nothing. With connections that
// are left it closes nothing.
func (r *faultRig) close(patience time.Duration) string {
	r.transport.CloseIdleConnections()
	if !eventually(patience, func() bool { return r.proxy.connections() == 0 }) {
		return "connections of the client are left"
	}
	r.proxy.stop()
	r.backend.Close()
	var left map[string]string
	if eventually(patience, func() bool {
		left = goroutines()
		maps.DeleteFunc(left, func(id, _ string) bool { return r.before[id] != "" })
		return len(left) == 0
	}) {
		return ""
	}
	return "goroutines are left:\n" + strings.Join(slices.Sorted(maps.Values(left)), "\n\n")
}

// goroutines gives the stacks of all goroutines by their ids.
func goroutines() map[string]string {
	text := make([]byte, 1<<20)
	n := runtime.Stack(text, true)
	for ; n == len(text); n = runtime.Stack(text, true) {
		text = make([]byte, 2*len(text))
	}
	stacks := map[string]string{}
	for stack := range strings.SplitSeq(strings.TrimSpace(string(text[:n])), "\n\n") {
		id, _, _ := strings.Cut(strings.TrimPrefix(stack, "goroutine "), " ")
		stacks[id] = stack
	}
	return stacks
}

// eventually waits until done reports true, and reports whether it did in time.
func eventually(patience time.Duration, done func() bool) bool {
	for end := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
		switch {
		case done():
			return true
		case time.Now().After(end):
			return false
		}
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestFaultLeaks seeds what the check of TestFaults is for: it must be found, and be gone when it is mended.
func TestFaultLeaks(t *testing.T) {
	for _, test := range []struct {
		name, want string
		leak       func(*http.Response) (mend func()) // what a client does wrong with a reply
	}{
		{"nothing", "", func(*http.Response) func() { return func() {} }},
		{"body not closed", "connections of the client are left", func(resp *http.Response) func() {
			body := resp.Body
			resp.Body = io.NopCloser(strings.NewReader(""))
			return func() { body.Close() }
		}},
		{"goroutine left", "TestFaultLeaks", func(*http.Response) func() {
			end := make(chan struct{})
			go func() { <-end }()
			return func() { close(end) }
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var mends []func()
			rig := newFaultRig(t, 1, client.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
				return roundTrip(func(r *http.Request) (*http.Response, error) {
					resp, err := next.RoundTrip(r.WithContext(context.WithoutCancel(r.Context()))) // its end would close the body
					if err == nil && resp.StatusCode == http.StatusOK && len(mends) == 0 {
						mends = append(mends, test.leak(resp))
					}
					return resp, err
				})
			}))
			rig.proxy.odds = [fates]int{} // no faults, some of which close the connection
			_, _ = rig.client.Pets.ShowPetByID(t.Context(), "1")
			soon := patience
			if test.want != "" {
				soon = 100 * time.Millisecond
			}
			if left := rig.close(soon); test.want == "" && left != "" || !strings.Contains(left, test.want) {
				t.Errorf("found %q, want %q", left, test.want)
			}
			for _, mend := range mends {
				mend()
			}
			if left := rig.close(patience); left != "" {
				t.Errorf("once mended: %s", left)
			}
		})
	}
}
