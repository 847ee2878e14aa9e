package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"time"
)

// WithLogger makes the client log each try at [slog.LevelDebug], or at [slog.LevelInfo] when it is repeated,
// and each call that fails at [slog.LevelWarn]. Of replies, records have the status, the error code and the
// header X-Request-Id or Request-Id; of requests, the operation. They have no other header, no query, body
// or path argument, and no text of a server or of the network.
func WithLogger(l *slog.Logger) Option {
	return func(conn *conn) error {
		if l == nil {
			return errors.New("WithLogger: the logger is nil")
		}
		conn.logger = l
		return nil
	}
}

// logTry writes the record of one try.
func (x *exchange) logTry(ctx context.Context, t *try, err error, again bool) {
	level := slog.LevelDebug
	if again {
		level = slog.LevelInfo
	}
	if !x.conn.logger.Enabled(ctx, level) {
		return
	}
	attrs := append(x.logAttrs(t.begun, err), slog.Int("attempt", x.attempts))
	if t.status != 0 {
		attrs = append(attrs, slog.Int("status", t.status))
	}
	if t.requestID != "" {
		attrs = append(attrs, slog.String("request_id", oneLine(t.requestID, 100)))
	}
	x.conn.logger.LogAttrs(ctx, level, "HTTP request", attrs...)
}

// logFailure writes the record of a call that failed.
func (x *exchange) logFailure(ctx context.Context, err error) {
	if !x.conn.logger.Enabled(ctx, slog.LevelWarn) {
		return
	}
	attrs := append(x.logAttrs(x.begun, err), slog.Int("attempts", x.attempts))
	if x.meta.Status != 0 {
		attrs = append(attrs, slog.Int("status", x.meta.Status))
	}
	if x.meta.RequestID != "" {
		attrs = append(attrs, slog.String("request_id", oneLine(x.meta.RequestID, 100)))
	}
	x.conn.logger.LogAttrs(ctx, slog.LevelWarn, "API call failed", attrs...)
}

// logAttrs gives what each record tells.
func (x *exchange) logAttrs(begun time.Time, err error) []slog.Attr {
	attrs := []slog.Attr{
		slog.String("operation", x.op.id), slog.String("method", x.op.method), slog.String("path", x.op.path),
		slog.Duration("duration", time.Since(begun)),
	}
	if err == nil {
		return attrs
	}
	if api, ok := apiError(err); ok && api.HasCode {
		attrs = append(attrs, slog.String("code", api.Code.String()))
	}
	return append(attrs, slog.String("failure", failureKind(err)))
}

// failureKind names the kind of an error without any of its text.
func failureKind(err error) string {
	var decode *DecodeError
	_, isAPI := apiError(err)
	switch {
	case errors.Is(err, context.Canceled):
		return "canceled"
	case errors.Is(err, context.DeadlineExceeded):
		return "timeout"
	case isAPI:
		return "reported by the server"
	case errors.As(err, &decode):
		return "reply cannot be decoded"
	case isDialError(err):
		return "no connection"
	}
	return "request or connection"
}

// Attr gives an attribute "error" for a log record: of an error that the server reported, wrapped or not, what
// [APIError.LogValue] gives; of any other one line of text without what looks like a secret.
func Attr(err error) slog.Attr {
	const key = "error"
	if e, ok := apiError(err); ok {
		return slog.Any(key, e)
	}
	if err == nil {
		return slog.Any(key, nil)
	}
	return slog.String(key, logged(err.Error(), 500))
}

// LogValue gives what is safe to log: of the text only what the catalogue recognises, without its secret
// arguments, and no body. See [slog.LogValuer].
func (e *APIError) LogValue() slog.Value {
	attrs := []slog.Attr{
		slog.String("operation", e.Operation), slog.String("method", e.Method), slog.String("path", e.Path),
		slog.Int("status", e.Status),
	}
	if e.HasCode {
		attrs = append(attrs, slog.String("code", e.Code.String()))
	}
	if m, ok := (*reported)(e).match(); ok {
		attrs = append(attrs, slog.String("message", oneLine(m.masked(sourceLocale, bare), 500)))
	}
	if e.TraceID != "" {
		attrs = append(attrs, slog.String("trace_id", oneLine(e.TraceID, 100)))
	}
	return slog.GroupValue(attrs...)
}

// MarshalJSON gives what LogValue does, for errors inside of what a program logs as JSON.
func (e *APIError) MarshalJSON() ([]byte, error) {
	safe := map[string]any{}
	for _, attr := range e.LogValue().Group() {
		safe[attr.Key] = attr.Value.Any()
	}
	return json.Marshal(safe)
}

// GoString gives the line that Error does.
func (e *APIError) GoString() string { return e.Error() }

// masked gives the text in l without the values of secret arguments.
func (m *matched) masked(l *Locale, bidi isolation) string {
	args := m.args
	for i, kind := range textInfos[m.text].kind {
		if kind == argSecret && args[i] != "" {
			args[i] = "***"
		}
	}
	return l.render(m.text, args[:], bidi)
}
