package runtime

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
)

// Event is what a webhook delivers: a pointer to one of the types of events, or an [*UnknownEvent].
type Event interface {
	// EventType gives the name of the event, as a subscription has it.
	EventType() string

	event()
}

// UnknownEvent is an event that the definition does not have, such as one of a newer server.
type UnknownEvent struct {
	Type string          // name of the event
	Raw  json.RawMessage // the whole delivery
}

// EventType gives the name of the event.
func (e *UnknownEvent) EventType() string { return e.Type }

func (e *UnknownEvent) event() {}

// Why a delivery of a webhook is refused.
var (
	ErrWebhookMethod    = errors.New("webhook: the method of the request is not POST")
	ErrWebhookSecret    = errors.New("webhook: there is no secret to verify the signature with")
	ErrWebhookSignature = errors.New("webhook: the signature is missing or wrong")
	ErrWebhookTooLarge  = errors.New("webhook: the body is larger than the limit")
	ErrWebhookNoEvent   = errors.New("webhook: the body is not an event")
)

// maxWebhook bounds the body of a delivery without [WebhookLimit], in bytes.
const maxWebhook = 1 << 20

// WebhookOption changes how deliveries are read or handled.
type WebhookOption func(*webhookOptions)

type webhookOptions struct {
	limit  int64
	logger *slog.Logger
}

// WebhookLimit bounds the body of a delivery, in bytes; it is 1 MiB by default.
func WebhookLimit(bytes int64) WebhookOption { return func(o *webhookOptions) { o.limit = bytes } }

// WebhookLogger makes a [WebhookHandler] log the events that could not be handled at [slog.LevelError], with their type
// and the error, which nobody else is told.
func WebhookLogger(l *slog.Logger) WebhookOption { return func(o *webhookOptions) { o.logger = l } }

func webhookOptionsOf(opts []WebhookOption) *webhookOptions {
	o := &webhookOptions{limit: maxWebhook, logger: slog.New(slog.DiscardHandler)}
	for _, opt := range opts {
		opt(o)
	}
	return o
}

// webhookSignature is the header with the signature of the body.
const webhookSignature = "X-UiPath-Signature"

// ParseWebhook reads the delivery of a webhook whose subscription has the secret. It fails with one of the
// errors that begin with ErrWebhook, or with that of reading the body. A delivery without a signature, because the
// subscription has no secret, is read with [ParseEvent] by those who know otherwise who sent it.
func ParseWebhook(r *http.Request, secret string, opts ...WebhookOption) (Event, error) {
	limit := webhookOptionsOf(opts).limit
	signature := r.Header.Get(webhookSignature)
	switch {
	case r.Method != http.MethodPost:
		return nil, ErrWebhookMethod
	case secret == "":
		return nil, ErrWebhookSecret
	case signature == "":
		return nil, ErrWebhookSignature
	case r.ContentLength > limit:
		return nil, ErrWebhookTooLarge
	}
	content := r.Body
	if content == nil { // a request that no server has received
		content = http.NoBody
	}
	body, err := io.ReadAll(http.MaxBytesReader(nil, content, limit))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, ErrWebhookTooLarge
	case err != nil:
		return nil, fmt.Errorf("webhook: reading the body: %w", err)
	}
	if err := VerifyWebhook(body, signature, secret); err != nil {
		return nil, err
	}
	return ParseEvent(body)
}

// VerifyWebhook checks the signature of a delivery, which the header X-UiPath-Signature has: the HMAC-SHA256
// of the body in Base64, with the secret of the subscription as its key. It fails with [ErrWebhookSignature] or
// [ErrWebhookSecret].
func VerifyWebhook(body []byte, signature, secret string) error {
	if secret == "" {
		return ErrWebhookSecret
	}
	got, err := base64.StdEncoding.DecodeString(signature)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	if err != nil || !hmac.Equal(got, mac.Sum(nil)) {
		return ErrWebhookSignature
	}
	return nil
}

// ParseEvent reads the body of a delivery without asking who sent it: see [VerifyWebhook]. A byte order mark is
// passed over. An event that the definition does not have is an [*UnknownEvent]. A body that is not an event fails
// with [ErrWebhookNoEvent].
func ParseEvent(body []byte) (Event, error) {
	body = toUTF8(body)
	name := parseObject(body).text("type")
	if name == "" || !json.Valid(body) {
		return nil, ErrWebhookNoEvent
	}
	e := newEvent(name)
	if e == nil {
		return &UnknownEvent{Type: name, Raw: bytes.Clone(body)}, nil
	}
	if err := unmarshal(body, e); err != nil && err != errOdd {
		return nil, fmt.Errorf("%w: %w", ErrWebhookNoEvent, err)
	}
	return e, nil
}

// WebhookHandler gives a handler of deliveries that [ParseWebhook] reads. It answers 200 when handle gives no
// error and 500 when it does, 405, 401, 413 or 400 to what is no delivery. Depending on its release, Orchestrator
// sends an event that was not answered with success again, drops it, or suspends the webhook for an hour. The sender
// is not told the error of handle: see [WebhookLogger].
//
// WebhookHandler panics without a secret, or when its logger is nil.
func WebhookHandler(secret string, handle func(ctx context.Context, e Event) error, opts ...WebhookOption) http.Handler {
	if secret == "" {
		panic("WebhookHandler: the secret is empty")
	}
	logger := webhookOptionsOf(opts).logger
	if logger == nil {
		panic("WebhookHandler: the logger is nil")
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e, err := ParseWebhook(r, secret, opts...)
		if err != nil {
			refuseWebhook(w, err)
		} else if err = handle(r.Context(), e); err != nil {
			logger.LogAttrs(r.Context(), slog.LevelError, "webhook event not handled", slog.String("event", oneLine(e.EventType(), 100)), slog.Any("error", err))
			http.Error(w, "the event could not be handled", http.StatusInternalServerError)
		}
	})
}

func refuseWebhook(w http.ResponseWriter, err error) {
	status := http.StatusBadRequest
	switch err {
	case ErrWebhookMethod:
		w.Header().Set("Allow", http.MethodPost)
		status = http.StatusMethodNotAllowed
	case ErrWebhookSignature:
		status = http.StatusUnauthorized
	case ErrWebhookTooLarge:
		status = http.StatusRequestEntityTooLarge
	}
	http.Error(w, http.StatusText(status), status)
}
