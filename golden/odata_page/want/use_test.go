package want_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/odata_page/want"
)

// record gives a client of a server that answers with the text, and the last request it got.
func record(t *testing.T, answer string) (*want.Client, *http.Request) {
	t.Helper()
	last := &http.Request{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		*last = *r
		w.Header().Set("Content-Type", "application/json")
		io.WriteString(w, answer)
	}))
	t.Cleanup(server.Close)
	client, err := want.NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return client, last
}

func TestList(t *testing.T) {
	client, r := record(t, `{"@odata.context":"c","@odata.count":12,"@odata.nextLink":"n","value":[
		{"@odata.etag":"W/1","Id":9007199254740993,"Name":"A","Value":null},{"Name":"B"}]}`)
	page, err := client.Assets.List(t.Context(), &want.AssetsListOptions{
		Filter: "Name eq 'a&b'", OrderBy: "Id desc", Expand: "Folder", Select: "Id,Name", Top: 5, Skip: 10, Count: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&want.Page[want.Asset]{Context: "c", Count: 12, NextLink: "n", Value: []want.Asset{
		{ODataEtag: "W/1", ID: 9007199254740993, Name: "A"}, {Name: "B"},
	}}, page); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string][]string{
		"$filter": {"Name eq 'a&b'"}, "$orderby": {"Id desc"}, "$expand": {"Folder"}, "$select": {"Id,Name"},
		"$top": {"5"}, "$skip": {"10"}, "$count": {"true"},
	}, map[string][]string(r.URL.Query())); diff != "" {
		t.Error(diff)
	}
	if _, err := client.Assets.List(t.Context(), nil); err != nil || r.URL.RawQuery != "" {
		t.Errorf("without options: %q, %v", r.URL.RawQuery, err)
	}
}

// One odd value does not fail a page, and what is not known survives.
func TestReadModifyWrite(t *testing.T) {
	const odd = `{"Id":"none","Name":"B","New":{"a":[1.50]}}`
	client, _ := record(t, `{"value":[{"Id":1},`+odd+`]}`)
	page, err := client.Assets.List(t.Context(), nil)
	if err != nil || len(page.Value) != 2 || page.Value[0].ID != 1 {
		t.Fatalf("%+v, %v", page, err)
	}
	asset := page.Value[1]
	if raw, ok := asset.Raw.Get("Id"); !ok || string(raw) != `"none"` || asset.ID != 0 {
		t.Errorf("%s, %v", raw, asset.ID)
	}
	asset.Name = "C"
	updater, sent := record(t, `{}`)
	if _, err := updater.Assets.Create(t.Context(), &asset); err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(sent.Body)
	if want := strings.Replace(odd, "B", "C", 1); string(body) != want {
		t.Errorf("sent %s, want %s", body, want)
	}
}

func TestKeys(t *testing.T) {
	const key = "O'Brien/a b%?#é"
	const path = "/odata/Assets('O%27%27Brien%2Fa%20b%25%3F%23%C3%A9')"
	client, r := record(t, `{"Name":"A"}`)
	for method, send := range map[string]func() error{
		"GET": func() error {
			_, err := client.Assets.Get(t.Context(), key, &want.AssetsGetOptions{Select: "Name"})
			return err
		},
		"PUT":    func() error { _, err := client.Assets.Update(t.Context(), key, &want.Asset{}); return err },
		"DELETE": func() error { return client.Assets.Delete(t.Context(), key) },
	} {
		if err := send(); err != nil || r.Method != method || r.URL.EscapedPath() != path {
			t.Errorf("%s: %s %s, %v", method, r.Method, r.URL.EscapedPath(), err)
		}
	}
	if _, err := client.Assets.Get(t.Context(), "", nil); err != nil || r.URL.EscapedPath() != "/odata/Assets('')" {
		t.Errorf("empty key: %s, %v", r.URL.EscapedPath(), err)
	}
}

func TestFunctions(t *testing.T) {
	client, r := record(t, `{"value":[{"Name":"A"}]}`)
	page, err := client.Assets.GetByNames(t.Context(), "a,b'c", -7, &want.AssetsGetByNamesOptions{Filter: "x", SkipParam: 3, Skip: 4})
	if err != nil || len(page.Value) != 1 {
		t.Fatal(page, err)
	}
	if got := r.URL.EscapedPath(); got != "/odata/Assets/Some.Namespace.GetByNames(names='a%2Cb%27%27c',robotId=-7)" {
		t.Error(got)
	}
	if q := r.URL.Query(); q.Get("skip") != "3" || q.Get("$skip") != "4" || q.Get("$filter") != "x" {
		t.Error(q)
	}
	client, _ = record(t, `{"@odata.context":"c","value":9007199254740993}`)
	if total, err := client.Assets.Total(t.Context()); err != nil || total != 9007199254740993 {
		t.Error(total, err)
	}
}

func TestFolders(t *testing.T) {
	client, r := record(t, `{}`)
	names := []string{"X-UIPATH-OrganizationUnitId", "X-UIPATH-FolderKey", "X-UIPATH-FolderPath-Encoded"}
	for _, test := range []struct {
		in   *want.Client
		want []string
	}{
		{client, []string{"", "", ""}},
		{client.InFolder(want.FolderID(7)), []string{"7", "", ""}},
		{client.InFolder(want.FolderKey("8a1bd5f4-6d4a-4b3c-9a3e-2f6b8e1c7d90")), []string{"", "8a1bd5f4-6d4a-4b3c-9a3e-2f6b8e1c7d90", ""}},
		{client.InFolder(want.FolderPath("é/B")), []string{"", "", "6QAvAEIA"}},
		{client.InFolder(want.FolderID(7)).InFolder(want.FolderKey("1b0d8a9e-53f1-4a3d-8f2c-90f6a7c1e2d4")), []string{"", "1b0d8a9e-53f1-4a3d-8f2c-90f6a7c1e2d4", ""}},
	} {
		if _, err := test.in.Assets.Create(t.Context(), &want.Asset{Name: "A"}); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, name := range names {
			got = append(got, r.Header.Get(name))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Error(diff)
		}
		if got := r.Header.Get("Content-Type"); got != "application/json" {
			t.Errorf("content type %q", got)
		}
	}
}
