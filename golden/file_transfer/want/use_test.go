package want_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/file_transfer/want"
)

func serve(t *testing.T, handler http.HandlerFunc) *want.Client {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	client, err := want.NewClient(server.URL, want.WithBearerToken("secret"))
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func upload(text string) want.Upload {
	return want.Upload{Name: text + ".txt", ContentType: "text/plain", Content: strings.NewReader(text)}
}

func TestSeries(t *testing.T) {
	var got []string
	client := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		reader, err := r.MultipartReader()
		if err != nil {
			t.Error(err)
			return
		}
		for {
			p, err := reader.NextPart()
			if err != nil {
				return
			}
			text, _ := io.ReadAll(p)
			got = append(got, p.FormName()+" "+p.FileName()+" "+string(text))
		}
	})
	err := client.Packages.UploadPackage(t.Context(), upload("a"), &want.PackagesUploadPackageOptions{
		Files: []want.Upload{upload("b"), upload("c"), upload("d")}, Logo1: upload("e"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"file a.txt a", "file1 b.txt b", "file2 c.txt c", "file3 d.txt d", "logo1 e.txt e"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestStorage(t *testing.T) {
	files := map[string]string{}
	storage := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" {
			t.Errorf("%s %s has credentials", r.Method, r.URL.Path)
		}
		if r.Method == http.MethodPut {
			text, _ := io.ReadAll(r.Body)
			files[r.RequestURI] = fmt.Sprintf("%s %s %d %s", r.Header.Get("X-Ms-Blob-Type"), r.Header.Get("Content-Type"), r.ContentLength, text)
			w.WriteHeader(http.StatusCreated)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, files[r.RequestURI])
	}))
	defer storage.Close()
	var asked []string
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.RequestURI)
		verb := "PUT"
		if strings.Contains(r.URL.Path, "Read") {
			verb = "GET"
		}
		_, _ = fmt.Fprintf(w, `{"Uri":"%s/%s?sig=s","Verb":"%s","RequiresAuth":false,"Headers":{"Keys":["x-ms-blob-type"],"Values":["BlockBlob"]}}`,
			storage.URL, r.URL.Query().Get("path"), verb)
	})
	if err := client.Buckets.Upload(t.Context(), 7, "dir/a.txt", upload("content")); err != nil {
		t.Fatal(err)
	}
	if err := client.Attachments.Upload(t.Context(), "x", "b", want.Upload{Content: io.MultiReader(strings.NewReader("of unknown size"))}); err != nil {
		t.Fatal(err)
	}
	file, err := client.Buckets.Download(t.Context(), 7, "dir/a.txt")
	if err != nil {
		t.Fatal(err)
	}
	path, err := file.SaveTo(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(path); string(text) != "BlockBlob text/plain 7 content" || err != nil {
		t.Errorf("%q, %v", text, err)
	}
	if diff := cmp.Diff(map[string]string{"/dir/a.txt?sig=s": "BlockBlob text/plain 7 content", "/b?sig=s": "BlockBlob  15 of unknown size"}, files); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{
		"/odata/Buckets(7)/Server.GetWriteUri?contentType=text%2Fplain&path=dir%2Fa.txt",
		"/odata/Attachments(x)/Server.GetWriteUri?path=b",
		"/odata/Buckets(7)/Server.GetReadUri?path=dir%2Fa.txt",
	}, asked); diff != "" {
		t.Error(diff)
	}
}

func TestFailureInsteadOfFile(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"success":false,"error":{"code":0,"message":"Package not found."},"__abp":true}`)
	})
	if file, err := client.Packages.DownloadPackage(t.Context(), "a"); file != nil || err == nil || !strings.Contains(err.Error(), "Package not found.") {
		t.Errorf("%v, %v", file, err)
	}
}
