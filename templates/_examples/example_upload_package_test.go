package orchestrator_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"example.com/orchestrator"
)

// Upload a package. The server answers for each file with a status of its own.
func ExampleProcessesService_UploadPackage() {
	server := exampleServer(`200 {"value":[{"Key":"Invoices.1.0.3.nupkg","Status":"OK"}]}`)
	defer server.Close()
	client, err := orchestrator.NewClient(server.URL, orchestrator.WithBearerToken("token"))
	if err != nil {
		log.Fatal(err)
	}

	results, err := client.Processes.UploadPackage(context.Background(), orchestrator.Upload{
		Name:    "Invoices.1.0.3.nupkg",
		Content: strings.NewReader("…"), // an *os.File is streamed
	}, nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, file := range results.Value {
		fmt.Println(file.Key, file.Status)
	}
	// Output: Invoices.1.0.3.nupkg OK
}
