// Package catalog holds the built-in inputs of orchgen: the definition of the UiPath Orchestrator API, and
// its error catalogue with the texts in several languages.
package catalog

import "embed"

// FS has the definition orchestrator.yaml, the catalogue errors.yaml, one file a language in locales, and
// client.yaml with what the definition does not say about its operations.
//
//go:embed client.yaml errors.yaml locales/*.yaml orchestrator.yaml
var FS embed.FS
