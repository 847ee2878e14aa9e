package golden

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/orchgen/orchgen/model"
)

// TestEveryRuleIsSeeded makes sure that for each rule there is an input with a fault that it finds, and
// that each rule can be explained. Package lint does the same for the rules on texts.
func TestEveryRuleIsSeeded(t *testing.T) {
	var seen strings.Builder
	for _, pattern := range []string{"*/diag.txt", "../cmd/orchgen/testdata/script/*.txtar"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: no files (%v)", pattern, err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			seen.Write(text)
		}
	}
	for _, rule := range model.Rules() {
		if rule.Title == "" || rule.Explanation == "" {
			t.Errorf("%s is not explained", rule.ID)
		}
		if !rule.IsLint() && !strings.Contains(seen.String(), "["+rule.ID+"]") && !strings.Contains(seen.String(), `\[`+rule.ID+`\]`) {
			t.Errorf("%s (%s): no input seeds it", rule.ID, rule.Title)
		}
	}
}
