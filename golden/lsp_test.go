package golden

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/orchgen/orchgen/golden/need"
)

// TestEditor edits catalogue files as an editor with yaml-language-server does: the schema that the first line of a file
// names gives diagnostics, completion and explanations.
func TestEditor(t *testing.T) {
	server := filepath.Join(need.NPM(t, "yaml-language-server@2.0.0"), "node_modules", ".bin", "yaml-language-server")
	builds(t)
	folder := t.TempDir()
	for _, name := range []string{"errors", "locale"} {
		schema, err := exec.Command(tool, "schema", name).Output()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name+".schema.json"), schema, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	editor := startServer(t, server, folder)

	const sound = `# yaml-language-server: $schema=errors.schema.json
catalog: {version: 1, domain: example.com, source: en, locales: [en]}
categories: {Conflict: It exists.}
errors:
  - code: 1
    name: Taken
    status: [409]
    category: Conflict
    retry: never
`
	if found := editor.open("sound.yaml", sound); len(found) != 0 {
		t.Errorf("a sound file has the diagnostics %v", found)
	}
	faulty := strings.NewReplacer("name: Taken", "name: is-taken", "retry: never", "retry: sometimes", "category:", "catgory:").Replace(sound)
	found := strings.Join(editor.open("faulty.yaml", faulty), "\n")
	for _, want := range []string{"5 String does not match the pattern", "7 Property catgory is not allowed", `8 Value is not accepted. Valid values: "never", "idempotent", "always"`, `4 Missing property "category"`} {
		if !strings.Contains(found, want) {
			t.Errorf("the diagnostics lack %q:\n%s", want, found)
		}
	}
	editor.open("new.yaml", sound+"    \n")
	keys := editor.completion("new.yaml", 9, 4)
	for _, want := range []string{"args", "variants", "since", "aliases", "deprecated"} {
		if !strings.Contains(keys, " "+want+" ") {
			t.Errorf("the key %s is not offered among%s", want, keys)
		}
	}
	if strings.Contains(keys, " retry ") {
		t.Error("a key is offered that the entry has already")
	}
	if words := editor.completion("sound.yaml", 8, 11); !strings.Contains(words, " idempotent ") {
		t.Errorf("the words of retry are not offered, only%s", words)
	}
	if text := editor.hover("sound.yaml", 8, 6); !strings.Contains(text, "Whether repeating the request can help") {
		t.Errorf("the explanation of retry is %q", text)
	}

	const messages = "# yaml-language-server: $schema=locale.schema.json\nlocale: fr\nstate: done\nmessages:\n  1: {txt: Pris.}\n"
	found = strings.Join(editor.open("fr.yaml", messages), "\n")
	for _, want := range []string{`2 Value is not accepted. Valid values: "machine"`, "4 Property txt is not allowed"} {
		if !strings.Contains(found, want) {
			t.Errorf("the diagnostics lack %q:\n%s", want, found)
		}
	}
}

// languageServer is a server of the Language Server Protocol 3.17.
type languageServer struct {
	t           *testing.T
	folder      string
	in          io.Writer
	diagnostics chan published
	replies     chan json.RawMessage
	last        int
}

type published struct {
	URI         string
	Diagnostics []struct {
		Message string
		Range   struct{ Start struct{ Line int } }
	}
}

func startServer(t *testing.T, path, folder string) *languageServer {
	t.Helper()
	cmd := exec.Command(path, "--stdio")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s := &languageServer{t: t, folder: folder, in: in, diagnostics: make(chan published, 100), replies: make(chan json.RawMessage, 1)}
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.listen(bufio.NewReader(out))
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-done
		_ = cmd.Wait()
	})
	s.request("initialize", map[string]any{"processId": nil, "rootUri": "file://" + folder, "capabilities": map[string]any{
		"textDocument": map[string]any{"hover": map[string]any{"contentFormat": []string{"plaintext"}}},
	}})
	s.notify("initialized", map[string]any{})
	s.notify("workspace/didChangeConfiguration", map[string]any{"settings": map[string]any{"yaml": map[string]any{"schemaStore": map[string]any{"enable": false}}}})
	return s
}

// listen reads what the server says until it ends.
func (s *languageServer) listen(r *bufio.Reader) {
	for {
		header, err := textproto.NewReader(r).ReadMIMEHeader()
		if err != nil {
			return
		}
		size, _ := strconv.Atoi(header.Get("Content-Length"))
		body := make([]byte, size)
		if _, err := io.ReadFull(r, body); err != nil {
			return
		}
		var message struct {
			ID     *int
			Method string
			Params json.RawMessage
			Result json.RawMessage
		}
		if json.Unmarshal(body, &message) != nil {
			continue
		}
		switch {
		case message.Method == "textDocument/publishDiagnostics":
			var p published
			if json.Unmarshal(message.Params, &p) == nil {
				s.diagnostics <- p
			}
		case message.Method != "" && message.ID != nil: // a request for settings or the like
			s.send(map[string]any{"jsonrpc": "2.0", "id": *message.ID, "result": nil})
		case message.ID != nil:
			s.replies <- message.Result
		}
	}
}

func (s *languageServer) send(message any) {
	data, err := json.Marshal(message)
	if err == nil {
		_, err = fmt.Fprintf(s.in, "Content-Length: %d\r\n\r\n%s", len(data), data)
	}
	if err != nil {
		s.t.Errorf("the server takes no more messages: %v", err)
	}
}

func (s *languageServer) notify(method string, params any) {
	s.send(map[string]any{"jsonrpc": "2.0", "method": method, "params": params})
}

func (s *languageServer) request(method string, params any) json.RawMessage {
	s.t.Helper()
	s.last++
	s.send(map[string]any{"jsonrpc": "2.0", "id": s.last, "method": method, "params": params})
	select {
	case result := <-s.replies:
		return result
	case <-time.After(time.Minute):
		s.t.Fatalf("no reply to %s", method)
		return nil
	}
}

func (s *languageServer) uri(name string) string { return "file://" + filepath.Join(s.folder, name) }

// open shows the server a file and gives its diagnostics, each with its line from 0.
func (s *languageServer) open(name, text string) []string {
	s.t.Helper()
	s.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": s.uri(name), "languageId": "yaml", "version": 1, "text": text}})
	for {
		select {
		case p := <-s.diagnostics:
			if p.URI != s.uri(name) {
				continue
			}
			var list []string
			for _, d := range p.Diagnostics {
				list = append(list, fmt.Sprintf("%d %s", d.Range.Start.Line, d.Message))
			}
			return list
		case <-time.After(time.Minute):
			s.t.Fatalf("no diagnostics of %s", name)
		}
	}
}

func (s *languageServer) position(name string, line, column int) map[string]any {
	return map[string]any{"textDocument": map[string]any{"uri": s.uri(name)}, "position": map[string]any{"line": line, "character": column}}
}

// completion gives what is offered at a place, with a blank around each word.
func (s *languageServer) completion(name string, line, column int) string {
	s.t.Helper()
	var list struct{ Items []struct{ Label string } }
	if err := json.Unmarshal(s.request("textDocument/completion", s.position(name, line, column)), &list); err != nil {
		s.t.Fatal(err)
	}
	text := " "
	for _, item := range list.Items {
		text += item.Label + " "
	}
	return text
}

func (s *languageServer) hover(name string, line, column int) string {
	s.t.Helper()
	return string(s.request("textDocument/hover", s.position(name, line, column)))
}
