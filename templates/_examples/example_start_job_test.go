package orchestrator_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"example.com/orchestrator"
)

// Start a job, and tell the reasons apart for which it cannot be started.
func ExampleJobsService_StartJobs() {
	server := exampleServer(`404 {
		"message":"The package Invoices of the job could not be found in version 1.0.3.","errorCode":1660
	}`)
	defer server.Close()
	client, err := orchestrator.NewClient(server.URL, orchestrator.WithBearerToken("token"))
	if err != nil {
		log.Fatal(err)
	}

	started, err := client.InFolder(orchestrator.FolderID(7)).Jobs.StartJobs(context.Background(), &orchestrator.JobsStartJobsParameters{
		StartInfo: &orchestrator.StartProcess{
			ReleaseKey:     "7d1cac2a-ac58-4c21-8b8a-2e35b0d10b68",
			Strategy:       "ModernJobsCount",
			JobsCount:      orchestrator.Some[int32](1),
			InputArguments: `{"Month":"May"}`,
		},
	}, nil)
	var missing *orchestrator.VersionNotFoundError
	switch {
	case err == nil:
		fmt.Println("started", started.Value[0].ID)
	case errors.As(err, &missing): // with its arguments
		fmt.Println("no version", missing.VersionNumber, "of", missing.PackageName)
	case errors.Is(err, orchestrator.CodePendingJobsAlreadyExist): // one code
		fmt.Println("already pending")
	case errors.Is(err, orchestrator.CategoryLicense): // a family of codes
		fmt.Println("no license left")
	case errors.Is(err, orchestrator.Status(409)): // a status, whatever the code
		fmt.Println("not now")
	default:
		fmt.Println(err)
	}
	// Output:
	// POST {"startInfo":{"InputArguments":"{\"Month\":\"May\"}","JobsCount":1,"ReleaseKey":"7d1cac2a-ac58-4c21-8b8a-2e35b0d10b68","Strategy":"ModernJobsCount"}}
	// no version 1.0.3 of Invoices
}
