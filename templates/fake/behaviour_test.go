package fake

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	api "github.com/orchgen/orchgen/templates/runtime"
)

// statuses gives the statuses of n requests.
func statuses(t *testing.T, s *Server, n int) []int {
	t.Helper()
	var list []int
	for range n {
		list = append(list, send(t, s, "GET", "/odata/Things", "").status)
	}
	return list
}

// TestTurns tells in which order what is set takes its turn; a status stands for each setting.
func TestTurns(t *testing.T) {
	const op = "Things_List"
	for _, test := range []struct {
		name string
		set  func(*Server)
		want []int
	}{
		{"lasting", func(s *Server) { s.Reply(op, 500, nil) }, []int{500, 500, 500, 500}},
		{"times", func(s *Server) { s.Reply(op, 500, nil, Times(2)) }, []int{500, 500, 200, 200}},
		{"after", func(s *Server) { s.Reply(op, 500, nil, After(1), Times(1)) }, []int{200, 500, 200, 200}},
		{"after, lasting", func(s *Server) { s.Reply(op, 500, nil, After(2)) }, []int{200, 200, 500, 500}},
		{"one behind the other", func(s *Server) {
			s.Reply(op, 500, nil, Times(1))
			s.Reply(op, 502, nil, Times(2))
			s.Reply(op, 503, nil)
		}, []int{500, 502, 502, 503}},
		{"the latest lasts", func(s *Server) {
			s.Reply(op, 500, nil)
			s.Reply(op, 502, nil)
		}, []int{502, 502, 502, 502}},
		{"any operation", func(s *Server) { s.Reply(AnyOperation, 500, nil, Times(1)) }, []int{500, 200, 200, 200}},
		{"its own counts more", func(s *Server) {
			s.Reply(AnyOperation, 500, nil)
			s.Reply(op, 502, nil, Times(1))
		}, []int{502, 500, 500, 500}},
		{"another operation", func(s *Server) { s.Reply("Things_Get", 500, nil) }, []int{200, 200, 200, 200}},
		{"throttled", func(s *Server) { s.Throttle(op, 3, 0) }, []int{429, 429, 429, 200}},
	} {
		s := NewServer(t)
		test.set(s)
		if got := statuses(t, s, 4); !slices.Equal(got, test.want) {
			t.Errorf("%s: %d, want %d", test.name, got, test.want)
		}
	}
}

func TestReplies(t *testing.T) {
	s := NewServer(t)
	s.Reply("Things_List", 203, []string{"a"}, Times(1))
	s.Reply("Things_List", 202, []byte("raw"), Times(1))
	s.Handle("Things_Get", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Key", r.PathValue("key"))
	}))
	if got := send(t, s, "GET", "/odata/Things", ""); got.status != 203 || got.body != `["a"]` {
		t.Errorf("%+v", got)
	}
	if got := send(t, s, "GET", "/odata/Things", ""); got.status != 202 || got.body != "raw" {
		t.Errorf("%+v", got)
	}
	if got := send(t, s, "GET", "/odata/Things(7)", ""); got.header.Get("X-Key") != "7" {
		t.Errorf("%+v", got)
	}
	s.Throttle("Things_Delete", 1, 1500*time.Millisecond)
	if got := send(t, s, "DELETE", "/odata/Things(7)", ""); got.status != 429 || got.header.Get("Retry-After") != "2" {
		t.Errorf("%+v", got)
	}
}

// TestConnections shows what of an operation is carried out when its connection ends.
func TestConnections(t *testing.T) {
	s := NewServer(t)
	s.Cut("Things_Create", Times(1))
	if got := send(t, s, "POST", "/odata/Things", `{"Name":"a"}`); !got.isBroken() {
		t.Errorf("cut: %+v", got)
	}
	if n := len(Items[any](s, "Things")); n != 0 {
		t.Errorf("%d items behind a cut", n)
	}
	statuses(t, s, 1) // leaves a connection, over which net/http would send again by itself
	s.Cut("Things_List", Times(1))
	if got := send(t, s, "GET", "/odata/Things", ""); !got.isBroken() {
		t.Errorf("cut: %+v", got)
	}
	for _, n := range []int{0, 5, 1000} {
		s.Truncate("Things_Create", n, Times(1))
		got := send(t, s, "POST", "/odata/Things", `{"Name":"a"}`)
		if !got.isBroken() || got.status != 201 || n == 5 && got.body != `{"Id"` {
			t.Errorf("truncated after %d: %+v", n, got)
		}
	}
	if n := len(Items[any](s, "Things")); n != 3 {
		t.Errorf("%d items behind three truncated replies", n)
	}
	if got := send(t, s, "POST", "/odata/Things", `{"Name":"a"}`); got.status != 201 {
		t.Errorf("%+v", got)
	}
}

// TestDelay ends a request that waits: the server lets it go.
func TestDelay(t *testing.T) {
	s := NewServer(t)
	s.Delay("Things_List", time.Hour, Times(1))
	s.Reply("Things_List", 503, nil, Times(1))
	client := &http.Client{Timeout: 20 * time.Millisecond}
	if resp, err := client.Get(s.URL + "/odata/Things"); err == nil {
		resp.Body.Close()
		t.Fatal("no delay")
	}
	if got := statuses(t, s, 1); got[0] != 200 {
		t.Errorf("%d behind the delay, want 200: the delayed request had the turn of the failure", got)
	}
}

// TestDelayEnds ends a test while a request waits: neither hangs.
func TestDelayEnds(t *testing.T) {
	answered := make(chan error)
	t.Run("waiting", func(t *testing.T) {
		s := NewServer(t)
		s.Delay("Things_Create", time.Hour)
		go func() {
			resp, err := http.Post(s.URL+"/odata/Things", "application/json", strings.NewReader(`{"Name":"a"}`))
			if err == nil {
				err = resp.Body.Close()
			}
			answered <- err
		}()
		for len(s.Requests("Things_Create")) == 0 {
			time.Sleep(time.Millisecond)
		}
	})
	<-answered
}

// TestEnvelopes raises codes in every envelope; the client has to find them.
func TestEnvelopes(t *testing.T) {
	for envelope := Plain; envelope <= Storage; envelope++ {
		s := NewServer(t)
		s.Fail("Things_List", 1001, In(envelope), Arg("Name", "Invoices"), Locale(api.LocaleFR))
		_, err := s.Client(api.WithLocale(api.LocaleFR)).Things.List(t.Context(), nil)
		var used *api.NameAlreadyUsedError
		if !errors.As(err, &used) || used.Name != "Invoices" || used.Status != 409 {
			t.Errorf("envelope %d: %v", envelope, err)
			continue
		}
		if !strings.HasPrefix(used.Message, "Le nom Invoices est déjà utilisé.") {
			t.Errorf("envelope %d: %q", envelope, used.Message)
		}
		if wants := envelope == Plain || envelope == ErrorResult || envelope == Problem; wants != (used.TraceID == TraceID) {
			t.Errorf("envelope %d: trace %q", envelope, used.TraceID)
		}
	}
}

func TestFailures(t *testing.T) {
	for _, test := range []struct {
		code     api.Code
		settings []Setting
		status   int
		text     string
	}{
		{1002, nil, 404, "The item does not exist."},
		{1001, nil, 409, "The name Name is already used."},
		{1904, nil, 409, "1 license exceeds the limit of 1."},
		{1904, []Setting{Arg("Count", "3")}, 409, "3 licenses exceed the limit of 1."},
		{1010, nil, 400, "The lock could not be acquired."},
		{1010, []Setting{Status(503), Message("Busy")}, 503, "Busy"},
		{4242, nil, 400, "4242"},
		{1002, []Setting{In(ABP), Status(200)}, 200, "The item does not exist."},
	} {
		s := NewServer(t)
		s.Fail("Things_List", test.code, test.settings...)
		_, err := s.Client(api.WithRetry(api.RetryPolicy{Attempts: 1})).Things.List(t.Context(), nil)
		var failure *api.APIError
		if !errors.As(err, &failure) || !errors.Is(err, test.code) || failure.Status != test.status || failure.Message != test.text {
			t.Errorf("%v: %#v", test.code, err)
		}
	}
}

// TestMisuse shows what ends a test at once.
func TestMisuse(t *testing.T) {
	s, rec := newRecorded(t)
	for name, test := range map[string]struct {
		use  func()
		want string
	}{
		"operation":       {func() { s.Cut("Things_Last") }, `no operation "Things_Last"`},
		"requests":        {func() { s.Requests("Things_Last") }, `no operation "Things_Last"`},
		"argument":        {func() { s.Fail("Things_List", 1001, Arg("name", "x")) }, `no argument "name"`},
		"set":             {func() { s.Add("Jobs") }, `no entity set "Jobs", only ["Notes" "Things"]`},
		"item":            {func() { s.Add("Things", 3) }, "3 is no JSON object"},
		"unwritable item": {func() { s.Add("Things", func() {}) }, "unsupported type"},
		"odd item":        {func() { s.Add("Things", object{"Nmae": ""}) }, "Things.Nmae is not declared"},
		"type of items":   {func() { s.Add("Notes", object{"Key": "a"}); Items[int](s, "Notes") }, "cannot unmarshal"},
		"option":          {func() { s.Client(func() api.Option { return api.WithRetry(api.RetryPolicy{Attempts: -1}) }()) }, "negative"},
	} {
		if got := rec.fatal(test.use); !strings.Contains(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func TestSampleMissing(t *testing.T) {
	s, rec := newRecorded(t)
	op := &operation{ID: "Odd", Status: 200, Content: "json"}
	if err := s.carryOut(nil, op, &Request{}); err == nil || !strings.Contains(err.Error(), "no sample of what Odd answers") || len(rec.taken()) > 0 {
		t.Errorf("%v", err)
	}
}
