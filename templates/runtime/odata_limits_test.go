package runtime

import (
	"errors"
	"strings"
	"testing"
)

func TestODataLimits(t *testing.T) {
	limits := odataLimits{filter: 2, orderBy: 2, expand: 2, top: 10}
	for _, test := range []struct {
		option, value string
		want          *ODataLimitError
	}{
		{"$filter", "A and B", nil},
		{"$filter", "A and B and C", &ODataLimitError{"$filter", 3, 2}},
		{"$orderby", "f(A,B) desc,'x,y'", nil},
		{"$orderby", "A desc,B,f(C,D)", &ODataLimitError{"$orderby", 3, 2}},
		{"$top", "10", nil},
		{"$top", "0", nil},
		{"$top", "11", &ODataLimitError{"$top", 11, 10}},
		{"$skip", "11", nil},
		{"$expand", "A,B($select=C,D),E", nil},
		{"$expand", "A($expand=B,C),D($expand=E)", nil},
		{"$expand", "A($filter=expand eq 1 and ((expand));$select=B)", nil},
		{"$expand", "A($filter=B eq ' $expand=' and (C))", nil},
		{"$expand", "A($filter=B eq ';$top=11' and C eq 'it''s;$top=11')", nil},
		{"$expand", "A($expand=B),C($expand=D($expand=E))", &ODataLimitError{"$expand", 3, 2}},
		{"$expand", "A(expand=B(EXPAND=C))", &ODataLimitError{"$expand", 3, 2}},
		{"$expand", "A($select=B;$expand=C($filter=D eq ')';$expand=E))", &ODataLimitError{"$expand", 3, 2}},
		{"$expand", "A,B($filter=C and D and E)", &ODataLimitError{"$filter", 3, 2}},
		{"$expand", "A($expand=B($select=C;$filter=D and (E or F)))", &ODataLimitError{"$filter", 3, 2}},
		{"$expand", "A($orderby=B,C desc,D)", &ODataLimitError{"$orderby", 3, 2}},
		{"$expand", "A($count=true; $top = 11 )", &ODataLimitError{"$top", 11, 10}},
		{"$expand", "A(top=99999999999999999999)", &ODataLimitError{"$top", int(^uint(0) >> 1), 10}},
	} {
		err := limits.check(test.option, test.value)
		var got *ODataLimitError
		if errors.As(err, &got); test.want == nil && err != nil || test.want != nil && (got == nil || *got != *test.want) {
			t.Errorf("%s=%s: got %v, want %v", test.option, test.value, err, test.want)
		}
		if err := (odataLimits{}).check(test.option, test.value); err != nil {
			t.Errorf("%s=%s without limits: %v", test.option, test.value, err)
		}
	}
}

func TestNegativeODataOptions(t *testing.T) {
	for want, opts := range map[string]ListOptions{
		"$top is -1: it cannot be negative":  {Top: -1},
		"$skip is -2: it cannot be negative": {Skip: -2},
		"$top is -3: it cannot be negative":  {Expand: Expand("A").With(ListOptions{Top: -3})},
		"$skip is -4: it cannot be negative": {Expand: Expand("A").With(ListOptions{Expand: Expand("B").With(ListOptions{Skip: -4})})},
	} {
		call := mustConn(t, "http://127.0.0.1:1").call(opGet)
		opts.set(call)
		if err := call.do(t.Context(), nil); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestComputedValuesAreNotSelected(t *testing.T) {
	tags := &Collection[*TextProperty]{property{name: "Tags"}, textAt}
	for text, ok := range map[Select]bool{
		Fields(textAt("Name"), tags, timeAt("T")): true,
		"Name,Owner/Name,*":                       true,
		"Address($select=City;$top=1),Name":       true,
		"Ns.Function(a,b),Ns.*":                   true,
		Fields(textAt("Name").ToLower()):          false,
		Fields(tags, textAt("Name").IndexOf("=")): false,
		Fields(timeAt("T").Date(), timeAt("T")):   false,
		Fields(tags.Count()):                      false,
	} {
		for _, opts := range []ListOptions{{Select: text}, {Expand: Expand("A").With(ListOptions{Select: text})}} {
			call := mustConn(t, "http://127.0.0.1:1").call(opGet)
			opts.set(call)
			if (call.err == nil) != ok {
				t.Errorf("%s: %v", text, call.err)
			}
		}
	}
}

func TestExpand(t *testing.T) {
	a, b, none := Expand("A"), Expand("B"), Expand("")
	one, two := ListOptions{Top: 1}, ListOptions{Top: 2, Filter: "C eq 'x,y;)'"}
	for _, test := range []struct{ got, want Expand }{
		{a.With(one), "A($top=1)"},
		{a.With(ListOptions{}), "A"},
		{none.With(one), ""},
		{none.And(a.With(one), none, b), "A($top=1),B"},
		{a.And(b).With(two), "A,B($filter=C eq 'x,y;)';$top=2)"},
		{a.With(one).With(two), "A($filter=C eq 'x,y;)';$top=2)"},
		{a.With(two).With(one), "A($top=1)"},
		{a.With(two).With(ListOptions{}), "A"},
		{b.And(a.With(two)).With(one), "B,A($top=1)"},
		{a.And(a), "A"},
		{a.With(one).And(b, a.With(two)), "B,A($filter=C eq 'x,y;)';$top=2)"},
		{Expand("A, A ($top=1)").And(b), " A ($top=1),B"},
	} {
		if test.got != test.want {
			t.Errorf("got  %s\nwant %s", test.got, test.want)
		}
	}
}
