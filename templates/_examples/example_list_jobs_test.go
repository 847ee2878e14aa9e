package orchestrator_test

import (
	"context"
	"fmt"
	"log"

	"example.com/orchestrator"
)

// List the running jobs of a process, the newest first.
func ExampleJobsService_List() {
	server := exampleServer(`200 {"value":[
		{"Id":12,"ReleaseName":"Invoices","State":"Running","HostMachineName":"VM-3"},
		{"Id":10,"ReleaseName":"Invoices","State":"Running","HostMachineName":"VM-1"}
	]}`)
	defer server.Close()
	client, err := orchestrator.NewClient(server.URL, orchestrator.WithBearerToken("token"))
	if err != nil {
		log.Fatal(err)
	}

	jobs, err := client.InFolder(orchestrator.FolderPath("Finance/Invoices")).Jobs.List(context.Background(), &orchestrator.JobsListOptions{
		Filter:  orchestrator.JobFilter.State.Eq(orchestrator.JobStateRunning).And(orchestrator.JobFilter.ReleaseName.Eq("Invoices")),
		OrderBy: orchestrator.JobFilter.CreationTime.Desc(),
		Top:     10,
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, job := range jobs.Value {
		fmt.Println(job.ID, job.State, job.HostMachineName)
	}
	// Output:
	// 12 Running VM-3
	// 10 Running VM-1
}
