package want_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/connection/want"
)

// serve gives a client of a server that notes what it gets.
func serve(t *testing.T, answer http.HandlerFunc, opts ...want.Option) (*want.Client, *[]string) {
	t.Helper()
	var got []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = append(got, fmt.Sprintf("%s %s %s|%s|%s|%s", r.Method, r.URL.Path, body,
			r.Header.Get("Authorization"), r.Header.Get("X-UIPATH-OrganizationUnitId"), r.Header.Get("X-UIPATH-TenantName")))
		answer(w, r)
	}))
	t.Cleanup(server.Close)
	client, err := want.NewClient(server.URL, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return client, &got
}

func empty(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "[]") }

func TestFolder(t *testing.T) {
	client, got := serve(t, empty)
	for name, send := range map[string]func(*want.Client) error{
		"the definition says so": func(c *want.Client) error { return c.Jobs.Create(t.Context()) },
		"the catalogue says so":  func(c *want.Client) error { _, err := c.Releases.List(t.Context()); return err },
	} {
		err := send(client)
		var missing *want.FolderRequiredError
		if !errors.Is(err, want.CodeRequiredOrganizationUnit) || !errors.Is(err, want.CategoryValidation) || !errors.As(err, &missing) || len(*got) > 0 {
			t.Errorf("%s: %v after %q", name, err, *got)
		}
		if err := send(client.InFolder(want.FolderID(7))); err != nil {
			t.Errorf("%s, with a folder: %v", name, err)
		}
		*got = nil
	}
	if _, err := client.Jobs.List(t.Context()); err != nil {
		t.Errorf("a folder that is not required: %v", err)
	}
	if _, err := client.Settings.List(t.Context()); err != nil {
		t.Errorf("an operation without folders: %v", err)
	}
	if err := client.InFolder(want.FolderOfServer).Jobs.Create(t.Context()); err != nil {
		t.Errorf("a server without folders: %v", err)
	}
}

func TestLogin(t *testing.T) {
	token := "old"
	client, got := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/api/Account":
			fmt.Fprintf(w, `{"result":%q,"success":true,"__abp":true}`, token)
		case r.Header.Get("Authorization") != "Bearer "+token:
			w.WriteHeader(http.StatusUnauthorized)
		default:
			io.WriteString(w, "[]")
		}
	}, want.WithTenant("acme"), want.WithLogin("acme", "admin", "hunter2"))
	jobs := client.InFolder(want.FolderID(7)).Jobs
	if _, err := jobs.List(t.Context()); err != nil {
		t.Error(err)
	}
	token = "new"
	time.Sleep(time.Millisecond) // the old token is older than the call
	if err := jobs.Create(t.Context()); err != nil {
		t.Error(err)
	}
	const login = `POST /api/Account {"password":"hunter2","tenancyName":"acme","usernameOrEmailAddress":"admin"}|||acme`
	if diff := cmp.Diff([]string{
		login, "GET /odata/Jobs |Bearer old|7|acme", "POST /odata/Jobs |Bearer old|7|acme", login, "POST /odata/Jobs |Bearer new|7|acme",
	}, *got); diff != "" {
		t.Error(diff)
	}
}

func TestLimits(t *testing.T) {
	if diff := cmp.Diff([]want.RateLimit{{Operations: []string{"Jobs_Get"}, Requests: 2, Per: time.Hour}}, want.DocumentedRateLimits); diff != "" {
		t.Error(diff)
	}
	client, got := serve(t, empty, want.WithRateLimit(want.DocumentedRateLimits...))
	ctx, cancel := context.WithCancel(t.Context())
	for range 2 {
		if _, err := client.Jobs.List(ctx); err != nil {
			t.Error(err)
		}
	}
	cancel()
	if _, err := client.InFolder(want.FolderID(7)).Jobs.List(ctx); !errors.Is(err, context.Canceled) || len(*got) != 2 {
		t.Errorf("%d requests, %v", len(*got), err)
	}
}

func TestRetryByCatalogue(t *testing.T) {
	n := 0
	client, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if n++; n == 1 {
			w.WriteHeader(http.StatusConflict)
			io.WriteString(w, `{"errorCode":1655}`)
		}
	}, want.WithRetry(want.RetryPolicy{MinDelay: time.Millisecond}))
	var meta want.ResponseMeta
	ctx := want.WithCall(t.Context(), want.CallResponse(&meta))
	if err := client.InFolder(want.FolderID(7)).Jobs.Create(ctx); err != nil || meta.Attempts != 2 || meta.Status != 200 {
		t.Errorf("%+v, %v", meta, err)
	}
}

func TestAddresses(t *testing.T) {
	if got := want.CloudURL("acme", "Default"); got != "https://cloud.uipath.com/acme/Default/orchestrator_" {
		t.Error(got)
	}
}
