package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestServe shows the built-in catalogue until the command is ended.
func TestServe(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	root := rootCommand()
	root.SetArgs([]string{"docs", "--serve", "--locales", "en"})
	output, w := io.Pipe()
	root.SetOut(w)
	root.SetErr(io.Discard)
	ended := make(chan error, 1)
	go func() { ended <- root.ExecuteContext(ctx) }()
	address, err := bufio.NewReader(output).ReadString('\n')
	if err != nil || !strings.HasPrefix(address, "http://127.0.0.1:") {
		t.Fatalf("address %q, %v", address, err)
	}
	address = strings.TrimSpace(address)
	for path, want := range map[string]string{"": "text/html", "en/1001.html": "text/html", "en/": "text/html", "site.js": "text/javascript", "site.css": "text/css", "icon.svg": "image/svg+xml"} {
		reply, err := http.Get(address + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(reply.Body)
		reply.Body.Close()
		if err != nil || reply.StatusCode != 200 || len(body) == 0 || !strings.HasPrefix(reply.Header.Get("Content-Type"), want) {
			t.Errorf("%s: %s, %d bytes of %s (%v)", path, reply.Status, len(body), reply.Header.Get("Content-Type"), err)
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("the command ended with %v", err)
	}
}

func TestShowFilesRefuses(t *testing.T) {
	handler := showFiles([]file{{Name: "index.html", Content: []byte("x")}})
	for _, c := range []struct {
		method, host, path string
		want               int
	}{
		{"GET", "localhost:1", "/", 200}, {"HEAD", "127.0.0.1", "/index.html", 200}, {"GET", "[::1]:1", "/", 200}, {"GET", "[::1]", "/", 200},
		{"GET", "evil.example", "/", 421}, {"GET", "localhost.evil.example:1", "/", 421}, {"GET", "192.0.2.1:1", "/", 421}, {"GET", "", "/", 421},
		{"POST", "localhost", "/", 405}, {"GET", "localhost", "/none", 404}, {"GET", "localhost", "/../index.html", 404}, {"GET", "localhost", "index.html", 404},
	} {
		r := httptest.NewRequest(c.method, "/", nil)
		r.Host, r.URL.Path = c.host, c.path
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("%s %s%s: %d, want %d", c.method, c.host, c.path, w.Code, c.want)
		}
	}
}
