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
	id      string // operationId
	method  string
	path    string // template with {name} for each parameter
	accept  string // media type of the reply
	success string // property of the reply that is false when the whole failed; "" without one
	server  string // id of the root the path is below, "" for the base URL
	flags   opFlags
	check   func(*call, http.Header) error // what must hold of the headers before the request is sent; may be nil
	limits  odataLimits
	since   uint16 // first version of the server that has it, in hundredths: 1000 is 10.0; 0 when not known
	until   uint16 // last version, the same way
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
	opNoAuth     opFlags = 1 << iota // sent without credentials
	opRepeatable                     // may be repeated whatever the method
	opNoContent                      // the definition declares a reply without content besides the usual one
)

// call is one request on its way.
type call struct {
	conn     *conn
	op       *operation
	path     string // escaped
	query    url.Values
	rawQuery string // as a server gave it, in place of query
	header   http.Header
	form     *form
	body     any
	ctype    string
	link     *url.URL // where the request goes instead of the API: a file in a storage
	err      error    // why the request cannot be sent
	token    string   // Authorization of the next try, after the server refused another; "" to ask for it

	meta     ResponseMeta // of the last reply
	refusal  *APIError    // what the last reply tells of a failure of the whole, nil when nothing
	contents []*content   // the readers of the body
	opened   io.Closer    // the body that is being sent, where it has to be closed
}

// call begins a request of op with its escaped path arguments.
//
//go:noinline
func (c *conn) call(op *operation, args ...string) *call {
	path, err := fillPath(op.path, args)
	if c.scopeErr != nil {
		err = c.scopeErr
	}
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
//
//go:noinline
func (c *call) json(v any) { c.body, c.ctype = v, "application/json" }

// jsonAs makes v the JSON body of the request under a media type of its own.
//
//go:noinline
func (c *call) jsonAs(mediaType string, v any) { c.body, c.ctype = v, mediaType }

// stream makes r the body of the request.
//
//go:noinline
func (c *call) stream(mediaType string, r io.Reader) { c.body, c.ctype = r, mediaType }

// withoutURL takes the address, which may hold secrets in its query, out of an error of net/http, also
// where a middleware wrapped it.
func withoutURL(err error) error {
	var ue *url.Error
	for errors.As(err, &ue) && ue.Err != nil {
		err = ue.Err
	}
	return err
}

// request makes the request, again for each try.
func (c *call) request(ctx context.Context) (*http.Request, error) {
	address, err := c.address()
	if err != nil {
		return nil, err
	}
	header, err := c.headers(ctx)
	if err != nil {
		return nil, err
	}
	body, ctype, err := c.openBody(ctx)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, c.op.method, address, body)
	if err != nil {
		return nil, withoutURL(err)
	}
	if ctype != "" && callOptionsOf(ctx).header.Get("Content-Type") == "" {
		header.Set("Content-Type", ctype)
	}
	req.Header = header
	if host := header.Get("Host"); host != "" {
		req.Host = host
	}
	return req, nil
}

// headers gives all headers but that of the body's media type. Those of the call count most, then those of
// the operation.
func (c *call) headers(ctx context.Context) (http.Header, error) {
	header := c.conn.header.Clone()
	maps.Copy(header, c.header)
	if c.op.accept != "" {
		header.Set("Accept", c.op.accept)
	}
	own := callOptionsOf(ctx).header
	maps.Copy(header, own)
	if c.op.check != nil {
		if err := c.op.check(c, header); err != nil {
			return nil, err
		}
	}
	if c.takesToken() && own.Get("Authorization") == "" {
		value, err := c.token, error(nil)
		if value == "" {
			value, err = c.conn.authorization(ctx)
		}
		if err != nil {
			return nil, fmt.Errorf("token: %w", err)
		}
		c.token = ""
		header.Set("Authorization", value)
	}
	return header, checkHeader(header)
}

// checkHeader refuses what cannot be sent (RFC 9110, section 5). It does not tell values.
func checkHeader(header http.Header) error {
	for _, name := range sortedKeys(header) {
		if name == "" || strings.ContainsFunc(name, isNoTokenChar) {
			return fmt.Errorf("%q is not the name of a header", name)
		}
		for _, value := range header[name] {
			if strings.ContainsFunc(value, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) {
				return fmt.Errorf("the header %s has a control character", name)
			}
		}
	}
	return nil
}

func (c *call) address() (string, error) {
	if c.err != nil {
		return "", c.err
	}
	if c.link != nil {
		return c.link.String(), nil
	}
	base := c.conn.baseURL
	if c.op.server != "" {
		if base = c.conn.servers[c.op.server]; base == nil {
			return "", fmt.Errorf("the operation lives on the server %q: give its address with WithServerURL", c.op.server)
		}
	}
	address := base.String() + c.path
	if query := orDefault(c.rawQuery, encoded(c.query)); query != "" {
		address += "?" + query
	}
	return address, nil
}

// encoded writes a query with %20 for a blank: to those who hold to RFC 3986, as OData does, a plus is a plus.
func encoded(query url.Values) string { return strings.ReplaceAll(query.Encode(), "+", "%20") }

// takesToken reports whether the operation is sent with a token of the client.
func (c *call) takesToken() bool { return c.conn.auth != nil && c.op.flags&opNoAuth == 0 }

// isNoTokenChar reports whether r may not stand in a token (RFC 9110, section 5.6.2).
func isNoTokenChar(r rune) bool {
	return r <= ' ' || r >= 0x7f || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, r)
}

// result sends c and decodes the reply into v, which it gives. P is a pointer, so that it is compiled once.
//
//go:noinline
func result[P any](ctx context.Context, c *call, v P) (P, error) {
	if err := c.do(ctx, v); err != nil {
		return *new(P), err
	}
	return v, nil
}

// value sends c and gives the decoded reply, which is a scalar, a list or a map.
//
//go:noinline
func value[T any](ctx context.Context, c *call) (T, error) {
	var v T
	if err := c.do(ctx, &v); err != nil {
		return *new(T), err
	}
	return v, nil
}

// download sends c and gives the reply unread.
//
//go:noinline
func download(ctx context.Context, c *call) (*Download, error) {
	var d *Download
	err := c.do(ctx, &d)
	return d, err
}
