package runtime

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestWithCallMerges(t *testing.T) {
	var outer, inner ResponseMeta
	c := newTestConn(t, reply{status: 200, header: map[string]string{"X-Request-Id": "r"}}.ServeHTTP)
	first := WithCall(t.Context(), CallHeader("a", "1"), CallHeader("b", "1"), CallTimeout(time.Hour), CallResponse(&outer))
	second := WithCall(first, CallHeader("B", "2"), CallAttempts(2), CallResponse(&inner))
	if o := callOptionsOf(second); o.header.Get("A") != "1" || o.header.Get("B") != "2" || o.timeout != time.Hour || o.attempts != 2 {
		t.Errorf("%+v", o)
	}
	if o := callOptionsOf(first); o.header.Get("B") != "1" || o.attempts != 0 || len(o.meta) != 1 {
		t.Errorf("the outer options are changed: %+v", o)
	}
	if err := c.call(opGet).do(second, nil); err != nil || outer.RequestID != "r" || inner.RequestID != "r" {
		t.Errorf("%v, %+v, %+v", err, outer, inner)
	}
	many := WithCall(t.Context(), CallResponse(&outer), CallResponse(&outer), CallResponse(&outer))
	many = WithCall(many, CallTimeout(1))
	one := WithCall(many, CallResponse(&inner))
	WithCall(many, CallResponse(&outer))
	if callOptionsOf(one).meta[3] != &inner {
		t.Error("siblings share their options")
	}
	if o := callOptionsOf(context.Background()); o.timeout != 0 || o.attempts != 0 || o.header != nil || o.meta != nil {
		t.Errorf("%+v", o)
	}
}

func TestCallHeader(t *testing.T) {
	var got http.Header
	c := newTestConn(t, func(w http.ResponseWriter, r *http.Request) { got = r.Header }, WithHeader("X-Own", "client"), WithBearerToken("token"))
	call := c.call(opPost)
	call.json(1)
	call.setHeader("X-Own", "operation")
	ctx := WithCall(t.Context(), CallHeader("x-own", "call"), CallHeader("accept", "a/b"), CallHeader("content-type", "c/d"), CallHeader("authorization", "Basic x"))
	if err := call.do(ctx, nil); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"X-Own": "call", "Accept": "a/b", "Content-Type": "c/d", "Authorization": "Basic x"} {
		if got := strings.Join(got.Values(name), "|"); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestHeadersThatCannotBeSent(t *testing.T) {
	n := 0
	c := mustConn(t, "http://127.0.0.1:1", WithRetry(RetryPolicy{}), counted(&n))
	for _, opt := range []CallOption{CallHeader("X", "hunter2\r\nY: 1"), CallHeader("X", "hunter2\x00"), CallHeader("X\n", "hunter2"), CallHeader("", "hunter2"), CallHeader("a b", "hunter2"), CallHeader("é", "hunter2")} {
		err := c.call(opGet).do(WithCall(t.Context(), opt), nil)
		if err == nil || strings.Contains(err.Error(), "hunter2") || !isOneLine(err.Error()) || n != 0 {
			t.Errorf("%d tries, %v", n, err)
		}
	}
	got := record(t, "", func(c *conn) *call { return c.call(opGet) }, WithHeader("X-Own", "a\té"))
	if got.header.Get("X-Own") != "a\té" {
		t.Error(got.header)
	}
}

func TestResponseMeta(t *testing.T) {
	const trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
	header := map[string]string{"X-Request-Id": "r1", "api-supported-versions": "10.0, 11.0,,", "traceparent": trace}
	tests := []struct {
		name   string
		reply  reply
		trace  string
		failed bool
	}{
		{"success", reply{200, "application/json", header, `{"name":"a"}`}, "4bf92f3577b34da6a3ce929d0e0e4736", false},
		{"failure", reply{404, "application/json", header, `{"message":"m","traceId":"t1"}`}, "4bf92f3577b34da6a3ce929d0e0e4736", true},
		{"trace of the body", reply{404, "application/json", map[string]string{"Request-Id": "r1", "Api-Supported-Versions": "10.0,11.0"}, `{"message":"m","traceId":"t1"}`}, "t1", true},
		{"reply that cannot be decoded", reply{200, "text/html", header, "<html>"}, "4bf92f3577b34da6a3ce929d0e0e4736", true},
	}
	for _, test := range tests {
		var meta ResponseMeta
		_, err := result(WithCall(t.Context(), CallResponse(&meta)), newTestConn(t, test.reply.ServeHTTP).call(opGet), new(thing))
		if (err != nil) != test.failed || meta.Status != test.reply.status || meta.RequestID != "r1" || meta.TraceID != test.trace || meta.Attempts != 1 ||
			meta.Operation != "Things_Get" || strings.Join(meta.APIVersions, "|") != "10.0|11.0" || meta.Header.Get("Date") == "" {
			t.Errorf("%s: %+v, %v", test.name, meta, err)
		}
	}
	meta := ResponseMeta{Status: 200, RequestID: "of an earlier call"}
	err := mustConn(t, "http://127.0.0.1:1").call(opGet).do(WithCall(t.Context(), CallResponse(&meta)), nil)
	if err == nil || meta.Status != 0 || meta.RequestID != "" || meta.Attempts != 1 || meta.Header != nil {
		t.Errorf("no connection: %+v, %v", meta, err)
	}
}

func TestNilOptions(t *testing.T) {
	if _, err := newConn("https://host", []Option{WithTimeout(1), nil}); err == nil || !strings.Contains(err.Error(), "option 2") {
		t.Error(err)
	}
	c, _ := scripted(t, []step{fine})
	if err := c.call(opGet).do(WithCall(t.Context(), nil, CallResponse(nil)), nil); err != nil {
		t.Error(err)
	}
}
