package fake

import (
	"cmp"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	api "github.com/orchgen/orchgen/templates/runtime"
)

// Envelope is a shape in which servers tell a failure.
type Envelope int

// The envelopes. [Text], [Storage] and [Problem] have no place for a code of the catalogue, and tell it at the end of
// the text or in place of another service's code.
const (
	Plain       Envelope = iota // {"message":…,"errorCode":…,"traceId":…}
	Resources                   // {"message":…,"errorCode":…,"resourceIds":…}, of former servers
	ErrorResult                 // {"Message":…,"ErrorCode":…,"TraceId":…,"ResourceIds":…,"Details":…}
	ABP                         // {"success":false,"error":{"code":…,"message":…},"__abp":true} of the ABP framework
	Mixed                       // Plain and ABP in one
	OData                       // {"error":{"code":"…","message":…}} (OData JSON Format 4.01, section 21)
	Problem                     // {"title":…,"status":…,"traceId":…} (RFC 9457)
	Text                        // text, as robots write it into their logs
	Storage                     // <Error><Code>…</Code><Message>…</Message></Error> of a storage service
)

// TraceID is the trace id of all failures in an envelope that has one.
const TraceID = "00-0123456789abcdef0123456789abcdef-0123456789abcdef-00"

// failure is a reply that tells a code.
type failure struct {
	code     api.Code
	status   int
	envelope Envelope
	locale   *api.Locale
	args     map[string]string
	message  string
}

// In chooses the envelope of a failure, [Plain] by default.
func In(e Envelope) Setting { return func(s *settings) { s.envelope = e } }

// Arg gives an argument of the failure's text.
func Arg(name, value string) Setting {
	return func(s *settings) {
		if s.args == nil {
			s.args = map[string]string{}
		}
		s.args[name] = value
	}
}

// Locale chooses the language of the failure's text, the source language of the catalogue by default.
func Locale(l *api.Locale) Setting { return func(s *settings) { s.locale = l } }

// Message is the text of the failure, in place of that of the catalogue.
func Message(text string) Setting { return func(s *settings) { s.message = text } }

// Status is the HTTP status of the failure, in place of that of the catalogue, or of 400 where it has none.
func Status(status int) Setting { return func(s *settings) { s.status = status } }

// Fail makes an operation fail with a code.
func (s *Server) Fail(op Operation, code api.Code, more ...Setting) {
	s.t.Helper()
	f := &s.settings(code, more).failure
	s.add(op, more, &behaviour{serve: func(w http.ResponseWriter, _ *http.Request, _ http.HandlerFunc) { f.send(w) }})
}

// settings gives the failure that is told by a code and what details it. The test ends at an argument that the text of
// the code does not have.
func (s *Server) settings(code api.Code, more []Setting) *settings {
	s.t.Helper()
	set := &settings{failure: failure{code: code, locale: sourceLocale}}
	for _, change := range more {
		change(set)
	}
	facts := s.def.facts(code)
	for _, name := range sortedKeys(set.args) {
		if !slices.ContainsFunc(facts.Args, func(a argument) bool { return a.Name == name }) {
			s.t.Fatalf("the text of %v has no argument %q", code, name)
		}
	}
	set.complete(facts)
	return set
}

// facts gives what the catalogue says of a code, nothing for one that it does not know.
func (d *definition) facts(code api.Code) *codeFacts {
	if facts := d.Codes[code]; facts != nil {
		return facts
	}
	return &codeFacts{}
}

// complete fills in what the catalogue knows.
func (f *failure) complete(facts *codeFacts) {
	f.status = cmp.Or(f.status, facts.Status, http.StatusBadRequest)
	if f.message != "" {
		return
	}
	args := make([]string, len(facts.Args))
	for i, a := range facts.Args {
		args[i] = cmp.Or(f.args[a.Name], a.Example)
	}
	f.message = f.code.Text(f.locale, args...)
}

// failNamed fails with the code that the catalogue calls name, or with none when it does not.
func (s *Server) failNamed(w http.ResponseWriter, name string, status int) {
	s.failSaying(w, name, status, "")
}

// failSaying is failNamed with a text in place of that of the catalogue.
func (s *Server) failSaying(w http.ResponseWriter, name string, status int, message string) {
	code, known := api.ParseCode(name)
	if !known {
		reply(w, status, map[string]string{"message": cmp.Or(message, name)})
		return
	}
	f := failure{code: code, locale: sourceLocale, message: message}
	f.complete(s.def.facts(code))
	f.send(w)
}

func (f *failure) send(w http.ResponseWriter) {
	switch f.envelope {
	case Text:
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(f.status)
		fmt.Fprintf(w, "Status code: %d (%s). Orchestrator response: %s Error code: %d", f.status, http.StatusText(f.status), f.message, f.code)
	case Storage:
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(f.status)
		_ = xml.NewEncoder(w).Encode(struct {
			XMLName       xml.Name `xml:"Error"`
			Code, Message string
		}{Code: strconv.Itoa(int(f.code)), Message: f.message})
	case Problem:
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(f.status)
		_ = json.NewEncoder(w).Encode(object{
			"type": "about:blank", "title": fmt.Sprintf("%s (#%d)", f.message, f.code), "status": f.status, "traceId": TraceID,
		})
	default:
		reply(w, f.status, f.json())
	}
}

type object map[string]any

// json gives the envelopes that are JSON objects with a code.
func (f *failure) json() object {
	nested := object{"code": f.code, "message": f.message, "details": nil, "validationErrors": nil}
	abp := object{"result": nil, "targetUrl": nil, "success": false, "error": nested, "unAuthorizedRequest": false, "__abp": true}
	switch f.envelope {
	case Resources:
		return object{"message": f.message, "errorCode": f.code, "resourceIds": nil}
	case ErrorResult:
		return object{"Message": f.message, "ErrorCode": f.code, "TraceId": TraceID, "ResourceIds": []int64{}, "Details": nil}
	case Mixed:
		abp["message"], abp["errorCode"] = f.message, f.code
		return abp
	case ABP:
		return abp
	case OData:
		return object{"error": object{"code": strconv.Itoa(int(f.code)), "message": f.message}}
	}
	return object{"message": f.message, "errorCode": f.code, "traceId": TraceID}
}
