package golden

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestExamplesOfOrchestrator generates clients with examples and runs these. What older definitions do not have is
// not shown.
func TestExamplesOfOrchestrator(t *testing.T) {
	builds(t)
	all := []string{
		"AssetsService_Update", "JobsService_List", "JobsService_StartJobs", "JobsService_Wait", "APIError_Localize",
		"ProcessesService_DownloadPackage", "ProcessesService_UploadPackage", "QueueItemsService_All",
		"QueuesService_AddQueueItem", "QueuesService_BulkAddQueueItems", "QueuesService_SetTransactionResult",
		"QueuesService_StartTransaction",
		"WebhookHandler", "WithClientCredentials",
	}
	old := []string{
		"AssetsService_Update", "JobsService_List", "JobsService_Wait", "APIError_Localize", "ProcessesService_UploadPackage",
		"QueueItemsService_All", "WebhookHandler", "WithClientCredentials",
	}
	for _, c := range []struct {
		spec      string
		published bool
		want      []string
	}{
		{"../catalog/orchestrator.yaml", false, all},
		{"uipath-2020.10.json", true, all},
		{"uipath-2019.10.json", true, old},
		{"uipath-2018.1.json", true, nil},
	} {
		t.Run(filepath.Base(c.spec), func(t *testing.T) {
			t.Parallel()
			spec := c.spec
			if c.published {
				spec = filepath.Join(shared(t), "specs", "orchestrator", spec)
			}
			module := contractModule(t)
			run(t, ".", tool, "generate", "--spec", spec, "--catalog", "orchestrator", "--with", "examples", "--package", "orchestrator", "--out", module)
			var got []string
			for _, match := range regexp.MustCompile(`--- PASS: Example(\w+)`).FindAllStringSubmatch(run(t, module, "go", "test", "-v", "."), -1) {
				got = append(got, match[1])
			}
			if diff := cmp.Diff(c.want, got, cmpopts.SortSlices(strings.Compare), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("examples that ran (-want +got):\n%s", diff)
			}
			written, err := filepath.Glob(filepath.Join(module, "example*"))
			files := len(c.want)
			if files > 0 {
				files++ // the server
			}
			if err != nil || len(written) != files {
				t.Errorf("%d example files for %d examples (%v)", len(written), len(c.want), err)
			}
			if !c.published {
				staticcheck(t, module)
			}
		})
	}
}
