package runtime

import (
	"errors"
	"net/url"
)

// CloudURL gives the base URL of a tenant in Automation Cloud.
func CloudURL(organization, tenant string) string {
	return AutomationSuiteURL("cloud.uipath.com", organization, tenant)
}

// AutomationSuiteURL gives the base URL of a tenant in an Automation Suite on host, such as "suite.example.com".
func AutomationSuiteURL(host, organization, tenant string) string {
	return "https://" + host + "/" + url.PathEscape(organization) + "/" + url.PathEscape(tenant) + "/orchestrator_"
}

// OnPremisesURL gives the base URL of an installation of its own on host. [WithTenant] chooses the tenant.
func OnPremisesURL(host string) string { return "https://" + host }

// CloudTokenURL gives where applications of an organization in Automation Cloud get tokens, for
// [ClientCredentials].
func CloudTokenURL(organization string) string {
	return "https://cloud.uipath.com/" + url.PathEscape(organization) + "/identity_/connect/token"
}

// AutomationSuiteTokenURL gives where applications get tokens from an Automation Suite on host.
func AutomationSuiteTokenURL(host string) string {
	return "https://" + host + "/identity_/connect/token"
}

// OnPremisesTokenURL gives where applications get tokens from an installation of its own on host.
func OnPremisesTokenURL(host string) string { return "https://" + host + "/identity/connect/token" }

// WithTenant chooses the tenant of an installation on premises.
func WithTenant(name string) Option {
	return func(conn *conn) error {
		if name == "" {
			return errors.New("WithTenant: the name is empty")
		}
		return WithHeader("X-UIPATH-TenantName", name)(conn)
	}
}
