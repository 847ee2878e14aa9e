package orchestrator_test

import (
	"context"
	"fmt"
	"log"

	"example.com/orchestrator"
)

// Sign in as an external application and see how many jobs a folder has.
func ExampleWithClientCredentials() {
	server := exampleServer(
		`200 {"access_token":"…","expires_in":3600,"token_type":"Bearer"}`,
		`200 {"@odata.count":41,"value":[]}`,
	)
	defer server.Close()

	// In the cloud: https://cloud.uipath.com/organization/tenant/orchestrator_ and
	// https://cloud.uipath.com/identity_/connect/token.
	client, err := orchestrator.NewClient(server.URL, orchestrator.WithClientCredentials(orchestrator.ClientCredentials{
		TokenURL:     server.URL + "/identity_/connect/token",
		ClientID:     "f86e1e6c-0d9c-4b4f-8d0b-1f2f5b4f3f0a",
		ClientSecret: "secret",
		Scopes:       []string{"OR.Jobs.Read"},
	}))
	if err != nil {
		log.Fatal(err)
	}
	jobs, err := client.InFolder(orchestrator.FolderID(7)).Jobs.List(context.Background(), &orchestrator.JobsListOptions{Count: true, Top: 1})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(jobs.Count)
	// Output: 41
}
