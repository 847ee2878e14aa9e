package runtime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
)

// fileLink is what a server says of a file in a storage beside it: where it is, and with which request it is
// taken or given.
type fileLink struct {
	URI          string `json:"Uri"`
	Verb         string
	RequiresAuth bool
	Headers      struct{ Keys, Values []string }
}

// storageUpload sends a file to the link that c gives.
func (c *call) storageUpload(ctx context.Context, file Upload) error {
	if file.Content == nil {
		return fmt.Errorf("%s %s: the upload has no content", c.op.method, c.op.path)
	}
	content, size := file.Content, newContent(file.Content).size
	if size <= 0 {
		spool, err := c.newSpool(ctx, content)
		if err != nil {
			return fmt.Errorf("%s %s: %w", c.op.method, c.op.path, err)
		}
		defer spool.remove()
		content, size = spool.file, spool.size
	}
	ctx, storage, err := c.follow(ctx, http.MethodPut)
	if err != nil {
		return err
	}
	if size > 0 {
		storage.stream(orDefault(storage.header.Get("Content-Type"), file.ContentType), content)
	}
	return storage.do(ctx, nil)
}

// storageDownload gives the file at the link that c gives.
func (c *call) storageDownload(ctx context.Context) (*Download, error) {
	ctx, storage, err := c.follow(ctx, http.MethodGet)
	if err != nil {
		return nil, err
	}
	return download(ctx, storage)
}

// follow asks for the link and makes the request that it describes, and the context for it.
func (c *call) follow(ctx context.Context, verb string) (context.Context, *call, error) {
	link, err := result(ctx, c, new(fileLink))
	if err != nil {
		return nil, nil, err
	}
	storage, err := c.conn.storageCall(c.op, link, verb)
	if err != nil {
		return nil, nil, fmt.Errorf("%s %s: the link of the server: %w", c.op.method, c.op.path, err)
	}
	options := *callOptionsOf(ctx)
	options.header = nil // they are for the API
	return context.WithValue(ctx, callOptionsKey{}, &options), storage, nil
}

// storageCall makes a request of what the server says, with nothing of the client that the server does not ask
// for: credentials only when they stay on the host of the base URL. Its errors do not tell the link, whose query
// is as good as a password.
func (c *conn) storageCall(op *operation, link *fileLink, verb string) (*call, error) {
	address, err := url.Parse(link.URI)
	switch {
	case err != nil || address.Host == "" || address.Scheme != "https" && address.Scheme != "http":
		return nil, errors.New("it is not an address of http:// or https://")
	case len(link.Headers.Keys) != len(link.Headers.Values):
		return nil, errors.New("its headers do not have a value each")
	case link.RequiresAuth && (address.Host != c.baseURL.Host || address.Scheme != c.baseURL.Scheme):
		return nil, fmt.Errorf("it wants the credentials of the API for %s", address.Host)
	}
	storage := *c
	storage.limiters, storage.guard = nil, nil
	storage.header = http.Header{"User-Agent": c.header["User-Agent"]}
	if !link.RequiresAuth {
		storage.auth = nil
	}
	request := &call{
		conn: &storage,
		op:   &operation{id: op.id, method: strings.ToUpper(orDefault(link.Verb, verb)), path: address.Scheme + "://" + address.Host + "/…"},
		link: address,
	}
	address.RawQuery = sendable(address.RawQuery)
	for i, name := range link.Headers.Keys {
		request.setHeader(name, link.Headers.Values[i])
	}
	return request, nil
}

// spool is a temporary file with a content whose size was not known: storages want to know it before.
type spool struct {
	file *os.File
	size int64
}

// newSpool reads the content for as long as a call may last. A content that blocks goes through a pipe, which can be
// closed.
func (c *call) newSpool(ctx context.Context, content io.Reader) (*spool, error) {
	limit, option := c.timeLimit(callOptionsOf(ctx))
	ctx, total := timed(ctx, limit, option)
	defer total.end()
	file, err := os.CreateTemp("", "upload-*")
	if err != nil {
		return nil, err
	}
	s := &spool{file: file}
	r := (&pass{turn: make(chan struct{}, 1), r: content}).pipe()
	defer r.Close()
	context.AfterFunc(ctx, func() { _ = r.Close() })
	if s.size, err = io.Copy(file, r); err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		s.remove()
		return nil, orCause(ctx, err)
	}
	return s, nil
}

func (s *spool) remove() {
	_ = s.file.Close()
	_ = os.Remove(s.file.Name())
}
