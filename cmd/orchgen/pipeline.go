package main

import (
	"maps"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/parser"
)

// file is a generated file in memory.
type file = emit.File

// parsed is what both inputs say. The definition and the catalogue may be nil.
type parsed struct {
	api     *model.API
	catalog *model.Catalog
	sound   bool // the definition is there and free of errors
}

// load parses both inputs and keeps their texts for the excerpts under diagnostics.
func load(in inputs, src parser.Sources) (parsed, model.Diagnostics) {
	var p parsed
	var diags, more model.Diagnostics
	if in.definition != nil {
		src[in.definition.Name] = in.definition.Data
		p.api, diags = parser.Definition(*in.definition)
		p.sound = !diags.HasErrors()
	}
	if in.catalog != nil {
		p.catalog, more = loadCatalog(in.catalog, src)
		diags.Append(more)
	}
	return p, diags
}

func loadCatalog(in *catalogInput, src parser.Sources) (*model.Catalog, model.Diagnostics) {
	cat, texts, diags := parser.Catalog(in.fsys, in.name, in.shown)
	maps.Copy(src, texts)
	return cat, diags
}

// check joins both inputs, checks them against each other and gives everything its Go name. Inputs that
// are known to be faulty are only checked, so that all their faults are shown at once.
func check(p parsed, faulty bool) (model.Diagnostics, error) {
	var diags model.Diagnostics
	if p.sound {
		diags = model.Link(p.api, p.catalog)
	}
	diags.Append(model.Check(p.api, p.catalog))
	if faulty || diags.HasErrors() {
		return diags, nil
	}
	reserved, err := emit.Reserved()
	if err == nil {
		diags.Append(model.AssignNames(p.api, p.catalog, reserved))
	}
	return diags, err
}
