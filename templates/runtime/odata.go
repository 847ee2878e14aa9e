package runtime

import (
	"context"
	"slices"
	"strconv"
	"strings"
)

// Page is one reply of an OData collection (OData JSON Format 4.01, section 12).
type Page[T any] struct {
	Context  string `json:"@odata.context,omitzero"`
	Count    int64  `json:"@odata.count,omitzero"` // all matching items, when the request asked for the count
	NextLink string `json:"@odata.nextLink,omitzero"`
	Value    []T    `json:"value" odd:"fails"`

	Raw RawFields `json:"-"` // further annotations
}

// Single is an OData reply that wraps one value (OData JSON Format 4.01, section 11).
type Single[T any] struct {
	Value T `json:"value" odd:"fails"`

	Raw RawFields `json:"-"` // further annotations
}

// single sends c and gives the value that the reply wraps.
//
//go:noinline
func single[T any](ctx context.Context, c *call) (T, error) {
	v, err := value[Single[T]](ctx, c)
	return v.Value, err
}

// ListOptions are the OData system query options of a collection (OData URL Conventions 4.01, section 5.1).
// A zero field is not sent.
type ListOptions struct {
	Filter  Filter  // $filter, a Boolean expression such as "State eq 'Running'"
	OrderBy OrderBy // $orderby, such as "CreationTime desc"
	Expand  Expand  // $expand, related entities to include
	Select  Select  // $select, properties to include
	Top     int     // $top, at most that many items; as 0 is not sent, 1 is the least beside Count
	Skip    int     // $skip, items to leave out
	Count   bool    // $count, ask for the number of all matching items
}

//go:noinline
func (o *ListOptions) set(c *call) {
	if o == nil {
		return
	}
	c.setFilter(o.Filter)
	c.setOrderBy(o.OrderBy)
	c.setExpand(o.Expand)
	c.setSelect(o.Select)
	if o.Top != 0 {
		c.setTop(o.Top)
	}
	if o.Skip != 0 {
		c.setSkip(o.Skip)
	}
	if o.Count {
		c.setQuery("$count", "true")
	}
}

// nested writes the options as those of an expanded entity (OData URL Conventions 4.01, section 5.1.3).
func (o ListOptions) nested() string {
	c := call{op: &operation{}}
	o.set(&c)
	var list []string
	for _, name := range sortedKeys(c.query) {
		list = append(list, name+"="+c.query.Get(name))
	}
	return strings.Join(list, ";")
}

// EntityOptions are the OData system query options of a single entity. A zero field is not sent.
type EntityOptions struct {
	Expand Expand // $expand, related entities to include
	Select Select // $select, properties to include
}

//go:noinline
func (o *EntityOptions) set(c *call) {
	if o == nil {
		return
	}
	c.setExpand(o.Expand)
	c.setSelect(o.Select)
}

// OrderBy lists what items are ordered by, the value of $orderby (OData URL Conventions 4.01, section 5.1.4).
type OrderBy string

// Then orders by more what is equal in o.
func (o OrderBy) Then(more ...OrderBy) OrderBy { return commaList(o, more) }

// Expand lists related entities that the reply includes, the value of $expand (OData URL Conventions 4.01,
// section 5.1.3).
type Expand string

// And includes more as well. An entity that is included twice is included as the later one says.
func (e Expand) And(more ...Expand) Expand {
	var items []string
	for _, item := range splitOutside(string(commaList(e, more)), ',') {
		items = slices.DeleteFunc(items, func(earlier string) bool { return expandedPath(earlier) == expandedPath(item) })
		items = append(items, item)
	}
	return Expand(strings.Join(items, ","))
}

// With includes the last entity of e as the options say, whose properties are those of that entity. They take
// the place of options that it has.
func (e Expand) With(opts ListOptions) Expand {
	items := splitOutside(string(e), ',')
	last := &items[len(items)-1]
	*last = expandedPath(*last)
	if nested := opts.nested(); nested != "" && *last != "" {
		*last += "(" + nested + ")"
	}
	return Expand(strings.Join(items, ","))
}

// expandedPath gives the path of an item of $expand, without its options.
func expandedPath(item string) string {
	path, _, _ := strings.Cut(item, "(")
	return strings.TrimSpace(path)
}

// Select lists the properties that the reply includes, the value of $select (OData URL Conventions 4.01,
// section 5.1.4).
type Select string

// commaList joins what is not empty with commas.
func commaList[T ~string](first T, more []T) T {
	for _, item := range more {
		if first != "" && item != "" {
			first += ","
		}
		first += item
	}
	return first
}

func (c *call) setFilter(f Filter)   { c.setOption("$filter", string(f)) }
func (c *call) setOrderBy(o OrderBy) { c.setOption("$orderby", string(o)) }
func (c *call) setExpand(e Expand)   { c.setOption("$expand", string(e)) }
func (c *call) setSelect(s Select)   { c.setOption("$select", string(s)) }
func (c *call) setTop(n int)         { c.setOption("$top", strconv.Itoa(n)) }
func (c *call) setSkip(n int)        { c.setOption("$skip", strconv.Itoa(n)) }

// setOption sends an OData option unless it is empty. The request fails when it is beyond a limit.
func (c *call) setOption(option, value string) {
	if value == "" {
		return
	}
	if err := c.op.limits.check(option, value); err != nil && c.err == nil {
		c.err = err
	}
	c.setQuery(option, value)
}
