package emit

import (
	"net/http"
	"slices"
	"strings"

	"github.com/orchgen/orchgen/model"
)

// fakeEffect is what an operation does to an entity set, as the fake server reads it.
type fakeEffect struct {
	Does   string            `json:"does"`
	Set    string            `json:"set"`
	Items  []string          `json:"items,omitzero"`
	Count  []string          `json:"count,omitzero"`
	When   []fakeCondition   `json:"when,omitzero"`
	Where  map[string]any    `json:"where,omitzero"`
	Values map[string]any    `json:"values,omitzero"`
	Copy   map[string]string `json:"copy,omitzero"`
	Same   map[string]string `json:"same,omitzero"`
	Parent *fakeParent       `json:"parent,omitzero"`
	Gives  string            `json:"gives,omitzero"`
	None   int               `json:"none,omitzero"`
}

type fakeCondition struct {
	Path  []string `json:"path"`
	Value any      `json:"value"`
}

type fakeParent struct {
	Property string   `json:"property"`
	Set      string   `json:"set"`
	Name     string   `json:"name"`
	From     []string `json:"from"`
}

// fakeBulk is how a reply tells of items that failed.
type fakeBulk struct {
	Items   string            `json:"items,omitzero"`
	Success string            `json:"success,omitzero"`
	Summary string            `json:"summary,omitzero"`
	Roles   map[string]string `json:"roles,omitzero"`
	Numbers bool              `json:"numbers,omitzero"`
}

func fakeEffectOf(op *model.Operation, e *model.Effect) *fakeEffect {
	f := &fakeEffect{
		Does: e.Kind, Set: e.Set.Text, Items: pathOf(e.Items), Count: pathOf(e.Count),
		Where: fakeValues(e.Where), Values: fakeValues(e.Values), Copy: map[string]string{}, Same: map[string]string{},
	}
	for _, a := range e.When {
		f.When = append(f.When, fakeCondition{pathOf(a.Name), fakeValue(a)})
	}
	for _, a := range e.Copy {
		f.Copy[a.Field.Wire] = a.Value.Text
	}
	for _, pair := range e.Same {
		f.Same[pair[0].Wire] = pair[1].Wire
	}
	if p := e.Parent; p != nil {
		f.Parent = &fakeParent{p.Property.Text, p.Set.Text, p.Name.Text, pathOf(p.From)}
	}
	f.Gives = gives(op.Result, e.Entities)
	if slices.ContainsFunc(op.Responses, func(r *model.Response) bool { return r.Status == http.StatusNoContent }) {
		f.None = http.StatusNoContent
	}
	return f
}

// gives tells whether a result is an entity or a list of them.
func gives(result *model.Type, set *model.EntitySet) string {
	if result == nil {
		return ""
	}
	switch t := result.Underlying(); {
	case isPartOf(t, set.Item):
		return "entity"
	case t.Kind == model.Page && isPartOf(t.Elem.Underlying(), set.Item):
		return "page"
	}
	return ""
}

func pathOf(ref model.Ref) []string {
	if ref.Text == "" {
		return nil
	}
	return strings.Split(ref.Text, ".")
}

func fakeValues(list []model.Assignment) map[string]any {
	values := map[string]any{}
	for _, a := range list {
		values[a.Field.Wire] = fakeValue(a)
	}
	return values
}

// fakeValue gives the value of an assignment as JSON has it.
func fakeValue(a model.Assignment) any {
	if a.Field.Type.Underlying().Kind == model.Bool {
		return a.Value.Text == "true"
	}
	return a.Value.Text
}

func fakeBulkOf(op *model.Operation) *fakeBulk {
	b := op.Bulk
	if b == nil {
		return nil
	}
	f := &fakeBulk{Roles: map[string]string{}}
	switch {
	case b.List != nil:
		f.Items = b.List.Wire
	case op.Result.Underlying().Kind == model.Page:
		f.Items = "value"
	}
	for _, p := range b.Properties {
		switch p.Role {
		case model.BulkSuccess:
			f.Success = p.Field.Wire
		case model.BulkSummary:
			f.Summary = p.Field.Wire
		default:
			f.Roles[p.Role] = p.Field.Wire
			f.Numbers = f.Numbers || p.Role == model.BulkCode && isWhole(p.Field.Type)
		}
	}
	return f
}

func isWhole(t *model.Type) bool {
	kind := t.Underlying().Kind
	return kind == model.Int32 || kind == model.Int64
}
