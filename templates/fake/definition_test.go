package fake

import (
	"net/url"
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	def, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ method, path, want, arg string }{
		{"GET", "/odata/Things", "Things_List", ""},
		{"GET", "/odata/Things(12)", "Things_Get", "12"},
		{"GET", "/odata/%54hings%2812%29", "Things_Get", "12"},
		{"GET", "/odata/Notes('')", "Notes_Get", ""},
		{"GET", "/odata/Notes('a')b')", "Notes_Get", "a')b"},
		{"GET", "/odata/Notes(%27a%2Fb%27)", "Notes_Get", "a/b"},
		{"GET", "/odata/Notes('a/b')", "", ""},
		{"GET", "/files/best", "Files_Best", ""},
		{"GET", "/files/bes", "Files_Get", "bes"},
		{"GET", "/files/", "", ""},
		{"GET", "/files/a/b", "", ""},
		{"POST", "/_servers/identity/token", "Accounts_Token", ""},
		{"POST", "/token", "", ""},
		{"GET", "/files/%zz", "Files_Get", "%zz"},
	} {
		op, args, problem := def.find(test.method, test.path)
		switch {
		case (op == nil) != (problem != ""):
			t.Errorf("%s: operation %v, problem %q", test.path, op, problem)
		case op == nil && test.want != "" || op != nil && string(op.ID) != test.want:
			t.Errorf("%s: got %v, want %q", test.path, op, test.want)
		case op != nil && args["key"]+args["name"] != test.arg:
			t.Errorf("%s: arguments %q, want %q", test.path, args, test.arg)
		}
	}
}

// FuzzArguments sends any text as the argument of a path: it comes back as it was.
func FuzzArguments(f *testing.F) {
	for _, arg := range []string{"a", "", "it's", "''", "a/b", "%2F", "')", "é\x00", "best"} {
		f.Add(arg)
	}
	def, err := loaded()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, arg string) {
		for before, behind := range map[string]string{"/odata/Notes('": "')", "/files/": ""} {
			text := arg
			if behind != "" {
				text = strings.ReplaceAll(arg, "'", "''")
			} else if arg == "" || arg == "best" {
				continue
			}
			op, args, problem := def.find("GET", before+url.PathEscape(text)+behind)
			if op == nil || args["key"]+args["name"] != arg {
				t.Errorf("%q: %v %q %s", arg, op, args, problem)
			}
		}
	})
}
