package model

import (
	"slices"
	"strings"
)

// operationIndex finds operations by their references.
type operationIndex map[string][]*Operation

func indexOperations(api *API) operationIndex {
	index := operationIndex{}
	for _, op := range api.Operations() {
		key := operationKey(op.Method + " " + op.Path)
		index[key] = append(index[key], op)
		if op.ID != "" {
			index[op.ID] = append(index[op.ID], op)
		}
	}
	return index
}

// find gives the operations that ref stands for and reports when there are none.
func (i operationIndex) find(ref Ref, diags *Diagnostics) []*Operation {
	ops := i[operationKey(ref.Text)]
	if len(ops) == 0 {
		diags.Report(RuleUnknownOperation, ref.Pos, "", "the definition has no operation %q", ref.Text)
	}
	return ops
}

// linkClient gives the operations what the catalogue says about them.
func linkClient(client *Client, ops []*Operation, index operationIndex, diags *Diagnostics) {
	for _, v := range client.Since {
		for _, op := range index.find(v.Operation, diags) {
			op.Since = v.Version
		}
	}
	for _, v := range client.Until {
		for _, op := range index.find(v.Operation, diags) {
			op.Until = v.Version
		}
	}
	for _, limit := range client.RateLimits {
		for _, ref := range limit.Operations {
			for _, op := range index.find(ref, diags) {
				if op.ID == "" {
					diags.Report(RuleUnfitOperation, ref.Pos, "give it one", "%s has no operationId by which a client can count it", describe(op))
					continue
				}
				op.RateLimit = limit
				limit.Linked = append(limit.Linked, op)
			}
		}
	}
	for _, w := range client.Waiters {
		for _, op := range index.find(w.Operation, diags) {
			linkWaiter(op, *w, diags)
		}
	}
	for _, b := range client.Bulks {
		for _, op := range index.find(b.Operation, diags) {
			linkBulk(op, *b, diags)
		}
	}
	sets := EntitySets(ops)
	for _, e := range client.Effects {
		for _, op := range index.find(e.Operation, diags) {
			linkEffect(op, *e, sets, diags)
		}
	}
}

// linkProperties notes which version begins to have a property. It comes before [flatten], whose copies take
// it over.
func linkProperties(api *API, client *Client, diags *Diagnostics) {
	types := map[string]*Type{}
	for _, t := range api.Types {
		if t.Wire != "" {
			types[t.Wire] = t
		}
	}
	reported := map[Ref]bool{}
	for _, v := range client.Properties {
		t := types[v.Type.Text]
		if t == nil && reported[v.Type] {
			continue
		}
		if t == nil {
			reported[v.Type] = true
			diags.Report(RuleUnknownMember, v.Type.Pos, "", "the definition has no type %q", v.Type.Text)
			continue
		}
		if f := property(t, t.Fields, v.Property, diags); f != nil {
			f.Since = v.Version
		}
	}
}

// property finds a property among the fields of t and reports when there is none. The case of letters does not
// count, as it does not in replies.
func property(t *Type, fields []*Field, ref Ref, diags *Diagnostics) *Field {
	for _, f := range fields {
		if strings.EqualFold(f.Wire, ref.Text) {
			return f
		}
	}
	diags.Report(RuleUnknownMember, ref.Pos, "", "%s has no property %q", title(t), ref.Text)
	return nil
}

func title(t *Type) string {
	if t.Wire != "" {
		return "the type " + t.Wire
	}
	return "the type of " + strings.Join(t.Hint, ".")
}

func linkWaiter(op *Operation, w Waiter, diags *Diagnostics) {
	if op.Result == nil || op.Result.Underlying().Kind != Object {
		diags.Report(RuleUnfitOperation, w.Operation.Pos, "name an operation that gets one entity",
			"nobody can wait with %s: its result is no object", describe(op))
		return
	}
	if op.Method != "GET" || op.Body != nil {
		diags.Report(RuleUnfitOperation, w.Operation.Pos, "name an operation that only reads", "nobody can wait with %s: it may change something", describe(op))
		return
	}
	result := op.Result.Underlying()
	w.State = property(result, result.AllFields(), w.Field, diags)
	if w.State == nil {
		return
	}
	if states := w.State.Type.Underlying(); states.Kind == Enum {
		for _, ref := range slices.Concat(w.Done, w.Failed) {
			if !slices.ContainsFunc(states.EnumValues, func(v *EnumValue) bool { return v.Text == ref.Text }) {
				diags.Report(RuleUnknownMember, ref.Pos, "", "the property %s has no value %q", w.Field.Text, ref.Text)
			}
		}
	}
	op.Waiters = append(op.Waiters, &w)
}

func linkBulk(op *Operation, b Bulk, diags *Diagnostics) {
	if op.Result == nil {
		diags.Report(RuleUnfitOperation, b.Operation.Pos, "", "%s has no result that could tell of items", describe(op))
		return
	}
	list := op.Result.Underlying()
	if b.Items.Text != "" {
		if b.List = property(list, list.AllFields(), b.Items, diags); b.List == nil {
			return
		}
		list = b.List.Type.Underlying()
	}
	if list.Kind == List || list.Kind == Page {
		b.Elem = list.Elem
	} else if !b.wholeOnly() {
		diags.Report(RuleUnfitOperation, b.Operation.Pos, "name the property that is a list with \"items\"", "what %s gives is no list of items", describe(op))
		return
	}
	b.Properties = slices.Clone(b.Properties)
	for i := range b.Properties {
		p := &b.Properties[i]
		owner := op.Result.Underlying()
		if p.Role != BulkSummary && p.Role != BulkSuccess {
			owner = b.Elem.Underlying()
		}
		if p.Field = property(owner, owner.AllFields(), p.Ref, diags); p.Field == nil {
			return
		}
		if p.Role == BulkSuccess && p.Field.Type.Underlying().Kind != Bool {
			diags.Report(RuleUnfitOperation, p.Ref.Pos, "", "the property %s of what %s gives is neither true nor false", p.Ref.Text, describe(op))
			return
		}
	}
	op.Bulk = &b
}

// wholeOnly reports whether nothing but the success of the whole is to be told.
func (b *Bulk) wholeOnly() bool {
	return b.Items.Text == "" && len(b.Properties) == 1 && b.Properties[0].Role == BulkSuccess
}
