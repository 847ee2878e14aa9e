package runtime

import (
	"errors"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestWriteProblem(t *testing.T) {
	const docs = `"type":"https://docs.example.com/errors/en/`
	tests := []struct {
		name, accept string
		err          error
		status       int
		language     string
		want         string
	}{
		{"recognised", "fr-CH, en;q=0.5", fmt.Errorf("a: %w", &APIError{Code: 1001, HasCode: true, Status: 409, Message: "The name A is already used.", TraceID: "t\n1"}), 409, "fr",
			docs + `1001.html","title":"Le nom … est déjà utilisé.","status":409,"detail":"Le nom A est déjà utilisé.","instance":"/a%20b","code":1001,"name":"NameAlreadyUsed","traceId":"t 1","args":{"Name":"A"}`},
		{"typed view", "en", &NameAlreadyUsedError{APIError: &APIError{Code: 1001, HasCode: true, Status: 409, Message: "The name A is already used."}}, 409, "en",
			docs + `1001.html","title":"The name … is already used.","status":409,"detail":"The name A is already used.","instance":"/a%20b","code":1001,"name":"NameAlreadyUsed","args":{"Name":"A"}`},
		{"text from right to left", "ar", coded(1001, "The name A is already used."), 400, "ar",
			docs + `1001.html","title":"الاسم … مستخدم بالفعل.","status":400,"detail":"الاسم ` + "\u2068A\u2069" + ` مستخدم بالفعل.","instance":"/a%20b","code":1001,"name":"NameAlreadyUsed","args":{"Name":"A"}`},
		{"secret", "en", coded(1906, "The password hunter2 is too short."), 400, "en",
			docs + `1906.html","title":"The password … is too short.","status":400,"detail":"The password *** is too short.","instance":"/a%20b","code":1906,"name":"WeakPassword"`},
		{"secret, not recognised", "fr", coded(1906, "hunter2 is weak"), 400, "fr",
			docs + `1906.html","title":"Le mot de passe … est trop court.","status":400,"detail":"Le mot de passe … est trop court.","instance":"/a%20b","code":1906,"name":"WeakPassword"`},
		{"not recognised", "fr", coded(1001, "Taken! password=hunter2\n<b>"), 400, "",
			docs + `1001.html","title":"Le nom … est déjà utilisé.","status":400,"detail":"Taken! password=*** \u003cb\u003e","instance":"/a%20b","code":1001,"name":"NameAlreadyUsed"`},
		{"unknown code", "fr", coded(4242, "m"), 400, "",
			`"type":"urn:problem-type:example.com:4242","title":"Bad Request","status":400,"detail":"m","instance":"/a%20b","code":4242`},
		{"no code", "fr", &APIError{Status: 503}, 503, "",
			`"type":"about:blank","title":"Service Unavailable","status":503,"detail":"HTTP status 503 Service Unavailable","instance":"/a%20b"`},
		{"inside of a success", "en", &APIError{Code: 1010, HasCode: true, Status: 200}, 500, "en",
			docs + `1010.html","title":"The lock could not be acquired.","status":500,"detail":"The lock could not be acquired.","instance":"/a%20b","code":1010,"name":"LockFailure"`},
		{"strange status", "", &APIError{Status: 499, Message: "m"}, 499, "", `"type":"about:blank","title":"Error","status":499,"detail":"m","instance":"/a%20b"`},
		{"another error", "fr", errors.New("hunter2"), 500, "en", `"type":"about:blank","title":"Internal Server Error","status":500,"instance":"/a%20b"`},
		{"none", "fr", nil, 500, "en", `"type":"about:blank","title":"Internal Server Error","status":500,"instance":"/a%20b"`},
	}
	for _, test := range tests {
		w, r := httptest.NewRecorder(), httptest.NewRequest("GET", "/a%20b?token=hunter2", nil)
		r.Header.Set("Accept-Language", test.accept)
		w.Header().Set("Vary", "Origin")
		w.Header().Set("Content-Language", "xx")
		WriteProblem(w, r, test.err, &localeEN, &localeFR, &localeAR)
		h := w.Header()
		if got := w.Body.String(); got != "{"+test.want+"}" || strings.Contains(got, "hunter2") {
			t.Errorf("%s:\ngot  %s\nwant {%s}", test.name, got, test.want)
		}
		if w.Code != test.status || h.Get("Content-Language") != test.language || h.Get("Content-Type") != "application/problem+json" ||
			fmt.Sprint(h.Values("Vary")) != "[Origin Accept-Language]" || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: status %d, %v", test.name, w.Code, h)
		}
	}
}

func TestProblemHeaders(t *testing.T) {
	w, r := httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil)
	r.Header.Add("Accept-Language", "de")
	r.Header.Add("Accept-Language", "fr;q=0.5")
	w.Header().Set("Vary", "accept-language, Origin")
	WriteProblem(w, r, &APIError{Code: 1010, HasCode: true, Status: 503, RetryAfter: 1500 * time.Millisecond}, &localeEN, &localeFR)
	if h := w.Header(); h.Get("Retry-After") != "2" || len(h.Values("Vary")) != 1 || h.Get("Content-Language") != "fr" {
		t.Error(h)
	}
}

func TestLocalizeFor(t *testing.T) {
	for _, test := range []struct {
		err            *APIError
		accept, locale string
		want           string
	}{
		{coded(1001, "The name A is already used."), "de, fr;q=0.3", "fr", "Le nom A est déjà utilisé."},
		{coded(1001, "The name A is already used."), "de", "en", "The name A is already used."},
		{coded(1001, "Taken!"), "fr", "", "Taken!"},
		{&APIError{Status: 500}, "fr", "", "HTTP status 500 Internal Server Error"},
	} {
		text, l := test.err.LocalizeFor(test.accept, &localeEN, &localeFR)
		if text != test.want || (l == nil) != (test.locale == "") || l != nil && l.Tag() != test.locale {
			t.Errorf("%s: %q in %v", test.accept, text, l)
		}
	}
	if text, l := coded(1010, "").LocalizeFor("fr"); l != sourceLocale || text != "The lock could not be acquired." {
		t.Errorf("%q in %v", text, l)
	}
}

func TestHelp(t *testing.T) {
	pseudo := &Locale{tag: "en-XA"}
	for i, test := range []struct{ got, want string }{
		{Code(1001).Remedy(&localeEN), "Choose another name."},
		{Code(1001).Remedy(&localeFR), "Choisissez un autre nom."},
		{coded(1010, "x").Remedy(&localeEN), "Try again later."},
		{Code(1010).Remedy(&localeFR), ""},
		{Code(4242).Remedy(&localeFR), ""},
		{Code(1001).Remedy(pseudo), ""},
		{(&APIError{Code: 1001}).Remedy(&localeFR), ""},
		{coded(1001, "x").DocURL(&localeFR), "https://docs.example.com/errors/fr/1001.html"},
		{Code(1001).DocURL(pseudo), "https://docs.example.com/errors/en/1001.html"},
		{Code(4242).DocURL(&localeFR), ""},
		{(&APIError{Code: 1001}).DocURL(&localeFR), ""},
	} {
		if test.got != test.want {
			t.Errorf("%d: got %q, want %q", i, test.got, test.want)
		}
	}
}
