package emit

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/templates"
)

// runtimeFiles copies the files of the runtime that the API has a use for.
func (g *generator) runtimeFiles() ([]File, error) {
	names, err := templates.RuntimeFiles()
	if err != nil {
		return nil, err
	}
	optional := map[string]func() bool{
		"folder.go":       g.needsFolders,
		"login.go":        func() bool { return g.login() != nil },
		"servers.go":      func() bool { return len(g.api.Servers) > 0 },
		"tenant.go":       g.needsTenants,
		"odata.go":        g.needsOData,
		"odata_limits.go": g.needsOData,
		"filter.go":       g.needsOData,
		"property.go":     g.needsFilters,
		"literal.go":      g.needsFilters,
		"collection.go":   g.needsFilters,
		"date.go":         g.needsDate,
		"paging.go":       g.needsPaging,
		"plural.go":       g.needsPlurals,
		"transfer.go":     g.needsTransfer,
		"items.go":        g.needsItemErrors,
		"version.go":      g.needsVersions,
		"wait.go":         g.needsWaiters,

		templates.Webhook:      func() bool { return len(g.api.Events()) > 0 },
		templates.ContractTest: func() bool { return slices.Contains(g.opt.With, "contract-test") },
	}
	var files []File
	for _, name := range names {
		if needed := optional[name]; needed != nil && !needed() {
			continue
		}
		content, err := templates.RuntimeFile(name, g.opt.Package)
		if err != nil {
			return nil, err
		}
		files = append(files, copiedFile(name, content))
	}
	return files, nil
}

// copiedFile marks a file that is copied as ours.
func copiedFile(name string, content []byte) File {
	return File{name, slices.Concat([]byte(Mark+"\n\n"), content)}
}

func (g *generator) needsFolders() bool {
	return slices.ContainsFunc(g.api.Operations(), func(op *model.Operation) bool { return op.FolderScoped })
}

// needsTenants reports whether the API is Orchestrator's: its operations work in folders or have its names.
func (g *generator) needsTenants() bool {
	return g.needsFolders() || slices.ContainsFunc(g.api.Operations(), func(op *model.Operation) bool {
		return strings.Contains(op.Path, "UiPath.Server.")
	})
}

// login gives Orchestrator's sign-in with a password, nil when the API has none.
func (g *generator) login() *model.Operation {
	for _, op := range g.api.Operations() {
		if op.Method == http.MethodPost && (op.Path == "/api/Account/Authenticate" || op.Path == "/api/Account") {
			return op
		}
	}
	return nil
}

func (g *generator) needsPaging() bool {
	return slices.ContainsFunc(g.api.Operations(), func(op *model.Operation) bool { return op.Paging != nil })
}

func (g *generator) needsOData() bool {
	if g.needsPaging() {
		return true
	}
	if g.uses(func(t *model.Type) bool { return t.Kind == model.Page || t.Kind == model.Single }) {
		return true
	}
	return slices.ContainsFunc(g.api.Operations(), func(op *model.Operation) bool {
		return slices.ContainsFunc(op.Params, func(p *model.Param) bool { return optionSetter(p) != "" })
	})
}

func (g *generator) needsFilters() bool {
	return slices.ContainsFunc(g.api.Types, func(t *model.Type) bool { return t.Filter != nil })
}

// needsDate reports whether days occur, which the filters of instants know too.
func (g *generator) needsDate() bool {
	return g.needsFilters() || g.uses(func(t *model.Type) bool { return t.Kind == model.Date })
}

// uses reports whether any type of the API, named or not, fits.
func (g *generator) uses(fits func(*model.Type) bool) bool {
	seen := map[*model.Type]bool{}
	var visit func(t *model.Type) bool
	visit = func(t *model.Type) bool {
		if t == nil || seen[t] {
			return false
		}
		seen[t] = true
		return fits(t) || slices.ContainsFunc(t.Parts(), visit)
	}
	if slices.ContainsFunc(g.api.Types, visit) {
		return true
	}
	return slices.ContainsFunc(g.api.Operations(), func(op *model.Operation) bool {
		return visit(op.Result) || op.Body != nil && visit(op.Body.Type) ||
			slices.ContainsFunc(op.Params, func(p *model.Param) bool { return visit(p.Type) })
	})
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
