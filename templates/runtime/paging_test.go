package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// collection is a server with n things that gives at most size in one page, with links that lead through all items or,
// where it counts, through as many as $top says; fault, which may be nil, gets the number of each request and may
// answer it.
type collection struct {
	n, size int
	links   bool
	counts  bool
	fault   func(request int, w http.ResponseWriter) bool
	queries []string
}

func (c *collection) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.queries = append(c.queries, r.URL.RawQuery)
	if c.fault != nil && c.fault(len(c.queries), w) {
		return
	}
	q := r.URL.Query()
	skip, _ := strconv.Atoi(q.Get("$skip") + q.Get("$skiptoken"))
	top := c.size
	n, err := strconv.Atoi(q.Get("$top"))
	if err == nil {
		top = min(top, n)
	}
	var items []string
	for i := skip; i < min(skip+top, c.n); i++ {
		items = append(items, fmt.Sprintf(`{"name":"%d"}`, i))
	}
	link := ""
	switch {
	case skip+top >= c.n:
	case c.counts && n > top:
		link = fmt.Sprintf(`,"@odata.nextLink":"http://internal.example/odata/Things?$skip=%d&$top=%d"`, skip+top, n-top)
	case c.links:
		link = fmt.Sprintf(`,"@odata.nextLink":"http://internal.example/odata/Things?$filter=x&$skiptoken=%d"`, skip+top)
	}
	_, _ = fmt.Fprintf(w, `{"value":[%s]%s}`, strings.Join(items, ","), link)
}

func (c *collection) list(t *testing.T) func(context.Context, *ListOptions) (*Page[thing], error) {
	conn := newTestConn(t, c.ServeHTTP)
	return func(ctx context.Context, opts *ListOptions) (*Page[thing], error) {
		call := conn.call(opGet)
		opts.set(call)
		return result(ctx, call, new(Page[thing]))
	}
}

func (c *collection) all(ctx context.Context, t *testing.T, opts *ListOptions) iter.Seq2[*thing, error] {
	list := c.list(t)
	return all[*thing](ctx, "$skip", "Value", func(ctx context.Context) (any, error) { return list(ctx, opts) })
}

// names gives the names first to last-1 as a collection has them.
func names(first, last int) []string {
	var list []string
	for i := first; i < last; i++ {
		list = append(list, strconv.Itoa(i))
	}
	return list
}

func namesOf(things []*thing) []string {
	var list []string
	for _, thing := range things {
		list = append(list, thing.Name)
	}
	return list
}

func TestPager(t *testing.T) {
	tests := []struct {
		name    string
		server  collection
		opts    *ListOptions
		want    []string
		queries []string
	}{
		{"nothing", collection{n: 0, size: 3}, nil, nil, []string{""}},
		{"one page", collection{n: 2, size: 3}, nil, names(0, 2), []string{"", "$skip=2"}},
		{"full pages", collection{n: 6, size: 3}, nil, names(0, 6), []string{"", "$skip=3", "$skip=6"}},
		{"pages of the server are smaller", collection{n: 5, size: 2}, &ListOptions{Top: 100}, names(0, 5), []string{"$top=100", "$skip=2&$top=100", "$skip=4&$top=100", "$skip=5&$top=100"}},
		{"skip and filter", collection{n: 5, size: 2}, &ListOptions{Skip: 2, Filter: "f"}, names(2, 5), []string{"$filter=f&$skip=2", "$filter=f&$skip=4", "$filter=f&$skip=5"}},
		{"links", collection{n: 5, size: 2, links: true}, &ListOptions{Filter: "x"}, names(0, 5), []string{"$filter=x", "$filter=x&$skiptoken=2", "$filter=x&$skiptoken=4"}},
		{"links as far as $top", collection{n: 7, size: 2, counts: true}, &ListOptions{Top: 3, Skip: 1}, names(1, 7), []string{"$skip=1&$top=3", "$skip=3&$top=1", "$skip=4&$top=3", "$skip=6&$top=1", "$skip=7&$top=3"}},
		{"links not as far as $top", collection{n: 5, size: 2, counts: true}, &ListOptions{Top: 100}, names(0, 5), []string{"$top=100", "$skip=2&$top=98", "$skip=4&$top=96"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			items := test.server.all(t.Context(), t, test.opts)
			got, err := Collect(items, 0)
			if err != nil || !slices.Equal(namesOf(got), test.want) {
				t.Errorf("got %v, %v, want %v", got, err, test.want)
			}
			for i, q := range test.server.queries {
				test.server.queries[i] = strings.ReplaceAll(q, "%24", "$")
			}
			if !slices.Equal(test.server.queries, test.queries) {
				t.Errorf("asked for %q, want %q", test.server.queries, test.queries)
			}
			if more, err := Collect(items, 0); err != nil || len(more) != 0 {
				t.Errorf("behind the end: %v, %v", more, err)
			}
		})
	}
}

// Every request fails once, in one way or another; nothing comes twice and nothing is lost.
func TestPagerGoesOnBehindFailures(t *testing.T) {
	faults := []func(http.ResponseWriter){
		func(w http.ResponseWriter) { w.WriteHeader(http.StatusBadRequest) },
		func(w http.ResponseWriter) { _, _ = w.Write([]byte(`{"value":[{"name":"0"},{"na`)) },
		func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte(`{"value":[{"name":"0"}]}`))
		},
		func(w http.ResponseWriter) { _, _ = w.Write([]byte(`<html>Sign in</html>`)) },
	}
	server := collection{n: 20, size: 3, fault: func(request int, w http.ResponseWriter) bool {
		if request%2 == 1 {
			faults[request/2%len(faults)](w)
		}
		return request%2 == 1
	}}
	items := server.all(t.Context(), t, nil)
	var got []string
	failures := 0
	for failures < 100 {
		var failure error
		left := false
		for item, err := range items {
			if failure = err; err != nil {
				break
			}
			got = append(got, item.Name)
			if left = len(got)%4 == 0; left {
				break // and go on with another loop
			}
		}
		if failure != nil {
			failures++
		} else if !left {
			break
		}
	}
	if !slices.Equal(got, names(0, 20)) || failures != 8 {
		t.Errorf("%d failures, got %v", failures, got)
	}
}

func TestPages(t *testing.T) {
	server := collection{n: 7, size: 3, fault: func(request int, w http.ResponseWriter) bool {
		if request == 2 {
			w.WriteHeader(http.StatusBadRequest)
		}
		return request == 2
	}}
	pages := Pages(t.Context(), server.list(t), nil)
	var sizes []int
	var failures int
	for range 3 { // the first loop is left, the second one fails
		for page, err := range pages {
			if err != nil {
				failures++
				break
			}
			if sizes = append(sizes, len(page.Value)); len(sizes) == 1 {
				break
			}
		}
	}
	if !slices.Equal(sizes, []int{3, 3, 1}) || failures != 1 {
		t.Error(sizes, failures)
	}
}

func TestServerThatDoesNotTurnPages(t *testing.T) {
	for name, body := range map[string]string{
		"lead on":  `{"value":[{"name":"a"}],"@odata.nextLink":"/odata/Things"}`,
		"nextLink": `{"value":[{"name":"a"}],"@odata.nextLink":"http://[::1"}`,
	} {
		conn := newTestConn(t, reply{status: 200, body: body}.ServeHTTP)
		items := all[*thing](t.Context(), "$skip", "Value", func(ctx context.Context) (any, error) { return result(ctx, conn.call(opGet), new(Page[thing])) })
		if _, err := Collect(items, 0); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEqualPages(t *testing.T) {
	tests := []struct {
		name string
		item string
		n    int // of items, 1 in a page; -1 for no end
		want int
		text string // of the error, "" for none
	}{
		{"items without key", `{"State":"Successful"}`, 10, 10, ""},
		{"items without key, endless", `{"State":"Successful"}`, -1, maxEqual, "heed $skip"},
		{"items with number", `{"Id":7}`, -1, 1, "heed $skip"},
		{"items with key", `{"Key":"k"}`, -1, 1, "heed $skip"},
	}
	for _, test := range tests {
		conn := newTestConn(t, func(w http.ResponseWriter, r *http.Request) {
			if skip, _ := strconv.Atoi(r.URL.Query().Get("$skip")); skip == test.n {
				test.item = ""
			}
			_, _ = fmt.Fprintf(w, `{"value":[%s]}`, test.item)
		})
		type job struct {
			ID    int64 `json:"Id"`
			Key   string
			State string
		}
		got, err := Collect(all[*job](t.Context(), "$skip", "Value", func(ctx context.Context) (any, error) {
			return result(ctx, conn.call(opGet), new(Page[job]))
		}), 0)
		if len(got) != test.want || (err != nil) != (test.text != "") || err != nil && !strings.Contains(err.Error(), test.text) {
			t.Errorf("%s: %d items, %v", test.name, len(got), err)
		}
	}
}

// TestLinksAreSentAsTheyCame has queries that net/url reads in another way than the server that made them.
func TestLinksAreSentAsTheyCame(t *testing.T) {
	for link, want := range map[string]string{
		"http://h/odata/Things?$expand=Robot($select=Id;$top=5)&$skip=1": "$expand=Robot($select=Id;$top=5)&$skip=1",
		"Things?$skiptoken=a+b%2B%20c&x":                                 "$skiptoken=a+b%2B%20c&x",
		"Things?$filter=Name eq 'ü\"'&$skip=1#x":                         "$filter=Name%20eq%20'%C3%BC%22'&$skip=1",
	} {
		var queries []string
		conn := newTestConn(t, func(w http.ResponseWriter, r *http.Request) {
			if queries = append(queries, r.URL.RawQuery); len(queries) == 1 {
				body, _ := json.Marshal(map[string]any{"value": []any{thing{Name: "a"}}, "@odata.nextLink": link})
				_, _ = w.Write(body)
				return
			}
			_, _ = w.Write([]byte(`{"value":[{"name":"b"}]}`))
		})
		got, err := Collect(all[*thing](t.Context(), "$skip", "Value", func(ctx context.Context) (any, error) {
			call := conn.call(opGet)
			call.setQuery("$count", "true")
			return result(ctx, call, new(Page[thing]))
		}), 0)
		if err != nil || len(got) != 2 || len(queries) != 2 || queries[1] != want {
			t.Errorf("%s: %q, %v", link, queries, err)
		}
	}
}

func TestLinksInACircle(t *testing.T) {
	requests := 0
	conn := newTestConn(t, func(w http.ResponseWriter, r *http.Request) {
		requests++
		_, _ = fmt.Fprintf(w, `{"value":[{"name":"%d"}],"@odata.nextLink":"Things?$skiptoken=%d"}`, requests, requests%3)
	})
	got, err := Collect(all[*thing](t.Context(), "$skip", "Value", func(ctx context.Context) (any, error) {
		return result(ctx, conn.call(opGet), new(Page[thing]))
	}), 100)
	if err == nil || !strings.Contains(err.Error(), "does not lead on") || len(got) != 3 {
		t.Errorf("%d items, %v", len(got), err)
	}
}

func TestPagerHeedsTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	server := collection{n: 9, size: 3}
	items := server.all(ctx, t, nil)
	if got, err := Collect(items, 3); err != nil || len(got) != 3 {
		t.Error(got, err)
	}
	cancel()
	if got, err := Collect(items, 0); !errors.Is(err, context.Canceled) || len(got) != 0 {
		t.Error(got, err)
	}
}

// TestSignInInsideOfAWalk signs in anew for each page: the requests for tokens are none of the walk.
func TestSignInInsideOfAWalk(t *testing.T) {
	server, signIns := collection{n: 6, size: 2, counts: true}, []string{}
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/token" {
			signIns = append(signIns, r.URL.RawQuery)
			_, _ = io.WriteString(w, `{"access_token":"t","expires_in":0.000001}`)
			return
		}
		server.ServeHTTP(w, r)
	}))
	defer host.Close()
	conn := mustConn(t, host.URL, WithClientCredentials(ClientCredentials{TokenURL: host.URL + "/token", ClientID: "app", ClientSecret: "secret"}))
	got, err := Collect(all[*thing](t.Context(), "$skip", "Value", func(ctx context.Context) (any, error) {
		call := conn.call(opGet)
		(&ListOptions{Top: 4}).set(call)
		return result(ctx, call, new(Page[thing]))
	}), 0)
	if !slices.Equal(namesOf(got), names(0, 6)) || err != nil {
		t.Errorf("%v, %v", namesOf(got), err)
	}
	if len(signIns) != len(server.queries) || strings.Join(signIns, "") != "" {
		t.Errorf("%d requests, sign-ins with the queries %q", len(server.queries), signIns)
	}
}
