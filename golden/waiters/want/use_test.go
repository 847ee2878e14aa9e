package want_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/waiters/want"
)

// answering gives a client of a server that gives the replies in turn, and the requests it got.
func answering(t *testing.T, replies ...string) (*want.Client, *[]string) {
	t.Helper()
	var got []string
	var n atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = append(got, r.Method+" "+r.URL.RequestURI())
		io.WriteString(w, replies[min(int(n.Add(1)), len(replies))-1])
	}))
	t.Cleanup(server.Close)
	client, err := want.NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return client, &got
}

func TestDone(t *testing.T) {
	client, got := answering(t, `{"State":"Pending"}`, `{"State":"Odd"}`, `{"State":"Successful"}`)
	var seen []want.JobState
	job, err := client.Jobs.Wait(t.Context(), 7, &want.WaitOptions[want.Job]{
		Interval: time.Nanosecond, MaxInterval: time.Nanosecond, Progress: func(job *want.Job) { seen = append(seen, job.State) },
	})
	if err != nil || job.State != want.JobStateSuccessful {
		t.Fatal(job, err)
	}
	if diff := cmp.Diff([]want.JobState{want.JobStatePending, "Odd", want.JobStateSuccessful}, seen); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"GET /odata/Jobs(7)", "GET /odata/Jobs(7)", "GET /odata/Jobs(7)"}, *got); diff != "" {
		t.Error(diff)
	}
}

func TestFailed(t *testing.T) {
	client, _ := answering(t, `{"Id":7,"State":"Stopped"}`)
	job, err := client.Jobs.Wait(t.Context(), 7, nil)
	var failed *want.WaitError
	if !errors.As(err, &failed) || failed.State != "Stopped" || job == nil || job.ID != 7 {
		t.Error(job, err)
	}
}

// TestNumbers waits for a number that may be null, with arguments of several kinds.
func TestNumbers(t *testing.T) {
	client, got := answering(t, `{"phase":null}`, `{"phase":0}`, `{"phase":2}`)
	build, err := client.Builds.WaitGetBuild(t.Context(), "p", 3, "phase", &want.WaitOptions[want.Build]{Interval: time.Nanosecond, MaxInterval: time.Nanosecond})
	if phase, ok := build.Phase.Get(); err != nil || !ok || phase != 2 {
		t.Error(build, err)
	}
	if diff := cmp.Diff([]string{"GET /builds/p/3?fields=phase", "GET /builds/p/3?fields=phase", "GET /builds/p/3?fields=phase"}, *got); diff != "" {
		t.Error(diff)
	}
}
