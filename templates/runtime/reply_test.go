package runtime

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
)

type thing struct {
	Name string `json:"name"`
	Size int    `json:"size"`
}

func TestDecode(t *testing.T) {
	tests := []struct {
		name  string
		reply reply
		want  thing
		wrong string // part of the DecodeError, "" when there is none
	}{
		{"object", reply{200, "application/json", nil, `{"name":"a","size":2}`}, thing{"a", 2}, ""},
		{"byte order mark", reply{200, "application/json", nil, "\ufeff" + `{"name":"a"}`}, thing{"a", 0}, ""},
		{"created", reply{201, "application/json", nil, ` {"name":"a"} ` + "\n"}, thing{"a", 0}, ""},
		{"empty", reply{status: 200}, thing{}, "it is empty"},
		{"blank", reply{status: 200, body: " \r\n"}, thing{}, "it is empty"},
		{"no content", reply{status: 204}, thing{}, ""},
		{"null", reply{200, "application/json", nil, "null"}, thing{}, ""},
		{"page", reply{200, "text/html", nil, "<html><title>Sign in</title></html>"}, thing{}, "GET /odata/Things: the 200 reply (text/html) cannot be decoded: invalid JSON at byte 0: '<'"},
		{"trailing garbage", reply{200, "application/json", nil, `{"name":"a"} x`}, thing{}, "invalid JSON at byte 13"},
		{"two values", reply{200, "application/json", nil, `{"name":"a"}{"name":"b"}`}, thing{}, "invalid JSON at byte 12"},
		{"other type", reply{200, "application/json", nil, `[{"name":"a"}]`}, thing{}, "another type"},
		{"cut off", reply{200, "application/json", nil, `{"name":"a`}, thing{}, "a string without an end"},
		{"hostile type", reply{200, "a/b; x=\"\u2028\"", nil, "x"}, thing{}, "cannot be decoded"},
		{"success of ABP", reply{200, "application/json", nil, `{"result":"t","success":true,"error":null,"__abp":true,"name":"a"}`}, thing{"a", 0}, ""},
		{"code and something else", reply{200, "application/json", nil, `{"message":"m","errorCode":1002,"name":"a"}`}, thing{"a", 0}, ""},
		{"something else before a code", reply{200, "application/json", nil, `{"name":"a","message":"m","errorCode":1002}`}, thing{"a", 0}, ""},
		{"unknown code", reply{200, "application/json", nil, `{"message":"m","errorCode":4242}`}, thing{}, ""},
		{"code 0", reply{200, "application/json", nil, `{"message":"m","errorCode":0}`}, thing{}, ""},
		{"code as text", reply{200, "application/json", nil, `{"message":"m","errorCode":"1002"}`}, thing{}, ""},
		{"code without a message", reply{200, "application/json", nil, `{"errorCode":1002}`}, thing{}, ""},
		{"207 without a code", reply{207, "application/json", nil, `{"message":"m","name":"a","errorCode":null}`}, thing{"a", 0}, ""},
		{"207 without a message", reply{207, "application/json", nil, `{"errorCode":1002,"name":"a"}`}, thing{"a", 0}, ""},
		{"success false without ABP", reply{200, "application/json", nil, `{"success":false,"name":"__abp"}`}, thing{"__abp", 0}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := result(t.Context(), newTestConn(t, test.reply.ServeHTTP).call(opGet), new(thing))
			var de *DecodeError
			switch {
			case test.wrong == "" && (err != nil || *got != test.want):
				t.Errorf("got %+v, %v", got, err)
			case test.wrong != "" && (!errors.As(err, &de) || got != nil || !strings.Contains(err.Error(), test.wrong) || !isOneLine(err.Error())):
				t.Errorf("got %+v, %v", got, err)
			case test.wrong != "" && (string(de.Body) != test.reply.body || de.Status != 200 || de.Operation != "Things_Get" || de.Unwrap() == nil):
				t.Errorf("got %+v", de)
			}
		})
	}
}

func TestDecodeErrorHidesSecrets(t *testing.T) {
	c := newTestConn(t, reply{status: 200, body: `{"access_token":"hunter2","name":1`}.ServeHTTP)
	got, err := value[thing](t.Context(), c.call(opGet))
	var de *DecodeError
	if !errors.As(err, &de) || strings.Contains(string(de.Body), "hunter2") || got != (thing{}) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestReplyWithoutResult(t *testing.T) {
	for body, ok := range map[string]bool{"": true, "{}": true, "anything": true, "<html>Sign in</html>": false} {
		err := newTestConn(t, reply{status: 200, body: body}.ServeHTTP).call(opPost).do(t.Context(), nil)
		if (err == nil) != ok {
			t.Errorf("%q: %v", body, err)
		}
	}
}

func TestNoContent(t *testing.T) {
	declared := *opPost
	declared.flags = opNoContent
	empty := newTestConn(t, reply{status: 204}.ServeHTTP)
	if got, err := result(t.Context(), empty.call(&declared), new(thing)); got != nil || !errors.Is(err, ErrNoContent) || !strings.HasPrefix(err.Error(), "POST ") {
		t.Error(got, err)
	}
	if got, err := result(t.Context(), empty.call(opPost), new(thing)); err != nil || *got != (thing{}) {
		t.Error(got, err)
	}
	full := newTestConn(t, reply{status: 200, body: `{"name":"a"}`}.ServeHTTP)
	if got, err := result(t.Context(), full.call(&declared), new(thing)); err != nil || got.Name != "a" {
		t.Error(got, err)
	}
}

func TestSingleAndPage(t *testing.T) {
	c := newTestConn(t, reply{status: 200, body: `{"@odata.context":"c","@odata.count":7,"@odata.nextLink":"n","value":[{"name":"a"}]}`}.ServeHTTP)
	list, err := single[[]thing](t.Context(), c.call(opGet))
	if err != nil || len(list) != 1 || list[0].Name != "a" {
		t.Errorf("%+v, %v", list, err)
	}
	page, err := result(t.Context(), c.call(opGet), new(Page[thing]))
	if err != nil || page.Count != 7 || page.Context != "c" || page.NextLink != "n" || len(page.Value) != 1 {
		t.Errorf("%+v, %v", page, err)
	}
}

func TestRepliesThatOnlyLookEmpty(t *testing.T) {
	for body, ok := range map[string]bool{
		`{"value":[]}`: true, `{"value":null}`: true, `{"@odata.context":"c","value":null,"x":1}`: true, `{"value":[{"name":5},null]}`: true, `{"value":["x"]}`: true,
		`{"value":{}}`: false, `{"value":"none"}`: false, `{"message":"sign in"}`: false, `{}`: false, `[]`: false,
	} {
		page, err := result(t.Context(), newTestConn(t, reply{status: 200, body: body}.ServeHTTP).call(opGet), new(Page[thing]))
		if (err == nil) != ok || (page != nil) != ok {
			t.Errorf("%s: %+v, %v", body, page, err)
		}
	}
	for body, ok := range map[string]bool{`{"value":5}`: true, `{"value":null}`: true, `{"value":"five"}`: false, `{}`: false} {
		_, err := single[int](t.Context(), newTestConn(t, reply{status: 200, body: body}.ServeHTTP).call(opGet))
		if (err == nil) != ok {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestService(t *testing.T) {
	s := &ThingsService{newTestConn(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, `{"value":["`+r.URL.Query().Get("$filter")+`"]}`)
	})}
	if page, err := s.List(t.Context(), &ListOptions{Filter: "f"}); err != nil || len(page.Value) != 1 || page.Value[0] != "f" {
		t.Errorf("%+v, %v", page, err)
	}
}

func TestContentLengthLies(t *testing.T) {
	short := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000000")
		_, _ = io.WriteString(w, `{"name":"a"}`)
	}
	_, err := result(t.Context(), newTestConn(t, short).call(opGet), new(thing))
	if !errors.Is(err, io.ErrUnexpectedEOF) || !strings.HasPrefix(err.Error(), "GET /odata/Things: reading the reply: ") {
		t.Error(err)
	}
	brokenOff := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "1000000")
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = io.WriteString(w, `{"errorCode":1002,"traceId":`)
	}
	_, err = result(t.Context(), newTestConn(t, brokenOff).call(opGet), new(thing))
	if !errors.Is(err, Code(1002)) || !strings.Contains(err.Error(), "broke off") {
		t.Error(err)
	}
}

func TestReadAllIsBounded(t *testing.T) {
	resp := &http.Response{Body: io.NopCloser(strings.NewReader("12345")), ContentLength: -1}
	if _, err := readAll(resp, 4); err == nil {
		t.Error("no error")
	}
	resp.Body = io.NopCloser(strings.NewReader("1234"))
	if got, err := readAll(resp, 4); err != nil || string(got) != "1234" {
		t.Error(got, err)
	}
}

func TestDownload(t *testing.T) {
	first := make(chan struct{})
	c := newTestConn(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/zip")
		w.Header().Set("Content-Disposition", `attachment; filename="a.zip"`)
		_, _ = io.WriteString(w, "first")
		w.(http.Flusher).Flush()
		<-first
		_, _ = io.WriteString(w, "second")
	})
	d, err := download(t.Context(), c.call(opGet))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	head := make([]byte, 5)
	_, _ = io.ReadFull(d, head)
	close(first)
	rest, err := io.ReadAll(d)
	if string(head)+string(rest) != "firstsecond" || err != nil || d.Name != "a.zip" || d.ContentType != "application/zip" || d.Size != -1 {
		t.Errorf("%q, %q, %v, %+v", head, rest, err, d)
	}

	sized, err := download(t.Context(), newTestConn(t, reply{status: 200, body: "12345"}.ServeHTTP).call(opGet))
	if err != nil || sized.Size != 5 || sized.Name != "" {
		t.Errorf("%+v, %v", sized, err)
	}
	sized.Close()
}

func TestDownloadFails(t *testing.T) {
	d, err := download(t.Context(), newTestConn(t, reply{404, "application/json", nil, `{"errorCode":1002,"message":"m"}`}.ServeHTTP).call(opGet))
	if d != nil || !errors.Is(err, Code(1002)) {
		t.Errorf("%v, %v", d, err)
	}
}

func TestDownloadName(t *testing.T) {
	tests := []struct{ disposition, want string }{
		{`attachment; filename=a.pdf`, "a.pdf"},
		{`attachment; filename="a b.pdf"`, "a b.pdf"},
		{`attachment; filename="a.pdf"; filename*=UTF-8''facture%20%C3%A9.pdf`, "facture é.pdf"},
		{`attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd`, "passwd"},
		{`attachment; filename="../../etc/passwd"`, "passwd"},
		{`attachment; filename*=UTF-8''..%5C..%5Cwin.ini`, "win.ini"},
		{`attachment; filename*=UTF-8''C%3A%5Cx%5Cwin.ini`, "win.ini"},
		{`attachment; filename*=UTF-8''C%3Awin.ini`, "win.ini"},
		{`attachment; filename*=UTF-8''C%3A`, ""},
		{`attachment; filename*=UTF-8''C%3A..`, ""},
		{`attachment; filename=".."`, ""},
		{`attachment; filename="/"`, ""},
		{`attachment; filename="a/"`, "a"},
		{`attachment; filename*=UTF-8''a%00%0Ab`, "ab"},
		{`attachment; filename*=UTF-8''.%00.`, ""},
		{`attachment`, ""}, {``, ""}, {`;;;`, ""}, {`attachment; filename=""`, ""},
	}
	for _, test := range tests {
		if got := dispositionName(test.disposition); got != test.want {
			t.Errorf("%s: got %q, want %q", test.disposition, got, test.want)
		}
	}
}
