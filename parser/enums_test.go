package parser

import (
	"testing"

	"github.com/orchgen/orchgen/model"
)

// TestEnumBeyondInt32 checks that the Go type of an enum holds all its values, whatever the format says.
func TestEnumBeyondInt32(t *testing.T) {
	for values, want := range map[string]model.Kind{
		"[-2147483648, 2147483647]": model.Int32, "[1, 2147483648]": model.Int64, "[-2147483649, 1]": model.Int64,
	} {
		api, diags := Definition(Source{"f", []byte(withPaths(head + "definitions:\n  A: {type: integer, format: int32, enum: " + values + "}\n"))})
		if base := api.Types[0].Base; base != want {
			t.Errorf("%s: got %s, want %s", values, kindNames[base], kindNames[want])
		}
		if (want == model.Int64) != (diags.Len() > 0) {
			t.Errorf("%s: findings %q", values, findings(diags))
		}
	}
	_, diags := Definition(Source{"f", []byte(withPaths(head + "definitions:\n  A: {type: integer, format: int32, enum: [1, 5000000000]}\n"))})
	wantFindings(t, diags, `4:47 OG1110 5000000000 is beyond the format int32; int64 is generated | correct the value, or write "format": "int64"`)
}
