package want_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/files/want"
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

type part struct{ Field, File, Type, Text string }

func TestUpload(t *testing.T) {
	content, feed := io.Pipe()
	var got []part
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		// The content is written only when the request has arrived: the upload is streamed.
		go func() {
			io.WriteString(feed, "streamed")
			feed.Close()
		}()
		reader, err := r.MultipartReader()
		if err != nil {
			t.Error(err)
			return
		}
		for {
			p, err := reader.NextPart()
			if err != nil {
				break
			}
			text, _ := io.ReadAll(p)
			got = append(got, part{p.FormName(), p.FileName(), p.Header.Get("Content-Type"), string(text)})
		}
		io.WriteString(w, `["a","b"]`)
	})
	keys, err := client.Packages.Upload(t.Context(), want.Upload{Name: `a "b".zip`, Content: content}, &want.PackagesUploadOptions{
		File1: want.Upload{Name: "é.txt", ContentType: "text/plain", Content: strings.NewReader("second")},
		Note:  "hello & good bye",
		Tags:  []string{"x", "y"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a", "b"}, keys); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]part{
		{"note", "", "", "hello & good bye"}, {"tags", "", "", "x"}, {"tags", "", "", "y"},
		{"file", `a "b".zip`, "application/octet-stream", "streamed"}, {"file1", "é.txt", "text/plain", "second"},
	}, got); diff != "" {
		t.Error(diff)
	}
}

func TestUploadWithoutContent(t *testing.T) {
	client := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("a request without its file is sent") })
	for _, file := range []want.Upload{{}, {Name: "a.zip"}} {
		if _, err := client.Packages.Upload(t.Context(), file, nil); err == nil {
			t.Errorf("%+v: no error", file)
		}
	}
}

func TestDownload(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.EscapedPath() != "/packages/a%2Fb" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/zip")
		w.Header().Set("Content-Disposition", `attachment; filename="../etc/x.zip"`)
		w.Header().Set("Content-Length", "3")
		io.WriteString(w, "\x00{}")
	})
	file, err := client.Packages.Download(t.Context(), "a/b")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil || string(data) != "\x00{}" || file.Name != "x.zip" || file.ContentType != "application/zip" || file.Size != 3 {
		t.Errorf("%q %+v %v", data, file, err)
	}
	if file, err := client.Packages.Download(t.Context(), "other"); err == nil || file != nil {
		t.Errorf("%v %v", file, err)
	}
}

func TestStreamAndForm(t *testing.T) {
	var ctype, auth, body string
	client := serve(t, func(w http.ResponseWriter, r *http.Request) {
		data, _ := io.ReadAll(r.Body)
		ctype, auth, body = r.Header.Get("Content-Type"), r.Header.Get("Authorization"), string(data)
		io.WriteString(w, `{"access_token":"t","expires_in":60}`)
	})
	if err := client.Packages.Replace(t.Context(), "1", io.MultiReader(strings.NewReader("raw"), strings.NewReader("\xff"))); err != nil {
		t.Fatal(err)
	}
	if ctype != "application/octet-stream" || body != "raw\xff" || auth != "Bearer secret" {
		t.Errorf("%q %q %q", ctype, body, auth)
	}
	token, err := client.Token.Get(t.Context(), want.TokenGetGrantTypeClientCredentials, &want.TokenGetOptions{Scope: []string{"a", "b&c"}, MaxAge: 5})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&want.TokenGetResponse{AccessToken: "t", ExpiresIn: 60}, token); diff != "" {
		t.Error(diff)
	}
	if ctype != "application/x-www-form-urlencoded" || auth != "" || body != "grant_type=client_credentials&max_age=5&scope=a+b%26c" {
		t.Errorf("%q %q %q", ctype, auth, body)
	}
}

func TestPage(t *testing.T) {
	client := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, "<p>hello")
	})
	page, err := client.Pages.HTML(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer page.Close()
	if text, err := io.ReadAll(page); err != nil || string(text) != "<p>hello" || page.ContentType != "text/html" {
		t.Errorf("%q %+v %v", text, page, err)
	}
}
