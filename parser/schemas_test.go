package parser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTypes(t *testing.T) {
	tests := []struct {
		name, in string // the text below "definitions:", in flow style
		want     []string
		findings []string
	}{
		{"scalars", `
  A: {type: object, properties: {
    a: {type: integer}, b: {type: integer, format: int32}, c: {type: number}, d: {type: number, format: float},
    e: {type: number, format: decimal}, f: {type: string, format: decimal}, g: {type: boolean}, h: {type: string},
    i: {type: string, format: date-time}, j: {type: string, format: date}, k: {type: string, format: byte},
    l: {type: string, format: uuid}, m: {}, n: {type: integer, format: uint8}, o: {type: number, format: double}}}`,
			[]string{"A = object a:int64 b:int32 c:float64 d:float32 e:decimal f:decimal g:bool h:string i:datetime j:date k:bytes l:string/uuid m:any n:int64 o:float64"}, nil},
		{"containers", `
  A: {properties: {
    a: {type: array, items: {type: string}}, b: {type: object}, c: {additionalProperties: {type: integer}},
    d: {type: object, additionalProperties: true}, e: {items: {type: array, items: {$ref: '#/definitions/A'}}},
    f: {type: object, properties: {x: {type: object, properties: {y: {type: boolean}}}}},
    g: {type: array, items: {type: object, properties: {z: {type: string}}}},
    h: {type: object, additionalProperties: {type: object, properties: {w: {type: string}}}}}}`,
			[]string{
				"A = object a:list(string) b:map(any) c:map(int64) d:map(any) e:list(list(A)) f:.A.f g:list(.A.g.Item) h:map(.A.h.Value)",
				".A.f = object x:.A.f.x", ".A.f.x = object y:bool", ".A.g.Item = object z:string", ".A.h.Value = object w:string",
			}, nil},
		{"definitions that only name a type", `
  A: {type: string, format: uuid}
  B: {type: array, items: {$ref: '#/definitions/A'}}
  C: {type: object, additionalProperties: {type: integer}}
  D: {$ref: '#/definitions/B'}
  E: {description: e, allOf: [{$ref: '#/definitions/A'}]}
  F: {}
  G: {type: array, items: {type: object, properties: {x: {type: string}}}}`,
			[]string{
				"A = alias(string/uuid)", "B = alias(list(A))", "C = alias(map(int64))", "D = alias(B)", "E = alias(A)", "F = alias(any)",
				"G = alias(list(.G.Item))", ".G.Item = object x:string",
			}, nil},
		{"what stands beside a reference", `
  A: {type: object, x-nullable: true, properties: {x: {type: string}}}
  B: {type: object, required: [c], properties: {
    a: {$ref: '#/definitions/A', readOnly: true, description: The a., x-deprecated: true},
    b: {type: string, x-nullable: true, default: q},
    c: {description: The c., allOf: [{$ref: '#/definitions/D'}], default: {"k": [1.50, 2]}},
    d: {$ref: '#/definitions/D', x-nullable: true}}}
  D: {type: object, properties: {y: {type: string}}}`,
			[]string{"A = object? x:string", `B = object a:Ar?d b:string??="q" c:D!={"k":[1.50,2]} d:D?`, "D = object y:string"}, nil},
		{"deprecation", `
  A: {type: object, properties: {
    a: {x-deprecated: true}, b: {x-deprecated: false}, c: {x-deprecated: ' Use b. '}, d: {x-deprecated: 'false'},
    e: {x-deprecated: 'True'}, f: {x-deprecated: ''}, g: {x-deprecated: [Use b.]}, h: {x-deprecated: 7}}}`,
			[]string{"A = object a:anyd b:any c:anydUse b. d:any e:anyd f:any g:any h:any"},
			[]string{
				"6:73 OG1122 x-deprecated must be true, false or a string, not an array",
				"6:102 OG1122 x-deprecated must be true, false or a string, not the number 7",
			}},
		{"extensions of other forms", `
  A: {type: object, x-webhook-event: [a], properties: {a: {type: string, x-nullable: 'yes'},
    b: {type: string, enum: [x], x-ms-enum: x}, c: {type: string, enum: [y], x-ms-enum: {name: [C], values: [{value: y, name: 7}, 9]}}}}
  x-b: [C]`,
			[]string{"A = object a:string b:.A.b c:.A.c", ".A.b = enum x", ".A.c = enum y"},
			[]string{
				"4:38 OG1122 x-webhook-event must be a string, not an array",
				"4:86 OG1122 x-nullable must be true or false, not the string \"yes\"",
				"5:45 OG1122 x-ms-enum must be an object, not the string \"x\"",
				"5:96 OG1122 name must be a string, not an array",
				"5:131 OG1122 an entry of values must be an object, not the number 9",
				"6:8 OG1007 x-b must be an object, not an array",
			}},
		{"additional properties", `
  A: {type: object, properties: {a: {type: string}}, additionalProperties: true}
  B: {type: object, properties: {a: {type: string}}, additionalProperties: {type: integer}}
  C: {type: object, properties: {a: {type: string}}, additionalProperties: false}
  D: {type: object, properties: {a: {type: string}}, additionalProperties: {}}`,
			[]string{"A = object a:string +any", "B = object a:string +int64", "C = object a:string", "D = object a:string +any"}, nil},
		{"several types", `
  A: {type: object, properties: {a: {type: [string, 'null']}, b: {type: [string, integer]}, c: {type: ['null']}, d: {type: array}}}`,
			[]string{"A = object a:string?? b:any c:any?? d:list(any)"},
			[]string{
				"4:73 OG1110 a choice of types is generated as any value",
				"4:114 OG1110 an array without \"items\" is generated as a list of any values | add \"items\"",
			}},
		{"binary data inside JSON", `
  A: {type: object, properties: {a: {type: string, format: binary}, b: {type: array, items: {type: file}}}}`,
			[]string{"A = object a:string/binary b:list(string)"},
			[]string{
				"4:34 OG1110 binary data inside JSON is generated as a string | use format \"byte\", which is base64",
				"4:86 OG1110 binary data inside JSON is generated as a string | use format \"byte\", which is base64",
			}},
		{"required", `
  A: {type: object, required: [a, nmae], properties: {a: {type: string}, name: {type: string}}}`,
			[]string{"A = object a:string! name:string"},
			[]string{`4:35 OG1121 "required" names "nmae", which is not among the properties | did you mean "name"?`}},
		{"odd names", `
  'a b': {type: object, properties: {'': {type: string}, '@odata.context': {type: string}, '日本': {type: string}, $ref: {type: string}, value: {type: string}}}
  'M-x': {type: object, properties: {name: {type: string}, Name: {type: string}}}
  M_x: {type: object, properties: {a: {type: string}}}`,
			[]string{"a b = object :string @odata.context:string 日本:string $ref:string value:string", "M-x = object name:string Name:string", "M_x = object a:string"},
			[]string{"4:38 OG1117 a property has the empty name"}},
		{"allOf", `
  Pet: {type: object, discriminator: kind, required: [kind], properties: {kind: {type: string}, age: {type: integer}}}
  Dog: {allOf: [{$ref: '#/definitions/Pet'}, {type: object, required: [barks], properties: {barks: {type: boolean}}, additionalProperties: true}], required: [age]}
  Cat: {type: object, properties: {lives: {type: integer}}, allOf: [{$ref: '#/definitions/Dog'}, {$ref: '#/definitions/Free'}]}
  Free: {type: object}
  Odd: {allOf: [{$ref: '#/definitions/Pet'}, {type: string}]}
  Old: {allOf: [{$ref: '#/definitions/Pet'}], properties: {age: {type: string}}}
  Two: {allOf: [{properties: {a: {type: string}}}, {properties: {a: {type: integer}}}]}`,
			[]string{
				"Pet = object kind:string! age:int64", "Dog = object <Pet barks:bool! age:int64! +any", "Cat = object <Dog lives:int64", "Free = alias(map(any))",
				"Odd = alias(any)", "Old = object <Pet age:string", "Two = object a:int64",
			},
			[]string{
				"8:9 OG1110 only objects can be combined with allOf; here any value is generated",
				"9:60 OG1110 property \"age\" is declared with two types; this one is generated | declare it once @ 4:97",
				"10:66 OG1110 property \"a\" is declared with two types; this one is generated | declare it once @ 10:31",
			}},
		{"allOf of other things than structures", `
  Counts: {type: object, additionalProperties: {type: integer}}
  Page: {type: object, properties: {'@odata.context': {type: string}, value: {type: array, items: {type: string}}}}
  A: {allOf: [{$ref: '#/definitions/Counts'}, {properties: {a: {type: string}}}]}
  B: {allOf: [{$ref: '#/definitions/Page'}, {properties: {b: {type: string}}}]}
  C: {allOf: [{properties: {e: {type: string, enum: [x, y]}}}, {properties: {e: {type: string, enum: [x, y]}}}]}
  D: {allOf: [{properties: {e: {type: string, enum: [x, y]}}}, {properties: {e: {type: string, enum: [x, z]}}}]}
  E: {allOf: [{allOf: [{$ref: '#/definitions/C'}]}, {allOf: [{$ref: '#/definitions/C'}, {type: object}]}, {}]}
  F: {allOf: [{type: string, maxLength: 3}], description: Only a string.}
  G: {type: object, properties: {g: {allOf: [{$ref: '#/definitions/F'}, {type: integer}]}}}`,
			[]string{
				"Counts = alias(map(int64))", "A = object a:string +int64", "B = object @odata.context:string value:list(string) b:string",
				"C = object e:.C.e", "D = object e:.D.e", "E = object <C <C", "F = alias(string)", "G = object g:any",
				".C.e = enum x y", ".D.e = enum x z",
			},
			[]string{
				"9:78 OG1110 property \"e\" is declared with two types; this one is generated | declare it once @ 9:29",
				"12:38 OG1110 only objects can be combined with allOf; here any value is generated",
			}},
		{"YAML aliases", `
  A: &a {type: object, properties: {x: &x {type: object, properties: {y: {type: string}}}}}
  B: *a
  C: {type: object, properties: {x: *x, a: {$ref: '#/definitions/A'}, b: {$ref: '#/definitions/B'}}}
  D: {<<: *a, description: More.}`,
			[]string{"A = object x:.A.x", "B = alias(A)", "C = object x:.A.x a:A b:A", "D = object x:.A.x", ".A.x = object y:string"}, nil},
		{"references into other places", `
  A: {type: object, properties: {a: {$ref: '#/definitions/B/additionalProperties/items'}, b: {$ref: '#/x-types/T'}, c: {$ref: '#/x-types/U'}}}
  B: {type: object, additionalProperties: {type: array, items: {type: object, properties: {b: {type: string}}}}}
x-types: {T: {type: object, properties: {t: {type: sting}}}, U: 1}`,
			[]string{"A = object a:.B.Value.Item b:.A.b c:any", "B = alias(map(list(.B.Value.Item)))", ".B.Value.Item = object b:string", ".A.b = object t:any"},
			[]string{
				"4:127 OG1101 #/x-types/U is not a Schema Object",
				"6:52 OG1007 type must be one of string, number, integer, boolean, array, object, null, file, not the string \"sting\" | did you mean \"string\"?",
			}},
		{"references into definitions", `
  A: {type: object, properties: {b: {$ref: '#/definitions/B/properties/x'}}}
  B: {type: object, properties: {x: {type: object, properties: {y: {type: array, items: {$ref: '#/definitions/A/properties/b'}}}}}}
  'C/~ []': {type: object, properties: {c: {$ref: '#/definitions/C~1~0%20%5B%5D'}, d: {$ref: '#/definitions/C~1~0 []'}}}`,
			[]string{"A = object b:.B.x", "B = object x:.B.x", "C/~ [] = object c:C/~ [] d:C/~ []", ".B.x = object y:list(.B.x)"}, nil},
		{"OData wrappers", `
  'ODataResponse[List[AlertDto]]': {type: object, properties: {'@odata.context': {type: string}, value: {type: array, items: {$ref: '#/definitions/AlertDto'}}}}
  'ODataResponse[Int64]': {type: object, properties: {value: {type: integer}}}
  ODataValueOfIEnumerableOfAlertDto: {type: object, properties: {value: {type: array, items: {$ref: '#/definitions/AlertDto'}}}}
  'ODataValue[String]': {type: object, properties: {'@odata.context': {type: string}, value: {type: string}}}
  Annotated: {type: object, properties: {'@odata.count': {type: integer}, value: {type: array, items: {type: object, properties: {a: {type: string}}}}}}
  ValueOnly: {type: object, properties: {value: {type: array, items: {type: string}}}}
  ODataValueOfMore: {type: object, properties: {value: {type: string}, more: {type: string}}}
  ODataValueOfOther: {type: object, properties: {value: {$ref: '#/definitions/ODataResponse[Int64]'}}}
  PageResultDtoOfAlertDto: {type: object, properties: {items: {type: array, items: {$ref: '#/definitions/AlertDto'}}, count: {type: integer}}}
  AlertDto: {type: object, properties: {
    a: {$ref: '#/definitions/ODataResponse[List[AlertDto]]'}, b: {$ref: '#/definitions/ODataResponse[Int64]'},
    c: {$ref: '#/definitions/ODataValueOfIEnumerableOfAlertDto'}, d: {$ref: '#/definitions/ODataValue[String]'}, e: {$ref: '#/definitions/Annotated'}}}`,
			[]string{
				"ValueOnly = object value:list(string)", "ODataValueOfMore = object value:string more:string",
				"ODataValueOfOther = object value:single(int64)", "PageResultDtoOfAlertDto = object items:list(AlertDto) count:int64",
				"AlertDto = object a:page(AlertDto) b:single(int64) c:page(AlertDto) d:single(string) e:page(.Annotated.Item)",
				".Annotated.Item = object a:string",
			}, nil},
		{"a wrapper of itself", `
  ODataValueOfA: {type: object, properties: {value: {type: array, items: {$ref: '#/definitions/B'}}}}
  B: {$ref: '#/definitions/ODataValueOfA'}`,
			[]string{"ODataValueOfA = object value:list(B)", "B = alias(ODataValueOfA)"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			api, diags := Definition(Source{"f", []byte(withPaths(head + "definitions:" + tt.in + "\n"))})
			wantFindings(t, diags, tt.findings...)
			if diff := cmp.Diff(tt.want, types(api)); diff != "" {
				t.Errorf("types (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEnums(t *testing.T) {
	api, diags := Definition(Source{"f", []byte(head + `definitions:
  Named: {type: string, enum: [x, y], x-ms-enum: {name: Shared, values: [{value: y, name: Why, description: The y.}]}}
  A: {type: object, properties: {
    a: {type: string, enum: [x, y], x-ms-enum: {name: Shared}},
    b: {type: string, enum: [p, q], description: Free.},
    c: {type: string, enum: [p, q]},
    d: {type: integer, format: int32, enum: [1, 2, 2, -3]},
    e: {type: string, enum: [x, z], x-ms-enum: {name: Shared}},
    f: {type: array, items: {type: string, enum: [x, y], x-ms-enum: {name: Shared, modelAsString: true}}},
    g: {type: string, enum: [x, null]},
    h: {enum: [1, 2]},
    i: {type: boolean, enum: [true]},
    j: {enum: [a, 1]},
    k: {type: number, enum: [1.5]},
    l: {type: string, enum: []},
    m: {type: string, enum: [1.0, yes, 2020-01-01]},
    n: {type: integer, enum: [a]}}}
paths:
  /a:
    get:
      parameters:
        - {name: s, in: query, type: string, enum: [x, y], x-ms-enum: {name: Shared}}
        - {name: l, in: query, type: array, items: {type: string, enum: [u]}}
      responses: {'200': {description: OK}}
`)})
	wantFindings(t, diags,
		"9:52 OG1114 the enum lists the number 2 twice | remove it @ 9:49",
		"10:5 OG1115 the enum \"Shared\" has other values here than at its first use | give each list of values a name of its own @ 4:3",
		"14:24 OG1110 only enums of strings or of integers are generated; here the values are not restricted | list strings or whole numbers that fit \"type\"",
		"15:9 OG1110 only enums of strings or of integers are generated; here the values are not restricted | list strings or whole numbers that fit \"type\"",
		"16:23 OG1110 only enums of strings or of integers are generated; here the values are not restricted | list strings or whole numbers that fit \"type\"",
		"17:23 OG1110 only enums of strings or of integers are generated; here the values are not restricted | list strings or whole numbers that fit \"type\"",
		"19:24 OG1110 only enums of strings or of integers are generated; here the values are not restricted | list strings or whole numbers that fit \"type\"",
	)
	want := []string{
		"Named = enum x y",
		"A = object a:Named b:.A.b c:.A.c d:.A.d e:.A.e f:list(Named) g:.A.g? h:.A.h i:bool j:any k:float64 l:string m:.A.m n:int64",
		".A.b = enum p q", ".A.c = enum p q", ".A.d = enum 1 2 -3", ".A.e = enum x z", ".A.g = enum? x", ".A.h = enum 1 2",
		".A.m = enum 1.0 yes 2020-01-01", ".GET /a.l.Item = enum u",
	}
	if diff := cmp.Diff(want, types(api)); diff != "" {
		t.Errorf("types (-want +got):\n%s", diff)
	}
	named := api.Types[0]
	if y := named.EnumValues[1]; y.Name != "Why" || y.Doc != "The y." || named.EnumName != "Shared" {
		t.Errorf("x-ms-enum: %+v of %q", *y, named.EnumName)
	}
	if got := api.Operations()[0].Params[0].Type; got != named {
		t.Errorf("the parameter has a type of its own: %s", show(got))
	}
}

func TestTypeFacts(t *testing.T) {
	api := define(t, head+`definitions:
  A:
    type: object
    title: Title.
    x-deprecated: true
    x-webhook-event: job.created
    minProperties: 0
    maxProperties: 9
    properties:
      n: {type: integer, minimum: 0, maximum: 5, exclusiveMaximum: true, multipleOf: 0.5}
      s: {type: string, minLength: 0, maxLength: 3, pattern: '^a', title: T.}
      l: {type: array, minItems: 0, maxItems: 2, uniqueItems: true, items: {type: string, maxLength: 4, x-nullable: true}}
`)
	a := api.Types[0]
	if a.Doc != "Title." || !a.Deprecated || a.Webhook != "job.created" || *a.Limits.MinProperties != 0 || *a.Limits.MaxProperties != 9 {
		t.Errorf("type: %+v", a)
	}
	n, s, l := a.Fields[0].Limits, a.Fields[1].Limits, a.Fields[2].Limits
	if *n.Minimum != 0 || *n.Maximum != 5 || n.ExclusiveMinimum || !n.ExclusiveMaximum || *n.MultipleOf != 0.5 {
		t.Errorf("n: %+v", n)
	}
	if *s.MinLength != 0 || *s.MaxLength != 3 || s.Pattern != "^a" || a.Fields[1].Doc != "T." || n.MinLength != nil {
		t.Errorf("s: %+v", s)
	}
	item := a.Fields[2].Type.Elem
	if *l.MinItems != 0 || *l.MaxItems != 2 || !l.UniqueItems || *item.Limits.MaxLength != 4 || !item.Nullable {
		t.Errorf("l: %+v, item %+v", l, item)
	}
	if a.Pos.Line != 4 || a.Pos.Col != 3 || a.Pointer != "/definitions/A" || a.Fields[2].Pos.Line != 14 {
		t.Errorf("positions: %v %s %v", a.Pos, a.Pointer, a.Fields[2].Pos)
	}
}

// TestWebhookEvents reads the names of events. One definition names itself where its event should stand.
func TestWebhookEvents(t *testing.T) {
	api := define(t, head+`definitions:
  CustomEventDto: {type: object, x-webhook-event: CustomEventDto}
  orderMade: {type: object, x-webhook-event: orderMade}
  PingEventDto: {type: object, x-webhook-event: ping}
  Plain: {type: object}
`)
	for i, want := range []string{"custom", "orderMade", "ping", ""} {
		if got := api.Types[i].Webhook; got != want {
			t.Errorf("%s: got %q, want %q", api.Types[i].Wire, got, want)
		}
	}
}

// TestHostileSchemas reads schemas that grow when they are followed naively.
func TestHostileSchemas(t *testing.T) {
	t.Run("tower of allOf", func(t *testing.T) {
		var b strings.Builder
		b.WriteString(head + "paths: {}\ndefinitions:\n")
		for i := range 60 {
			a := string(rune('a'+i/26)) + string(rune('a'+i%26))
			n := string(rune('a'+(i+1)/26)) + string(rune('a'+(i+1)%26))
			b.WriteString("  " + a + ": {allOf: [{$ref: '#/definitions/" + n + "'}, {$ref: '#/definitions/" + n + "'}]}\n")
		}
		b.WriteString("  ci: {type: object, properties: {x: {type: string}}}\n")
		Definition(Source{"f", []byte(b.String())})
	})
	t.Run("long chain of references", func(t *testing.T) {
		var b strings.Builder
		b.WriteString(`{"swagger":"2.0","paths":{},"definitions":{`)
		for i := range 20000 {
			b.WriteString(`"` + strings.Repeat("a", i%50+1) + string(rune(0x4E00+i)) + `":{"$ref":"#/definitions/` + strings.Repeat("a", (i+1)%50+1) + string(rune(0x4E00+i+1)) + `"},`)
		}
		b.WriteString(`"z":{}}}`)
		Definition(Source{"f", []byte(b.String())})
	})
	t.Run("long chain of bases", func(t *testing.T) {
		var b strings.Builder
		b.WriteString(head + "paths: {}\ndefinitions:\n")
		for i := range 3000 {
			fmt.Fprintf(&b, "  D%d: {allOf: [{$ref: '#/definitions/D%d'}], properties: {p%d: {type: string}}}\n", i, i+1, i)
		}
		b.WriteString("  D3000: {type: object, properties: {x: {}}}\n")
		_, diags := Definition(Source{"f", []byte(b.String())})
		wantFindings(t, diags, "359:3 OG1004 allOf gives the types of the definition more than 1000000 properties")
	})
	t.Run("thousands of wrong references", func(t *testing.T) {
		var b strings.Builder
		b.WriteString(head + "paths: {}\ndefinitions:\n")
		for i := range 3000 {
			fmt.Fprintf(&b, "  Definition%d: {$ref: '#/definitions/Definitoin%d'}\n", i, i)
		}
		if _, diags := Definition(Source{"f", []byte(b.String())}); diags.Len() != 3000 {
			t.Errorf("%d findings", diags.Len())
		}
	})
	t.Run("deep nesting", func(t *testing.T) {
		in := `{"swagger":"2.0","paths":{},"definitions":{"A":` + strings.Repeat(`{"type":"array","items":`, 400) + "{}" + strings.Repeat("}", 400) + `}}`
		api := define(t, in)
		n := 0
		for e := api.Types[0].Elem; e != nil; e = e.Elem {
			n++
		}
		if n != 401 {
			t.Errorf("%d levels", n)
		}
	})
}
