package orchestrator_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"example.com/orchestrator"
)

// React to what webhooks deliver. The secret is that of the webhook in Orchestrator.
func ExampleWebhookHandler() {
	handler := orchestrator.WebhookHandler("secret", func(ctx context.Context, event orchestrator.Event) error {
		switch event := event.(type) {
		case *orchestrator.JobFaultedEvent:
			fmt.Println("job", event.Job.ID, "failed:", event.Job.Info)
		case *orchestrator.UnknownEvent: // of a newer server
			fmt.Printf("%s %s\n", event.Type, event.Raw)
		}
		return nil
	})
	// http.Handle("/orchestrator", handler)

	// What Orchestrator does:
	body := `{"Type":"job.faulted","EventId":"e1","Timestamp":"2026-05-24T06:04:53Z","Job":{"Id":12,"Info":"No such file."}}`
	mac := hmac.New(sha256.New, []byte("secret"))
	mac.Write([]byte(body))
	delivery := httptest.NewRequest(http.MethodPost, "/orchestrator", strings.NewReader(body))
	delivery.Header.Set("X-UiPath-Signature", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	handler.ServeHTTP(httptest.NewRecorder(), delivery)
	// Output: job 12 failed: No such file.
}
