package runtime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Option configures a [Client].
type Option func(*conn) error

// WithHTTPClient makes the client send its requests through c instead of [http.DefaultClient]. Timeouts,
// proxies, certificates and middleware ([http.RoundTripper]) are set there.
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
		conn.token = func(context.Context) (string, error) { return token, nil }
		return nil
	}
}

// WithTokenSource calls token before every request that needs authentication and sends the result as
// a bearer token. The function is called concurrently.
func WithTokenSource(token func(context.Context) (string, error)) Option {
	return func(conn *conn) error {
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
	return c, nil
}

func parseBaseURL(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil {
		return nil, fmt.Errorf("base URL: %w", err)
	}
	if u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return nil, fmt.Errorf("base URL %q: want http:// or https:// and a host", s)
	}
	if u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("base URL %q: must have neither query nor fragment", s)
	}
	u.Path = strings.TrimRight(u.Path, "/")
	u.RawPath = strings.TrimRight(u.RawPath, "/")
	return u, nil
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

// operation is what a call has to know of one operation of the definition.
type operation struct {
	id     string // operationId
	method string
	path   string // template with {} for each parameter
	accept string // media type of the reply
	server string // id of the root the path is below, "" for the base URL
	flags  opFlags
}

type opFlags uint8

const (
	opNoAuth opFlags = 1 << iota // sent without credentials
)

// call is one request on its way.
type call struct {
	conn   *conn
	op     *operation
	path   string // escaped
	query  url.Values
	header http.Header
	form   *form
	body   any
	ctype  string
}

// call begins a request of op with its escaped path arguments.
func (c *conn) call(op *operation, args ...string) *call {
	path := op.path
	if len(args) > 0 {
		var b strings.Builder
		for _, arg := range args {
			before, after, _ := strings.Cut(path, "{}")
			b.WriteString(before)
			b.WriteString(arg)
			path = after
		}
		b.WriteString(path)
		path = b.String()
	}
	return &call{conn: c, op: op, path: path}
}

// json makes v the JSON body of the request.
func (c *call) json(v any) { c.body, c.ctype = v, "application/json" }

// jsonAs makes v the JSON body of the request under a media type of its own.
func (c *call) jsonAs(mediaType string, v any) { c.body, c.ctype = v, mediaType }

// stream makes r the body of the request.
func (c *call) stream(mediaType string, r io.Reader) { c.body, c.ctype = r, mediaType }

// do sends the request and decodes the reply into result: nil to discard it, **Download to hand it on
// unread, or a pointer that takes JSON.
func (c *call) do(ctx context.Context, result any) error {
	req, err := c.request(ctx)
	if err != nil {
		return fmt.Errorf("%s %s: %w", c.op.method, c.op.path, err)
	}
	resp, err := c.conn.http.Do(req)
	if err != nil {
		return fmt.Errorf("%s %s: %w", c.op.method, c.op.path, withoutURL(err))
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		defer resp.Body.Close()
		return c.failure(resp)
	}
	if d, ok := result.(**Download); ok {
		*d = newDownload(resp)
		return nil
	}
	defer resp.Body.Close()
	return c.decode(resp, result)
}

// withoutURL takes the address, which may hold secrets in its query, out of an error of net/http.
func withoutURL(err error) error {
	var ue *url.Error
	if errors.As(err, &ue) {
		return ue.Err
	}
	return err
}

func (c *call) request(ctx context.Context) (*http.Request, error) {
	base := c.conn.baseURL
	if c.op.server != "" {
		if base = c.conn.servers[c.op.server]; base == nil {
			return nil, fmt.Errorf("the operation lives on the server %q: give its address with WithServerURL", c.op.server)
		}
	}
	address := base.String() + c.path
	if len(c.query) > 0 {
		address += "?" + c.query.Encode()
	}
	body, ctype, err := c.payload()
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, c.op.method, address, body)
	if err != nil {
		return nil, withoutURL(err)
	}
	for name, values := range c.conn.header {
		req.Header[name] = values
	}
	for name, values := range c.header {
		req.Header[name] = values
	}
	if ctype != "" {
		req.Header.Set("Content-Type", ctype)
	}
	if c.op.accept != "" {
		req.Header.Set("Accept", c.op.accept)
	}
	if c.conn.token != nil && c.op.flags&opNoAuth == 0 {
		token, err := c.conn.token(ctx)
		if err != nil {
			return nil, fmt.Errorf("token: %w", err)
		}
		req.Header.Set("Authorization", "Bearer "+token)
	}
	return req, nil
}

// result sends c and gives the decoded reply.
func result[T any](ctx context.Context, c *call) (*T, error) {
	v := new(T)
	if err := c.do(ctx, v); err != nil {
		return nil, err
	}
	return v, nil
}

// value sends c and gives the decoded reply, which is a scalar, a list or a map.
func value[T any](ctx context.Context, c *call) (T, error) {
	var v T
	err := c.do(ctx, &v)
	return v, err
}

// download sends c and gives the reply unread.
func download(ctx context.Context, c *call) (*Download, error) {
	var d *Download
	err := c.do(ctx, &d)
	return d, err
}
