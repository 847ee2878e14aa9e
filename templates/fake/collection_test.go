package fake

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// named is an item that a client would decode.
type named struct {
	ID   int64 `json:"Id"`
	Name string
	Size int `json:",omitempty"`
}

func TestEntities(t *testing.T) {
	s := NewServer(t)
	s.Add("Things", named{ID: 5, Name: "five", Size: 1}, object{"Name": "six"}, &named{ID: 5, Name: "another five", Size: 2})
	for _, step := range []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"GET", "/odata/Things(5)", "", 200, `{"Id":5,"Name":"another five","Size":2}`},
		{"GET", "/odata/Things(6)?$select=Name", "", 200, `{"Name":"six"}`},
		{"GET", "/odata/Things(7)", "", 404, `"errorCode":1002`},
		{"PATCH", "/odata/Things(7)", `{}`, 404, `"errorCode":1002`},
		{"POST", "/odata/Things", `{"Name":"seven"}`, 201, `{"Id":7,"Name":"seven"}`},
		{"POST", "/odata/Things", `{"Id":7,"Name":"eight"}`, 409, "this key"},
		{"POST", "/odata/Things", `{"Id":9007199254740993,"Name":"big"}`, 201, `{"Id":9007199254740993,"Name":"big"}`},
		{"GET", "/odata/Things(9007199254740993)", "", 200, `"big"`},
		{"PATCH", "/odata/Things(5)", `{"Size":3}`, 204, ""},
		{"PATCH", "/odata/Things(5)", "", 204, ""},
		{"GET", "/odata/Things(5)", "", 200, `{"Id":5,"Name":"another five","Size":3}`},
		{"PUT", "/odata/Things(5)", `{"Name":"put"}`, 200, `{"Id":5,"Name":"put"}`},
		{"DELETE", "/odata/Things(6)", "", 204, ""},
		{"DELETE", "/odata/Things(6)", "", 404, ""},
		{"POST", "/odata/Notes", `{"Text":"a"}`, 201, `{"Key":"00000000-0000-4000-8000-000000000001","Text":"a"}`},
		{"GET", "/odata/Notes('00000000-0000-4000-8000-000000000001')", "", 200, `"a"`},
	} {
		if got := send(t, s, step.method, step.path, step.body); got.status != step.status || !strings.Contains(got.body, step.want) {
			t.Errorf("%s %s: %d %s, want %d %s", step.method, step.path, got.status, got.body, step.status, step.want)
		}
	}
	var names []string
	for _, item := range Items[named](s, "Things") {
		names = append(names, item.Name)
	}
	if want := []string{"put", "seven", "big"}; !slices.Equal(names, want) {
		t.Errorf("items %q, want %q", names, want)
	}
}

func TestSamples(t *testing.T) {
	s := NewServer(t)
	s.Samples()
	for path, want := range map[string]string{"/odata/Things": `{"value":[]}`, "/odata/Things(1)": `{"Name":"text"}`} {
		if got := send(t, s, "GET", path, ""); got.status != 200 || got.body != want {
			t.Errorf("%s: %+v", path, got)
		}
	}
}

// seeded has things of every kind.
func seeded(t *testing.T) (*Server, *recorder) {
	s, rec := newRecorded(t)
	const key = "8A1BD5F4-6d4a-4b3c-9a3e-2f6b8e1c7d90"
	s.Add("Things",
		object{"Id": 1, "Name": "O'Neil", "Size": 10, "State": "New", "At": "2020-01-02T03:04:05Z", "Open": true, "Price": json.Number("0.30"), "Owner": object{"Name": "Ann", "age": 30}},
		object{"Id": 2, "Name": "beta", "Size": 2, "State": "Old", "At": "2020-01-02T04:04:05.5+01:00", "Open": false, "Day": "2020-05-06", "Key": key,
			"Tags": []any{object{"Name": "x"}, object{"Name": "y", "age": 7}}},
		object{"Id": 3, "Name": "Beta (new), and more", "Owner": nil, "Tags": []any{object{"Name": "x"}}},
	)
	return s, rec
}

// page is a reply of a collection.
type page struct {
	Count *int   `json:"@odata.count"`
	Next  string `json:"@odata.nextLink"`
	Value []struct{ ID int64 }
}

func list(t *testing.T, s *Server, path string) (p page, ids []int64) {
	t.Helper()
	got := send(t, s, "GET", path, "")
	if got.status != 200 {
		return page{}, nil
	}
	if err := json.Unmarshal([]byte(got.body), &p); err != nil {
		t.Fatal(err)
	}
	for _, v := range p.Value {
		ids = append(ids, v.ID)
	}
	return p, ids
}

func TestFilters(t *testing.T) {
	s, rec := seeded(t)
	for filter, want := range map[string][]int64{
		"Id eq 2":                  {2},
		"2 eq Id":                  {2},
		"Id ne 2":                  {1, 3},
		"Size gt 2":                {1},
		"Size ge 2":                {1, 2},
		"Size lt 10":               {2},
		"Size le 10 ":              {1, 2},
		"Size eq null":             {3},
		"Size ne null":             {1, 2},
		"Price eq 0.3":             {1},
		"Price lt 3e-1":            nil,
		"Name eq 'O''Neil'":        {1},
		"Name gt 'b'":              {2},
		"State eq 'New'":           {1},
		"State eq Api.S'Old'":      {2},
		"State in ('New', 'Old')":  {1, 2},
		"Id in (3)":                {3},
		"Open":                     {1},
		"Open eq false":            {2},
		"not (Open eq false)":      {1, 3},
		"not contains(Name,'eta')": {1},
		"contains(Name,'eta') and not startswith(Name, 'B')":                {2},
		"endswith(Name,'more') or Id eq 1":                                  {1, 3},
		"Id eq 1 or Id eq 2 and Id eq 3":                                    {1},
		"(Id eq 1 or Id eq 2) and Id eq 2":                                  {2},
		"tolower(Name) eq 'beta'":                                           {2},
		"toupper(trim(concat(Name,' '))) eq 'BETA'":                         {2},
		"length(Name) gt 6":                                                 {3},
		"indexof(Name,'eta') eq 1":                                          {2, 3},
		"indexof(Name,'zeta') eq -1":                                        {1, 2, 3},
		"At eq 2020-01-02T03:04:05Z":                                        {1},
		"At gt 2020-01-02T04:04:05+01:00":                                   {2},
		"2020-01-02T03:04:05Z lt At":                                        {2},
		"At lt 2020-01-03":                                                  {1, 2},
		"date(At) eq 2020-01-02 and hour(At) eq 3":                          {1, 2},
		"year(At) eq 2020 and month(At) lt 2 and day(At) in (2)":            {1, 2},
		"minute(At) eq 4 and second(At) eq 5":                               {1, 2},
		"Day ge 2020-05-06":                                                 {2},
		"Key eq 8a1bd5f4-6d4a-4b3c-9a3e-2f6b8e1c7d90":                       {2},
		"Owner/Name eq 'Ann'":                                               {1},
		"Owner/age ge 30":                                                   {1},
		"$it/Owner eq null":                                                 {2, 3},
		"Tags/any()":                                                        {2, 3},
		"Tags/any(t:t/Name eq 'y')":                                         {2},
		"Tags/all(t:t/Name eq 'x')":                                         {1, 3},
		"Tags/any(t:t/Name eq 'x' and $it/Id eq 3)":                         {3},
		"Tags/any(t:Tags/any(u:u/age eq 7) and t/Name eq 'x')":              {2},
		"Tags/$count eq 2":                                                  {2},
		"Name eq 'Beta (new), and more'":                                    {3},
		strings.Repeat("(", 90) + "Id eq 1" + strings.Repeat(")", 90) + " ": {1},
	} {
		_, ids := list(t, s, "/odata/Things?$filter="+url.QueryEscape(filter))
		if faults := rec.taken(); !slices.Equal(ids, want) || len(faults) > 0 {
			t.Errorf("%s: %d, want %d; %s", filter, ids, want, faults)
		}
	}
}

// TestUnknownFilters shows that what the server does not know is a fault, never all items.
func TestUnknownFilters(t *testing.T) {
	s, rec := seeded(t)
	for filter, want := range map[string]string{
		"":                        `""`,
		"Name":                    "is no condition",
		"Nmae eq 'x'":             `no property "Nmae"`,
		"name eq 'x'":             `no property "name"`,
		"Owner/Name/Size eq 1":    `no property "Size"`,
		"Id eq":                   `""`,
		"Id eq 1 2":               `"2"`,
		"Id eq 1 and":             `""`,
		"Id has 1":                `"has"`,
		"Id add 1 eq 2":           `"add"`,
		"geo.distance(Name) eq 1": `function "geo.distance"`,
		"contains(Name) eq 1":     "1 arguments, want 2",
		"contains(Name,'a'":       `want ","`,
		"(Id eq 1":                `want ")"`,
		"Id in 1":                 `want "("`,
		"Name eq 'x":              "no end",
		"Id eq 1_000":             "1_000",
		"Id eq 1e999999":          "1e999999",
		"Tags/any(t)":             `want ":"`,
		"Tags/any(t:u/Name eq 1)": `no property "u"`,
		"Tags/any(t:t/Name eq 1)": "cannot be compared",
		"Tags/any(t:t/Name)":      "is no condition",
		"not Name":                "is no condition",
		"Id eq 1 and Size":        "is no condition",
		"At eq 'x'":               "cannot be compared",
		"State in (1)":            "cannot be compared",
		"State eq 'Odd'":          `"Odd" is none of the values New, Old`,
		"'new' ne State":          `"new" is none of the values New, Old`,
		"State in ('New', 'Odd')": `"Odd" is none of the values New, Old`,
		"year(Name) eq 1":         "year does not take",
		"Day eq 'x'":              "cannot be compared",
		"Tags/none(t:t eq 1)":     `no property "none"`,
		"Id eq 'x'":               "cannot be compared",
		"contains(Id,'1')":        "contains does not take",
		strings.Repeat("(", 200):  "too deep",
	} {
		got := send(t, s, "GET", "/odata/Things?$filter="+url.QueryEscape(filter), "")
		if faults := strings.Join(rec.taken(), "\n"); got.status != 400 || !strings.Contains(faults, want) {
			t.Errorf("%s: %d %q, want %q", filter, got.status, faults, want)
		}
	}
}

func TestQueries(t *testing.T) {
	s, rec := seeded(t)
	for query, want := range map[string][]int64{
		"":                           {1, 2, 3},
		"$orderby=Size":              {3, 2, 1},
		"$orderby=Size desc":         {1, 2, 3},
		"$orderby=Id desc,Name":      {3, 2, 1},
		"$orderby=Name asc":          {3, 1, 2},
		"$orderby=Owner/Name,Id":     {2, 3, 1},
		"$top=2":                     {1, 2},
		"$top=0":                     nil,
		"$skip=1":                    {2, 3},
		"$skip=9":                    nil,
		"$skip=1&$top=1":             {2},
		"$select=Id,Name":            {1, 2, 3},
		"$select=*":                  {1, 2, 3},
		"$expand=Owner($select=a,b)": {1, 2, 3},
		"$top=-1":                    nil,
		"$skip=-1":                   nil,
		"$orderby=Nmae":              nil,
		"$select=Nmae":               nil,
		"$expand=Nmae":               nil,
		"$search=x":                  nil,
	} {
		_, ids := list(t, s, "/odata/Things?"+strings.ReplaceAll(query, " ", "+"))
		isFault := strings.Contains(query, "-1") || strings.Contains(query, "Nmae") || strings.Contains(query, "search")
		if faults := rec.taken(); !slices.Equal(ids, want) || isFault != (len(faults) == 1) {
			t.Errorf("%s: %d, want %d; %s", query, ids, want, faults)
		}
	}
	if got := send(t, s, "GET", "/odata/Things?$select=Id&$expand=Owner&$top=1", ""); !strings.HasSuffix(got.body, `"value":[{"Id":1,"Owner":{"Name":"Ann","age":30}}]}`) {
		t.Errorf("%s", got.body)
	}
}

// TestPages follows the links of a server with small pages.
func TestPages(t *testing.T) {
	s := NewServer(t)
	for i := range 10 {
		s.Add("Things", named{ID: int64(i + 1), Name: "a"})
	}
	s.PageSize(3)
	for query, want := range map[string]struct{ items, pages, count int }{
		"$count=true":                    {10, 4, 10},
		"$count=true&$top=7":             {7, 3, 10},
		"$count=true&$top=3":             {3, 1, 10},
		"$count=true&$skip=8":            {2, 1, 10},
		"$count=true&$filter=Id+gt+5":    {5, 2, 5},
		"$count=true&$orderby=Id+desc":   {10, 4, 10},
		"$count=true&$filter=Id+gt+5000": {0, 1, 0},
	} {
		var all []int64
		pages := 0
		for path := "/odata/Things?" + query; path != ""; pages++ {
			p, ids := list(t, s, path)
			if p.Count == nil || *p.Count != want.count {
				t.Errorf("%s: count %v, want %d", query, p.Count, want.count)
			}
			all = append(all, ids...)
			path = strings.TrimPrefix(p.Next, s.URL)
		}
		slices.Sort(all)
		if len(slices.Compact(all)) != want.items || len(all) != want.items || pages != want.pages {
			t.Errorf("%s: %d in %d pages, want %d in %d", query, all, pages, want.items, want.pages)
		}
	}
}

// FuzzFilter holds the parser to what it promises of any text: an expression that can be used, or an error.
func FuzzFilter(f *testing.F) {
	for _, text := range []string{
		"Id eq 1", "Name eq 'O''Neil'", "Tags/any(t:t/Name eq 'x')", "not (Open) and Id in (1,2)", "At gt 2020-01-02T04:04:05+01:00",
		"contains(tolower(Name),'a') or Owner/Name ne null", "'", "((", "-", "1e5 lt Id", "Id:1", "Api.S'x' eq State", "$it/Id eq 3",
	} {
		f.Add(text)
	}
	def, err := loaded()
	if err != nil {
		f.Fatal(err)
	}
	in := &scope{types: def.Types, root: def.Sets["Things"].Schema}
	item, err := objectOf(object{"Id": 1, "Name": "O'Neil", "Open": true, "At": "2020-01-02T03:04:05Z", "Tags": []any{object{"Name": "x"}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := in.parse(text)
		if (e.eval == nil) == (err == nil) {
			t.Fatalf("%q: expression %t, error %v", text, e.eval != nil, err)
		}
		if err == nil {
			e.eval(env{"": item})
		}
		if len(in.vars) > 0 {
			t.Errorf("%q leaves variables", text)
		}
	})
}
