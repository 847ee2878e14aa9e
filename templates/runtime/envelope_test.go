package runtime

import (
	"reflect"
	"strings"
	"testing"
)

// want is what a test expects of an APIError.
type want struct {
	code    Code
	hasCode bool
	reason  string
	message string
	details string
	trace   string
	ids     []int64
	fields  []FieldError
	args    map[string]string
}

func (w want) check(t *testing.T, e *APIError) {
	t.Helper()
	got := want{code: e.Code, hasCode: e.HasCode, reason: e.Reason, message: e.Message, details: e.Details,
		trace: e.TraceID, ids: e.ResourceIDs, fields: e.Fields, args: w.args}
	if !reflect.DeepEqual(got, w) {
		t.Errorf("got  %+v\nwant %+v", got, w)
	}
	for name, value := range w.args {
		if got, ok := e.Arg(name); !ok || got != value {
			t.Errorf("Arg(%q) = %q, %v, want %q", name, got, ok, value)
		}
	}
	if !isOneLine(e.Error()) {
		t.Errorf("Error() = %q", e.Error())
	}
}

func TestEnvelopes(t *testing.T) {
	tests := []struct {
		name  string
		reply reply
		want  want
	}{
		{"camelCase with resource ids",
			reply{400, "application/json", nil, `{"message":"The name Invoices is already used.","errorCode":1001,"resourceIds":[7,9]}`},
			want{code: 1001, hasCode: true, message: "The name Invoices is already used.", ids: []int64{7, 9}, args: map[string]string{"Name": "Invoices"}}},
		{"camelCase with null ids",
			reply{400, "application/json", nil, `{"message":"Please provide a Machine name","errorCode":1204,"resourceIds":null}`},
			want{code: 1204, hasCode: true, message: "Please provide a Machine name"}},
		{"camelCase with trace",
			reply{404, "application/json; charset=utf-8", nil, `{"message":"OrdersToProcess does not exist.","errorCode":1002,"traceId":"00-f9-a8-00"}`},
			want{code: 1002, hasCode: true, message: "OrdersToProcess does not exist.", trace: "00-f9-a8-00", args: map[string]string{"Item": "OrdersToProcess"}}},
		{"ErrorResult in PascalCase",
			reply{404, "application/json", nil, `{"Message":"Robot does not exist.","ErrorCode":1002,"TraceId":"t1","ResourceIds":[3],"Details":"more"}`},
			want{code: 1002, hasCode: true, message: "Robot does not exist.", details: "more", trace: "t1", ids: []int64{3}}},
		{"error code 0",
			reply{400, "application/json", nil, `{"message":"; roleDto must not be null","errorCode":0,"traceId":"t"}`},
			want{hasCode: true, message: "; roleDto must not be null", trace: "t"}},
		{"no error code",
			reply{400, "application/json", nil, `{"message":"Activity does not work with assets of type 'Text'. Invalid asset type."}`},
			want{message: "Activity does not work with assets of type 'Text'. Invalid asset type."}},
		{"code as a number in a string",
			reply{409, "application/json", nil, `{"message":"x","errorCode":"1010"}`},
			want{code: 1010, hasCode: true, message: "x"}},
		{"code as a name",
			reply{409, "application/json", nil, `{"Message":"x","ErrorCode":"NameAlreadyUsed"}`},
			want{code: 1001, hasCode: true, message: "x"}},
		{"code as a former name in another case",
			reply{409, "application/json", nil, `{"Message":"x","ErrorCode":"nametaken"}`},
			want{code: 1001, hasCode: true, message: "x"}},
		{"code as an unknown name",
			reply{409, "application/json", nil, `{"isSuccess":false,"errorCode":"NoAvailableLicenses","errorMessage":"none left"}`},
			want{reason: "NoAvailableLicenses", message: "none left"}},
		{"code out of range",
			reply{400, "application/json", nil, `{"message":"x","errorCode":4294967296}`},
			want{reason: "4294967296", message: "x"}},
		{"ABP",
			reply{400, "application/json", nil, `{"result":null,"targetUrl":null,"success":false,"error":{"code":0,"message":"Username cannot be empty.","details":"d","validationErrors":[{"message":"too short","members":["userName","email"]}]},"unAuthorizedRequest":false,"__abp":true}`},
			want{hasCode: true, message: "Username cannot be empty.", details: "d", fields: []FieldError{{"userName, email", "too short"}}}},
		{"ABP inside 200, with the HTTP status as its code",
			reply{200, "application/json", nil, `{"result":null,"targetUrl":null,"success":false,"error":{"code":400,"message":"Incorrect password.","details":null,"validationErrors":null},"unAuthorizedRequest":false,"__abp":true}`},
			want{message: "Incorrect password."}},
		{"ABP inside 200 without an error",
			reply{200, "application/json", nil, `{"result":null,"success":false,"error":null,"unAuthorizedRequest":true,"__abp":true}`},
			want{}},
		{"ErrorResult inside 207",
			reply{207, "application/json", nil, `{"Message":"Robot does not exist.","ErrorCode":1002,"TraceId":"t","ResourceIds":[5]}`},
			want{code: 1002, hasCode: true, message: "Robot does not exist.", trace: "t", ids: []int64{5}}},
		{"code 0 inside 207",
			reply{207, "application/json", nil, `{"message":"m","errorCode":0,"extra":1}`},
			want{hasCode: true, message: "m"}},
		{"ErrorResult inside 200",
			reply{200, "application/json", nil, `{"Message":"Robot does not exist.","ErrorCode":1002,"TraceId":"t","ResourceIds":[5],"Details":null}`},
			want{code: 1002, hasCode: true, message: "Robot does not exist.", trace: "t", ids: []int64{5}}},
		{"ABP mixed with camelCase",
			reply{403, "application/json", nil, `{"message":"You are not authorized!","errorCode":0,"result":null,"success":false,"error":{"code":0,"message":"You are not authorized!","details":"You are not allowed to perform this operation.","validationErrors":null},"unAuthorizedRequest":true,"__abp":true}`},
			want{hasCode: true, message: "You are not authorized!", details: "You are not allowed to perform this operation."}},
		{"OAuth",
			reply{400, "application/json", nil, `{"error":"invalid_client"}`},
			want{reason: "invalid_client"}},
		{"OAuth with a description",
			reply{401, "application/json", nil, `{"error":"access_denied","error_description":"Unauthorized"}`},
			want{reason: "access_denied", message: "Unauthorized"}},
		{"errorMessage",
			reply{400, "application/json", nil, `{"errorMessage":"Scope(s) 'A' is(are) invalid."}`},
			want{message: "Scope(s) 'A' is(are) invalid."}},
		{"StatusDescription",
			reply{404, "application/json", nil, `{"StatusCode":404,"StatusDescription":"NotFound","Message":"Cannot resolve users=[x] in CIS","Description":""}`},
			want{message: "Cannot resolve users=[x] in CIS"}},
		{"StatusDescription without a message",
			reply{404, "application/json", nil, `{"StatusCode":404,"StatusDescription":"NotFound","Message":""}`},
			want{message: "NotFound"}},
		{"StatusDescription with a code of another service",
			reply{409, "application/json", nil, `{"StatusCode":409,"StatusDescription":"Conflict","ErrorCode":1002,"Message":"Found duplicated tenant (1002)"}`},
			want{reason: "1002", message: "Found duplicated tenant (1002)"}},
		{"problem details",
			reply{400, "application/problem+json", nil, `{"errors":{"b":["two","three"],"a":["one"]},"type":"https://tools.ietf.org/html/rfc9110#section-15.5.1","title":"One or more validation errors occurred.","status":400,"traceId":"00-1"}`},
			want{message: "One or more validation errors occurred.", trace: "00-1", fields: []FieldError{{"a", "one"}, {"b", "two"}, {"b", "three"}}}},
		{"problem details with a detail and a blank type",
			reply{400, "application/problem+json", nil, `{"type":"about:blank","title":"Bad Request","detail":"The body is empty."}`},
			want{message: "The body is empty."}},
		{"errors with single texts and other values",
			reply{400, "application/json", nil, `{"title":"t","errors":{"a":"one","b":null,"c":[1,"two"]}}`},
			want{message: "t", fields: []FieldError{{"a", "one"}, {"c", "two"}}}},
		{"errors as a list of texts",
			reply{400, "application/json", nil, `{"title":"t","errors":["one","two"]}`},
			want{message: "t", fields: []FieldError{{"", "one"}, {"", "two"}}}},
		{"nested result.errors",
			reply{400, "application/json", nil, `{"result":{"succeeded":false,"errors":[{"code":"DuplicateUserName","description":"Username 'x' is already taken."}]},"users":[]}`},
			want{fields: []FieldError{{"DuplicateUserName", "Username 'x' is already taken."}}}},
		{"Data Fabric",
			reply{400, "application/json", nil, `{"error":"Cannot parse","code":"SQL_PARSING","traceId":"t"}`},
			want{reason: "SQL_PARSING", message: "Cannot parse", trace: "t"}},
		{"Data Fabric with one word",
			reply{400, "application/json", nil, `{"error":"Unauthorized","code":"AUTH"}`},
			want{reason: "AUTH", message: "Unauthorized"}},
		{"PIMS",
			reply{400, "application/json", nil, `{"type":"PIMS-150001","title":"Required header 'x-uipath-folderkey' is missing or empty","status":400,"traceId":"t"}`},
			want{reason: "PIMS-150001", message: "Required header 'x-uipath-folderkey' is missing or empty", trace: "t"}},
		{"AgentHub",
			reply{404, "application/json", nil, `{"problem":{"detail":"No such agent","type":"AH_404"}}`},
			want{reason: "AH_404", message: "No such agent"}},
		{"Apps",
			reply{400, "application/json", nil, `{"errorMessageV2":"Wrong app"}`},
			want{message: "Wrong app"}},
		{"Elements",
			reply{400, "application/json", nil, `{"providerMessage":"Denied","providerErrorCode":"E_DENIED","requestId":"r1"}`},
			want{reason: "E_DENIED", message: "Denied", trace: "r1"}},
		{"LLMOps",
			reply{400, "application/json", nil, `{"errorMessage":"Too long","code":"context_length","requestId":"r2"}`},
			want{reason: "context_length", message: "Too long", trace: "r2"}},
		{"LLM gateway",
			reply{429, "application/json", nil, `{"error":{"code":"rate_limit","message":"Slow down"}}`},
			want{reason: "rate_limit", message: "Slow down"}},
		{"OData with details",
			reply{400, "application/json", nil, `{"error":{"code":"","message":"Bad query","details":[{"code":"x","target":"$filter","message":"no such property"}]}}`},
			want{message: "Bad query", fields: []FieldError{{"$filter", "no such property"}}}},
		{"storage XML",
			reply{403, "application/xml", nil, "\ufeff<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>AuthenticationFailed</Code><Message>Server failed.\nTime:1</Message></Error>"},
			want{reason: "AuthenticationFailed", message: "Server failed.\nTime:1"}},
		{"page of a proxy",
			reply{502, "text/html", nil, "<!DOCTYPE html><html><head><TITLE lang=en>502 Bad\n Gateway &amp; more</TITLE></head><body>x</body></html>"},
			want{message: "502 Bad Gateway & more"}},
		{"page under another type",
			reply{502, "application/octet-stream", nil, "<html><head><title>Oops</title></head></html>"},
			want{message: "Oops"}},
		{"page without a title",
			reply{502, "text/html", nil, "<html></html>"},
			want{message: "the reply is a page without a title"}},
		{"page with text that grows in lower case",
			reply{502, "text/html", nil, "<p>\xff\xff\xffİİİİ</p><title>Oops"},
			want{message: "the reply is a page without a title"}},
		{"empty body", reply{status: 503}, want{}},
		{"empty object", reply{401, "application/json", nil, `{}`}, want{}},
		{"null", reply{401, "application/json", nil, ` null `}, want{}},
		{"plain text", reply{400, "text/plain", nil, "Something\r\nwent  wrong"}, want{message: "Something went wrong"}},
		{"JSON string", reply{400, "application/json", nil, `"Something \"bad\""`}, want{message: `Something "bad"`}},
		{"list of objects", reply{400, "application/json", nil, `[{"code":"DuplicateUserName","description":"taken"}]`},
			want{reason: "DuplicateUserName", message: "taken", fields: []FieldError{{"DuplicateUserName", "taken"}}}},
		{"list of texts", reply{400, "application/json", nil, `["one","two"]`},
			want{message: "one", fields: []FieldError{{"", "one"}, {"", "two"}}}},
		{"JSON that is cut off", reply{400, "application/json", nil, `{"errorCode":1002,"message":"Robot does not exist.","tra`},
			want{code: 1002, hasCode: true, message: "Robot does not exist."}},
		{"JSON that is longer than the bound", reply{400, "application/json", nil, `{"message":"Robot does not exist.","errorCode":1002,"x":"` + strings.Repeat("x", 2*maxFailure) + `"}`},
			want{code: 1002, hasCode: true, message: "Robot does not exist."}},
		{"code behind a text that is longer than the bound",
			reply{400, "application/json", nil, `{"message":"` + strings.Repeat("x", 16*maxFailure) + `","errorCode":1002}`},
			want{code: 1002, hasCode: true, message: strings.Repeat("x", maxFailure) + "…"}},
		{"no JSON behind a brace", reply{400, "text/plain", nil, "{oops}"}, want{message: "{oops}"}},
		{"garbage behind JSON", reply{400, "application/json", nil, `{"message":"m"} trailing`}, want{message: "m"}},
		{"code in the text", reply{404, "text/plain", nil, "OrdersToProcess does not exist. Error code: 1002"},
			want{code: 1002, hasCode: true, message: "OrdersToProcess does not exist.", args: map[string]string{"Item": "OrdersToProcess"}}},
		{"text of a robot's exception",
			reply{404, "text/plain", nil, "Status code: 404 (Not Found). Orchestrator response: OrdersToProcess does not exist. Error code: 1002"},
			want{code: 1002, hasCode: true, message: "OrdersToProcess does not exist.", args: map[string]string{"Item": "OrdersToProcess"}}},
		{"exceptions before the status",
			reply{404, "text/plain", nil, "UiPath.Core.RemoteException: UiPath.Core.Activities.OrchestratorHttpException: Status code: 404 (Not Found). Orchestrator response: OrdersToProcess does not exist. Error code: 1002"},
			want{code: 1002, hasCode: true, message: "OrdersToProcess does not exist.", args: map[string]string{"Item": "OrdersToProcess"}}},
		{"text before the status", reply{404, "text/plain", nil, "It says: no. Status code: 404. The response: x Error code: 1002"},
			want{code: 1002, hasCode: true, message: "It says: no. Status code: 404. The response: x"}},
		{"response without a status", reply{404, "text/plain", nil, "Wrong response: none. Error code: 1002"},
			want{code: 1002, hasCode: true, message: "Wrong response: none."}},
		{"nothing but a code in the text", reply{404, "text/plain", nil, "Error code: 1002"}, want{code: 1002, hasCode: true}},
		{"code of another kind in the text", reply{403, "text/plain", nil, "error code: 1020"}, want{message: "error code: 1020"}},
		{"code in parentheses", reply{400, "application/json", nil, `{"message":"The job cannot start. (#1671)"}`},
			want{code: 1671, hasCode: true, message: "The job cannot start."}},
		{"another code in the text", reply{400, "application/json", nil, `{"message":"Failed (#1671)","errorCode":1010}`},
			want{code: 1010, hasCode: true, message: "Failed (#1671)"}},
		{"byte order mark", reply{400, "application/json", nil, "\ufeff" + `{"message":"m","errorCode":1010}`},
			want{code: 1010, hasCode: true, message: "m"}},
		{"UTF-16", reply{400, "application/json", nil, "\xff\xfe{\x00\"\x00m\x00e\x00s\x00s\x00a\x00g\x00e\x00\"\x00:\x00\"\x00\xe9\x00\"\x00}\x00"}, want{message: "é"}},
		{"UTF-16 without a mark", reply{400, "text/plain", nil, "\x00a\x00b"}, want{message: "ab"}},
		{"deep nesting", reply{400, "application/json", nil, strings.Repeat(`{"error":`, 6000) + "1" + strings.Repeat("}", 6000)}, want{}},
		{"keys in different case", reply{400, "application/json", nil, `{"message":"","Message":"m","MESSAGE":"other","errorcode":null,"ErrorCode":1010}`},
			want{code: 1010, hasCode: true, message: "m"}},
		{"resource ids of other types", reply{400, "application/json", nil, `{"message":"m","resourceIds":[1,"2",null,"x"]}`}, want{message: "m", ids: []int64{1, 2}}},
		{"trace in the header", reply{400, "", map[string]string{"X-Request-Id": "h"}, `{"message":"m"}`}, want{message: "m", trace: "h"}},
		{"trace in both", reply{400, "", map[string]string{"X-Request-Id": "h"}, `{"message":"m","traceId":"b"}`}, want{message: "m", trace: "b"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := fail(t, test.reply)
			test.want.check(t, e)
			if e.Status != test.reply.status || e.Operation != "Things_Get" || e.Path != "/odata/Things" || e.Method != "GET" {
				t.Errorf("request: %+v", e)
			}
			if len(e.Body) > maxFailure {
				t.Errorf("Body has %d bytes", len(e.Body))
			}
		})
	}
}
