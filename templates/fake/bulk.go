package fake

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	api "github.com/orchgen/orchgen/templates/runtime"
)

// bulk is how a reply with a status of success tells of items that failed.
type bulk struct {
	Items   string            `json:"items"`   // property with the list, "" where the reply is the list
	Success string            `json:"success"` // property of the reply that is then false, "" for none
	Summary string            `json:"summary"` // property of the reply with a text about all items, "" for none
	Roles   map[string]string `json:"roles"`   // properties of an item by what they say of it; none where it is the key alone
	Numbers bool              `json:"numbers"` // a code is told by its number
}

// failingItem is an item that fails.
type failingItem struct {
	key         any
	failure     failure
	after, used int
	times       int // 0 for always
}

// FailItem makes one item of an operation fail inside of a reply that tells success of the others. The key is what the
// reply calls the item: the index of a queue item in the request, the number of a task, the name of a file. Where
// the operation changes an entity set, the item is left out. Several items of an operation can fail at once.
//
//	fake.FailItem("Queues_BulkAddQueueItems", 1, 1016)
func (s *Server) FailItem(op Operation, key any, code api.Code, more ...Setting) {
	s.t.Helper()
	s.known(op)
	i := slices.IndexFunc(s.def.Operations, func(o *operation) bool { return o.ID == op })
	if i < 0 || s.def.Operations[i].Bulk == nil {
		s.t.Fatalf("what %s answers does not tell of items", op)
	}
	set := s.settings(code, more)
	s.set(func() {
		s.failing[op] = append(s.failing[op], &failingItem{key: key, failure: set.failure, after: set.after, times: set.times})
	})
}

// failedItems gives the items that fail in the request that is being carried out.
func (s *Server) failedItems(op *operation) []*failingItem {
	var list []*failingItem
	for _, item := range s.failing[op.ID] {
		switch {
		case item.after > 0:
			item.after--
		case item.times == 0 || item.used < item.times:
			item.used++
			list = append(list, item)
		}
	}
	return list
}

func isFailing(failed []*failingItem, key string) bool {
	return slices.ContainsFunc(failed, func(f *failingItem) bool { return f.keyText() == key })
}

// keyText gives the key as it stands in a request.
func (f *failingItem) keyText() string {
	text, _ := json.Marshal(f.key)
	return strings.Trim(string(text), `"`)
}

// bulkReply tells which items failed.
func (op *operation) bulkReply(failed []*failingItem) any {
	items := make([]any, len(failed))
	for i, f := range failed {
		items[i] = op.Bulk.item(f)
	}
	if op.Bulk.Items == "" && op.Bulk.Success == "" {
		return items
	}
	reply := object{}
	_ = json.Unmarshal(op.Sample, &reply)
	if op.Bulk.Items != "" {
		reply[op.Bulk.Items] = items
	}
	if op.Bulk.Success != "" {
		reply[op.Bulk.Success] = false
	}
	if op.Bulk.Summary != "" {
		reply[op.Bulk.Summary] = failed[0].failure.message
	}
	return reply
}

// item gives what the reply says of an item.
func (b *bulk) item(f *failingItem) any {
	if len(b.Roles) == 0 {
		return f.key
	}
	body, _ := json.Marshal(f.failure.json())
	code := any(f.failure.code)
	if name := f.failure.code.Name(); !b.Numbers && name != "" {
		code = name
	}
	told := map[string]any{
		"key": f.key, "code": code, "message": f.failure.message, "body": string(body),
		"status": strings.ReplaceAll(http.StatusText(f.failure.status), " ", ""),
	}
	item := object{}
	for role, property := range b.Roles {
		item[property] = told[role]
	}
	return item
}
