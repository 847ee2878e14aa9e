package runtime

import (
	"strconv"
	"strings"
)

// Collection is a property with any number of items, which look like I in an expression.
type Collection[I any] struct {
	property property
	item     func(path string) I
}

//go:noinline
func (c Collection[I]) path() string { return c.property.path() }

// Any fits where match fits at least one item. It may call match more than once.
//
//go:noinline
func (c *Collection[I]) Any(match func(item I) Filter) Filter {
	if f := lambda(c, "/any(", match); f != "" {
		return f
	}
	return c.IsNotEmpty()
}

// All fits where match fits every item, and where there is none. It may call match more than once.
//
//go:noinline
func (c *Collection[I]) All(match func(item I) Filter) Filter { return lambda(c, "/all(", match) }

// IsEmpty fits where there is no item.
//
//go:noinline
func (c *Collection[I]) IsEmpty() Filter { return c.IsNotEmpty().Not() }

// IsNotEmpty fits where there is an item.
//
//go:noinline
func (c *Collection[I]) IsNotEmpty() Filter { return Filter(c.path() + "/any()") }

// Count is the number of items.
//
//go:noinline
func (c *Collection[I]) Count() *OrderedProperty[int32] {
	return orderedAt[int32](c.path() + "/$count")
}

// lambda writes an expression for the items (OData URL Conventions 4.01, section 5.1.1.13). It takes the next
// variable that match does not use for another collection.
//
//go:noinline
func lambda[I any](c *Collection[I], operator string, match func(item I) Filter) Filter {
	for n := variableOf(c.property.nav) + 1; ; n++ {
		v := "x" + strconv.Itoa(n)
		f := match(c.item(v))
		if f == "" {
			return ""
		}
		if !strings.Contains(string(f), "("+v+":") {
			return Filter(c.path()) + Filter(operator+v+":") + f + ")"
		}
	}
}

// variableOf gives the number of the variable that a path starts with, 0 when there is none.
//
//go:noinline
func variableOf(path string) int {
	first, _, _ := strings.Cut(path, "/")
	n, err := strconv.ParseUint(strings.TrimPrefix(first, "x"), 10, 16)
	if err != nil {
		return 0
	}
	return int(n)
}

// relocate puts the properties at places below path, and gives the place.
//
//go:noinline
func relocate(path string, places ...*string) string {
	path += "/"
	for _, p := range places {
		*p = path
	}
	return path
}
