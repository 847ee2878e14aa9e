package parser

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/model"
)

// TestOrchestrator reads the published definitions of Orchestrator.
func TestOrchestrator(t *testing.T) {
	operations := map[string]int{
		"uipath-2018.1.json": 158, "uipath-2018.2.6.json": 175, "uipath-2018.3.0-CE.2.json": 186, "uipath-2018.4.1.json": 198,
		"uipath-2019.1.json": 198, "uipath-2019.4.json": 207, "uipath-2019.10.json": 285, "uipath-2020.4.json": 329, "uipath-2020.10.json": 360,
	}
	files := shared(t, "specs/orchestrator/uipath-20*.json")
	if len(files) != len(operations) {
		t.Errorf("%d files, want %d", len(files), len(operations))
	}
	for _, file := range files {
		src := read(t, file)
		api, diags := Definition(src)
		if diags.HasErrors() {
			t.Errorf("%s: %q", src.Name, findings(diags))
		}
		if n := len(api.Operations()); n != operations[src.Name] {
			t.Errorf("%s: %d operations, want %d", src.Name, n, operations[src.Name])
		}
		pages := 0
		for _, op := range api.Operations() {
			if op.Result != nil && op.Result.Kind == model.Page {
				pages++
			}
		}
		if pages < 25 {
			t.Errorf("%s: only %d operations reply with a page", src.Name, pages)
		}
		for _, typ := range api.Types {
			if strings.HasPrefix(typ.Wire, "ODataValue") || strings.HasPrefix(typ.Wire, "ODataResponse[") {
				t.Errorf("%s: %s is a named type", src.Name, typ.Wire)
			}
		}
	}
}

// TestOrchestrator2020 looks at details of the newest published definition.
func TestOrchestrator2020(t *testing.T) {
	src := read(t, shared(t, "specs/orchestrator/uipath-2020.10.json")[0])
	start := time.Now()
	api, diags := Definition(src)
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("reading took %v", d)
	}
	wantFindings(t, diags, src.Name+":136:9 OG1116 Token_Get declares no success response | declare the status of success")
	folder, permissions, enums, named := 0, 0, 0, map[string]int{}
	for _, op := range api.Operations() {
		if op.FolderScoped {
			folder++
		}
		if op.Permissions != "" {
			permissions++
		}
	}
	for _, typ := range api.Types {
		if typ.Kind == model.Enum {
			enums++
			named[typ.EnumName]++
		}
	}
	if folder != 172 || enums != 130 || permissions != 288 || len(named) != 130 {
		t.Errorf("%d operations in folders, %d with permissions, %d enums with %d names", folder, permissions, enums, len(named))
	}
	op := operation(t, api, "Jobs_StartJobs")
	got := []string{op.Method, op.Path, show(op.Body.Type), op.Body.MediaType, show(op.Result), op.Permissions}
	want := []string{"POST", "/odata/Jobs/UiPath.Server.Configuration.OData.StartJobs", "JobsStartJobsParameters", "application/json", "page(JobDto)", "Jobs.Create"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if login := find(api, "LoginModel"); login.Pos.Line != 19234 || login.Pos.Col != 5 {
		t.Errorf("LoginModel is at %v", login.Pos)
	}
}

func operation(t *testing.T, api *model.API, id string) *model.Operation {
	t.Helper()
	for _, op := range api.Operations() {
		if op.ID == id {
			return op
		}
	}
	t.Fatalf("no operation %s", id)
	return nil
}

func find(api *model.API, wire string) *model.Type {
	for _, t := range api.Types {
		if t.Wire == wire {
			return t
		}
	}
	return &model.Type{}
}

// TestCorpus reads definitions of many projects, some of them faulty, and every file beside them: nothing
// may panic or take long, and every finding must have a place.
func TestCorpus(t *testing.T) {
	root := filepath.Dir(shared(t, "specs/corpus/dev.txt")[0])
	count := 0
	err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if ext := filepath.Ext(path); err != nil || entry.IsDir() || ext != ".json" && ext != ".yaml" && ext != ".yml" {
			return err
		}
		count++
		start := time.Now()
		_, diags := Definition(read(t, path))
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s took %v", path, d)
		}
		for _, d := range diags.Sorted() {
			if d.Pos.Line < 1 || d.Pos.Col < 1 {
				t.Errorf("%s: %s has no place: %s", path, d.Rule.ID, d.Message)
			}
		}
		return nil
	})
	if err != nil || count < 50 {
		t.Errorf("%d files: %v", count, err)
	}
}

func BenchmarkDefinition(b *testing.B) {
	src := read(b, shared(b, "specs/orchestrator/uipath-2020.10.json")[0])
	b.SetBytes(int64(len(src.Data)))
	for b.Loop() {
		Definition(src)
	}
}
