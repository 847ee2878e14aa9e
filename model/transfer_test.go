package model

import "testing"

func TestTransfer(t *testing.T) {
	text := &Type{Kind: String}
	object := func(fields ...*Field) *Type { return &Type{Kind: Object, Fields: fields} }
	field := func(name string, t *Type) *Field { return &Field{Wire: name, Type: t} }
	list := &Type{Kind: List, Elem: text}
	headers := object(field("Keys", list), field("Values", list))
	link := object(field("uri", text), field("verb", text), field("headers", &Type{Kind: Alias, Elem: headers}))
	params := []*Param{
		{Wire: "path", In: InQuery, Type: text}, {Wire: "contentType", In: InQuery, Type: text}, {Wire: "expiry", In: InQuery, Type: text},
	}
	tests := []struct {
		name string
		op   Operation
		want string
	}{
		{"write", Operation{Method: "GET", ID: "Buckets_GetWriteUriByKey", Result: link, Params: params}, "sends path contentType"},
		{"read", Operation{Method: "GET", Path: "/x/N.GetReadUri", Result: link, Params: params[2:]}, "fetches"},
		{"path in the address", Operation{Method: "GET", ID: "GetReadUri", Result: link, Params: []*Param{{Wire: "path", In: InQuery, Type: text, Required: true}}}, "fetches"},
		{"other method", Operation{Method: "POST", ID: "GetReadUri", Result: link}, ""},
		{"other name", Operation{Method: "GET", ID: "GetUri", Result: link}, ""},
		{"no result", Operation{Method: "GET", ID: "GetReadUri"}, ""},
		{"no address", Operation{Method: "GET", ID: "GetReadUri", Result: object(link.Fields[1:]...)}, ""},
		{"no headers", Operation{Method: "GET", ID: "GetReadUri", Result: object(link.Fields[:2]...)}, ""},
		{"headers of text", Operation{Method: "GET", ID: "GetReadUri", Result: object(link.Fields[0], link.Fields[1], field("Headers", text))}, ""},
	}
	for _, test := range tests {
		got := ""
		if transfer := transfer(&test.op); transfer != nil {
			got = "fetches"
			if transfer.Sends {
				got = "sends"
			}
			for _, p := range []*Param{transfer.Path, transfer.Type} {
				if p != nil {
					got += " " + p.Wire
				}
			}
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
