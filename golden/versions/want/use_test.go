package want_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/versions/want"
)

func client(t *testing.T, tells string, opts ...want.Option) (c *want.Client, requests *int) {
	t.Helper()
	requests = new(int)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		*requests++
		w.Header().Set("api-supported-versions", tells)
	}))
	t.Cleanup(server.Close)
	c, err := want.NewClient(server.URL, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return c, requests
}

func TestVersions(t *testing.T) {
	start := func(body *want.Start) func(context.Context, *want.Client) error {
		return func(ctx context.Context, c *want.Client) error { return c.Jobs.Start(ctx, body) }
	}
	resume := func(ctx context.Context, c *want.Client) error { return c.Jobs.Resume(ctx, "a") }
	status := func(ctx context.Context, c *want.Client) error { return c.Status.Get(ctx) }
	tests := []struct {
		name, version string
		send          func(context.Context, *want.Client) error
		want          *want.VersionError
	}{
		{"new enough", "10.0", resume, nil},
		{"too old", "9.0", resume, &want.VersionError{Operation: "Jobs_Resume", Since: "10.0"}},
		{"release", "2019.10", resume, &want.VersionError{Operation: "Jobs_Resume", Since: "10.0", Server: "9.0"}},
		{"between", "8.0", status, nil},
		{"before", "7.0", status, &want.VersionError{Operation: "Status_Get", Since: "8.0"}},
		{"behind", "10.0", status, &want.VersionError{Operation: "Status_Get", Until: "9.0"}},
		{"property is not set", "8.0", start(&want.Start{Name: "a", Info: &want.Info{}}), nil},
		{"property", "8.0", start(&want.Start{Count: want.Some[int32](0)}), &want.VersionError{Operation: "Jobs_Start", Property: "count", Since: "9.0"}},
		{"property of a base", "8.0", start(&want.Start{Info: &want.Info{Reference: "a"}}), &want.VersionError{Operation: "Jobs_Start", Property: "info.reference", Since: "9.0"}},
		{"property inside", "12.4", start(&want.Start{Info: &want.Info{Priority: "a"}}), &want.VersionError{Operation: "Jobs_Start", Property: "info.priority", Since: "12.5"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, requests := client(t, "", want.WithServerVersion(tt.version))
			err := tt.send(t.Context(), c)
			var got *want.VersionError
			errors.As(err, &got)
			if tt.want != nil && tt.want.Server == "" {
				tt.want.Server = tt.version
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || *requests == 1 != (tt.want == nil) {
				t.Errorf("%s%v after %d requests", diff, err, *requests)
			}
			c, _ = client(t, "")
			if err := tt.send(t.Context(), c); err != nil {
				t.Errorf("without a version: %v", err)
			}
		})
	}
}

func TestDetection(t *testing.T) {
	c, requests := client(t, "4.0, 9.0", want.WithServerVersionDetection())
	first, second := c.Jobs.Resume(t.Context(), "a"), c.Jobs.Resume(t.Context(), "a")
	var old *want.VersionError
	if first != nil || !errors.As(second, &old) || old.Server != "9.0" || *requests != 1 {
		t.Error(first, second, *requests)
	}
}

func TestSharedLimit(t *testing.T) {
	limits := []want.RateLimit{{Operations: []string{"Jobs_Start", "Jobs_Get"}, Requests: 5, Per: time.Minute}}
	if diff := cmp.Diff(limits, want.DocumentedRateLimits); diff != "" {
		t.Error(diff)
	}
}
