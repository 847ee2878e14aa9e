package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

	"example.com/program/orchestrator"
)

func main() {
	client, err := orchestrator.NewClient(os.Args[1], orchestrator.WithBearerToken(os.Getenv("TOKEN")))
	if err != nil {
		log.Fatal(err)
	}
	ctx, jobs := context.Background(), client.InFolder(orchestrator.FolderID(7)).Jobs
	running, err := jobs.List(ctx, &orchestrator.JobsListOptions{Filter: "State eq 'Running'", Top: 10})
	if err != nil {
		log.Fatal(err)
	}
	for _, job := range running.Value {
		fmt.Println(job.ID, job.ReleaseName, job.State)
	}
	_, err = jobs.StartJobs(ctx, &orchestrator.JobsStartJobsParameters{
		StartInfo: &orchestrator.StartProcess{ReleaseKey: "a-key", JobsCount: orchestrator.Some(int32(1))},
	}, nil)
	if used, ok := errors.AsType[*orchestrator.NameAlreadyUsedError](err); ok {
		fmt.Println(used.Name, "->", used.Localize(orchestrator.LocaleFR))
	} else if err != nil {
		log.Fatal(err)
	}
}
