package runtime

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strconv"
	"sync/atomic"
	"testing"
)

// A large file, and what it may take besides: all that is allocated in its course, on both sides, which is more than
// what is in use at any time.
const (
	largeFile   = 64 << 20
	largeMemory = 8 << 20
)

// zeros is a content that takes no memory.
type zeros struct{}

func (zeros) ReadAt(p []byte, _ int64) (int, error) {
	clear(p)
	return len(p), nil
}

func sizedZeros() io.Reader   { return io.NewSectionReader(zeros{}, 0, largeFile) }
func unsizedZeros() io.Reader { return io.LimitReader(sizedZeros(), largeFile) }

// newLargeServer takes and gives large files.
func newLargeServer(t *testing.T, received *atomic.Int64) *conn {
	t.Helper()
	sum := sha256.New()
	_, _ = io.Copy(sum, sizedZeros())
	digest := "sha-256=:" + base64.StdEncoding.EncodeToString(sum.Sum(nil)) + ":"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/link":
			_, _ = fmt.Fprintf(w, `{"Uri":"http://%s/file"}`, r.Host)
		case "/file":
			if r.Method == http.MethodGet {
				w.Header().Set("Content-Length", strconv.Itoa(largeFile))
				w.Header().Set("Content-Type", "application/zip")
				w.Header().Set("Repr-Digest", digest)
				_, _ = io.Copy(w, sizedZeros())
				return
			}
			fallthrough
		default:
			n, _ := io.Copy(io.Discard, r.Body)
			received.Store(n)
		}
	}))
	t.Cleanup(server.Close)
	return mustConn(t, server.URL)
}

func TestMemoryOfLargeFiles(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	var received atomic.Int64
	c := newLargeServer(t, &received)
	form := func(files ...io.Reader) func(context.Context) error {
		return func(ctx context.Context) error {
			call := c.call(opPost)
			for _, f := range files {
				call.setFile("f", Upload{Name: "f", Content: f})
			}
			return call.do(ctx, nil)
		}
	}
	stream := func(r io.Reader) func(context.Context) error {
		return func(ctx context.Context) error {
			call := c.call(opPost)
			call.stream("application/octet-stream", r)
			return call.do(ctx, nil)
		}
	}
	storage := func(r io.Reader) func(context.Context) error {
		return func(ctx context.Context) error {
			return c.call(opLink).storageUpload(ctx, Upload{Content: r})
		}
	}
	for name, send := range map[string]func(context.Context) error{
		"form":                       form(unsizedZeros()),
		"form of several sized ones": form(sizedZeros(), sizedZeros()),
		"stream":                     stream(unsizedZeros()),
		"sized stream":               stream(sizedZeros()),
		"storage":                    storage(sizedZeros()),
		"storage, of unknown size":   storage(unsizedZeros()),
		"download": func(ctx context.Context) error {
			d, err := download(ctx, c.call(opFile))
			if err != nil {
				return err
			}
			defer d.Close()
			n, err := io.Copy(io.Discard, d)
			received.Store(n)
			return err
		},
		"download to a file": func(ctx context.Context) error {
			d, err := c.call(opLink).storageDownload(ctx)
			if err != nil {
				return err
			}
			path, err := d.SaveTo(t.TempDir())
			if err != nil {
				return err
			}
			info, err := os.Stat(path)
			if err == nil {
				received.Store(info.Size())
			}
			return err
		},
	} {
		received.Store(0)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		err := send(t.Context())
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; err != nil || received.Load() < largeFile || took > largeMemory {
			t.Errorf("%s: %d bytes arrived, %d bytes were allocated, %v", name, received.Load(), took, err)
		} else {
			t.Logf("%s: %d KiB", name, took>>10)
		}
	}
}
