package runtime

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxFailure bounds what is kept of the body of a failure, in bytes.
const maxFailure = 64 << 10

// failure reads the reply of a request that failed.
func (c *call) failure(resp *http.Response) error {
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxFailure))
	e := c.newError(resp, body)
	if err != nil && e.Message == "" {
		e.Message = "the reply broke off: " + err.Error()
	}
	return e
}

// failureInside finds a failure in a reply with a status of success, as the ABP framework sends it:
// {"success":false,"error":{…},"__abp":true}.
func (c *call) failureInside(resp *http.Response, body []byte) error {
	if len(body) > maxFailure || !bytes.Contains(body, []byte(`"__abp"`)) {
		return nil
	}
	o := parseObject(body)
	if string(o["success"]) != "false" || o.object("error") == nil {
		return nil
	}
	return c.newError(resp, body)
}

func (c *call) newError(resp *http.Response, body []byte) *APIError {
	e := &APIError{
		Status:      resp.StatusCode,
		Operation:   c.op.id,
		Method:      c.op.method,
		Path:        c.op.path,
		RetryAfter:  parseRetryAfter(resp.Header.Get("Retry-After"), time.Now()),
		ContentType: resp.Header.Get("Content-Type"),
		TraceID:     orDefault(resp.Header.Get("X-Request-Id"), resp.Header.Get("Request-Id")),
		Body:        snapshot(body),
		locales:     c.conn.locales,
	}
	e.readBody(body)
	return e
}

// parseRetryAfter reads the header Retry-After: seconds or a date (RFC 9110, section 10.2.3).
func parseRetryAfter(value string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(value); err == nil && seconds > 0 {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}

// readBody fills e from whatever the body is.
func (e *APIError) readBody(body []byte) {
	text := bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\ufeff")))
	mediaType, _, _ := mime.ParseMediaType(e.ContentType)
	switch {
	case len(text) == 0:
	case text[0] == '{':
		if o := parseObject(text); o != nil {
			e.readObject(o, true)
			break
		}
		e.Message = oneLine(string(text), 1000)
	case text[0] == '"':
		if json.Unmarshal(text, &e.Message) != nil {
			e.Message = oneLine(string(text), 1000)
		}
	case text[0] == '<' && !strings.Contains(mediaType, "html"):
		e.readXML(text)
	case text[0] == '<':
		e.Message = htmlTitle(text)
	default:
		e.Message = oneLine(string(text), 1000)
	}
	e.codeFromText()
}

// object is a JSON object with its keys in lower case, because services differ in their spelling.
type object map[string]json.RawMessage

func parseObject(data []byte) object {
	var raw map[string]json.RawMessage
	if json.Unmarshal(data, &raw) != nil {
		return nil
	}
	o := make(object, len(raw))
	for _, key := range sortedKeys(raw) {
		o[strings.ToLower(key)] = raw[key]
	}
	return o
}

// text gives the first non-empty string among keys.
func (o object) text(keys ...string) string {
	for _, key := range keys {
		var s string
		if raw := o[key]; len(raw) > 0 && raw[0] == '"' && json.Unmarshal(raw, &s) == nil && s != "" {
			return s
		}
	}
	return ""
}

// scalar gives a string or the text of a number.
func (o object) scalar(key string) string {
	if raw := o[key]; len(raw) > 0 && (raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9') {
		return string(raw)
	}
	return o.text(key)
}

func (o object) object(key string) object {
	if raw := o[key]; len(raw) > 0 && raw[0] == '{' {
		return parseObject(raw)
	}
	return nil
}

func (o object) list(key string) []json.RawMessage {
	var list []json.RawMessage
	if raw := o[key]; len(raw) > 0 && raw[0] == '[' {
		_ = json.Unmarshal(raw, &list)
	}
	return list
}

// readObject reads one JSON envelope; what is set already is kept. A number in a nested object counts
// as a code only when the catalogue knows it, because some services repeat the HTTP status there.
func (e *APIError) readObject(o object, top bool) {
	e.setCode(o.scalar("errorcode"), top)
	e.setCode(o.scalar("code"), false)
	e.setCode(o.scalar("providererrorcode"), false)
	set(&e.Message, o.text("message", "errormessage", "errormessagev2", "providermessage", "error_description", "detail", "description", "title"))
	set(&e.Details, o.text("details"))
	set(&e.TraceID, o.text("traceid", "requestid"))
	if len(e.ResourceIDs) == 0 {
		_ = json.Unmarshal(o["resourceids"], &e.ResourceIDs)
	}
	for _, key := range [...]string{"error", "problem", "result"} {
		if nested := o.object(key); nested != nil {
			e.readObject(nested, false)
		}
	}
	if word := o.text("error"); word != "" {
		if e.Message == "" && strings.ContainsRune(word, ' ') {
			e.Message = word
		} else {
			set(&e.Reason, word)
		}
	}
	if kind := o.text("type"); kind != "" && !strings.Contains(kind, "://") {
		set(&e.Reason, kind)
	}
	e.readFields(o)
	if top {
		set(&e.Message, o.text("statusdescription"))
	}
}

func set(dst *string, s string) {
	if *dst == "" {
		*dst = s
	}
}

// setCode takes text for the code: a number, or a name of the catalogue. Any other word is a reason.
func (e *APIError) setCode(text string, trusted bool) {
	if text == "" || e.HasCode {
		return
	}
	code, ok := ParseCode(text)
	if ok && (trusted || code.info() != nil) {
		e.Code, e.HasCode = code, true
	} else {
		set(&e.Reason, text)
	}
}

// readFields reads the faults of request fields: "errors" of problem details (RFC 9457) as an object or
// a list, and "validationErrors" of the ABP framework.
func (e *APIError) readFields(o object) {
	var byField map[string][]string
	if json.Unmarshal(o["errors"], &byField) == nil {
		for _, field := range sortedKeys(byField) {
			for _, message := range byField[field] {
				e.Fields = append(e.Fields, FieldError{field, message})
			}
		}
	}
	for _, key := range [...]string{"errors", "validationerrors"} {
		for _, raw := range o.list(key) {
			item := parseObject(raw)
			field := item.text("field", "code", "members")
			var members []string
			if json.Unmarshal(item["members"], &members) == nil {
				field = strings.Join(members, ", ")
			}
			if message := item.text("description", "message", "detail"); message != "" {
				e.Fields = append(e.Fields, FieldError{field, message})
			}
		}
	}
}

// readXML reads the error of a storage service: <Error><Code>…</Code><Message>…</Message></Error>.
func (e *APIError) readXML(text []byte) {
	var doc struct {
		Code    string `xml:"Code"`
		Message string `xml:"Message"`
	}
	if xml.Unmarshal(text, &doc) != nil {
		e.Message = htmlTitle(text)
		return
	}
	e.setCode(doc.Code, false)
	e.Message = strings.TrimSpace(doc.Message)
}

// htmlTitle gives the title of a page, which is all that is worth telling of it.
func htmlTitle(page []byte) string {
	lower := bytes.ToLower(page)
	_, rest, found := bytes.Cut(lower, []byte("<title"))
	if !found {
		return "the reply is a page without a title"
	}
	start := len(lower) - len(rest) + bytes.IndexByte(rest, '>') + 1
	end := bytes.Index(lower[start:], []byte("</title"))
	if end < 0 {
		end = len(lower) - start
	}
	return oneLine(string(page[start:min(start+end, len(page))]), 200)
}

// codeFromText finds the code where a server only writes it into its text, "… Error code: 1002" or
// "… (#1671)", and takes it out of the text.
func (e *APIError) codeFromText() {
	text := strings.TrimRight(e.Message, " .")
	for _, mark := range [...]struct{ before, after string }{{" Error code: ", ""}, {" (#", ")"}} {
		i := strings.LastIndex(text, mark.before)
		if i < 0 || !strings.HasSuffix(text, mark.after) {
			continue
		}
		digits := strings.TrimSuffix(text[i+len(mark.before):], mark.after)
		n, err := strconv.ParseInt(digits, 10, 32)
		if err != nil {
			continue
		}
		if !e.HasCode {
			e.Code, e.HasCode = Code(n), true
		}
		if e.Code == Code(n) {
			e.Message = text[:i]
		}
		return
	}
}

// snapshot gives at most the first 64 KiB of body without secrets.
func snapshot(body []byte) []byte {
	return redact(body[:min(len(body), maxFailure)])
}

// secretKeys are parts of JSON keys whose values are never kept.
var secretKeys = []string{"password", "secret", "token", "apikey", "api_key", "authorization", "licensekey", "credential", "cookie"}

// redact replaces the string value of each key that looks like a secret by "***".
func redact(body []byte) []byte {
	var out []byte
	for rest := body; ; {
		start := bytes.IndexByte(rest, '"')
		if start < 0 {
			return append(out, rest...)
		}
		end := stringEnd(rest, start)
		key := strings.ToLower(string(rest[start:end]))
		out, rest = append(out, rest[:end]...), rest[end:]
		value := bytes.TrimLeft(rest, " \t\r\n")
		if len(value) == 0 || value[0] != ':' {
			continue
		}
		value = bytes.TrimLeft(value[1:], " \t\r\n")
		isSecret := slices.ContainsFunc(secretKeys, func(part string) bool { return strings.Contains(key, part) })
		if !isSecret || len(value) == 0 || value[0] != '"' {
			continue
		}
		out = append(out, `:"***"`...)
		rest = value[stringEnd(value, 0):]
	}
}

// stringEnd gives the index behind the JSON string that starts at start, or the end of s.
func stringEnd(s []byte, start int) int {
	for i := start + 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(s)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
