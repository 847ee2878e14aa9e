package runtime

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"reflect"
	"strconv"
)

// Pager walks through a collection that the server gives in pages. It remembers where it stands: after
// a failure, or when a loop was left, the next call goes on with the first item that was not handed out, so that no item
// comes twice and none is lost. The collection ends with an empty page, or where a server that names the next page
// (@odata.nextLink) stops doing so; a page may have fewer items than were asked for. A Pager is not safe for
// concurrent use.
type Pager[T any] struct {
	fetch   func(context.Context) (*Page[T], error)
	request pageRequest
	pending []T // items that were fetched and not handed out
	last    []T // items of the latest page
	linked  bool
	done    bool
}

// newPager makes a pager whose pages fetch gives, skipping items with the query parameter skip.
func newPager[T any](skip string, fetch func(context.Context) (*Page[T], error)) *Pager[T] {
	return &Pager[T]{fetch: fetch, request: pageRequest{parameter: skip}}
}

// All hands out the remaining items one by one. A failure ends the loop; another call tries the page again.
func (p *Pager[T]) All(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for {
			for len(p.pending) > 0 {
				item := p.pending[0]
				p.pending = p.pending[1:]
				if !yield(item, nil) {
					return
				}
			}
			if more, err := p.next(ctx); err != nil {
				yield(*new(T), err)
				return
			} else if !more {
				return
			}
		}
	}
}

// Pages hands out the remaining items page by page; no page is empty.
func (p *Pager[T]) Pages(ctx context.Context) iter.Seq2[[]T, error] {
	return func(yield func([]T, error) bool) {
		for {
			if items := p.pending; len(items) > 0 {
				p.pending = nil
				if !yield(items, nil) {
					return
				}
			}
			if more, err := p.next(ctx); err != nil {
				yield(nil, err)
				return
			} else if !more {
				return
			}
		}
	}
}

// Collect gives the next items, at most limit of them, all for a limit of 0. It gives what it has also together with
// an error.
func (p *Pager[T]) Collect(ctx context.Context, limit int) ([]T, error) {
	var items []T
	for item, err := range p.All(ctx) {
		if err != nil {
			return items, err
		}
		if items = append(items, item); len(items) == limit {
			break
		}
	}
	return items, nil
}

// Delivered gives how many items were handed out. A new pager whose options skip as many more goes on from there.
func (p *Pager[T]) Delivered() int { return p.request.advance - len(p.pending) }

// next fetches a page; false when there is none.
func (p *Pager[T]) next(ctx context.Context) (bool, error) {
	if p.done {
		return false, nil
	}
	page, err := p.fetch(context.WithValue(ctx, requestChange{}, p.request.turn))
	switch {
	case err != nil:
		return false, err
	case len(page.Value) == 0 && page.NextLink == "":
		p.done = true
		return false, nil
	case len(page.Value) > 0 && len(p.last) == len(page.Value) && reflect.DeepEqual(p.last, page.Value):
		return false, fmt.Errorf("the server gives the same page again: it does not heed %s", p.request.parameter)
	}
	if err := p.request.follow(page.NextLink, len(page.Value)); err != nil {
		return false, err
	}
	p.done = p.linked && page.NextLink == ""
	p.linked = page.NextLink != ""
	p.pending, p.last = page.Value, page.Value
	return true, nil
}

// pageRequest is what distinguishes the request of a page from that of the first one.
type pageRequest struct {
	parameter string // that skips items
	advance   int
	query     url.Values // of @odata.nextLink, in place of the whole query
}

// follow sets what to ask for behind a page with n items. Of the link only the query counts: behind a proxy its host
// may be one that clients cannot reach, and credentials go to no other host.
func (r *pageRequest) follow(link string, n int) error {
	next := url.Values(nil)
	if link != "" {
		u, err := url.Parse(link)
		if err != nil {
			return fmt.Errorf("@odata.nextLink: %w", withoutURL(err))
		}
		if next = u.Query(); len(next) == 0 || reflect.DeepEqual(next, r.query) {
			return errors.New("@odata.nextLink does not lead on")
		}
	}
	r.advance += n
	r.query = next
	return nil
}

// turn makes c ask for the page.
func (r *pageRequest) turn(c *call) {
	switch {
	case r.query != nil:
		c.query = r.query
	case r.advance > 0:
		first, _ := strconv.Atoi(c.query.Get(r.parameter))
		if c.query == nil {
			c.query = url.Values{}
		}
		c.query.Set(r.parameter, strconv.Itoa(first+r.advance))
	}
}
