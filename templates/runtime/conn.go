package runtime

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Option configures a [Client].
type Option func(*conn) error

// WithHeader adds a header to every request, replacing an earlier value of the same name.
func WithHeader(name, value string) Option {
	return func(conn *conn) error {
		conn.header.Set(name, value)
		return nil
	}
}

// WithLocale asks the server for messages in l (Accept-Language, RFC 9110 section 12.5.4) and recognises
// them, so that the arguments of an error survive whichever language the server answers in. Given more than once, the
// first locale is the most wanted.
func WithLocale(l *Locale) Option {
	return func(conn *conn) error {
		if l == nil {
			return errors.New("WithLocale: the locale is nil")
		}
		conn.locales = append(conn.locales, l)
		conn.header.Set("Accept-Language", acceptLanguage(conn.locales))
		return nil
	}
}

// acceptLanguage lists the locales with falling quality values, of which there are nine below 1.
func acceptLanguage(locales []*Locale) string {
	list := locales[0].tag
	for i, l := range locales[1:] {
		list += fmt.Sprintf(", %s;q=0.%d", l.tag, max(9-i, 1))
	}
	return list
}

// conn is what all services of a client share. It is not changed after newConn; its copies share the budget,
// the limiters and the tokens.
type conn struct {
	baseURL    *url.URL
	servers    map[string]*url.URL // by server id: roots of operations that live elsewhere
	http       *http.Client
	middleware []func(http.RoundTripper) http.RoundTripper
	header     http.Header
	auth       authorizer // nil: requests are sent without credentials
	locales    []*Locale  // locales the server may answer in, besides the source locale
	timeout    time.Duration
	tryTimeout time.Duration
	idle       time.Duration // of a download
	retry      RetryPolicy
	budget     *retryBudget
	limiters   []*limiter
	logger     *slog.Logger
	guard      guard // nil: every request is sent
	scopeErr   error // why the folder of the client is none
	anyFolder  bool  // the server chooses the folder
}

// guard refuses requests that the server does not know, and learns from its replies which API versions it has.
type guard interface {
	check(*call) error
	learn(apiVersions []string)
}

func newConn(baseURL string, opts []Option) (*conn, error) {
	base, err := parseBaseURL(baseURL)
	if err != nil {
		return nil, err
	}
	c := &conn{
		baseURL: base,
		servers: map[string]*url.URL{},
		http:    http.DefaultClient,
		header:  http.Header{"User-Agent": {userAgent}},
		retry:   defaultRetry,
		budget:  &retryBudget{},
		idle:    defaultIdleTimeout,
		logger:  slog.New(slog.DiscardHandler),
	}
	for i, opt := range opts {
		if opt == nil {
			return nil, fmt.Errorf("option %d is nil", i+1)
		}
		if err := opt(c); err != nil {
			return nil, err
		}
	}
	c.http, err = ownClient(c.http, c.middleware)
	return c, err
}

// parseURL reads an absolute address. Its errors do not tell it where it may hold a secret.
func parseURL(what, s string) (*url.URL, error) {
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", what, withoutURL(err))
	case u.User != nil:
		return nil, fmt.Errorf("%s: must not have credentials", what)
	case u.Scheme != "https" && u.Scheme != "http" || u.Host == "":
		return nil, fmt.Errorf("%s %q: want http:// or https:// and a host", what, s)
	case u.RawQuery != "" || u.ForceQuery || strings.Contains(s, "#"):
		return nil, fmt.Errorf("%s: must have neither query nor fragment", what)
	}
	return u, nil
}

func parseBaseURL(s string) (*url.URL, error) {
	u, err := parseURL("base URL", strings.TrimRight(s, "/"))
	if err != nil || u.Path == "" {
		return u, err
	}
	for segment := range strings.SplitSeq(u.EscapedPath()[1:], "/") {
		if text, _ := url.PathUnescape(segment); text == "" || text == "." || text == ".." {
			return nil, fmt.Errorf("base URL: %q cannot be a segment of the path", segment)
		}
	}
	return u, nil
}

// service is the underlying type of all services.
type service struct{ conn *conn }
