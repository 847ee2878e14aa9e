package parser

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/orchgen/orchgen/model"
)

// enumGroup is what was found under one x-ms-enum name: usually one type that several places share.
type enumGroup struct {
	types []*model.Type
	keys  []string // the value list of each type, as one string
}

// enumBase tells whether the values of the schema or parameter make an enum, and of which base.
func enumBase(f facts) (model.Kind, bool) {
	list := f.at.get("enum")
	if !list.is(array) {
		return model.Any, false
	}
	count := 0
	for _, e := range list.items() {
		switch {
		case e.kind == null:
			continue
		case f.kind == "string" && e.isText():
		case f.kind == "integer" && e.kind == number && isWhole(e.json()):
		default:
			return model.Any, false
		}
		count++
	}
	switch {
	case count == 0:
		return model.Any, false
	case f.kind == "integer" && f.format == "int32" && beyondInt32(list) == nil:
		return model.Int32, true
	case f.kind == "integer":
		return model.Int64, true
	}
	return model.String, true
}

func isWhole(literal string) bool {
	_, err := strconv.ParseInt(literal, 10, 64)
	return err == nil
}

// beyondInt32 gives the first number that no int32 can hold, nil when there is none.
func beyondInt32(list *spot) *spot {
	for _, e := range list.items() {
		if _, err := strconv.ParseInt(e.json(), 10, 32); e.kind == number && err != nil {
			return e
		}
	}
	return nil
}

// fillEnum makes t the enum of the values at f.at.
func (r *reader) fillEnum(t *model.Type, f facts, base model.Kind) {
	t.Kind, t.Base, t.Format = model.Enum, base, f.format
	ms := f.at.get("x-ms-enum")
	t.EnumName = ms.str("name")
	if e := beyondInt32(f.at.get("enum")); base == model.Int64 && f.format == "int32" {
		r.report(model.RuleUnsupported, e, e.pos(), "correct the value, or write \"format\": \"int64\"",
			e.json()+" is beyond the format int32; int64 is generated")
	}
	first := map[string]*spot{}
	for _, e := range f.at.get("enum").items() {
		if e.kind == null {
			t.Nullable = true
			continue
		}
		wire := e.text
		if base != model.String {
			n, _ := strconv.ParseInt(e.json(), 10, 64)
			wire = strconv.FormatInt(n, 10)
		}
		if other := first[wire]; other != nil {
			r.diags.Add(model.Diagnostic{
				Rule: model.RuleDuplicateEnumValue, Pos: e.pos(), Pointer: e.pointer(),
				Message: fmt.Sprintf("the enum lists %s twice", describe(e.node)), Hint: "remove it",
				Related: []model.Related{{Pos: other.pos(), Message: "first listed here"}},
			})
			continue
		}
		first[wire] = e
		t.EnumValues = append(t.EnumValues, &model.EnumValue{Text: wire, Pos: e.pos()})
	}
	describeValues(t, ms.get("values"))
}

// describeValues takes over the names and texts of x-ms-enum.values.
func describeValues(t *model.Type, values *spot) {
	byText := map[string]*spot{}
	for _, v := range values.items() {
		if wire := v.get("value"); wire != nil {
			byText[wire.text] = v
		}
	}
	for _, value := range t.EnumValues {
		if v := byText[value.Text]; v != nil {
			value.Name, value.Doc = v.str("name"), v.str("description")
		}
	}
}

// shareEnum gives the type that stands for t: an earlier one with the same x-ms-enum name and the same
// values, or t itself.
func (r *reader) shareEnum(t *model.Type) *model.Type {
	if t.EnumName == "" {
		return t
	}
	var key strings.Builder
	fmt.Fprintf(&key, "%d", t.Base)
	for _, v := range t.EnumValues {
		fmt.Fprintf(&key, " %q", v.Text)
	}
	group := r.enums[t.EnumName]
	if group == nil {
		group = &enumGroup{}
		r.enums[t.EnumName] = group
	}
	for i, k := range group.keys {
		if k == key.String() {
			return group.types[i]
		}
	}
	if len(group.types) > 0 {
		r.diags.Add(model.Diagnostic{
			Rule: model.RuleEnumConflict, Pos: t.Pos, Pointer: t.Pointer,
			Message: fmt.Sprintf("the enum %q has other values here than at its first use", t.EnumName),
			Hint:    "give each list of values a name of its own",
			Related: []model.Related{{Pos: group.types[0].Pos, Message: "first used here"}},
		})
	}
	group.keys = append(group.keys, key.String())
	group.types = append(group.types, t)
	return t
}
