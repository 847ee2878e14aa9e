package golden

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/orchgen/orchgen/golden/need"
)

// prismVersion is the release of Stoplight Prism that contract tests run against.
const prismVersion = "5.14.2"

// prism gives the path of the mock server.
func prism(t *testing.T) string {
	t.Helper()
	return filepath.Join(need.NPM(t, "@stoplight/prism-cli@"+prismVersion), "node_modules", ".bin", "prism")
}

var listening = regexp.MustCompile(`listening on (http://\S+)`)

// servePrism serves a definition on the loopback interface until the test ends and gives the address.
//
// Prism rejects a request that violates the definition with or without its flag --errors, which makes an
// error of each violation by a reply as well: it cuts replies of recursive types short where properties are
// required. So the flag is not set.
func servePrism(t *testing.T, path, spec string) string {
	t.Helper()
	definition := filepath.Join(t.TempDir(), "definition.yaml")
	if err := os.WriteFile(definition, servable(t, spec), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "mock", "--host", "127.0.0.1", "--port", "0", definition)
	cmd.Env = append(os.Environ(), "NO_COLOR=1")
	cmd.Stderr = os.Stderr
	output, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	address := make(chan string, 1)
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		defer close(address)
		r := bufio.NewReader(output)
		for {
			line, err := r.ReadString('\n')
			if err != nil {
				return
			}
			if found := listening.FindStringSubmatch(line); found != nil {
				address <- found[1]
				break
			}
		}
		_, _ = io.Copy(io.Discard, r)
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-drained
		_ = cmd.Wait()
	})
	select {
	case a, ok := <-address:
		if !ok {
			t.Fatalf("Prism ended before it served %s", spec)
		}
		return a
	case <-time.After(2 * time.Minute):
		t.Fatalf("Prism does not serve %s", spec)
		return ""
	}
}

// servable gives a definition as Prism can serve it. Two things that it cannot deal with are written in
// another way: files, which it neither sends nor checks in a form, and base64, for which it sends any text.
func servable(t *testing.T, spec string) []byte {
	t.Helper()
	content, err := os.ReadFile(spec)
	if err != nil {
		t.Fatal(err)
	}
	var document yaml.Node
	if err := yaml.Unmarshal(bytes.TrimPrefix(content, []byte("\ufeff")), &document); err != nil {
		t.Fatal(err)
	}
	mend(&document)
	content, err = yaml.Marshal(&document)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func mend(n *yaml.Node) {
	values := map[string]*yaml.Node{}
	for i, inner := range n.Content {
		mend(inner)
		if n.Kind == yaml.MappingNode && i%2 == 1 {
			values[n.Content[i-1].Value] = inner
		}
	}
	is := func(key, value string) bool { return values[key] != nil && values[key].Value == value }
	switch {
	case is("type", "file"):
		values["type"].Value = "string"
	case is("type", "string") && is("format", "byte") && values["example"] == nil:
		n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: "example"},
			&yaml.Node{Kind: yaml.ScalarNode, Value: "dGV4dA=="})
	}
}
