package emit

import (
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/orchgen/orchgen/model"
)

// serviceFiles writes one file a service: its type, and for each operation a table entry, the options
// and the method.
func serviceFiles(g *generator) []*source {
	var list []*source
	for _, service := range g.api.Services {
		s := newSource(g.opt.Package, service.File.String()+".go")
		name := service.GoType.String()
		s.doc(fmt.Sprintf("%s has the operations of the group %s.", name, service.Tag), service.Doc)
		s.Type().Id(name).Id("service")
		for _, op := range service.Operations {
			w := &operationWriter{source: s, op: op, g: g}
			w.write()
		}
		list = append(list, s)
	}
	return list
}

type operationWriter struct {
	*source
	op *model.Operation
	g  *generator
}

func (w *operationWriter) write() {
	w.Line()
	w.table()
	if w.op.GoOptions.IsSet() {
		w.Line()
		w.options()
	}
	w.Line()
	w.method()
	if w.op.Paging != nil {
		w.Line()
		w.paging()
	}
	if w.op.Transfer != nil {
		w.Line()
		w.transfer()
	}
	for _, waiter := range w.op.Waiters {
		w.Line()
		w.waiter(waiter)
	}
}

// table writes what the runtime has to know of the operation.
func (w *operationWriter) table() {
	op := w.op
	w.Var().Id(op.GoVar.String()).Op("=").Id("operation").ValuesFunc(func(g *jen.Group) {
		g.Id("id").Op(":").Lit(op.ID)
		g.Id("method").Op(":").Lit(op.Method)
		g.Id("path").Op(":").Lit(pathPattern(op))
		if accept := accepted(op); accept != "" {
			g.Id("accept").Op(":").Lit(accept)
		}
		if op.Server != nil {
			g.Id("server").Op(":").Lit(op.Server.ID)
		}
		if flags := operationFlags(op); flags != "" {
			g.Id("flags").Op(":").Id(flags)
		}
		if op.NeedsFolder() {
			g.Id("check").Op(":").Id("needFolder")
		}
		bulkEntry(g, op.Bulk)
		optionLimits(g, op)
		versionEntries(g, op)
	})
}

func operationFlags(op *model.Operation) string {
	var flags []string
	if op.NoAuth {
		flags = append(flags, "opNoAuth")
	}
	if op.NoContent() != nil {
		flags = append(flags, "opNoContent")
	}
	return strings.Join(flags, " | ")
}

func accepted(op *model.Operation) string {
	switch {
	case op.Result == nil:
		return "application/json, */*;q=0.1"
	case op.Result.Underlying().Kind == model.Stream && op.GivesPages:
		return "text/html, */*;q=0.9"
	case op.Result.Underlying().Kind == model.Stream:
		return "*/*"
	}
	return "application/json"
}

// pathPattern gives the path with {name} for each parameter; all other text is escaped.
func pathPattern(op *model.Operation) string {
	var b strings.Builder
	for _, s := range op.Segments {
		switch {
		case s.Param == nil:
			b.WriteString(escapePath(s.Literal))
		case s.Quoted:
			b.WriteString("'{" + escapePath(s.Name) + "}'")
		default:
			b.WriteString("{" + escapePath(s.Name) + "}")
		}
	}
	return b.String()
}

// escapePath escapes what may not stand in a path (RFC 3986, section 3.3).
func escapePath(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if isLetterOrDigit(rune(c)) && c < 0x80 || strings.IndexByte("-._~!$&'()*+,;=:@/%", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// method writes the Go method of the operation.
func (w *operationWriter) method() {
	op := w.op
	w.doc(w.methodDoc()...)
	w.Func().Params(jen.Id("s").Op("*").Id(op.Service.GoType.String())).Id(op.Go.String()).
		ParamsFunc(w.params).Add(w.results()).BlockFunc(w.body)
}

func (w *operationWriter) params(g *jen.Group) {
	g.Id("ctx").Qual("context", "Context")
	params, _ := w.arguments()
	for _, p := range params {
		g.Add(p)
	}
}

// arguments gives the parameters of the method behind the context, with and without their types.
func (w *operationWriter) arguments() (params, names []jen.Code) {
	add := func(name string, typ *jen.Statement) {
		params = append(params, jen.Id(name).Add(typ))
		names = append(names, jen.Id(name))
	}
	for _, p := range w.op.Positional() {
		add(p.Local.String(), paramType(p))
	}
	if body := w.op.Body; body != nil {
		add(body.Local.String(), bodyType(body))
	}
	if w.op.GoOptions.IsSet() {
		add("opts", jen.Op("*").Id(w.op.GoOptions.String()))
	}
	return params, names
}

// bodyType gives the type of the argument for the body: objects by pointer, so that nil sends none.
func bodyType(b *model.Body) *jen.Statement {
	switch b.Type.Underlying().Kind {
	case model.Stream:
		return jen.Qual("io", "Reader")
	case model.Object:
		return jen.Op("*").Add(goType(b.Type))
	}
	return goType(b.Type)
}

func (w *operationWriter) results() *jen.Statement {
	result, _ := w.result()
	if result == nil {
		return jen.Error()
	}
	return jen.Params(result, jen.Error())
}

// result gives the result type of the method and the call of the runtime that sends and makes it.
func (w *operationWriter) result() (goResult, reply *jen.Statement) {
	t := w.op.Result
	if t == nil {
		return nil, jen.Id("c").Dot("do").Call(jen.Id("ctx"), jen.Nil())
	}
	send := func(f *jen.Statement, more ...jen.Code) *jen.Statement {
		return f.Call(append([]jen.Code{jen.Id("ctx"), jen.Id("c")}, more...)...)
	}
	switch t.Underlying().Kind {
	case model.Stream:
		return jen.Op("*").Id("Download"), send(jen.Id("download"))
	case model.Object, model.Page:
		return jen.Op("*").Add(goType(t)), send(jen.Id("result"), jen.New(goType(t)))
	case model.Single:
		elem := goType(t.Underlying().Elem)
		return elem, send(jen.Id("single").Types(elem.Clone()))
	}
	return goType(t), send(jen.Id("value").Types(goType(t)))
}

func (w *operationWriter) body(g *jen.Group) {
	op := w.op
	w.begin(g)
	if op.GoOptions.IsSet() {
		g.Id("opts").Dot("set").Call(jen.Id("c"))
	}
	if op.Body != nil {
		w.setBody(g)
	}
	_, reply := w.result()
	if op.Bulk != nil {
		w.bulk(g, reply)
	} else {
		g.Return(reply)
	}
}

// begin writes the call with the arguments that the operation always takes.
func (w *operationWriter) begin(g *jen.Group) {
	op := w.op
	g.Id("c").Op(":=").Id("s").Dot("conn").Dot("call").CallFunc(func(args *jen.Group) {
		args.Op("&").Id(op.GoVar.String())
		for _, s := range op.Segments {
			if s.Param == nil {
				continue
			}
			escape := "pathText"
			if s.Quoted {
				escape = "pathQuoted"
			}
			args.Id(escape).Call(paramText(s.Param, jen.Id(s.Param.Local.String())))
		}
	})
	if op.FormType == multipartForm {
		g.Id("c").Dot("multipartForm").Call()
	}
	for _, p := range op.Positional() {
		if p.In != model.InPath {
			setParam(g, p, jen.Id(p.Local.String()))
		}
	}
}

const multipartForm = "multipart/form-data"

func (w *operationWriter) setBody(g *jen.Group) {
	body := w.op.Body
	local := body.Local.String()
	var set *jen.Statement
	switch {
	case body.Type.Underlying().Kind == model.Stream:
		set = jen.Id("c").Dot("stream").Call(jen.Lit(body.MediaType), jen.Id(local))
	case body.MediaType == "application/json":
		set = jen.Id("c").Dot("json").Call(jen.Id(local))
	default:
		set = jen.Id("c").Dot("jsonAs").Call(jen.Lit(body.MediaType), jen.Id(local))
	}
	if nilable(body) {
		set = jen.If(jen.Id(local).Op("!=").Nil()).Block(set)
	}
	g.Add(set)
}

// nilable reports whether the argument for the body can be nil, so that none is sent.
func nilable(b *model.Body) bool {
	switch b.Type.Underlying().Kind {
	case model.Object, model.List, model.Map, model.Any, model.Bytes, model.Stream:
		return true
	}
	return false
}
