package emit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/orchgen/orchgen/model"
)

// docFile writes the package comment.
func docFile(g *generator) []*source {
	s := newSource(g.opt.Package, "doc.go")
	title := strings.Join(strings.Fields(g.api.Title+" "+g.api.Version), " ")
	if title == "" {
		title = "an HTTP API"
	}
	s.PackageComment(comment(
		fmt.Sprintf("Package %s is a client of %s.", g.opt.Package, title),
		g.api.Description,
		"Begin with [NewClient]; the services are its fields. An [Option] says how to sign in, what to repeat, how long to wait and more; [WithCall] changes single calls. A failure that the server reports is an [*APIError].",
		g.collectionDoc(),
	))
	return []*source{s}
}

// collectionDoc tells what there is to read collections with.
func (g *generator) collectionDoc() string {
	var parts []string
	if g.needsPaging() {
		parts = append(parts, "A method whose name ends in All walks through a collection, page after page.")
	}
	if i := slices.IndexFunc(g.api.Types, func(t *model.Type) bool { return t.Filter != nil }); i >= 0 {
		parts = append(parts, "Expressions for its options are made of the properties of an entity, such as those of ["+g.api.Types[i].Filter.Go.String()+"].")
	}
	return strings.Join(parts, " ")
}

// clientFile writes the client with its services, and what the definition says about servers and scopes.
func clientFile(g *generator) []*source {
	s := newSource(g.opt.Package, "client.go")
	s.Const().Id("userAgent").Op("=").Lit("orchgen-" + g.opt.Package)
	if op := g.login(); op != nil {
		s.Line()
		s.Comment("// loginPath is where WithLogin signs in.")
		s.Const().Id("loginPath").Op("=").Lit(op.Path)
	}
	if g.api.BaseURL != "" {
		s.Line()
		s.doc("DefaultBaseURL is the address that the definition names.")
		s.Const().Id("DefaultBaseURL").Op("=").Lit(g.api.BaseURL)
	}
	s.Line()
	s.doc("Client gives access to the API. It is safe for concurrent use.")
	s.Type().Id("Client").StructFunc(func(group *jen.Group) {
		group.Id("conn").Op("*").Id("conn")
		for _, service := range g.api.Services {
			group.Line()
			fieldDoc(group, service.Doc)
			group.Id(service.Go.String()).Op("*").Id(service.GoType.String())
		}
	})
	s.Line()
	s.doc("NewClient makes a client of the API at baseURL, without a trailing path of any operation.")
	s.Func().Id("NewClient").Params(jen.Id("baseURL").String(), jen.Id("opts").Op("...").Id("Option")).
		Params(jen.Op("*").Id("Client"), jen.Error()).Block(
		jen.List(jen.Id("conn"), jen.Err()).Op(":=").Id("newConn").Call(jen.Id("baseURL"), jen.Id("opts")),
		jen.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Nil(), jen.Err())),
		jen.Return(jen.Id("bind").Call(jen.Id("conn")), jen.Nil()),
	)
	s.Line()
	s.Func().Id("bind").Params(jen.Id("c").Op("*").Id("conn")).Op("*").Id("Client").BlockFunc(func(block *jen.Group) {
		if len(g.api.Services) > 0 {
			block.Id("common").Op(":=").Op("&").Id("service").Values(jen.Id("c"))
		}
		block.Return(jen.Op("&").Id("Client").ValuesFunc(func(group *jen.Group) {
			group.Line().Id("conn").Op(":").Id("c")
			for _, service := range g.api.Services {
				group.Line().Id(service.Go.String()).Op(":").Parens(jen.Op("*").Id(service.GoType.String())).Call(jen.Id("common"))
			}
			group.Line()
		}))
	})
	if g.needsFolders() {
		s.Line()
		s.doc("InFolder gives a client whose requests work in a folder: a [FolderID], [FolderKey] or [FolderPath]. It shares the connection of c, with its tokens and limits.")
		s.Func().Params(jen.Id("c").Op("*").Id("Client")).Id("InFolder").Params(jen.Id("f").Id("FolderScope")).Op("*").Id("Client").Block(
			jen.Return(jen.Id("bind").Call(jen.Id("c").Dot("conn").Dot("inFolder").Call(jen.Id("f")))),
		)
	}
	g.servers(s)
	g.scopes(s)
	g.releases(s)
	g.rateLimits(s)
	return []*source{s}
}

func (g *generator) servers(s *source) {
	if len(g.api.Servers) == 0 {
		return
	}
	s.Line()
	s.doc("The servers, besides the base URL, that operations live on. Say where they are with [WithServerURL].")
	s.Const().DefsFunc(func(group *jen.Group) {
		for _, server := range g.api.Servers {
			fieldDoc(group, server.Description, "Usual address: "+server.URL)
			group.Id(server.Go.String()).Id("Server").Op("=").Lit(server.ID)
		}
	})
}

func (g *generator) scopes(s *source) {
	seen := map[string]bool{}
	var defs []jen.Code
	for _, scheme := range g.api.Security {
		for _, scope := range scheme.Scopes {
			name := scope.Go.String()
			if seen[name] {
				continue
			}
			seen[name] = true
			if doc := comment(scope.Description); doc != "" {
				defs = append(defs, jen.Comment(doc))
			}
			defs = append(defs, jen.Id(name).Op("=").Lit(scope.Value))
		}
	}
	if len(defs) == 0 {
		return
	}
	s.Line()
	s.doc("The OAuth2 scopes of the definition.")
	s.Const().Defs(defs...)
}

// rateLimits writes the limits that the catalogue documents.
func (g *generator) rateLimits(s *source) {
	var limits []jen.Code
	for _, limit := range g.documentedLimits() {
		var operations []jen.Code
		for _, op := range limit.Linked {
			operations = append(operations, jen.Lit(op.ID))
		}
		limits = append(limits, jen.Line().Values(
			jen.Id("Operations").Op(":").Index().String().Values(operations...),
			jen.Id("Requests").Op(":").Lit(limit.Requests),
			jen.Id("Per").Op(":").Lit(limit.Seconds).Op("*").Qual("time", "Second"),
		))
	}
	if len(limits) == 0 {
		return
	}
	s.Line()
	s.doc("DocumentedRateLimits are the limits of the server for one tenant, for [WithRateLimit].")
	s.Var().Id("DocumentedRateLimits").Op("=").Index().Id("RateLimit").Values(append(limits, jen.Line())...)
}

// documentedLimits gives the limits of the catalogue that hold for an operation of the API.
func (g *generator) documentedLimits() []*model.RateLimit {
	var list []*model.RateLimit
	if g.catalog.Client != nil {
		for _, limit := range g.catalog.Client.RateLimits {
			if len(limit.Linked) > 0 {
				list = append(list, limit)
			}
		}
	}
	return list
}
