// Package otel shows that a generated client works with the libraries that it does not need.
package otel

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"example.com/otel/orchestrator"
)

// TestSpans sends a call that needs two tries inside of a span of the caller.
func TestSpans(t *testing.T) {
	var parents []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		parents = append(parents, r.Header.Get("Traceparent"))
		if len(parents) == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		w.Write([]byte(`{"value":[]}`))
	}))
	defer server.Close()
	recorder := tracetest.NewSpanRecorder()
	provider := sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(recorder))
	client, err := orchestrator.NewClient(server.URL,
		orchestrator.WithRetry(orchestrator.RetryPolicy{MinDelay: time.Millisecond}),
		orchestrator.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return otelhttp.NewTransport(next, otelhttp.WithTracerProvider(provider), otelhttp.WithPropagators(propagation.TraceContext{}))
		}))
	if err != nil {
		t.Fatal(err)
	}
	ctx, caller := provider.Tracer("test").Start(t.Context(), "caller")
	if _, err := client.Jobs.List(ctx, nil); err != nil {
		t.Fatal(err)
	}
	caller.End()

	spans := recorder.Ended()
	if len(spans) != 3 || len(parents) != 2 {
		t.Fatalf("%d spans, %d requests", len(spans), len(parents))
	}
	for i, status := range []int{503, 200} {
		span := spans[i]
		if span.Parent().SpanID() != caller.SpanContext().SpanID() || span.SpanKind() != trace.SpanKindClient || statusOf(span) != status {
			t.Errorf("span %d: %s, parent %s, status %d", i, span.Name(), span.Parent().SpanID(), statusOf(span))
		}
		if want := "00-" + span.SpanContext().TraceID().String() + "-" + span.SpanContext().SpanID().String() + "-01"; parents[i] != want {
			t.Errorf("request %d has the traceparent %q, want %q", i, parents[i], want)
		}
	}
}

func statusOf(span sdktrace.ReadOnlySpan) int {
	for _, attr := range span.Attributes() {
		if attr.Key == attribute.Key("http.response.status_code") {
			return int(attr.Value.AsInt64())
		}
	}
	return 0
}

// TestTokenSource takes tokens from golang.org/x/oauth2.
func TestTokenSource(t *testing.T) {
	var got []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path == "/token" {
			w.Write([]byte(`{"access_token":"t1","token_type":"Bearer","expires_in":3600}`))
			return
		}
		got = append(got, r.Header.Get("Authorization"))
		w.Write([]byte(`{"value":[]}`))
	}))
	defer server.Close()
	config := clientcredentials.Config{ClientID: "app", ClientSecret: "secret", TokenURL: server.URL + "/token"}
	for _, source := range []oauth2.TokenSource{config.TokenSource(t.Context()), oauth2.StaticTokenSource(&oauth2.Token{AccessToken: "t2"})} {
		client, err := orchestrator.NewClient(server.URL, orchestrator.WithOAuth2TokenSource(source))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := client.Jobs.List(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
	}
	if len(got) != 2 || got[0] != "Bearer t1" || got[1] != "Bearer t2" {
		t.Errorf("%q", got)
	}
}
