package model

import "strings"

// Paging says how an operation hands out a collection piece by piece.
type Paging struct {
	Skip  *Param // query parameter: number of items to leave out
	Items *Field // of the result, holds the items; nil when the result is a Page
	Elem  *Type  // an item

	GoAll Name // method that walks through all items, "All"
}

// paging finds out whether the operation can be walked through: it can skip items, limit their number, and gives
// a collection, or an object with a single list, or a single one that is called the page.
func paging(op *Operation) *Paging {
	p := &Paging{Skip: op.queryOption("skip")}
	limited := op.queryOption("top") != nil || op.queryOption("take") != nil
	if op.Method != "GET" || op.Result == nil || p.Skip == nil || !limited {
		return nil
	}
	switch result := op.Result.Underlying(); result.Kind {
	case Page:
		p.Elem = result.Elem
		return p
	case Object:
		if p.Items = pageOf(result); p.Items != nil {
			p.Elem = p.Items.Type.Underlying().Elem
			return p
		}
	}
	return nil
}

// pageOf finds the list that an object is about, nil when more than one may be that.
func pageOf(object *Type) *Field {
	var lists, pages []*Field
	for _, f := range object.AllFields() {
		if f.Type.Underlying().Kind != List {
			continue
		}
		lists = append(lists, f)
		if strings.Contains(strings.ToLower(f.Wire), "page") {
			pages = append(pages, f)
		}
	}
	switch {
	case len(lists) == 1:
		return lists[0]
	case len(pages) == 1:
		return pages[0]
	}
	return nil
}

// queryOption gives the optional query parameter of that name, also written as an OData system query option.
func (o *Operation) queryOption(name string) *Param {
	for _, p := range o.Optional() {
		kind := p.Type.Underlying().Kind
		if p.In == InQuery && strings.EqualFold(strings.TrimPrefix(p.Wire, "$"), name) && (kind == Int32 || kind == Int64) {
			return p
		}
	}
	return nil
}
