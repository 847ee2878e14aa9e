package model

import "testing"

func TestPaging(t *testing.T) {
	number := &Type{Kind: Int32}
	list := func(name string) *Field {
		return &Field{Wire: name, Type: &Type{Kind: List, Elem: &Type{Kind: String}}}
	}
	text := &Field{Wire: "PageName", Type: &Type{Kind: String}}
	object := func(fields ...*Field) *Type { return &Type{Kind: Object, Fields: fields} }
	var params []*Param
	for _, name := range []string{"skip", "take"} {
		params = append(params, &Param{Wire: name, In: InQuery, Type: number})
	}
	for _, test := range []struct {
		name   string
		op     Operation
		result *Type
		want   string // list that is walked through
	}{
		{"one list", Operation{Method: "GET", Params: params}, object(text, list("Results")), "Results"},
		{"several lists", Operation{Method: "GET", Params: params}, object(list("Ancestors"), list("Roles")), ""},
		{"a list that is called the page", Operation{Method: "GET", Params: params}, object(list("Ancestors"), list("ChildrenPage"), text), "ChildrenPage"},
		{"behind the page", Operation{Method: "GET", Params: params}, object(list("pageItems"), list("Roles")), "pageItems"},
		{"two pages", Operation{Method: "GET", Params: params}, object(list("PageA"), list("PageB")), ""},
		{"no list", Operation{Method: "GET", Params: params}, object(text), ""},
		{"no limit", Operation{Method: "GET", Params: params[:1]}, object(list("Results")), ""},
		{"other method", Operation{Method: "POST", Params: params}, object(list("Results")), ""},
	} {
		test.op.Result = test.result
		got := ""
		if p := paging(&test.op); p != nil {
			got = p.Items.Wire
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
