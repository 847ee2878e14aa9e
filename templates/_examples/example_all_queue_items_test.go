package orchestrator_test

import (
	"context"
	"fmt"
	"log"

	"example.com/orchestrator"
)

// Walk through all failed items of a queue, however many pages they take.
func ExampleQueueItemsService_All() {
	server := exampleServer(
		`200 {"value":[{"Id":1,"Reference":"A-1001"},{"Id":2,"Reference":"A-1002"}]}`,
		`200 {"value":[{"Id":3,"Reference":"A-1003"}]}`,
		`200 {"value":[]}`,
	)
	defer server.Close()
	client, err := orchestrator.NewClient(server.URL, orchestrator.WithBearerToken("token"))
	if err != nil {
		log.Fatal(err)
	}

	items := client.InFolder(orchestrator.FolderID(7)).QueueItems.All(context.Background(), &orchestrator.QueueItemsListOptions{
		Filter: orchestrator.QueueItemFilter.Status.Eq(orchestrator.QueueItemStatusFailed),
	})
	for item, err := range items {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(item.ID, item.Reference)
	}
	// Output:
	// 1 A-1001
	// 2 A-1002
	// 3 A-1003
}
