package emit

import (
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/orchgen/orchgen/model"
)

// versionDoc tells which versions of the server have something, "" where that is not known.
func versionDoc(since, until *model.ServerVersion) string {
	switch {
	case since != nil && until != nil:
		return "Server versions " + versionName(since) + " to " + versionName(until) + "."
	case since != nil:
		return "Since server version " + versionName(since) + "."
	case until != nil:
		return "Until server version " + versionName(until) + "."
	}
	return ""
}

func versionName(v *model.ServerVersion) string {
	if v.Release == "" {
		return v.String()
	}
	return v.String() + " (" + v.Release + ")"
}

// releases writes which version of the API each release of the product has.
func (g *generator) releases(s *source) {
	if !g.needsVersions() {
		return
	}
	s.Line()
	s.Var().Id("serverReleases").Op("=").Index().Id("serverRelease").ValuesFunc(func(list *jen.Group) {
		for _, v := range g.catalog.Client.Versions {
			if v.Release != "" && !strings.Contains(v.Release, " ") { // others are remarks
				list.Values(jen.Lit(v.Release), jen.Lit(v.Number()))
			}
		}
	})
}

// versionEntries writes the bounds into the table entry of an operation.
func versionEntries(g *jen.Group, op *model.Operation) {
	if op.Since != nil {
		g.Id("since").Op(":").Lit(op.Since.Number())
	}
	if op.Until != nil {
		g.Id("until").Op(":").Lit(op.Until.Number())
	}
}

// needsVersions reports whether it is known of anything which versions of the server have it.
func (g *generator) needsVersions() bool {
	return slices.ContainsFunc(g.api.Operations(), func(op *model.Operation) bool { return op.Since != nil || op.Until != nil }) ||
		g.uses(func(t *model.Type) bool {
			return t.InBody && slices.ContainsFunc(t.Fields, func(f *model.Field) bool { return f.Since != nil })
		})
}

func (g *generator) needsWaiters() bool {
	return slices.ContainsFunc(g.api.Operations(), func(op *model.Operation) bool { return len(op.Waiters) > 0 })
}

func (g *generator) needsItemErrors() bool {
	return slices.ContainsFunc(g.api.Operations(), func(op *model.Operation) bool { return op.Bulk != nil })
}
