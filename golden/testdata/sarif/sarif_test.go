package sarif

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/xeipuuv/gojsonschema"
)

// TestReport reads the report that the variable REPORT names with a library, and holds it against the schema of
// SARIF 2.1.0 that comes with this library.
func TestReport(t *testing.T) {
	data, err := os.ReadFile(os.Getenv("REPORT"))
	if err != nil {
		t.Fatal(err)
	}
	report, err := sarif.FromBytes(data)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(report.Runs[0].Results); n == 0 {
		t.Error("the report has no results")
	}
	for _, r := range report.Runs[0].Results {
		if rule := report.Runs[0].Tool.Driver.Rules[r.RuleIndex]; *r.RuleID != *rule.ID {
			t.Errorf("the result of %s has the index of %s", *r.RuleID, *rule.ID)
		}
	}
	schema := officialSchema(t)
	if err := validate(schema, data); err != nil {
		t.Error(err)
	}
	for old, broken := range map[string]string{
		`"level": "warning"`:     `"level": "fatal"`,
		`"version": "2.1.0"`:     `"version": "2.0.0"`,
		`"startLine": `:          `"startLine": -`,
		`"driver": {`:            `"drover": {`,
		`"unicodeCodePoints"`:    `"bytes"`,
		`"text": "the file is n`: `"txt": "the file is n`,
	} {
		if !bytes.Contains(data, []byte(old)) {
			t.Errorf("the report has no %s", old)
		} else if validate(schema, []byte(strings.Replace(string(data), old, broken, 1))) == nil {
			t.Errorf("%s is accepted", broken)
		}
	}
}

func validate(schema string, data []byte) error {
	result, err := gojsonschema.Validate(gojsonschema.NewStringLoader(schema), gojsonschema.NewBytesLoader(data))
	if err == nil && !result.Valid() {
		err = fmt.Errorf("%v", result.Errors())
	}
	return err
}

// officialSchema takes the schema out of the library's source, which does not export it.
func officialSchema(t *testing.T) string {
	t.Helper()
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif").Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var text string
	ast.Inspect(file, func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok && text == "" {
			text, _ = strconv.Unquote(literal.Value)
		}
		return true
	})
	if !strings.Contains(text, "sarif-schema-2.1.0") {
		t.Fatal("the library has no schema")
	}
	return text
}
