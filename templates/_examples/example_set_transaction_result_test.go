package orchestrator_test

import (
	"context"
	"fmt"
	"log"

	"example.com/orchestrator"
)

// Say what became of an item that was taken from a queue.
func ExampleQueuesService_SetTransactionResult() {
	server := exampleServer(`200`)
	defer server.Close()
	client, err := orchestrator.NewClient(server.URL, orchestrator.WithBearerToken("token"))
	if err != nil {
		log.Fatal(err)
	}

	err = client.InFolder(orchestrator.FolderID(7)).Queues.SetTransactionResult(context.Background(), 31, &orchestrator.QueuesSetTransactionResultParameters{
		TransactionResult: &orchestrator.TransactionResult{
			IsSuccessful: orchestrator.Some(false),
			ProcessingException: &orchestrator.ProcessingException{
				Type:   "BusinessException",
				Reason: "The supplier is not known.",
			},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("done")
	// Output:
	// POST {"transactionResult":{"IsSuccessful":false,"ProcessingException":{"Reason":"The supplier is not known.","Type":"BusinessException"}}}
	// done
}
