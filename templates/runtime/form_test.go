package runtime

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"
)

// sentForm sends the form that fill makes and gives the parts as "name|file name|type|content".
func sentForm(t *testing.T, fill func(*call)) []string {
	t.Helper()
	var parts []string
	c := newTestConn(t, func(w http.ResponseWriter, r *http.Request) {
		reader, err := r.MultipartReader()
		if err != nil {
			t.Errorf("%s: %v", r.Header.Get("Content-Type"), err)
			return
		}
		for {
			p, err := reader.NextRawPart()
			if err != nil {
				if err != io.EOF {
					t.Error(err)
				}
				return
			}
			content, _ := io.ReadAll(p)
			_, params, err := mime.ParseMediaType(p.Header.Get("Content-Disposition"))
			if err != nil {
				t.Errorf("%q: %v", p.Header.Get("Content-Disposition"), err)
			}
			parts = append(parts, strings.Join([]string{params["name"], params["filename"], p.Header.Get("Content-Type"), string(content)}, "|"))
		}
	})
	call := c.call(opPost)
	fill(call)
	if err := call.do(t.Context(), nil); err != nil {
		t.Error(err)
	}
	return parts
}

func TestMultipart(t *testing.T) {
	parts := sentForm(t, func(c *call) {
		c.multipartForm()
		c.setForm("b", "2")
		c.setForm("a", "é\r\n")
		setEach(c.setForm, "a", []string{"x", "y"})
		c.setFile("file", Upload{Name: `Invoice "1".pdf`, ContentType: "application/pdf", Content: strings.NewReader("one")})
		c.setFile("file", Upload{Name: "facture é.txt", Content: strings.NewReader("two")})
		c.setFile("none", Upload{Name: "none"})
		c.setFiles("more", []Upload{{Name: "m", Content: strings.NewReader("three")}, {}, {Name: "n", Content: strings.NewReader("four")}})
	})
	want := []string{
		"a|||é\r\n", "a|||x", "a|||y", "b|||2",
		`file|Invoice "1".pdf|application/pdf|one`, "file|facture é.txt|application/octet-stream|two",
		"more1|m|application/octet-stream|three", "more3|n|application/octet-stream|four",
	}
	if fmt.Sprintf("%q", parts) != fmt.Sprintf("%q", want) {
		t.Errorf("got  %q\nwant %q", parts, want)
	}
}

func TestNeededFile(t *testing.T) {
	c, script := scripted(t, []step{{status: 200}})
	request := c.call(opPost)
	request.multipartForm()
	request.needFile("file", Upload{Name: "a"})
	if err := request.do(t.Context(), nil); err == nil || !strings.Contains(err.Error(), `the upload "file" has no content`) {
		t.Errorf("got %v", err)
	}
	if n := len(script.seen); n != 0 {
		t.Errorf("%d requests without the file", n)
	}
	if parts := sentForm(t, func(c *call) { c.needFile("f", Upload{Content: strings.NewReader("")}) }); len(parts) != 1 {
		t.Errorf("an empty file: %q", parts)
	}
}

func TestMultipartHostileNames(t *testing.T) {
	parts := sentForm(t, func(c *call) {
		c.multipartForm()
		c.setForm("a\r\nX-Evil: 1", "v")
		c.setFile("f", Upload{Name: "x\"\r\nX-Evil: 1\r\n\r\n", Content: strings.NewReader("one")})
	})
	if len(parts) != 2 || !strings.HasPrefix(parts[0], "a%0D%0AX-Evil: 1|") || !strings.Contains(parts[1], "%0D%0AX-Evil") {
		t.Errorf("%q", parts)
	}
	call := mustConn(t, "http://127.0.0.1:1").call(opPost)
	call.setFile("f", Upload{Name: "x", ContentType: "a/b\r\nX-Evil: 1", Content: strings.NewReader("one")})
	if err := call.form.write(multipart.NewWriter(io.Discard)); err == nil {
		t.Error("a content type with a line break is sent")
	}
}

func TestMultipartWithoutAnything(t *testing.T) {
	if parts := sentForm(t, func(c *call) { c.multipartForm() }); len(parts) != 0 {
		t.Errorf("%q", parts)
	}
	if parts := sentForm(t, func(c *call) { c.setFile("f", Upload{Content: strings.NewReader("")}) }); len(parts) != 1 {
		t.Errorf("a file alone: %q", parts)
	}
}

func TestURLEncodedForm(t *testing.T) {
	got := record(t, "", func(c *conn) *call {
		call := c.call(opPost)
		call.setForm("b", "1 & 2")
		call.setForm("a", "é")
		return call
	})
	if got.header.Get("Content-Type") != urlencodedForm || got.body != "a=%C3%A9&b=1+%26+2" {
		t.Errorf("%s: %s", got.header.Get("Content-Type"), got.body)
	}
}

// TestUploadIsStreamed hands over the second half of a file only after the server has the first one.
func TestUploadIsStreamed(t *testing.T) {
	seen := make(chan struct{})
	c := newTestConn(t, func(w http.ResponseWriter, r *http.Request) {
		lines := bufio.NewReader(r.Body)
		for {
			line, err := lines.ReadString('\n')
			if line == "first\n" {
				close(seen)
			}
			if err != nil {
				return
			}
		}
	})
	r, w := io.Pipe()
	go func() {
		_, _ = io.WriteString(w, "first\n"+strings.Repeat("x", 8<<10))
		select {
		case <-seen:
			_, _ = io.WriteString(w, "second")
			w.Close()
		case <-time.After(5 * time.Second):
			w.CloseWithError(errors.New("the server saw nothing before the end"))
		}
	}()
	call := c.call(opPost)
	call.multipartForm()
	call.setFile("f", Upload{Name: "x", Content: r})
	if err := call.do(t.Context(), nil); err != nil {
		t.Error(err)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// endless is a file that never ends.
var endless = readerFunc(func(p []byte) (int, error) { return len(p), nil })

func drain(_ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) }

var errDisk = errors.New("disk failure")

func TestUploadFails(t *testing.T) {
	n := 0
	broken := readerFunc(func(p []byte) (int, error) {
		if n++; n > 3 {
			return 0, errDisk
		}
		return len(p), nil
	})
	noLeak(t, func() {
		call := newTestConn(t, drain, ownTransport(t)).call(opPost)
		call.multipartForm()
		call.setFile("f", Upload{Name: "x", Content: broken})
		if err := call.do(t.Context(), nil); !errors.Is(err, errDisk) {
			t.Error(err)
		}
	})
}

func TestUploadsEnd(t *testing.T) {
	upload := func(c *conn) *call {
		call := c.call(opPost)
		call.multipartForm()
		call.setFile("f", Upload{Name: "x", Content: endless})
		return call
	}
	t.Run("server answers early", func(t *testing.T) {
		noLeak(t, func() {
			c := newTestConn(t, reply{status: 413, body: "too large"}.ServeHTTP, ownTransport(t))
			if err := upload(c).do(t.Context(), nil); err == nil {
				t.Error("no error")
			}
		})
	})
	t.Run("no connection", func(t *testing.T) {
		noLeak(t, func() {
			if err := upload(mustConn(t, "http://127.0.0.1:1", ownTransport(t))).do(t.Context(), nil); err == nil {
				t.Error("no error")
			}
		})
	})
	t.Run("no token", func(t *testing.T) {
		noLeak(t, func() {
			source := func(context.Context) (string, error) { return "", errDisk }
			if err := upload(mustConn(t, "http://127.0.0.1:1", WithTokenSource(source))).do(t.Context(), nil); !errors.Is(err, errDisk) {
				t.Error(err)
			}
		})
	})
	t.Run("no request", func(t *testing.T) {
		noLeak(t, func() {
			call := upload(mustConn(t, "http://127.0.0.1:1"))
			call.op = &operation{method: "B AD"}
			if err := call.do(t.Context(), nil); err == nil {
				t.Error("no error")
			}
		})
	})
	t.Run("cancelled", func(t *testing.T) {
		noLeak(t, func() {
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
			defer cancel()
			if err := upload(newTestConn(t, drain, ownTransport(t))).do(ctx, nil); !errors.Is(err, context.DeadlineExceeded) {
				t.Error(err)
			}
		})
	})
}

func ownTransport(t *testing.T) Option {
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return WithHTTPClient(&http.Client{Transport: transport})
}

// noLeak fails the test when goroutines that write a form outlive what run does.
func noLeak(t *testing.T, run func()) {
	t.Helper()
	run()
	var stacks string
	for range 100 {
		buf := make([]byte, 1<<20)
		stacks = string(buf[:runtime.Stack(buf, true)])
		if !strings.Contains(stacks, "(*form).write") {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("the goroutine that writes the form is still there:\n%s", stacks)
}
