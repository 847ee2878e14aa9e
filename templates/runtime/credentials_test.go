package runtime

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

const tokenURL = "https://identity.example/identity_/connect/token"

var testCredentials = ClientCredentials{TokenURL: tokenURL, ClientID: "app", ClientSecret: "hush hush&", Scopes: []string{"OR.Jobs", "OR.Assets.Read"}}

// authority is a transport that gives tokens t1, t2, … at tokenURL and sends all else to next.
type authority struct {
	mu     sync.Mutex
	life   string // JSON of expires_in, "" for none
	after  time.Duration
	tokens []sight
	answer func(n int) *step // in place of a token; may be nil
	next   func(token string) step
	calls  []sight
}

func (a *authority) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host == "identity.example" || strings.HasSuffix(r.URL.Path, loginPath) {
		answer := &script{steps: []step{a.token(r)}}
		r = r.Clone(r.Context())
		r.Body = nil // it has been read
		return answer.RoundTrip(r)
	}
	a.mu.Lock()
	a.calls = append(a.calls, sight{at: time.Now(), req: r, header: r.Header})
	next := fine
	if a.next != nil {
		next = a.next(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
	}
	a.mu.Unlock()
	return (&script{steps: []step{next}}).RoundTrip(r)
}

func (a *authority) token(r *http.Request) step {
	a.mu.Lock()
	defer a.mu.Unlock()
	s := &script{steps: []step{fine}}
	_, _ = s.RoundTrip(r.Clone(context.Background()))
	a.tokens = append(a.tokens, s.seen...)
	if a.answer != nil {
		if answer := a.answer(len(a.tokens)); answer != nil {
			return *answer
		}
	}
	life := ""
	if a.life != "" {
		life = `,"expires_in":` + a.life
	}
	return step{status: 200, after: a.after, body: fmt.Sprintf(`{"access_token":"t%d","token_type":"Bearer"%s}`, len(a.tokens), life)}
}

func (a *authority) conn(t *testing.T, opts ...Option) *conn {
	t.Helper()
	c, err := newConn("https://host.example", append([]Option{WithHTTPClient(&http.Client{Transport: a}), WithClientCredentials(testCredentials)}, opts...))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// used gives the tokens that the calls were sent with.
func (a *authority) used() string {
	var list []string
	for _, call := range a.calls {
		list = append(list, strings.TrimPrefix(call.header.Get("Authorization"), "Bearer "))
	}
	return strings.Join(list, " ")
}

func get(t *testing.T, c *conn) error {
	t.Helper()
	return c.call(opGet).do(t.Context(), nil)
}

func TestTokenRequest(t *testing.T) {
	a := &authority{life: "3600"}
	c := a.conn(t, WithHeader("X-Own", "secret of the host")).inFolder(FolderID(7))
	ctx := WithCall(t.Context(), CallHeader("X-Call", "secret of the call"), CallAttempts(1))
	if err := c.call(opGet).do(ctx, nil); err != nil {
		t.Fatal(err)
	}
	seen := a.tokens[0]
	form, err := url.ParseQuery(seen.body)
	want := url.Values{"grant_type": {"client_credentials"}, "client_id": {"app"}, "client_secret": {"hush hush&"}, "scope": {"OR.Jobs OR.Assets.Read"}}
	if err != nil || form.Encode() != want.Encode() || seen.req.Method != "POST" || seen.req.URL.String() != tokenURL {
		t.Errorf("%s %s %s", seen.req.Method, seen.req.URL, seen.body)
	}
	for name := range seen.header {
		if name != "Accept" && name != "Content-Type" && name != "User-Agent" {
			t.Errorf("the header %s goes to the authorization server", name)
		}
	}
	if a.used() != "t1" || a.calls[0].header.Get("X-Own") == "" {
		t.Error(a.calls)
	}
}

func TestTokenLife(t *testing.T) {
	tests := []struct {
		life   string
		serves time.Duration // 0 for ever
	}{
		{"3600", 59 * time.Minute}, {`"3600"`, 59 * time.Minute}, {"10", 8 * time.Second}, {"1", 800 * time.Millisecond}, {"", 0}, {"0", 0}, {"-5", 0}, {"1e300", 0},
	}
	for _, test := range tests {
		synctest.Test(t, func(t *testing.T) {
			a := &authority{life: test.life}
			c := a.conn(t)
			send := func(wait time.Duration) {
				time.Sleep(wait)
				if err := get(t, c); err != nil {
					t.Error(err)
				}
			}
			send(0)
			want := "t1 t1 t2"
			if test.serves == 0 {
				test.serves, want = 1e6*time.Second, "t1 t1 t1"
			}
			send(test.serves - 1)
			send(1)
			if got := a.used(); got != want {
				t.Errorf("life %s: %s, want %s", test.life, got, want)
			}
		})
	}
}

func TestOneTokenForAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &authority{life: "3600", after: time.Second}
		c := a.conn(t)
		folder := c.inFolder(FolderID(7))
		begun := time.Now()
		var wg sync.WaitGroup
		for i := range 100 {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if i%2 == 0 {
				time.AfterFunc(10*time.Millisecond, cancel)
			}
			wg.Go(func() {
				err := []*conn{c, folder}[i/2%2].call(opGet).do(ctx, nil)
				waited := time.Since(begun)
				switch {
				case i%2 == 0 && (!errors.Is(err, context.Canceled) || waited != 10*time.Millisecond):
					t.Errorf("cancelled call: %v after %v", err, waited)
				case i%2 == 1 && (err != nil || waited != time.Second):
					t.Errorf("patient call: %v after %v", err, waited)
				}
			})
		}
		wg.Wait()
		if len(a.tokens) != 1 || len(a.calls) != 50 {
			t.Errorf("%d tokens for %d calls", len(a.tokens), len(a.calls))
		}
	})
}

func TestTokenThatNobodyWaitsForIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &authority{life: "3600", after: 10 * time.Second}
		c := a.conn(t)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := c.call(opGet).do(ctx, nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		begun := time.Now()
		synctest.Wait()
		if err := get(t, c); err != nil || time.Since(begun) != 10*time.Second || a.used() != "t2" {
			t.Errorf("%s after %v, %v", a.used(), time.Since(begun), err)
		}
	})
}

func TestTokenNeverComes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &authority{after: 24 * time.Hour}
		begun := time.Now()
		if err := get(t, a.conn(t)); !errors.Is(err, context.DeadlineExceeded) || time.Since(begun) != fetchTimeout {
			t.Errorf("%v after %v", err, time.Since(begun))
		}
	})
}

func TestTokenOutage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &authority{life: "100"}
		c := a.conn(t)
		_ = get(t, c)
		a.answer = func(int) *step { return &step{status: 400, body: `{"error":"invalid_client"}`} }
		time.Sleep(85 * time.Second)
		if err := get(t, c); err != nil {
			t.Errorf("the token lives and is not used: %v", err)
		}
		tokens := len(a.tokens)
		if err := get(t, c); err != nil || len(a.tokens) != tokens {
			t.Errorf("each call asks anew: %d, %v", len(a.tokens)-tokens, err)
		}
		time.Sleep(15 * time.Second)
		if err := get(t, c); err == nil {
			t.Error("a dead token is used")
		}
		a.answer = nil
		if err := get(t, c); err != nil {
			t.Error(err)
		}
	})
}

func TestTokenErrors(t *testing.T) {
	tests := []struct {
		name   string
		answer step
		text   string
		tries  int
	}{
		{"wrong secret", step{status: 401, body: `{"error":"invalid_client"}`}, "401 Unauthorized: invalid_client", 1},
		{"described", step{status: 400, body: `{"error":"invalid_scope","error_description":"no hush hush& here"}`}, "400 Bad Request: invalid_scope: no *** here", 1},
		{"page", step{status: 200, header: map[string]string{"Content-Type": "text/html"}, body: "<html>hush hush&"}, "the 200 reply (text/html) cannot be decoded", 1},
		{"page of a failure", step{status: 502, body: "<html><title>Bad gateway</title>"}, "502 Bad Gateway: Bad gateway", 4},
		{"no token", step{status: 200, body: `{}`}, "has no access_token", 1},
		{"empty", step{status: 200}, "has no access_token", 1},
		{"list", step{status: 200, body: `[]`}, "has no access_token", 1},
		{"other kind of token", step{status: 200, body: `{"access_token":"t","token_type":"mac"}`}, "no bearer token", 1},
		{"redirect", step{status: 307, header: map[string]string{"Location": "https://other.example/"}}, "307 Temporary Redirect", 1},
		{"no connection", step{err: errDial}, "dial", 4},
	}
	for _, test := range tests {
		synctest.Test(t, func(t *testing.T) {
			a := &authority{answer: func(int) *step { return &test.answer }}
			err := get(t, a.conn(t))
			if err == nil || !strings.HasPrefix(err.Error(), "GET /odata/Things: token: POST /identity_/connect/token: ") ||
				!strings.Contains(err.Error(), test.text) || strings.Contains(err.Error(), "hush hush") || len(a.tokens) != test.tries || len(a.calls) != 0 {
				t.Errorf("%s: %d tries, %v", test.name, len(a.tokens), err)
			}
			var api *APIError
			if errors.As(err, &api) && strings.Contains(fmt.Sprintf("%+v %s", *api, api.Body), "hush hush") {
				t.Errorf("%s: the secret is in %+v", test.name, api)
			}
			if de := (*DecodeError)(nil); errors.As(err, &de) && strings.Contains(string(de.Body), "hush hush") {
				t.Errorf("%s: the secret is in %s", test.name, de.Body)
			}
		})
	}
}

func TestTokenRequestIsRepeated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &authority{answer: func(n int) *step {
			if n < 3 {
				return &unavailable
			}
			return nil
		}}
		if err := get(t, a.conn(t)); err != nil || a.used() != "t3" || a.tokens[0].body != a.tokens[2].body {
			t.Errorf("%s, %v", a.used(), err)
		}
	})
}

func TestBadCredentials(t *testing.T) {
	for name, change := range map[string]func(*ClientCredentials){
		"no URL":       func(cc *ClientCredentials) { cc.TokenURL = "" },
		"no host":      func(cc *ClientCredentials) { cc.TokenURL = "https:///token" },
		"query":        func(cc *ClientCredentials) { cc.TokenURL += "?secret=hunter2" },
		"user":         func(cc *ClientCredentials) { cc.TokenURL = "https://me:hunter2@host/" },
		"no client ID": func(cc *ClientCredentials) { cc.ClientID = "" },
		"no secret":    func(cc *ClientCredentials) { cc.ClientSecret = "" },
	} {
		cc := testCredentials
		change(&cc)
		if _, err := newConn("https://host", []Option{WithClientCredentials(cc)}); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSecretsAreNotRedirected has a client whose own policy would follow each redirect.
func TestSecretsAreNotRedirected(t *testing.T) {
	var got []string
	client := &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return nil },
		Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			got = append(got, r.URL.Host)
			return &http.Response{StatusCode: 307, Header: http.Header{"Location": {"https://other.example/"}}, Body: http.NoBody}, nil
		}),
	}
	for _, opt := range []Option{WithClientCredentials(testCredentials), WithLogin("", "admin", "hunter2")} {
		got = nil
		err := get(t, mustConn(t, "https://host.example", WithHTTPClient(client), opt))
		if !errors.Is(err, Status(307)) || len(got) != 1 || got[0] == "other.example" {
			t.Errorf("%q, %v", got, err)
		}
	}
}

// TestRefusedTokenOfABodyThatCannotBeReplayed fails one upload, and not those that follow.
func TestRefusedTokenOfABodyThatCannotBeReplayed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		revoked := false
		a := &authority{next: func(token string) step {
			if revoked && token == "t1" {
				return step{status: 401}
			}
			return fine
		}}
		c := a.conn(t)
		if err := get(t, c); err != nil {
			t.Fatal(err)
		}
		revoked = true
		var got []string
		for range 3 {
			time.Sleep(time.Second)
			call := c.call(opPost)
			call.stream("text/plain", readerFunc(strings.NewReader("x").Read))
			got = append(got, fmt.Sprint(call.do(t.Context(), nil) == nil))
		}
		if fmt.Sprint(got) != "[false true true]" || len(a.tokens) != 2 || len(a.calls) != 4 {
			t.Errorf("%v with %d tokens and %d requests", got, len(a.tokens), len(a.calls))
		}
	})
}

func TestCredentialsHideTheSecret(t *testing.T) {
	cc := ClientCredentials{TokenURL: "https://identity.example", ClientID: "app", ClientSecret: "hunter2"}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "credentials", cc, "pointer", &cc)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "credentials", cc, "pointer", &cc)
	text := log.String() + fmt.Sprintf("%v %+v %#v %s %v %#v", cc, cc, cc, cc, &cc, &cc)
	if strings.Contains(text, "hunter2") || strings.Count(text, "app") != 10 {
		t.Error(text)
	}
}
