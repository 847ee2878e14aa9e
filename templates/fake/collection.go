package fake

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// collection holds the items of an entity set in the order in which they came.
type collection struct {
	*entitySet
	items []map[string]any
	last  int64 // number of the key that was made last
}

// Add puts items, which are structs of the client or anything else that becomes a JSON object, into an entity set such
// as "Jobs". An item without a key gets one; one whose key is taken replaces the other.
func (s *Server) Add(set string, items ...any) {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.collection(set)
	for _, item := range items {
		v, err := objectOf(item)
		if err != nil {
			s.t.Fatalf("an item of %s: %v", set, err)
		}
		check := &checker{types: s.def.Types, partial: true}
		check.value(c.Schema, v, set)
		if len(check.problems) > 0 {
			s.t.Fatalf("the item does not fit the definition: %s", strings.Join(check.problems, "; "))
		}
		c.identify(v)
		c.put(v)
	}
}

// Items gives the items of an entity set as it is now.
func Items[T any](s *Server, set string) []T {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	list := []T{}
	text, err := json.Marshal(s.collection(set).items)
	if err == nil {
		err = json.Unmarshal(text, &list)
	}
	if err != nil {
		s.t.Fatalf("items of %s: %v", set, err)
	}
	return list
}

// collection gives the collection of an entity set; the test ends when there is no such set.
func (s *Server) collection(set string) *collection {
	s.t.Helper()
	c := s.sets[set]
	if c == nil {
		def := s.def.Sets[set]
		if def == nil {
			s.t.Fatalf("the definition has no entity set %q, only %q", set, sortedKeys(s.def.Sets))
		}
		c = &collection{entitySet: def, items: []map[string]any{}}
		s.sets[set] = c
	}
	return c
}

// objectOf gives v as a decoded JSON object.
func objectOf(v any) (map[string]any, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	value, err := decoded(text)
	if err != nil {
		return nil, err
	}
	o, ok := value.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("%s is no JSON object", shown(v))
	}
	return o, nil
}

// identify gives v a key when it has none.
func (c *collection) identify(v map[string]any) {
	key := keyText(v[c.Key])
	if n, err := strconv.ParseInt(key, 10, 64); err == nil && n != 0 {
		c.last = max(c.last, n)
	}
	switch {
	case key != "" && key != "0":
	case c.Number:
		c.last++
		v[c.Key] = json.Number(strconv.FormatInt(c.last, 10))
	default:
		c.last++
		v[c.Key] = fmt.Sprintf("00000000-0000-4000-8000-%012d", c.last)
	}
}

// keyText gives a key as it stands in a path.
func keyText(v any) string {
	switch v := v.(type) {
	case json.Number:
		return v.String()
	case string:
		return v
	}
	return ""
}

// find gives the place of the item with the key, -1 for none.
func (c *collection) find(key string) int {
	return slices.IndexFunc(c.items, func(v map[string]any) bool { return strings.EqualFold(keyText(v[c.Key]), key) })
}

func (c *collection) put(v map[string]any) {
	if i := c.find(keyText(v[c.Key])); i >= 0 {
		c.items[i] = v
	} else {
		c.items = append(c.items, v)
	}
}

// collect carries out an operation on an entity set. The error says what is wrong with the request.
func (s *Server) collect(w http.ResponseWriter, op *operation, req *Request) error {
	c := s.collection(op.Set)
	switch op.Verb {
	case "list":
		page, err := s.page(op, c, req.Query)
		if err == nil {
			op.answer(w, page)
		}
		return err
	case "create":
		v, err := bodyObject(req)
		if err != nil {
			return err
		}
		if c.identify(v); c.find(keyText(v[c.Key])) >= 0 {
			reply(w, http.StatusConflict, object{"message": "there is an item with this key"})
			return nil
		}
		c.put(v)
		op.answer(w, v)
		return nil
	}
	i := c.find(keyArgument(req))
	if i < 0 {
		s.failNamed(w, "ItemNotFound", http.StatusNotFound)
		return nil
	}
	return s.touch(w, op, req, c, i)
}

// keyArgument gives the only argument of the path.
func keyArgument(req *Request) string {
	for _, key := range req.Args {
		return key
	}
	return ""
}

// touch carries out an operation on the ith item.
func (s *Server) touch(w http.ResponseWriter, op *operation, req *Request, c *collection, i int) error {
	if op.Verb == "delete" {
		c.items = slices.Delete(c.items, i, i+1)
		op.answer(w, nil)
		return nil
	}
	if op.Verb == "get" {
		shape, err := (&scope{types: s.def.Types, root: c.Schema}).shape(req.Query)
		if err == nil {
			op.answer(w, shape(c.items[i]))
		}
		return err
	}
	v, err := bodyObject(req)
	if err != nil {
		return err
	}
	if op.Verb == "patch" {
		changed := maps.Clone(c.items[i])
		maps.Copy(changed, v)
		v = changed
	}
	v[c.Key] = c.items[i][c.Key]
	c.items[i] = v
	op.answer(w, v)
	return nil
}

func bodyObject(req *Request) (map[string]any, error) {
	if len(bytes.TrimSpace(req.Body)) == 0 {
		return map[string]any{}, nil
	}
	return objectOf(json.RawMessage(req.Body))
}
