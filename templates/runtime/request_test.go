package runtime

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// recorded is what a server saw of a request.
type recorded struct {
	method, uri, host, body string
	header                  http.Header
}

// record sends the call that prepare makes to a server and gives what arrived there.
func record(t *testing.T, basePath string, prepare func(*conn) *call, opts ...Option) recorded {
	t.Helper()
	var got recorded
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = recorded{r.Method, r.RequestURI, r.Host, string(body), r.Header}
	}))
	defer server.Close()
	if err := prepare(mustConn(t, server.URL+basePath, opts...)).do(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestPath(t *testing.T) {
	tests := []struct {
		pattern string
		args    []string
		want    string
	}{
		{"/a", nil, "/a"},
		{"/a('{}')", []string{pathQuoted("O'Brien")}, "/a('O%27%27Brien')"},
		{"/a('{}')", []string{pathQuoted("")}, "/a('')"},
		{"/a('{}')", []string{pathQuoted("..")}, "/a('..')"},
		{"/a/{}/b/{}", []string{pathText("x/y"), pathText("100% ?#é\\")}, "/a/x%2Fy/b/100%25%20%3F%23%C3%A9%5C"},
		{"/a/{}", []string{pathText("...")}, "/a/..."},
		{"/a/{}.json", []string{pathText(".")}, "/a/..json"},
		{"/a({})", []string{textOfInt(int64(-5))}, "/a(-5)"},
		{"/a/{}", []string{pathText("{}")}, "/a/%7B%7D"},
		{"/a/{}/{}", []string{pathText("{}"), pathText("x")}, "/a/%7B%7D/x"},
		{"/a/{}", []string{pathText("日本")}, "/a/%E6%97%A5%E6%9C%AC"},
		{"/a/{}", []string{pathText("%2e%2e")}, "/a/%252e%252e"},
	}
	for _, test := range tests {
		got := record(t, "", func(c *conn) *call {
			return c.call(&operation{method: "GET", path: test.pattern}, test.args...)
		})
		if got.uri != test.want {
			t.Errorf("%s %q: got %s, want %s", test.pattern, test.args, got.uri, test.want)
		}
	}
	for _, arg := range []string{"", ".", ".."} {
		for _, pattern := range []string{"/a/{}", "/a/{}/b"} {
			op := &operation{method: "DELETE", path: pattern}
			if err := mustConn(t, "http://127.0.0.1:1").call(op, pathText(arg)).do(t.Context(), nil); err == nil || !strings.Contains(err.Error(), "path") {
				t.Errorf("%s with %q: %v", pattern, arg, err)
			}
		}
	}
}

func TestBaseURL(t *testing.T) {
	for _, base := range []string{"", "/", "//", "/org/tenant/orchestrator_", "/org/tenant/orchestrator_/", "/a%2Fb/", "/a%2F/"} {
		got := record(t, base, func(c *conn) *call { return c.call(opGet) })
		if want := strings.TrimRight(base, "/") + "/odata/Things"; got.uri != want {
			t.Errorf("%q: got %s, want %s", base, got.uri, want)
		}
	}
	for _, base := range []string{
		"", "host", "host:80/x", "ftp://host", "https://", "https:host", "https://host?x=hunter2", "https://host/?", "https://host#hunter2",
		"https://me:hunter2@host", "https://host/%zz", ":", "https://me:hunter2@host/%zz",
	} {
		_, err := newConn(base, nil)
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: %v", base, err)
		}
	}
}

func TestQuery(t *testing.T) {
	got := record(t, "/x/", func(c *conn) *call {
		call := c.call(opGet)
		call.setQuery("$filter", "Name eq 'A&B' and X gt 1+1")
		setEach(call.setQuery, "id", texts([]int64{2, 1}, textOfInt[int64]))
		call.setQuery("empty", "")
		return call
	})
	u, err := url.Parse(got.uri)
	if err != nil {
		t.Fatal(err)
	}
	want := url.Values{"$filter": {"Name eq 'A&B' and X gt 1+1"}, "id": {"2", "1"}, "empty": {""}}
	if u.Path != "/x/odata/Things" || fmt.Sprint(u.Query()) != fmt.Sprint(want) || !strings.Contains(u.RawQuery, "eq%20%27A%26B%27%20and") {
		t.Errorf("got %s", got.uri)
	}
}

func TestODataOptions(t *testing.T) {
	got := record(t, "", func(c *conn) *call {
		call := c.call(opGet)
		(*ListOptions)(nil).set(call)
		(*EntityOptions)(nil).set(call)
		(&ListOptions{Filter: "a eq 1", OrderBy: "b", Expand: "c", Select: "d", Top: 5, Skip: 6, Count: true}).set(call)
		return call
	})
	u, _ := url.Parse(got.uri)
	if got := u.Query().Encode(); got != "%24count=true&%24expand=c&%24filter=a+eq+1&%24orderby=b&%24select=d&%24skip=6&%24top=5" {
		t.Error(got)
	}
	got = record(t, "", func(c *conn) *call {
		call := c.call(opGet)
		(&ListOptions{}).set(call)
		(&EntityOptions{}).set(call)
		return call
	})
	if got.uri != "/odata/Things" {
		t.Error(got.uri)
	}
}

func TestHeaders(t *testing.T) {
	got := record(t, "", func(c *conn) *call {
		call := c.call(opGet)
		call.setHeader("If-Match", "*")
		call.setHeader("X-Own", "of the call")
		return call
	}, WithHeader("X-Own", "of the client"), WithHeader("x-other", "1"), WithHeader("X-Other", "2"), WithHeader("Host", "tenant.example"),
		WithLocale(&localeEN), WithLocale(&localeFR), WithBearerToken("t0"))
	for name, want := range map[string]string{
		"If-Match": "*", "X-Own": "of the call", "X-Other": "2", "Accept-Language": "en, fr;q=0.9", "Accept": "application/json",
		"Authorization": "Bearer t0", "User-Agent": userAgent, "Content-Type": "",
	} {
		if got := strings.Join(got.header[http.CanonicalHeaderKey(name)], "|"); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if got.host != "tenant.example" {
		t.Errorf("host %q", got.host)
	}
}

func TestBadOptions(t *testing.T) {
	for name, opt := range map[string]Option{
		"client": WithHTTPClient(nil), "middleware": WithMiddleware(nil), "token": WithBearerToken(""), "source": WithTokenSource(nil), "locale": WithLocale(nil), "server": WithServerURL("x", "host"),
	} {
		if _, err := newConn("https://host", []Option{opt}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestTokenSource(t *testing.T) {
	n := 0
	source := WithTokenSource(func(context.Context) (string, error) { n++; return fmt.Sprint("t", n), nil })
	c := newTestConn(t, func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "%q", r.Header.Get("Authorization"))
	}, source)
	for _, want := range []string{"Bearer t1", "Bearer t2"} {
		if got, err := value[string](t.Context(), c.call(opGet)); got != want || err != nil {
			t.Errorf("got %q, %v", got, err)
		}
	}
	open := &operation{method: "GET", path: "/open", flags: opNoAuth}
	if got, err := value[string](t.Context(), c.call(open)); got != "" || n != 2 || err != nil {
		t.Errorf("without authentication: %q, %d tokens, %v", got, n, err)
	}

	broken := errors.New("no token today")
	c = mustConn(t, "http://127.0.0.1:1", WithTokenSource(func(context.Context) (string, error) { return "", broken }))
	if err := c.call(opGet).do(t.Context(), nil); !errors.Is(err, broken) || err.Error() != "GET /odata/Things: token: no token today" {
		t.Error(err)
	}
	c = mustConn(t, "http://127.0.0.1:1", WithTokenSource(func(context.Context) (string, error) { return "", nil }))
	if err := c.call(opGet).do(t.Context(), nil); err == nil || !strings.Contains(err.Error(), "token") {
		t.Error(err)
	}
}

func TestServers(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprintf(w, "%q", r.RequestURI) }))
	defer other.Close()
	op := &operation{method: "GET", path: "/users", server: "identity"}
	c := mustConn(t, "http://127.0.0.1:1", WithServerURL("identity", other.URL+"/identity_/"))
	if got, err := value[string](t.Context(), c.call(op)); got != "/identity_/users" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	if err := mustConn(t, "http://127.0.0.1:1").call(op).do(t.Context(), nil); err == nil || !strings.Contains(err.Error(), `"identity"`) {
		t.Error(err)
	}
}

func TestFolder(t *testing.T) {
	header := func(c *conn) http.Header {
		req, err := c.call(opGet).request(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return req.Header
	}
	parent := mustConn(t, "https://host", WithHeader("X-Own", "1"))
	byID, byPath := parent.inFolder(FolderID(42)), parent.inFolder(FolderPath("Finance/Invoices"))
	byKey := byID.inFolder(FolderKey("8a1bd5f4-6d4a-4b3c-9a3e-2f6b8e1c7d90"))
	tests := []struct {
		conn          *conn
		id, key, path string
	}{
		{parent, "", "", ""},
		{byID, "42", "", ""},
		{byKey, "", "8a1bd5f4-6d4a-4b3c-9a3e-2f6b8e1c7d90", ""},
		// printf Finance/Invoices | iconv -t UTF-16LE | base64
		{byPath, "", "", "RgBpAG4AYQBuAGMAZQAvAEkAbgB2AG8AaQBjAGUAcwA="},
	}
	for i, test := range tests {
		h := header(test.conn)
		if h.Get(headerFolderID) != test.id || h.Get(headerFolderKey) != test.key || h.Get(headerFolderPath) != test.path || h.Get("X-Own") != "1" {
			t.Errorf("%d: %v", i, h)
		}
	}
	h := header(parent.inFolder(FolderPath("é😀")))
	if got, _ := base64.StdEncoding.DecodeString(h.Get(headerFolderPath)); string(got) != "\xe9\x00\x3d\xd8\x00\xde" {
		t.Errorf("% x", got)
	}
}

func TestRequestsDoNotShareHeaders(t *testing.T) {
	c := mustConn(t, "https://host", WithHeader("X-Own", "1"))
	req, _ := c.call(opGet).request(t.Context())
	req.Header["X-Own"][0] = "changed"
	req.Header.Set("User-Agent", "changed")
	if again, _ := c.call(opGet).request(t.Context()); again.Header.Get("X-Own") != "1" || again.Header.Get("User-Agent") != userAgent {
		t.Error(again.Header)
	}
}

func TestJSONBody(t *testing.T) {
	send := func(set func(*call)) recorded {
		return record(t, "", func(c *conn) *call { call := c.call(opPost); set(call); return call })
	}
	tests := []struct {
		name        string
		set         func(*call)
		ctype, body string
	}{
		{"object", func(c *call) { c.json(map[string]any{"a": 1, "b": "<é>"}) }, "application/json", `{"a":1,"b":"<é>"}`},
		{"own type", func(c *call) { c.jsonAs("application/merge-patch+json", []int{1}) }, "application/merge-patch+json", "[1]"},
		{"none", func(c *call) {}, "", ""},
		{"stream", func(c *call) { c.stream("text/csv", strings.NewReader("a,b\n")) }, "text/csv", "a,b\n"},
		{"false", func(c *call) { c.json(false) }, "application/json", "false"},
	}
	for _, test := range tests {
		got := send(test.set)
		if got.body != test.body || got.header.Get("Content-Type") != test.ctype || got.method != "POST" {
			t.Errorf("%s: got %q, %q", test.name, got.header.Get("Content-Type"), got.body)
		}
	}
	call := mustConn(t, "http://127.0.0.1:1").call(opPost)
	call.json(func() {})
	if err := call.do(t.Context(), nil); err == nil || !strings.Contains(err.Error(), "request body") {
		t.Error(err)
	}
}
