package runtime

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// collection is a server with n things that gives at most size in one page; fault, which may be nil, gets the
// number of each request and may answer it.
type collection struct {
	n, size int
	links   bool
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
	if n, err := strconv.Atoi(q.Get("$top")); err == nil {
		top = min(top, n)
	}
	var items []string
	for i := skip; i < min(skip+top, c.n); i++ {
		items = append(items, fmt.Sprintf(`{"name":"%d"}`, i))
	}
	link := ""
	if c.links && skip+top < c.n {
		link = fmt.Sprintf(`,"@odata.nextLink":"http://internal.example/odata/Things?$filter=x&$skiptoken=%d"`, skip+top)
	}
	_, _ = fmt.Fprintf(w, `{"value":[%s]%s}`, strings.Join(items, ","), link)
}

func (c *collection) pager(t *testing.T, opts *ListOptions) *Pager[thing] {
	conn := newTestConn(t, c.ServeHTTP)
	return newPager("$skip", func(ctx context.Context) (*Page[thing], error) {
		call := conn.call(opGet)
		opts.set(call)
		return result[Page[thing]](ctx, call)
	})
}

// names gives the names first to last-1 as a collection has them.
func names(first, last int) []string {
	var list []string
	for i := first; i < last; i++ {
		list = append(list, strconv.Itoa(i))
	}
	return list
}

func namesOf(things []thing) []string {
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
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := test.server.pager(t, test.opts)
			got, err := p.Collect(t.Context(), 0)
			if err != nil || !slices.Equal(namesOf(got), test.want) || p.Delivered() != len(test.want) {
				t.Errorf("got %v, %v, want %v", got, err, test.want)
			}
			for i, q := range test.server.queries {
				test.server.queries[i] = strings.ReplaceAll(q, "%24", "$")
			}
			if !slices.Equal(test.server.queries, test.queries) {
				t.Errorf("asked for %q, want %q", test.server.queries, test.queries)
			}
			if more, err := p.Collect(t.Context(), 0); err != nil || len(more) != 0 {
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
	p := server.pager(t, nil)
	var got []string
	failures := 0
	for failures < 100 {
		var failure error
		for item, err := range p.All(t.Context()) {
			if failure = err; err != nil {
				break
			}
			got = append(got, item.Name)
			if len(got)%4 == 0 {
				break // and go on with another loop
			}
		}
		if failure != nil {
			failures++
		} else if p.done {
			break
		}
	}
	if !slices.Equal(got, names(0, 20)) || failures != 8 {
		t.Errorf("%d failures, got %v", failures, got)
	}
}

func TestPages(t *testing.T) {
	server := collection{n: 7, size: 3}
	p := server.pager(t, nil)
	if first, err := p.Collect(t.Context(), 1); err != nil || len(first) != 1 || p.Delivered() != 1 {
		t.Fatal(first, err)
	}
	var sizes []int
	for items, err := range p.Pages(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if sizes = append(sizes, len(items)); len(sizes) == 2 {
			break
		}
	}
	if !slices.Equal(sizes, []int{2, 3}) || p.Delivered() != 6 {
		t.Error(sizes, p.Delivered())
	}
	rest, err := p.Collect(t.Context(), 0)
	if err != nil || !slices.Equal(namesOf(rest), names(6, 7)) {
		t.Error(rest, err)
	}
}

func TestServerThatDoesNotTurnPages(t *testing.T) {
	for name, body := range map[string]string{
		"heed $skip": `{"value":[{"name":"a"},{"name":"b"}]}`,
		"lead on":    `{"value":[{"name":"a"}],"@odata.nextLink":"/odata/Things"}`,
		"nextLink":   `{"value":[{"name":"a"}],"@odata.nextLink":"http://[::1"}`,
	} {
		conn := newTestConn(t, reply{status: 200, body: body}.ServeHTTP)
		p := newPager("$skip", func(ctx context.Context) (*Page[thing], error) { return result[Page[thing]](ctx, conn.call(opGet)) })
		if _, err := p.Collect(t.Context(), 0); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPagerHeedsTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	server := collection{n: 9, size: 3}
	p := server.pager(t, nil)
	if got, err := p.Collect(ctx, 3); err != nil || len(got) != 3 {
		t.Error(got, err)
	}
	cancel()
	if got, err := p.Collect(ctx, 0); !errors.Is(err, context.Canceled) || len(got) != 0 {
		t.Error(got, err)
	}
	if got, err := p.Collect(t.Context(), 0); err != nil || !slices.Equal(namesOf(got), names(3, 9)) {
		t.Error(got, err)
	}
}
