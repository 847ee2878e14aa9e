package emit

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/orchgen/orchgen/model"
)

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
