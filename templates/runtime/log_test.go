package runtime

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func logTo(b *bytes.Buffer, level slog.Level) Option {
	return WithLogger(slog.New(slog.NewJSONHandler(b, &slog.HandlerOptions{Level: level})))
}

func TestLog(t *testing.T) {
	failure := step{status: 503, header: map[string]string{"X-Request-Id": "r1"}, body: `{"message":"m","errorCode":1010}`, after: time.Second}
	tests := []struct {
		name  string
		level slog.Level
		steps []step
		want  []string
	}{
		{"success", slog.LevelDebug, []step{fine}, []string{
			`{"level":"DEBUG","msg":"HTTP request","operation":"Things_Get","method":"GET","path":"/odata/Things/{id}","duration":0,"attempt":1,"status":200}`,
		}},
		{"success above its level", slog.LevelInfo, []step{fine}, nil},
		{"retry", slog.LevelInfo, []step{failure, fine}, []string{
			`{"level":"INFO","msg":"HTTP request","operation":"Things_Get","method":"GET","path":"/odata/Things/{id}","duration":1000000000,"code":"1010 LockFailure","failure":"reported by the server","attempt":1,"status":503,"request_id":"r1"}`,
		}},
		{"failure", slog.LevelDebug, []step{{status: 404, header: map[string]string{"X-Request-Id": "r1"}, body: `{"errorCode":1002}`, after: time.Second}}, []string{
			`{"level":"DEBUG","msg":"HTTP request","operation":"Things_Get","method":"GET","path":"/odata/Things/{id}","duration":1000000000,"code":"1002 ItemNotFound","failure":"reported by the server","attempt":1,"status":404,"request_id":"r1"}`,
			`{"level":"WARN","msg":"API call failed","operation":"Things_Get","method":"GET","path":"/odata/Things/{id}","duration":1000000000,"code":"1002 ItemNotFound","failure":"reported by the server","attempts":1,"status":404,"request_id":"r1"}`,
		}},
	}
	for _, test := range tests {
		synctest.Test(t, func(t *testing.T) {
			var b bytes.Buffer
			c, _ := scripted(t, test.steps, logTo(&b, test.level))
			op := &operation{id: "Things_Get", method: "GET", path: "/odata/Things/{id}"}
			_ = c.call(op, "hunter2").do(t.Context(), nil)
			var got []string
			for line := range strings.Lines(b.String()) {
				before, rest, _ := strings.Cut(line, `"time":`)
				_, after, _ := strings.Cut(rest, ",")
				got = append(got, before+strings.TrimSpace(after))
			}
			if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", test.want) {
				t.Errorf("%s:\ngot  %s\nwant %s", test.name, strings.Join(got, "\n     "), strings.Join(test.want, "\n     "))
			}
		})
	}
	if _, err := newConn("https://host", []Option{WithLogger(nil)}); err == nil {
		t.Error("no error")
	}
}

func TestFailureKind(t *testing.T) {
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	for want, answer := range map[string]step{
		"no connection": {err: errDial}, "request or connection": {err: errReset}, "reply cannot be decoded": {status: 200, body: "<"},
		"timeout": {after: time.Hour}, "reported by the server": {status: 400}, "canceled": {after: time.Nanosecond},
	} {
		synctest.Test(t, func(t *testing.T) {
			var b bytes.Buffer
			c, _ := scripted(t, []step{answer}, logTo(&b, slog.LevelWarn), WithTimeout(time.Minute), WithRetry(RetryPolicy{Attempts: 1}))
			ctx := t.Context()
			if want == "canceled" {
				ctx = canceled
			}
			_, _ = result(ctx, c.call(opGet), new(thing))
			if !strings.Contains(b.String(), `"failure":"`+want+`"`) {
				t.Errorf("%s: %s", want, b.String())
			}
		})
	}
}

// TestLogHasNoSecrets puts a secret wherever one may be and looks for it in the log.
func TestLogHasNoSecrets(t *testing.T) {
	const hush = "hunter2"
	echo := step{status: 400, header: map[string]string{"Set-Cookie": hush, "X-Secret": hush, "Location": "/" + hush},
		body: `{"message":"` + hush + `","details":"` + hush + `","error":"` + hush + `","errors":{"` + hush + `":["` + hush + `"]},"a":"` + hush + `"}`}
	tests := []struct {
		name string
		step step
		opts []Option
		fill func(*call)
	}{
		{"all over the request", echo, []Option{WithBearerToken(hush), WithHeader("X-Api-Key", hush), WithHeader("Cookie", hush)}, func(c *call) {
			c.setQuery(hush, hush)
			c.setHeader("X-Of-Call", hush)
			c.json(map[string]string{hush: hush})
		}},
		{"form and file", echo, nil, func(c *call) {
			c.setForm(hush, hush)
			c.setFile(hush, Upload{Name: hush, Content: strings.NewReader(hush)})
		}},
		{"secret argument", step{status: 400, body: `{"errorCode":1906,"message":"The password ` + hush + ` is too short."}`}, nil, nil},
		{"secret in a text that is not recognised", step{status: 400, body: `{"errorCode":1906,"message":"Weak: ` + hush + `"}`}, nil, nil},
		{"reply that is none", step{status: 200, body: hush}, nil, nil},
		{"transport error with an address", step{err: &url.Error{Op: "Get", URL: "https://host/?token=" + hush, Err: errors.New(hush)}}, nil, nil},
		{"transport error of middleware", step{err: errors.New("GET https://host/?token=" + hush)}, nil, nil},
		{"token source", fine, []Option{WithTokenSource(func(context.Context) (string, error) { return "", errors.New(hush) })}, nil},
		{"token that cannot be sent", fine, []Option{WithBearerToken(hush + "\n")}, nil},
		{"body that cannot be read", fine, nil, func(c *call) {
			c.stream("text/plain", readerFunc(func([]byte) (int, error) { return 0, errors.New(hush) }))
		}},
		{"client credentials", echo, []Option{WithClientCredentials(ClientCredentials{TokenURL: "https://identity", ClientID: "app", ClientSecret: hush})}, nil},
		{"login", echo, []Option{WithLogin(hush, hush, hush)}, nil},
		{"folder", fine, nil, nil},
	}
	for _, test := range tests {
		synctest.Test(t, func(t *testing.T) {
			var b bytes.Buffer
			c, _ := scripted(t, []step{test.step}, append(test.opts, logTo(&b, slog.LevelDebug))...)
			if test.name == "folder" {
				c = c.inFolder(FolderPath(hush + "\x00"))
			}
			call := c.call(&operation{id: "Things_Get", method: "POST", path: "/odata/Things/{id}"}, hush)
			if test.fill != nil {
				test.fill(call)
			}
			_, err := result(WithCall(t.Context(), CallHeader("X-Call", hush)), call, new(thing))
			if err == nil && test.name != "folder" || !strings.Contains(b.String(), "API call failed") {
				t.Errorf("%s: no failure is logged", test.name)
			}
			if e, ok := apiError(err); ok {
				slog.New(slog.NewTextHandler(&b, nil)).Error("caught", "error", e)
			}
			if strings.Contains(b.String(), hush) {
				t.Errorf("%s: %s", test.name, b.String())
			}
		})
	}
}

func TestAPIErrorAsLogValue(t *testing.T) {
	tests := []struct {
		err  *APIError
		want string
	}{
		{&APIError{Code: 1001, HasCode: true, Status: 409, Message: "Le nom A est déjà utilisé.", TraceID: "t\n1", locales: []*Locale{&localeFR}},
			`{"operation":"O","method":"GET","path":"/x","status":409,"code":"1001 NameAlreadyUsed","message":"The name A is already used.","trace_id":"t 1"}`},
		{&APIError{Code: 1906, HasCode: true, Status: 400, Message: "The password hunter2 is too short."},
			`{"operation":"O","method":"GET","path":"/x","status":400,"code":"1906 WeakPassword","message":"The password *** is too short."}`},
		{&APIError{Status: 500, Message: "hunter2"}, `{"operation":"O","method":"GET","path":"/x","status":500}`},
	}
	for _, test := range tests {
		test.err.Operation, test.err.Method, test.err.Path = "O", "GET", "/x"
		for _, err := range []error{test.err, &NameAlreadyUsedError{APIError: test.err}} {
			var b bytes.Buffer
			slog.New(slog.NewJSONHandler(&b, nil)).Error("m", "error", err)
			var record map[string]json.RawMessage
			if json.Unmarshal(b.Bytes(), &record) != nil || string(record["error"]) != test.want {
				t.Errorf("got  %s\nwant %s", record["error"], test.want)
			}
		}
	}
}

// TestNoLogIsFree makes sure that nothing is prepared for a log that nobody wants.
func TestNoLogIsFree(t *testing.T) {
	x := &exchange{call: mustConn(t, "https://host").call(opGet)}
	ctx, tr := t.Context(), &try{}
	if n := testing.AllocsPerRun(10, func() { x.logTry(ctx, tr, io.EOF, true); x.logFailure(ctx, io.EOF) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestAttr(t *testing.T) {
	taken := &APIError{Code: 1906, HasCode: true, Status: 400, Message: "The password hunter2 is too short."}
	for want, err := range map[string]error{
		`"operation":"","method":"","path":"","status":400,"code":"1906 WeakPassword","message":"The password *** is too short."`: fmt.Errorf("hunter2: %w", taken),
		`"error":"read: password=*** x"`: errors.New("read: password=hunter2\nx"),
		`"error":null`:                   nil,
	} {
		var b bytes.Buffer
		slog.New(slog.NewJSONHandler(&b, nil)).Error("m", Attr(err))
		if got := b.String(); !strings.Contains(got, want) || strings.Contains(got, "hunter2") {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestLoggedErrorHasNoSecret logs an error whose text has a secret argument, in every way in which a program may.
func TestLoggedErrorHasNoSecret(t *testing.T) {
	e := fail(t, reply{400, "application/json", nil, `{"message":"The password hunter2 is too short.","errorCode":1906,"traceId":"id7"}`})
	item := &ItemError{e, "3", "i"}
	for _, v := range []any{
		e, item, &NameAlreadyUsedError{APIError: e}, fmt.Errorf("a: %w", e), errors.Join(e, item), []error{e, item}, struct{ Err error }{e},
	} {
		var log bytes.Buffer
		for _, h := range []slog.Handler{slog.NewTextHandler(&log, nil), slog.NewJSONHandler(&log, nil)} {
			slog.New(h).Error("m", "v", v, slog.Group("g", "v", v))
		}
		if err, ok := v.(error); ok {
			fmt.Fprintf(&log, "%v %+v %q", err, err, err)
		}
		if text := log.String(); strings.Contains(text, "hunter2") || !strings.Contains(text, "1906 WeakPassword") {
			t.Errorf("%T: %s", v, text)
		}
	}
	if text := fmt.Sprintf("%#v", e); text != e.Error() {
		t.Error(text)
	}
	text, err := json.Marshal(e)
	const want = `{"code":"1906 WeakPassword","message":"The password *** is too short.","method":"GET","operation":"Things_Get","path":"/odata/Things","status":400,"trace_id":"id7"}`
	if err != nil || string(text) != want {
		t.Errorf("%s, %v", text, err)
	}
}
