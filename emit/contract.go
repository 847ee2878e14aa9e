package emit

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/orchgen/orchgen/model"
)

// contractFile writes the calls of the contract test: for each operation one with the required arguments
// alone, and one with all that the definition declares. The test itself is part of the runtime.
func contractFile(g *generator) []*source {
	s := newSource(g.opt.Package, "contract_calls_test.go")
	g.contractOptions(s)
	s.Line()
	s.doc("contractOperations are the calls of [TestContract].")
	s.Var().Id("contractOperations").Op("=").Index().Id("contractOperation").ValuesFunc(func(list *jen.Group) {
		for _, op := range g.api.Operations() {
			list.Line().Values(contractOperation(op)...)
		}
		list.Line()
	})
	return []*source{s}
}

// contractOptions writes what a client needs besides the address and a token.
func (g *generator) contractOptions(s *source) {
	s.doc("contractOptions say where the servers besides the one at address are, and what else identifies the client.")
	s.Func().Id("contractOptions").Params(jen.Id("address").String(), jen.Id("token").String()).Index().Id("Option").Block(
		jen.Return(jen.Index().Id("Option").ValuesFunc(func(list *jen.Group) {
			for _, server := range g.api.Servers {
				name := "CONTRACT_SERVER_" + strings.ToUpper(strings.TrimPrefix(server.Go.String(), "Server"))
				list.Line().Id("WithServerURL").Call(jen.Id(server.Go.String()), jen.Id("contractSetting").Call(jen.Lit(name), jen.Id("address")))
			}
			for _, scheme := range g.api.Security {
				if scheme.Type == "apiKey" && scheme.In == "header" && !strings.EqualFold(scheme.ParamName, "Authorization") {
					list.Line().Id("WithHeader").Call(jen.Lit(scheme.ParamName), jen.Id("token"))
				}
			}
			list.Line()
		})),
	)
}

func contractOperation(op *model.Operation) []jen.Code {
	success, declared := successStatuses(op)
	fields := []jen.Code{
		jen.Line().Id("name").Op(":").Lit(op.Service.Go.String() + "." + op.Go.String()),
	}
	if len(success) > 0 {
		fields = append(fields, jen.Line().Id("success").Op(":").Index().Int().Values(success...))
	}
	if !declared {
		skip := contractSkip("the definition declares no success")
		return append(fields, jen.Line().Id("minimal").Op(":").Add(skip), jen.Line())
	}
	minimal, full := contractCall(op, false), contractCall(op, true)
	fields = append(fields, jen.Line().Id("minimal").Op(":").Add(minimal))
	if fmt.Sprintf("%#v", minimal) != fmt.Sprintf("%#v", full) {
		fields = append(fields, jen.Line().Id("full").Op(":").Add(full))
	}
	return append(fields, jen.Line())
}

// successStatuses gives the declared statuses of success. None with a declaration stands for "default".
func successStatuses(op *model.Operation) (list []jen.Code, declared bool) {
	for _, r := range op.Responses {
		if r.Status/100 == 2 {
			list = append(list, jen.Lit(r.Status))
		}
	}
	return list, len(list) > 0 || len(op.Responses) == 1 && op.Responses[0].Status == 0
}

func contractSkip(reason string) *jen.Statement { return jen.Id("contractSkip").Call(jen.Lit(reason)) }

// contractCall writes the function that calls the method of op.
func contractCall(op *model.Operation, full bool) *jen.Statement {
	w := &callWriter{op: op, sampler: sampler{full: full}}
	args, err := w.arguments()
	if err != nil {
		return contractSkip("no sample: " + err.Error())
	}
	client := jen.Id("c")
	if op.FolderScoped {
		client.Dot("InFolder").Call(jen.Id("FolderID").Call(jen.Lit(1)))
	}
	call := client.Dot(op.Service.Go.String()).Dot(op.Go.String()).Call(args...)
	switch {
	case op.Result == nil:
	case op.Result.Underlying().Kind == model.Stream:
		call = jen.Id("contractDrain").Call(call)
	case op.Bulk != nil:
		call = jen.Id("contractReply").Call(call)
	default:
		call = jen.Id("contractError").Call(call)
	}
	return jen.Func().Params(jen.Id("t").Op("*").Qual("testing", "T"), jen.Id("c").Op("*").Id("Client")).Error().BlockFunc(func(g *jen.Group) {
		for _, gap := range w.gaps {
			fieldDoc(g, "Left out, because there is no sample: "+gap)
		}
		g.Return(call)
	})
}

// callWriter writes the arguments of one call.
type callWriter struct {
	sampler
	op *model.Operation
}

func (w *callWriter) arguments() ([]jen.Code, error) {
	args := []jen.Code{jen.Id("t").Dot("Context").Call()}
	for _, p := range w.op.Positional() {
		v, err := w.param(p)
		if err != nil {
			return nil, fmt.Errorf("parameter %s: %w", p.Wire, err)
		}
		args = append(args, v)
	}
	if w.op.Body != nil {
		v, err := w.body(w.op.Body)
		if err != nil {
			return nil, fmt.Errorf("body: %w", err)
		}
		args = append(args, v)
	}
	if w.op.GoOptions.IsSet() {
		args = append(args, w.options())
	}
	return args, nil
}

// body writes the argument for the body. A minimal call has none where the definition does not require it.
func (w *callWriter) body(b *model.Body) (jen.Code, error) {
	if !b.Required && !w.full && nilable(b) {
		return jen.Nil(), nil
	}
	if b.Type.Underlying().Kind == model.Stream {
		return jen.Qual("strings", "NewReader").Call(jen.Lit("content")), nil
	}
	v, err := w.value(b.Type, 0)
	if err != nil {
		return nil, err
	}
	return jen.Id("contractSample").Types(bodyType(b)).Call(jen.Id("t"), rawText(jsonText(v))), nil
}

// options writes the options of a full call with every field, and those of a minimal one as nil.
func (w *callWriter) options() jen.Code {
	if !w.full {
		return jen.Nil()
	}
	const short = 3
	params := w.op.Optional()
	return jen.Op("&").Id(w.op.GoOptions.String()).ValuesFunc(func(g *jen.Group) {
		for _, p := range params {
			v, err := w.param(p)
			if err != nil {
				w.gap(p.Wire, err)
				continue
			}
			if isOpt(p) {
				v = jen.Id("Some").Types(goType(p.Type)).Call(v)
			}
			field := g.Null()
			if len(params) > short {
				field.Line()
			}
			field.Id(p.Go.String()).Op(":").Add(v)
		}
		if len(params) > short {
			g.Line()
		}
	})
}

func (w *callWriter) param(p *model.Param) (*jen.Statement, error) {
	upload := jen.Values(
		jen.Id("Name").Op(":").Lit("file.txt"),
		jen.Id("Content").Op(":").Qual("strings", "NewReader").Call(jen.Lit("content")),
	)
	switch {
	case p.Type.Underlying().Kind == model.Stream:
		return jen.Id("Upload").Add(upload), nil
	case p.IsFiles():
		return jen.Index().Id("Upload").Values(upload, upload.Clone()), nil
	}
	v, err := (&sampler{full: true}).value(p.Type, 0) // full, because an empty list is no parameter
	if err == nil && v == "" && p.In == model.InPath {
		err = errors.New("the path cannot hold an empty text")
	}
	if err != nil {
		return nil, err
	}
	if isOData(p) && !p.Required {
		return w.odata(p, v), nil
	}
	return literal(p.Type, v), nil
}

// odata writes an OData system query option. Expressions are in terms of the entity that the operation
// gives. The runtime has Go types of its own for some options, whatever the definition says.
func (w *callWriter) odata(p *model.Param, v any) *jen.Statement {
	plain, related := properties(w.op.Result)
	expression := map[string]string{"$filter": plain + " ne null", "$orderby": plain, "$select": plain, "$expand": related}[p.Wire]
	shared := sharedOptions(w.op.Optional()) != ""
	list, isList := v.([]any)
	switch {
	case p.Wire == "$top" || p.Wire == "$skip":
		return jen.Lit(1)
	case p.Wire == "$count" && shared:
		return jen.True()
	case isList && shared && len(list) > 0:
		return jen.Lit(fmt.Sprint(list[0]))
	case expression != "" && (shared || p.Type.Underlying().Kind == model.String):
		return jen.Lit(expression)
	}
	return literal(p.Type, v)
}

// properties names the first property of the entity that t holds that is neither an object nor a list, and
// the first that is objects, or "Id" for want of one.
func properties(t *model.Type) (plain, related string) {
	for t != nil && t.Elem != nil {
		t = t.Elem
	}
	if t != nil {
		for _, f := range t.AllFields() {
			elem := f.Type.Underlying()
			for elem.Elem != nil {
				elem = elem.Elem.Underlying()
			}
			switch {
			case elem.Kind == model.Object:
				related = cmp.Or(related, f.Wire)
			case elem == f.Type.Underlying():
				plain = cmp.Or(plain, f.Wire)
			}
		}
	}
	return cmp.Or(plain, "Id"), cmp.Or(related, plain, "Id")
}
