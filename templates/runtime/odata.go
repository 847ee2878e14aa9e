package runtime

import (
	"context"
	"errors"
	"fmt"
	"strconv"
)

// Page is one reply of an OData collection (OData JSON Format 4.01, section 12).
type Page[T any] struct {
	Context  string `json:"@odata.context,omitzero"`
	Count    int64  `json:"@odata.count,omitzero"` // all matching items, when the request asked for the count
	NextLink string `json:"@odata.nextLink,omitzero"`
	Value    []T    `json:"value"`

	Raw RawFields `json:"-"` // further annotations
}

// fits refuses a reply without a list of items, which would look like the last page.
func (p *Page[T]) fits() error {
	value, odd := p.Raw.Get("value")
	if odd && value[0] != '[' || p.Value == nil && p.Context == "" && !p.Raw.IsZero() {
		return errors.New("the reply has no list of items")
	}
	return nil
}

// Single is an OData reply that wraps one value (OData JSON Format 4.01, section 11).
type Single[T any] struct {
	Value T `json:"value"`

	Raw RawFields `json:"-"` // further annotations
}

// fits refuses a value of another type, which would look like the zero value.
func (s *Single[T]) fits() error {
	if _, odd := s.Raw.Get("value"); odd {
		return fmt.Errorf("value: %w", errOdd)
	}
	return nil
}

// single sends c and gives the value that the reply wraps.
func single[T any](ctx context.Context, c *call) (T, error) {
	v, err := value[Single[T]](ctx, c)
	return v.Value, err
}

// ListOptions are the OData system query options of a collection (OData URL Conventions 4.01, section 5.1).
// A zero field is not sent.
type ListOptions struct {
	Filter  string // $filter, a Boolean expression such as "State eq 'Running'"
	OrderBy string // $orderby, such as "CreationTime desc"
	Expand  string // $expand, related entities to include
	Select  string // $select, properties to include
	Top     int    // $top, at most that many items
	Skip    int    // $skip, items to leave out
	Count   bool   // $count, ask for the number of all matching items
}

func (o *ListOptions) set(c *call) {
	if o == nil {
		return
	}
	setOData(c, o.Filter, o.OrderBy, o.Expand, o.Select, o.Top, o.Skip, o.Count)
}

// EntityOptions are the OData system query options of a single entity. A zero field is not sent.
type EntityOptions struct {
	Expand string // $expand, related entities to include
	Select string // $select, properties to include
}

func (o *EntityOptions) set(c *call) {
	if o == nil {
		return
	}
	setOData(c, "", "", o.Expand, o.Select, 0, 0, false)
}

func setOData(c *call, filter, orderBy, expand, selected string, top, skip int, count bool) {
	for _, p := range [...]struct{ name, value string }{
		{"$filter", filter}, {"$orderby", orderBy}, {"$expand", expand}, {"$select", selected},
	} {
		if p.value != "" {
			c.setQuery(p.name, p.value)
		}
	}
	if top != 0 {
		c.setQuery("$top", strconv.Itoa(top))
	}
	if skip != 0 {
		c.setQuery("$skip", strconv.Itoa(skip))
	}
	if count {
		c.setQuery("$count", "true")
	}
}
