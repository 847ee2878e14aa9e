package fake

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	api "github.com/orchgen/orchgen/templates/runtime"
)

var once = api.WithRetry(api.RetryPolicy{Attempts: 1})

func TestAccess(t *testing.T) {
	const encoded = "RgBpAG4AYQBuAGMAZQAvANwA" // "Finance/Ü" as the client sends it
	s := NewServer(t)
	s.Require(Access{Tokens: []string{"good"}, Tenant: "acme", Folders: []string{"7", "Finance/Ü"}})
	for _, test := range []struct {
		name    string
		headers []string
		status  int
		reply   string
	}{
		{"no token", nil, 401, `"errorCode":0,"message":"You are not authenticated!"`},
		{"other token", []string{"Authorization", "Bearer bad"}, 401, `"errorCode":0`},
		{"other scheme", []string{"Authorization", "Basic good"}, 401, `"errorCode":0`},
		{"no tenant", []string{"Authorization", "Bearer good"}, 400, "TenantNotFound"},
		{"other tenant", []string{"Authorization", "Bearer good", "X-UIPATH-TenantName", "other"}, 400, "TenantNotFound"},
		{"fine", []string{"Authorization", "bearer good", "X-UIPATH-TenantName", "acme"}, 200, `"value":[]`},
		{"folder", []string{"Authorization", "Bearer good", "X-UIPATH-TenantName", "acme", "X-UIPATH-OrganizationUnitId", "7"}, 200, `"value":[]`},
		{"folder path", []string{"Authorization", "Bearer good", "X-UIPATH-TenantName", "acme", "X-UIPATH-FolderPath-Encoded", encoded}, 200, `"value":[]`},
		{"other folder", []string{"Authorization", "Bearer good", "X-UIPATH-TenantName", "acme", "X-UIPATH-FolderKey", "8"}, 403, "InvalidOrganizationUnit"},
	} {
		got := send(t, s, "GET", "/odata/Things", "", test.headers...)
		if got.status != test.status || !strings.Contains(got.body, test.reply) {
			t.Errorf("%s: %d %s, want %d %s", test.name, got.status, got.body, test.status, test.reply)
		}
		if challenge := got.header.Get("WWW-Authenticate"); (challenge == "Bearer") != (got.status == 401) {
			t.Errorf("%s: WWW-Authenticate is %q", test.name, challenge)
		}
	}
	if got := send(t, NewServer(t), "GET", "/odata/Things", ""); got.status != 200 {
		t.Errorf("a server that asks for nothing: %+v", got)
	}
}

func TestDecodedPath(t *testing.T) {
	for text, want := range map[string]string{"QQA=": "A", "QQ==": "QQ==", "Ü": "Ü"} {
		if got := decodedPath(text); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// TestSignIn lets clients sign in with a password and with a secret, and again when their token is revoked.
func TestSignIn(t *testing.T) {
	application := func(s *Server, secret string) api.Option {
		return api.WithClientCredentials(api.ClientCredentials{TokenURL: s.TokenURL(), ClientID: "app", ClientSecret: secret, Scopes: []string{"OR.Jobs"}})
	}
	for _, test := range []struct {
		name string
		auth func(s *Server) api.Option
		want string // of the error, "" for none
	}{
		{"password", func(*Server) api.Option { return api.WithLogin("acme", "ann", "p") }, ""},
		{"wrong password", func(*Server) api.Option { return api.WithLogin("acme", "ann", "q") }, "400 Bad Request: Invalid username/email address or password."},
		{"unknown user", func(*Server) api.Option { return api.WithLogin("acme", "bob", "p") }, "400 Bad Request: Invalid username"},
		{"wrong tenant", func(*Server) api.Option { return api.WithLogin("other", "ann", "p") }, "TenantNotFound"},
		{"secret", func(s *Server) api.Option { return application(s, "s") }, ""},
		{"wrong secret", func(s *Server) api.Option { return application(s, "x") }, "400 Bad Request: invalid_client"},
		{"token", func(*Server) api.Option { return api.WithBearerToken("fixed") }, ""},
		{"wrong token", func(*Server) api.Option { return api.WithBearerToken("x") }, "401 Unauthorized"},
	} {
		s := NewServer(t)
		s.Require(Access{
			Tokens: []string{"fixed"}, Users: map[string]string{"ann": "p"}, Applications: map[string]string{"app": "s"}, Tenant: "acme",
		})
		client := s.Client(once, test.auth(s), api.WithTenant("acme"))
		for range 2 {
			_, err := client.Things.List(t.Context(), nil)
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("%s: %v, want %q", test.name, err, test.want)
			}
			s.RevokeTokens()
		}
	}
}

func TestSignInOfAnybody(t *testing.T) {
	s := NewServer(t)
	for _, auth := range []api.Option{
		api.WithLogin("", "anybody", "p"),
		api.WithClientCredentials(api.ClientCredentials{TokenURL: s.TokenURL(), ClientID: "any", ClientSecret: "s"}),
	} {
		if _, err := s.Client(once, auth).Things.List(t.Context(), nil); err != nil {
			t.Error(err)
		}
	}
	requests := s.Requests("Things_List")
	if len(requests) != 2 || requests[0].Header.Get("Authorization") != "Bearer fake-token-1" || requests[1].Header.Get("Authorization") != "Bearer fake-token-2" {
		t.Errorf("%+v", requests)
	}
	if got := send(t, s, "POST", "/api/Account/Authenticate", ""); got.status != 200 || !strings.Contains(got.body, `"result":"fake-token-3"`) {
		t.Errorf("a sign-in without a name: %+v", got)
	}
	s.Fail("Account_Authenticate", 1010, Times(1))
	if _, err := s.Client(once, api.WithLogin("", "a", "p")).Things.List(t.Context(), nil); !errors.Is(err, api.Code(1010)) {
		t.Errorf("a sign-in that was told to fail: %v", err)
	}
}

func TestTokenEndpoint(t *testing.T) {
	s := NewServer(t)
	const form = "application/x-www-form-urlencoded"
	for _, test := range []struct {
		method, body, header, value string
		status                      int
		reply                       string
	}{
		{"POST", "grant_type=client_credentials&client_id=a&client_secret=b&scope=x+y", "", "", 200, `"scope":"x y"`},
		{"POST", "grant_type=client_credentials", "Authorization", "Basic YTpi", 200, `"token_type":"Bearer"`},
		{"POST", "grant_type=client_credentials", "", "", 400, `{"error":"invalid_client"}`},
		{"POST", "grant_type=password&client_id=a&client_secret=b", "", "", 400, `{"error":"unsupported_grant_type"}`},
		{"POST", "", "", "", 400, `{"error":"invalid_request"}`},
		{"GET", "", "", "", 405, ""},
	} {
		got := send(t, s, test.method, tokenPath, test.body, "Content-Type", form, test.header, test.value)
		if got.status != test.status || !strings.Contains(got.body, test.reply) {
			t.Errorf("%s %s: %d %s, want %d %s", test.method, test.body, got.status, got.body, test.status, test.reply)
		}
		if got.header.Get("Cache-Control") != "no-store" || (got.header.Get("Allow") == http.MethodPost) != (got.status == 405) {
			t.Errorf("%s %s: %v", test.method, test.body, got.header)
		}
	}
}
