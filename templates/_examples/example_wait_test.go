package orchestrator_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"example.com/orchestrator"
)

// Wait for the end of a job.
func ExampleJobsService_Wait() {
	server := exampleServer(
		`200 {"Id":12,"State":"Pending"}`,
		`200 {"Id":12,"State":"Running"}`,
		`200 {"Id":12,"State":"Faulted","Info":"The invoice 4711 has no date."}`,
	)
	defer server.Close()
	client, err := orchestrator.NewClient(server.URL, orchestrator.WithBearerToken("token"))
	if err != nil {
		log.Fatal(err)
	}

	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	defer cancel()
	job, err := client.InFolder(orchestrator.FolderID(7)).Jobs.Wait(ctx, 12, &orchestrator.WaitOptions[orchestrator.Job]{
		Interval: time.Millisecond, // a second without it
		Progress: func(job *orchestrator.Job) { fmt.Println(job.State) },
	})
	var failed *orchestrator.WaitError
	switch {
	case errors.As(err, &failed):
		fmt.Println("it failed:", job.Info)
	case err != nil:
		fmt.Println(err)
	default:
		fmt.Println("done at", job.EndTime)
	}
	// Output:
	// Pending
	// Running
	// Faulted
	// it failed: The invoice 4711 has no date.
}
