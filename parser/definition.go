package parser

import (
	"strings"

	"github.com/orchgen/orchgen/model"
)

// Definition reads a Swagger 2.0 document. The result is nil when the source is not a Swagger 2.0
// document at all, and incomplete when the diagnostics contain errors.
func Definition(src Source) (*model.API, model.Diagnostics) {
	var diags model.Diagnostics
	tree := readTree(src, &diags)
	if tree == nil || !isSwagger(tree, &diags) {
		return nil, diags
	}
	return readDefinition(tree, &diags), diags
}

func readDefinition(t *tree, diags *model.Diagnostics) *model.API {
	r := newReader(t, diags)
	r.check.object(t.root, rootShape)
	r.resolveRefs()
	r.document()
	return r.api
}

// isSwagger reports whether the document says that it is Swagger 2.0.
func isSwagger(t *tree, diags *model.Diagnostics) bool {
	if !t.root.is(object) {
		diags.Report(model.RuleVersion, t.root.pos(), "", "a definition is an object, not %s", describe(t.root.node))
		return false
	}
	version := t.root.get("swagger")
	switch other := t.root.get("openapi"); {
	case version == nil && other != nil:
		diags.Report(model.RuleVersion, other.pos(), "convert the definition to Swagger 2.0",
			"this is an OpenAPI %s document; only Swagger 2.0 is read", other.text)
	case version == nil:
		diags.Report(model.RuleVersion, t.root.pos(), "add \"swagger\": \"2.0\"", "the document has no key \"swagger\"")
	case !version.isText() || version.text != "2.0":
		diags.Report(model.RuleVersion, version.valuePos(), "write \"2.0\", in quotes",
			"the version of a definition must be \"2.0\", not %s", describe(version.node))
	default:
		return true
	}
	return false
}

// reader fills a model.API from one tree.
type reader struct {
	hinter
	tree  *tree
	diags *model.Diagnostics
	check *checker
	api   *model.API
	root  *typedRoot

	// What is known of objects of the tree.
	targets map[*node]*spot           // object with a $ref: what it refers to
	types   map[*node]*model.Type     // schema or parameter: its type
	kinds   map[*node]model.Kind      // schema with allOf: its kind
	schemas map[*node]*typedSchema    // schema: its scalar keys
	params  map[*node]*typedParameter // parameter: its scalar keys

	// What is looked up by name.
	enums    map[string]*enumGroup // x-ms-enum name: the enums of that name
	servers  map[string]*model.Server
	services map[string]*model.Service
	tags     map[string]*spot // entries of "tags"

	hoisted    []*model.Type // inline types that need a name, in order of appearance
	containers []*model.Type // lists, maps and wrappers, which have no names
	late       []func()      // what can be said only when all types are known
	inherited  int           // properties that types have from their bases, all together
}

func newReader(t *tree, diags *model.Diagnostics) *reader {
	return &reader{
		tree: t, diags: diags, check: newChecker(diags), api: &model.API{Pos: t.root.pos()},
		targets: map[*node]*spot{}, types: map[*node]*model.Type{}, kinds: map[*node]model.Kind{},
		schemas: map[*node]*typedSchema{}, params: map[*node]*typedParameter{},
		enums: map[string]*enumGroup{}, servers: map[string]*model.Server{},
		services: map[string]*model.Service{}, tags: map[string]*spot{},
	}
}

// report adds a finding about the object or value at s.
func (r *reader) report(rule *model.Rule, s *spot, pos model.Pos, hint, message string) {
	r.diags.Add(model.Diagnostic{Rule: rule, Pos: pos, Pointer: s.pointer(), Hint: hint, Message: message})
}

func (r *reader) document() {
	root := r.tree.root
	r.root = typed[typedRoot](r.diags, root, rootShape)
	info := typed[typedInfo](r.diags, root.get("info"), infoShape)
	r.api.Title, r.api.Version, r.api.Description = info.Title, info.Version, info.Description
	r.baseURL()
	r.readServers()
	r.securitySchemes()
	r.definitions()
	r.paths()
	r.endless()
	for _, check := range r.late {
		check()
	}
	r.api.Types = append(r.api.Types, r.reachable()...)
}

// baseURL joins host, basePath and the best of the schemes.
func (r *reader) baseURL() {
	if r.root.Host == "" {
		if base := r.tree.root.get("basePath"); strings.Trim(r.root.BasePath, "/") != "" {
			r.report(model.RuleIgnoredKey, base, base.pos(), "",
				"basePath has no effect without host: the base URL given to the client must end with "+r.root.BasePath)
		}
		return
	}
	scheme := "https"
	if len(r.root.Schemes) > 0 {
		scheme = r.root.Schemes[0]
	}
	for _, s := range r.root.Schemes {
		if s == "https" {
			scheme = s
		}
	}
	base := strings.Trim(r.root.BasePath, "/")
	if base != "" {
		base = "/" + base
	}
	r.api.BaseURL = scheme + "://" + strings.TrimRight(r.root.Host, "/") + base
}

// readServers fills the servers of the extension x-orchgen-servers.
func (r *reader) readServers() {
	for _, s := range r.tree.root.get("x-orchgen-servers").entries() {
		if !s.is(object) {
			continue
		}
		server := &model.Server{ID: s.key, URL: s.str("url"), Description: s.str("description"), Pos: s.pos()}
		if server.URL == "" {
			r.report(model.RuleType, s, s.pos(), "add \"url\"", "the server "+s.key+" has no url")
		}
		r.servers[s.key] = server
		r.api.Servers = append(r.api.Servers, server)
	}
}

// server finds the server that an operation or path item names in x-orchgen-server.
func (r *reader) server(at ...*spot) *model.Server {
	for _, s := range at {
		id := s.get("x-orchgen-server")
		if !id.isText() {
			continue
		}
		if server := r.servers[id.text]; server != nil {
			return server
		}
		var known []string
		for _, server := range r.api.Servers {
			known = append(known, server.ID)
		}
		r.report(model.RuleUnresolvedRef, id, id.valuePos(), r.didYouMean(id.text, known),
			"\"x-orchgen-servers\" has no server \""+id.text+"\"")
		return nil
	}
	return nil
}

func (r *reader) securitySchemes() {
	for _, s := range r.tree.root.get("securityDefinitions").entries() {
		if !s.is(object) {
			continue
		}
		t := typed[typedSecurityScheme](r.diags, s, securitySchemeShape)
		scheme := &model.SecurityScheme{
			ID: s.key, Type: t.Type, Description: t.Description, In: t.In, ParamName: t.Name, Flow: t.Flow,
			AuthorizationURL: t.AuthorizationURL, TokenURL: t.TokenURL, Pos: s.pos(),
		}
		for _, scope := range s.get("scopes").entries() {
			if !isExtension(scope.key) {
				scheme.Scopes = append(scheme.Scopes, &model.Scope{Value: scope.key, Description: t.Scopes[scope.key], Pos: scope.pos()})
			}
		}
		r.api.Security = append(r.api.Security, scheme)
	}
}

// scopes gives the OAuth2 scopes that the requirements of an operation, or else of the document, name.
func (r *reader) scopes(op *spot, own *typedOperation) (scopes []string, noAuth bool) {
	requirements, at := r.root.Security, r.tree.root.get("security")
	if own.Security != nil {
		requirements, at = *own.Security, op.get("security")
		noAuth = true
	}
	oauth := map[string]bool{}
	var names []string
	for _, scheme := range r.api.Security {
		oauth[scheme.ID] = scheme.Type == "oauth2"
		names = append(names, scheme.ID)
	}
	seen := map[string]bool{}
	for i, entry := range at.items() {
		if i >= len(requirements) {
			break
		}
		for _, e := range entry.entries() {
			noAuth = false
			isOAuth, known := oauth[e.key]
			if !known {
				r.report(model.RuleUnknownScheme, e, e.pos(), r.didYouMean(e.key, names),
					"\"securityDefinitions\" has no security scheme \""+e.key+"\"")
			}
			for _, scope := range requirements[i][e.key] {
				if isOAuth && !seen[scope] {
					seen[scope] = true
					scopes = append(scopes, scope)
				}
			}
		}
	}
	return scopes, noAuth
}
