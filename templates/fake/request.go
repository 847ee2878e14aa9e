package fake

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Request is what came for an operation.
type Request struct {
	Operation Operation
	Method    string
	Args      map[string]string // arguments of the path by name
	Query     url.Values
	Header    http.Header
	Body      []byte
	Form      url.Values
	Files     []File
}

// File is a file of a form.
type File struct {
	Field, Name, ContentType string
	Content                  []byte
}

// Decode reads the JSON body into v.
func (r *Request) Decode(v any) error { return json.Unmarshal(r.Body, v) }

// reading is a request that is held to the definition.
type reading struct {
	*Request
	*checker
	op *operation
}

// read takes a request of op in, with its body, and says what does not fit the definition.
func (d *definition) read(op *operation, args map[string]string, r *http.Request) (*Request, []string) {
	in := &reading{
		Request: &Request{Operation: op.ID, Method: r.Method, Args: args, Header: r.Header.Clone()},
		checker: &checker{types: d.Types, partial: r.Method == http.MethodPatch},
		op:      op,
	}
	var err error
	if in.Query, err = url.ParseQuery(r.URL.RawQuery); err != nil {
		in.report("query: %v", err)
	}
	if in.Body, err = io.ReadAll(r.Body); err != nil {
		in.report("body: %v", err)
	}
	if op.Form != "" {
		in.readForm()
	} else {
		in.readBody()
	}
	in.params()
	return in.Request, in.problems
}

// params checks the parameters in path, query, headers and form.
func (in *reading) params() {
	declared := map[string]bool{}
	for _, p := range in.op.Params {
		declared[p.In+" "+p.Name] = true
		in.param(p)
	}
	for place, values := range map[string]url.Values{"query": in.Query, "form": in.Form} {
		for name := range values {
			if !declared[place+" "+name] {
				in.report("%s parameter %q is not declared", place, name)
			}
		}
	}
	for _, f := range in.Files {
		base := strings.TrimRight(f.Field, "0123456789")
		if !declared["form "+f.Field] && !slices.ContainsFunc(in.op.Params, func(p *param) bool { return p.Series != "" && p.Series == base }) {
			in.report("file %q is not declared", f.Field)
		}
	}
	slices.Sort(in.problems)
}

func (in *reading) param(p *param) {
	where := p.In + " parameter " + p.Name
	if p.Schema.holdsFile() {
		if p.Required && !slices.ContainsFunc(in.Files, func(f File) bool { return f.Field == p.Name }) {
			in.report("%s: there is no file", where)
		}
		return
	}
	values := in.values(p)
	switch {
	case len(values) == 0 && p.Required:
		in.report("%s is missing", where)
	case len(values) == 0:
	case p.Schema.Kind != "array" && len(values) > 1:
		in.report("%s comes %d times", where, len(values))
	case p.Schema.Kind != "array":
		in.text(p.Schema, values[0], where)
	default:
		if p.Separator != "" {
			values = strings.Split(values[0], p.Separator)
		}
		in.texts(p.Schema, values, where)
	}
}

// values gives the texts that a parameter is sent as.
func (in *reading) values(p *param) []string {
	switch p.In {
	case "path":
		return []string{in.Args[p.Name]}
	case "query":
		return in.Query[p.Name]
	case "header":
		return in.Header.Values(p.Name)
	}
	return in.Form[p.Name]
}

// readBody checks the body of an operation without a form.
func (in *reading) readBody() {
	b := in.op.Body
	switch {
	case len(in.Body) == 0 && (b == nil || !b.Required || b.Schema.Kind == "file"):
		return
	case len(in.Body) == 0:
		in.report("the body is missing")
		return
	case b == nil:
		in.report("the operation takes no body")
		return
	}
	in.contentType(b.MediaType)
	if b.Schema.Kind == "file" {
		return
	}
	v, err := decoded(in.Body)
	if err != nil {
		in.report("body: %v", err)
		return
	}
	in.value(b.Schema, v, "body")
}

// contentType reports a media type other than the declared one, and gives its parameters.
func (in *reading) contentType(want string) map[string]string {
	got, params, err := mime.ParseMediaType(in.Header.Get("Content-Type"))
	if declared, _, _ := mime.ParseMediaType(want); err != nil || got != declared {
		in.report("the content type is %q, want %q", in.Header.Get("Content-Type"), want)
	}
	return params
}

func (in *reading) readForm() {
	in.Form = url.Values{}
	if len(in.Body) == 0 {
		return
	}
	params := in.contentType(in.op.Form)
	var err error
	if in.op.Form == "multipart/form-data" {
		err = in.readParts(multipart.NewReader(bytes.NewReader(in.Body), params["boundary"]))
	} else {
		in.Form, err = url.ParseQuery(string(in.Body))
	}
	if err != nil {
		in.report("form: %v", err)
	}
}

func (in *reading) readParts(parts *multipart.Reader) error {
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		if part.FileName() != "" {
			in.Files = append(in.Files, File{part.FormName(), part.FileName(), part.Header.Get("Content-Type"), content})
		} else {
			in.Form.Add(part.FormName(), string(content))
		}
	}
}

// decoded reads one JSON value with its numbers as they are.
func decoded(text []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("there is more than one value")
	}
	return v, nil
}
