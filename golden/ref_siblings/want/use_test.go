package want_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/ref_siblings/want"
)

// TestSiblings sends a job and takes it back. That Attempt is no Opt, because it is only read, is held by
// the compiler.
func TestSiblings(t *testing.T) {
	var sent string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, _ := io.ReadAll(r.Body)
		sent = string(data)
		w.WriteHeader(http.StatusCreated)
		io.WriteString(w, `{"Name":"n","Robot":{"Id":7},"Priority":"High","Attempt":2,"Retries":null}`)
	}))
	defer server.Close()
	client, err := want.NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	job, err := client.Jobs.Add(t.Context(), &want.Job{Name: "n", Priority: want.PriorityLow, Retries: want.Some[int32](0)})
	if err != nil {
		t.Fatal(err)
	}
	if sent != `{"Name":"n","Priority":"Low","Retries":0}` {
		t.Error(sent)
	}
	if !job.Retries.IsNull() {
		t.Errorf("%+v", job.Retries)
	}
	job.Retries = want.Opt[int32]{}
	wantJob := &want.Job{Name: "n", Robot: &want.Robot{ID: 7}, Priority: want.PriorityHigh, Attempt: 2}
	if diff := cmp.Diff(wantJob, job, cmp.AllowUnexported(want.Opt[int32]{})); diff != "" {
		t.Error(diff)
	}
}
