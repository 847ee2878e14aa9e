package runtime

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"encoding/xml"
	"io"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

const (
	maxFailure     = 64 << 10 // bytes of the body of a failure, and of a text in it, that are kept
	maxFailureRead = 2 << 20  // bytes that are read: a code may stand behind a long text
)

// failure reads the reply of a request that failed.
func (c *call) failure(resp *http.Response) error {
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxFailureRead))
	e := c.replyError(resp, toUTF8(body))
	if err != nil && e.Message == "" {
		e.Message = "the reply broke off: " + err.Error()
	}
	return e
}

// failureInside finds a failure in a reply with a status of success.
func (c *call) failureInside(resp *http.Response, body []byte) error {
	if len(body) > maxFailure || !isFailure(resp.StatusCode, body) {
		return nil
	}
	return c.replyError(resp, body)
}

// isFailure reports whether a successful reply tells a failure: as the ABP framework does,
// {"success":false,"error":{…},"__abp":true}, with status 207 by a code and a message, and with any other
// status by a code of the catalogue and a message, and nothing besides that errors do not have as well.
func isFailure(status int, body []byte) bool {
	if bytes.Contains(body, []byte(`"__abp"`)) {
		o := parseObject(body)
		return string(o["success"]) == "false" && string(o["__abp"]) == "true"
	}
	if status == http.StatusMultiStatus {
		o := parseObject(body)
		return o.scalar("errorcode") != "" && o.text("message") != ""
	}
	o := parseMembers(body, func(key string) bool { return slices.Contains(envelopeKeys, key) })
	n, err := strconv.ParseInt(string(o["errorcode"]), 10, 32)
	return err == nil && n != 0 && Code(n).info() != nil && o.text("message") != ""
}

// replyError makes the error of a whole reply.
func (c *call) replyError(resp *http.Response, body []byte) *APIError {
	e := c.newError(resp.StatusCode, body)
	e.RetryAfter = parseRetryAfter(resp.Header.Get("Retry-After"), time.Now())
	e.ContentType = resp.Header.Get("Content-Type")
	set(&e.TraceID, requestID(resp.Header))
	(*reported)(e).tidy(c.link)
	return e
}

// newError makes an error of the call from a status and a body, which is still to be tidied up.
func (c *call) newError(status int, body []byte) *APIError {
	e := &APIError{
		Status: status, Operation: c.op.id, Method: c.op.method, Path: c.op.path,
		Body: snapshot(body), locales: c.conn.locales,
	}
	(*reported)(e).readBody(body)
	return e
}

// tidy bounds the texts of e and takes the secrets out of its body, and those of the link that was followed, if any,
// out of everything.
func (e *reported) tidy(link *url.URL) {
	e.Message, e.Details = atMost(e.Message, maxFailure), atMost(e.Details, maxFailure)
	e.recognise()
	e.hideSecrets()
	if link != nil {
		e.hideLink(link)
	}
}

// hideLink takes the secrets in the query of a link out of the error, where a storage repeats them.
func (e *reported) hideLink(link *url.URL) {
	for key, values := range link.Query() {
		if !isSecret(key) {
			continue
		}
		for _, value := range values {
			for _, text := range [...]string{value, url.QueryEscape(value)} {
				if len(text) > 3 {
					e.Body = bytes.ReplaceAll(e.Body, []byte(text), []byte("***"))
					e.Message = strings.ReplaceAll(e.Message, text, "***")
					e.Details = strings.ReplaceAll(e.Details, text, "***")
				}
			}
		}
	}
}

// hideSecrets takes the secret arguments of the server's text out of the body.
func (e *reported) hideSecrets() {
	m, ok := e.match()
	if !ok {
		return
	}
	for i, kind := range textInfos[m.text].kind {
		if kind == argSecret && m.args[i] != "" {
			quoted, _ := json.Marshal(m.args[i])
			e.Body = bytes.ReplaceAll(e.Body, quoted[1:len(quoted)-1], []byte("***"))
			e.Body = bytes.ReplaceAll(e.Body, []byte(m.args[i]), []byte("***"))
		}
	}
}

// parseRetryAfter reads the header Retry-After: seconds or a date (RFC 9110, section 10.2.3).
func parseRetryAfter(value string, now time.Time) time.Duration {
	if value == "" {
		return 0
	}
	if seconds, err := strconv.ParseInt(value, 10, 64); err == nil && seconds > 0 {
		return time.Duration(min(seconds, math.MaxInt64/int64(time.Second))) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}

// readBody fills e from whatever the body is.
func (e *reported) readBody(body []byte) {
	text := bytes.TrimSpace(body)
	switch {
	case len(text) == 0 || string(text) == "null":
	case text[0] == '{':
		if o := parseObject(text); len(o) > 0 {
			e.readObject(o, 0)
		} else if !json.Valid(text) {
			e.readText(text)
		}
	case text[0] == '[' && json.Valid(text):
		e.readList(text)
	case text[0] == '"' && json.Unmarshal(text, &e.Message) == nil:
	case text[0] == '<':
		e.readXML(text)
	default:
		e.readText(text)
	}
	e.codeFromText()
}

func (e *reported) readText(text []byte) { e.Message = oneLine(string(redact(text)), 1000) }

// readList reads a list of faults, of which the first stands for all.
func (e *reported) readList(text []byte) {
	o := object{"errors": text}
	e.readFields(o)
	if list := o.list("errors"); len(list) > 0 {
		e.readObject(parseObject(list[0]), 1)
		set(&e.Message, jsonText(list[0]))
	}
}

// toUTF8 takes the byte order mark off a text and decodes UTF-16, which is told by its mark or by the zero
// bytes of ASCII.
func toUTF8(body []byte) []byte {
	var order binary.ByteOrder
	switch {
	case len(body) < 2:
		return body
	case body[0] == 0xff && body[1] == 0xfe, body[0] != 0 && body[1] == 0:
		order = binary.LittleEndian
	case body[0] == 0xfe && body[1] == 0xff, body[0] == 0 && body[1] != 0:
		order = binary.BigEndian
	default:
		return bytes.TrimPrefix(body, []byte("\ufeff"))
	}
	units := make([]uint16, len(body)/2)
	for i := range units {
		units[i] = order.Uint16(body[2*i:])
	}
	return []byte(strings.TrimPrefix(string(utf16.Decode(units)), "\ufeff"))
}

// readXML reads the error of a storage service, <Error><Code>…</Code><Message>…</Message></Error>, or takes
// the text for a page.
func (e *reported) readXML(text []byte) {
	var doc struct {
		Code    string `xml:"Code"`
		Message string `xml:"Message"`
	}
	if xml.Unmarshal(text, &doc) != nil || doc.Code+doc.Message == "" {
		e.Message = htmlTitle(text)
		return
	}
	e.setCode(strings.TrimSpace(doc.Code), false)
	e.Message = strings.TrimSpace(doc.Message)
}

var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#39;", "'", "&nbsp;", " ", "&amp;", "&")

// htmlTitle gives the title of a page, which is all that is worth telling of it.
func htmlTitle(page []byte) string {
	lower := bytes.Clone(page)
	for i, c := range lower {
		if 'A' <= c && c <= 'Z' {
			lower[i] += 'a' - 'A'
		}
	}
	tag := bytes.Index(lower, []byte("<title"))
	if tag >= 0 {
		start := tag + bytes.IndexByte(lower[tag:], '>') + 1
		end := start + max(0, bytes.IndexByte(lower[start:], '<'))
		if title := oneLine(entities.Replace(string(page[start:end])), 200); start > tag && title != "" {
			return title
		}
	}
	return "the reply is a page without a title"
}

// codeFromText finds the code where a server only writes it at the end of its text, "… Error code: 1002" or
// "… (#1671)", and takes it out of the text, as well as what [withoutStatus] knows of the former.
func (e *reported) codeFromText() {
	text := strings.TrimRight(e.Message, " .\r\n")
	for _, mark := range [...]struct{ before, after string }{{"Error code: ", ""}, {"(#", ")"}} {
		i := strings.LastIndex(text, mark.before)
		if i < 0 || i > 0 && text[i-1] != ' ' || !strings.HasSuffix(text, mark.after) {
			continue
		}
		n, err := strconv.ParseUint(strings.TrimSuffix(text[i+len(mark.before):], mark.after), 10, 31)
		if err != nil {
			continue
		}
		if !e.HasCode {
			e.Code, e.HasCode = Code(n), true
		}
		if e.Code == Code(n) {
			e.Message = strings.TrimRight(text[:i], " ")
			e.Message = withoutStatus(e.Message)
		}
		return
	}
}

// withoutStatus takes "Status code: 404 (Not Found). … response: " off the beginning of a text, with the names of
// the exceptions before it, each with a colon.
func withoutStatus(text string) string {
	names, status, found := strings.Cut(text, "Status code: ")
	for name := range strings.FieldsSeq(names) {
		found = found && strings.HasSuffix(name, ":")
	}
	if _, said, ok := strings.Cut(status, " response: "); found && ok {
		return said
	}
	return text
}
