package want_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/odata_filter/want"
)

// record gives a client and the query of the last request, which is nil when none was sent.
func record(t *testing.T) (*want.Client, func() url.Values) {
	t.Helper()
	var last url.Values
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		last = r.URL.Query()
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, `{"value":[]}`)
	}))
	t.Cleanup(server.Close)
	client, err := want.NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return client, func() url.Values {
		query := last
		last = nil
		return query
	}
}

func TestQuery(t *testing.T) {
	client, query := record(t)
	since := time.Date(2026, 1, 2, 3, 4, 5, 60_000_000, time.FixedZone("", 3600))
	_, err := client.Jobs.List(t.Context(), &want.JobsListOptions{
		Filter:  want.JobFilter.State.Eq(want.JobStateRunning).And(want.JobFilter.CreationTime.Gt(since)),
		OrderBy: want.JobFilter.CreationTime.Desc().Then(want.JobFilter.ID.Asc()),
		Expand: want.JobExpand.Robots.And(want.JobExpand.Robot.With(want.ListOptions{
			Select: want.Fields(want.RobotFilter.Name),
			Filter: want.RobotFilter.Name.Eq("a;b").And(want.RobotFilter.Keys.IsNotEmpty()),
			Expand: want.RobotExpand.Machine,
			Top:    5,
		})),
		Select: want.Fields(want.JobFilter.ID, want.JobFilter.State, want.JobFilter.Tags, want.JobFilter.Anything),
		Top:    10, Skip: 20, Count: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(url.Values{
		"$filter":  {"State eq 'Running' and CreationTime gt 2026-01-02T02:04:05.06Z"},
		"$orderby": {"CreationTime desc,Id"},
		"$expand":  {"Robots,Robot($expand=Machine;$filter=Name eq 'a;b' and Keys/any();$select=Name;$top=5)"},
		"$select":  {"Id,State,Tags,Anything"},
		"$top":     {"10"}, "$skip": {"20"}, "$count": {"true"},
	}, query()); diff != "" {
		t.Error(diff)
	}
}

func TestFilters(t *testing.T) {
	client, query := record(t)
	f := &want.JobFilter
	day := want.Date{Year: 2026, Month: time.February, Day: 3}
	for text, filter := range map[string]want.Filter{
		"Name eq 'O''Brien & Söhne 100%+#?=\n😀'":                       f.Name.Eq("O'Brien & Söhne 100%+#?=\n😀"),
		"Key eq 01234567-89ab-CDEF-0123-456789abcdef":                  f.Key.Eq("01234567-89ab-CDEF-0123-456789abcdef"),
		"Key ne 'x or true'":                                           f.Key.Ne("x or true"),
		"State in ('Running','Don''t know')":                           f.State.In(want.JobStateRunning, want.JobStateDonTKnow),
		"Level eq 2":                                                   f.Level.Eq(want.JobLevel2),
		"Cost lt 1.50":                                                 f.Cost.Lt("1.50"),
		"Ratio ge 0.000001":                                            f.Ratio.Ge(1e-6),
		"HasErrors eq false":                                           f.HasErrors.Eq(false),
		"DueDate le 2026-02-03":                                        f.DueDate.Le(day),
		"DueDate eq null":                                              f.DueDate.Eq(want.Date{}),
		"date(CreationTime) ne 2026-02-03":                             f.CreationTime.Date().Ne(day),
		"year(CreationTime) in (2025,2026)":                            f.CreationTime.Year().In(2025, 2026),
		"Picture ne null":                                              f.Picture.IsNotNull(),
		"contains(Robot/Name,'x')":                                     f.Robot().Name.Contains("x"),
		"startswith(tolower(Robot/Machine/Name),'x')":                  f.Robot().Machine().Name.ToLower().StartsWith("x"),
		"Tags/any(x1:x1 eq 'a')":                                       f.Tags.Any(func(tag *want.TextProperty) want.Filter { return tag.Eq("a") }),
		"Ranks/all(x1:x1 gt 3)":                                        f.Ranks.All(func(rank *want.OrderedProperty[int64]) want.Filter { return rank.Gt(3) }),
		"Phases/any(x1:x1 eq 'End')":                                   f.Phases.Any(func(p *want.EnumProperty[want.JobPhase]) want.Filter { return p.Eq(want.JobPhaseEnd) }),
		"not (Robots/any())":                                           f.Robots().IsEmpty(),
		"Robot/Jobs/$count gt 2":                                       f.Robot().Jobs().Count().Gt(2),
		"Robots/any(x1:x1/Machine/Name eq 'm')":                        f.Robots().Any(func(r *want.RobotProperties) want.Filter { return r.Machine().Name.Eq("m") }),
		"Robots/any(x1:x1/Jobs/any(x2:x2/Id eq 1 and x1/Name ne 'n'))": f.Robots().Any(correlated),
		"Robots/any(x2:Robots/any(x1:x1/Name eq 'a' and x2/Name eq 'b'))": f.Robots().Any(func(outer *want.RobotProperties) want.Filter {
			return f.Robots().Any(func(inner *want.RobotProperties) want.Filter { return inner.Name.Eq("a").And(outer.Name.Eq("b")) })
		}),
		"any text, as it is": "any text, as it is",
	} {
		if _, err := client.Jobs.List(t.Context(), &want.JobsListOptions{Filter: filter}); err != nil {
			t.Error(err)
		}
		if got := query().Get("$filter"); got != text {
			t.Errorf("got  %s\nwant %s", got, text)
		}
	}
}

func correlated(r *want.RobotProperties) want.Filter {
	return r.Jobs().Any(func(j *want.JobProperties) want.Filter { return j.ID.Eq(1).And(r.Name.Ne("n")) })
}

// TestNavigationLeavesTheOriginalAlone shows that properties of related entities are copies.
func TestNavigationLeavesTheOriginalAlone(t *testing.T) {
	if got := want.JobFilter.Robot().Name.IsNull(); got != "Robot/Name eq null" {
		t.Error(got)
	}
	if got := want.RobotFilter.Name.IsNull(); got != "Name eq null" {
		t.Error(got)
	}
}

func TestLimits(t *testing.T) {
	client, query := record(t)
	f := want.JobFilter.Name.Eq("a, and or")
	for _, test := range []struct {
		opts want.JobsListOptions
		want want.ODataLimitError
	}{
		{want.JobsListOptions{Filter: f.And(f, f, f, f)}, want.ODataLimitError{Option: "$filter", Size: 5, Limit: 4}},
		{want.JobsListOptions{OrderBy: "A,B,C desc"}, want.ODataLimitError{Option: "$orderby", Size: 3, Limit: 2}},
		{want.JobsListOptions{Expand: "A($expand=B($select=N;$expand=C))"}, want.ODataLimitError{Option: "$expand", Size: 3, Limit: 2}},
		{want.JobsListOptions{Top: 11}, want.ODataLimitError{Option: "$top", Size: 11, Limit: 10}},
		{want.JobsListOptions{Expand: want.JobExpand.Robot.With(want.ListOptions{Filter: f.Or(f, f, f, f)})}, want.ODataLimitError{Option: "$filter", Size: 5, Limit: 4}},
		{want.JobsListOptions{Expand: want.JobExpand.Robot.With(want.ListOptions{Top: 12})}, want.ODataLimitError{Option: "$top", Size: 12, Limit: 10}},
	} {
		_, err := client.Jobs.List(t.Context(), &test.opts)
		var limit *want.ODataLimitError
		if !errors.As(err, &limit) || *limit != test.want {
			t.Errorf("got %v, want %v", err, &test.want)
		}
		if query() != nil {
			t.Errorf("%v: the request was sent", err)
		}
	}
	computed := &want.RobotsGetOptions{Select: want.Fields(want.RobotFilter.Name.ToLower())}
	if _, err := client.Robots.Get(t.Context(), 1, computed); err == nil || !strings.Contains(err.Error(), "computed") || query() != nil {
		t.Error(err)
	}
	for _, opts := range []want.JobsListOptions{{Top: -1}, {Skip: -1}, {Expand: want.JobExpand.Robots.With(want.ListOptions{Skip: -1})}} {
		if _, err := client.Jobs.List(t.Context(), &opts); err == nil || !strings.Contains(err.Error(), "negative") || query() != nil {
			t.Errorf("%+v: %v", opts, err)
		}
	}
	atLimit := &want.JobsListOptions{Filter: f.And(f, f, f), OrderBy: "A,f(B,C) desc", Expand: "A($expand=B,C)", Top: 10}
	if _, err := client.Jobs.List(t.Context(), atLimit); err != nil || query() == nil {
		t.Error(err)
	}
	if _, err := client.Jobs.Recent(t.Context(), f, &want.JobsRecentOptions{Top: want.Some[int32](6), Select: []string{"Id"}}); err == nil {
		t.Error("a declared maximum is not a limit")
	}
	if _, err := client.Jobs.Recent(t.Context(), f, &want.JobsRecentOptions{Top: want.Some[int32](0)}); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(url.Values{"$filter": {string(f)}, "$top": {"0"}}, query()); diff != "" {
		t.Error(diff)
	}
	if _, err := client.Robots.Get(t.Context(), 1, &want.RobotsGetOptions{Expand: want.RobotExpand.Jobs}); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(url.Values{"$expand": {"Jobs"}}, query()); diff != "" {
		t.Error(diff)
	}
}
