package runtime

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestErrorIsOneLine(t *testing.T) {
	hostile := "a\r\nb\x00c\x1b[31md\u202ee\u2028f\u2029g\u0085h\u200bi\ufeffj\x7fk\xffl\tm"
	e := &APIError{
		Method: "GET", Path: "/x", Status: 400, Reason: hostile, Message: hostile, Details: hostile + "2", TraceID: hostile,
		Fields: []FieldError{{hostile, hostile}, {"", "no field"}},
	}
	const folded = "a b c [31md e f g h i j k\ufffdl m"
	want := "GET /x: 400 Bad Request: " + folded + ": " + folded + " " + folded + "2; " + folded + ": " + folded +
		"; no field (trace " + folded + ")"
	if got := e.Error(); got != want || !isOneLine(got) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestErrorText(t *testing.T) {
	tests := []struct {
		name string
		err  *APIError
		want string
	}{
		{"recognised in French", &APIError{Code: 1001, HasCode: true, Status: 409, Message: "Le nom A est déjà utilisé.", locales: []*Locale{&localeFR}},
			"GET /x: 409 Conflict: 1001 NameAlreadyUsed: The name A is already used."},
		{"unknown code", &APIError{Code: 4242, HasCode: true, Status: 499, Message: "m"}, "GET /x: 499: 4242: m"},
		{"code 0", &APIError{HasCode: true, Status: 403, Message: "m", Details: "m"}, "GET /x: 403 Forbidden: 0 Unspecified: m"},
		{"nothing known", &APIError{Status: 500}, "GET /x: 500 Internal Server Error"},
		{"only details", &APIError{Status: 500, Details: "d"}, "GET /x: 500 Internal Server Error: d"},
		{"secret argument", &APIError{Code: 1906, HasCode: true, Status: 400, Message: "The password x1 is too short."},
			"GET /x: 400 Bad Request: 1906 WeakPassword: The password *** is too short."},
		{"many fields", &APIError{Status: 400, Fields: make([]FieldError, 100)}, "GET /x: 400 Bad Request" + strings.Repeat("; ", 8) + "; and 92 more"},
	}
	for _, test := range tests {
		test.err.Method, test.err.Path = "GET", "/x"
		if got := test.err.Error(); got != test.want {
			t.Errorf("%s:\ngot  %q\nwant %q", test.name, got, test.want)
		}
	}
}

func TestErrorIsBounded(t *testing.T) {
	long := strings.Repeat("é ", 1<<19)
	e := &APIError{Reason: long, Message: long, Details: long, TraceID: long, Fields: []FieldError{{long, long}}}
	if n := len(e.Error()); n > 2000 {
		t.Errorf("%d bytes", n)
	}
}

func TestIs(t *testing.T) {
	api := &APIError{Code: 1002, HasCode: true, Status: 404, Message: "Robot does not exist."}
	unknown := &APIError{Code: 4242, HasCode: true, Status: 503}
	uncoded := &APIError{Status: 400}
	tests := []struct {
		name   string
		err    error
		target error
		want   bool
	}{
		{"code", api, Code(1002), true},
		{"other code", api, Code(1001), false},
		{"category", api, categoryNotFound, true},
		{"other category", api, categoryConflict, false},
		{"no category", unknown, CategoryNone, false},
		{"status", api, Status(404), true},
		{"other status", api, Status(400), false},
		{"class", api, StatusClientError, true},
		{"other class", api, StatusServerError, false},
		{"server class", unknown, StatusServerError, true},
		{"unknown code", unknown, Code(4242), true},
		{"code 0 without a code", uncoded, Code(0), false},
		{"code 0", &APIError{HasCode: true}, Code(0), true},
		{"wrapped", fmt.Errorf("a: %w", fmt.Errorf("b: %w", api)), Code(1002), true},
		{"joined", errors.Join(errors.New("x"), fmt.Errorf("b: %w", api)), categoryNotFound, true},
		{"typed view", fmt.Errorf("a: %w", &NameAlreadyUsedError{APIError: &APIError{Code: 1001, HasCode: true, Status: 409}}), Code(1001), true},
		{"typed view, status", &NameAlreadyUsedError{APIError: &APIError{Code: 1001, HasCode: true, Status: 409}}, Status(409), true},
		{"itself", api, api, true},
		{"another", api, unknown, false},
	}
	for _, test := range tests {
		if got := errors.Is(test.err, test.target); got != test.want {
			t.Errorf("%s: errors.Is = %v", test.name, got)
		}
	}
}

func TestAs(t *testing.T) {
	taken := &APIError{Code: 1001, HasCode: true, Status: 409, Message: "The name A is already used."}
	for _, err := range []error{taken, fmt.Errorf("a: %w", taken), errors.Join(errors.New("x"), taken)} {
		var api *APIError
		var code Code
		var view *NameAlreadyUsedError
		if !errors.As(err, &api) || api != taken || !errors.As(err, &code) || code != 1001 {
			t.Errorf("%v: got %v, %v", err, api, code)
		}
		if !errors.As(err, &view) || view.Name != "A" || view.Status != 409 || !errors.As(error(view), &api) || api != taken {
			t.Errorf("%v: got %+v", err, view)
		}
	}
	for _, message := range []string{"not recognised", "Le nom A est déjà utilisé.", ""} {
		var view *NameAlreadyUsedError
		e := &APIError{Code: 1001, HasCode: true, Message: message}
		if !errors.As(e, &view) || view.APIError != e || view.Name != "" {
			t.Errorf("%q: got %+v", message, view)
		}
		if _, ok := view.Arg("Name"); ok {
			t.Errorf("%q has an argument", message)
		}
	}
	for _, e := range []*APIError{
		{Code: 1002, HasCode: true, Message: "The name A is already used."},
		{Message: "The name A is already used."},
	} {
		var view *NameAlreadyUsedError
		if errors.As(e, &view) {
			t.Errorf("%+v: got %+v", e, view)
		}
	}
	var limit *LimitExceededError
	if !errors.As(&APIError{Code: 1904, HasCode: true, Message: "-3 licenses exceed the limit of 9223372036854775807."}, &limit) ||
		limit.Count != -3 || limit.Limit != math.MaxInt64 {
		t.Errorf("got %+v", limit)
	}
	var code Code
	if errors.As(&APIError{Status: 400}, &code) {
		t.Error("a code without HasCode")
	}
}

func TestCode(t *testing.T) {
	if got := Code(1002).String() + "|" + Code(4242).String() + "|" + Code(-1).Error(); got != "1002 ItemNotFound|4242|error -1" {
		t.Error(got)
	}
	if c := Code(1010); c.Name() != "LockFailure" || c.Category() != categoryConflict || c.Retry() != RetryIdempotent {
		t.Error(c.Name(), c.Category(), c.Retry())
	}
	if c := Code(4242); c.Name() != "" || c.Category() != CategoryNone || c.Retry() != RetryUnknown {
		t.Error(c.Name(), c.Category(), c.Retry())
	}
	if got := categoryNotFound.Error() + "|" + Category(200).String(); got != "NotFound error|category 200" {
		t.Error(got)
	}
	if got := Status(404).Error() + "|" + Status(799).Error() + "|" + StatusServerError.Error(); got != "HTTP status 404 Not Found|HTTP status 799|HTTP status 5xx" {
		t.Error(got)
	}
}

func TestParseCode(t *testing.T) {
	for text, want := range map[string]Code{
		"1001": 1001, "0": 0, "4242": 4242, "NameAlreadyUsed": 1001, "namealreadyused": 1001, "NAMETAKEN": 1001, "-1": -1,
	} {
		if got, ok := ParseCode(text); !ok || got != want {
			t.Errorf("ParseCode(%q) = %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "Nothing", "99999999999", "1001x", " "} {
		if got, ok := ParseCode(text); ok || got != 0 {
			t.Errorf("ParseCode(%q) = %v, %v", text, got, ok)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	tests := []struct {
		value string
		want  time.Duration
	}{
		{"", 0}, {"7", 7 * time.Second}, {"0", 0}, {"-3", 0}, {"soon", 0}, {"1.5", 0},
		{"99999999999999", (1<<63 - 1) / time.Second * time.Second},
		{now.Add(90 * time.Second).Format(http.TimeFormat), 90 * time.Second},
		{now.Add(-90 * time.Second).Format(http.TimeFormat), 0},
	}
	for _, test := range tests {
		if got := parseRetryAfter(test.value, now); got != test.want {
			t.Errorf("%q: %v, want %v", test.value, got, test.want)
		}
	}
	e := fail(t, reply{429, "", map[string]string{"Retry-After": "12"}, ""})
	if e.RetryAfter != 12*time.Second {
		t.Error(e.RetryAfter)
	}
}

func FuzzReadBody(f *testing.F) {
	for _, seed := range []string{
		`{"message":"m","errorCode":1002,"errors":{"a":["b"]}}`, `[{"code":"x","description":"y"}]`, `"text"`, "<Error><Code>x</Code></Error>",
		"<title>x</title>", "x. Error code: 1002", "x (#1671)", "\xff\xfea\x00", "{\"error\":{\"error\":{\"message\":1}}}", "(#1)", "<title", "<title>\xff",
	} {
		f.Add([]byte(seed))
	}
	c := (&conn{}).call(opGet)
	f.Fuzz(func(t *testing.T, body []byte) {
		e := c.replyError(&http.Response{StatusCode: 400, Header: http.Header{}}, toUTF8(body))
		if s := e.Error(); !isOneLine(s) {
			t.Errorf("%q", s)
		}
		if e.Localize(&localeFR) == "" {
			t.Error("no text")
		}
	})
}

// TestErrorAllocations bounds what an error costs besides its request.
func TestErrorAllocations(t *testing.T) {
	body := []byte(`{"message":"The name Invoices is already used.","errorCode":1001,"traceId":"00-4bf92f3577b34da6a3ce929d0e0e4736-01","resourceIds":[7]}`)
	c := mustConn(t, "https://host").call(opGet)
	resp := &http.Response{StatusCode: 409, Header: http.Header{"Content-Type": {"application/json"}}}
	if n := testing.AllocsPerRun(200, func() { c.replyError(resp, body) }); n > 20 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzParseObject holds the members of an object to what package encoding/json finds.
func FuzzParseObject(f *testing.F) {
	for _, text := range []string{`{"a":1,"B":"x\u00e9","c":[{}],"A":null}`, `{"Key":null,"KEY":"","key":-1e3}`, ` {} `, `[1]`, `{"a":{"b":"}"}}`, `{"\u212a\n":1}`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if !json.Valid(data) {
			_ = parseObject(data)
			return
		}
		want, got := object{}, parseObject(data)
		dec := json.NewDecoder(bytes.NewReader(data))
		if t, _ := dec.Token(); t != json.Delim('{') {
			want = nil
		}
		for want != nil && dec.More() {
			name, _ := dec.Token()
			var value json.RawMessage
			_ = dec.Decode(&value)
			key := strings.ToLower(name.(string))
			if old := string(want[key]); old == "" || old == "null" || old == `""` {
				want[key] = value
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %s, want %s", data, got, want)
		}
	})
}
