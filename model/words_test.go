package model

import (
	"go/token"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

func TestWords(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want []string
	}{
		{"JobDto", []string{"Job", "Dto"}},
		{"HTTPServer", []string{"HTTP", "Server"}},
		{"robotIDs", []string{"robot", "IDs"}},
		{"X-UIPATH-OrganizationUnitId", []string{"X", "UIPATH", "Organization", "Unit", "Id"}},
		{"ODataResponse[List[AlertDto]]", []string{"O", "Data", "Response", "List", "Alert", "Dto"}},
		{"snake_case and blanks", []string{"snake", "case", "and", "blanks"}},
		{"1abc", []string{"1abc"}},
		{"", nil},
		{"@$!", nil},
		{"日本", []string{"日本"}},
	} {
		if diff := cmp.Diff(tt.want, words(tt.in)); diff != "" {
			t.Errorf("words(%q): %s", tt.in, diff)
		}
	}
}

func TestIdentifiers(t *testing.T) {
	for _, tt := range []struct{ in, exported, unexported string }{
		{"jobId", "JobID", "jobID"},
		{"JobDtoState", "JobDtoState", "jobDtoState"},
		{"$orderby", "Orderby", "orderby"},
		{"@odata.context", "ODataContext", "odataContext"},
		{"1abc", "X1abc", "x1abc"},
		{"日本", "X日本", "x日本"},
		{"ids", "IDs", "ids"},
		{"URL", "URL", "url"},
		{"IN_PROGRESS", "InProgress", "inProgress"},
		{"RUNNING", "Running", "running"},
	} {
		if got := exported(words(tt.in)); got != tt.exported {
			t.Errorf("exported(%q) = %q, want %q", tt.in, got, tt.exported)
		}
		if got := unexported(words(tt.in)); got != tt.unexported {
			t.Errorf("unexported(%q) = %q, want %q", tt.in, got, tt.unexported)
		}
	}
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"JobDto", "a-b", "1x", "日本", "Ⅷ", "ǅx", "É", "\xff", "ß", "__", "ʹ", "²", "𞤀𞤁"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		list := words(s)
		if id := exported(list); id != "" && (!token.IsIdentifier(id) || !token.IsExported(id)) {
			t.Errorf("exported(%q) = %q is not an exported identifier", s, id)
		}
		if id := unexported(list); id != "" && (!isIdentifier(id) || token.IsExported(id)) {
			t.Errorf("unexported(%q) = %q is not an unexported identifier", s, id)
		}
		if id := exported(words(spelled(s))); s != "" && !token.IsIdentifier(id) {
			t.Errorf("spelled out, %q gives %q", s, id)
		}
		for _, r := range snake(list) {
			if r > unicode.MaxASCII || r == '/' || r == '.' {
				t.Errorf("snake(%q) = %q", s, snake(list))
			}
		}
	})
}

// isIdentifier allows keywords, which the namer handles.
func isIdentifier(s string) bool { return token.IsIdentifier(s) || token.IsKeyword(s) }
