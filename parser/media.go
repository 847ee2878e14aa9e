package parser

import (
	"slices"
	"strings"

	"github.com/orchgen/orchgen/model"
)

// The media types that generated code writes itself; all others are streams.
const (
	mediaJSON      = "application/json"
	mediaForm      = "application/x-www-form-urlencoded"
	mediaMultipart = "multipart/form-data"
)

// bare is a media type without parameters, in lower case.
func bare(mediaType string) string {
	t, _, _ := strings.Cut(mediaType, ";")
	return strings.ToLower(strings.TrimSpace(t))
}

func isJSON(mediaType string) bool {
	t := bare(mediaType)
	return t == mediaJSON || t == "text/json" || t == "application/*" || t == "*/*" || strings.HasSuffix(t, "+json")
}

func isPage(mediaType string) bool {
	t := bare(mediaType)
	return t == "text/html" || t == "application/xhtml+xml" || t == "text/*"
}

func isForm(mediaType string) bool {
	t := bare(mediaType)
	return t == mediaForm || t == mediaMultipart
}

// bestJSON gives the media type to send JSON as: application/json unless only other JSON types are
// listed; "" when none is.
func bestJSON(list []string) string {
	best := ""
	for _, m := range list {
		switch t := bare(m); {
		case t == mediaJSON || isJSON(m) && strings.Contains(t, "*"):
			return mediaJSON
		case isJSON(m) && best == "":
			best = t
		}
	}
	return best
}

// body reads the parameter "in: body".
func (o *operationReader) body(d declared) {
	schema := d.at.get("schema")
	b := &model.Body{Required: d.typed.Required, Doc: d.typed.Description, Pos: d.from.pos()}
	o.op.Body = b
	if schema == nil {
		o.report(model.RuleType, d.at, d.at.pos(), "add \"schema\"", "a body has no schema")
	}
	b.Type = o.schema(schema, o.hint(d))
	kinds := slices.DeleteFunc(slices.Clone(o.consumes), isForm)
	b.MediaType = bestJSON(kinds)
	switch {
	case b.MediaType != "" && b.Type.Underlying().Kind != model.Stream:
	case len(kinds) == 0 && b.Type.Underlying().Kind != model.Stream:
		b.MediaType = mediaJSON
	default:
		o.streamBody(b, kinds)
	}
}

// streamBody makes b a stream of the first media type that is not JSON.
func (o *operationReader) streamBody(b *model.Body, kinds []string) {
	b.MediaType = "application/octet-stream"
	for _, m := range kinds {
		if !isJSON(m) {
			b.MediaType = strings.TrimSpace(m)
			break
		}
	}
	if kind := b.Type.Underlying().Kind; kind != model.Stream && kind != model.String && kind != model.Any {
		at := o.at.get("consumes").or(o.tree.root.get("consumes"))
		o.report(model.RuleUnsupported, o.at, at.pos(), "", "only JSON is written from a schema; the body is taken as a stream of "+b.MediaType)
	}
	b.Type = &model.Type{Kind: model.Stream, Format: b.Type.Format, Pos: b.Type.Pos, Pointer: b.Type.Pointer}
}

// formType sets how form parameters are sent: as multipart when a file is among them, or when the
// operation consumes nothing else.
func (o *operationReader) formType() {
	multipart := slices.ContainsFunc(o.consumes, func(m string) bool { return bare(m) == mediaMultipart }) &&
		!slices.ContainsFunc(o.consumes, func(m string) bool { return bare(m) == mediaForm })
	forms := false
	for _, p := range o.op.Params {
		if p.In == model.InForm {
			forms = true
			multipart = multipart || p.Type.Kind == model.Stream
		}
	}
	switch {
	case !forms:
	case multipart:
		o.op.FormType = mediaMultipart
	default:
		o.op.FormType = mediaForm
	}
}

// reply adapts the type of a response to the media types that the operation produces.
func (o *operationReader) reply(t *model.Type) *model.Type {
	kind := t.Underlying().Kind
	if kind == model.Stream || len(o.produces) == 0 || bestJSON(o.produces) != "" {
		return t
	}
	if kind != model.String && kind != model.Any && kind != model.Bytes {
		at := o.at.get("produces").or(o.tree.root.get("produces"))
		o.report(model.RuleUnsupported, o.at, at.pos(), "", "only JSON is read by a schema; the reply is given as a stream of "+o.produces[0])
	}
	return &model.Type{Kind: model.Stream, Format: t.Format, Pos: t.Pos, Pointer: t.Pointer}
}
