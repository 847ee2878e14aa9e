package orchestrator_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"example.com/orchestrator"
)

// Take items from a queue until there is none.
func ExampleQueuesService_StartTransaction() {
	server := exampleServer(
		`200 {"Id":31,"Reference":"A-1001","SpecificContent":{"Supplier":"Contoso"}}`,
		`204`,
	)
	defer server.Close()
	client, err := orchestrator.NewClient(server.URL, orchestrator.WithBearerToken("token"))
	if err != nil {
		log.Fatal(err)
	}

	queues := client.InFolder(orchestrator.FolderID(7)).Queues
	for {
		item, err := queues.StartTransaction(context.Background(), &orchestrator.QueuesStartTransactionParameters{
			TransactionData: &orchestrator.TransactionData{Name: "Invoices"},
		}, nil)
		if errors.Is(err, orchestrator.ErrNoContent) {
			fmt.Println("the queue is empty")
			break
		}
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(item.Reference, item.SpecificContent["Supplier"])
	}
	// Output:
	// POST {"transactionData":{"Name":"Invoices"}}
	// A-1001 Contoso
	// POST {"transactionData":{"Name":"Invoices"}}
	// the queue is empty
}
