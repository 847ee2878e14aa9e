package want_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/bulk/want"
)

// answered gives a client of a server that answers so.
func answered(t *testing.T, status int, body string) *want.Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	client, err := want.NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func TestAllFine(t *testing.T) {
	client := answered(t, 200, `{"Success":true,"FailedItems":null}`)
	if reply, err := client.Queues.BulkAdd(t.Context(), nil); err != nil || !reply.Success {
		t.Error(reply, err)
	}
}

func TestSomeFail(t *testing.T) {
	client := answered(t, 200, `{"Success":false,"FailedItems":[
		{"Ordinal":2,"ErrorCode":"ReferenceTaken","ErrorMessage":"The reference A-1 is not unique."},
		{"Ordinal":null,"ErrorCode":"Odd","ErrorMessage":"No."}]}`)
	reply, err := client.Queues.BulkAdd(t.Context(), nil)
	if reply == nil || reply.Success || len(reply.FailedItems) != 2 {
		t.Fatalf("%+v", reply)
	}
	var duplicate *want.DuplicateReferenceError
	if !errors.Is(err, want.CodeDuplicateReference) || !errors.As(err, &duplicate) || duplicate.Reference != "A-1" {
		t.Error(err)
	}
	var item *want.ItemError
	if !errors.As(err, &item) || item.Key != "2" {
		t.Errorf("%+v", item)
	}
	if diff := cmp.Diff(reply.FailedItems[0].ErrorMessage, item.Item.(want.FailedItem).ErrorMessage); diff != "" {
		t.Error(diff)
	}
	const request = "POST /odata/Queues/Some.Namespace.BulkAdd: 200 OK: "
	text := "item 2: " + request + "1016 DuplicateReference: The reference A-1 is not unique.\nan item: " + request + "Odd: No."
	if diff := cmp.Diff(text, err.Error()); diff != "" {
		t.Error(diff)
	}
}

func TestWholeFails(t *testing.T) {
	for _, items := range []string{"[]", "null"} {
		client := answered(t, 200, `{"Success":false,"Message":"everything bad","FailedItems":`+items+`}`)
		reply, err := client.Queues.BulkAdd(t.Context(), nil)
		var failure *want.APIError
		if !errors.As(err, &failure) || failure.Message != "everything bad" || reply == nil {
			t.Errorf("%s: %+v %v", items, reply, err)
		}
	}
}

// TestNumberForName has the number of a code where the definition says its name.
func TestNumberForName(t *testing.T) {
	client := answered(t, 200, `{"Success":false,"FailedItems":[{"Ordinal":2,"ErrorCode":1016,"ErrorMessage":"x"}]}`)
	_, err := client.Queues.BulkAdd(t.Context(), nil)
	var item *want.ItemError
	if !errors.As(err, &item) || !errors.Is(err, want.CodeDuplicateReference) || item.Key != "2" {
		t.Errorf("%+v %v", item, err)
	}
}

func TestNumbers(t *testing.T) {
	reply, err := answered(t, 200, `{"message":"Locked.","failedItems":[7]}`).Queues.DeleteBulk(t.Context(), "a", "b", "c")
	var item *want.ItemError
	if !errors.As(err, &item) || item.Key != "7" || item.Item != int64(7) || item.Message != "Locked." || len(reply.FailedItems) != 1 {
		t.Errorf("%+v %v", reply, err)
	}
}

func TestLists(t *testing.T) {
	const list = `[{"TaskId":1,"ErrorCode":1016,"ErrorMessage":"x"},{"TaskId":2}]`
	page, err := answered(t, 200, `{"value":`+list+`}`).Tasks.Assign(t.Context())
	if !errors.Is(err, want.CodeDuplicateReference) || len(page.Value) != 2 {
		t.Error(page, err)
	}
	plain, err := answered(t, 200, list).Tasks.Complete(t.Context())
	var item *want.ItemError
	if !errors.As(err, &item) || item.Key != "1" || len(plain) != 2 || strings.Contains(err.Error(), "item 2") {
		t.Error(plain, err)
	}
	if plain, err := answered(t, 204, "").Tasks.Complete(t.Context()); !errors.Is(err, want.ErrNoContent) || plain != nil {
		t.Error(plain, err)
	}
	if page, err := answered(t, 409, `{"message":"x","errorCode":1016}`).Tasks.Assign(t.Context()); page != nil || !errors.Is(err, want.CodeDuplicateReference) || errors.As(err, &item) {
		t.Error(page, err)
	}
}

func TestUpload(t *testing.T) {
	client := answered(t, 207, `{"value":[{"Key":"a.nupkg","Status":"OK","Body":"{\"Id\":\"a\"}"},
		{"Key":"b.nupkg","Status":"Conflict","Body":"{\"message\":\"The reference b is not unique.\",\"errorCode\":1016}"}]}`)
	page, err := client.Packages.Upload(t.Context(), want.Upload{Name: "a.nupkg", Content: strings.NewReader("a")})
	var item *want.ItemError
	if !errors.As(err, &item) || item.Key != "b.nupkg" || item.Status != 409 || !errors.Is(err, want.CodeDuplicateReference) || !errors.Is(err, want.Status(409)) {
		t.Error(err)
	}
	if len(page.Value) != 2 {
		t.Errorf("%+v", page)
	}
}
