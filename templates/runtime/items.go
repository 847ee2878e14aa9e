package runtime

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
)

// ItemError is the failure of one item of a request that succeeded as a whole. Errors of several items are joined
// (errors.Join); each compares equal (errors.Is) to its [Code] and its category. The status is that of the item
// where the server tells one, else that of the reply.
type ItemError struct {
	*APIError
	Key  string // what the server calls the item: its place in the request, its number or name; may be empty
	Item any    // what the reply says of the item
}

// Error gives one English line.
func (e *ItemError) Error() string {
	if e.Key == "" {
		return "an item: " + e.APIError.Error()
	}
	return "item " + logged(e.Key, 100) + ": " + e.APIError.Error()
}

// Unwrap gives the error without the item.
func (e *ItemError) Unwrap() error { return e.APIError }

// ItemErrors gives the errors of all items in err, in the order of the reply.
func ItemErrors(err error) []*ItemError {
	switch e := err.(type) {
	case *ItemError:
		return []*ItemError{e}
	case interface{ Unwrap() error }:
		return ItemErrors(e.Unwrap())
	case interface{ Unwrap() []error }:
		var list []*ItemError
		for _, one := range e.Unwrap() {
			list = append(list, ItemErrors(one)...)
		}
		return list
	}
	return nil
}

// itemReport is what a reply says about an item. What the reply has no property for is nil.
type itemReport struct {
	key, code, message any
	status, body       any // what the item alone would have been answered
	summary            any // text about all items
}

// orRaw gives what an object says under name: value, or what the server sent where the field of it cannot hold that,
// such as the number of a code in place of its name.
func (r RawFields) orRaw(name string, value any) any {
	if raw, ok := r.Get(name); ok {
		return raw
	}
	return value
}

// itemErrors gives the errors of the items that failed; when none did, that of the whole, or nil.
func itemErrors[T any](c *call, items []T, report func(T) itemReport) error {
	var list []error
	for _, item := range items {
		if r := report(item); r.failed() {
			list = append(list, &ItemError{c.itemError(r), plainText(r.key), item})
		}
	}
	if len(list) == 0 {
		return c.refused()
	}
	return errors.Join(list...)
}

// refused gives the failure of the whole that the reply tells, nil when it tells none.
func (c *call) refused() error {
	if c.refusal == nil {
		return nil
	}
	return c.refusal
}

// failed reports whether the item failed. Where the reply says nothing of single items, it lists those that failed.
func (r itemReport) failed() bool {
	if r.status == nil && r.code == nil && r.message == nil {
		return true
	}
	if status := plainText(r.status); status != "" && parseStatus(status)/100 == 2 {
		return false
	} else if status != "" {
		return true
	}
	code := plainText(r.code)
	return code != "" && code != "0" || plainText(r.message) != ""
}

// parseStatus reads an HTTP status: its number, or its phrase without blanks in any case, as .NET writes it; 0 when
// it is neither.
func parseStatus(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	for status := 100; status < 600; status++ {
		name := strings.NewReplacer(" ", "", "-", "").Replace(http.StatusText(status))
		if name != "" && strings.EqualFold(name, s) {
			return status
		}
	}
	return 0
}

// itemError makes the error of an item.
func (c *call) itemError(r itemReport) *APIError {
	body := []byte(plainText(r.body))
	e := c.newError(c.meta.Status, body)
	set(&e.TraceID, c.meta.TraceID)
	set(&e.TraceID, c.meta.RequestID)
	if status := parseStatus(plainText(r.status)); status != 0 {
		e.Status = status
	}
	(*reported)(e).setCode(plainText(r.code), true)
	set(&e.Message, plainText(r.message))
	set(&e.Message, plainText(r.summary))
	(*reported)(e).tidy(c.link)
	return e
}
