package catalog_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"

	"github.com/orchgen/orchgen/parser"
)

// TestSchemas holds the schema files against what "orchgen schema" prints, and the catalogue against the schemas.
func TestSchemas(t *testing.T) {
	for name, files := range map[string]string{"errors": "errors.yaml", "client": "client.yaml", "locale": "locales/*.yaml"} {
		file := name + ".schema.json"
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(content, parser.Schema(name)) {
			t.Errorf("%s is not what orchgen schema %s prints", file, name)
		}
		schema := compile(t, name)
		paths, err := filepath.Glob(files)
		if err != nil || len(paths) == 0 {
			t.Fatalf("%s: no files, %v", files, err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(instance(t, string(text))); err != nil {
				t.Errorf("%s: %v", path, err)
			}
			up := strings.Repeat("../", strings.Count(path, "/"))
			if modeline := "# yaml-language-server: $schema=" + up + file + "\n# $schema: " + up + file + "\n"; !strings.HasPrefix(string(text), modeline) {
				t.Errorf("%s does not begin with\n%s", path, modeline)
			}
		}
	}
}

// TestSchemasRefuse seeds defects that an editor should mark.
func TestSchemasRefuse(t *testing.T) {
	const entries = `
catalog: {version: 1, domain: example.com, source: en, locales: [en], ignore: [OG1513]}
categories: {Conflict: It exists.}
errors:
  - code: 1
    name: Taken
    status: [409]
    category: Conflict
    retry: never
    args: {Name: {type: string, example: 5}, Kind: {type: identifier, values: [robot]}}
    variants: [{id: machine}]
    aliases: [{name: Held, shared: true}]
    provenance: {name: inferred}
    deprecated: {use: 2, note: Gone.}
`
	const messages = `
locale: en
state: machine
messages:
  1:
    text: {one: One., other: Many.}
    also: [Much.]
    variants: {machine: {text: A machine.}, short: Short.}
    state: {text: reviewed}
    from: {text: bcdfghjk}
`
	for _, tt := range []struct{ name, sound, old, broken string }{
		{"errors", entries, "version: 1", "version: 2"},
		{"errors", entries, "domain: example.com,", ""},
		{"errors", entries, "OG1513", "OG1203"},
		{"errors", entries, "code: 1", "code: one"},
		{"errors", entries, "code: 1", "code: 2147483648"},
		{"errors", entries, "name: Taken", "name: is-taken"},
		{"errors", entries, "    name: Taken\n", ""},
		{"errors", entries, "[409]", "[4090]"},
		{"errors", entries, "category:", "catgory:"},
		{"errors", entries, "retry: never", "retry: sometimes"},
		{"errors", entries, "type: string", "type: text"},
		{"errors", entries, "{type: string, example: 5}", "{example: 5}"},
		{"errors", entries, "Name: {", "name: {"},
		{"errors", entries, "[robot]", "[a robot]"},
		{"errors", entries, "id: machine", "id: Machine"},
		{"errors", entries, "shared: true", "shared: maybe"},
		{"errors", entries, "name: inferred", "name: guessed"},
		{"errors", entries, "use: 2", "use: two"},
		{"locale", messages, "state: machine", "state: done"},
		{"locale", messages, "locale: en", "language: en"},
		{"locale", messages, "  1:", "  one:"},
		{"locale", messages, "text: {one: One., other: Many.}", "txt: x"},
		{"locale", messages, "also: [Much.]", "also: Much."},
		{"locale", messages, "text: reviewed", "text: perfect"},
		{"locale", messages, "bcdfghjk", "12345678"},
	} {
		schema := compile(t, tt.name)
		if err := schema.Validate(instance(t, tt.sound)); err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		if !strings.Contains(tt.sound, tt.old) {
			t.Fatalf("there is no %q to replace", tt.old)
		}
		if schema.Validate(instance(t, strings.Replace(tt.sound, tt.old, tt.broken, 1))) == nil {
			t.Errorf("%s: %q is accepted for %q", tt.name, tt.broken, tt.old)
		}
	}
}

func compile(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(parser.Schema(name)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(name, document); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// instance reads YAML as the data model of JSON, in which all keys are strings.
func instance(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(withTextKeys(v))
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return document
}

func withTextKeys(v any) any {
	switch v := v.(type) {
	case map[any]any:
		m := map[string]any{}
		for key, value := range v {
			text, _ := json.Marshal(key)
			m[strings.Trim(string(text), `"`)] = withTextKeys(value)
		}
		return m
	case map[string]any:
		for key, value := range v {
			v[key] = withTextKeys(value)
		}
	case []any:
		for i := range v {
			v[i] = withTextKeys(v[i])
		}
	}
	return v
}

// TestFormatIsDocumented looks for every key of the format in the description of the format.
func TestFormatIsDocumented(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"errors", "locale"} {
		for key := range keysOf(t, parser.Schema(name)) {
			if !regexp.MustCompile(`\b` + key + `\b`).Match(text) {
				t.Errorf("README.md does not have the key %s of %s", key, name)
			}
		}
	}
}

// TestFormatExample reads the example in the description, with its one language as the source.
func TestFormatExample(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllSubmatch(text, -1)
	if len(blocks) != 3 {
		t.Fatalf("%d blocks", len(blocks))
	}
	entries := strings.NewReplacer("source: en", "source: fr", "[en, fr]", "[fr]").Replace(string(blocks[1][1]))
	translated := regexp.MustCompile(`(?m)^(categories|    args): .*\n`) // what the source language has in errors.yaml
	cat, _, diags := parser.Catalog(fstest.MapFS{
		"errors.yaml": {Data: []byte(entries)}, "locales/fr.yaml": {Data: translated.ReplaceAll(blocks[2][1], nil)},
	}, "errors.yaml", "errors.yaml")
	for _, d := range diags.Sorted() {
		t.Errorf("%v: %s [%s]", d.Pos, d.Message, d.Rule.ID)
	}
	if len(cat.Units()) != 7 {
		t.Errorf("%d texts", len(cat.Units()))
	}
}

// keysOf gives the names of all properties in a schema.
func keysOf(t *testing.T, schema []byte) map[string]bool {
	t.Helper()
	type object struct {
		Properties  map[string]any
		Definitions map[string]struct{ Properties map[string]any }
	}
	var root object
	if err := json.Unmarshal(schema, &root); err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	for key := range root.Properties {
		keys[key] = true
	}
	for _, d := range root.Definitions {
		for key := range d.Properties {
			keys[key] = true
		}
	}
	return keys
}
