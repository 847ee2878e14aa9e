package fake

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// page answers a request for a collection (OData URL Conventions 4.01, section 5.1).
func (s *Server) page(op *operation, c *collection, q url.Values) (object, error) {
	supported := []string{"$filter", "$orderby", "$top", "$skip", "$count", "$select", "$expand"}
	for _, name := range sortedKeys(q) {
		if strings.HasPrefix(name, "$") && !slices.Contains(supported, name) {
			return nil, fmt.Errorf("the fake server has no %s: use Reply or Handle", name)
		}
	}
	in := &scope{types: s.def.Types, root: c.Schema}
	items, err := in.choose(c.items, q)
	if err != nil {
		return nil, err
	}
	shape, err := in.shape(q)
	if err != nil {
		return nil, err
	}
	page := object{"@odata.context": s.URL + "/odata/$metadata#" + url.PathEscape(op.Set)}
	if q.Get("$count") == "true" {
		page["@odata.count"] = len(items)
	}
	skip, errSkip := number(q, "$skip", 0)
	top, errTop := number(q, "$top", len(items))
	if err := cmp.Or(errSkip, errTop); err != nil {
		return nil, err
	}
	items = items[min(skip, len(items)):]
	items = items[:min(top, len(items))]
	if n := s.pageSize; n > 0 && len(items) > n {
		items = items[:n]
		next := maps.Clone(q)
		next.Set("$skip", strconv.Itoa(skip+n))
		if q.Has("$top") {
			next.Set("$top", strconv.Itoa(top-n))
		}
		page["@odata.nextLink"] = s.URL + op.Path[0] + "?" + next.Encode()
	}
	value := make([]any, len(items))
	for i, item := range items {
		value[i] = shape(item)
	}
	page["value"] = value
	return page, nil
}

// number reads a number that is not negative.
func number(q url.Values, name string, otherwise int) (int, error) {
	if !q.Has(name) {
		return otherwise, nil
	}
	n, err := strconv.ParseUint(q.Get(name), 10, 31)
	if err != nil {
		return 0, fmt.Errorf("%s is %q, want a number that is not negative", name, q.Get(name))
	}
	return int(n), nil
}

// choose gives the items that fit $filter in the order of $orderby.
func (in *scope) choose(items []map[string]any, q url.Values) ([]map[string]any, error) {
	items = slices.Clone(items)
	if q.Has("$filter") {
		filter, err := in.parse(q.Get("$filter"))
		if err == nil {
			err = filter.isCondition()
		}
		if err != nil {
			return nil, fmt.Errorf("$filter: %w", err)
		}
		items = slices.DeleteFunc(items, func(item map[string]any) bool { return filter.eval(env{"": item}) != true })
	}
	if !q.Has("$orderby") {
		return items, nil
	}
	var orders []func(a, b map[string]any) int
	for _, text := range splitList(q.Get("$orderby")) {
		order, err := in.order(text)
		if err != nil {
			return nil, fmt.Errorf("$orderby: %w", err)
		}
		orders = append(orders, order)
	}
	slices.SortStableFunc(items, func(a, b map[string]any) int {
		for _, order := range orders {
			if n := order(a, b); n != 0 {
				return n
			}
		}
		return 0
	})
	return items, nil
}

// order reads one item of $orderby. Null comes first.
func (in *scope) order(text string) (func(a, b map[string]any) int, error) {
	text, descending := strings.CutSuffix(strings.TrimSpace(text), " desc")
	by, err := in.parse(strings.TrimSuffix(text, " asc"))
	if err != nil {
		return nil, err
	}
	return func(a, b map[string]any) int {
		x, y := by.eval(env{"": a}), by.eval(env{"": b})
		n, ok := compare(x, y)
		switch {
		case x == nil && y != nil:
			n = -1
		case x != nil && y == nil:
			n = 1
		case !ok:
			n = 0
		}
		if descending {
			return -n
		}
		return n
	}, nil
}

// shape gives what $select leaves of an item. Related entities are part of their item, whatever $expand says.
func (in *scope) shape(q url.Values) (func(map[string]any) any, error) {
	names := map[string][]string{}
	for _, option := range [...]string{"$expand", "$select"} {
		for _, list := range q[option] {
			for _, text := range splitList(list) {
				path, _, _ := strings.Cut(strings.TrimSpace(text), "(")
				name, _, _ := strings.Cut(path, "/")
				if _, err := in.property(in.root, name); err != nil && name != "*" {
					return nil, fmt.Errorf("%s: %w", option, err)
				}
				names[option] = append(names[option], name)
			}
		}
	}
	if names["$select"] == nil || slices.Contains(names["$select"], "*") {
		return func(item map[string]any) any { return item }, nil
	}
	kept := slices.Concat(names["$select"], names["$expand"])
	return func(item map[string]any) any {
		some := maps.Clone(item)
		maps.DeleteFunc(some, func(name string, _ any) bool { return !slices.Contains(kept, name) })
		return some
	}, nil
}

// splitList splits at the commas that are in no parentheses; an empty text has no items.
func splitList(text string) []string {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	var list []string
	depth, start := 0, 0
	for i, r := range text {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == ',' && depth == 0:
			list = append(list, text[start:i])
			start = i + 1
		}
	}
	return append(list, text[start:])
}

func sortedKeys[V any, M ~map[string]V](m M) []string { return slices.Sorted(maps.Keys(m)) }
