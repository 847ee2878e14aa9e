package model

import (
	"strings"
	"testing"
)

// TestEffectNames writes the names of an effect as the definition does, whatever the case of their letters.
func TestEffectNames(t *testing.T) {
	text, number := &Type{Kind: String}, &Type{Kind: Int64}
	job := &Type{Kind: Object, Fields: []*Field{{Wire: "Id", Type: number}, {Wire: "State", Type: text}, {Wire: "Owner", Type: number}, {Wire: "Name", Type: text}}}
	start := &Type{Kind: Object, Fields: []*Field{{Wire: "Jobs", Type: &Type{Kind: List, Elem: &Type{Kind: Object, Fields: []*Field{
		{Wire: "name", Type: text}, {Wire: "owner", Type: text}, {Wire: "ID", Type: number},
	}}}}, {Wire: "By", Type: text}}}
	set := &EntitySet{Item: job, Key: job.Fields[0], Number: true}
	ref := func(text string) Ref { return Ref{Text: text} }
	op := &Operation{Body: &Body{Type: start}}
	var diags Diagnostics
	linkEffect(op, Effect{
		Kind: EffectAdd, Set: ref("Jobs"), Items: ref("jobs"), Values: []Assignment{{Name: ref("STATE"), Value: ref("New")}},
		Copy: []Assignment{{Name: ref("name"), Value: ref("by")}}, When: []Assignment{{Name: ref("jobs.NAME"), Value: ref("x")}},
		Parent: &EffectParent{Property: ref("owner"), Set: ref("Jobs"), Name: ref("name"), From: ref("by")},
	}, map[string]*EntitySet{"Jobs": set}, &diags)
	if len(op.Effects) != 1 || len(diags.Sorted()) > 0 {
		t.Fatalf("%d effects, %v", len(op.Effects), diags.Sorted())
	}
	e := op.Effects[0]
	got := strings.Join([]string{
		e.Items.Text, e.Values[0].Name.Text, e.Copy[0].Name.Text, e.Copy[0].Value.Text, e.When[0].Name.Text, e.Parent.Property.Text, e.Parent.From.Text,
	}, " ")
	if want := "Jobs State Name By Jobs.name Owner By"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(e.Same) != 1 || e.Same[0][0].Wire != "Name" || e.Same[0][1].Wire != "name" {
		t.Errorf("the properties %v are alike: neither the key nor one of another type is", e.Same)
	}
}
