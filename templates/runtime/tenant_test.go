package runtime

import (
	"strings"
	"testing"
)

func TestTenantURLs(t *testing.T) {
	for got, want := range map[string]string{
		CloudURL("acme", "Default Tenant"):                     "https://cloud.uipath.com/acme/Default%20Tenant/orchestrator_",
		CloudURL("a/b", "c?d#e"):                               "https://cloud.uipath.com/a%2Fb/c%3Fd%23e/orchestrator_",
		AutomationSuiteURL("suite.example:8443", "o", "Größe"): "https://suite.example:8443/o/Gr%C3%B6%C3%9Fe/orchestrator_",
		OnPremisesURL("orchestrator.example"):                  "https://orchestrator.example",
		CloudTokenURL("a/b"):                                   "https://cloud.uipath.com/a%2Fb/identity_/connect/token",
		AutomationSuiteTokenURL("suite.example"):               "https://suite.example/identity_/connect/token",
		OnPremisesTokenURL("orchestrator.example"):             "https://orchestrator.example/identity/connect/token",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		c, err := newConn(want, nil)
		if err != nil || c.baseURL.String() != want {
			t.Errorf("%s as base URL: %v, %v", want, c, err)
		}
	}
}

func TestBadTenants(t *testing.T) {
	for _, base := range []string{
		CloudURL("", "t"), CloudURL("o", ""), CloudURL("..", "t"), CloudURL("o", "."), AutomationSuiteURL("", "o", "t"),
		AutomationSuiteURL("https://host", "o", "t"), AutomationSuiteURL("host/", "o", "t"), AutomationSuiteURL("me@host", "o", "t"), OnPremisesURL(""),
	} {
		if _, err := newConn(base, nil); err == nil {
			t.Errorf("%s is taken", base)
		}
	}
	if _, err := newConn("https://host", []Option{WithTenant("")}); err == nil {
		t.Error("a tenant without name is taken")
	}
	got := record(t, "", func(c *conn) *call { return c.call(opGet) }, WithTenant("acme"))
	if got.header.Get("X-UIPATH-TenantName") != "acme" {
		t.Error(got.header)
	}
	err := mustConn(t, "http://127.0.0.1:1", WithTenant("a\r\nb")).call(opGet).do(t.Context(), nil)
	if err == nil || !strings.Contains(err.Error(), "control character") {
		t.Error(err)
	}
}
