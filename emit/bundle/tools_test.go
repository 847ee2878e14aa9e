package bundle_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/golden/need"
)

// python runs a script of testdata with Debian's Python, which has the Translate Toolkit.
const python = "/usr/bin/python3"

// command runs a program; an error has what it printed.
func command(input any, name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	if input != nil {
		data, err := json.Marshal(input)
		if err != nil {
			return nil, err
		}
		cmd.Stdin = bytes.NewReader(data)
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, &commandError{err, name, stderr.String()}
	}
	return stdout.Bytes(), nil
}

type commandError struct {
	error
	name, output string
}

func (e *commandError) Error() string { return e.name + ": " + e.error.Error() + "\n" + e.output }

// must is command for what cannot fail; the output is decoded unless result is nil.
func must(t testing.TB, result, input any, name string, args ...string) {
	t.Helper()
	out, err := command(input, name, args...)
	if err == nil && result != nil {
		err = json.Unmarshal(out, result)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func script(name string) string { return filepath.Join("testdata", "translators", name) }

// store writes files into a new folder and gives their paths in order.
func store(t testing.TB, files []emit.File) []string {
	t.Helper()
	dir := t.TempDir()
	var paths []string
	for _, f := range files {
		path := filepath.Join(dir, f.Name)
		if err := os.WriteFile(path, f.Content, 0o666); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

// load reads files that a tool has written.
func load(t testing.TB, paths []string) []emit.File {
	t.Helper()
	var files []emit.File
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, emit.File{Name: filepath.Base(path), Content: content})
	}
	return files
}

// xliffPackage installs the npm package xliff.
func xliffPackage(t testing.TB) string {
	t.Helper()
	return need.NPM(t, "xliff@6.4.0")
}

// xliffSchemas gives the folder with the schemas of XLIFF, which are in a Debian package of another program. Their
// references to further schemas are made local.
func xliffSchemas(t testing.TB) string {
	t.Helper()
	need.Programs(t, "xmllint", "apt-get", "dpkg")
	return need.Folder(t, "xliff-schemas-1", func(folder string) error {
		download := exec.Command("apt-get", "download", "-qq", "php-symfony-translation")
		download.Dir = t.TempDir()
		if out, err := download.CombinedOutput(); err != nil {
			return fmt.Errorf("apt-get: %w\n%s", err, out)
		}
		packages, _ := filepath.Glob(filepath.Join(download.Dir, "*.deb"))
		if len(packages) != 1 {
			return fmt.Errorf("packages: %q", packages)
		}
		must(t, nil, nil, "dpkg", "-x", packages[0], download.Dir)
		for _, name := range []string{"xliff-core-1.2-strict.xsd", "xliff-core-2.0.xsd", "xml.xsd"} {
			schema, err := os.ReadFile(filepath.Join(download.Dir, "usr/share/php/Symfony/Component/Translation/Resources/schemas", name))
			if err != nil {
				return err
			}
			text := strings.NewReplacer("http://www.w3.org/2001/xml.xsd", "xml.xsd", "informativeCopiesOf3rdPartySchemas/w3c/xml.xsd", "xml.xsd").Replace(string(schema))
			if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o666); err != nil {
				return err
			}
		}
		return nil
	})
}

func decode(t testing.TB, data []byte, result any) {
	t.Helper()
	if err := json.Unmarshal(data, result); err != nil {
		t.Fatal(err)
	}
}
