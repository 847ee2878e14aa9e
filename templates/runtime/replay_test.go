package runtime

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
)

func TestBodiesAreReplayed(t *testing.T) {
	file := func() *strings.Reader {
		r := strings.NewReader("skip content")
		_, _ = r.Seek(5, io.SeekStart)
		return r
	}
	once := func() io.Reader { return readerFunc(file().Read) }
	tests := []struct {
		name  string
		fill  func(*call)
		body  string // part of it
		size  int64  // as it is told, -1 for that of the whole body
		tries int
	}{
		{"JSON", func(c *call) { c.json(map[string]int{"a": 1}) }, `{"a":1}`, 7, 3},
		{"form", func(c *call) { c.setForm("a", "1") }, "a=1", 3, 3},
		{"nothing", func(*call) {}, "", 0, 3},
		{"stream", func(c *call) { c.stream("text/plain", file()) }, "content", 7, 3},
		{"stream that cannot be rewound", func(c *call) { c.stream("text/plain", once()) }, "content", 0, 1},
		{"file", func(c *call) { c.setFile("f", Upload{Name: "f", Content: file()}) }, "\r\n\r\ncontent\r\n", -1, 3},
		{"file that cannot be rewound", func(c *call) { c.setFile("f", Upload{Name: "f", Content: once()}) }, "\r\n\r\ncontent\r\n", 0, 1},
		{"files", func(c *call) {
			c.setForm("a", "1")
			c.setFile("f", Upload{Name: "f", Content: file()})
			c.setFile("g", Upload{Name: "é\r\n", Content: bytes.NewReader([]byte("other"))})
		}, "other", -1, 3},
		{"files, one of unknown size", func(c *call) {
			c.setFile("f", Upload{Name: "f", Content: file()})
			c.setFile("g", Upload{Name: "g", Content: once()})
		}, "content", 0, 1},
		{"multipart form without files", func(c *call) { c.multipartForm(); c.setForm("a", "1") }, "1", -1, 3},
		{"empty stream", func(c *call) { c.stream("text/plain", strings.NewReader("")) }, "", 0, 3},
	}
	for _, test := range tests {
		synctest.Test(t, func(t *testing.T) {
			c, s := scripted(t, []step{{status: 429}}, WithRetry(RetryPolicy{Attempts: 3}))
			call := c.call(opPost)
			test.fill(call)
			if err := call.do(t.Context(), nil); !errors.Is(err, Status(429)) || len(s.seen) != test.tries {
				t.Errorf("%s: %d tries, %v", test.name, len(s.seen), err)
			}
			for _, seen := range s.seen {
				if test.size < 0 {
					test.size = int64(len(seen.body))
				}
				if !strings.Contains(seen.body, test.body) || seen.body != s.seen[0].body || max(seen.req.ContentLength, 0) != test.size {
					t.Errorf("%s: %d bytes told, %q", test.name, seen.req.ContentLength, seen.body)
				}
			}
		})
	}
}

func TestContentThatFailsIsNotRepeated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := scripted(t, []step{fine})
		call := c.call(&operation{method: "PUT", path: "/x"})
		call.setFile("f", Upload{Name: "f", Content: struct {
			io.Reader
			io.Seeker
		}{readerFunc(func([]byte) (int, error) { return 0, errDisk }), strings.NewReader("x")}})
		if err := call.do(t.Context(), nil); !errors.Is(err, errDisk) || len(s.seen) != 1 {
			t.Errorf("%d tries, %v", len(s.seen), err)
		}
	})
}

// TestPassEnds shows that what is not done with an earlier try takes nothing away from the next.
func TestPassEnds(t *testing.T) {
	c := newContent(strings.NewReader("content"))
	first, _ := c.open(t.Context())
	if n, err := first.Read(make([]byte, 3)); n != 3 || err != nil {
		t.Fatal(n, err)
	}
	second, err := c.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if n, err := first.Read(make([]byte, 3)); n != 0 || err != errPassEnded {
		t.Errorf("an ended pass reads %d bytes, %v", n, err)
	}
	if all, err := io.ReadAll(second); string(all) != "content" || err != nil {
		t.Errorf("%q, %v", all, err)
	}
	once := newContent(readerFunc(strings.NewReader("x").Read))
	_, _ = once.open(t.Context())
	if _, err := once.open(t.Context()); err == nil {
		t.Error("a reader is opened twice that cannot be rewound")
	}
}
