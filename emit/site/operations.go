package site

import (
	"cmp"
	"slices"
	"strings"

	"github.com/orchgen/orchgen/model"
)

// operation is an operation that is known to report errors.
type operation struct {
	ID, Method, Path string // the ID or the other two may be empty
	Errors           []*model.ErrorDef
}

// Request is the method and the path.
func (o operation) Request() string { return o.Method + " " + o.Path }

// operations gives the operations that the catalogue names: those of the definition that it was joined with, or all by
// the names it has for them when there is no definition.
func operations(api *model.API, cat *model.Catalog) []operation {
	var list []operation
	for _, op := range api.Operations() {
		if len(op.Errors) > 0 {
			list = append(list, operation{clean(op.ID), op.Method, clean(op.Path), op.Errors})
		}
	}
	if len(api.Operations()) == 0 {
		list = referredOperations(cat)
	}
	slices.SortStableFunc(list, func(a, b operation) int {
		return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Path, b.Path), strings.Compare(a.Method, b.Method))
	})
	return list
}

func referredOperations(cat *model.Catalog) []operation {
	var list []operation
	places := map[string]int{}
	for _, def := range cat.Errors {
		for _, ref := range def.Operations {
			i, found := places[ref.Text]
			if !found {
				i = len(list)
				places[ref.Text] = i
				list = append(list, referred(ref.Text))
			}
			if !slices.Contains(list[i].Errors, def) {
				list[i].Errors = append(list[i].Errors, def)
			}
		}
	}
	return list
}

func referred(ref string) operation {
	if method, path, found := strings.Cut(ref, " "); found {
		return operation{Method: clean(method), Path: clean(path)}
	}
	return operation{ID: clean(ref)}
}
