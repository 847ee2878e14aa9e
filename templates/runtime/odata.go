package runtime

import (
	"context"
	"fmt"
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
	Top     int     // $top, at most that many items
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
		c.setQuery("$skip", strconv.Itoa(o.Skip))
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

// And includes more as well.
func (e Expand) And(more ...Expand) Expand { return commaList(e, more) }

// With includes the last entity of e as the options say, whose properties are those of that entity.
func (e Expand) With(opts ListOptions) Expand {
	if nested := opts.nested(); nested != "" {
		e += Expand("(" + nested + ")")
	}
	return e
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

// ODataLimitError says that an OData option goes beyond what the definition documents. The request is not
// sent.
type ODataLimitError struct {
	Option string // such as "$top"
	Size   int    // of the option: expressions, levels or items
	Limit  int
}

// Error tells the option, its size and the limit.
func (e *ODataLimitError) Error() string {
	unit := map[string]string{"$expand": "levels", "$top": "items"}[e.Option]
	return fmt.Sprintf("%s asks for %d %s, the documented limit is %d", e.Option, e.Size, orDefault(unit, "expressions"), e.Limit)
}

func (c *call) setFilter(f Filter) {
	c.setLimited("$filter", string(f), outlineOf(string(f)).terms, c.op.limits.filter)
}

func (c *call) setOrderBy(o OrderBy) {
	c.setLimited("$orderby", string(o), outlineOf(string(o)).parts, c.op.limits.orderBy)
}

func (c *call) setExpand(e Expand) {
	c.setLimited("$expand", string(e), outlineOf(string(e)).levels, c.op.limits.expand)
}

func (c *call) setSelect(s Select) { c.setLimited("$select", string(s), 0, 0) }

func (c *call) setTop(n int) { c.setLimited("$top", strconv.Itoa(n), n, c.op.limits.top) }

// setLimited sends an option unless it is empty. The request fails when the size is above a limit.
func (c *call) setLimited(option, value string, size, limit int) {
	if value == "" {
		return
	}
	if limit > 0 && size > limit && c.err == nil {
		c.err = &ODataLimitError{option, size, limit}
	}
	c.setQuery(option, value)
}
