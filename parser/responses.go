package parser

import (
	"fmt"
	"strconv"

	"github.com/orchgen/orchgen/model"
)

// responses reads the declared replies and chooses the result.
func (o *operationReader) responses() {
	for _, s := range o.at.get("responses").entries() {
		if isExtension(s.key) || !s.is(object) {
			continue
		}
		status, err := strconv.Atoi(s.key)
		switch {
		case s.key == "default":
			status = 0
		case err != nil || status < 100 || status > 599 || len(s.key) != 3:
			o.report(model.RuleResponseStatus, s, s.pos(), "write a status such as 200, or \"default\"",
				fmt.Sprintf("%q is neither an HTTP status nor \"default\"", s.key))
			continue
		}
		o.response(s, status)
	}
	o.result()
}

func (o *operationReader) response(s *spot, status int) {
	at := o.follow(s)
	t := typed[typedResponse](o.diags, at, responseShape)
	resp := &model.Response{Status: status, Doc: t.Description, Pos: s.pos()}
	if schema := at.get("schema"); schema.is(object) {
		hint := []string{o.label, "Response"}
		switch {
		case at != s: // shared by operations
			hint = []string{at.key}
		case status != 200:
			hint = append(hint, s.key)
		}
		resp.Type = o.schema(schema, hint)
		if status == 0 || status/100 == 2 {
			resp.Type = o.reply(resp.Type)
		}
	}
	o.op.Responses = append(o.op.Responses, resp)
}

// result takes the schema of the lowest success status that has one. A "default" that stands alone
// describes success as well.
func (o *operationReader) result() {
	var best *model.Response
	success := false
	for _, r := range o.op.Responses {
		if r.Status/100 != 2 && (r.Status != 0 || len(o.op.Responses) > 1) {
			continue
		}
		success = true
		if r.Type != nil && (best == nil || r.Status < best.Status) {
			best = r
		}
	}
	if !success {
		o.report(model.RuleNoResponses, o.at, o.at.get("responses").or(o.at).pos(), "declare the status of success",
			fmt.Sprintf("%s declares no success response", o.label))
	}
	if best == nil {
		return
	}
	o.op.Result = best.Type
	for _, r := range o.op.Responses {
		if r.Status/100 == 2 && r.Type != nil && !sameType(r.Type, best.Type, 0) {
			o.diags.Add(model.Diagnostic{
				Rule: model.RuleResponseConflict, Pos: r.Pos,
				Message: fmt.Sprintf("status %d has another schema than status %d, which is used for both", r.Status, best.Status),
				Related: []model.Related{{Pos: best.Pos, Message: "this schema is used"}},
			})
		}
	}
}
