package golden

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// filterModule gives a module with the client of the case odata_filter as its package "jobs".
func filterModule(t *testing.T) string {
	t.Helper()
	module := t.TempDir()
	writeOrRemove(t, filepath.Join(module, "go.mod"), "module example.com/program\n\ngo 1.26\n")
	run(t, ".", tool, "generate", "--spec", "odata_filter/spec.yaml", "--package", "jobs", "--out", filepath.Join(module, "jobs"))
	return module
}

// TestWrongFiltersDoNotCompile compiles expressions, one a line, of which all but the first are mistakes.
func TestWrongFiltersDoNotCompile(t *testing.T) {
	builds(t)
	expressions := []struct{ text, want string }{
		{`jobs.JobFilter.State.Eq(jobs.JobStateRunning).And(jobs.JobFilter.Robot().Name.Contains("x"), "any text")`, ""},
		{`jobs.JobFilter.Missing.Eq(1)`, "JobFilter.Missing undefined"},
		{`jobs.JobFilter.Robot().Missing.Eq(1)`, "Missing undefined"},
		{`jobs.JobFilter.Robots().Name.Eq("x")`, "Name undefined"},
		{`jobs.JobFilter.Robot().Any(nil)`, "Any undefined"},
		{`jobs.JobFilter.ID.Eq("x")`, `cannot use "x"`},
		{`jobs.JobFilter.Name.Eq(1)`, "cannot use 1"},
		{`jobs.JobFilter.CreationTime.Gt("2026-01-01")`, `cannot use "2026-01-01"`},
		{`jobs.JobFilter.HasErrors.Eq(0)`, "cannot use 0"},
		{`jobs.JobFilter.State.Eq(jobs.JobPhaseEnd)`, "as jobs.JobState value"},
		{`jobs.JobFilter.State.In(jobs.JobStateRunning, jobs.JobPhaseEnd)`, "as jobs.JobState value"},
		{`jobs.JobFilter.Level.Eq(jobs.JobStateRunning)`, "as jobs.JobLevel value"},
		{`jobs.JobFilter.ID.Contains("1")`, "Contains undefined"},
		{`jobs.JobFilter.Key.Gt("")`, "Gt undefined"},
		{`jobs.JobFilter.HasErrors.Lt(true)`, "Lt undefined"},
		{`jobs.JobFilter.Picture.Eq("x")`, "Eq undefined"},
		{`jobs.JobFilter.Tags.Eq("x")`, "Eq undefined"},
		{`jobs.JobFilter.Tags.Any(func(tag *jobs.GUIDProperty) jobs.Filter { return "" })`, "cannot use func"},
		{`jobs.JobFilter.ID.Eq(1).And(jobs.JobFilter.ID.Asc())`, "as jobs.Filter value"},
		{`jobs.ListOptions{Filter: jobs.JobFilter.ID.Asc()}`, "as jobs.Filter value"},
		{`jobs.ListOptions{OrderBy: jobs.JobFilter.ID.Eq(1)}`, "as jobs.OrderBy value"},
		{`jobs.ListOptions{Select: jobs.JobFilter.ID}`, "as jobs.Select value"},
		{`jobs.ListOptions{Expand: jobs.JobFilter.Robot()}`, "as jobs.Expand value"},
		{`jobs.JobExpand.Name`, "JobExpand.Name undefined"},
		{`jobs.Fields("Name")`, "does not implement jobs.Selectable"},
	}
	source := "package main\n\nimport \"example.com/program/jobs\"\n\nfunc main() {\n"
	first := strings.Count(source, "\n") + 1
	for _, e := range expressions {
		source += "\t_ = " + e.text + "\n"
	}
	module := filterModule(t)
	writeOrRemove(t, filepath.Join(module, "main.go"), source+"}\n")
	cmd := exec.Command("go", "build", "-gcflags=-e", ".")
	cmd.Dir = module
	out, err := cmd.CombinedOutput()
	if err == nil {
		t.Fatal("the mistakes compile")
	}
	for i, e := range expressions {
		messages := regexp.MustCompile(fmt.Sprintf(`(?m)^\./main\.go:%d:.*`, first+i)).FindAllString(string(out), -1)
		if got := strings.Join(messages, "\n"); e.want == "" && got != "" || !strings.Contains(got, e.want) || len(messages) > 1 {
			t.Errorf("%s\ngot  %s\nwant %s", e.text, got, e.want)
		}
	}
}

// TestFiltersAreDropped shows that a program contains the properties of the entities that it filters, as
// data that needs no initialisation, and those of no others.
func TestFiltersAreDropped(t *testing.T) {
	builds(t)
	module := filterModule(t)
	const program = `package main

import (
	"context"
	"fmt"

	"example.com/program/jobs"
)

func main() {
	client, _ := jobs.NewClient("http://localhost")
	page, err := client.Jobs.List(context.Background(), &jobs.JobsListOptions{Filter: FILTER})
	fmt.Println(page, err)
}
`
	for filter, want := range map[string]string{
		`"Id eq 1"`:                                     "",
		`jobs.JobFilter.ID.Eq(1)`:                       "JobFilter",
		`jobs.JobFilter.Robot().Name.Eq("x")`:           "JobFilter RobotFilter",
		`jobs.RobotFilter.Machine().Name.Eq("x")`:       "MachineODataFilter RobotFilter",
		`jobs.JobFilter.Robots().Count().Gt(1)`:         "JobFilter RobotFilter",
		`jobs.MachineODataFilter.Name.ToLower().Eq("")`: "MachineODataFilter",
	} {
		writeOrRemove(t, filepath.Join(module, "main.go"), strings.Replace(program, "FILTER", filter, 1))
		run(t, module, "go", "build", "-o", "program", ".")
		var kept []string
		for line := range strings.Lines(run(t, module, "go", "tool", "nm", "program")) {
			fields := strings.Fields(line)
			name, found := strings.CutPrefix(fields[len(fields)-1], "example.com/program/jobs.")
			if !found || !strings.HasSuffix(name, "Filter") || strings.Contains(name, ".") {
				continue
			}
			if kind := fields[len(fields)-2]; kind != "D" && kind != "T" && kind != "R" {
				t.Errorf("%s: %s is set up when the program starts (%s)", filter, name, kind)
			}
			kept = append(kept, name)
		}
		if got := strings.Join(kept, " "); got != want {
			t.Errorf("%s: the program contains %q, want %q", filter, got, want)
		}
	}
}
