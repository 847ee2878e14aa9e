package golden

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/orchgen/orchgen"

// TestImportsGoOneWay holds the architecture: what a package may need besides the standard library.
func TestImportsGoOneWay(t *testing.T) {
	for pkg, allowed := range map[string][]string{
		"model":             {"golang.org/x/text", module + "/model/cldr"},
		"model/cldr":        {},
		"model/lint":        {module + "/model", "golang.org/x/text"},
		"emit/bundle":       {module + "/model", module + "/emit", module + "/templates", "github.com/dave/jennifer", "golang.org/x/text"},
		"templates":         {},
		"templates/runtime": {},
		"templates/fake":    {module + "/templates/runtime"},
		"catalog":           {},
		"emit":              {module + "/model", module + "/templates", "github.com/dave/jennifer", "golang.org/x/text"},
		"emit/site":         {module + "/model", module + "/emit", module + "/templates", "github.com/dave/jennifer", "golang.org/x/text"},
		"parser": {module + "/model", "github.com/getkin/kin-openapi", "go.yaml.in/yaml/v3", "golang.org/x/text",
			"github.com/oasdiff", "github.com/go-openapi", "github.com/santhosh-tekuri"},
		"parser/yamledit": {"go.yaml.in/yaml/v3"},
	} {
		for _, dep := range dependencies(t, pkg) {
			if !slices.ContainsFunc(allowed, func(prefix string) bool { return dep == prefix || strings.HasPrefix(dep, prefix+"/") }) {
				t.Errorf("package %s must not need %s", pkg, dep)
			}
		}
	}
}

// dependencies gives the packages that pkg needs directly or not, without the standard library.
func dependencies(t *testing.T, pkg string) []string {
	t.Helper()
	out, err := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", module+"/"+pkg).Output()
	if err != nil {
		t.Fatalf("go list %s: %v", pkg, err)
	}
	return slices.DeleteFunc(strings.Fields(string(out)), func(dep string) bool { return dep == module+"/"+pkg })
}
