package want

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

const secret = "secret"

// deliver sends the body to the handler, signed, and gives the status of the answer.
func deliver(h http.Handler, body string) int {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(body))
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	r.Header.Set("X-UiPath-Signature", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	reply := httptest.NewRecorder()
	h.ServeHTTP(reply, r)
	return reply.Code
}

func TestEventsAreTyped(t *testing.T) {
	var got string
	h := WebhookHandler(secret, func(_ context.Context, e Event) error {
		switch e := e.(type) {
		case *JobCompletedEvent:
			got = e.EventID + " " + e.EventTypeProperty + " " + string(e.Job.State)
		case *QueueItemAddedEvent:
			got = string(e.QueueItems[0].SpecificContent["Invoice"].(string))
		case *CustomEvent:
			got = e.EventData["a"].(string)
		case *UnknownEvent:
			got = e.Type + " " + string(e.Raw)
		default:
			got = e.EventType()
		}
		return nil
	})
	for _, test := range []struct{ body, want string }{
		{`{"Type":"job.completed","EventId":"e1","EventType":"x","Job":{"Id":1,"State":"Paused"}}`, "e1 x Paused"},
		{`{"Type":"queueItem.added","QueueItems":[{"SpecificContent":{"Invoice":"A1"}}]}`, "A1"},
		{`{"Type":"custom","EventData":{"a":"b"}}`, "b"},
		{`{"Type":"queue.item-added"}`, EventQueueItemAdded},
		{`{"Type":"queueItem.lost"}`, `queueItem.lost {"Type":"queueItem.lost"}`},
		{`{"Type":"word"}`, `word {"Type":"word"}`},
		{`{"Type":"CustomEventDto"}`, `CustomEventDto {"Type":"CustomEventDto"}`},
	} {
		if status := deliver(h, test.body); status != 200 || got != test.want {
			t.Errorf("%s: %d %q, want %q", test.body, status, got, test.want)
		}
	}
}

// TestSubscription shows that the names of events are those that a subscription needs.
func TestSubscription(t *testing.T) {
	hook := Webhook{URL: "https://example.com", Events: []WebhookEvent{{EventType: EventJobCompleted}}}
	if got := hook.Events[0].EventType; got != "job.completed" {
		t.Errorf("got %q", got)
	}
}
