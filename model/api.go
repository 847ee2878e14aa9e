package model

import "slices"

// API is a whole definition. Slices keep the order of the source.
type API struct {
	Title, Version, Description string
	BaseURL                     string // scheme://host/base of the definition, "" when it has no host
	Servers                     []*Server
	Security                    []*SecurityScheme
	Services                    []*Service
	Types                       []*Type // every named type: definitions first, then hoisted inline ones
	Pos                         Pos
}

// Operations gives the operations of all services in service order.
func (a *API) Operations() []*Operation {
	var all []*Operation
	for _, s := range a.Services {
		all = append(all, s.Operations...)
	}
	return all
}

// Events gives the payloads of webhooks, ordered by the name of the event. Of several for one event the first
// by its own name counts.
func (a *API) Events() []*Type {
	payloads := slices.DeleteFunc(slices.Clone(a.Types), func(t *Type) bool { return t.Webhook == "" || t.Kind != Object })
	payloads = sortedBy(payloads, func(t *Type) string { return t.Webhook + "\x00" + t.Wire })
	return slices.CompactFunc(payloads, func(a, b *Type) bool { return a.Webhook == b.Webhook })
}

// Server is a second root below which some operations live, from the extension x-orchgen-servers.
type Server struct {
	ID, URL, Description string
	Go                   Name
	Pos                  Pos
}

// SecurityScheme is one entry of securityDefinitions (Swagger 2.0, Security Scheme Object).
type SecurityScheme struct {
	ID, Type, Description      string // Type: basic, apiKey or oauth2
	In, ParamName              string // apiKey: header or query, and its name
	Flow                       string // oauth2: implicit, password, application or accessCode
	AuthorizationURL, TokenURL string
	Scopes                     []*Scope
	Pos                        Pos
}

// Scope is one OAuth2 scope.
type Scope struct {
	Value, Description string
	Go                 Name
	Pos                Pos
}

// Service groups the operations of one tag.
type Service struct {
	Tag, Doc   string
	Operations []*Operation
	Go         Name // the client's field, "Jobs"
	GoType     Name // "JobsService"
	File       Name // base name of the file with the operations, "jobs_service"
	TypesFile  Name // base name of the file with the types that no other service uses, "jobs_types"
	Pos        Pos
}

// Operation is one method on one path.
type Operation struct {
	ID             string // operationId, may be empty
	Method         string // upper case
	Path           string // template as written
	Segments       []Segment
	Summary        string
	Description    string
	Deprecated     bool
	Permissions    string         // text after "Required permissions:" in the description
	Scopes         []string       // OAuth2 scopes, one of which is enough
	NoAuth         bool           // security: [] at the operation
	Server         *Server        // nil: the client's base URL
	FolderScoped   bool           // takes the folder header, which the client sets
	FolderRequired bool           // the definition marks the folder header as required
	RateLimit      *RateLimit     // documented, nil for none
	Since, Until   *ServerVersion // first and last version of the server that can have it; nil when not known
	Params         []*Param       // path, query, header and form parameters in source order, without the folder header
	FormType       string         // media type of the form parameters, "" without any
	Body           *Body
	Responses      []*Response
	Result         *Type       // type of a successful reply, nil when there is none
	GivesPages     bool        // a successful reply may be HTML
	Errors         []*ErrorDef // catalogue entries that name this operation
	Paging         *Paging     // how the result comes in pieces, nil when it does not
	Transfer       *Transfer   // how a file goes through the link that is the result, nil when it is none
	Bulk           *Bulk       // how the result tells of items that failed, nil when it does not
	Effects        []*Effect   // what it does to entity sets, the first whose condition is met
	Waiters        []*Waiter
	Service        *Service
	Go             Name // the method, "StartJobs"
	GoVar          Name // the operation's entry in the table of operations
	GoOptions      Name // the options struct, "JobsStartJobsOptions"; unset without optional parameters
	Pos            Pos
	Pointer        string // JSON pointer of the operation object
}

// NeedsFolder reports whether the operation fails without a folder: the definition or the catalogue says so.
func (o *Operation) NeedsFolder() bool {
	return o.FolderScoped && (o.FolderRequired || slices.ContainsFunc(o.Errors, func(def *ErrorDef) bool { return def.ID == FolderRequiredCode }))
}

// FolderRequiredCode is the name that a catalogue gives the code of a request without the folder it needs.
const FolderRequiredCode = "RequiredOrganizationUnit"

// Positional gives the parameters that are arguments of the method, in source order: path parameters
// in the order of the template, then the other required ones.
func (o *Operation) Positional() []*Param {
	var list []*Param
	for _, s := range o.Segments {
		if s.Param != nil && !contains(list, s.Param) {
			list = append(list, s.Param)
		}
	}
	for _, p := range o.Params {
		if p.In != InPath && p.Required {
			list = append(list, p)
		}
	}
	return list
}

// NoContent gives the declared reply without content of an operation that has a result otherwise, nil when there
// is none.
func (o *Operation) NoContent() *Response {
	for _, r := range o.Responses {
		if r.Status == 204 && o.Result != nil {
			return r
		}
	}
	return nil
}

// Optional gives the parameters that are fields of the options struct, in source order.
func (o *Operation) Optional() []*Param {
	var list []*Param
	for _, p := range o.Params {
		if p.In != InPath && !p.Required {
			list = append(list, p)
		}
	}
	return list
}

func contains(list []*Param, p *Param) bool {
	for _, q := range list {
		if q == p {
			return true
		}
	}
	return false
}

// Segment is a piece of a path template: literal text, or a parameter.
type Segment struct {
	Literal string // text, "" for a parameter
	Name    string // name between the braces, "" for text
	Param   *Param // nil when the operation does not declare Name
	Quoted  bool   // the template puts the parameter in single quotes: an OData string literal
}

// In is the place of a parameter.
type In int

// The places of a parameter (Swagger 2.0, Parameter Object, field "in").
const (
	InPath In = iota
	InQuery
	InHeader
	InForm
)

// String gives the word of the specification.
func (in In) String() string { return [...]string{"path", "query", "header", "formData"}[in] }

// CollectionFormat is the way an array parameter is written (Swagger 2.0, Parameter Object).
type CollectionFormat int

// The collection formats; CSV is the default.
const (
	CSV CollectionFormat = iota
	SSV
	TSV
	Pipes
	Multi
)

// String gives the word of the specification.
func (f CollectionFormat) String() string {
	return [...]string{"csv", "ssv", "tsv", "pipes", "multi"}[f]
}

// Param is one path, query, header or form parameter.
type Param struct {
	Wire       string
	In         In
	Type       *Type
	Required   bool
	Default    string // JSON text of the default, "" when there is none
	Collection CollectionFormat
	Series     *FileSeries // the numbered files of which this is the first and stands for all; nil for any other
	Doc        string
	Deprecated bool
	Limits     Limits
	Most       int  // of an OData option: documented number of items, expressions or levels; 0 for no limit
	Go         Name // field of the options struct
	Local      Name // argument of the method
	Pos        Pos
	// Deprecation says why, and what to use instead; "" when the definition does not.
	Deprecation string
}

// NamesProperties reports whether p is an OData option whose value names properties.
func (p *Param) NamesProperties() bool {
	return p.In == InQuery && slices.Contains([]string{"$expand", "$filter", "$orderby", "$select"}, p.Wire)
}

// Body is the payload of a request.
type Body struct {
	Type      *Type
	MediaType string // the one that is sent
	Required  bool
	Doc       string
	Local     Name
	Pos       Pos
}

// Response is one declared reply.
type Response struct {
	Status int // 0 for "default"
	Type   *Type
	Doc    string
	Pos    Pos
}
