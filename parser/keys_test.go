package parser

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/model"
)

// unknownKeys gives the keys of a definition, extensions included, that the tables do not know.
func unknownKeys(t *testing.T, src Source) []string {
	t.Helper()
	var diags model.Diagnostics
	tree := readTree(src, &diags)
	if tree == nil {
		t.Fatal(findings(diags))
	}
	var unknown []string
	check := newChecker(&diags)
	check.unknown = func(s *spot, sh *shape) {
		unknown = append(unknown, fmt.Sprintf("%s: %q in %s", s.pos(), s.key, sh.name))
	}
	check.object(tree.root, rootShape)
	return unknown
}

// TestNoLoss proves that each key of the real definitions is either part of the model or ignored for a
// reason. What "part of the model" means is proved by TestKeys.
func TestNoLoss(t *testing.T) {
	for _, file := range shared(t, "specs/orchestrator/uipath-20*.json") {
		if unknown := unknownKeys(t, read(t, file)); len(unknown) > 0 {
			t.Errorf("keys that are neither used nor ignored on purpose:\n%q", unknown)
		}
	}
}

// TestNoLossSeeded plants new keys into a definition and checks that TestNoLoss would fail.
func TestNoLossSeeded(t *testing.T) {
	got := unknownKeys(t, Source{"f", []byte(head + "x-new: 1\npaths: {/a: {get: {responses: {'200': {schema: {x-newer: 1}}}}}}\n")})
	want := []string{`f:3:1: "x-new" in Swagger Object`, `f:4:49: "x-newer" in Schema Object`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// occurrence is a key of an object in testdata/everything.yaml.
type occurrence struct {
	in   *spot
	sh   *shape
	i    int
	used bool
}

func occurrences(tree *tree) []occurrence {
	var diags model.Diagnostics
	check := newChecker(&diags)
	check.object(tree.root, rootShape)
	var list []occurrence
	var visit func(s *spot)
	visit = func(s *spot) {
		for i, e := range s.entries() {
			if sh := check.shapes[s.node]; sh != nil {
				if k, ok := sh.find(e.key); ok {
					list = append(list, occurrence{s, sh, i, k.reason == ""})
				}
			}
			visit(e)
		}
		for _, e := range s.items() {
			visit(e)
		}
	}
	visit(tree.root)
	return list
}

// TestKeys takes each key out of a definition that has all of them. The model must change when the tables
// say that the key is used, and stay the same when they say that it is ignored.
func TestKeys(t *testing.T) {
	src := read(t, filepath.Join("testdata", "everything.yaml"))
	api, diags := Definition(src)
	wantFindings(t, diags)
	tree := readTree(src, &diags)
	seen := map[string]bool{}
	for _, o := range occurrences(tree) {
		key := o.in.members[o.i].key
		o.in.members[o.i].key, o.in.index = "x-gone", nil
		var changed *model.API
		if isSwagger(tree, new(model.Diagnostics)) {
			changed = readDefinition(tree, new(model.Diagnostics))
		}
		o.in.members[o.i].key = key
		differs := !reflect.DeepEqual(api, changed)
		if differs && !o.used {
			t.Errorf("%s: %q of the %s is said to be ignored, but changes the model", o.in.pointer(), key, o.sh.name)
		}
		name := o.sh.name + " " + key
		seen[name] = seen[name] || differs
	}
	for _, sh := range allShapes() {
		for _, k := range sh.keys {
			if k.reason == "" && !seen[sh.name+" "+k.name] {
				t.Errorf("the key %q of the %s changes nothing in the model, and has no reason", k.name, sh.name)
			}
		}
	}
}

// allShapes gives the shapes that can be reached from the root.
func allShapes() []*shape {
	list := []*shape{rootShape}
	for i := 0; i < len(list); i++ {
		for _, k := range list[i].keys {
			for v := &k.value; v != nil; v = v.elem {
				if v.shape != nil && !slices.Contains(list, v.shape) {
					list = append(list, v.shape)
				}
			}
		}
	}
	return list
}

// TestKinCompleteness checks that every key with a simple value arrives in kin-openapi's types: what they
// do not know lands among their extensions.
func TestKinCompleteness(t *testing.T) {
	for _, tt := range []struct {
		sh  *shape
		new func(*model.Diagnostics, *spot, *shape) map[string]any
	}{
		{schemaShape, func(d *model.Diagnostics, s *spot, sh *shape) map[string]any {
			return typed[typedSchema](d, s, sh).Extensions
		}},
		{parameterShape, func(d *model.Diagnostics, s *spot, sh *shape) map[string]any {
			return typed[typedParameter](d, s, sh).Extensions
		}},
		{operationShape, func(d *model.Diagnostics, s *spot, sh *shape) map[string]any {
			return typed[typedOperation](d, s, sh).Extensions
		}},
		{responseShape, func(d *model.Diagnostics, s *spot, sh *shape) map[string]any {
			return typed[typedResponse](d, s, sh).Extensions
		}},
		{securitySchemeShape, func(d *model.Diagnostics, s *spot, sh *shape) map[string]any {
			return typed[typedSecurityScheme](d, s, sh).Extensions
		}},
	} {
		object := map[string]any{}
		for _, k := range tt.sh.keys {
			if k.value.flat() && k.reason == "" {
				object[k.name] = sample(k.value)
			}
		}
		data, err := json.Marshal(object)
		if err != nil {
			t.Fatal(err)
		}
		var diags model.Diagnostics
		tree := readTree(Source{"f", data}, &diags)
		for key := range tt.new(&diags, tree.root, tt.sh) {
			if !isExtension(key) {
				t.Errorf("%s: kin-openapi does not know %q", tt.sh.name, key)
			}
		}
		wantFindings(t, diags)
	}
}

// sample gives a value that fits.
func sample(v value) any {
	switch v.form {
	case texts, wordOrList:
		if len(v.words) > 0 {
			return v.words[0]
		}
		return "x"
	case flags:
		return true
	case lists:
		return []any{sample(*v.elem)}
	case dicts:
		return map[string]any{"k": sample(*v.elem)}
	}
	return 1
}

// TestKinRefusal checks that a value which only kin-openapi refuses is reported at its own place, and
// hides no other.
func TestKinRefusal(t *testing.T) {
	var diags model.Diagnostics
	tree := readTree(Source{"f", []byte("{\"minLength\": 1.5, \"format\": \"x\",\n \"maxLength\": 2.5, \"pattern\": \"p\"}")}, &diags)
	loose := &shape{name: "Schema Object", keys: append(used(value{form: numbers}, "minLength", "maxLength"), used(text(), "format", "pattern")...)}
	got := typed[typedSchema](&diags, tree.root, loose)
	if got.Format != "x" || got.Pattern != "p" {
		t.Errorf("format %q, pattern %q", got.Format, got.Pattern)
	}
	wantFindings(t, diags,
		"1:15 OG1007 minLength must be a number: json: cannot unmarshal number 1.5 into field Schema.minLength of type uint64",
		"2:15 OG1007 maxLength must be a number: json: cannot unmarshal number 2.5 into field Schema.maxLength of type uint64",
	)
}
