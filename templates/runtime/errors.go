package runtime

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Code is the number of an API error. It is an error itself, so that a code is its own sentinel:
//
//	errors.Is(err, CodeItemNotFound)
//
// A code that the catalogue does not know works the same: errors.Is(err, Code(4242)).
type Code int32

// Error gives the number and the name.
func (c Code) Error() string { return "error " + c.String() }

// String gives the number and, for a code of the catalogue, the name: "1002 ItemNotFound".
func (c Code) String() string {
	number := strconv.Itoa(int(c))
	if info := c.info(); info != nil {
		return number + " " + info.name
	}
	return number
}

// Name gives the stable name of the catalogue, "" for an unknown code.
func (c Code) Name() string {
	if info := c.info(); info != nil {
		return info.name
	}
	return ""
}

// Category gives the family of the code, [CategoryNone] for an unknown code.
func (c Code) Category() Category {
	if info := c.info(); info != nil {
		return info.category
	}
	return CategoryNone
}

// Retry tells whether repeating the request can help, [RetryUnknown] for an unknown code.
func (c Code) Retry() Retry {
	if info := c.info(); info != nil {
		return info.retry
	}
	return RetryUnknown
}

// info finds the entry of the catalogue; nil when there is none.
func (c Code) info() *codeInfo {
	if i, found := c.index(); found {
		return &codes[i]
	}
	return nil
}

// index finds the place of the code in codes.
func (c Code) index() (int, bool) {
	return slices.BinarySearchFunc(codes, c, func(info codeInfo, c Code) int { return int(info.code) - int(c) })
}

// ParseCode reads a code as servers write it: the number, or the name in any case, also a former one.
func ParseCode(s string) (Code, bool) {
	if n, err := strconv.ParseInt(s, 10, 32); err == nil {
		return Code(n), true
	}
	for i := range codes {
		if strings.EqualFold(codes[i].name, s) {
			return codes[i].code, true
		}
	}
	for _, alias := range codeAliases {
		if strings.EqualFold(alias.name, s) {
			return alias.code, true
		}
	}
	return 0, false
}

// codeInfo is one entry of the catalogue.
type codeInfo struct {
	code     Code
	name     string
	category Category
	retry    Retry
	generic  bool   // the default text says less than any text of the server
	text     uint16 // index of the default text
	texts    uint8  // number of texts, the default one included
}

// hasSecret reports whether a text of the code has an argument that must not be logged.
func (info *codeInfo) hasSecret() bool {
	return slices.ContainsFunc(textInfos[info.text:info.text+uint16(info.texts)], func(t textInfo) bool {
		return slices.Contains(t.kind, argSecret)
	})
}

type codeAlias struct {
	name string
	code Code
}

// Category is a family of codes that a program treats alike. It is an error itself:
//
//	errors.Is(err, CategoryNotFound)
type Category uint8

// CategoryNone is the category of codes that the catalogue does not know.
const CategoryNone Category = 0

// Error gives the name of the category.
func (c Category) Error() string { return c.String() + " error" }

// String gives the name of the category.
func (c Category) String() string {
	if int(c) < len(categoryNames) {
		return categoryNames[c]
	}
	return "category " + strconv.Itoa(int(c))
}

// Retry says whether repeating a failed request can help.
type Retry uint8

// The retry advices.
const (
	RetryUnknown    Retry = iota // the catalogue does not know the code
	RetryNever                   // the same request fails again
	RetryIdempotent              // a request that is safe to repeat may be repeated later
	RetryAlways                  // the request was not carried out; any request may be repeated later
)

// Status is an HTTP status, or with a single digit a whole class of them. It is an error itself:
//
//	errors.Is(err, Status(404))
//	errors.Is(err, StatusServerError)
type Status int

// The classes of failures (RFC 9110, section 15).
const (
	StatusClientError Status = 4 // 400 to 499
	StatusServerError Status = 5 // 500 to 599
)

// Error gives the number and the standard phrase.
func (s Status) Error() string {
	if s < 10 {
		return fmt.Sprintf("HTTP status %dxx", int(s))
	}
	return strings.TrimRight(fmt.Sprintf("HTTP status %d %s", int(s), http.StatusText(int(s))), " ")
}

func (s Status) matches(status int) bool {
	if s < 10 {
		return status/100 == int(s)
	}
	return status == int(s)
}

// APIError is a failure that the server reports. It is found in an error chain by
//
//	var apiErr *APIError
//	errors.As(err, &apiErr)
//
// and compares equal (errors.Is) to its [Code], to the code's [Category], and to its [Status]. The text of a reply is
// recognised once, when it is read: another Message, Details or Code does not change what was found.
type APIError struct {
	Code        Code   // 0 when the reply has none, see HasCode
	HasCode     bool   // the reply has a code
	Reason      string // code of another service on the same host, such as "invalid_client"; often empty
	Status      int    // HTTP status; a failure inside a 200 reply keeps the 200
	Message     string // the server's text as it came, in whatever language
	Details     string // the server's further text, often empty
	TraceID     string
	ResourceIDs []int64
	Fields      []FieldError // faults of single request fields
	Operation   string       // operationId
	Method      string
	Path        string        // template of the definition, without arguments
	RetryAfter  time.Duration // of the header Retry-After, 0 when there is none
	ContentType string
	Body        []byte // at most the first 64 KiB as UTF-8, without what looks like a secret

	locales []*Locale
	found   *finding // nil for an error that did not come from a reply
}

// reported is an APIError with those of its methods that are not exported: the compiler repeats all methods of
// APIError for each typed view, which embeds it.
type reported APIError

// FieldError is what the server says about one field of the request.
type FieldError struct{ Field, Message string }

// maxFieldsShown bounds how many faults of fields Error tells.
const maxFieldsShown = 8

// Error gives one English line: request, status, code, text and trace id. A text that the catalogue
// recognises is given in the catalogue's source language; any other as the server sent it, but for what looks
// like a secret.
func (e *APIError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s: %d", e.Method, e.Path, e.Status)
	if phrase := http.StatusText(e.Status); phrase != "" {
		b.WriteString(" " + phrase)
	}
	if e.HasCode {
		b.WriteString(": " + e.Code.String())
	}
	if e.Reason != "" {
		b.WriteString(": " + logged(e.Reason, 100))
	}
	if text := (*reported)(e).developerText(); text != "" {
		b.WriteString(": " + logged(text, 500))
	}
	for i, f := range e.Fields {
		if i == maxFieldsShown {
			fmt.Fprintf(&b, "; and %d more", len(e.Fields)-i)
			break
		}
		b.WriteString("; ")
		if f.Field != "" {
			b.WriteString(oneLine(f.Field, 100) + ": ")
		}
		b.WriteString(logged(f.Message, 200))
	}
	if e.TraceID != "" {
		b.WriteString(" (trace " + oneLine(e.TraceID, 100) + ")")
	}
	return b.String()
}

// developerText gives the text for logs. Secret arguments are masked, and where they may hide in a text that
// is not recognised, the default text stands for it.
func (e *reported) developerText() string {
	text, details := e.Message, e.Details
	if m, ok := e.match(); ok {
		for i, kind := range textInfos[m.text].kind {
			if kind == argSecret && m.args[i] != "" {
				details = strings.ReplaceAll(details, m.args[i], "***")
			}
		}
		text = m.masked(sourceLocale, bare)
	} else if info := e.codeInfo(); info != nil && info.hasSecret() {
		return sourceLocale.render(info.text, nil, bare)
	}
	if details != "" && e.Details != e.Message {
		return strings.TrimPrefix(text+" "+details, " ")
	}
	return text
}

// Is reports whether target is the error's code, the category of the code, or its status.
func (e *APIError) Is(target error) bool {
	switch t := target.(type) {
	case Code:
		return e.HasCode && e.Code == t
	case Category:
		return e.HasCode && t != CategoryNone && e.Code.Category() == t
	case Status:
		return t.matches(e.Status)
	}
	return false
}

// As makes the typed view of the error's code, such as *NameAlreadyUsedError, when target asks for it.
// Its arguments are those that the server's text gives.
func (e *APIError) As(target any) bool {
	if !e.HasCode {
		return false
	}
	if code, ok := target.(*Code); ok {
		*code = e.Code
		return true
	}
	return asTyped(e, target)
}

// Arg gives the argument name of the server's text, and whether the text was recognised and has it.
func (e *APIError) Arg(name string) (string, bool) {
	if m, ok := (*reported)(e).match(); ok {
		return m.arg(name)
	}
	return "", false
}

// logged makes s fit for a log line as [oneLine] does, without secrets. What is far behind the limit is not
// looked at.
func logged(s string, limit int) string {
	return oneLine(string(redact([]byte(atMost(s, 8*limit)))), limit)
}

// oneLine makes s safe for a log line: control characters become spaces, white space is folded, and
// more than limit bytes are cut.
func oneLine(s string, limit int) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	return atMost(s, limit)
}

// atMost cuts s when it has more than limit bytes.
func atMost(s string, limit int) string {
	if len(s) > limit {
		s = strings.ToValidUTF8(s[:limit], "") + "…"
	}
	return s
}

// apiError finds the failure that a server reported in the chain of err.
func apiError(err error) (*APIError, bool) {
	var e *APIError
	ok := errors.As(err, &e)
	return e, ok
}
