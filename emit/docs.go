package emit

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/orchgen/orchgen/model"
)

// methodDoc says what the definition says, then what a caller has to know.
func (w *operationWriter) methodDoc() []string {
	op := w.op
	text, rest := op.Summary, op.Description
	if strings.TrimSpace(text) == "" {
		text, rest = rest, ""
	}
	name := op.Go.String()
	var doc []string
	if strings.TrimSpace(text) == "" {
		doc = append(doc, fmt.Sprintf("%s sends %s %s.", name, op.Method, op.Path))
	} else {
		doc = append(doc, sentence(name, text))
	}
	if rest != op.Summary {
		doc = append(doc, rest)
	}
	doc = append(doc, argumentDocs(op)...)
	if versions := versionDoc(op.Since, op.Until); versions != "" {
		doc = append(doc, versions)
	}
	if len(op.Scopes) > 0 {
		doc = append(doc, "OAuth2 scopes, one of: "+strings.Join(op.Scopes, ", ")+".")
	}
	switch {
	case op.NeedsFolder():
		doc = append(doc, "The request needs the folder of [Client.InFolder].")
	case op.FolderScoped:
		doc = append(doc, "The request works in the folder of [Client.InFolder].")
	}
	if op.RateLimit != nil {
		doc = append(doc, fmt.Sprintf("Documented limit: %d requests in %d seconds, see [DocumentedRateLimits].", op.RateLimit.Requests, op.RateLimit.Seconds))
	}
	if empty := op.NoContent(); empty != nil {
		doc = append(doc, strings.TrimSpace("Without content the error is [ErrNoContent]. "+empty.Doc))
	}
	doc = append(doc, bulkDoc(op.Bulk)...)
	if failures := w.g.failureDoc(op); failures != "" {
		doc = append(doc, failures)
	}
	if len(op.Errors) > 0 {
		names := make([]string, len(op.Errors))
		for i, def := range op.Errors {
			names[i] = "[" + def.Go.String() + "]"
		}
		doc = append(doc, "Errors: "+strings.Join(names, ", ")+".")
	}
	if strings.TrimSpace(text) != "" {
		doc = append(doc, "Request: "+op.Method+" "+op.Path)
	}
	if op.Deprecated {
		doc = append(doc, "Deprecated: the definition marks the operation as deprecated.")
	}
	return doc
}

// argumentDocs describes the arguments of the method, one paragraph each.
func argumentDocs(op *model.Operation) []string {
	var list []string
	for _, p := range op.Positional() {
		if doc := strings.TrimSpace(p.Doc + " " + limitsDoc(p.Limits)); doc != "" {
			list = append(list, p.Local.String()+": "+doc)
		}
	}
	if op.Body != nil && strings.TrimSpace(op.Body.Doc) != "" {
		list = append(list, op.Body.Local.String()+": "+op.Body.Doc)
	}
	return list
}

// failureDoc lists the failures that the definition declares. A description is given where it says
// something about this operation.
func (g *generator) failureDoc(op *model.Operation) string {
	var list []string
	for _, r := range op.Responses {
		if r.Status < 300 {
			continue
		}
		text := strconv.Itoa(r.Status)
		if doc := strings.Join(strings.Fields(r.Doc), " "); doc != "" && g.isSpecific(r) {
			text += " (" + strings.TrimRight(doc, ".") + ")"
		}
		list = append(list, text)
	}
	if len(list) == 0 {
		return ""
	}
	return "Declared failures: " + strings.Join(list, ", ") + "."
}

// isSpecific reports whether the description of a failure is more than the phrase of its status, and not
// shared with many other operations.
func (g *generator) isSpecific(r *model.Response) bool {
	if g.responseDocs == nil {
		g.responseDocs = map[string]int{}
		for _, op := range g.api.Operations() {
			for _, other := range op.Responses {
				g.responseDocs[other.Doc]++
			}
		}
	}
	const many = 5
	return g.responseDocs[r.Doc] < many && !strings.EqualFold(strings.TrimRight(r.Doc, ". "), http.StatusText(r.Status))
}
