package golden

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestEnvelopes runs testdata/envelopes with the built-in definition and catalogue.
func TestEnvelopes(t *testing.T) {
	builds(t)
	module := t.TempDir()
	writeOrRemove(t, filepath.Join(module, "go.mod"), "module example.com/envelopes\n\ngo 1.25\n")
	for _, name := range []string{"envelopes_test.go", "table.json"} {
		content, err := os.ReadFile(filepath.Join("testdata", "envelopes", name))
		if err != nil {
			t.Fatal(err)
		}
		writeOrRemove(t, filepath.Join(module, name), string(content))
	}
	run(t, module, tool, "generate", "--out", filepath.Join(module, "orchestrator"))
	run(t, module, "go", "vet", ".")
	run(t, module, "go", "test", ".")
}

// TestEnvelopesAreComplete looks for each body that the collection of bodies seen has, in the table of TestEnvelopes.
func TestEnvelopesAreComplete(t *testing.T) {
	facts, err := os.ReadFile(filepath.Join(shared(t), "facts", "envelopes.md"))
	if err != nil {
		t.Fatal(err)
	}
	var table []struct{ Body any }
	text, err := os.ReadFile("testdata/envelopes/table.json")
	if err == nil {
		err = json.Unmarshal(text, &table)
	}
	if err != nil {
		t.Fatal(err)
	}
	examples := envelopeExamples(t, string(facts))
	if len(examples) < 27 {
		t.Errorf("%d examples, want 27 or more", len(examples))
	}
	for _, example := range examples {
		if !slices.ContainsFunc(table, func(row struct{ Body any }) bool { return fitsEnvelope(example.body, row.Body, "") }) {
			t.Errorf("the table has no body as %s", example.text)
		}
	}
}

type envelopeExample struct {
	text string
	body any // JSON value, or text
}

var (
	codeSpan    = regexp.MustCompile("`([^`]+)`")
	placeholder = regexp.MustCompile(`([:\[])(string|bool|int|int32|int64)\b`)
	bareNames   = regexp.MustCompile(`^\{(\w+(?: \(\w+\))?(?:, )?)+\}$`)
)

// envelopeExamples gives the bodies among the code of a text: JSON, XML, and the texts of exceptions.
func envelopeExamples(t *testing.T, text string) []envelopeExample {
	t.Helper()
	var list []envelopeExample
	for _, span := range codeSpan.FindAllStringSubmatch(text, -1) {
		code := span[1]
		switch {
		case strings.HasPrefix(code, "<?xml"), strings.Contains(code, "Error code: "):
			list = append(list, envelopeExample{code, code})
		case strings.HasPrefix(code, "{"):
			list = append(list, envelopeExample{code, exampleJSON(t, code)})
		}
	}
	return list
}

// exampleJSON reads an example in which "..." and the names of types stand for values.
func exampleJSON(t *testing.T, code string) any {
	t.Helper()
	text := placeholder.ReplaceAllString(strings.ReplaceAll(code, ",...]", "]"), `$1"..."`)
	if bareNames.MatchString(code) {
		text = regexp.MustCompile(`(\w+)(?: \(\w+\))?`).ReplaceAllString(code, `"$1":"..."`)
	}
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Errorf("%s cannot be read: %v", code, err)
	}
	return v
}

// tells are the members whose values count; of others only the type does.
var tells = []string{"code", "errorcode", "type", "status", "statusdescription"}

// fitsEnvelope reports whether a body, or one of its items, is as an example: with the same members and codes.
func fitsEnvelope(example, body any, name string) bool {
	switch example := example.(type) {
	case map[string]any:
		if list, ok := body.([]any); ok && len(list) > 0 && name == "" { // an example of an item
			return fitsEnvelope(example, list[0], name)
		}
		members, ok := body.(map[string]any)
		for key, value := range example {
			member, has := members[key]
			ok = ok && has && fitsEnvelope(value, member, key)
		}
		return ok && len(members) == len(example)
	case []any:
		list, ok := body.([]any)
		return ok && (len(example) == 0) == (len(list) == 0) && (len(list) == 0 || fitsEnvelope(example[0], list[0], name))
	case string:
		text, ok := body.(string)
		switch {
		case name == "": // not JSON
			return ok && textKind(example) == textKind(text)
		case strings.Contains(example, "..."):
			return ok || !isCompound(body)
		}
		return ok && (text == example || !slices.Contains(tells, strings.ToLower(name)))
	}
	return !isCompound(body) && (example == nil || body == example || !slices.Contains(tells, strings.ToLower(name)))
}

func isCompound(v any) bool {
	switch v.(type) {
	case map[string]any, []any:
		return true
	}
	return false
}

// textKind gives what is left of a text without what differs from one failure to the next.
func textKind(text string) string {
	if tags := regexp.MustCompile(`</?[A-Z]\w*>`).FindAllString(text, -1); tags != nil {
		return strings.Join(tags, "")
	}
	kind := ""
	for _, mark := range []string{"OrchestratorHttpException: ", "Status code: ", "Orchestrator response: ", "Error code: "} {
		if _, rest, found := strings.Cut(text, mark); found {
			number, _, _ := strings.Cut(rest, " ")
			if kind += mark; strings.HasSuffix(mark, "code: ") {
				kind += number
			}
		}
	}
	return kind
}
