package model

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func object(wire string, fields ...*Field) *Type {
	return &Type{Kind: Object, Wire: wire, Fields: fields}
}

func field(wire string, t *Type) *Field { return &Field{Wire: wire, Type: t} }

func listOf(t *Type) *Type { return &Type{Kind: List, Elem: t} }

// filterNames gives the names that expressions use for each type, with the properties.
func filterNames(types []*Type) map[string]string {
	got := map[string]string{}
	for _, t := range types {
		f := t.Filter
		if f == nil {
			continue
		}
		names := []string{f.Go.s, f.GoType.s, f.GoExpand.s}
		if f.Inside {
			names = append(names, "inside")
		}
		for _, p := range f.Properties {
			names = append(names, p.Go.s)
		}
		got[t.Go.s] = strings.Join(names, " ")
	}
	return got
}

func TestFilters(t *testing.T) {
	text := &Type{Kind: String}
	empty := object("Empty", field("@odata.etag", text))
	nested := listOf(nil)
	nested.Elem = &Type{Kind: Alias, Wire: "Nested", Elem: nested}
	machine := object("Machine", field("Name", text))
	robot := object("RobotDto", field("Name", text), field("Machine", &Type{Kind: Alias, Wire: "M", Elem: machine}))
	job := object("JobDto", field("Id", text), field("@odata.id", text), field("a b", text), field("1a", text), field("_x", text),
		field("Robot", robot), field("Robots", listOf(robot)), field("Grid", listOf(listOf(robot))), field("Empty", empty), field("Nested", nested))
	robot.Fields = append(robot.Fields, field("Jobs", listOf(job)))
	alone, taken := object("Alone", field("Name", text)), object("MachineFilter", field("Name", text))
	one, other := object("One", field("Name", text)), object("Other", field("Name", text))

	query := func(name string) []*Param { return []*Param{{Wire: name, In: InQuery, Type: text}} }
	api := &API{
		Types: []*Type{job, robot, machine, empty, alone, taken, one, other},
		Services: []*Service{{Tag: "T", Operations: []*Operation{
			{ID: "a", Method: "GET", Path: "/a", Result: &Type{Kind: Page, Elem: job}},
			{ID: "b", Method: "GET", Path: "/b", Result: alone, Params: query("filter")},
			{ID: "c", Method: "GET", Path: "/c", Result: &Type{Kind: Single, Elem: one}, Params: query("$select")},
			{ID: "d", Method: "GET", Path: "/d", Result: listOf(other), Params: query("$filter")},
			{ID: "e", Method: "GET", Path: "/e", Params: query("$filter")},
			{ID: "f", Method: "GET", Path: "/f", Result: nested, Params: query("$filter")},
		}}},
	}
	for _, op := range api.Services[0].Operations {
		op.Service = api.Services[0]
	}
	AssignNames(api, nil, Reserved{Package: []string{"OtherProperties"}})
	if diff := cmp.Diff(map[string]string{
		"Job":     "JobFilter JobProperties JobExpand inside ID X Robot Robots Grid Empty Nested",
		"Robot":   "RobotFilter RobotProperties RobotExpand inside Name Machine Jobs",
		"Machine": "MachineODataFilter MachineProperties  inside Name",
		"One":     "OneFilter OneProperties  Name",
		"Other":   "OtherFilter OtherODataProperties  Name",
	}, filterNames(api.Types)); diff != "" {
		t.Error(diff)
	}
	if to, many := job.Fields[6].Related(); to != robot || !many {
		t.Errorf("Robots leads to %v, many %t", to, many)
	}
	for _, i := range []int{0, 7, 8, 9} {
		if to, _ := job.Fields[i].Related(); to != nil {
			t.Errorf("%s leads to %s", job.Fields[i].Wire, to.Wire)
		}
	}
}
