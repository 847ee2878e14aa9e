package codes

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"example.com/codes/orchestrator"
	"example.com/codes/orchestrator/orchestratortest"
)

func inFolder(fake *orchestratortest.Server, opts ...orchestrator.Option) *orchestrator.Client {
	return fake.Client(opts...).InFolder(orchestrator.FolderID(1))
}

// TestQueue adds items to two queues, one of them in bulk, and works one off.
func TestQueue(t *testing.T) {
	fake := orchestratortest.NewServer(t)
	client := inFolder(fake)
	add := &orchestrator.QueuesBulkAddQueueItemsParameters{
		QueueName: "Invoices", CommitType: orchestrator.BulkCommitTypeProcessAllIndependently,
		QueueItems: []orchestrator.QueueItemData{
			{Reference: "a", Priority: orchestrator.QueueItemPriorityHigh}, {Reference: "b"}, {Reference: "c"},
		},
	}
	fake.FailItem(orchestratortest.OpQueuesBulkAddQueueItems, 1, orchestrator.CodeDuplicateReference)
	_, err := client.Queues.BulkAddQueueItems(t.Context(), add, nil)
	if items := orchestrator.ItemErrors(err); len(items) != 1 || items[0].Key != "1" || !errors.Is(err, orchestrator.CodeDuplicateReference) {
		t.Errorf("bulk: %v", err)
	}
	if _, err := client.Queues.AddQueueItem(t.Context(), &orchestrator.QueuesAddQueueItemParameters{
		ItemData: &orchestrator.QueueItemData{Name: "Orders", Reference: "d"},
	}, nil); err != nil {
		t.Error(err)
	}
	queues := orchestratortest.Items[orchestrator.QueueDefinition](fake, "QueueDefinitions")
	if len(queues) != 2 || queues[0].Name != "Invoices" || queues[1].Name != "Orders" {
		t.Fatalf("queues %+v", queues)
	}
	references := func(status orchestrator.QueueItemStatus) (list []string) {
		filter := orchestrator.QueueItemFilter
		for item, err := range client.QueueItems.All(t.Context(), &orchestrator.QueueItemsListOptions{
			Filter: filter.Status.Eq(status).And(filter.QueueDefinitionID.Eq(queues[0].ID)),
		}) {
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, item.Reference)
		}
		return list
	}
	if got := references(orchestrator.QueueItemStatusNew); !slices.Equal(got, []string{"a", "c"}) {
		t.Errorf("new items %q", got)
	}

	start := func() (*orchestrator.QueueItem, error) {
		return client.Queues.StartTransaction(t.Context(), &orchestrator.QueuesStartTransactionParameters{
			TransactionData: &orchestrator.TransactionData{Name: "Invoices"},
		}, nil)
	}
	for _, good := range []bool{true, false} {
		item, err := start()
		if err != nil || item.Status != orchestrator.QueueItemStatusInProgress {
			t.Fatalf("%+v, %v", item, err)
		}
		if err := client.Queues.SetTransactionResult(t.Context(), item.ID, &orchestrator.QueuesSetTransactionResultParameters{
			TransactionResult: &orchestrator.TransactionResult{IsSuccessful: orchestrator.Some(good)},
		}); err != nil {
			t.Error(err)
		}
	}
	if item, err := start(); item != nil || !errors.Is(err, orchestrator.ErrNoContent) {
		t.Errorf("no item is left: %+v, %v", item, err)
	}
	if good, bad := references(orchestrator.QueueItemStatusSuccessful), references(orchestrator.QueueItemStatusFailed); !slices.Equal(good, []string{"a"}) || !slices.Equal(bad, []string{"c"}) {
		t.Errorf("successful %q, failed %q", good, bad)
	}
}

// TestJobs starts jobs, stops them in both ways, and waits for one that the test lets end.
func TestJobs(t *testing.T) {
	fake := orchestratortest.NewServer(t)
	client := inFolder(fake)
	started, err := client.Jobs.StartJobs(t.Context(), &orchestrator.JobsStartJobsParameters{
		StartInfo: &orchestrator.StartProcess{ReleaseKey: "6d3c8f0a-1b2c-4d5e-8f90-a1b2c3d4e5f6", JobsCount: orchestrator.Some[int32](3), Reference: "r"},
	}, nil)
	if err != nil || len(started.Value) != 3 || started.Value[2].State != orchestrator.JobStatePending {
		t.Fatalf("%+v, %v", started, err)
	}
	soft, kill := orchestrator.StopStrategySoftStop, orchestrator.StopStrategyKill
	if err := client.Jobs.StopJob(t.Context(), started.Value[0].ID, &orchestrator.JobsStopJobParameters{Strategy: soft}); err != nil {
		t.Error(err)
	}
	if err := client.Jobs.StopJobs(t.Context(), &orchestrator.JobsStopJobsParameters{JobIDs: []int64{started.Value[1].ID}, Strategy: kill}); err != nil {
		t.Error(err)
	}
	if err := client.Jobs.StopJob(t.Context(), 99, &orchestrator.JobsStopJobParameters{Strategy: soft}); !errors.Is(err, orchestrator.CodeItemNotFound) {
		t.Errorf("a job that is not there: %v", err)
	}
	var states []orchestrator.JobState
	for _, job := range orchestratortest.Items[orchestrator.Job](fake, "Jobs") {
		states = append(states, job.State)
		if job.Reference != "r" {
			t.Errorf("%+v", job)
		}
	}
	if want := []orchestrator.JobState{orchestrator.JobStateStopping, orchestrator.JobStateTerminating, orchestrator.JobStatePending}; !slices.Equal(states, want) {
		t.Errorf("states %q, want %q", states, want)
	}
}

// TestDeleteBulk has deletions by number and by entity.
func TestDeleteBulk(t *testing.T) {
	fake := orchestratortest.NewServer(t)
	client := inFolder(fake)
	for i := range 3 {
		fake.Add("Machines", map[string]any{"Id": i + 1, "Name": "m"})
		fake.Add("QueueItems", map[string]any{"Id": i + 1})
		fake.Add("Tasks", map[string]any{"Id": i + 1, "Title": "t"})
	}
	if err := client.Machines.DeleteBulk(t.Context(), &orchestrator.MachineDeleteBulkRequest{MachineIDs: []int64{1, 3}}); err != nil {
		t.Error(err)
	}
	fake.FailItem(orchestratortest.OpQueueItemsDeleteBulk, 3, orchestrator.CodeItemNotFound)
	_, err := client.QueueItems.DeleteBulk(t.Context(), &orchestrator.QueueItemDeleteBulkRequest{
		QueueItems: []orchestrator.LongVersionedEntity{{ID: 1}, {ID: 3}},
	}, nil)
	if items := orchestrator.ItemErrors(err); len(items) != 1 || items[0].Key != "3" {
		t.Errorf("%v", err)
	}
	fake.FailItem(orchestratortest.OpTasksAssignTasks, 2, orchestrator.CodeItemNotFound)
	_, err = client.Tasks.AssignTasks(t.Context(), &orchestrator.TasksAssignTasksParameters{
		TaskAssignments: []orchestrator.TaskAssignmentRequest{{TaskID: 1}, {TaskID: 2}},
	}, nil)
	if items := orchestrator.ItemErrors(err); len(items) != 1 || items[0].Key != "2" || !errors.Is(err, orchestrator.CodeItemNotFound) {
		t.Errorf("%v", err)
	}
	tasks := orchestratortest.Items[orchestrator.Task](fake, "Tasks")
	if m, q := orchestratortest.Items[any](fake, "Machines"), orchestratortest.Items[any](fake, "QueueItems"); len(m) != 1 || len(q) != 2 ||
		tasks[0].Status != orchestrator.TaskStatusPending || tasks[1].Status != "" {
		t.Errorf("%d machines, %d queue items, tasks %+v", len(m), len(q), tasks)
	}
}

// TestUpload tells of one package that fails; what is uploaded is no entity.
func TestUpload(t *testing.T) {
	fake := orchestratortest.NewServer(t)
	fake.FailItem(orchestratortest.OpProcessesUploadPackage, "a.nupkg", orchestrator.CodeItemAlreadyExists)
	_, err := inFolder(fake).Processes.UploadPackage(t.Context(), orchestrator.Upload{Name: "a.nupkg", Content: strings.NewReader("x")}, nil)
	items := orchestrator.ItemErrors(err)
	if len(items) != 1 || items[0].Key != "a.nupkg" || !errors.Is(err, orchestrator.CodeItemAlreadyExists) || items[0].Status != 409 || items[0].TraceID != orchestratortest.TraceID {
		t.Errorf("%v", err)
	}
}

// TestAccess lets sign-ins and requests be refused with the codes of the catalogue.
func TestAccess(t *testing.T) {
	fake := orchestratortest.NewServer(t)
	fake.Require(orchestratortest.Access{
		Tokens: []string{"fixed"}, Users: map[string]string{"ann": "p"}, Tenant: "acme", Folders: []string{"7", "Finanzen/Übersicht"},
	})
	list := func(folder orchestrator.FolderScope, opts ...orchestrator.Option) error {
		opts = append(opts, orchestrator.WithRetry(orchestrator.RetryPolicy{Attempts: 1}))
		_, err := fake.Client(opts...).InFolder(folder).Jobs.List(t.Context(), nil)
		return err
	}
	fixed, acme := orchestrator.WithBearerToken("fixed"), orchestrator.WithTenant("acme")
	for name, test := range map[string]struct{ got, want error }{
		"fine":      {list(orchestrator.FolderPath("Finanzen/Übersicht"), fixed, acme), nil},
		"signed in": {list(orchestrator.FolderID(7), orchestrator.WithLogin("acme", "ann", "p"), acme), nil},
		"password":  {list(orchestrator.FolderID(7), orchestrator.WithLogin("acme", "ann", "q"), acme), orchestrator.CodeInvalidRequest},
		"tenancy":   {list(orchestrator.FolderID(7), orchestrator.WithLogin("other", "ann", "p"), acme), orchestrator.CodeTenantNotFound},
		"token":     {list(orchestrator.FolderID(7), acme), orchestrator.Status(401)},
		"code 0":    {list(orchestrator.FolderID(7), acme), orchestrator.CodeUnspecified},
		"tenant":    {list(orchestrator.FolderID(7), fixed), orchestrator.CodeTenantNotFound},
		"folder":    {list(orchestrator.FolderID(8), fixed, acme), orchestrator.CodeInvalidOrganizationUnit},
		"path":      {list(orchestrator.FolderPath("Finanzen"), fixed, acme), orchestrator.CodeInvalidOrganizationUnit},
		"key":       {list(orchestrator.FolderKey("6d3c8f0a-1b2c-4d5e-8f90-a1b2c3d4e5f6"), fixed, acme), orchestrator.CodeInvalidOrganizationUnit},
	} {
		if !errors.Is(test.got, test.want) {
			t.Errorf("%s: %v, want %v", name, test.got, test.want)
		}
	}
}
