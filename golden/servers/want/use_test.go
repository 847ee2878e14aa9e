package want_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/servers/want"
)

func TestServers(t *testing.T) {
	var got []string
	handler := func(name string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			got = append(got, name+" "+r.URL.Path+" "+r.Header.Get("Authorization"))
			switch {
			case strings.HasSuffix(r.URL.Path, "/jobs"):
				io.WriteString(w, `["j"]`)
			case strings.Contains(r.URL.Path, "/Group/"):
				io.WriteString(w, `"group"`)
			}
		}
	}
	main, identity := httptest.NewServer(handler("main")), httptest.NewServer(handler("identity"))
	defer main.Close()
	defer identity.Close()

	client, err := want.NewClient(main.URL+"/api/", want.WithBearerToken("t"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Groups.Get(t.Context(), "g"); err == nil || !strings.Contains(err.Error(), "WithServerURL") {
		t.Errorf("no address of the other server: %v", err)
	}
	client, err = want.NewClient(main.URL+"/api/", want.WithBearerToken("t"), want.WithServerURL(want.ServerIdentity, identity.URL+"/identity_"))
	if err != nil {
		t.Fatal(err)
	}
	if group, err := client.Groups.Get(t.Context(), "g"); err != nil || group != "group" {
		t.Error(group, err)
	}
	if jobs, err := client.Jobs.List(t.Context()); err != nil || len(jobs) != 1 {
		t.Error(jobs, err)
	}
	if err := client.Status.Get(t.Context()); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]string{"identity /identity_/Group/g Bearer t", "main /api/jobs Bearer t", "main /api/status "}, got); diff != "" {
		t.Error(diff)
	}
	constants := []string{want.DefaultBaseURL, want.ScopeORJobs, want.ScopeORJobsRead, string(want.ServerIdentity)}
	if diff := cmp.Diff([]string{"https://example.com/api", "OR.Jobs", "OR.Jobs.Read", "identity"}, constants); diff != "" {
		t.Error(diff)
	}
}
