package runtime

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"
)

var opLink = &operation{id: "Buckets_GetWriteUri", method: http.MethodGet, path: "/link", accept: "application/json"}

// bucket is an API that gives links, and the storage they lead to.
type bucket struct {
	*conn
	storage *httptest.Server
	link    string // JSON; STORAGE stands for the address of the storage
	seen    []sight
	answer  http.HandlerFunc // of the storage, nil for 201
}

func newBucket(t *testing.T, link string, opts ...Option) *bucket {
	t.Helper()
	b := &bucket{link: link}
	b.storage = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		b.seen = append(b.seen, sight{req: r, header: r.Header, body: string(body)})
		if b.answer != nil {
			b.answer(w, r)
			return
		}
		w.WriteHeader(http.StatusCreated)
	}))
	t.Cleanup(b.storage.Close)
	b.conn = newTestConn(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, strings.ReplaceAll(strings.ReplaceAll(b.link, "STORAGE", b.storage.URL), "API", "http://"+r.Host))
	}, append([]Option{WithBearerToken("secret"), WithHeader("X-Own", "own")}, opts...)...)
	return b
}

const azureLink = `{"Uri":"STORAGE/container/a%20b?sv=1&sig=c2lnbmF0dXJl%2B","Verb":"put","Headers":{"Keys":["x-ms-blob-type"],"Values":["BlockBlob"]}}`

func TestStorageUpload(t *testing.T) {
	file, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	tests := []struct {
		name    string
		content io.Reader
		want    string
	}{
		{"reader with a size", strings.NewReader("content"), "content"},
		{"reader without", readerFunc(strings.NewReader("content").Read), "content"},
		{"nothing", strings.NewReader(""), ""},
		{"empty file", file, ""},
		{"nothing of unknown size", readerFunc(strings.NewReader("").Read), ""},
		{"buffer", bytes.NewBufferString("content"), "content"},
	}
	t.Setenv("TMPDIR", t.TempDir())
	b := newBucket(t, azureLink)
	for _, test := range tests {
		b.seen = nil
		ctx := WithCall(t.Context(), CallHeader("Authorization", "Bearer other"), CallHeader("X-Call", "call"))
		if err := b.call(opLink).storageUpload(ctx, Upload{Name: "n", ContentType: "text/plain", Content: test.content}); err != nil || len(b.seen) != 1 {
			t.Errorf("%s: %d requests, %v", test.name, len(b.seen), err)
			continue
		}
		got := b.seen[0]
		if got.req.Method != "PUT" || got.req.RequestURI != "/container/a%20b?sv=1&sig=c2lnbmF0dXJl%2B" || got.body != test.want ||
			got.req.ContentLength != int64(len(test.want)) || got.header.Get("X-Ms-Blob-Type") != "BlockBlob" {
			t.Errorf("%s: %s %s, %d bytes %q, %v", test.name, got.req.Method, got.req.RequestURI, got.req.ContentLength, got.body, got.header)
		}
		for _, name := range []string{"Authorization", "X-Own", "X-Call", "Accept", "Transfer-Encoding"} {
			if got.header.Get(name) != "" {
				t.Errorf("%s: the header %s is sent", test.name, name)
			}
		}
		if want := "text/plain"; got.header.Get("Content-Type") != want && test.want != "" {
			t.Errorf("%s: %v", test.name, got.header)
		}
	}
	if left, _ := os.ReadDir(os.TempDir()); len(left) > 0 {
		t.Errorf("%d temporary files are left", len(left))
	}
}

func TestStorageUploadOfNothing(t *testing.T) {
	b := newBucket(t, azureLink)
	if err := b.call(opLink).storageUpload(t.Context(), Upload{}); err == nil || len(b.seen) != 0 {
		t.Errorf("%d requests, %v", len(b.seen), err)
	}
	broken := readerFunc(func([]byte) (int, error) { return 0, errDisk })
	if err := b.call(opLink).storageUpload(t.Context(), Upload{Content: broken}); !errors.Is(err, errDisk) || len(b.seen) != 0 {
		t.Errorf("%d requests, %v", len(b.seen), err)
	}
}

// TestStorageUploadThatBlocks reads from a reader without a size that never gives anything.
func TestStorageUploadThatBlocks(t *testing.T) {
	b := newBucket(t, azureLink)
	t.Setenv("TMPDIR", t.TempDir())
	canceled, cancel := context.WithCancel(t.Context())
	time.AfterFunc(time.Millisecond, cancel)
	for _, test := range []struct {
		ctx  context.Context
		want error
		text string
	}{
		{WithCall(t.Context(), CallTimeout(time.Millisecond)), context.DeadlineExceeded, "CallTimeout"},
		{canceled, context.Canceled, "canceled"},
	} {
		blocked, w := io.Pipe()
		err := b.call(opLink).storageUpload(test.ctx, Upload{Content: blocked})
		if !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.text) || len(b.seen) != 0 {
			t.Errorf("%d requests, %v", len(b.seen), err)
		}
		w.Close()
	}
	if left, _ := os.ReadDir(os.TempDir()); len(left) > 0 {
		t.Errorf("%d temporary files are left", len(left))
	}
}

func TestStorageUploadIsRepeated(t *testing.T) {
	b := newBucket(t, azureLink, WithRetry(RetryPolicy{MinDelay: 1}))
	b.answer = func(w http.ResponseWriter, _ *http.Request) {
		if len(b.seen) == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}
	err := b.call(opLink).storageUpload(t.Context(), Upload{Content: readerFunc(strings.NewReader("content").Read)})
	if err != nil || len(b.seen) != 2 || b.seen[0].body != "content" || b.seen[1].body != "content" {
		t.Errorf("%d requests, %v", len(b.seen), err)
	}
}

// TestStorageHeaders has what the server names in place of what the upload says.
func TestStorageHeaders(t *testing.T) {
	b := newBucket(t, `{"uri":"STORAGE/a","headers":{"keys":["Content-Type","Host"],"values":["a/b","other.example"]}}`)
	if err := b.call(opLink).storageUpload(t.Context(), Upload{ContentType: "text/plain", Content: strings.NewReader("x")}); err != nil {
		t.Fatal(err)
	}
	if got := b.seen[0]; got.header.Get("Content-Type") != "a/b" || got.req.Host != "other.example" {
		t.Errorf("%s, %v", got.req.Host, got.header)
	}
	b.link = `{"Uri":"STORAGE/a"}`
	if err := b.call(opLink).storageUpload(t.Context(), Upload{Content: strings.NewReader("x")}); err != nil {
		t.Fatal(err)
	}
	if got := b.seen[1]; got.req.Method != "PUT" || len(got.header.Values("Content-Type")) > 0 {
		t.Errorf("%s, %v", got.req.Method, got.header)
	}
}

// TestStorageLinkIsEscaped has a link with what cannot stand in an address.
func TestStorageLinkIsEscaped(t *testing.T) {
	b := newBucket(t, `{"Uri":"STORAGE/a b/é?name=a b.txt&sig=x%2By;"}`)
	if err := b.call(opLink).storageUpload(t.Context(), Upload{Content: strings.NewReader("x")}); err != nil {
		t.Fatal(err)
	}
	if got := b.seen[0].req.RequestURI; got != "/a%20b/%C3%A9?name=a%20b.txt&sig=x%2By;" {
		t.Error(got)
	}
}

func TestStorageDownload(t *testing.T) {
	b := newBucket(t, `{"Uri":"STORAGE/a?sig=s","Verb":"GET","RequiresAuth":false,"Headers":{"Keys":[],"Values":[]}}`)
	const page = `<!DOCTYPE html><p>a page is a file here`
	b.answer = reply{200, "text/html", map[string]string{"Content-Disposition": "attachment; filename=p.html"}, page}.ServeHTTP
	d, err := b.call(opLink).storageDownload(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if text, err := io.ReadAll(d); string(text) != page || err != nil || d.Name != "p.html" || b.seen[0].header.Get("Authorization") != "" {
		t.Errorf("%q, %v, %+v, %v", text, err, d, b.seen[0].header)
	}
}

// TestStorageCredentials shows that the token goes only where the server asks for it on its own host.
func TestStorageCredentials(t *testing.T) {
	b := newBucket(t, `{"Uri":"API/blob","Verb":"GET","RequiresAuth":true}`)
	var got *http.Request
	b.http.Transport = roundTrip(func(r *http.Request) (*http.Response, error) {
		got = r
		return http.DefaultTransport.RoundTrip(r)
	})
	d, err := b.call(opLink).storageDownload(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	d.Close()
	if got.URL.Path != "/blob" || got.Header.Get("Authorization") != "Bearer secret" {
		t.Errorf("%s, %v", got.URL.Path, got.Header)
	}
	b.link = `{"Uri":"STORAGE/a?sig=c2lnbmF0dXJl","RequiresAuth":true}`
	if _, err := b.call(opLink).storageDownload(t.Context()); err == nil || len(b.seen) != 0 || strings.Contains(err.Error(), "c2lnbmF0dXJl") {
		t.Errorf("%d requests, %v", len(b.seen), err)
	}
}

func TestStorageLinksRefused(t *testing.T) {
	b := newBucket(t, "")
	for _, link := range []string{
		`{}`, `{"Uri":"file:///etc/passwd?sig=hidden"}`, `{"Uri":"ftp://host/?sig=hidden"}`, `{"Uri":"/relative?sig=hidden"}`,
		`{"Uri":"https:opaque?sig=hidden"}`, `{"Uri":"http://host/%zz?sig=hidden"}`,
		`{"Uri":"STORAGE?sig=hidden","Headers":{"Keys":["a"],"Values":[]}}`,
		`{"Uri":"STORAGE?sig=hidden","Headers":{"Keys":["a b"],"Values":["c"]}}`,
		`{"Uri":"STORAGE?sig=hidden","Verb":"P UT"}`, `[]`,
	} {
		b.link = link
		_, err := b.call(opLink).storageDownload(t.Context())
		if err == nil || len(b.seen) != 0 || strings.Contains(err.Error(), "hidden") {
			t.Errorf("%s: %d requests, %v", link, len(b.seen), err)
		}
	}
}

// TestStorageSecretsAreHidden looks for the signature of a link in everything that an error and the log tell.
func TestStorageSecretsAreHidden(t *testing.T) {
	const secret = "c2lnbmF0dXJl"
	var log bytes.Buffer
	b := newBucket(t, azureLink, WithLogger(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))))
	b.answer = reply{403, "application/xml", nil, `<?xml version="1.0"?><Error><Code>AuthenticationFailed</Code>` +
		`<Message>not c2lnbmF0dXJl+</Message><SignatureProvided>c2lnbmF0dXJl+</SignatureProvided></Error>`}.ServeHTTP
	upload := func() error {
		return b.call(opLink).storageUpload(t.Context(), Upload{Content: strings.NewReader("x")})
	}
	var e *APIError
	if err := upload(); !errors.As(err, &e) || e.Reason != "AuthenticationFailed" || e.Message != "not ***" || e.Operation != opLink.id {
		t.Errorf("%+v", e)
	}
	told := fmt.Sprintf("%v %s %s", e, e.Body, e.Message)
	b.storage.Close()
	told += upload().Error()
	told += log.String()
	if strings.Contains(told, secret) || strings.Contains(told, "container") || !strings.Contains(told, "http://127.0.0.1") {
		t.Error(told)
	}
}

func FuzzStorageLink(f *testing.F) {
	f.Add("https://host/a?sig=hidden", "put", "x-ms-blob-type")
	f.Add("file:///etc/passwd?sig=hidden", "", "Host")
	c := &conn{baseURL: &url.URL{Scheme: "https", Host: "host"}}
	f.Fuzz(func(t *testing.T, uri, verb, header string) {
		link := &fileLink{URI: uri, Verb: verb}
		link.Headers.Keys, link.Headers.Values = []string{header}, []string{"v"}
		call, err := c.storageCall(opLink, link, "PUT")
		if err == nil {
			var req *http.Request
			if req, err = call.request(t.Context()); err == nil && (req.URL.Host == "" || req.URL.Scheme != "https" && req.URL.Scheme != "http") {
				t.Errorf("%q: %s", uri, req.URL)
			}
		}
		if _, query, _ := strings.Cut(uri, "?"); err != nil && len(query) > 20 && strings.Contains(err.Error(), query) {
			t.Errorf("%q is told: %v", query, err)
		}
	})
}
