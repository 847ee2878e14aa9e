package runtime

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type failedItem struct {
	Ordinal int32     `json:"Ordinal"`
	Code    string    `json:"ErrorCode"`
	Message string    `json:"ErrorMessage"`
	Status  string    `json:"Status"`
	Body    string    `json:"Body"`
	Raw     RawFields `json:"-"`
}

type bulkReply struct {
	Message string       `json:"Message"`
	Items   []failedItem `json:"Items"`
	Numbers []int64      `json:"Numbers"`
}

var (
	byCode = func(item failedItem) itemReport {
		return itemReport{
			key: item.Raw.orRaw("Ordinal", item.Ordinal), code: item.Raw.orRaw("ErrorCode", item.Code), message: item.Message,
		}
	}
	byStatus = func(item failedItem) itemReport {
		return itemReport{key: item.Ordinal, status: item.Status, body: item.Body}
	}
)

// itemsOf gives the errors in the reply to a request, and their texts.
func itemsOf(t *testing.T, r reply, report func(failedItem) itemReport) (list []*ItemError, texts []string) {
	t.Helper()
	c := newTestConn(t, r.ServeHTTP).call(opPost)
	v, err := result(t.Context(), c, new(bulkReply))
	if err != nil {
		t.Fatal(err)
	}
	return split(t, itemErrors(c, v.Items, report))
}

func split(t *testing.T, err error) (list []*ItemError, texts []string) {
	t.Helper()
	if err == nil {
		return nil, nil
	}
	list = ItemErrors(fmt.Errorf("wrapped: %w", err))
	for _, item := range list {
		texts = append(texts, item.Error())
	}
	if joined := err.(interface{ Unwrap() []error }).Unwrap(); len(joined) != len(list) {
		t.Fatalf("%d errors, of which %d are of items", len(joined), len(list))
	}
	return list, texts
}

func TestItemErrors(t *testing.T) {
	const request = "POST /odata/Things: "
	tests := []struct {
		name, items string
		report      func(failedItem) itemReport
		want        []string
	}{
		{"none", `[]`, byCode, nil},
		{"null", `null`, byCode, nil},
		{"by name", `[{"Ordinal":3,"ErrorCode":"ItemNotFound","ErrorMessage":"Robot does not exist."}]`, byCode,
			[]string{"item 3: " + request + "200 OK: 1002 ItemNotFound: Robot does not exist."}},
		{"by former name", `[{"ErrorCode":"NameTaken","ErrorMessage":"x"}]`, byCode, []string{"item 0: " + request + "200 OK: 1001 NameAlreadyUsed: x"}},
		{"by unknown name", `[{"ErrorCode":"Odd","ErrorMessage":"x"}]`, byCode, []string{"item 0: " + request + "200 OK: Odd: x"}},
		{"by number", `[{"Ordinal":1,"ErrorCode":"1010"},{"Ordinal":2,"ErrorCode":"4242"}]`, byCode,
			[]string{"item 1: " + request + "200 OK: 1010 LockFailure", "item 2: " + request + "200 OK: 4242"}},
		{"by number in place of a name", `[{"Ordinal":"a","errorCode":1010},{"Ordinal":2,"ErrorCode":0},{"Ordinal":3,"ErrorCode":null}]`, byCode,
			[]string{"item a: " + request + "200 OK: 1010 LockFailure"}},
		{"without a code", `[{"Ordinal":1,"ErrorMessage":"x"}]`, byCode, []string{"item 1: " + request + "200 OK: x"}},
		{"fine", `[{"Ordinal":1,"ErrorCode":"0"},{"Ordinal":2}]`, byCode, nil},
		{"code zero with a text", `[{"ErrorCode":"0","ErrorMessage":"x"}]`, byCode, []string{"item 0: " + request + "200 OK: 0 Unspecified: x"}},
		{"statuses", `[{"Status":"OK"},{"Status":"Created"},{"Status":"204"},{"Ordinal":1,"Status":"Conflict","Body":"{\"message\":\"x\",\"errorCode\":1001}"},
			{"Ordinal":2,"Status":"badRequest","Body":"text"},{"Ordinal":3,"Status":"409"},{"Ordinal":4,"Status":"NonAuthoritativeInformation"},
			{"Ordinal":5,"Status":"MultiStatus"},{"Ordinal":6,"Status":"Odd"}]`, byStatus, []string{
			"item 1: " + request + "409 Conflict: 1001 NameAlreadyUsed: x", "item 2: " + request + "400 Bad Request: text",
			"item 3: " + request + "409 Conflict", "item 6: " + request + "200 OK",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, got := itemsOf(t, reply{status: 200, body: `{"Items":` + tt.items + `}`}, tt.report)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestRefusedWhole has replies with a status of success that tell that nothing was done.
func TestRefusedWhole(t *testing.T) {
	op := *opPost
	op.success = "isSuccess"
	tests := []struct{ name, body, want string }{
		{"fine", `{"IsSuccess":true,"Items":[]}`, ""},
		{"nothing is told", `{"Items":null}`, ""},
		{"null", `{"isSuccess":null}`, ""},
		{"without content", ``, ""},
		{"refused", `{"IsSuccess":false,"Message":"everything bad","Items":[]}`, "POST /odata/Things: 200 OK: everything bad"},
		{"refused in the result", `{"result":{"IsSuccess":false,"errors":[{"code":"Taken","description":"x is taken."}]},"Items":[]}`,
			"POST /odata/Things: 200 OK; Taken: x is taken."},
		{"fine in the result", `{"result":{"isSuccess":true}}`, ""},
		{"without a text", `{"isSuccess":false,"Items":null}`, "POST /odata/Things: 200 OK"},
		{"with a code", `{"isSuccess":false,"errorCode":"NameAlreadyUsed","errorMessage":"The name Rex is already used."}`,
			"POST /odata/Things: 200 OK: 1001 NameAlreadyUsed: The name Rex is already used."},
		{"items count more", `{"isSuccess":false,"message":"m","Items":[{"Ordinal":3,"ErrorMessage":"x"}]}`, "item 3: POST /odata/Things: 200 OK: x"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := newTestConn(t, reply{status: 200, body: tt.body}.ServeHTTP).call(&op)
			v, err := result(t.Context(), c, new(bulkReply))
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if err := itemErrors(c, v.Items, byCode); err != nil {
				got = err.Error()
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestItemErrorIsAnAPIError(t *testing.T) {
	list, _ := itemsOf(t, reply{
		status: 207, header: map[string]string{"X-Request-Id": "id7"},
		body: `{"Items":[{"Ordinal":3,"ErrorCode":"NameAlreadyUsed","ErrorMessage":"The name Rex is already used."},{"Ordinal":9,"ErrorCode":"1010"}]}`,
	}, byCode)
	err := errors.Join(list[0], list[1])
	for _, target := range []error{Code(1001), Code(1010), categoryConflict, Status(207)} {
		if !errors.Is(err, target) {
			t.Errorf("is not %v", target)
		}
	}
	if errors.Is(err, Code(1002)) || errors.Is(err, categoryNotFound) {
		t.Error("is what it is not")
	}
	var used *NameAlreadyUsedError
	if !errors.As(err, &used) || used.Name != "Rex" {
		t.Errorf("%+v", used)
	}
	var api *APIError
	if !errors.As(err, &api) || api != list[0].APIError || api.TraceID != "id7" || api.Operation != "Things_Post" {
		t.Errorf("%+v", api)
	}
	if got := list[0].Localize(&localeFR); got != "Le nom Rex est déjà utilisé." {
		t.Error(got)
	}
	if item, ok := list[1].Item.(failedItem); !ok || item.Ordinal != 9 || list[1].Key != "9" {
		t.Errorf("%+v", list[1])
	}
}

// TestBareItems has a list that tells only which items failed, and a text for all.
func TestBareItems(t *testing.T) {
	c := newTestConn(t, reply{status: 200, body: `{"Message":"Items are locked.","Numbers":[7,8]}`}.ServeHTTP).call(opPost)
	v, err := result(t.Context(), c, new(bulkReply))
	if err != nil {
		t.Fatal(err)
	}
	list, texts := split(t, itemErrors(c, v.Numbers, func(item int64) itemReport { return itemReport{key: item, summary: v.Message} }))
	if diff := cmp.Diff([]string{"item 7: POST /odata/Things: 200 OK: Items are locked.", "item 8: POST /odata/Things: 200 OK: Items are locked."}, texts); diff != "" {
		t.Error(diff)
	}
	if list[1].Item != int64(8) {
		t.Errorf("%#v", list[1].Item)
	}
	_, texts = split(t, itemErrors(c, []string{"\x1b[31m"}, func(item string) itemReport { return itemReport{message: item} }))
	if len(texts) != 1 || !isOneLine(texts[0]) {
		t.Errorf("%q", texts)
	}
}

func TestItemSecrets(t *testing.T) {
	list, texts := itemsOf(t, reply{status: 200, body: `{"Items":[{"Status":"BadRequest","Body":"{\"errorCode\":1906,\"message\":\"The password hush is too short.\",\"token\":\"t0p\"}"}]}`}, byStatus)
	if diff := cmp.Diff([]string{"item 0: POST /odata/Things: 400 Bad Request: 1906 WeakPassword: The password *** is too short."}, texts); diff != "" {
		t.Error(diff)
	}
	if got, want := string(list[0].Body), `{"errorCode":1906,"message":"The password *** is too short.","token":"***"}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestPlainText(t *testing.T) {
	for _, tt := range []struct {
		in   any
		want string
	}{{nil, ""}, {int32(7), "7"}, {"a", "a"}, {Some(7), "7"}, {Some(""), ""}, {Null[int](), ""}, {Opt[string]{}, ""}} {
		if got := plainText(tt.in); got != tt.want {
			t.Errorf("%#v: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestParseStatus(t *testing.T) {
	for text, want := range map[string]int{"OK": 200, "ok": 200, "409": 409, "InternalServerError": 500, "MultiStatus": 207, "RequestUriTooLong": 414, "": 0, "Odd": 0} {
		if got := parseStatus(text); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
}
