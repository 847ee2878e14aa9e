package runtime

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
)

// content is a reader that the caller gave as a body or file. Each try reads it through a pass of its own.
type content struct {
	reader io.Reader
	start  int64 // where a reader that can be rewound stood at first, -1 for any other
	size   int64 // bytes from start on; devices say 0, so that it means as little as -1: not known
	last   *pass
}

func newContent(r io.Reader) *content {
	c := &content{reader: r, start: -1, size: -1}
	if s, ok := r.(io.Seeker); ok {
		start, err1 := s.Seek(0, io.SeekCurrent)
		end, err2 := s.Seek(0, io.SeekEnd)
		_, err3 := s.Seek(start, io.SeekStart)
		if errors.Join(err1, err2, err3) == nil {
			c.start, c.size = start, end-start
		}
	} else if s, ok := r.(interface{ Len() int }); ok {
		c.size = int64(s.Len())
	}
	return c
}

// pass reads a content once. After its end it does not touch the reader, so that a transport that is not
// done with an earlier try takes nothing away from the next.
type pass struct {
	turn  chan struct{} // full while somebody uses what follows
	r     io.Reader
	ended bool
	err   error // why the reader failed
}

var errPassEnded = errors.New("the request is not being sent any more")

func (p *pass) Read(b []byte) (int, error) {
	p.turn <- struct{}{}
	defer func() { <-p.turn }()
	if p.ended {
		return 0, errPassEnded
	}
	n, err := p.r.Read(b)
	if err != nil && err != io.EOF {
		p.err = err
	}
	return n, err
}

// end waits until no Read is under way and lets no other begin. It fails when ctx ends before.
func (p *pass) end(ctx context.Context) error {
	select {
	case p.turn <- struct{}{}:
		p.ended = true
		<-p.turn
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// failure gives why the reader failed. It does not wait for a Read that is under way.
func (p *pass) failure() error {
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
		return p.err
	default:
		return nil
	}
}

// open begins another pass, at the place where the first one began.
func (c *content) open(ctx context.Context) (*pass, error) {
	if c.last != nil {
		if c.start < 0 {
			return nil, errors.New("the content cannot be read again")
		}
		if err := c.last.end(ctx); err != nil {
			return nil, err
		}
		if _, err := c.reader.(io.Seeker).Seek(c.start, io.SeekStart); err != nil {
			return nil, err
		}
	}
	c.last = &pass{turn: make(chan struct{}, 1), r: c.reader}
	return c.last, nil
}

// findContents notes the readers of the body.
func (c *call) findContents() {
	if r, ok := c.body.(io.Reader); ok {
		c.contents = append(c.contents, newContent(r))
	}
	if c.form != nil {
		for _, f := range c.form.files {
			c.contents = append(c.contents, newContent(f.upload.Content))
		}
	}
}

// replayable reports whether the body can be sent again.
func (c *call) replayable() bool {
	return !slices.ContainsFunc(c.contents, func(content *content) bool { return content.start < 0 })
}

// contentFailure gives why a reader of the caller failed.
func (c *call) contentFailure() error {
	for _, content := range c.contents {
		if content.last != nil {
			if err := content.last.failure(); err != nil {
				return err
			}
		}
	}
	return nil
}

// openBody gives the body from its beginning and its media type. What the caller's readers give goes through a pipe,
// which can be closed while they block.
func (c *call) openBody(ctx context.Context) (io.Reader, string, error) {
	c.closeBody()
	passes := make([]*pass, len(c.contents))
	for i, content := range c.contents {
		var err error
		if passes[i], err = content.open(ctx); err != nil {
			return nil, "", err
		}
	}
	if _, ok := c.body.(io.Reader); ok {
		c.body, passes = passes[0], passes[1:]
	}
	if len(passes) > 0 {
		renewed := *c.form
		renewed.files = slices.Clone(c.form.files)
		for i, p := range passes {
			renewed.files[i].upload.Content = p
		}
		c.form = &renewed
	}
	body, ctype, err := c.payload()
	if p, ok := body.(*pass); ok {
		body = p.pipe()
	}
	if closer, ok := body.(io.Closer); ok {
		c.opened = closer
	}
	return body, ctype, err
}

// pipe gives what p reads. Its goroutine ends when the pipe is closed and no Read is under way.
func (p *pass) pipe() io.ReadCloser {
	r, w := io.Pipe()
	go func() {
		_, err := io.Copy(w, p)
		w.CloseWithError(err)
	}()
	return r
}

// closeBody ends what writes the body.
func (c *call) closeBody() {
	if c.opened != nil {
		_ = c.opened.Close() // a pipe does not fail
		c.opened = nil
	}
}

// closeBodyAfter ends what writes the body as soon as ctx ends: net/http waits for it.
func (c *call) closeBodyAfter(ctx context.Context) {
	if opened := c.opened; opened != nil {
		context.AfterFunc(ctx, func() { _ = opened.Close() })
	}
}

// measure tells net/http what it cannot know of a body made of contents: its size, and how to send it again
// after a redirect that keeps the method (RFC 9110, section 15.4.8).
func (c *call) measure(req *http.Request) {
	if p, ok := c.body.(*pass); ok && p == c.contents[0].last && c.contents[0].size > 0 {
		req.ContentLength = c.contents[0].size
	} else if c.form != nil && c.form.boundary != "" {
		req.ContentLength = c.form.size(c.contents)
	}
	if req.Body != nil && req.GetBody == nil && c.replayable() {
		req.GetBody = func() (io.ReadCloser, error) {
			body, _, err := c.openBody(req.Context())
			c.closeBodyAfter(req.Context())
			if closer, ok := body.(io.ReadCloser); ok {
				return closer, err
			}
			return io.NopCloser(body), err
		}
	}
}

// size gives the length of the multipart body, 0 when that of a file is not known.
func (f *form) size(contents []*content) int64 {
	frame := form{values: f.values, files: slices.Clone(f.files)}
	for i := range frame.files {
		frame.files[i].upload.Content = http.NoBody
	}
	var written bytes.Buffer
	mw := multipart.NewWriter(&written)
	if errors.Join(mw.SetBoundary(f.boundary), frame.write(mw)) != nil {
		return 0
	}
	size := int64(written.Len())
	for _, content := range contents {
		if content.size <= 0 {
			return 0
		}
		size += content.size
	}
	return size
}
