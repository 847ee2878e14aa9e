// Package catalog holds the built-in inputs of orchgen: the definition of the UiPath Orchestrator API, and
// its error catalogue with the texts in several languages.
package catalog

import "embed"

// FS has the definition orchestrator.yaml, the catalogue errors.yaml, and one file a language in locales.
//
//go:embed errors.yaml locales/*.yaml orchestrator.yaml
var FS embed.FS
