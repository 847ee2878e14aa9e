package fake

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// effect is what an operation does to the entities of a set. A path leads from the body to a member, and through each
// item of a list.
type effect struct {
	Does   string            `json:"does"` // add, change, take or delete
	Set    string            `json:"set"`
	Items  []string          `json:"items"`  // path to what is added, or to keys; empty where the key is in the path of the request
	Count  []string          `json:"count"`  // path to how many times each is added
	When   []requirement     `json:"when"`   // all of which the body must meet
	Where  map[string]any    `json:"where"`  // properties of an entity that is taken
	Values map[string]any    `json:"values"` // properties that an entity gets
	Copy   map[string]string `json:"copy"`   // properties, and paths with points to what they get
	Same   map[string]string `json:"same"`   // properties, and those of an item to be added from which they come
	Parent *parent           `json:"parent"`
	Gives  string            `json:"gives"` // what the reply is: "entity", "page" of them, or "" for neither
	None   int               `json:"none"`  // status when there is none to take, 0 where that is not declared
}

// requirement is a value that the body must have at a path.
type requirement struct {
	Path  []string `json:"path"`
	Value any      `json:"value"`
}

// parent is the entity of another set that entities belong to. The body has its name.
type parent struct {
	Property string   `json:"property"` // of an entity: the key of the parent
	Set      string   `json:"set"`
	Name     string   `json:"name"` // property of the parent
	From     []string `json:"from"` // path to the name
}

// effect gives the effect of a request, nil for none.
func (op *operation) effect(req *Request) *effect {
	if len(op.Effects) == 0 {
		return nil
	}
	body, err := bodyObject(req)
	if err != nil {
		return nil
	}
	i := slices.IndexFunc(op.Effects, func(e *effect) bool {
		return !slices.ContainsFunc(e.When, func(c requirement) bool { return !slices.Contains(members(body, c.Path), c.Value) })
	})
	if i < 0 {
		return nil
	}
	return op.Effects[i]
}

// members gives what is at a path, through each item of a list.
func members(v any, path []string) []any {
	switch v := v.(type) {
	case []any:
		var all []any
		for _, item := range v {
			all = append(all, members(item, path)...)
		}
		return all
	case map[string]any:
		if len(path) > 0 {
			return members(v[path[0]], path[1:])
		}
	}
	if v == nil || len(path) > 0 {
		return nil
	}
	return []any{v}
}

// affect carries out an effect. The items that were told to fail are left as they are.
func (s *Server) affect(w http.ResponseWriter, op *operation, e *effect, req *Request) error {
	body, err := bodyObject(req)
	if err != nil {
		return err
	}
	failed := s.failedItems(op)
	c := s.collection(e.Set)
	var touched []map[string]any
	switch e.Does {
	case "add":
		touched, err = s.addItems(c, e, body, failed)
	case "take":
		if touched = s.takeItem(c, e, body); touched == nil {
			return op.nothing(w, e)
		}
	default:
		places, known := c.places(e, body, req, failed)
		if !known {
			s.failNamed(w, "ItemNotFound", http.StatusNotFound)
			return nil
		}
		touched = c.change(e, body, places)
	}
	if err != nil {
		return err
	}
	return op.tell(w, e, touched, failed)
}

// nothing answers when there is no entity to take.
func (op *operation) nothing(w http.ResponseWriter, e *effect) error {
	if e.None != 0 {
		w.WriteHeader(e.None)
		return nil
	}
	op.answer(w, nil)
	return nil
}

// tell answers with the entities that an effect touched, or with what the operation has to say of them.
func (op *operation) tell(w http.ResponseWriter, e *effect, touched []map[string]any, failed []*failingItem) error {
	switch {
	case len(failed) > 0:
		op.answer(w, op.bulkReply(failed))
	case e.Gives == "page":
		op.answer(w, object{"value": touched})
	case e.Gives == "entity" && len(touched) > 0:
		op.answer(w, touched[len(touched)-1])
	case op.Content == "json" && op.Sample == nil:
		return fmt.Errorf("there is no sample of what %s answers: use Reply or Handle", op.ID)
	default:
		op.answer(w, op.Sample)
	}
	return nil
}

// addItems makes the entities of a request.
func (s *Server) addItems(c *collection, e *effect, body map[string]any, failed []*failingItem) ([]map[string]any, error) {
	count := 1
	if list := members(body, e.Count); len(list) > 0 && len(e.Count) > 0 {
		count, _ = strconv.Atoi(keyText(list[0]))
	}
	made := []map[string]any{}
	for i, item := range members(body, e.Items) {
		if isFailing(failed, strconv.Itoa(i)) {
			continue
		}
		from, _ := item.(map[string]any)
		for range count {
			v := map[string]any{}
			for name, theirs := range e.Same {
				if value, has := from[theirs]; has {
					v[name] = value
				}
			}
			e.set(v, body)
			s.adopt(v, e.Parent, body)
			c.identify(v)
			c.put(v)
			made = append(made, v)
		}
	}
	return made, nil
}

// set gives an entity the properties that the effect is about.
func (e *effect) set(v, body map[string]any) {
	maps.Copy(v, e.Values)
	for name, path := range e.Copy {
		if value := member(body, strings.Split(path, ".")); value != nil {
			v[name] = value
		}
	}
}

// member gives what is at a path that leads through no list, nil for nothing.
func member(v any, path []string) any {
	for _, name := range path {
		o, _ := v.(map[string]any)
		v = o[name]
	}
	return v
}

// parentKey gives the key of the parent that the body names, nil when there is none.
func (s *Server) parentKey(p *parent, body map[string]any) any {
	c := s.collection(p.Set)
	for _, v := range c.items {
		if v[p.Name] == member(body, p.From) {
			return v[c.Key]
		}
	}
	return nil
}

// adopt gives an entity to the parent that the body names, which comes into being with its first one.
func (s *Server) adopt(v map[string]any, p *parent, body map[string]any) {
	if p == nil || member(body, p.From) == nil {
		return
	}
	if v[p.Property] = s.parentKey(p, body); v[p.Property] == nil {
		c := s.collection(p.Set)
		made := map[string]any{p.Name: member(body, p.From)}
		c.identify(made)
		c.put(made)
		v[p.Property] = made[c.Key]
	}
}

// takeItem changes the first entity that fits, nil when none does. One without a parent is of every parent.
func (s *Server) takeItem(c *collection, e *effect, body map[string]any) []map[string]any {
	i := slices.IndexFunc(c.items, func(v map[string]any) bool {
		for name, value := range e.Where {
			if v[name] != value {
				return false
			}
		}
		p := e.Parent
		return p == nil || v[p.Property] == nil || v[p.Property] == s.parentKey(p, body)
	})
	if i < 0 {
		return nil
	}
	return c.change(e, body, []int{i})
}

// places finds the entities that a request is about, but for those that fail; known reports whether all are there.
func (c *collection) places(e *effect, body map[string]any, req *Request, failed []*failingItem) (places []int, known bool) {
	keys := []string{keyArgument(req)}
	if len(e.Items) > 0 {
		keys = nil
		for _, key := range members(body, e.Items) {
			keys = append(keys, keyText(key))
		}
	}
	for _, key := range keys {
		if isFailing(failed, key) {
			continue
		}
		i := c.find(key)
		if i < 0 {
			return nil, false
		}
		places = append(places, i)
	}
	return places, true
}

// change changes or deletes the entities at some places and gives them as they are then.
func (c *collection) change(e *effect, body map[string]any, places []int) []map[string]any {
	touched := []map[string]any{}
	for _, i := range places {
		v := maps.Clone(c.items[i])
		if e.Does != "delete" {
			e.set(v, body)
			c.items[i] = v
		}
		touched = append(touched, v)
	}
	if e.Does == "delete" {
		for _, v := range touched {
			if i := c.find(keyText(v[c.Key])); i >= 0 {
				c.items = slices.Delete(c.items, i, i+1)
			}
		}
	}
	return touched
}
