package runtime

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

const (
	testSecret = "clé secrète"
	thingMade  = `{"Type":"thing.made","EventId":"e1","Timestamp":"2018-11-02T11:47:48.5790797Z","Thing":{"Id":7,"Name":"x"},"TenantId":3}`
)

func sign(body, secret string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	io.WriteString(mac, body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func delivery(body, signature string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/hook", strings.NewReader(body))
	if signature != "" {
		r.Header.Set("X-UiPath-Signature", signature)
	}
	return r
}

// TestKnownSignature holds the signature against one that openssl dgst -sha256 -hmac made.
func TestKnownSignature(t *testing.T) {
	const signature = "RBY/FJm5a6ftv/DHNCev3qODWt43/0qjR2TUtb2Zj+o="
	if err := VerifyWebhook([]byte(`{"Type":"ping"}`), signature, "secret"); err != nil {
		t.Error(err)
	}
}

func TestParseWebhook(t *testing.T) {
	e, err := ParseWebhook(delivery(thingMade, sign(thingMade, testSecret)), testSecret)
	if err != nil {
		t.Fatal(err)
	}
	made, ok := e.(*ThingMadeEvent)
	if !ok || e.EventType() != "thing.made" {
		t.Fatalf("got %T %q", e, e.EventType())
	}
	if made.EventID != "e1" || made.Thing.ID != 7 || !made.Timestamp.Equal(time.Date(2018, 11, 2, 11, 47, 48, 579079700, time.UTC)) {
		t.Errorf("got %+v", made)
	}
	if raw, _ := made.Raw.Get("TenantId"); string(raw) != "3" {
		t.Errorf("TenantId is %s", raw)
	}
}

func TestDeliveryWithoutBody(t *testing.T) {
	r := delivery("", sign("x", testSecret))
	r.Body = nil
	if _, err := ParseWebhook(r, testSecret); err != ErrWebhookSignature {
		t.Errorf("got %v", err)
	}
}

// TestByteOrderMark has deliveries whose signature covers the mark.
func TestByteOrderMark(t *testing.T) {
	for body, want := range map[string]string{thingMade: "*runtime.ThingMadeEvent", `{"Type":"thing.lost"}`: "*runtime.UnknownEvent"} {
		marked := "\ufeff" + body
		e, err := ParseWebhook(delivery(marked, sign(marked, testSecret)), testSecret)
		if err != nil || fmt.Sprintf("%T", e) != want {
			t.Errorf("got %T, %v, want %s", e, err, want)
			continue
		}
		if unknown, ok := e.(*UnknownEvent); ok && string(unknown.Raw) != body {
			t.Errorf("Raw is %q", unknown.Raw)
		}
		if _, err := ParseWebhook(delivery(marked, sign(body, testSecret)), testSecret); err != ErrWebhookSignature {
			t.Errorf("signed without the mark: %v", err)
		}
	}
}

func TestRefusedDeliveries(t *testing.T) {
	fitting := thingMade + strings.Repeat(" ", maxWebhook-len(thingMade))
	large := fitting + " "
	signed := sign(thingMade, testSecret)
	get := delivery(thingMade, signed)
	get.Method = http.MethodGet
	chunked := delivery(large, sign(large, testSecret))
	chunked.ContentLength = -1
	unread := delivery(thingMade, "")
	unread.Body = io.NopCloser(iotest.ErrReader(errors.New("read without a signature")))
	for _, test := range []struct {
		name   string
		r      *http.Request
		want   error
		status int
	}{
		{"fine", delivery(thingMade, signed), nil, 200},
		{"largest", delivery(fitting, sign(fitting, testSecret)), nil, 200},
		{"GET", get, ErrWebhookMethod, 405},
		{"unsigned", unread, ErrWebhookSignature, 401},
		{"other secret", delivery(thingMade, sign(thingMade, "other")), ErrWebhookSignature, 401},
		{"other body", delivery(thingMade+" ", signed), ErrWebhookSignature, 401},
		{"cut signature", delivery(thingMade, signed[:20]), ErrWebhookSignature, 401},
		{"not Base64", delivery(thingMade, "sha256="+signed), ErrWebhookSignature, 401},
		{"too large", delivery(large, sign(large, testSecret)), ErrWebhookTooLarge, 413},
		{"too large, chunked", chunked, ErrWebhookTooLarge, 413},
		{"empty", delivery("", sign("", testSecret)), ErrWebhookNoEvent, 400},
		{"no type", delivery(`{"EventId":"1"}`, sign(`{"EventId":"1"}`, testSecret)), ErrWebhookNoEvent, 400},
	} {
		var body bytes.Buffer
		replay := test.r.Clone(t.Context())
		test.r.Body = io.NopCloser(io.TeeReader(test.r.Body, &body))
		if _, err := ParseWebhook(test.r, testSecret); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", test.name, err, test.want)
		}
		if body.Len() > maxWebhook+1 {
			t.Errorf("%s: read %d bytes", test.name, body.Len())
		}
		replay.Body = io.NopCloser(&body)
		reply, handled := httptest.NewRecorder(), 0
		WebhookHandler(testSecret, func(context.Context, Event) error { handled++; return nil }).ServeHTTP(reply, replay)
		if reply.Code != test.status || handled == 1 != (test.want == nil) {
			t.Errorf("%s: status %d and %d events, want %d", test.name, reply.Code, handled, test.status)
		}
		if allow := reply.Header().Get("Allow"); allow == "POST" != (reply.Code == 405) {
			t.Errorf("%s: Allow is %q", test.name, allow)
		}
	}
}

func TestBrokenDelivery(t *testing.T) {
	cut := errors.New("cut")
	r := delivery("", "AAAA")
	r.Body = io.NopCloser(iotest.ErrReader(cut))
	if _, err := ParseWebhook(r, testSecret); !errors.Is(err, cut) {
		t.Errorf("got %v, want %v", err, cut)
	}
}

func TestWebhookWithoutSecret(t *testing.T) {
	if _, err := ParseWebhook(delivery(thingMade, sign(thingMade, "")), ""); err != ErrWebhookSecret {
		t.Errorf("ParseWebhook: got %v, want %v", err, ErrWebhookSecret)
	}
	if err := VerifyWebhook([]byte(thingMade), sign(thingMade, ""), ""); err != ErrWebhookSecret {
		t.Errorf("VerifyWebhook: got %v, want %v", err, ErrWebhookSecret)
	}
	defer func() {
		if recover() == nil {
			t.Error("WebhookHandler takes an empty secret")
		}
	}()
	WebhookHandler("", func(context.Context, Event) error { return nil })
}

// TestWebhookLimit has bodies of known and of unknown length, at the limit and one byte beyond.
func TestWebhookLimit(t *testing.T) {
	size := int64(len(thingMade))
	for _, test := range []struct {
		limit int64
		want  error
	}{
		{size, nil}, {math.MaxInt64, nil}, {size - 1, ErrWebhookTooLarge}, {0, ErrWebhookTooLarge}, {-1, ErrWebhookTooLarge},
	} {
		for _, length := range []int64{size, -1} {
			r := delivery(thingMade, sign(thingMade, testSecret))
			r.ContentLength = length
			if _, err := ParseWebhook(r, testSecret, WebhookLimit(test.limit)); !errors.Is(err, test.want) {
				t.Errorf("limit %d, length %d: got %v, want %v", test.limit, length, err, test.want)
			}
		}
	}
	larger := thingMade + strings.Repeat(" ", maxWebhook)
	reply, handled := httptest.NewRecorder(), 0
	h := WebhookHandler(testSecret, func(context.Context, Event) error { handled++; return nil }, WebhookLimit(2*maxWebhook))
	if h.ServeHTTP(reply, delivery(larger, sign(larger, testSecret))); reply.Code != 200 || handled != 1 {
		t.Errorf("a limit of 2 MiB: status %d and %d events", reply.Code, handled)
	}
}

func TestWebhookLogger(t *testing.T) {
	var text strings.Builder
	logger := slog.New(slog.NewTextHandler(&text, nil))
	result := error(nil)
	h := WebhookHandler(testSecret, func(context.Context, Event) error { return result }, WebhookLogger(logger))
	send := func(body string) {
		h.ServeHTTP(httptest.NewRecorder(), delivery(body, sign(body, testSecret)))
	}
	if send(thingMade); text.Len() > 0 {
		t.Errorf("an event that was handled: %s", text.String())
	}
	result = errors.New("the table is locked")
	for body, event := range map[string]string{thingMade: "event=thing.made", `{"Type":"a\nb"}`: `event="a b"`} {
		text.Reset()
		send(body)
		for _, want := range []string{"level=ERROR", event, `error="the table is locked"`} {
			if !strings.Contains(text.String(), want) {
				t.Errorf("%s: the log does not have %s: %s", body, want, text.String())
			}
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("WebhookHandler takes a nil logger")
		}
	}()
	WebhookHandler(testSecret, func(context.Context, Event) error { return nil }, WebhookLogger(nil))
}

func TestParseEvent(t *testing.T) {
	for _, test := range []struct{ body, want string }{
		{`{"Type":"thing.made"}`, "thing.made"},
		{` {"type":"thing.made"} `, "thing.made"},
		{`{"TYPE":null,"Type":"thing.made"}`, "thing.made"},
		{`{"Type":"thing.made","Thing":[1],"EventId":5,"Timestamp":"soon"}`, "thing.made"},
		{`{"Type":"thing.lost","Deep":{"a":[1]}}`, "unknown thing.lost"},
		{`{"Type":"Thing.Made"}`, "unknown Thing.Made"},
		{`{"Type":""}`, "refused"},
		{`{"Type":7}`, "refused"},
		{`{}`, "refused"},
		{`[{"Type":"thing.made"}]`, "refused"},
		{`null`, "refused"},
		{`{"Type":"thing.made"`, "refused"},
		{`{"Type":"thing.made"} {}`, "refused"},
		{`{"Type":"thing.lost"}}`, "refused"},
	} {
		e, err := ParseEvent([]byte(test.body))
		got := "refused"
		switch e := e.(type) {
		case *ThingMadeEvent:
			got = e.EventType()
		case *UnknownEvent:
			got = "unknown " + e.EventType()
			if string(e.Raw) != test.body {
				t.Errorf("%s: Raw is %s", test.body, e.Raw)
			}
		}
		if got != test.want || (got == "refused") != errors.Is(err, ErrWebhookNoEvent) {
			t.Errorf("%s: got %s (%v), want %s", test.body, got, err, test.want)
		}
	}
}

func TestOddValuesOfEvents(t *testing.T) {
	e, err := ParseEvent([]byte(`{"Type":"thing.made","Thing":[1],"EventId":5}`))
	made, ok := e.(*ThingMadeEvent)
	if !ok {
		t.Fatalf("got %T, %v", e, err)
	}
	thing, _ := made.Raw.Get("Thing")
	if id, _ := made.Raw.Get("EventId"); string(thing) != "[1]" || string(id) != "5" {
		t.Errorf("Thing is %s and EventId %s", thing, id)
	}
}

func TestFailingHandler(t *testing.T) {
	type key struct{}
	h := WebhookHandler(testSecret, func(ctx context.Context, e Event) error {
		if ctx.Value(key{}) != "here" {
			t.Error("the context is not that of the request")
		}
		return errors.New("the database password is hunter2")
	})
	r := delivery(thingMade, sign(thingMade, testSecret))
	reply := httptest.NewRecorder()
	h.ServeHTTP(reply, r.WithContext(context.WithValue(r.Context(), key{}, "here")))
	if reply.Code != 500 || strings.Contains(reply.Body.String(), "hunter2") {
		t.Errorf("answered %d %s", reply.Code, reply.Body)
	}
}

func TestPanickingHandler(t *testing.T) {
	defer func() {
		if got := recover(); got != "bug" {
			t.Errorf("the panic became %v", got)
		}
	}()
	h := WebhookHandler(testSecret, func(context.Context, Event) error { panic("bug") })
	h.ServeHTTP(httptest.NewRecorder(), delivery(thingMade, sign(thingMade, testSecret)))
}

func FuzzParseEvent(f *testing.F) {
	for _, seed := range []string{thingMade, `{"Type":"other"}`, `{"type":"thing.made","Thing":{"Id":"x"}}`, `{"Type":"thing.made"`, ``} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		before := bytes.Clone(body)
		e, err := ParseEvent(body)
		switch {
		case !bytes.Equal(body, before):
			t.Error("the body was changed")
		case (e == nil) == (err == nil):
			t.Errorf("gave %v and %v", e, err)
		case err != nil && !errors.Is(err, ErrWebhookNoEvent):
			t.Errorf("gave %v", err)
		case e != nil && e.EventType() == "":
			t.Error("the event has no name")
		}
	})
}
