package parser

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/model"
)

func TestDocumentedLimits(t *testing.T) {
	for description, want := range map[string]int{
		"How many. The maximum value is 1000.":             1000,
		"Which. The maximum number of expressions is 100.": 100,
		"With what. The MAXIMUM DEPTH IS 2":                2,
		"The maximum value is 5. The maximum depth is 6.":  5,
		"The maximum value is -5.":                         0,
		"The maximum value is 12345678901234567890.":       0,
		"The maximum value is 10kB.":                       0,
		"The maximum value of a property is 1000.":         0,
		"": 0,
	} {
		spec := head + `paths:
  /A:
    get:
      parameters:
        - {name: $top, in: query, type: integer, description: "` + description + `"}
        - {name: top, in: query, type: integer, description: "` + description + `"}
        - {name: $top, in: header, type: integer, description: "` + description + `"}
      responses: {'200': {description: OK}}
`
		var got []int
		for _, p := range define(t, spec).Operations()[0].Params {
			got = append(got, p.Most)
		}
		if diff := cmp.Diff([]int{want, 0, 0}, got); diff != "" {
			t.Errorf("%q: %s", description, diff)
		}
	}
}

// TestRealLimits reads the limits of Orchestrator, which its definitions tell since 2020.10.
func TestRealLimits(t *testing.T) {
	for _, file := range shared(t, "specs/orchestrator/uipath-20*.json") {
		api, diags := Definition(read(t, file))
		if diags.HasErrors() {
			t.Fatal(findings(diags))
		}
		got := map[string]int{}
		for _, op := range api.Operations() {
			for _, p := range op.Params {
				if p.In == model.InQuery && p.Most > 0 {
					got[p.Wire] = p.Most
				}
			}
		}
		want := map[string]int{}
		if strings.Contains(file, "2020.10") {
			want = map[string]int{"$filter": 100, "$orderby": 5, "$expand": 2, "$top": 1000}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", file, diff)
		}
	}
}
