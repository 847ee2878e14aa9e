package runtime

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// problem is the body of a reply that tells a failure (RFC 9457).
type problem struct {
	Type     string            `json:"type"`
	Title    string            `json:"title"`
	Status   int               `json:"status"`
	Detail   string            `json:"detail,omitempty"`
	Instance string            `json:"instance,omitempty"`
	Code     *Code             `json:"code,omitempty"`
	Name     string            `json:"name,omitempty"`
	TraceID  string            `json:"traceId,omitempty"`
	Args     map[string]string `json:"args,omitempty"`

	language string // of title and detail, "" when it is not known
}

// WriteProblem answers a request with the failure err as application/problem+json (RFC 9457), in the one of the
// locales that suits the request best, see [Negotiate].
//
// Of an [APIError], wrapped or not, it tells the status; the code with its name and default text (title); the
// text with its arguments, but for secret ones (detail, args); and the trace id. The type is the page of
// [Code.DocURL] in the source language, or else a URN of the catalogue's domain and the name. Any other error, and
// one inside of a successful reply, has the status 500; of the former nothing is told.
func WriteProblem(w http.ResponseWriter, r *http.Request, err error, locales ...*Locale) {
	p := problem{
		Type: "about:blank", Title: http.StatusText(http.StatusInternalServerError), Status: http.StatusInternalServerError, language: "en",
	}
	h := w.Header()
	if e, ok := apiError(err); ok {
		p = (*reported)(e).problem(Negotiate(strings.Join(r.Header.Values("Accept-Language"), ","), locales...))
		if e.RetryAfter > 0 {
			h.Set("Retry-After", strconv.FormatInt(int64((e.RetryAfter+time.Second-1)/time.Second), 10))
		}
	}
	p.Instance = r.URL.EscapedPath()
	body, _ := json.Marshal(p) // strings and numbers only
	h.Set("Content-Type", "application/problem+json")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Del("Content-Language")
	if p.language != "" {
		h.Set("Content-Language", p.language)
	}
	if !slices.ContainsFunc(h.Values("Vary"), func(v string) bool { return strings.Contains(strings.ToLower(v), "accept-language") }) {
		h.Add("Vary", "Accept-Language")
	}
	w.WriteHeader(p.Status)
	_, _ = w.Write(body)
}

// problem tells what a client may know of the error, in l.
func (e *reported) problem(l *Locale) problem {
	p := problem{Type: "about:blank", Status: e.Status, TraceID: oneLine(e.TraceID, 100)}
	if p.Status < 400 || p.Status > 599 {
		p.Status = http.StatusInternalServerError
	}
	detail, known := e.publicText(l)
	p.Title, p.Detail = cmp.Or(http.StatusText(p.Status), "Error"), detail
	if known {
		p.language = l.tag
	}
	if !e.HasCode {
		return p
	}
	p.Code, p.Name = &e.Code, e.Code.Name()
	if catalogDomain != "" {
		p.Type = "urn:problem-type:" + catalogDomain + ":" + cmp.Or(p.Name, strconv.Itoa(int(e.Code)))
	}
	p.Type = cmp.Or((*APIError)(e).DocURL(sourceLocale), p.Type)
	if p.Name != "" {
		p.Title = e.Code.Text(l)
	}
	if m, ok := e.match(); ok {
		p.Args = m.public()
	}
	return p
}

// publicText gives the text that [APIError.Localize] gives without secret arguments, and whether it is in l. A text
// of the server that is not recognised has no secrets as far as can be told.
func (e *reported) publicText(l *Locale) (string, bool) {
	if m, ok := e.choose(l); ok {
		return m.masked(l, isolated), true
	}
	if info := e.codeInfo(); info != nil && info.hasSecret() {
		return l.render(info.text, nil, isolated), true
	}
	return logged(e.serverText(), 500), false
}

// public gives the arguments by name, but for secret ones.
func (m *matched) public() map[string]string {
	args := map[string]string{}
	for i, name := range textInfos[m.text].args {
		if textInfos[m.text].kind[i] != argSecret && m.args[i] != "" {
			args[name] = m.args[i]
		}
	}
	return args
}
