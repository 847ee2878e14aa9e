package want_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/orchgen/orchgen/golden/real_page/want"
)

// TestRealPage reads what real servers send in spite of their definition: required properties that are absent, null
// everywhere, times without a zone, and a number that became a text.
func TestRealPage(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"@odata.count":3,"value":[
			{"Id":1,"StartTime":"2020-11-03T08:05:59.7171234","EndTime":"0001-01-01T00:00:00","State":"Hibernating","Release":{"Id":null},"Robot":null},
			{"Id":"two","ResumeVersion":null,"StartTime":"soon","NewProperty":{"a":1.10}},
			null]}`)
	}))
	defer server.Close()
	client, err := want.NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	page, err := client.Jobs.List(t.Context(), nil)
	if err != nil || len(page.Value) != 3 || page.Count != 3 {
		t.Fatalf("%+v, %v", page, err)
	}
	first, second := page.Value[0], page.Value[1]
	if !first.StartTime.Equal(time.Date(2020, 11, 3, 8, 5, 59, 717123400, time.UTC)) || !first.EndTime.IsZero() || first.State != "Hibernating" || first.Release == nil || first.Robot != nil {
		t.Errorf("%+v", first)
	}
	for name, kept := range map[string]string{"Id": `"two"`, "StartTime": `"soon"`, "NewProperty": `{"a":1.10}`} {
		if raw, ok := second.Raw.Get(name); !ok || string(raw) != kept {
			t.Errorf("%s: %s, %v", name, raw, ok)
		}
	}
	if second.ID != 0 || !second.StartTime.IsZero() {
		t.Errorf("%+v", second)
	}
}
