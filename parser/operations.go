package parser

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/orchgen/orchgen/model"
)

// paths fills the services with the operations of all path items, in source order.
func (r *reader) paths() {
	for _, s := range r.tree.root.get("tags").items() {
		if s.is(object) && r.tags[s.str("name")] == nil {
			r.tags[s.str("name")] = s
		}
	}
	paths := r.tree.root.get("paths")
	if paths == nil {
		r.report(model.RuleNoPaths, r.tree.root, r.tree.root.pos(), "add \"paths\"; {} when only types are wanted", "the definition has no \"paths\"")
	}
	for _, s := range paths.entries() {
		if isExtension(s.key) || !s.is(object) {
			continue
		}
		r.pathItem(s, r.chain(s))
	}
}

// pathItem reads the operations of an entry of "paths". What stands beside a $ref counts, too: the nearest
// object that has a method says what it is.
func (r *reader) pathItem(path *spot, items []*spot) {
	segments := r.template(path)
	nearest := map[string]*spot{}
	for _, item := range items {
		for _, op := range item.entries() {
			if !slices.Contains(methods, op.key) || !op.is(object) {
				continue
			}
			if other := nearest[op.key]; other != nil {
				r.diags.Add(model.Diagnostic{
					Rule: model.RuleRefSibling, Pos: other.pos(), Pointer: other.pointer(),
					Message: fmt.Sprintf("the path item that $ref leads to has %q as well; this one is generated", op.key),
					Hint:    "declare the operation once",
					Related: []model.Related{{Pos: op.pos(), Message: "the other one is here"}},
				})
				continue
			}
			nearest[op.key] = op
			r.operation(path, items, op, segments)
		}
	}
}

// chain gives s and the objects that its $ref leads to, one after the other.
func (r *reader) chain(s *spot) []*spot {
	list := []*spot{s}
	for s.get("$ref") != nil {
		if s = r.targets[s.node]; s == nil {
			break
		}
		list = append(list, s)
	}
	return list
}

// follow gives the object at the end of a chain of $ref, or s itself; an object without content when the
// chain is broken.
func (r *reader) follow(s *spot) *spot {
	for s.get("$ref") != nil {
		target := r.targets[s.node]
		if target == nil {
			return &spot{node: &node{kind: object, at: s.at}, tree: s.tree, up: s.up, key: s.key, keyAt: s.keyAt}
		}
		s = target
	}
	return s
}

// template splits a path into literals and parameters. A parameter in single quotes is an OData string;
// the quotes then belong to the parameter.
func (r *reader) template(s *spot) []model.Segment {
	if !strings.HasPrefix(s.key, "/") {
		r.report(model.RulePathSyntax, s, s.pos(), "begin it with /", fmt.Sprintf("the path %q does not begin with /", s.key))
	}
	if i := strings.IndexAny(s.key, "?#"); i >= 0 {
		r.report(model.RulePathQuery, s, s.pos(), "declare parameters \"in: query\" instead",
			fmt.Sprintf("a path has no %q: it is percent-encoded in %s", s.key[i:i+1], s.key))
	}
	var list []model.Segment
	rest := s.key
	for rest != "" {
		open := strings.IndexAny(rest, "{}")
		if open < 0 {
			break
		}
		end := strings.IndexAny(rest[open+1:], "{}")
		if rest[open] == '}' || end < 0 || rest[open+1+end] == '{' || end == 0 {
			r.report(model.RulePathSyntax, s, s.pos(), "write parameters as {name}",
				fmt.Sprintf("the braces of the path %q do not enclose names", s.key))
			break
		}
		name := rest[open+1 : open+1+end]
		before, after := rest[:open], rest[open+end+2:]
		quoted := strings.HasSuffix(before, "'") && strings.HasPrefix(after, "'")
		if quoted {
			before, after = before[:len(before)-1], after[1:]
		}
		if before != "" {
			list = append(list, model.Segment{Literal: before})
		}
		list = append(list, model.Segment{Name: name, Quoted: quoted})
		rest = after
	}
	if rest != "" {
		list = append(list, model.Segment{Literal: rest})
	}
	return list
}

// operation reads one method of a path item. path is the entry of "paths", items are the objects that the
// item consists of, nearest first.
func (r *reader) operation(path *spot, items []*spot, s *spot, segments []model.Segment) {
	typed := typed[typedOperation](r.diags, s, operationShape)
	op := &model.Operation{
		ID: typed.OperationID, Method: strings.ToUpper(s.key), Path: path.key, Segments: slices.Clone(segments),
		Summary: typed.Summary, Description: typed.Description, Deprecated: typed.Deprecated,
		Permissions: permissions(typed.Description), Server: r.server(append([]*spot{s}, items...)...),
		Pos: s.pos(), Pointer: path.pointer() + "/" + s.key,
	}
	op.Scopes, op.NoAuth = r.scopes(s, typed)
	o := &operationReader{reader: r, op: op, at: s, label: op.ID}
	if o.label == "" {
		o.label = op.Method + " " + op.Path
	}
	o.consumes = o.mediaTypes("consumes", typed.Consumes, r.root.Consumes)
	o.produces = o.mediaTypes("produces", typed.Produces, r.root.Produces)
	o.op.GivesPages = slices.ContainsFunc(o.produces, isPage)
	o.parameters(items)
	o.responses()
	r.serve(op, typed.Tags, s.get("tags"))
}

// operationReader reads the parameters and responses of one operation.
type operationReader struct {
	*reader
	op                 *model.Operation
	at                 *spot
	label              string // operationId, or method and path
	consumes, produces []string
}

// mediaTypes gives the operation's own list, which replaces the document's even when it is empty.
func (o *operationReader) mediaTypes(key string, own, all []string) []string {
	if o.at.get(key).is(array) {
		return own
	}
	return all
}

// requiredPermissions finds the sentence that Orchestrator's descriptions have for an operation.
var requiredPermissions = regexp.MustCompile(`(?:^|[\r\n.])[ \t]*Required permissions:\s*([^\r\n]*)`)

// permissions gives what follows "Required permissions:" in a description, up to the end of the sentence
// or line.
func permissions(description string) string {
	m := requiredPermissions.FindStringSubmatch(description)
	if m == nil {
		return ""
	}
	sentence, _, _ := strings.Cut(strings.Join(strings.Fields(m[1]), " "), ". ")
	return strings.TrimRight(sentence, ".")
}

// serve puts the operation into its service: the first tag, or a name derived from operationId or path.
func (r *reader) serve(op *model.Operation, tags []string, at *spot) {
	tag, pos := serviceName(op), op.Pos
	if len(tags) > 0 && tags[0] != "" {
		tag, pos = tags[0], at.items()[0].pos()
	}
	service := r.services[tag]
	if service == nil {
		service = &model.Service{Tag: tag, Pos: pos}
		if s := r.tags[tag]; s != nil {
			service.Doc, service.Pos = typed[typedTag](r.diags, s, tagShape).Description, s.pos()
		}
		r.services[tag] = service
		r.api.Services = append(r.api.Services, service)
	}
	op.Service = service
	service.Operations = append(service.Operations, op)
}

// unspecific matches path segments that all operations of a server share.
var unspecific = regexp.MustCompile(`(?i)^(api|odata|rest|v\d+(\.\d+)*)$`)

func serviceName(op *model.Operation) string {
	if name, _, found := strings.Cut(op.ID, "_"); found && name != "" {
		return name
	}
	for _, part := range strings.Split(op.Path, "/") {
		if i := strings.IndexAny(part, "({?"); i >= 0 {
			part = part[:i]
		}
		if part != "" && !unspecific.MatchString(part) {
			return part
		}
	}
	return "Default"
}
