package orchestrator_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"example.com/orchestrator"
)

// Add an item to a queue. One with the same reference was added before: nothing is left to do.
func ExampleQueuesService_AddQueueItem() {
	server := exampleServer(`409 {"message":"Error creating Transaction. Duplicate Reference.","errorCode":1016}`)
	defer server.Close()
	client, err := orchestrator.NewClient(server.URL, orchestrator.WithBearerToken("token"))
	if err != nil {
		log.Fatal(err)
	}

	item, err := client.InFolder(orchestrator.FolderID(7)).Queues.AddQueueItem(context.Background(), &orchestrator.QueuesAddQueueItemParameters{
		ItemData: &orchestrator.QueueItemData{
			Name:            "Invoices",
			Priority:        "High",
			Reference:       "A-1001",
			SpecificContent: map[string]any{"Amount": 12.5, "Supplier": "Contoso"},
		},
	}, nil)
	switch {
	case err == nil:
		fmt.Println("added", item.Key)
	case errors.Is(err, orchestrator.CodeDuplicateReference):
		fmt.Println("added before")
	default:
		log.Fatal(err)
	}
	// Output:
	// POST {"itemData":{"Name":"Invoices","Priority":"High","Reference":"A-1001","SpecificContent":{"Amount":12.5,"Supplier":"Contoso"}}}
	// added before
}
