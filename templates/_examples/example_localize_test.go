package orchestrator_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"example.com/orchestrator"
)

// Show the user of a web site an error in a language that the browser asks for.
func ExampleAPIError_Localize() {
	server := exampleServer(`409 {"message":"The name Invoices is already used.","errorCode":1001}`)
	defer server.Close()
	client, err := orchestrator.NewClient(server.URL, orchestrator.WithBearerToken("token"))
	if err != nil {
		log.Fatal(err)
	}

	_, err = client.InFolder(orchestrator.FolderID(7)).Assets.Create(context.Background(), &orchestrator.Asset{Name: "Invoices", ValueScope: "Global"})
	var failure *orchestrator.APIError
	if errors.As(err, &failure) {
		locale := orchestrator.Negotiate("fr-CA, fr;q=0.9, en;q=0.5", orchestrator.Locales()...)
		fmt.Println(failure.Localize(locale))
	}
	// Output:
	// POST {"Name":"Invoices","ValueScope":"Global"}
	// Le nom Invoices est déjà utilisé.
}
