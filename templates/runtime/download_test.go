package runtime

import (
	"crypto/md5"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

var opFile = &operation{id: "Things_File", method: http.MethodGet, path: "/file", accept: "*/*"}

// TestDownloadIsAFile shows what is handed on as a file, and what is an error although its status is 200.
func TestDownloadIsAFile(t *testing.T) {
	const abp = `{"result":null,"success":false,"error":{"code":1002,"message":"m"},"__abp":true}`
	const login = "<!DOCTYPE html><title>Sign in</title>"
	page := &operation{id: "Things_Page", method: http.MethodGet, path: "/page", accept: "text/html, */*;q=0.9"}
	tests := []struct {
		name        string
		op          *operation
		ctype, body string
		want        string // "file", "failure" or "page"
	}{
		{"archive", opFile, "application/zip", "PK", "file"},
		{"archive that looks like a failure", opFile, "application/zip", abp, "file"},
		{"nothing", opFile, "", "", "file"},
		{"failure", opFile, "application/json; charset=utf-8", abp, "failure"},
		{"failure behind a byte order mark", opFile, "application/json", "\ufeff " + abp, "failure"},
		{"failure as text", opFile, "text/plain", abp, "failure"},
		{"failure with a code", opFile, "application/problem+json", `{"message":"m","errorCode":1002}`, "failure"},
		{"JSON", opFile, "application/json", `{"type":"object"}`, "file"},
		{"long JSON", opFile, "application/json", `{"a":"` + strings.Repeat("x", 1<<20) + `"}`, "file"},
		{"text", opFile, "text/csv", "a,b", "file"},
		{"page", opFile, "text/html; charset=utf-8", login, "page"},
		{"page without a type", opFile, "", login, "page"},
		{"empty page", opFile, "text/html", "", "page"},
		{"page that is wanted", page, "text/html", login, "file"},
		{"page in plain text", opFile, "text/plain", login, "file"},
	}
	for _, test := range tests {
		c := newTestConn(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Type"] = nil
			if test.ctype != "" {
				w.Header().Set("Content-Type", test.ctype)
			}
			_, _ = io.WriteString(w, test.body)
		})
		d, err := download(t.Context(), c.call(test.op))
		var decode *DecodeError
		switch {
		case err == nil:
			if text, err := io.ReadAll(d); test.want != "file" || string(text) != test.body || err != nil {
				t.Errorf("%s: %.100q, %v", test.name, text, err)
			}
			d.Close()
		case errors.As(err, &decode):
			if test.want != "page" || string(decode.Body) != test.body || d != nil {
				t.Errorf("%s: %v", test.name, err)
			}
		case !errors.Is(err, Code(1002)) || test.want != "failure" || d != nil:
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

func TestDownloadWithoutContent(t *testing.T) {
	op := *opFile
	op.flags = opNoContent
	if d, err := download(t.Context(), newTestConn(t, reply{status: 204}.ServeHTTP).call(&op)); d != nil || !errors.Is(err, ErrNoContent) {
		t.Errorf("%v, %v", d, err)
	}
}

// TestDownloadOfHead has the length of a content that a reply to HEAD does not have.
func TestDownloadOfHead(t *testing.T) {
	header := map[string]string{"Content-Length": "5", "Content-MD5": "AAAAAAAAAAAAAAAAAAAAAA==", "Content-Type": "text/html"}
	op := *opFile
	op.method = http.MethodHead
	d, err := download(t.Context(), newTestConn(t, reply{status: 200, header: header}.ServeHTTP).call(&op))
	if err != nil {
		t.Fatal(err)
	}
	if n, err := io.Copy(io.Discard, d); n != 0 || err != nil || d.Size != 5 {
		t.Errorf("%d bytes of %d, %v", n, d.Size, err)
	}
	d.Close()
}

func TestDownloadLength(t *testing.T) {
	resp := func(body string, length int64) *http.Response {
		return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"a/b"}}, ContentLength: length, Body: io.NopCloser(strings.NewReader(body))}
	}
	c := mustConn(t, "http://host").call(opFile)
	for _, test := range []struct {
		body   string
		length int64
		want   error
	}{{"1234", 4, nil}, {"1234", -1, nil}, {"", 0, nil}, {"123", 4, io.ErrUnexpectedEOF}, {"", 1, io.ErrUnexpectedEOF}} {
		d, err := c.openDownload(resp(test.body, test.length))
		if err != nil {
			t.Fatal(err)
		}
		if text, err := io.ReadAll(d); string(text) != test.body || err != test.want || d.Size != test.length {
			t.Errorf("%q of %d: %q, %v", test.body, test.length, text, err)
		}
	}
	broken := resp("", -1)
	broken.Header = http.Header{}
	broken.Body = io.NopCloser(readerFunc(func([]byte) (int, error) { return 0, errDisk }))
	if d, err := c.openDownload(broken); d != nil || !errors.Is(err, errDisk) {
		t.Errorf("%v, %v", d, err)
	}
}

func TestDownloadChecksum(t *testing.T) {
	b64 := func(sum []byte) string { return base64.StdEncoding.EncodeToString(sum) }
	md5Sum, sha, long := md5.Sum([]byte("content")), sha256.Sum256([]byte("content")), sha512.Sum512([]byte("content"))
	other := sha256.Sum256([]byte("other"))
	good, bad := "sha-256=:"+b64(sha[:])+":", "sha-256=:"+b64(other[:])+":"
	tests := []struct {
		name, header, value string
		want                error
	}{
		{"MD5", "Content-Md5", b64(md5Sum[:]), nil},
		{"other MD5", "Content-Md5", b64(other[:16]), ErrChecksum},
		{"no MD5", "Content-Md5", "?", nil},
		{"MD5 of another length", "Content-Md5", b64(other[:]), nil},
		{"content digest", "Content-Digest", good, nil},
		{"other content digest", "Content-Digest", bad, ErrChecksum},
		{"representation digest", "Repr-Digest", good + ";a=1", nil},
		{"other representation digest", "Repr-Digest", "unknown=:AA==:, " + bad, ErrChecksum},
		{"the strongest counts", "Repr-Digest", bad + ", SHA-512=:" + b64(long[:]) + ":", nil},
		{"digest", "Digest", "SHA-256=" + b64(sha[:]) + ",unixsum=30637", nil},
		{"other digest", "Digest", "SHA-256=" + b64(other[:]), ErrChecksum},
		{"unknown algorithm", "Digest", "unixsum=30637", nil},
	}
	for _, test := range tests {
		for _, status := range []int{200, 206} {
			d, err := download(t.Context(), newTestConn(t, reply{status, "a/b", map[string]string{test.header: test.value}, "content"}.ServeHTTP).call(opFile))
			if err != nil {
				t.Fatal(err)
			}
			want := test.want
			if status == 206 && test.header != "Content-Digest" {
				want = nil // it is about more than the part
			}
			if text, err := io.ReadAll(d); string(text) != "content" || !errors.Is(err, want) {
				t.Errorf("%s, %d: %q, %v", test.name, status, text, err)
			}
			if _, err := d.Read(make([]byte, 1)); want != nil && err != want || want == nil && err != io.EOF {
				t.Errorf("%s: after the end: %v", test.name, err)
			}
			d.Close()
		}
	}
}

// TestBrokenReplyAheadIsRepeated breaks the connection while the reply is looked at.
func TestBrokenReplyAheadIsRepeated(t *testing.T) {
	json := map[string]string{"Content-Type": "application/json"}
	c, s := scripted(t, []step{{status: 200, header: json, body: "{", cut: errDisk}, {status: 200, header: json, body: `{"a":1}`}}, WithRetry(RetryPolicy{MinDelay: 1}))
	d, err := download(t.Context(), c.call(opFile))
	if err != nil || len(s.seen) != 2 {
		t.Fatalf("%d tries, %v", len(s.seen), err)
	}
	if text, err := io.ReadAll(d); string(text) != `{"a":1}` || err != nil {
		t.Errorf("%q, %v", text, err)
	}
}

func FuzzDownloadHeaders(f *testing.F) {
	f.Add(`attachment; filename="a.zip"`, "sha-256=:AAAA:, md5=AAAA")
	f.Add(`attachment; filename*=UTF-8''%e2%82%ac`, "=,;:")
	f.Fuzz(func(t *testing.T, disposition, digest string) {
		if name := dispositionName(disposition); fileName(name) != name || strings.ContainsAny(name, "/\\:\x00") || len(name) > maxFileName {
			t.Errorf("%q: the name %q is not safe", disposition, name)
		}
		sum, want := checksum(&http.Response{StatusCode: 200, Header: http.Header{"Repr-Digest": {digest}, "Content-Md5": {digest}}})
		if sum != nil && sum.Size() != len(want) {
			t.Error(fmt.Sprint(sum.Size(), len(want)))
		}
	})
}
