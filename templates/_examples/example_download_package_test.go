package orchestrator_test

import (
	"context"
	"fmt"
	"io"
	"log"

	"example.com/orchestrator"
)

// Download a package. It is read from the network as it is copied.
func ExampleProcessesService_DownloadPackage() {
	server := exampleServer(`200 the content of the package`)
	defer server.Close()
	client, err := orchestrator.NewClient(server.URL, orchestrator.WithBearerToken("token"))
	if err != nil {
		log.Fatal(err)
	}

	download, err := client.Processes.DownloadPackage(context.Background(), "Invoices:1.0.3", nil)
	if err != nil {
		log.Fatal(err)
	}
	defer download.Close()
	written, err := io.Copy(io.Discard, download) // to a file
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(written, "bytes")
	// Output: 26 bytes
}
