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

// all walks through a collection that the server gives in pages: the items, pointers to them where they are
// objects, in the field items of what fetch gives. The query parameter skip leaves items out. Ranging over the result
// again goes on with the first item that was not handed out.
//
// T is a pointer, but for collections of scalars, so that there is one function for all.
//
//go:noinline
func all[T any](ctx context.Context, skip, items string, fetch func(context.Context) (any, error)) iter.Seq2[T, error] {
	p := &pager{parameter: skip, field: items, fetch: fetch}
	return func(yield func(T, error) bool) {
		for p.more(ctx) {
			if !yield(p.item().(T), nil) {
				return
			}
		}
		if p.err != nil {
			yield(*new(T), p.err)
		}
	}
}

// Collect gives the next items of a collection, at most limit of them, all for a limit of 0. It gives what it has also
// together with an error.
func Collect[T any](items iter.Seq2[T, error], limit int) ([]T, error) {
	var list []T
	for item, err := range items {
		if err != nil {
			return list, err
		}
		if list = append(list, item); len(list) == limit {
			break
		}
	}
	return list, nil
}

// Pages walks through an OData collection page by page, as the server gives them:
//
//	for page, err := range Pages(ctx, client.Jobs.List, &JobsListOptions{Top: 100}) {
//
// No page is empty. A failure ends the loop; ranging over the result again tries the page again. For an operation
// with further arguments, list is a function that calls it.
func Pages[T, O any](ctx context.Context, list func(context.Context, *O) (*Page[T], error), opts *O) iter.Seq2[*Page[T], error] {
	p := &pager{parameter: "$skip", field: "Value", fetch: func(ctx context.Context) (any, error) { return list(ctx, opts) }}
	return func(yield func(*Page[T], error) bool) {
		for p.ahead(ctx) > 0 {
			p.given = p.items.Len()
			if !yield(p.page.(*Page[T]), nil) {
				return
			}
		}
		if p.err != nil {
			yield(nil, p.err)
		}
	}
}

// pager remembers where a walk through a collection stands: after a failure, or when a loop was left, it goes on with
// the first item that was not handed out, so that no item comes twice and none is lost. The collection ends with an
// empty page, or where a server that names the next page (@odata.nextLink) stops doing so before it gave as many items
// as $top asks for; a page may have fewer items than were asked for.
type pager struct {
	parameter string // that skips items
	field     string // with the items of a page
	fetch     func(context.Context) (any, error)

	page    any             // the latest one
	items   reflect.Value   // its items
	given   int             // of them handed out
	fetched int             // items fetched so far
	equal   int             // pages in a row that are equal to the one before
	query   string          // of @odata.nextLink, in place of the whole query
	seen    map[string]bool // the queries of all links
	linked  bool            // the latest page named the next one
	top     int             // $top of the request from which links lead on, 0 for none
	chained int             // items fetched from that request on
	done    bool
	err     error // why the latest attempt failed
}

// pending gives how many items were fetched and not handed out.
func (p *pager) pending() int {
	if !p.items.IsValid() {
		return 0
	}
	return p.items.Len() - p.given
}

// item gives the item that was reached.
func (p *pager) item() any {
	item := p.items.Index(p.given - 1)
	if item.Kind() == reflect.Struct {
		item = item.Addr()
	}
	return item.Interface()
}

// more steps to the next item and fetches a page where it has to; false at the end and after a failure.
func (p *pager) more(ctx context.Context) bool {
	if p.ahead(ctx) == 0 {
		return false
	}
	p.given++
	return true
}

// ahead gives how many items can be handed out without fetching another page, of which it fetches one where it
// has to; 0 at the end and after a failure.
func (p *pager) ahead(ctx context.Context) int {
	for p.err = nil; p.pending() == 0; {
		if p.done || !p.turn(ctx) {
			return 0
		}
	}
	return p.pending()
}

// turn fetches a page; false at the end and after a failure.
func (p *pager) turn(ctx context.Context) bool {
	reply, err := p.fetch(context.WithValue(ctx, requestChange{}, p.change))
	if err != nil {
		p.err = err
		return false
	}
	page := reflect.ValueOf(reply).Elem()
	items, link := page.FieldByName(p.field), ""
	if next := page.FieldByName("NextLink"); next.IsValid() && next.Kind() == reflect.String {
		link = next.String()
	}
	switch {
	case items.Len() == 0 && link == "":
		p.done = true
	case p.repeats(items):
		p.err = fmt.Errorf("the server gives the same page again: it does not heed %s", p.parameter)
	default:
		p.err = p.follow(link, items.Len())
		if p.err == nil {
			p.page, p.items, p.given = reply, items, 0
			p.fetched += items.Len()
			return true
		}
	}
	return false
}

// maxEqual bounds how many pages in a row may be equal to the one before.
const maxEqual = 1000

// repeats reports whether the latest page came again. Items that do not tell their keys may be equal by right, such as
// when only their state is selected.
func (p *pager) repeats(items reflect.Value) bool {
	if items.Len() == 0 || !p.items.IsValid() || !reflect.DeepEqual(items.Interface(), p.items.Interface()) {
		p.equal = 0
		return false
	}
	p.equal++
	return hasKey(items.Index(0)) || p.equal >= maxEqual
}

// hasKey reports whether an item tells which one it is.
func hasKey(item reflect.Value) bool {
	for _, name := range [...]string{"ID", "Key"} {
		if item.Kind() == reflect.Struct {
			if key := item.FieldByName(name); key.IsValid() && !key.IsZero() {
				return true
			}
		}
	}
	return false
}

// follow sets what to ask for behind a page of so many items. Of a link only the query counts: behind a proxy its host may be one
// that clients cannot reach, and credentials go to no other host.
func (p *pager) follow(link string, items int) error {
	next := ""
	if link != "" {
		u, err := url.Parse(link)
		if err != nil {
			return fmt.Errorf("@odata.nextLink: %w", withoutURL(err))
		}
		if next = sendable(u.RawQuery); next == "" || p.seen[next] {
			return errors.New("@odata.nextLink does not lead on")
		}
		if p.seen == nil {
			p.seen = map[string]bool{}
		}
		p.seen[next] = true
	}
	if !p.linked {
		p.chained = 0
	}
	p.chained += items
	p.done = p.linked && link == "" && p.chained != p.top
	p.linked = link != ""
	p.query = next
	return nil
}

// change makes c ask for the page that comes next.
func (p *pager) change(c *call) {
	if p.query != "" {
		c.query, c.rawQuery = nil, p.query
		return
	}
	p.top, _ = strconv.Atoi(c.query.Get("$top"))
	if p.fetched > 0 {
		first, _ := strconv.Atoi(c.query.Get(p.parameter))
		if c.query == nil {
			c.query = url.Values{}
		}
		c.query.Set(p.parameter, strconv.Itoa(first+p.fetched))
	}
}
