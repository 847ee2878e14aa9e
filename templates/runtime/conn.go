package runtime

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Option configures a [Client].
type Option func(*conn) error

// WithHTTPClient makes the client send its requests through c instead of [http.DefaultClient]. Timeouts,
// proxies, certificates and middleware ([http.RoundTripper]) are set there. Unless c has a CheckRedirect of
// its own, a redirect to another host gets neither credentials nor any header of this client that is not
// about the format of the reply.
func WithHTTPClient(c *http.Client) Option {
	return func(conn *conn) error {
		if c == nil {
			return errors.New("WithHTTPClient: the client is nil")
		}
		conn.http = c
		return nil
	}
}

// WithBearerToken sends "Authorization: Bearer token" with every request that needs authentication
// (RFC 6750, section 2.1).
func WithBearerToken(token string) Option {
	return func(conn *conn) error {
		if token == "" {
			return errors.New("WithBearerToken: the token is empty")
		}
		conn.token = func(context.Context) (string, error) { return token, nil }
		return nil
	}
}

// WithTokenSource calls token before every request that needs authentication and sends the result as
// a bearer token. The function is called concurrently.
func WithTokenSource(token func(context.Context) (string, error)) Option {
	return func(conn *conn) error {
		if token == nil {
			return errors.New("WithTokenSource: the function is nil")
		}
		conn.token = token
		return nil
	}
}

// WithHeader adds a header to every request, replacing an earlier value of the same name.
func WithHeader(name, value string) Option {
	return func(conn *conn) error {
		conn.header.Set(name, value)
		return nil
	}
}

// WithLocale asks the server for messages in l (Accept-Language, RFC 9110 section 12.5.4) and recognises
// them, so that the arguments of an error survive whichever language the server answers in.
func WithLocale(l *Locale) Option {
	return func(conn *conn) error {
		if l == nil {
			return errors.New("WithLocale: the locale is nil")
		}
		conn.header.Set("Accept-Language", l.tag)
		conn.locales = append(conn.locales, l)
		return nil
	}
}

// conn is what all services of a client share. It is not changed after newConn, but by with.
type conn struct {
	baseURL *url.URL
	servers map[string]*url.URL // by server id: roots of operations that live elsewhere
	http    *http.Client
	header  http.Header
	token   func(context.Context) (string, error)
	locales []*Locale // locales the server may answer in, besides the source locale
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
	}
	for _, opt := range opts {
		if err := opt(c); err != nil {
			return nil, err
		}
	}
	if c.http.CheckRedirect == nil {
		guarded := *c.http
		guarded.CheckRedirect = followRedirect
		c.http = &guarded
	}
	return c, nil
}

func parseBaseURL(s string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(s, "/"))
	switch {
	case err != nil:
		return nil, fmt.Errorf("base URL: %w", withoutURL(err))
	case u.User != nil:
		return nil, errors.New("base URL: must not have credentials; use WithBearerToken or WithHeader")
	case u.Scheme != "https" && u.Scheme != "http" || u.Host == "":
		return nil, fmt.Errorf("base URL %q: want http:// or https:// and a host", s)
	case u.RawQuery != "" || u.ForceQuery || strings.Contains(s, "#"):
		return nil, errors.New("base URL: must have neither query nor fragment")
	}
	return u, nil
}

// neutralHeaders are those that a redirect to another host may keep.
var neutralHeaders = []string{"Accept", "Accept-Language", "Content-Type", "User-Agent"}

// followRedirect is the policy of [http.Client], but what leaves the host, or goes on without encryption,
// loses all headers that are not neutral: credentials, folder, Referer and those of [WithHeader].
func followRedirect(req *http.Request, via []*http.Request) error {
	if len(via) >= 10 {
		return errors.New("stopped after 10 redirects")
	}
	from := via[0].URL
	if req.URL.Host == from.Host && (req.URL.Scheme == from.Scheme || req.URL.Scheme == "https") {
		return nil
	}
	for name := range req.Header {
		if !slices.Contains(neutralHeaders, name) {
			req.Header.Del(name)
		}
	}
	return nil
}

// with gives a copy of c that sends the header name with every request.
func (c *conn) with(name, value string) *conn {
	copied := *c
	copied.header = c.header.Clone()
	copied.header.Set(name, value)
	return &copied
}

// service is the underlying type of all services.
type service struct{ conn *conn }
