package emit

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/orchgen/orchgen/model"
)

// fakeTable is what the fake server reads; templates/fake says what it means.
type fakeTable struct {
	Operations []*fakeOperation
	Sets       map[string]*fakeSet
	Types      map[string]*fakeSchema
	Codes      map[int]*fakeCode

	ids   map[*model.Operation]string
	login *model.Operation // nil when users do not sign in with a password
}

type fakeOperation struct {
	ID      string          `json:"id"`
	Method  string          `json:"method"`
	Path    []string        `json:"path"`
	Server  string          `json:"server,omitzero"`
	Params  []*fakeParam    `json:"params,omitzero"`
	Body    *fakeBody       `json:"body,omitzero"`
	Form    string          `json:"form,omitzero"`
	Folder  bool            `json:"folder,omitzero"`
	Open    bool            `json:"open,omitzero"`
	Login   bool            `json:"login,omitzero"`
	Status  int             `json:"status"`
	Content string          `json:"content,omitzero"`
	Sample  json.RawMessage `json:"sample,omitzero"`
	Link    string          `json:"link,omitzero"`
	Set     string          `json:"set,omitzero"`
	Verb    string          `json:"verb,omitzero"`
	Effects []*fakeEffect   `json:"effects,omitzero"`
	Bulk    *fakeBulk       `json:"bulk,omitzero"`
}

type fakeParam struct {
	Name      string      `json:"name"`
	In        string      `json:"in"`
	Required  bool        `json:"required,omitzero"`
	Schema    *fakeSchema `json:"schema"`
	Separator string      `json:"separator,omitzero"`
	Series    string      `json:"series,omitzero"`
}

type fakeBody struct {
	Schema    *fakeSchema `json:"schema"`
	MediaType string      `json:"mediaType"`
	Required  bool        `json:"required,omitzero"`
}

type fakeCode struct {
	Status int            `json:"status,omitzero"`
	Args   []fakeArgument `json:"args,omitzero"`
}

type fakeArgument struct {
	Name    string `json:"name"`
	Example string `json:"example"`
}

func newFakeTable(g *generator) *fakeTable {
	t := &fakeTable{Types: map[string]*fakeSchema{}, Codes: map[int]*fakeCode{}, ids: fakeIDs(g.api.Operations()), login: g.login()}
	sets := model.EntitySets(g.api.Operations())
	t.Sets = t.entitySets(sets)
	for _, op := range g.api.Operations() {
		t.Operations = append(t.Operations, t.operation(op, sets))
	}
	for _, def := range g.catalog.Errors {
		t.Codes[def.Code] = fakeCodeOf(def)
	}
	return t
}

// fakeIDs gives each operation a name of its own: its operationId, or the method and path where that is missing or
// could be another operation's.
func fakeIDs(ops []*model.Operation) map[*model.Operation]string {
	count := map[string]int{"": 2, "*": 2} // "*" stands for any operation
	for _, op := range ops {
		count[op.ID]++
		count[op.Method+" "+op.Path]++
	}
	ids := map[*model.Operation]string{}
	for _, op := range ops {
		if ids[op] = op.ID; count[op.ID] > 1 {
			ids[op] = op.Method + " " + op.Path
		}
	}
	return ids
}

// text writes the table, a line for each entry.
func (t *fakeTable) text() string {
	var b strings.Builder
	b.WriteString("{\n\"operations\": [")
	for i, op := range t.Operations {
		b.WriteString(lineStart(i) + fakeJSON(op))
	}
	b.WriteString("\n],\n\"sets\": {")
	writeEntries(&b, t.Sets)
	b.WriteString("\n},\n\"types\": {")
	writeEntries(&b, t.Types)
	b.WriteString("\n},\n\"codes\": {")
	for i, code := range slices.Sorted(maps.Keys(t.Codes)) {
		fmt.Fprintf(&b, "%s\"%d\": %s", lineStart(i), code, fakeJSON(t.Codes[code]))
	}
	b.WriteString("\n}\n}")
	return b.String()
}

func writeEntries[V any](b *strings.Builder, entries map[string]V) {
	for i, name := range sortedKeys(entries) {
		fmt.Fprintf(b, "%s%s: %s", lineStart(i), fakeJSON(name), fakeJSON(entries[name]))
	}
}

// lineStart separates the ith entry from the one before.
func lineStart(i int) string {
	if i == 0 {
		return "\n"
	}
	return ",\n"
}

func (t *fakeTable) operation(op *model.Operation, sets map[string]*model.EntitySet) *fakeOperation {
	f := &fakeOperation{ID: t.ids[op], Method: op.Method, Path: fakePath(op), Form: op.FormType, Folder: op.NeedsFolder()}
	if op.Server != nil {
		f.Server = op.Server.ID
	}
	for _, p := range op.Params {
		f.Params = append(f.Params, t.param(p))
	}
	if op.Body != nil {
		f.Body = &fakeBody{t.schema(op.Body.Type), op.Body.MediaType, op.Body.Required}
	}
	f.Status = fakeStatus(op)
	if op.Result != nil {
		f.Content, f.Sample = "json", fakeSample(op)
		if op.Result.Underlying().Kind == model.Stream {
			f.Content, f.Sample = "file", nil
		}
	}
	if op.Transfer != nil {
		f.Link = map[bool]string{false: "GET", true: "PUT"}[op.Transfer.Sends]
	}
	f.Open, f.Login = op.NoAuth, op == t.login
	f.Set, f.Verb = entityVerb(op, sets)
	for _, e := range op.Effects {
		f.Effects = append(f.Effects, fakeEffectOf(op, e))
	}
	f.Bulk = fakeBulkOf(op)
	return f
}

// fakePath gives the literal text and the parameters of a path in turn. The quotes of a string belong to the text.
func fakePath(op *model.Operation) []string {
	pieces := []string{""}
	for _, s := range op.Segments {
		last := &pieces[len(pieces)-1]
		switch {
		case s.Param == nil:
			*last += s.Literal
		case s.Quoted:
			*last += "'"
			pieces = append(pieces, s.Param.Wire, "'")
		default:
			pieces = append(pieces, s.Param.Wire, "")
		}
	}
	return pieces
}

func (t *fakeTable) param(p *model.Param) *fakeParam {
	f := &fakeParam{Name: p.Wire, In: p.In.String(), Required: p.Required, Schema: t.schema(p.Type)}
	if p.In == model.InForm {
		f.In = "form"
	}
	if p.Series != nil {
		f.Series = p.Series.Name
	}
	if p.Type.Underlying().Kind == model.List && p.Collection != model.Multi {
		f.Separator = separators[p.Collection]
	}
	return f
}

// fakeStatus gives the status of the success that has the result: the lowest that is declared, 200 without any.
func fakeStatus(op *model.Operation) int {
	status := 0
	for _, r := range op.Responses {
		if r.Status/100 == 2 && (r.Type != nil || op.Result == nil) && (status == 0 || r.Status < status) {
			status = r.Status
		}
	}
	return cmp.Or(status, 200)
}

// fakeSample gives the least that fits the result of an operation and tells of no failure, nil when there is nothing.
func fakeSample(op *model.Operation) json.RawMessage {
	v, err := (&sampler{}).value(op.Result, 0)
	if err != nil {
		return nil
	}
	if o, ok := v.(*sampleObject); ok {
		o.succeed(op.Bulk.Success())
	}
	var b bytes.Buffer
	if err := json.Compact(&b, []byte(jsonText(v))); err != nil {
		panic(err) // jsonText writes JSON
	}
	return b.Bytes()
}

// succeed makes the property of the success true.
func (o *sampleObject) succeed(success *model.Field) {
	if success != nil && !slices.Contains(o.names, success.Wire) {
		o.add(success.Wire, true)
	}
}

func fakeCodeOf(def *model.ErrorDef) *fakeCode {
	f := &fakeCode{}
	if len(def.Status) > 0 {
		f.Status = def.Status[0]
	}
	for _, a := range def.Default().Args {
		f.Args = append(f.Args, fakeArgument{a.ID, exampleOf(a)})
	}
	return f
}

// exampleOf gives a value that an argument takes.
func exampleOf(a *model.Arg) string {
	switch {
	case a.Type == model.ArgInt || a.Type == model.ArgDecimal:
		if _, err := strconv.ParseInt(a.Example, 10, 64); err != nil {
			return "1"
		}
	case a.Example == "":
		return a.ID
	}
	return a.Example
}
