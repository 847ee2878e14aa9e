package fake

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"

	api "github.com/orchgen/orchgen/templates/runtime"
)

// definition is what the server knows of the API.
type definition struct {
	Operations []*operation            `json:"operations"`
	Sets       map[string]*entitySet   `json:"sets"`
	Types      map[string]*schema      `json:"types"`
	Codes      map[api.Code]*codeFacts `json:"codes"`
}

// operation is one method on one path.
type operation struct {
	ID     Operation `json:"id"`
	Method string    `json:"method"`
	Path   []string  `json:"path"` // literal text and names of parameters in turn
	Server string    `json:"server"`
	Params []*param  `json:"params"`
	Body   *body     `json:"body"`
	Form   string    `json:"form"`   // media type of the parameters in form, "" without any
	Folder bool      `json:"folder"` // works in a folder only
	Open   bool      `json:"open"`   // asks for no credentials
	Login  bool      `json:"login"`  // signs a user in

	Status  int             `json:"status"`  // of a success
	Content string          `json:"content"` // kind of its content: "json", "file", or "" for none
	Sample  json.RawMessage `json:"sample"`

	Link string `json:"link"` // method that the file takes whose address the operation gives: "PUT", "GET" or "" for none
	Set  string `json:"set"`  // entity set that the operation works on
	Verb string `json:"verb"` // list, get, create, update, patch or delete

	Effects []*effect `json:"effects"` // on entity sets, of which the first counts whose conditions the body meets
	Bulk    *bulk     `json:"bulk"`    // how the reply tells of items that failed, nil when it does not
}

// param is a parameter. Separator stands between the items of a list that is sent as one text.
type param struct {
	Name      string  `json:"name"`
	In        string  `json:"in"`
	Required  bool    `json:"required"`
	Schema    *schema `json:"schema"`
	Separator string  `json:"separator"`
	Series    string  `json:"series"` // any number of files, which are called so with a number behind
}

type body struct {
	Schema    *schema `json:"schema"`
	MediaType string  `json:"mediaType"`
	Required  bool    `json:"required"`
}

// entitySet is a collection of the definition.
type entitySet struct {
	Key    string  `json:"key"`    // property
	Number bool    `json:"number"` // the key is a number
	Schema *schema `json:"schema"` // of an item
}

// codeFacts are what the catalogue says of a code besides what the client knows.
type codeFacts struct {
	Status int        `json:"status"` // the most likely one, 0 for none
	Args   []argument `json:"args"`   // of the default text
}

// argument is one of a text. Its example stands for a value that is not given.
type argument struct {
	Name    string `json:"name"`
	Example string `json:"example"`
}

// loaded gives the definition, which is read once.
var loaded = sync.OnceValues(func() (*definition, error) {
	def := &definition{}
	d := json.NewDecoder(strings.NewReader(definitionText))
	d.DisallowUnknownFields()
	if err := d.Decode(def); err != nil {
		return nil, fmt.Errorf("definition of the fake server: %w", err)
	}
	for _, op := range def.Operations {
		for i := 0; i < len(op.Path); i += 2 {
			op.Path[i] = canonical(op.Path[i])
		}
		if op.Server != "" {
			op.Path[0] = canonical(serverPath(op.Server)) + op.Path[0]
		}
	}
	return def, nil
})

// find gives the operation of a request with the arguments of its path, or says why there is none. Of several that fit
// it is the one with the most literal text.
func (d *definition) find(method, path string) (found *operation, args map[string]string, problem string) {
	path = canonical(path)
	var methods []string
	most := -1
	for _, op := range d.Operations {
		values, fits := match(op.Path, path)
		if !fits {
			continue
		}
		if op.Method != method {
			methods = append(methods, op.Method)
			continue
		}
		if n := op.literal(); n > most {
			found, args, most = op, op.arguments(values), n
		}
	}
	switch {
	case found != nil:
		return found, args, ""
	case methods != nil:
		return nil, nil, "the path has no " + method + ", only " + strings.Join(methods, ", ")
	}
	return nil, nil, "no operation has this path"
}

// literal counts the bytes of a path that are no arguments.
func (op *operation) literal() int {
	n := 0
	for i := 0; i < len(op.Path); i += 2 {
		n += len(op.Path[i])
	}
	return n
}

// arguments gives the arguments of the path by name, decoded.
func (op *operation) arguments(values []string) map[string]string {
	args := map[string]string{}
	for i, v := range values {
		v = unescaped(v)
		if op.quoted(2*i + 1) {
			v = strings.ReplaceAll(v, "''", "'")
		}
		args[op.Path[2*i+1]] = v
	}
	return args
}

// quote is a single quote in a canonical path.
const quote = "%27"

// quoted reports whether the parameter at index i is a string literal of OData.
func (op *operation) quoted(i int) bool {
	return strings.HasSuffix(op.Path[i-1], quote) && strings.HasPrefix(op.Path[i+1], quote)
}

// match gives the arguments of a canonical path, still escaped. An argument lies within one segment and takes as little
// as it can.
func match(pieces []string, path string) (args []string, ok bool) {
	rest, ok := strings.CutPrefix(path, pieces[0])
	if !ok || len(pieces) == 1 {
		return nil, ok && rest == ""
	}
	least := 1
	if strings.HasSuffix(pieces[0], quote) {
		least = 0
	}
	segment, _, _ := strings.Cut(rest, "/")
	for i := least; i <= len(segment); i++ {
		if more, ok := match(pieces[2:], rest[i:]); ok {
			return append([]string{rest[:i]}, more...), true
		}
	}
	return nil, false
}

// canonical escapes each segment of a path in one way.
func canonical(path string) string {
	segments := strings.Split(path, "/")
	for i, s := range segments {
		segments[i] = url.PathEscape(unescaped(s))
	}
	return strings.Join(segments, "/")
}

func unescaped(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

// answer sends a success with a JSON value, where the operation has content.
func (op *operation) answer(w http.ResponseWriter, v any) {
	switch op.Content {
	case "json":
		reply(w, op.Status, v)
	case "file":
		w.Header().Set("Content-Type", "application/octet-stream")
		w.WriteHeader(op.Status)
		_, _ = w.Write([]byte("content"))
	default:
		w.WriteHeader(op.Status)
	}
}

// reply sends v as JSON.
func reply(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
