package parser

import (
	"slices"

	"github.com/orchgen/orchgen/model"
)

// effects reads what operations do to entity sets.
func (r *clientReader) effects(s *spot) {
	for _, e := range s.items() {
		if !e.is(object) {
			continue
		}
		for _, key := range [...]string{"operation", "does", "set"} {
			r.require(e, key, "an effect")
		}
		effect := &model.Effect{
			Operation: refOf(e.get("operation")), Kind: e.str("does"), Set: refOf(e.get("set")),
			Items: refOf(e.get("items")), Count: refOf(e.get("count")),
			When: assignmentsOf(e.get("when")), Where: assignmentsOf(e.get("where")),
			Values: assignmentsOf(e.get("values")), Copy: assignmentsOf(e.get("copy")), Pos: e.pos(),
		}
		if parent := e.get("parent"); parent.is(object) {
			for _, key := range [...]string{"property", "set", "name", "from"} {
				r.require(parent, key, "the parent of an effect")
			}
			effect.Parent = &model.EffectParent{
				Property: refOf(parent.get("property")), Set: refOf(parent.get("set")), Name: refOf(parent.get("name")), From: refOf(parent.get("from")),
			}
		}
		if effect.Operation.Text != "" && effect.Set.Text != "" && slices.Contains(model.EffectKinds, effect.Kind) {
			r.client.Effects = append(r.client.Effects, effect)
		}
	}
}

func assignmentsOf(s *spot) []model.Assignment {
	var list []model.Assignment
	for _, e := range s.entries() {
		if e.isText() {
			list = append(list, model.Assignment{Name: model.Ref{Text: e.key, Pos: e.pos()}, Value: refOf(e)})
		}
	}
	return list
}
