package runtime

import (
	"bufio"
	"bytes"
	"crypto/fips140"
	"crypto/md5"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"hash"
	"io"
	"mime"
	"net/http"
	"strings"
)

// Download is a file that a reply gives, not yet read. The caller closes it, or uses [Download.SaveTo].
//
// Reading ends with [io.ErrUnexpectedEOF] when the content is shorter than announced, and with [ErrChecksum] when
// it does not have the checksum that the server gave.
type Download struct {
	io.ReadCloser
	Name        string // file name of Content-Disposition, safe to create in a folder; "" when the server gives none
	ContentType string
	Size        int64 // bytes, -1 when the server does not say
}

// ErrChecksum says that a download does not have the checksum that the server gave for it.
var ErrChecksum = errors.New("the content does not have the checksum that the server gave")

// openDownload gives the file in a successful reply, or what is wrong when there is none.
func (c *call) openDownload(resp *http.Response) (*Download, error) {
	if resp.StatusCode == http.StatusNoContent && c.op.flags&opNoContent != 0 {
		return nil, fmt.Errorf("%s %s: %w", c.op.method, c.op.path, ErrNoContent)
	}
	if c.link == nil && c.op.method != http.MethodHead {
		if err := c.expectFile(resp); err != nil {
			return nil, err
		}
	}
	d := &Download{
		ReadCloser:  resp.Body,
		Name:        dispositionName(resp.Header.Get("Content-Disposition")),
		ContentType: resp.Header.Get("Content-Type"),
		Size:        resp.ContentLength,
	}
	if c.op.method != http.MethodHead {
		sum, want := checksum(resp)
		d.ReadCloser = &checkedBody{ReadCloser: resp.Body, size: resp.ContentLength, sum: sum, want: want}
	}
	return d, nil
}

var errPage = errors.New("a page where a file is expected")

// expectFile refuses a page or a failure in place of the file. It reads ahead only in what may be one.
func (c *call) expectFile(resp *http.Response) error {
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	isPage := kind == "text/html" || kind == "application/xhtml+xml"
	isJSON := kind == "application/json" || strings.HasSuffix(kind, "+json")
	if isPage && strings.Contains(c.op.accept, "text/html") || kind != "" && kind != "text/plain" && !isPage && !isJSON {
		return nil
	}
	body := bufio.NewReaderSize(resp.Body, maxFailure+1)
	resp.Body = struct {
		io.Reader
		io.Closer
	}{body, resp.Body}
	first, err := body.Peek(1)
	if err == nil && bytes.IndexByte([]byte("{< \t\r\n\xef\xfe\xff"), first[0]) < 0 && !isPage {
		return nil
	}
	start, err := body.Peek(maxFailure + 1)
	switch {
	case err != nil && err != io.EOF:
		return fmt.Errorf("%s %s: reading the reply: %w", c.op.method, c.op.path, err)
	case isPage, kind == "" && strings.HasPrefix(http.DetectContentType(start), "text/html"):
		return c.decodeError(resp, start, errPage)
	}
	return c.failureInside(resp, toUTF8(start))
}

// checkedBody is the content of a download. It checks at the end what the server told of it.
type checkedBody struct {
	io.ReadCloser
	size int64     // announced bytes, negative for none
	read int64     // bytes so far
	sum  hash.Hash // of what was read, nil without a checksum
	want []byte
}

func (b *checkedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.read += int64(n)
	if b.sum != nil {
		b.sum.Write(p[:n])
	}
	switch {
	case err != io.EOF:
	case b.read < b.size:
		return n, io.ErrUnexpectedEOF
	case b.sum != nil && !bytes.Equal(b.sum.Sum(nil), b.want):
		return n, ErrChecksum
	}
	return n, err
}

// checksums are the algorithms that are checked, the strongest first, by the names of RFC 9530, section 5.
var checksums = [...]struct {
	name string
	hash func() hash.Hash
}{{"sha-512", sha512.New}, {"sha-256", sha256.New}, {"md5", md5.New}}

// checksum gives the strongest checksum of the reply and what computes it, nil without any. They come in
// Content-Digest and Repr-Digest (RFC 9530), or in their forerunners Digest (RFC 3230) and Content-MD5 (RFC 1864);
// only the first is about a part of the file.
func checksum(resp *http.Response) (hash.Hash, []byte) {
	if resp.Uncompressed {
		return nil, nil
	}
	lines := resp.Header.Values("Content-Digest")
	if resp.StatusCode == http.StatusOK {
		lines = append(lines[:len(lines):len(lines)], resp.Header.Values("Repr-Digest")...)
		lines = append(lines, resp.Header.Values("Digest")...)
		lines = append(lines, "md5="+resp.Header.Get("Content-MD5"))
	}
	for _, algorithm := range checksums {
		if algorithm.name == "md5" && fips140.Enabled() {
			break // it would not be computed
		}
		if want := digestOf(lines, algorithm.name); want != nil {
			if sum := algorithm.hash(); sum.Size() == len(want) {
				return sum, want
			}
		}
	}
	return nil, nil
}

// digestOf finds a digest in lists of name=value, where RFC 9530 has colons around the Base64.
func digestOf(lines []string, algorithm string) []byte {
	for _, line := range lines {
		for item := range strings.SplitSeq(line, ",") {
			name, value, _ := strings.Cut(strings.TrimSpace(item), "=")
			if !strings.EqualFold(name, algorithm) {
				continue
			}
			value, _, _ = strings.Cut(value, ";")
			if sum, err := base64.StdEncoding.DecodeString(strings.Trim(value, ": ")); err == nil && len(sum) > 0 {
				return sum
			}
		}
	}
	return nil
}
