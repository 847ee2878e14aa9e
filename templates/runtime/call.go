package runtime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
)

// operation is what a call has to know of one operation of the definition.
type operation struct {
	id     string // operationId
	method string
	path   string // template with {name} for each parameter
	accept string // media type of the reply
	server string // id of the root the path is below, "" for the base URL
	flags  opFlags
	limits odataLimits
}

// odataLimits are the documented limits of OData options; zero means none.
type odataLimits struct {
	filter  int // Boolean expressions in $filter
	orderBy int // expressions in $orderby
	expand  int // levels of $expand
	top     int // $top
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
	err    error // why the request cannot be sent
}

// call begins a request of op with its escaped path arguments.
func (c *conn) call(op *operation, args ...string) *call {
	path, err := fillPath(op.path, args)
	return &call{conn: c, op: op, path: path, err: err}
}

// fillPath puts the arguments into their places. It refuses what would address something else: an empty
// argument outside quotes, and segments of dots, which servers resolve (RFC 3986, section 5.2.4) even when
// they are escaped.
func fillPath(path string, args []string) (string, error) {
	if len(args) == 0 {
		return path, nil
	}
	var b strings.Builder
	for i, arg := range args {
		before, rest, _ := strings.Cut(path, "{")
		_, after, _ := strings.Cut(rest, "}")
		if arg == "" && !strings.HasSuffix(before, "'") {
			return "", fmt.Errorf("argument %d of the path is empty", i+1)
		}
		b.WriteString(before)
		b.WriteString(arg)
		path = after
	}
	b.WriteString(path)
	for segment := range strings.SplitSeq(b.String(), "/") {
		if segment == "." || segment == ".." {
			return "", fmt.Errorf("%q cannot be part of the path", segment)
		}
	}
	return b.String(), nil
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

// withoutURL takes the address, which may hold secrets in its query, out of an error of net/http, also
// where a middleware wrapped it.
func withoutURL(err error) error {
	var ue *url.Error
	for errors.As(err, &ue) && ue.Err != nil {
		err = ue.Err
	}
	return err
}

func (c *call) request(ctx context.Context) (*http.Request, error) {
	address, err := c.address()
	if err != nil {
		return nil, err
	}
	token, err := c.token(ctx)
	if err != nil {
		return nil, fmt.Errorf("token: %w", err)
	}
	body, ctype, err := c.payload()
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, c.op.method, address, body)
	if err != nil {
		if pipe, ok := body.(*io.PipeReader); ok {
			pipe.Close()
		}
		return nil, withoutURL(err)
	}
	req.Header = c.conn.header.Clone()
	maps.Copy(req.Header, c.header)
	if host := req.Header.Get("Host"); host != "" {
		req.Host = host
	}
	for _, h := range [...]struct{ name, value string }{
		{"Content-Type", ctype}, {"Accept", c.op.accept}, {"Authorization", token},
	} {
		if h.value != "" {
			req.Header.Set(h.name, h.value)
		}
	}
	return req, nil
}

func (c *call) address() (string, error) {
	if c.err != nil {
		return "", c.err
	}
	base := c.conn.baseURL
	if c.op.server != "" {
		if base = c.conn.servers[c.op.server]; base == nil {
			return "", fmt.Errorf("the operation lives on the server %q: give its address with WithServerURL", c.op.server)
		}
	}
	address := base.String() + c.path
	if len(c.query) > 0 {
		address += "?" + c.query.Encode()
	}
	return address, nil
}

// token gives the value of the header Authorization, "" for none.
func (c *call) token(ctx context.Context) (string, error) {
	if c.conn.token == nil || c.op.flags&opNoAuth != 0 {
		return "", nil
	}
	token, err := c.conn.token(ctx)
	if err == nil && token == "" {
		err = errors.New("the source gave an empty one")
	}
	return "Bearer " + token, err
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
	if err := c.do(ctx, &v); err != nil {
		return *new(T), err
	}
	return v, nil
}

// download sends c and gives the reply unread.
func download(ctx context.Context, c *call) (*Download, error) {
	var d *Download
	err := c.do(ctx, &d)
	return d, err
}
