package parser

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/orchgen/orchgen/model"
)

// folderHeader is the header by which Orchestrator is told the folder. The client sets it, so it is no
// parameter of any method.
const folderHeader = "X-UIPATH-OrganizationUnitId"

// declared is a parameter with the object that describes it, which a $ref may have led to.
type declared struct {
	from, at *spot
	typed    *typedParameter
}

// parameters reads the parameters of the path item that the operation does not declare itself, and then
// the operation's own.
func (o *operationReader) parameters(items []*spot) {
	all := o.declarations(o.at)
	for _, item := range items {
		overridden := map[string]bool{}
		for _, d := range all {
			overridden[d.key()] = true
		}
		inherited := slices.DeleteFunc(o.declarations(item), func(d declared) bool { return overridden[d.key()] })
		all = append(inherited, all...)
	}
	all = o.payload(all)
	for _, d := range all {
		o.parameter(d)
	}
	o.formType()
	o.fillSegments()
}

func (o *operationReader) declarations(s *spot) []declared {
	var list []declared
	for _, p := range s.get("parameters").items() {
		if !p.is(object) {
			continue
		}
		at := o.follow(p)
		t := o.params[at.node]
		if t == nil {
			t = typed[typedParameter](o.diags, at, parameterShape)
			o.params[at.node] = t
		}
		if len(at.members) == 0 && p != at {
			continue // a $ref that leads nowhere, reported elsewhere
		}
		if t.In == "" {
			if at.get("in") == nil {
				o.report(model.RuleType, at, at.pos(), "add \"in\"", fmt.Sprintf("the parameter %q does not say where it is sent (\"in\")", t.Name))
			}
			continue
		}
		list = append(list, declared{p, at, t})
	}
	return list
}

// key tells parameters apart: place and name, which for headers is the same in any case.
func (d declared) key() string {
	switch d.typed.In {
	case "body":
		return "body"
	case "header":
		return "header " + strings.ToLower(d.typed.Name)
	}
	return d.typed.In + " " + d.typed.Name
}

// payload reports a request with several payloads and drops all but one: the form when the operation
// consumes forms before anything else, otherwise the first body.
func (o *operationReader) payload(all []declared) []declared {
	var body, form, extra *spot
	for _, d := range all {
		switch {
		case d.typed.In == "body" && body == nil:
			body = d.at
		case d.typed.In == "body":
			extra = d.at
		case d.typed.In == "formData" && form == nil:
			form = d.at
		}
	}
	if body == nil || form == nil && extra == nil {
		return all
	}
	keepForm := form != nil && len(o.consumes) > 0 && isForm(o.consumes[0])
	second, what := extra, "a second body is ignored"
	if form != nil {
		second, what = form, "the operation has a body and form parameters; the body is sent"
		if keepForm {
			what = "the operation has a body and form parameters; the form is sent"
		}
	}
	o.diags.Add(model.Diagnostic{
		Rule: model.RuleBodyAndForm, Pos: second.pos(), Pointer: second.pointer(), Message: what,
		Hint:    "declare only what the server reads",
		Related: []model.Related{{Pos: body.pos(), Message: "the body is declared here"}},
	})
	var kept []declared
	for _, d := range all {
		drop := d.typed.In == "body" && (keepForm || d.at.node != body.node) || d.typed.In == "formData" && !keepForm
		if !drop {
			kept = append(kept, d)
		}
	}
	return kept
}

var places = map[string]model.In{
	"path": model.InPath, "query": model.InQuery, "header": model.InHeader, "formData": model.InForm,
}

var collectionFormats = map[string]model.CollectionFormat{
	"": model.CSV, "csv": model.CSV, "ssv": model.SSV, "tsv": model.TSV, "pipes": model.Pipes, "multi": model.Multi,
}

func (o *operationReader) parameter(d declared) {
	t := d.typed
	if t.In == "body" {
		o.body(d)
		return
	}
	if t.In == "header" && strings.EqualFold(t.Name, folderHeader) {
		o.op.FolderScoped, o.op.FolderRequired = true, t.Required
		return
	}
	if t.In == "header" && !isToken(t.Name) {
		o.oddHeader(d)
		return
	}
	if t.Name == "" {
		o.report(model.RuleUnnamedProperty, d.at, d.at.pos(), "add \"name\"", "a parameter has no name")
	}
	facts := o.parameterFacts(d.at, t)
	p := &model.Param{
		Wire: t.Name, In: places[t.In], Required: t.Required, Collection: collectionFormats[t.CollectionFormat],
		Doc: t.Description, Limits: facts.limits, Pos: d.from.pos(), Most: documentedMost(t),
	}
	p.Deprecated, p.Deprecation = deprecation(d.at)
	if v := d.at.get("default"); v != nil {
		p.Default = v.json()
	}
	p.Type = o.parameterType(d, facts)
	o.checkPlace(p, d)
	o.op.Params = append(o.op.Params, p)
}

// isToken reports whether s can be the name of a header (RFC 9110, section 5.6.2).
func isToken(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, r)
	}) < 0
}

// oddHeader reports a header that cannot be sent and is left out.
func (o *operationReader) oddHeader(d declared) {
	rule, fate := model.RuleHeaderName, "; the parameter is left out"
	if d.typed.Required {
		rule, fate = model.RuleRequiredHeaderName, ""
	}
	o.report(rule, d.at, d.at.get("name").or(d.at).pos(), "write a token such as X-Request-ID",
		fmt.Sprintf("%q cannot be the name of a header%s", d.typed.Name, fate))
}

var most = regexp.MustCompile(`(?i)\bmaximum (?:value|number of expressions|depth) is (\d{1,9})\b`)

// documentedMost reads the limit of an OData option, which only the description tells.
func documentedMost(t *typedParameter) int {
	if t.In != "query" || !strings.HasPrefix(t.Name, "$") {
		return 0
	}
	m := most.FindStringSubmatch(t.Description)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

func (o *operationReader) checkPlace(p *model.Param, d declared) {
	if p.In == model.InPath && !p.Required {
		o.report(model.RulePathParamRequired, d.at, d.at.pos(), "add \"required\": true",
			fmt.Sprintf("the path parameter %q is not marked as required", p.Wire))
		p.Required = true
	}
	if p.Collection == model.Multi && (p.In == model.InPath || p.In == model.InHeader) {
		at := d.at.get("collectionFormat")
		o.report(model.RuleUnsupported, at, at.pos(), "",
			fmt.Sprintf("collectionFormat multi does not work in: %s; the values are joined by commas", p.In))
		p.Collection = model.CSV
	}
}

// hint says where an inline type of a parameter stands; one that operations share belongs to none.
func (o *operationReader) hint(d declared) []string {
	if d.from != d.at {
		return []string{d.typed.Name}
	}
	return []string{o.label, d.typed.Name}
}

// parameterType gives the type of a parameter that is not a body. Outside of forms there are neither
// streams nor objects, and arrays have no arrays inside.
func (o *operationReader) parameterType(d declared, f facts) *model.Type {
	hint := o.hint(d)
	if f.kind == "" && d.at.get("schema").is(object) {
		return o.plain(o.schema(d.at.get("schema"), hint), d)
	}
	if f.kind == "" && !f.mixed {
		if d.at.get("type") == nil {
			o.report(model.RuleUnsupported, d.at, d.at.pos(), "add \"type\"",
				fmt.Sprintf("the parameter %q has no type; a string is generated", d.typed.Name))
		}
		f.kind = "string"
	}
	if t := o.types[d.at.node]; t != nil {
		return o.plain(t, d)
	}
	kind := scalarKind(f.kind, f.format)
	if _, ok := enumBase(f); ok {
		kind = model.Enum
	} else if f.kind == "array" {
		kind = model.List
	} else if f.kind == "object" {
		kind = model.Map
	}
	return o.plain(o.typeOf(f, kind, hint), d)
}

// plain replaces what cannot be written as the text of a parameter by a string.
func (o *operationReader) plain(t *model.Type, d declared) *model.Type {
	what := ""
	inner := t.Underlying()
	inForm := d.typed.In == "formData"
	if inner.Kind == model.List {
		inner, what = inner.Elem.Underlying(), "the items of "
	}
	switch inner.Kind {
	case model.Stream:
		if inForm && what == "" {
			return t
		}
		if inForm {
			what += "a file parameter cannot be sent as a list"
			break
		}
		what += "a parameter outside of a form cannot be a file"
	case model.Any, model.Map, model.Object, model.List, model.Page, model.Single:
		what += "a parameter must be scalar values, or an array of them"
	default:
		return t
	}
	o.report(model.RuleUnsupported, d.at, d.at.pos(), "", what+"; a string is generated")
	return &model.Type{Kind: model.String, Format: t.Format, Nullable: t.Nullable, Pos: t.Pos, Pointer: t.Pointer}
}

// fillSegments joins the parameters of the path with its template.
func (o *operationReader) fillSegments() {
	for i := range o.op.Segments {
		s := &o.op.Segments[i]
		for _, p := range o.op.Params {
			if s.Name != "" && p.In == model.InPath && p.Wire == s.Name {
				s.Param = p
				break
			}
		}
	}
}
