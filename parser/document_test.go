package parser

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/model"
)

func TestDocument(t *testing.T) {
	api := define(t, `swagger: '2.0'
info: {title: T, version: 1.10, description: D}
host: example.com/
basePath: /api/
schemes: [http, https]
x-orchgen-servers: {identity: {url: 'https://i', description: Platform}}
securityDefinitions:
  oauth: {type: oauth2, flow: application, tokenUrl: 'https://t', scopes: {b: Second, a: First, x-note: none}}
  key: {type: apiKey, in: header, name: X-Key}
security: [{oauth: [a, b]}, {key: []}]
tags: [{name: Jobs, description: Work.}]
paths:
  /one:
    x-orchgen-server: identity
    get: {tags: [Jobs, Other], responses: {'200': {description: OK}}}
    put: {operationId: Robots_Put, security: [], responses: {'200': {description: OK}}}
  /api/v1/Queues('{name}')/{id}:
    post: {security: [{oauth: [b]}], deprecated: true, responses: {'200': {description: OK}}, parameters: [
      {name: id, in: path, required: true, type: integer}, {name: name, in: path, required: true, type: string}]}
  /:
    get: {description: "Text.\r\n\r\nRequired permissions: (Units.View - Gets  any folder)\tor more. Or less.\r\nMore.", responses: {'200': {description: OK}}}
`)
	if api.Title != "T" || api.Version != "1.10" || api.Description != "D" || api.BaseURL != "https://example.com/api" {
		t.Errorf("document: %q %q %q %q", api.Title, api.Version, api.Description, api.BaseURL)
	}
	oauth := api.Security[0]
	if oauth.ID != "oauth" || len(oauth.Scopes) != 2 || oauth.Scopes[0].Value != "b" || oauth.Scopes[1].Description != "First" {
		t.Errorf("security: %+v", *oauth)
	}
	type op struct {
		Service, Doc, Method, Server, Permissions string
		Scopes                                    []string
		NoAuth, Deprecated                        bool
		Segments                                  string
	}
	var got []op
	for _, o := range api.Operations() {
		server, segments := "", ""
		if o.Server != nil {
			server = o.Server.URL
		}
		for _, s := range o.Segments {
			switch {
			case s.Name == "":
				segments += "[" + s.Literal + "]"
			case s.Param == nil:
				t.Errorf("%s is not linked", s.Name)
			case s.Quoted:
				segments += "'" + s.Param.Wire + "'"
			default:
				segments += s.Param.Wire
			}
		}
		got = append(got, op{o.Service.Tag, o.Service.Doc, o.Method, server, o.Permissions, o.Scopes, o.NoAuth, o.Deprecated, segments})
	}
	want := []op{
		{"Jobs", "Work.", "GET", "https://i", "", []string{"a", "b"}, false, false, "[/one]"},
		{"Robots", "", "PUT", "https://i", "", nil, true, false, "[/one]"},
		{"Queues", "", "POST", "", "", []string{"b"}, false, true, "[/api/v1/Queues(]'name'[)/]id"},
		{"Default", "", "GET", "", "(Units.View - Gets any folder) or more", []string{"a", "b"}, false, false, "[/]"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("operations (-want +got):\n%s", diff)
	}
}

// TestJSONAndYAML reads one document in both notations.
func TestJSONAndYAML(t *testing.T) {
	const yaml = head + `paths:
  /a/{b}:
    parameters: [{name: b, in: path, required: true, type: string, enum: [x, y], x-ms-enum: {name: E}}]
    post:
      tags: [A]
      parameters: [{name: c, in: body, schema: {$ref: '#/definitions/C'}}]
      responses: {200: {description: OK, schema: {type: array, items: {$ref: '#/definitions/C'}}}}
definitions:
  C: {type: object, required: [d], properties: {d: {type: integer, format: int32, minimum: 0, default: 5}, e: {type: string, enum: [x, y], x-ms-enum: {name: E}}}}
`
	var diags model.Diagnostics
	json := readTree(Source{"f", []byte(yaml)}, &diags).root.json()
	ignorePos := cmp.Comparer(func(a, b model.Pos) bool { return true })
	ignoreName := cmp.Comparer(func(a, b model.Name) bool { return true })
	if diff := cmp.Diff(define(t, yaml), define(t, json), ignorePos, ignoreName); diff != "" {
		t.Errorf("YAML and JSON differ:\n%s", diff)
	}
}
