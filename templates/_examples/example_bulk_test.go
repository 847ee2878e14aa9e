package orchestrator_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"example.com/orchestrator"
)

// Add several queue items at once, and learn which of them were refused.
func ExampleQueuesService_BulkAddQueueItems() {
	server := exampleServer(`200 {"Success":false,"FailedItems":[
		{"Ordinal":1,"ErrorCode":"DuplicateReference","ErrorMessage":"Error creating Transaction. Duplicate Reference."}
	]}`)
	defer server.Close()
	client, err := orchestrator.NewClient(server.URL, orchestrator.WithBearerToken("token"))
	if err != nil {
		log.Fatal(err)
	}

	_, err = client.InFolder(orchestrator.FolderID(7)).Queues.BulkAddQueueItems(context.Background(), &orchestrator.QueuesBulkAddQueueItemsParameters{
		QueueName:  "Invoices",
		CommitType: "ProcessAllIndependently",
		QueueItems: []orchestrator.QueueItemData{{Reference: "INV-1"}, {Reference: "INV-1"}},
	}, nil)
	for _, item := range orchestrator.ItemErrors(err) {
		fmt.Println("item", item.Key, "is a duplicate:", errors.Is(item, orchestrator.CodeDuplicateReference))
	}
	// Output:
	// POST {"commitType":"ProcessAllIndependently","queueItems":[{"Reference":"INV-1"},{"Reference":"INV-1"}],"queueName":"Invoices"}
	// item 1 is a duplicate: true
}
