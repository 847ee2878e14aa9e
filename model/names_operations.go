package model

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

func (n *namer) operations(s *Service) {
	methods := scope{}
	ops := slices.Clone(s.Operations)
	slices.SortStableFunc(ops, func(a, b *Operation) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), cmp.Compare(methodRank(a.Method), methodRank(b.Method)))
	})
	count := map[string]int{}
	for _, op := range ops {
		count[methodName(op)]++
	}
	for _, op := range ops {
		short, long := methodName(op), operationWords(op)
		if count[short] > 1 && long != "" && long != short {
			short = ""
		}
		method := exported([]string{strings.ToLower(op.Method)})
		op.Go = n.claim(methods, op.Pos, "operation "+describe(op), short, long, suffixed(cmp.Or(short, long), method), exported(words(strings.ToLower(op.Method)+" "+op.Path)))
		op.GoVar = n.claim(n.pkg, op.Pos, "operation "+describe(op), "op"+s.Go.s+op.Go.s)
		n.params(op)
	}
	for _, op := range ops {
		n.paging(op, methods)
		n.transfer(op, methods)
		for _, w := range op.Waiters {
			w.Go = n.claim(methods, w.Pos, "waiter of "+describe(op), w.Name, w.Name+op.Go.s)
		}
	}
}

// paging names the method that walks through a collection: All beside List, XAll beside X.
func (n *namer) paging(op *Operation, methods scope) {
	if op.Paging != nil {
		prefix := strings.TrimSuffix(op.Go.s, "List")
		op.Paging.GoAll = n.claim(methods, op.Pos, "iterator of "+describe(op), prefix+"All", op.Go.s+"Iterator")
	}
}

// transfer names the method that sends or fetches a file: Upload beside GetWriteUri, Download beside GetReadUri.
func (n *namer) transfer(op *Operation, methods scope) {
	if op.Transfer == nil {
		return
	}
	name := "Download"
	if op.Transfer.Sends {
		name = "Upload"
	}
	op.Transfer.Go = n.claim(methods, op.Pos, "transfer of "+describe(op), name, name+"By"+op.Go.s)
}

func methodRank(method string) int {
	return slices.Index([]string{"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"}, method)
}

// methodName gives the natural name of an operation: the verb of plain OData access (List, Get, Create,
// Update, Patch, Delete), the name of an OData action or function, or the operationId without its tag.
func methodName(op *Operation) string {
	segments := strings.Split(strings.Trim(op.Path, "/"), "/")
	last := segments[len(segments)-1]
	entity, key, keyed := strings.Cut(last, "(")
	if segments[0] == "odata" {
		if name := entity[strings.LastIndexByte(entity, '.')+1:]; name != entity {
			return exported(words(name))
		}
		if len(segments) == 2 {
			if verb := odataVerb(op.Method, keyed && strings.Count(key, "{") == 1); verb != "" {
				return verb
			}
		}
	}
	return operationWords(op)
}

func odataVerb(method string, keyed bool) string {
	if keyed {
		return map[string]string{"GET": "Get", "PUT": "Update", "PATCH": "Patch", "DELETE": "Delete"}[method]
	}
	return map[string]string{"GET": "List", "POST": "Create"}[method]
}

// operationWords gives the operationId without the tag before its underscore, or method and path.
func operationWords(op *Operation) string {
	if op.ID == "" {
		return exported(words(strings.ToLower(op.Method) + " " + op.Path))
	}
	if tag, rest, found := strings.Cut(op.ID, "_"); found && strings.EqualFold(exported(words(tag)), exported(words(op.Service.Tag))) {
		if name := exported(words(rest)); name != "" {
			return name
		}
	}
	return exported(words(op.ID))
}

// odataOptions are the field names of the OData system query options.
var odataOptions = map[string]string{
	"$filter": "Filter", "$orderby": "OrderBy", "$expand": "Expand", "$select": "Select",
	"$top": "Top", "$skip": "Skip", "$count": "Count", "$search": "Search", "$format": "Format",
}

func (n *namer) params(op *Operation) {
	if len(op.Optional()) > 0 {
		n.options(op)
	}
	locals := newScope(n.reserved.Package)
	for _, id := range [...]string{"s", "c", "ctx", "opts", "context", "time", "io", "json", op.GoVar.s} {
		locals[id] = Pos{}
	}
	for _, id := range types.Universe.Names() {
		locals[id] = Pos{}
	}
	if op.Bulk != nil {
		for _, id := range [...]string{"reply", "err", "item"} {
			locals[id] = Pos{}
		}
	}
	if op.Body != nil {
		op.Body.Local = n.claim(locals, op.Body.Pos, "body", "body")
	}
	for _, p := range op.Positional() {
		name := cmp.Or(unexported(words(p.Wire)), unexported(words(spelled(p.Wire))), "param")
		if token.IsKeyword(name) {
			name = ""
		}
		long := cmp.Or(name, unexported(words(p.Wire))) + "Param"
		p.Local = n.claim(locals, p.Pos, "parameter "+strconv.Quote(p.Wire), name, long)
	}
	if t := op.Transfer; t != nil {
		t.PathLocal = n.claim(locals, op.Pos, "place of the file", "path", "filePath")
		t.FileLocal = n.claim(locals, op.Pos, "file to send", "file", "upload")
	}
}

func (n *namer) options(op *Operation) {
	op.GoOptions = n.claim(n.pkg, op.Pos, "options of "+describe(op), op.Service.Go.s+op.Go.s+"Options", op.Service.Go.s+op.Go.s+"CallOptions")
	fields := newScope([]string{"set"})
	for _, p := range op.Optional() {
		if name, ok := odataOptions[p.Wire]; ok && p.In == InQuery {
			p.Go = n.claim(fields, p.Pos, "parameter "+strconv.Quote(p.Wire), name)
		}
	}
	for _, p := range sortedBy(op.Optional(), func(p *Param) string { return p.Wire + p.In.String() }) {
		if !p.Go.IsSet() {
			name := wordy(p.Wire)
			if p.Series != nil {
				name = wordy(p.Series.Name) + "s"
			}
			p.Go = n.claim(fields, p.Pos, "parameter "+strconv.Quote(p.Wire), name, suffixed(name, "Param"), exported(words(spelled(p.Wire))))
		}
	}
}
