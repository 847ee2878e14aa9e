package fake

import (
	"slices"
	"strings"
	"testing"
)

// TestViolations sends requests that do not fit the definition, and some that just do.
func TestViolations(t *testing.T) {
	const guidText = "8a1bd5f4-6d4a-4b3c-9a3e-2f6b8e1c7d90"
	whole := `{"Id":1,"Name":"a","Size":0,"State":"New","At":"2020-01-02T03:04:05.1+02:00","Day":"2020-01-02","Key":"` + guidText +
		`","Price":"1.10","Weight":-2.5e3,"Open":true,"Stamp":"dGV4dA==","Code":"AB","Owner":{"Name":null,"age":3},"Tags":[{}],"Labels":{"a":"b"},"Any":[1],"@odata.type":"x"}`
	for _, test := range []struct{ method, path, body, want string }{
		{"GET", "/odata/Nothing", "", "no operation has this path"},
		{"GET", "/odata/Things/", "", "no operation has this path"},
		{"TRACE", "/odata/Things", "", "the path has no TRACE, only GET, POST"},
		{"GET", "/odata/Things(x)", "", `path parameter key is "x", which is no int64`},
		{"GET", "/odata/Things()", "", "no operation has this path"},
		{"GET", "/odata/Things?$top=x", "", `query parameter $top is "x", which is no int32`},
		{"GET", "/odata/Things?$top=1&$top=2", "", "query parameter $top comes 2 times"},
		{"GET", "/odata/Things?$count=yes", "", "no bool"},
		{"GET", "/odata/Things?$format=json", "", `query parameter "$format" is not declared`},
		{"GET", "/odata/Things?%zz", "", "query: "},
		{"GET", "/odata/Things", "{}", "the operation takes no body"},
		{"POST", "/odata/Things", "", "the body is missing"},
		{"POST", "/odata/Things", "{", "body: unexpected EOF"},
		{"POST", "/odata/Things", "{}{}", "body: there is more than one value"},
		{"POST", "/odata/Things", "{}", "body.Name is missing"},
		{"POST", "/odata/Things", `{"Name":null}`, "body.Name is null"},
		{"PATCH", "/odata/Things(1)", `{"Name":null}`, "body.Name is null"},
		{"POST", "/odata/Things", "null", `content type is "", want "application/json"`},
		{"POST", "/odata/Things", `{"Name":1}`, "body.Name is 1, want string"},
		{"POST", "/odata/Things", `{"Name":"` + strings.Repeat("é", 21) + `"}`, "body.Name has 21 characters, want at most 20"},
		{"POST", "/odata/Things", `{"Name":"a","name":"a"}`, "body.name is not declared"},
		{"POST", "/odata/Things", `{"Name":"a","Size":1.5}`, `body.Size is "1.5", which is no int32`},
		{"POST", "/odata/Things", `{"Name":"a","Size":"1"}`, `body.Size is "1", want int32`},
		{"POST", "/odata/Things", `{"Name":"a","Size":-1}`, "below the minimum"},
		{"POST", "/odata/Things", `{"Name":"a","Size":100}`, "above the maximum"},
		{"POST", "/odata/Things", `{"Name":"a","Size":3000000000}`, "no int32"},
		{"POST", "/odata/Things", `{"Name":"a","State":"new"}`, `body.State is "new", want one of New, Old`},
		{"POST", "/odata/Things", `{"Name":"a","At":"2020-01-02"}`, "no date-time"},
		{"POST", "/odata/Things", `{"Name":"a","Day":"2020-02-30"}`, "no date"},
		{"POST", "/odata/Things", `{"Name":"a","Key":"1"}`, "no uuid"},
		{"POST", "/odata/Things", `{"Name":"a","Price":"x"}`, "no decimal"},
		{"POST", "/odata/Things", `{"Name":"a","Open":"true"}`, `body.Open is "true", want bool`},
		{"POST", "/odata/Things", `{"Name":"a","Stamp":"?"}`, "no bytes"},
		{"POST", "/odata/Things", `{"Name":"a","Code":"aB"}`, "does not match ^[A-Z]+$"},
		{"POST", "/odata/Things", `{"Name":"a","Owner":[]}`, "body.Owner is [], want object"},
		{"POST", "/odata/Things", `{"Name":"a","Owner":{"age":"x"}}`, "body.Owner.age"},
		{"POST", "/odata/Things", `{"Name":"a","Tags":{}}`, "body.Tags is {}, want array"},
		{"POST", "/odata/Things", `{"Name":"a","Tags":[{},{},{},{}]}`, "body.Tags has 4 items, want at most 3"},
		{"POST", "/odata/Things", `{"Name":"a","Tags":[{},3]}`, "body.Tags[1] is 3, want object"},
		{"POST", "/odata/Things", `{"Name":"a","Labels":{"x":1}}`, "body.Labels.x is 1, want string"},
		{"POST", "/odata/Things/Api.Start", "", "query parameter days is missing"},
		{"POST", "/odata/Things/Api.Start?days=2020-01-02,x", "", `query parameter days is "x", which is no date`},
		{"POST", "/odata/Things/Api.Start?days=2020-01-02&states=New&states=Odd", "", "want one of New, Old"},
		{"POST", "/odata/Things/Api.Start?days=2020-01-02&states=New&states=Old&states=Old", "", "has 3 items"},
		{"GET", "/files/x", "", "has 1 characters, want at least 2"},
		{"PUT", "/files", "", "form parameter file: there is no file"},
		{"PUT", "/files", "a=b", "content type"},
		{"PUT", "/raw", "content", "content type"},
		{"POST", "/_servers/identity/token", "", "form parameter grant is missing"},

		{"POST", "/odata/Things", whole, ""},
		{"PATCH", "/odata/Things(1)", `{"Size":99,"State":null}`, ""},
		{"GET", "/odata/Things%281%29?$select=Name", "", ""},
		{"GET", "/odata/Notes('it''s%20%2F%C3%A9')", "", ""},
		{"GET", "/files/a%2Fb", "", ""},
		{"GET", "/files/best", "", ""},
		{"POST", "/odata/Things/Api.Start?days=2020-01-02,2020-01-03&states=New&states=Old", "", ""},
	} {
		s, rec := newRecorded(t)
		s.Add("Things", object{"Id": 1, "Name": "one"})
		s.Add("Notes", object{"Key": "it's /é"})
		if test.body == whole {
			s, rec = newRecorded(t)
		}
		got := send(t, s, test.method, test.path, test.body, "X-UIPATH-OrganizationUnitId", "7")
		faults := strings.Join(rec.taken(), "\n")
		switch {
		case test.want == "" && (faults != "" || got.status/100 != 2):
			t.Errorf("%s %s: %d %s %s", test.method, test.path, got.status, faults, got.body)
		case test.want != "" && (got.status != 400 || !strings.Contains(faults, test.want)):
			t.Errorf("%s %s: %d %q, want %q", test.method, test.path, got.status, faults, test.want)
		}
	}
}

func TestFileSeries(t *testing.T) {
	for field, want := range map[string]string{"part1": "", "part12": "", "part": "", "parts1": `file "parts1" is not declared`, "1": "is not declared"} {
		s, rec := newRecorded(t)
		var body strings.Builder
		for _, name := range []string{"file", field} {
			body.WriteString("--b\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"x\"\r\n\r\nhello\r\n")
		}
		send(t, s, "PUT", "/files", body.String()+"--b--\r\n", "Content-Type", "multipart/form-data; boundary=b")
		if faults := strings.Join(rec.taken(), "\n"); (want == "") != (faults == "") || !strings.Contains(faults, want) {
			t.Errorf("%s: %q, want %q", field, faults, want)
		}
	}
}

func TestHeaders(t *testing.T) {
	s, rec := newRecorded(t)
	const path = "/odata/Things/Api.Start?days=2020-01-02"
	send(t, s, "POST", path, "", "X-UIPATH-FolderKey", "x", "X-Trace", "0")
	if faults := rec.taken(); len(faults) != 1 || !strings.Contains(faults[0], "header parameter X-Trace is 0, which is below") {
		t.Errorf("faults %q", faults)
	}
	got := send(t, s, "POST", path, "")
	if got.status != 400 || !strings.Contains(got.body, `"errorCode":1101`) || len(rec.taken()) > 0 {
		t.Errorf("without a folder: %d %s", got.status, got.body)
	}
}

func TestReplyOnly(t *testing.T) {
	s, rec := newRecorded(t)
	s.ReplyOnly()
	if got := send(t, s, "GET", "/odata/Things?$top=x", ""); got.status != 400 || !strings.Contains(got.body, "no int32") {
		t.Errorf("%d %s", got.status, got.body)
	}
	if faults := rec.taken(); len(faults) > 0 {
		t.Errorf("faults %q", faults)
	}
}

// TestRequests shows what a test gets to know of a request.
func TestRequests(t *testing.T) {
	s := NewServer(t)
	send(t, s, "GET", "/odata/Things?$top=3", "")
	send(t, s, "POST", "/odata/Things", `{"Name":"a"}`, "X-Mine", "b")
	const form = "--b\r\nContent-Disposition: form-data; name=\"count\"\r\n\r\n3\r\n" +
		"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.txt\"\r\nContent-Type: text/x\r\n\r\nhello\r\n--b--\r\n"
	if got := send(t, s, "PUT", "/files", form, "Content-Type", "multipart/form-data; boundary=b"); got.status != 204 {
		t.Errorf("form: %d %s", got.status, got.body)
	}
	if got := send(t, s, "POST", "/_servers/identity/token", "grant=x", "Content-Type", "application/x-www-form-urlencoded"); got.body != `"token"` {
		t.Errorf("token: %d %s", got.status, got.body)
	}
	if got := send(t, s, "PUT", "/raw", "bytes", "Content-Type", "application/octet-stream"); got.status != 204 {
		t.Errorf("stream: %d %s", got.status, got.body)
	}
	if got := send(t, s, "GET", "/files/name", ""); got.body != "content" || got.header.Get("Content-Type") != "application/octet-stream" {
		t.Errorf("download: %q %v", got.body, got.header)
	}

	var operations []Operation
	for _, r := range s.Requests(AnyOperation) {
		operations = append(operations, r.Operation)
	}
	if want := []Operation{"Things_List", "Things_Create", "Files_Put", "Accounts_Token", "Files_Send", "Files_Get"}; !slices.Equal(operations, want) {
		t.Errorf("operations %q", operations)
	}
	list, create, put := s.Requests("Things_List")[0], s.Requests("Things_Create")[0], s.Requests("Files_Put")[0]
	var thing struct{ Name string }
	if err := create.Decode(&thing); err != nil || thing.Name != "a" || create.Header.Get("X-Mine") != "b" || list.Query.Get("$top") != "3" {
		t.Errorf("%v %+v %+v", err, create, list)
	}
	file := File{"file", "x.txt", "text/x", []byte("hello")}
	if len(put.Files) != 1 || put.Form.Get("count") != "3" || put.Files[0].Name != file.Name || put.Files[0].ContentType != file.ContentType || string(put.Files[0].Content) != "hello" {
		t.Errorf("%+v", put)
	}
	if got := s.Requests("Files_Get")[0].Args["name"]; got != "name" {
		t.Errorf("argument %q", got)
	}
}
