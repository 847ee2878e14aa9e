package orchestrator_test

import (
	"context"
	"fmt"
	"log"

	"example.com/orchestrator"
)

// Change the value of an asset. PUT replaces the whole asset, so read it first: what the server sent and this
// client does not know, here Tags, is sent again.
func ExampleAssetsService_Update() {
	server := exampleServer(
		`200 {"Id":3,"Name":"Threshold","ValueScope":"Global","ValueType":"Text","StringValue":"100","Tags":["limits"]}`,
		`200`,
	)
	defer server.Close()
	client, err := orchestrator.NewClient(server.URL, orchestrator.WithBearerToken("token"))
	if err != nil {
		log.Fatal(err)
	}

	ctx := context.Background()
	assets := client.InFolder(orchestrator.FolderID(7)).Assets
	asset, err := assets.Get(ctx, 3, nil)
	if err != nil {
		log.Fatal(err)
	}
	asset.StringValue = "250"
	if err := assets.Update(ctx, asset.ID, asset); err != nil {
		log.Fatal(err)
	}
	fmt.Println("updated", asset.Name)
	// Output:
	// PUT {"Id":3,"Name":"Threshold","StringValue":"250","Tags":["limits"],"ValueScope":"Global","ValueType":"Text"}
	// updated Threshold
}
