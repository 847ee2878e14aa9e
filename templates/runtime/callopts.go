package runtime

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"
)

// CallOption changes the calls that are made with the context of [WithCall].
type CallOption func(*callOptions)

type callOptions struct {
	timeout  time.Duration // 0 for that of the client
	attempts int           // 0 for those of the client
	header   http.Header
	meta     []*ResponseMeta
}

type callOptionsKey struct{}

// WithCall gives a context whose calls follow the options. Options that ctx has already stay in force where
// the new ones do not say otherwise, and nil changes nothing.
//
//	var meta ResponseMeta
//	ctx = WithCall(ctx, CallTimeout(time.Minute), CallResponse(&meta))
func WithCall(ctx context.Context, opts ...CallOption) context.Context {
	options := *callOptionsOf(ctx)
	options.header = options.header.Clone()
	options.meta = slices.Clone(options.meta)
	for _, opt := range opts {
		if opt != nil {
			opt(&options)
		}
	}
	return context.WithValue(ctx, callOptionsKey{}, &options)
}

// callOptionsOf gives the options of ctx, which are not to be changed.
func callOptionsOf(ctx context.Context) *callOptions {
	if options, ok := ctx.Value(callOptionsKey{}).(*callOptions); ok {
		return options
	}
	return &callOptions{}
}

// CallTimeout takes the place of [WithTimeout]; a duration that is not positive ends the call at once.
func CallTimeout(d time.Duration) CallOption {
	return func(o *callOptions) { o.timeout = max(d, 1) }
}

// CallAttempts takes the place of the attempts of [WithRetry]: at most n tries, 1 for no repetition.
func CallAttempts(n int) CallOption {
	return func(o *callOptions) { o.attempts = max(n, 1) }
}

// CallHeader sets a header in place of what the client and the operation send under its name.
func CallHeader(name, value string) CallOption {
	return func(o *callOptions) {
		if o.header == nil {
			o.header = http.Header{}
		}
		o.header.Set(name, value)
	}
}

// CallResponse fills meta at the end of each call, whether it failed or not. As the next call fills it again,
// it is for one call at a time. A nil meta is not filled.
func CallResponse(meta *ResponseMeta) CallOption {
	return func(o *callOptions) {
		if meta != nil {
			o.meta = append(o.meta, meta)
		}
	}
}

// ResponseMeta is what a reply says besides its content.
type ResponseMeta struct {
	Operation   string      // operationId
	Status      int         // HTTP status of the last reply, 0 when none came
	Header      http.Header // of the last reply
	RequestID   string      // of the header X-Request-Id or Request-Id
	TraceID     string      // of the header traceparent (W3C Trace Context, section 3.2) or of an error reply
	APIVersions []string    // of the header api-supported-versions
	Attempts    int         // how often the request was sent
}

func (m *ResponseMeta) read(resp *http.Response) {
	*m = ResponseMeta{Status: resp.StatusCode, Header: resp.Header, RequestID: requestID(resp.Header)}
	if parts := strings.Split(resp.Header.Get("Traceparent"), "-"); len(parts) >= 4 {
		m.TraceID = parts[1]
	}
	for _, line := range resp.Header.Values("Api-Supported-Versions") {
		for version := range strings.SplitSeq(line, ",") {
			if version = strings.TrimSpace(version); version != "" {
				m.APIVersions = append(m.APIVersions, version)
			}
		}
	}
}

func requestID(header http.Header) string {
	return orDefault(header.Get("X-Request-Id"), header.Get("Request-Id"))
}
