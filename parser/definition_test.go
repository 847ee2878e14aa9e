package parser

import (
	"strings"
	"testing"

	"github.com/orchgen/orchgen/model"
)

func TestDefinitionFaults(t *testing.T) {
	const get = "paths:\n  /a:\n    get:\n      operationId: A_Get\n      responses: {'200': {description: OK}}\n"
	tests := []struct {
		name, in string
		want     []string
	}{
		{"no object", "- a\n", []string{"1:1 OG1006 a definition is an object, not an array"}},
		{"no version", "info: {}\n", []string{"1:1 OG1006 the document has no key \"swagger\" | add \"swagger\": \"2.0\""}},
		{"OpenAPI 3", "info: {}\nopenapi: 3.0.1\n", []string{"2:1 OG1006 this is an OpenAPI 3.0.1 document; only Swagger 2.0 is read | convert the definition to Swagger 2.0"}},
		{"other version", `{"swagger": 1.2}`, []string{"1:13 OG1006 the version of a definition must be \"2.0\", not the number 1.2 | write \"2.0\", in quotes"}},
		{"unquoted version in JSON", `{"swagger": 2.0}`, []string{"1:13 OG1006 the version of a definition must be \"2.0\", not the number 2.0 | write \"2.0\", in quotes"}},
		{"unquoted version in YAML", "swagger: 2.0\ninfo: {title: T, version: 1}\n" + get, nil},
		{"every wrong type", head + `paths:
  /a:
    get:
      tags: A
      deprecated: 'yes'
      parameters:
        - {name: a, in: somewhere, type: string}
        - {name: b, in: query, type: strnig, required: 'true', minLength: -1}
        - 17
      responses:
        '200': {description: [], schema: {type: object, properties: {p: 1, q: {type: [string, 3], maximum: 1e999}}}}
definitions:
  A: [x]
`, []string{
			"6:13 OG1007 tags must be an array, not the string \"A\"",
			"7:19 OG1007 deprecated must be true or false, not the string \"yes\"",
			"9:25 OG1007 in must be one of query, header, path, formData, body, not the string \"somewhere\"",
			"10:38 OG1007 type must be one of string, number, integer, boolean, array, file, object, not the string \"strnig\" | did you mean \"string\"?",
			"10:56 OG1007 required must be true or false, not the string \"true\"",
			"10:75 OG1007 minLength must be a whole number from 0, not the number -1",
			"11:11 OG1007 an entry of parameters must be an object, not the number 17",
			"13:30 OG1007 description must be a string, not an array",
			"13:73 OG1007 p must be an object, not the number 1",
			"13:95 OG1007 an entry of type must be one of string, number, integer, boolean, array, object, null, file, not the number 3",
			"13:108 OG1007 maximum must be a number, not the string \"1e999\"",
			"15:6 OG1007 A must be an object, not an array",
		}},
		{"nothing under a key", "swagger: '2.0'\ninfo:\nschemes:\nhost:\n" + `externalDocs:
security: [{key: }]
securityDefinitions: {key: {type: apiKey, in: header, name: Key}}
paths:
  /a:
  /b:
    get:
    put: {tags: , description: , operationId: Put, externalDocs: , responses: {'200': , '201': {description: C, schema: , examples: }}}
  /c: {$ref: }
definitions:
  A:
  B: {type: object, properties: , x-ms-enum: }
  C: {type: array, items: , default: , properties: {p: , q: {$ref: }}}
`, []string{
			"2:6 OG1007 info must be an object, not null",
			"3:1 OG1010 schemes has no value | write [], or remove the key",
			"6:13 OG1010 key has no value | write [], or remove the key",
			"9:6 OG1007 /a must be an object, not null",
			"11:9 OG1007 get must be an object, not null",
			"12:11 OG1010 tags has no value | write [], or remove the key",
			"12:87 OG1007 200 must be an object, not null",
			"12:121 OG1007 schema must be an object, not null",
			"13:14 OG1007 $ref must be a string, not null",
			"15:5 OG1007 A must be an object, not null",
			"16:21 OG1010 properties has no value | write {}, or remove the key",
			"16:46 OG1122 x-ms-enum must be an object, not null",
			"17:3 OG1110 an array without \"items\" is generated as a list of any values | add \"items\"",
			"17:27 OG1007 items must be an object, not null",
			"17:56 OG1007 p must be an object, not null",
			"17:68 OG1007 $ref must be a string, not null",
		}},
		{"unknown keys", head + `paths:
  /a:
    gte: {}
    get:
      operationID: A_Get
      x-anything: 1
      responses: {'200': {description: OK, schema: {type: object, propertys: {}, oneOf: []}}}
`, []string{
			"5:5 OG1008 unknown key \"gte\" in a Path Item Object | did you mean \"get\"?",
			"7:7 OG1008 unknown key \"operationID\" in an Operation Object | did you mean \"operationId\"?",
			"9:67 OG1008 unknown key \"propertys\" in a Schema Object | did you mean \"properties\"?",
			"9:82 OG1008 unknown key \"oneOf\" in a Schema Object | this key is of OpenAPI 3",
		}},
		{"unresolved references", head + `paths:
  /a:
    get:
      parameters: [{$ref: '#/parameters/Filtre'}, {$ref: '#/definitions/Job'}]
      responses: {'200': {$ref: '#/responses/Ok'}, '404': {description: N, schema: {$ref: '#/definitions/job'}}}
  /b: {$ref: '#/paths/~1c'}
parameters: {Filter: {name: f, in: query, type: string}}
definitions:
  Job: {type: object, properties: {a: {$ref: '#/definitions/Jobs'}, b: {$ref: '#/definitions'}, c: {$ref: other.yaml}, d: {$ref: Job}}}
`, []string{
			"6:27 OG1101 #/parameters/Filtre does not exist | did you mean \"#/parameters/Filter\"?",
			"6:58 OG1101 #/definitions/Job is a Schema Object, not a Parameter Object",
			"7:33 OG1101 #/responses/Ok does not exist",
			"7:91 OG1101 #/definitions/job does not exist | did you mean \"#/definitions/Job\"?",
			"8:14 OG1101 #/paths/~1c does not exist",
			"11:46 OG1101 #/definitions/Jobs does not exist | did you mean \"#/definitions/Job\"?",
			"11:79 OG1101 #/definitions is not a Schema Object",
			"11:107 OG1103 the $ref \"other.yaml\" leaves the document | copy what it refers to into this document",
			"11:130 OG1103 the $ref \"Job\" is read as the name of a file | write \"#/definitions/Job\"",
		}},
		{"keys beside references", head + `parameters: {P: {name: p, in: query, type: string}}
responses: {R: {description: OK}}
paths:
  /a:
    get:
      parameters: [{$ref: '#/parameters/P', required: true, x-note: 1}]
      responses: {'200': {description: Fine, $ref: '#/responses/R'}}
`, []string{
			"8:45 OG1118 required has no effect beside $ref | declare it where $ref leads to",
			"9:27 OG1118 description has no effect beside $ref | declare it where $ref leads to",
		}},
		{"circles of references", head + get + `definitions:
  P: {$ref: '#/definitions/Q'}
  Q: {$ref: '#/definitions/P'}
  R: {$ref: '#/definitions/R'}
  S: {$ref: '#/definitions/P'}
  T: {allOf: [{$ref: '#/definitions/U'}]}
  U: {allOf: [{type: object}, {$ref: '#/definitions/T'}]}
  V: {type: object, properties: {v: {$ref: '#/definitions/V'}}}
  W: {type: array, items: {$ref: '#/definitions/W'}}
  X: {type: object, properties: {x: {type: array, items: {$ref: '#/definitions/X/properties/x'}}}}
parameters:
  A: {$ref: '#/parameters/A'}
`, []string{
			"9:13 OG1102 #/definitions/Q leads back to itself without any content | give one of them a content @ 10:13",
			"11:13 OG1102 #/definitions/R leads back to itself without any content | give one of them a content",
			"13:22 OG1102 #/definitions/U leads back to itself without any content | give one of them a content @ 14:38",
			"17:34 OG1102 a list or map contains nothing but itself | give it a name in \"definitions\"",
			"19:13 OG1102 #/parameters/A leads back to itself without any content | give one of them a content",
		}},
		{"body and form", head + `paths:
  /a:
    post:
      consumes: [application/json]
      parameters:
        - {name: b, in: body, schema: {type: object}}
        - {name: f, in: formData, type: string}
        - {name: c, in: body, schema: {type: object}}
      responses: {'200': {description: OK}}
`, []string{"9:11 OG1109 the operation has a body and form parameters; the body is sent | declare only what the server reads @ 8:11"}},
		{"paths", head + `paths:
  a: {}
  /a/{}: {}
  /b/{c: {}
  /b/c}: {}
  /b/{c{d}}: {}
  x-note: 1
`, []string{
			"4:3 OG1119 the path \"a\" does not begin with / | begin it with /",
			"5:3 OG1119 the braces of the path \"/a/{}\" do not enclose names | write parameters as {name}",
			"6:3 OG1119 the braces of the path \"/b/{c\" do not enclose names | write parameters as {name}",
			"7:3 OG1119 the braces of the path \"/b/c}\" do not enclose names | write parameters as {name}",
			"8:3 OG1119 the braces of the path \"/b/{c{d}}\" do not enclose names | write parameters as {name}",
		}},
		{"paths with a query or a fragment", head + `paths:
  /a?b=c: {}
  /a#b?c: {}
`, []string{
			"4:3 OG1127 a path has no \"?\": it is percent-encoded in /a?b=c | declare parameters \"in: query\" instead",
			"5:3 OG1127 a path has no \"#\": it is percent-encoded in /a#b?c | declare parameters \"in: query\" instead",
		}},
		{"no paths", head + "definitions: {A: {}}\n", []string{
			"1:1 OG1128 the definition has no \"paths\" | add \"paths\"; {} when only types are wanted",
		}},
		{"empty paths", head + "paths:\n", []string{
			"1:1 OG1128 the definition has no \"paths\" | add \"paths\"; {} when only types are wanted",
			"3:1 OG1010 paths has no value | write {}, or remove the key",
		}},
		{"numbers", `{"swagger": "2.0", "paths": {}, "definitions": {"A": {"maximum": 1e400, "minimum": -1e400,
"maxLength": 99999999999999999999, "minLength": 1.5, "maxItems": 1e400,
"minItems": 12345678901234567890123456789012345678901234567890}}}`, []string{
			"1:66 OG1007 maximum is out of range: 1e400",
			"1:84 OG1007 minimum is out of range: -1e400",
			"2:14 OG1007 maxLength is out of range: 99999999999999999999",
			"2:49 OG1007 minLength must be a whole number from 0, not the number 1.5",
			"2:66 OG1007 maxItems must be a whole number from 0, not the number 1e400",
			"3:13 OG1007 minItems is out of range: 123456789012345678901234567890123456789…",
		}},
		{"responses", head + `paths:
  /a:
    get:
      operationId: A_Get
      responses: {'2XX': {description: a}, '99': {description: b}, '0200': {description: c}, x-note: 1}
  /b:
    get:
      operationId: B_Get
      responses:
        '201': {description: a, schema: {type: string}}
        '200': {description: a, schema: {type: integer}}
        '204': {description: a}
  /c: {get: {operationId: C_Get}}
`, []string{
			"7:7 OG1116 A_Get declares no success response | declare the status of success",
			"7:19 OG1112 \"2XX\" is neither an HTTP status nor \"default\" | write a status such as 200, or \"default\"",
			"7:44 OG1112 \"99\" is neither an HTTP status nor \"default\" | write a status such as 200, or \"default\"",
			"7:68 OG1112 \"0200\" is neither an HTTP status nor \"default\" | write a status such as 200, or \"default\"",
			"12:9 OG1113 status 201 has another schema than status 200, which is used for both @ 13:9",
			"15:8 OG1116 C_Get declares no success response | declare the status of success",
		}},
		{"servers", head + `x-orchgen-servers: {identity: {url: 'https://i'}, nothing: {}}
paths:
  /a:
    x-orchgen-server: identty
    get: {operationId: A_Get, responses: {'200': {description: OK}}}
    put: {operationId: A_Put, x-orchgen-server: identity, responses: {'200': {description: OK}}}
`, []string{
			"3:51 OG1007 the server nothing has no url | add \"url\"",
			"6:23 OG1101 \"x-orchgen-servers\" has no server \"identty\" | did you mean \"identity\"?",
		}},
		{"security", head + `securityDefinitions: {key: {type: apiKey, name: k, in: heder}}
security: [{kye: []}]
` + get, []string{
			"3:56 OG1007 in must be one of query, header, not the string \"heder\" | did you mean \"header\"?",
			"4:13 OG1125 \"securityDefinitions\" has no security scheme \"kye\" | did you mean \"key\"?",
		}},
		{"base path without host", head + "basePath: /api\n" + get, []string{
			"3:1 OG1118 basePath has no effect without host: the base URL given to the client must end with /api",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, diags := Definition(Source{"f", []byte(tt.in)})
			wantFindings(t, diags, tt.want...)
		})
	}
}

// TestSingleLine checks that faults in a file of one line have exact columns, behind a byte order mark
// and behind characters of several bytes.
func TestSingleLine(t *testing.T) {
	in := byteOrderMark + `{"swagger":"2.0","info":{"title":"Zażółć 😀","version":"1"},"paths":{"/a":{"get":{"responses":{"200":{"description":1}}}}}}`
	_, diags := Definition(Source{"f", []byte(in)})
	wantFindings(t, diags, "1:116 OG1007 description must be a string, not the number 1")
	if d := diags.Sorted()[0]; d.Pointer != "/paths/~1a/get/responses/200/description" {
		t.Errorf("pointer %s", d.Pointer)
	}
}

// TestEveryFault checks that faults of all kinds are reported together.
func TestEveryFault(t *testing.T) {
	_, diags := Definition(Source{"f", []byte(head + `paths:
  a:
    get:
      tags: 1
      parameters: [{$ref: '#/parameters/P'}]
      responses: {'20': {description: OK}}
    get: {}
definitions:
  A: {$ref: '#/definitions/A'}
  B: {type: objct}
`)})
	rules := map[string]bool{}
	for _, d := range diags.Sorted() {
		rules[d.Rule.ID] = true
	}
	for _, r := range []*model.Rule{
		model.RulePathSyntax, model.RuleType, model.RuleUnresolvedRef, model.RuleResponseStatus, model.RuleDuplicateKey, model.RuleRefCycle,
	} {
		if !rules[r.ID] {
			t.Errorf("%s is missing in\n%s", r.ID, strings.Join(findings(diags), "\n"))
		}
	}
}
