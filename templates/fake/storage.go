package fake

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// storedFile is a file in the storage beside the API.
type storedFile struct {
	contentType string
	content     []byte
}

// storagePath begins the path of every file in the storage.
const storagePath = "/_files/"

// link answers with the address of a file in the storage, which takes the link's method there.
func (s *Server) link(w http.ResponseWriter, op *operation, req *Request) {
	place := op.Path[0]
	for _, name := range slices.Sorted(maps.Keys(req.Args)) {
		place += "/" + req.Args[name]
	}
	for name, values := range req.Query {
		if strings.EqualFold(name, "path") {
			place += "/" + strings.Join(values, "/")
		}
	}
	reply(w, op.Status, map[string]any{
		"Uri": s.URL + storagePath + url.PathEscape(place), "Verb": op.Link, "RequiresAuth": false,
		"Headers": map[string]any{"Keys": []string{}, "Values": []string{}},
	})
}

// store keeps the file that is sent, or gives the one that is kept.
func (s *Server) store(w http.ResponseWriter, r *http.Request) {
	place := r.URL.EscapedPath()
	switch r.Method {
	case http.MethodPut:
		content, err := io.ReadAll(r.Body)
		if err != nil {
			return // the client broke off
		}
		s.set(func() { s.files[place] = &storedFile{r.Header.Get("Content-Type"), content} })
		w.WriteHeader(http.StatusCreated)
	case http.MethodGet:
		var file *storedFile
		s.set(func() { file = s.files[place] })
		if file == nil {
			w.Header().Set("Content-Type", "application/xml")
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, "<Error><Code>BlobNotFound</Code><Message>The file does not exist.</Message></Error>")
			return
		}
		if file.contentType != "" {
			w.Header().Set("Content-Type", file.contentType)
		}
		_, _ = w.Write(file.content)
	default:
		s.refuse(w, r, "the storage takes GET and PUT")
	}
}
