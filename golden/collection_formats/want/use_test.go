package want_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/collection_formats/want"
)

func TestFormats(t *testing.T) {
	var path, query, header string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path, query, header = r.URL.EscapedPath(), r.URL.RawQuery, r.Header.Get("X-List")
		io.WriteString(w, `["one","two"]`)
	}))
	defer server.Close()
	client, err := want.NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	day := want.Date{Year: 2024, Month: 2, Day: 29}
	for _, test := range []struct {
		opts          *want.SearchRunOptions
		query, header string
	}{
		{nil, "", ""},
		{&want.SearchRunOptions{}, "", ""},
		{&want.SearchRunOptions{CSV: []string{"a", "b c"}}, "csv=a%2Cb%20c", ""},
		{&want.SearchRunOptions{Ssv: []string{"a", "b"}}, "ssv=a%20b", ""},
		{&want.SearchRunOptions{Tsv: []bool{true, false}}, "tsv=true%09false", ""},
		{&want.SearchRunOptions{Pipes: []float64{0.5, 1e21, -3}}, "pipes=0.5%7C1e%2B21%7C-3", ""},
		{&want.SearchRunOptions{Multi: []want.Date{day, day}}, "multi=2024-02-29&multi=2024-02-29", ""},
		{&want.SearchRunOptions{Times: []time.Time{day.In(time.UTC)}}, "times=2024-02-29T00%3A00%3A00Z", ""},
		{&want.SearchRunOptions{Nested: "1,2|3"}, "nested=1%2C2%7C3", ""},
		{&want.SearchRunOptions{XList: []string{"a", "b"}}, "", "a,b"},
		{&want.SearchRunOptions{Flag: want.Some(false), Limit: want.Some[int32](0)}, "flag=false&limit=0", ""},
		{&want.SearchRunOptions{Amount: "1.10", Day: day, Raw: []byte{0xff, 0xfe}}, "amount=1.10&day=2024-02-29&raw=%2F%2F4%3D", ""},
	} {
		got, err := client.Search.Run(t.Context(), []int64{1, -2}, test.opts)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"one", "two"}, got); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"/search/1%2C-2", test.query, test.header}, []string{path, query, header}); diff != "" {
			t.Error(diff)
		}
	}
	if _, err := client.Search.Run(t.Context(), nil, nil); err == nil {
		t.Error("a path with an empty list is sent")
	}
}
