package parser

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/model"
)

// params writes the parameters of an operation, one a line.
func params(op *model.Operation) []string {
	var list []string
	for _, p := range op.Params {
		s := fmt.Sprintf("%s %s %s", p.In, p.Wire, show(p.Type))
		if p.Type.Underlying().Kind == model.List {
			s += " " + p.Collection.String()
		}
		if p.Required {
			s += "!"
		}
		if p.Default != "" {
			s += "=" + p.Default
		}
		list = append(list, s)
	}
	return list
}

func TestParameters(t *testing.T) {
	api, diags := Definition(Source{"f", []byte(head + `parameters:
  Top: {name: $top, in: query, type: integer, format: int32, maximum: 1000, description: How many.}
  Again: {$ref: '#/parameters/Top'}
  Order: {name: $order, in: query, type: string, enum: [asc, desc]}
definitions:
  State: {type: string, enum: [on, off]}
paths:
  /a/{id}:
    parameters:
      - {name: id, in: path, type: integer}
      - {name: both, in: query, type: string}
      - {name: X-Both, in: header, type: string}
    get:
      operationId: A_Get
      parameters:
        - {name: both, in: query, type: boolean, default: false}
        - {name: x-both, in: header, type: integer}
        - {$ref: '#/parameters/Again'}
        - {$ref: '#/parameters/Order'}
        - {name: x-uipath-organizationunitid, in: header, required: true, type: integer, format: int64}
        - {name: d, in: query, type: array, items: {type: string}, default: [a, b]}
        - {name: c, in: query, type: array, collectionFormat: csv, items: {type: integer, format: int32}}
        - {name: s, in: query, type: array, collectionFormat: ssv, items: {type: string}}
        - {name: t, in: query, type: array, collectionFormat: tsv, items: {type: string, enum: [x]}}
        - {name: p, in: query, type: array, collectionFormat: pipes, items: {type: string, format: date}}
        - {name: m, in: query, type: array, collectionFormat: multi, items: {type: string}}
        - {name: h, in: header, type: array, collectionFormat: multi, items: {type: string}}
        - {name: deep, in: query, type: array, items: {type: array, items: {type: string}}}
        - {name: obj, in: query, type: object}
        - {name: none, in: query}
        - {name: sch, in: query, schema: {$ref: '#/definitions/State'}}
        - {name: file, in: query, type: file}
        - {name: when, in: query, type: string, format: date-time, required: true, x-deprecated: true}
      responses: {'200': {description: OK}}
`)})
	wantFindings(t, diags,
		"12:9 OG1111 the path parameter \"id\" is not marked as required | add \"required\": true",
		"29:46 OG1110 collectionFormat multi does not work in: header; the values are joined by commas",
		"30:11 OG1110 the items of a parameter must be scalar values, or an array of them; a string is generated",
		"31:11 OG1110 a parameter must be scalar values, or an array of them; a string is generated",
		"32:11 OG1110 the parameter \"none\" has no type; a string is generated | add \"type\"",
		"34:11 OG1110 a parameter outside of a form cannot be a file; a string is generated",
	)
	op := api.Operations()[0]
	want := []string{
		"path id int64!", "query both bool=false", "header x-both int64", "query $top int32", "query $order .$order",
		"query d list(string) csv=[\"a\",\"b\"]", "query c list(int32) csv", "query s list(string) ssv", "query t list(.A_Get.t.Item) tsv",
		"query p list(date) pipes", "query m list(string) multi", "header h list(string) csv", "query deep string", "query obj string",
		"query none string", "query sch State", "query file string", "query when datetime!",
	}
	if diff := cmp.Diff(want, params(op)); diff != "" {
		t.Errorf("parameters (-want +got):\n%s", diff)
	}
	top := op.Params[3]
	if top.Doc != "How many." || *top.Limits.Maximum != 1000 || top.Pos.Line != 20 {
		t.Errorf("$top: %+v", top)
	}
	if !op.FolderScoped || !op.FolderRequired || !op.Params[17].Deprecated {
		t.Errorf("folder %v %v, deprecated %v", op.FolderScoped, op.FolderRequired, op.Params[17].Deprecated)
	}
}

// TestHeaderNames checks that a header which no client could send is no parameter.
func TestHeaderNames(t *testing.T) {
	api, diags := Definition(Source{"f", []byte(head + `paths:
  /a:
    get:
      parameters:
        - {name: "X-A!#$%&'*+.^_|~9", in: header, type: string}
        - {name: "X-B\r\nEvil: 1", in: header, type: string}
        - {name: X B, in: header, type: string}
        - {name: X:B, in: header, required: true, type: string}
        - {name: Ö, in: header, type: string}
        - {in: header, type: string}
      responses: {'200': {description: OK}}
`)})
	const hint = " | write a token such as X-Request-ID"
	wantFindings(t, diags,
		`8:12 OG1123 "X-B\r\nEvil: 1" cannot be the name of a header; the parameter is left out`+hint,
		`9:12 OG1123 "X B" cannot be the name of a header; the parameter is left out`+hint,
		`10:12 OG1124 "X:B" cannot be the name of a header`+hint,
		`11:12 OG1123 "Ö" cannot be the name of a header; the parameter is left out`+hint,
		`12:11 OG1123 "" cannot be the name of a header; the parameter is left out`+hint,
	)
	if diff := cmp.Diff([]string{"header X-A!#$%&'*+.^_|~9 string"}, params(api.Operations()[0])); diff != "" {
		t.Errorf("parameters (-want +got):\n%s", diff)
	}
}

func TestPayloads(t *testing.T) {
	const text, object, items = "{type: string}", "{type: object, properties: {a: {type: string}}}", "{type: array, items: {type: string}}"
	body := func(schema string) string { return "{name: b, in: body, required: true, schema: " + schema + "}" }
	form := func(typ string) string { return "{name: f, in: formData, type: " + typ + "}" }
	tests := []struct {
		consumes, params string
		want             string // the body with its media type, or the media type of the form
		findings         int
	}{
		{"[]", body(object), "application/json .POST /a.b", 0},
		{"[application/json;odata.metadata=minimal, application/json]", body(object), "application/json .POST /a.b", 0},
		{"[application/json;odata.metadata=minimal]", body(object), "application/json .POST /a.b", 0},
		{"[text/json, application/json]", body(items), "application/json list(string)", 0},
		{"[application/vnd.x+json]", body(items), "application/vnd.x+json list(string)", 0},
		{"[application/vnd.x+json, application/*+json]", body(items), "application/json list(string)", 0},
		{"[application/xml, application/json]", body(items), "application/json list(string)", 0},
		{"[application/x-www-form-urlencoded]", body(items), "application/json list(string)", 0},
		{"[text/plain]", body(text), "text/plain stream", 0},
		{"[application/octet-stream]", body("{type: string, format: binary}"), "application/octet-stream stream", 0},
		{"[application/json, image/png]", body("{type: string, format: binary}"), "image/png stream", 0},
		{"[]", body("{type: object, format: file}"), "application/octet-stream stream", 0},
		{"[application/xml]", body(object), "application/xml stream", 1},
		{"[]", form("string"), "application/x-www-form-urlencoded", 0},
		{"[multipart/form-data]", form("string"), "multipart/form-data", 0},
		{"[multipart/form-data, application/x-www-form-urlencoded]", form("string"), "application/x-www-form-urlencoded", 0},
		{"[]", form("file"), "multipart/form-data", 0},
		{"[application/x-www-form-urlencoded, application/json]", body(object) + ", " + form("string"), "application/x-www-form-urlencoded", 1},
		{"[application/json, application/x-www-form-urlencoded]", body(items) + ", " + form("string"), "application/json list(string)", 1},
		{"[]", body(items) + ", " + body(object), "application/json list(string)", 1},
	}
	for _, tt := range tests {
		api, diags := Definition(Source{"f", []byte(head + "paths:\n  /a:\n    post:\n      consumes: " + tt.consumes +
			"\n      parameters: [" + tt.params + "]\n      responses: {'200': {description: OK}}\n")})
		if diags.Len() != tt.findings {
			t.Errorf("%s %s: %q", tt.consumes, tt.params, findings(diags))
		}
		op := api.Operations()[0]
		got := op.FormType
		if op.Body != nil {
			got += op.Body.MediaType + " " + show(op.Body.Type)
		}
		if got != tt.want {
			t.Errorf("%s %s: got %q, want %q", tt.consumes, tt.params, got, tt.want)
		}
	}
}

func TestResults(t *testing.T) {
	tests := []struct {
		produces, responses string
		want                string
		findings            int
	}{
		{"[application/json]", "{'200': {schema: {type: string}}}", "string", 0},
		{"[]", "{'200': {schema: {type: string}}}", "string", 0},
		{"[image/file]", "{'200': {schema: {type: file, format: file}}}", "stream", 0},
		{"[image/png, application/json]", "{'200': {schema: {type: string}}}", "string", 0},
		{"[application/pdf]", "{'200': {schema: {type: string}}}", "stream", 0},
		{"[application/octet-stream]", "{'200': {schema: {}}}", "stream", 0},
		{"[application/json]", "{'200': {schema: {type: string, format: binary}}}", "stream", 0},
		{"[text/plain]", "{'200': {schema: {type: string}}}", "stream", 0},
		{"[application/xml]", "{'200': {schema: {type: array, items: {type: string}}}}", "stream", 1},
		{"[application/xml]", "{'200': {}, '400': {schema: {type: array, items: {type: string}}}}", "-", 0},
		{"[]", "{'204': {}}", "-", 0},
		{"[]", "{'204': {}, '201': {schema: {type: integer}}, default: {schema: {type: boolean}}}", "int64", 0},
		{"[]", "{default: {schema: {type: boolean}}}", "bool", 0},
		{"[]", "{default: {schema: {type: boolean}}, '404': {}}", "-", 1},
		{"[]", "{'200': {$ref: '#/responses/R'}}", "datetime", 0},
		{"[]", "{'200': {$ref: '#/responses/S'}}", ".S", 0},
		{"[]", "{'200': {schema: {type: object, properties: {a: {type: string}}}}}", ".GET /a.Response", 0},
		{"[]", "{'201': {schema: {type: object, properties: {a: {type: string}}}}}", ".GET /a.Response.201", 0},
		{"[]", "{'200': {schema: {type: array, items: {type: string}}}, '202': {schema: {type: array, items: {type: string}}}}", "list(string)", 0},
	}
	for _, tt := range tests {
		api, diags := Definition(Source{"f", []byte(head + "responses: {Q: {description: Q, schema: {type: string, format: date-time}}, R: {$ref: '#/responses/Q'}, S: {schema: {type: object, properties: {a: {}}}}}\n" +
			"paths:\n  /a:\n    get:\n      produces: " + tt.produces + "\n      responses: " + tt.responses + "\n")})
		if diags.Len() != tt.findings {
			t.Errorf("%s %s: %q", tt.produces, tt.responses, findings(diags))
		}
		if got := show(api.Operations()[0].Result); got != tt.want {
			t.Errorf("%s %s: got %q, want %q", tt.produces, tt.responses, got, tt.want)
		}
	}
}

// TestInheritance checks what an operation takes over from the document and from its path item.
func TestInheritance(t *testing.T) {
	api := define(t, head+`consumes: [application/xml]
produces: [image/png]
paths:
  /a:
    $ref: '#/paths/~1b'
  /b:
    parameters: [{name: p, in: query, type: string}]
    post:
      parameters: [{name: b, in: body, schema: {type: string}}]
      responses: {'200': {description: OK, schema: {type: string}}}
    put:
      consumes: []
      produces: []
      parameters: [{name: b, in: body, schema: {type: string}}]
      responses: {'200': {description: OK, schema: {type: string}}}
`)
	var got []string
	for _, op := range api.Operations() {
		got = append(got, fmt.Sprint(op.Method, " ", op.Path, " ", params(op), " ", op.Body.MediaType, " ", show(op.Body.Type), " ", show(op.Result), " ", op.Pointer))
	}
	want := []string{
		"POST /a [query p string] application/xml stream stream /paths/~1a/post", "PUT /a [query p string] application/json string string /paths/~1a/put",
		"POST /b [query p string] application/xml stream stream /paths/~1b/post", "PUT /b [query p string] application/json string string /paths/~1b/put",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("operations (-want +got):\n%s", diff)
	}
}

// TestPathItemSiblings checks that operations beside a $ref are kept together with those it leads to.
func TestPathItemSiblings(t *testing.T) {
	api, diags := Definition(Source{"f", []byte(head + `x-items:
  b:
    parameters: [{name: p, in: query, type: string}, {name: q, in: query, type: string}]
    get: {operationId: Lost, responses: {'200': {description: OK}}}
    put: {operationId: Put, responses: {'200': {description: OK}}}
    $ref: '#/x-items/c'
  c:
    parameters: [{name: r, in: query, type: string}]
    delete: {operationId: Delete, parameters: [{name: r, in: query, type: boolean}], responses: {'200': {description: OK}}}
paths:
  /a:
    $ref: '#/x-items/b'
    parameters: [{name: q, in: query, type: integer}]
    get: {operationId: Get, responses: {'200': {description: OK}}}
`)})
	wantFindings(t, diags,
		`16:5 OG1126 the path item that $ref leads to has "get" as well; this one is generated | declare the operation once @ 6:5`)
	var got []string
	for _, op := range api.Operations() {
		got = append(got, fmt.Sprint(op.Method, " ", op.ID, " ", params(op)))
	}
	want := []string{
		"GET Get [query r string query p string query q int64]", "PUT Put [query r string query p string query q int64]",
		"DELETE Delete [query p string query q int64 query r bool]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("operations (-want +got):\n%s", diff)
	}
}
