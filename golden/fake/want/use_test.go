package want_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/fake/want"
	"github.com/orchgen/orchgen/golden/fake/want/wanttest"
)

// quick makes retries quick.
var quick = want.WithRetry(want.RetryPolicy{MinDelay: 1, MaxDelay: 1})

// start is what a program does: it starts a job and tells people what goes wrong.
func start(t *testing.T, client *want.Client) string {
	_, err := client.InFolder(want.FolderID(7)).Jobs.StartJobs(t.Context(), &want.StartInfo{ReleaseKey: "k"})
	var used *want.NameAlreadyUsedError
	switch {
	case errors.As(err, &used):
		return used.Localize(want.LocaleFR)
	case errors.Is(err, want.CodeTooManyThings):
		return "too many"
	case err != nil:
		return err.Error()
	}
	return "started"
}

// TestErrorHandling is the test of such a program.
func TestErrorHandling(t *testing.T) {
	fake := wanttest.NewServer(t)
	client := fake.Client(quick)
	fake.Fail("Jobs_StartJobs", want.CodeNameAlreadyUsed, wanttest.Times(1), wanttest.In(wanttest.ABP), wanttest.Arg("Name", "Rechnungen"))
	fake.Fail(wanttest.OpJobsStartJobs, want.CodeTooManyThings, wanttest.Times(1), wanttest.Locale(want.LocaleFR))
	fake.Throttle(wanttest.OpJobsStartJobs, 1, 0)
	for _, want := range []string{"Le nom Rechnungen est déjà utilisé.", "too many", "started"} {
		if got := start(t, client); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	requests := fake.Requests(wanttest.OpJobsStartJobs)
	if len(requests) != 4 {
		t.Fatalf("%d requests, want 4", len(requests))
	}
	var sent want.StartInfo
	if err := requests[3].Decode(&sent); err != nil || sent.ReleaseKey != "k" || requests[3].Header.Get("X-UIPATH-OrganizationUnitId") != "7" {
		t.Errorf("%v, %+v", err, requests[3])
	}
}

// TestEveryCode raises each code of the catalogue, in each envelope and language, on each operation that has a result.
func TestEveryCode(t *testing.T) {
	codes := []want.Code{want.CodeNameAlreadyUsed, want.CodeItemNotFound, want.CodeRequiredOrganizationUnit, want.CodeTooManyThings}
	for envelope := wanttest.Plain; envelope <= wanttest.Storage; envelope++ {
		for _, locale := range want.Locales() {
			fake := wanttest.NewServer(t)
			client := fake.Client(want.WithRetry(want.RetryPolicy{Attempts: 1}), want.WithLocale(locale))
			for _, code := range codes {
				fake.Fail(wanttest.AnyOperation, code, wanttest.In(envelope), wanttest.Locale(locale), wanttest.Times(2))
				_, list := client.Jobs.List(t.Context(), nil)
				_, count := client.Accounts.GETKnots(t.Context())
				for _, err := range []error{list, count} {
					var failure *want.APIError
					if !errors.As(err, &failure) || !errors.Is(err, code) || strings.Contains(failure.Localize(want.LocaleEN), "…") {
						t.Errorf("%v, envelope %d, %v: %v", code, envelope, locale, err)
					}
				}
			}
		}
	}
}

func TestCollection(t *testing.T) {
	fake := wanttest.NewServer(t)
	jobs := fake.Client().Jobs
	fake.Add("Jobs",
		want.Job{ReleaseName: "a", State: want.JobStateRunning, StartTime: time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)},
		want.Job{ID: 7, ReleaseName: "b", State: want.JobStatePending, Robot: &want.Robot{Name: "O'Neil"}},
		map[string]any{"ReleaseName": "c"},
	)
	for filter, names := range map[want.Filter]string{
		want.JobFilter.State.Eq(want.JobStateRunning):                                      "a",
		want.JobFilter.Robot().Name.Eq("O'Neil").Or(want.JobFilter.ReleaseName.Eq("c")):    "bc",
		want.JobFilter.StartTime.Lt(time.Date(2020, 1, 2, 3, 4, 6, 0, time.UTC)):           "a",
		want.JobFilter.State.In(want.JobStateRunning, want.JobStatePending).And("Id lt 7"): "a",
		want.JobFilter.ReleaseName.ToUpper().Contains("B").Not():                           "ac",
		want.JobFilter.Robot().Name.IsNull().And(want.JobFilter.ID.In(1, 8)):               "ac",
	} {
		page, err := jobs.List(t.Context(), &want.JobsListOptions{Filter: filter, Count: true})
		if err != nil {
			t.Errorf("%s: %v", filter, err)
			continue
		}
		got := ""
		for _, job := range page.Value {
			got += job.ReleaseName
		}
		if got != names || page.Count != int64(len(names)) {
			t.Errorf("%s: got %s, %d, want %s", filter, got, page.Count, names)
		}
	}

	made, err := jobs.Create(t.Context(), &want.Job{ReleaseName: "d"})
	if err != nil || made.ID != 9 {
		t.Fatalf("%+v, %v", made, err)
	}
	made.State = want.JobStateSuccessful
	if _, err := jobs.Update(t.Context(), made.ID, made); err != nil {
		t.Error(err)
	}
	if got, err := jobs.Get(t.Context(), 9); err != nil || got.State != want.JobStateSuccessful {
		t.Errorf("%+v, %v", got, err)
	}
	if err := jobs.Patch(t.Context(), 9, &want.JobChange{State: want.Some(want.JobChangeStateRunning)}); err != nil {
		t.Error(err)
	}
	if got, err := jobs.Get(t.Context(), 9); err != nil || got.State != want.JobStateRunning || got.ReleaseName != "d" {
		t.Errorf("%+v, %v", got, err)
	}
	if err := jobs.Delete(t.Context(), 1); err != nil {
		t.Error(err)
	}
	if _, err := jobs.Get(t.Context(), 1); !errors.Is(err, want.CodeItemNotFound) || !errors.Is(err, want.Status(404)) {
		t.Error(err)
	}
	if got := wanttest.Items[want.Job](fake, "Jobs"); len(got) != 3 || got[0].ReleaseName != "b" {
		t.Errorf("%+v", got)
	}
}

// TestPaging walks through a collection while the server fails in every way: no item comes twice and none is lost.
func TestPaging(t *testing.T) {
	const items = 100
	for name, fail := range map[string]func(*wanttest.Server, wanttest.Setting){
		"nothing": func(*wanttest.Server, wanttest.Setting) {},
		"cut":     func(s *wanttest.Server, after wanttest.Setting) { s.Cut(wanttest.OpJobsList, after, wanttest.Times(3)) },
		"truncated": func(s *wanttest.Server, after wanttest.Setting) {
			s.Truncate(wanttest.OpJobsList, 300, after, wanttest.Times(3))
		},
		"code": func(s *wanttest.Server, after wanttest.Setting) {
			s.Fail(wanttest.OpJobsList, want.CodeItemNotFound, after, wanttest.Times(3))
		},
		"throttled": func(s *wanttest.Server, after wanttest.Setting) { s.Throttle(wanttest.OpJobsList, 3, 0, after) },
		"status 503": func(s *wanttest.Server, after wanttest.Setting) {
			s.Reply(wanttest.OpJobsList, http.StatusServiceUnavailable, nil, after, wanttest.Times(3))
		},
		"mixed": func(s *wanttest.Server, after wanttest.Setting) {
			s.Cut(wanttest.OpJobsList, after, wanttest.Times(1))
			s.Truncate(wanttest.OpJobsList, 1, after, wanttest.Times(1))
			s.Fail(wanttest.OpJobsList, want.CodeTooManyThings, after, wanttest.Times(1))
			s.Delay(wanttest.OpJobsList, 1, after)
		},
	} {
		for _, attempts := range []int{1, 4} {
			fake := wanttest.NewServer(t)
			fake.PageSize(7)
			for i := range items {
				fake.Add("Jobs", want.Job{ReleaseName: fmt.Sprint("job ", i)})
			}
			fail(fake, wanttest.After(4))
			jobs := fake.Client(want.WithRetry(want.RetryPolicy{Attempts: attempts, MinDelay: 1, MaxDelay: 1})).Jobs
			all := jobs.All(t.Context(), &want.JobsListOptions{OrderBy: "Id desc"})
			var got, expected []int64
			for tries := 0; tries < 10; tries++ {
				broken := false
				for job, err := range all {
					if broken = err != nil; !broken {
						got = append(got, job.ID)
					}
				}
				if !broken {
					break
				}
			}
			for id := int64(items); id > 0; id-- {
				expected = append(expected, id)
			}
			if diff := cmp.Diff(expected, got); diff != "" {
				t.Errorf("%s, %d attempts: %s", name, attempts, diff)
			}
			if n := len(fake.Requests(wanttest.OpJobsList)); name != "nothing" && n <= 15 {
				t.Errorf("%s: only %d requests, nothing failed", name, n)
			}
		}
	}
}

func TestFiles(t *testing.T) {
	fake := wanttest.NewServer(t)
	packages := fake.Client().Packages
	upload := want.Upload{Name: "a.nupkg", Content: strings.NewReader("content")}
	if err := packages.Upload(t.Context(), "a/b", upload); err != nil {
		t.Error(err)
	}
	sent := fake.Requests(wanttest.OpPackagesUpload)[0]
	if len(sent.Files) != 1 || sent.Files[0].Name != "a.nupkg" || string(sent.Files[0].Content) != "content" || sent.Args["name"] != "a/b" {
		t.Errorf("%+v", sent)
	}
	fake.Reply(wanttest.OpPackagesDownload, 200, []byte("bytes"))
	d, err := packages.Download(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if content, err := io.ReadAll(d); err != nil || string(content) != "bytes" {
		t.Errorf("%q, %v", content, err)
	}
}

// TestOddities uses operations whose names and texts are hostile.
func TestOddities(t *testing.T) {
	fake := wanttest.NewServer(t)
	client := fake.Client()
	for _, kind := range []want.PostKnotsKind{"`", "é \"\\"} {
		if err := client.Knots.PostKnots(t.Context(), kind); err != nil {
			t.Error(err)
		}
	}
	if n := len(fake.Requests(wanttest.OpKnotsPostKnots)); n != 2 {
		t.Errorf("%d requests", n)
	}
	fake.Reply(wanttest.OpAccountsGETKnots, 200, 3)
	if n, err := client.Accounts.GETKnots(t.Context()); err != nil || n != 3 {
		t.Errorf("%d, %v", n, err)
	}
	fake.ReplyOnly()
	if _, err := client.Knots.GetKnots(t.Context()); err == nil || !strings.Contains(err.Error(), "no sample") {
		t.Errorf("an operation without a sample: %v", err)
	}
	if err := client.Knots.PostKnots(t.Context(), "odd"); !errors.Is(err, want.Status(400)) || !strings.Contains(err.Error(), `"odd"`) {
		t.Errorf("an odd value: %v", err)
	}
}
