package runtime

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestTokenSourceIsAskedAgainAfterRefusal(t *testing.T) {
	tests := []struct {
		tokens []string
		sent   int
		ok     bool
	}{
		{[]string{"old", "new"}, 2, true}, {[]string{"old", "old"}, 1, false}, {[]string{"old", "older", "oldest", "new"}, 2, false},
	}
	for _, test := range tests {
		n := 0
		source := func(context.Context) (string, error) { n++; return test.tokens[min(n, len(test.tokens))-1], nil }
		sent := 0
		c := newTestConn(t, func(w http.ResponseWriter, r *http.Request) {
			if sent++; r.Header.Get("Authorization") != "Bearer new" {
				w.WriteHeader(http.StatusUnauthorized)
			}
		}, WithTokenSource(source))
		if err := c.call(opPost).do(t.Context(), nil); (err == nil) != test.ok || sent != test.sent {
			t.Errorf("%q: sent %d times, %v", test.tokens, sent, err)
		}
	}
}

// foreignToken has the method of *oauth2.Token that counts.
type foreignToken struct{ value string }

func (t *foreignToken) SetAuthHeader(r *http.Request) { r.Header.Set("Authorization", "MAC "+t.value) }

type foreignTokens func() (*foreignToken, error)

func (f foreignTokens) Token() (*foreignToken, error) { return f() }

func TestOAuth2TokenSource(t *testing.T) {
	source := foreignTokens(func() (*foreignToken, error) { return &foreignToken{"x"}, nil })
	got := record(t, "", func(c *conn) *call { return c.call(opGet) }, WithOAuth2TokenSource(source))
	if h := got.header.Get("Authorization"); h != "MAC x" {
		t.Error(h)
	}
	broken := foreignTokens(func() (*foreignToken, error) { return nil, errDisk })
	c := mustConn(t, "http://127.0.0.1:1", WithOAuth2TokenSource(broken))
	if err := get(t, c); !errors.Is(err, errDisk) {
		t.Error(err)
	}
	synctest.Test(t, func(t *testing.T) {
		slow := foreignTokens(func() (*foreignToken, error) { time.Sleep(time.Minute); return &foreignToken{"x"}, nil })
		c, _ := scripted(t, []step{fine}, WithOAuth2TokenSource(slow))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		begun := time.Now()
		if err := c.call(opGet).do(ctx, nil); !errors.Is(err, context.DeadlineExceeded) || time.Since(begun) != time.Second {
			t.Errorf("%v after %v", err, time.Since(begun))
		}
		time.Sleep(time.Minute)
	})
}

// TestCallOptionsDoNotReachTheTokenSource makes a call inside of a token source.
func TestCallOptionsDoNotReachTheTokenSource(t *testing.T) {
	source := func(ctx context.Context) (string, error) {
		if o := callOptionsOf(ctx); o.header != nil || o.meta != nil {
			t.Errorf("the source sees %+v", o)
		}
		return "t", nil
	}
	c := newTestConn(t, reply{status: 401}.ServeHTTP, WithTokenSource(source))
	_ = c.call(opGet).do(WithCall(t.Context(), CallHeader("a", "b"), CallResponse(new(ResponseMeta))), nil)
}

func TestRefusedToken(t *testing.T) {
	tests := []struct {
		name  string
		valid string        // token that the server takes
		old   time.Duration // how long before the call the token was got
		ok    bool
		used  string
	}{
		{"revoked", "t2", time.Minute, true, "t1 t1 t2"},
		{"new and revoked", "t2", 0, true, "t1 t2"},
		{"new and refused, like the next one", "none", 0, false, "t1 t2"},
		{"old, and the new one refused", "none", time.Minute, false, "t1 t1 t2"},
	}
	for _, test := range tests {
		synctest.Test(t, func(t *testing.T) {
			a := &authority{life: "3600"}
			c := a.conn(t)
			if test.old > 0 {
				_ = get(t, c)
				time.Sleep(test.old)
			}
			a.next = func(token string) step {
				if token == test.valid {
					return fine
				}
				return step{status: 401}
			}
			call := c.call(opPost)
			call.stream("text/plain", strings.NewReader("body"))
			err := call.do(t.Context(), nil)
			if (err == nil) != test.ok || !test.ok && !errors.Is(err, Status(401)) || a.used() != test.used {
				t.Errorf("%s: %s, %v", test.name, a.used(), err)
			}
		})
	}
}

func TestOneRenewalForManyRefusals(t *testing.T) {
	for _, isNew := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			a := &authority{life: "3600"}
			c := a.conn(t)
			if !isNew {
				_ = get(t, c)
				time.Sleep(time.Minute)
			}
			a.next = func(token string) step {
				if token == "t1" {
					return step{status: 401, after: time.Second}
				}
				return fine
			}
			var wg sync.WaitGroup
			for range 50 {
				wg.Go(func() {
					if err := get(t, c); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			if len(a.tokens) != 2 {
				t.Errorf("new %t: %d tokens", isNew, len(a.tokens))
			}
		})
	}
}

// fakeToken and fakeSource have the methods of golang.org/x/oauth2.
type fakeToken string

func (t fakeToken) SetAuthHeader(r *http.Request) { r.Header.Set("Authorization", "Bearer "+string(t)) }

type fakeSource func() (fakeToken, error)

func (s fakeSource) Token() (fakeToken, error) { return s() }

// TestSourceIsAskedOnceMore counts how often sources are asked by a call whose first token is refused.
func TestSourceIsAskedOnceMore(t *testing.T) {
	asked := 0
	next := func() string { asked++; return fmt.Sprint("t", asked) }
	for name, opt := range map[string]Option{
		"function": WithTokenSource(func(context.Context) (string, error) { return next(), nil }),
		"oauth2":   WithOAuth2TokenSource(fakeSource(func() (fakeToken, error) { return fakeToken(next()), nil })),
	} {
		asked = 0
		c, s := scripted(t, []step{{status: 401}, fine}, opt)
		err := c.call(opGet).do(t.Context(), nil)
		if err != nil || asked != 2 || len(s.seen) != 2 || s.seen[1].header.Get("Authorization") != "Bearer t2" {
			t.Errorf("%s: asked %d times, %d requests, %v", name, asked, len(s.seen), err)
		}
	}
	c, s := scripted(t, []step{fine}, WithOAuth2TokenSource(fakeSource(func() (fakeToken, error) { return "", nil })))
	if err := c.call(opGet).do(t.Context(), nil); err == nil || len(s.seen) != 0 {
		t.Errorf("an empty token is sent: %v", err)
	}
}
