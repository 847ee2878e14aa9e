package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

// anyPort is the address where pages are shown when none is given: the system chooses the port.
const anyPort = "127.0.0.1:0"

// checkLoopback refuses addresses that other computers can reach.
func checkLoopback(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("%q is not an address such as localhost:8080", address)
	}
	if !isLoopback(host) {
		return fmt.Errorf("pages are only shown on this computer: %q is not a loopback address", host)
	}
	return nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// serve shows files until the user ends it.
func serve(cmd *cobra.Command, address string, files []file) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	if tcp, ok := listener.Addr().(*net.TCPAddr); !ok || !tcp.IP.IsLoopback() {
		return errors.Join(fmt.Errorf("%s does not lead to this computer", address), listener.Close())
	}
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	server := &http.Server{Handler: showFiles(files), ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	fmt.Fprintf(cmd.OutOrStdout(), "http://%s/\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// contentTypes are those of the files of the site.
var contentTypes = map[string]string{
	".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
}

// showFiles gives files from memory. Requests for another host are refused: a page of that host would be made to
// read them (DNS rebinding).
func showFiles(files []file) http.Handler {
	contents := map[string][]byte{}
	for _, f := range files {
		contents["/"+f.Name] = f.Content
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = strings.Trim(r.Host, "[]")
		}
		name := r.URL.Path
		if strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		content, found := contents[name]
		switch {
		case !isLoopback(host):
			http.Error(w, "not this host", http.StatusMisdirectedRequest)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		case !found:
			http.NotFound(w, r)
		default:
			header := w.Header()
			header.Set("Content-Type", contentTypes[path.Ext(name)])
			header.Set("X-Content-Type-Options", "nosniff")
			header.Set("Content-Security-Policy", "frame-ancestors 'none'")
			header.Set("Cache-Control", "no-cache")
			_, _ = w.Write(content)
		}
	})
}
