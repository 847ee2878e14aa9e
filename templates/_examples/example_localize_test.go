package orchestrator

import (
	"context"
	"errors"
	"fmt"
	"log"
)

// Show the user of a web site an error in a language that the browser asks for.
func ExampleAPIError_Localize() {
	server := exampleServer(`409 {"message":"The name Invoices is already used.","errorCode":1001}`)
	defer server.Close()
	client, err := NewClient(server.URL, WithBearerToken("token"))
	if err != nil {
		log.Fatal(err)
	}

	_, err = client.InFolder(FolderID(7)).Assets.Create(context.Background(), &Asset{Name: "Invoices", ValueScope: "Global"})
	var failure *APIError
	if errors.As(err, &failure) {
		locale := Negotiate("fr-CA, fr;q=0.9, en;q=0.5", Locales()...)
		fmt.Println(failure.Localize(locale))
	}
	// Output:
	// POST {"Name":"Invoices","ValueScope":"Global"}
	// Le nom Invoices est déjà utilisé.
}
