package runtime

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strings"
)

// Upload is a file that is sent. Without content it sends nothing, and a request that needs it fails before it is
// sent. A request is repeated only when the content is an [io.Seeker]; each try reads it from where it stood at first.
type Upload struct {
	Name        string    // file name that the server sees
	ContentType string    // "" for application/octet-stream
	Content     io.Reader // read while the request is sent, and never closed; see [WithTimeout] where it blocks
}

type form struct {
	values   url.Values
	files    []formFile
	boundary string // of the multipart body, the same each time it is sent; "" before the first
}

type formFile struct {
	name   string
	upload Upload
}

// payload gives the body of the request and its media type.
func (c *call) payload() (io.Reader, string, error) {
	switch {
	case c.form != nil && (c.ctype == multipartForm || len(c.form.files) > 0):
		body, ctype := c.form.multipart()
		return body, ctype, nil
	case c.form != nil:
		return strings.NewReader(c.form.values.Encode()), urlencodedForm, nil
	case c.body == nil:
		return nil, "", nil
	}
	if r, ok := c.body.(io.Reader); ok {
		return r, c.ctype, nil
	}
	data, err := marshal(c.body)
	if err != nil {
		return nil, "", fmt.Errorf("request body: %w", err)
	}
	return bytes.NewReader(data), c.ctype, nil
}

const (
	multipartForm  = "multipart/form-data"
	urlencodedForm = "application/x-www-form-urlencoded"
)

// multipartForm makes the form parameters parts of a multipart body, even without any file.
func (c *call) multipartForm() {
	c.needForm()
	c.ctype = multipartForm
}

// multipart streams the form (RFC 7578); nothing is read before the request is written.
func (f *form) multipart() (io.Reader, string) {
	r, w := io.Pipe()
	mw := multipart.NewWriter(w)
	f.boundary = orDefault(f.boundary, mw.Boundary())
	_ = mw.SetBoundary(f.boundary) // it is one of the package's own
	go func() { w.CloseWithError(f.write(mw)) }()
	return r, mw.FormDataContentType()
}

// lineless escapes line breaks in names as browsers do, whatever package mime/multipart of the Go release
// does with them.
var lineless = strings.NewReplacer("\r", "%0D", "\n", "%0A")

func (f *form) write(mw *multipart.Writer) error {
	for _, name := range sortedKeys(f.values) {
		for _, v := range f.values[name] {
			if err := mw.WriteField(lineless.Replace(name), v); err != nil {
				return err
			}
		}
	}
	for _, file := range f.files {
		if strings.ContainsAny(file.upload.ContentType, "\r\n") {
			return fmt.Errorf("file %q: the content type has more than one line", file.upload.Name)
		}
		header := textproto.MIMEHeader{}
		header.Set("Content-Disposition", multipart.FileContentDisposition(lineless.Replace(file.name), lineless.Replace(file.upload.Name)))
		header.Set("Content-Type", orDefault(file.upload.ContentType, "application/octet-stream"))
		part, err := mw.CreatePart(header)
		if err != nil {
			return err
		}
		if _, err := io.Copy(part, file.upload.Content); err != nil {
			return fmt.Errorf("file %q: %w", file.upload.Name, err)
		}
	}
	return mw.Close()
}

func orDefault(s, def string) string {
	if s == "" {
		return def
	}
	return s
}

// maxReply bounds what a JSON reply may take, in bytes.
const maxReply = 1 << 30

// refuses reports whether a reply says that nothing was done, itself or in its "result".
func refuses(reply object, success string) bool {
	return string(reply[success]) == "false" || string(reply.object("result")[success]) == "false"
}

// decode reads a successful reply into result.
func (c *call) decode(resp *http.Response, result any) error {
	body, err := readAll(resp, maxReply)
	if err != nil {
		return fmt.Errorf("%s %s: reading the reply: %w", c.op.method, c.op.path, err)
	}
	body = toUTF8(body)
	if err := c.failureInside(resp, body); err != nil {
		return err
	}
	if c.op.success != "" && refuses(parseObject(body), strings.ToLower(c.op.success)) {
		c.refusal = c.replyError(resp, body)
	}
	text := bytes.TrimSpace(body)
	switch {
	case len(text) == 0:
		err = c.withoutContent(resp, result)
	case result != nil:
		err = unmarshal(text, result)
	case text[0] == '<':
		err = errors.New("a page where no content is expected")
	}
	if err == ErrNoContent {
		return fmt.Errorf("%s %s: %w", c.op.method, c.op.path, err)
	}
	if err != nil {
		return c.decodeError(resp, body, err)
	}
	return nil
}

func (c *call) decodeError(resp *http.Response, body []byte, err error) error {
	return &DecodeError{
		Operation: c.op.id, Method: c.op.method, Path: c.op.path, Status: resp.StatusCode,
		ContentType: resp.Header.Get("Content-Type"), Body: snapshot(body), Err: err,
	}
}

// ErrNoContent says that the server has nothing to give, where the definition declares such a reply: a queue has no
// item that waits, or a user has no robot.
var ErrNoContent = errors.New("the server has no content for this request")

// withoutContent judges a reply without content to a call that may expect a result. What changes something was
// carried out; then the result stays zero.
func (c *call) withoutContent(resp *http.Response, result any) error {
	switch {
	case result == nil:
		return nil
	case c.op.flags&opNoContent != 0:
		return ErrNoContent
	case c.op.method == http.MethodGet && resp.StatusCode != http.StatusNoContent:
		return errors.New("it is empty")
	}
	return nil
}

// readAll reads the body into a buffer of the announced size.
func readAll(resp *http.Response, limit int64) ([]byte, error) {
	var buf bytes.Buffer
	if n := resp.ContentLength; n > 0 && n <= 64<<20 {
		buf.Grow(int(n) + bytes.MinRead)
	}
	n, err := buf.ReadFrom(io.LimitReader(resp.Body, limit+1))
	if err != nil {
		return nil, err
	}
	if n > limit {
		return nil, fmt.Errorf("the reply is longer than %d bytes", limit)
	}
	return buf.Bytes(), nil
}

// DecodeError says that a successful reply is not what the definition promises, such as the HTML page
// of a proxy.
type DecodeError struct {
	Operation   string // operationId
	Method      string
	Path        string // template of the definition
	Status      int
	ContentType string
	Body        []byte // at most the first 64 KiB as UTF-8, without the values of JSON keys that look secret
	Err         error
}

// Error gives one line without the body.
func (e *DecodeError) Error() string {
	return fmt.Sprintf("%s %s: the %d reply (%s) cannot be decoded: %s", e.Method, e.Path, e.Status,
		oneLine(orDefault(e.ContentType, "no content type"), 80), oneLine(fmt.Sprint(e.Err), 200))
}

// Unwrap gives the error of the JSON decoder.
func (e *DecodeError) Unwrap() error { return e.Err }
