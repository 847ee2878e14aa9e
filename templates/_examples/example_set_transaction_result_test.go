package orchestrator

import (
	"context"
	"fmt"
	"log"
)

// Say what became of an item that was taken from a queue.
func ExampleQueuesService_SetTransactionResult() {
	server := exampleServer(`200`)
	defer server.Close()
	client, err := NewClient(server.URL, WithBearerToken("token"))
	if err != nil {
		log.Fatal(err)
	}

	err = client.InFolder(FolderID(7)).Queues.SetTransactionResult(context.Background(), 31, &QueuesSetTransactionResultParameters{
		TransactionResult: &TransactionResult{
			IsSuccessful: Some(false),
			ProcessingException: &ProcessingException{
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
