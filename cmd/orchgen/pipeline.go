package main

import (
	"maps"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/parser"
)

// file is a generated file in memory.
type file = emit.File

// load parses both inputs and keeps their texts for the excerpts under diagnostics. Either result may be nil.
func load(in inputs, src parser.Sources) (*model.API, *model.Catalog, model.Diagnostics) {
	var api *model.API
	var cat *model.Catalog
	var diags, more model.Diagnostics
	if in.definition != nil {
		src[in.definition.Name] = in.definition.Data
		api, diags = parser.Definition(*in.definition)
	}
	if in.catalog != nil {
		cat, more = loadCatalog(in.catalog, src)
		diags.Append(more)
	}
	return api, cat, diags
}

func loadCatalog(in *catalogInput, src parser.Sources) (*model.Catalog, model.Diagnostics) {
	cat, texts, diags := parser.Catalog(in.fsys, in.name, in.shown)
	maps.Copy(src, texts)
	return cat, diags
}

// check joins both inputs, checks them against each other and gives everything its Go name. Inputs that
// are known to be faulty are only checked, so that all their faults are shown at once.
func check(api *model.API, cat *model.Catalog, faulty bool) (model.Diagnostics, error) {
	var diags model.Diagnostics
	if !faulty {
		diags = model.Link(api, cat)
	}
	diags.Append(model.Check(api, cat))
	if faulty || diags.HasErrors() {
		return diags, nil
	}
	reserved, err := emit.Reserved()
	if err == nil {
		diags.Append(model.AssignNames(api, cat, reserved))
	}
	return diags, err
}
