package emit

import (
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/orchgen/orchgen/model"
)

// waiter writes a method that waits until an entity is done.
func (w *operationWriter) waiter(waiter *model.Waiter) {
	op := w.op
	service, name := op.Service.GoType.String(), waiter.Go.String()
	entity := goType(op.Result)
	args := []jen.Code{jen.Id("ctx").Qual("context", "Context")}
	get := []jen.Code{jen.Id("ctx")}
	for _, p := range op.Positional() {
		args = append(args, jen.Id(p.Local.String()).Add(paramType(p)))
		get = append(get, jen.Id(p.Local.String()))
	}
	if op.GoOptions.IsSet() {
		get = append(get, jen.Nil())
	}
	args = append(args, jen.Id("opts").Op("*").Id("WaitOptions").Types(entity.Clone()))
	result := jen.Params(jen.Op("*").Add(entity.Clone()), jen.Error())
	states := jen.Func().Params(jen.Id("v").Op("*").Add(entity.Clone())).Any().Block(jen.Return(jen.Id("v").Dot(waiter.State.Go.String())))

	w.doc(waiterDoc(op, waiter)...)
	w.Func().Params(jen.Id("s").Op("*").Id(service)).Id(name).Params(args...).Add(result.Clone()).Block(
		jen.Return(jen.Id("wait").Call(jen.Id("ctx"), jen.Id("opts"), jen.Id("waiter").Types(entity.Clone()).Values(jen.Dict{
			jen.Id("op"): jen.Op("&").Id(op.GoVar.String()),
			jen.Id("get"): jen.Func().Params(jen.Id("ctx").Qual("context", "Context")).Add(result).Block(
				jen.Return(jen.Id("s").Dot(op.Go.String()).Call(get...)),
			),
			jen.Id("state"):  states,
			jen.Id("done"):   textList(waiter.Done),
			jen.Id("failed"): textList(waiter.Failed),
		}))),
	)
}

func waiterDoc(op *model.Operation, w *model.Waiter) []string {
	doc := fmt.Sprintf("%s calls [%s.%s] until %s is %s.", w.Go, op.Service.GoType, op.Go, w.State.Go, either(w.Done))
	if len(w.Failed) == 0 {
		return []string{doc}
	}
	return []string{doc, "When it is " + either(w.Failed) + ", there is a [*WaitError] beside the result."}
}

// either lists names as alternatives: "A, B or C".
func either(refs []model.Ref) string {
	var list []string
	for _, ref := range refs {
		list = append(list, ref.Text)
	}
	if n := len(list); n > 1 {
		return strings.Join(list[:n-1], ", ") + " or " + list[n-1]
	}
	return strings.Join(list, "")
}

func textList(refs []model.Ref) *jen.Statement {
	return jen.Index().String().ValuesFunc(func(g *jen.Group) {
		for _, ref := range refs {
			g.Lit(ref.Text)
		}
	})
}

// bulkEntry writes into the table entry of an operation which property tells the success of the whole.
func bulkEntry(g *jen.Group, b *model.Bulk) {
	if success := b.Success(); success != nil {
		g.Id("success").Op(":").Lit(success.Wire)
	}
}

// bulkDoc tells which errors stand beside a result.
func bulkDoc(b *model.Bulk) (doc []string) {
	if b != nil && b.Elem != nil {
		doc = append(doc, "Items that failed are [*ItemError] in the error, which then stands beside the result.")
	}
	if b.Success() != nil {
		doc = append(doc, "A result that tells a failure of the whole has an [*APIError] beside it.")
	}
	return doc
}

// bulk writes the end of a method whose result can tell of items that failed, or of a failure of the whole.
func (w *operationWriter) bulk(g *jen.Group, call *jen.Statement) {
	b := w.op.Bulk
	g.List(jen.Id("reply"), jen.Err()).Op(":=").Add(call)
	g.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Id("reply"), jen.Err()))
	if b.Elem == nil {
		g.Return(jen.Id("reply"), jen.Id("c").Dot("refused").Call())
		return
	}
	items, list := jen.Id("reply"), w.op.Result.Underlying()
	if b.List != nil {
		items, list = items.Dot(b.List.Go.String()), b.List.Type.Underlying()
	}
	if list.Kind == model.Page {
		items.Dot("Value")
	}
	describe := jen.Func().Params(jen.Id("item").Add(goType(b.Elem))).Id("itemReport").Block(
		jen.Return(jen.Id("itemReport").ValuesFunc(func(g *jen.Group) {
			if b.Elem.Underlying().Kind != model.Object {
				g.Id(model.BulkKey).Op(":").Id("item")
			}
			for _, p := range b.Properties {
				switch p.Role {
				case model.BulkSuccess:
				case model.BulkSummary:
					g.Id(p.Role).Op(":").Id("reply").Dot(p.Field.Go.String())
				default:
					value := jen.Id("item").Dot(p.Field.Go.String())
					g.Id(p.Role).Op(":").Id("item").Dot("Raw").Dot("orRaw").Call(jen.Lit(p.Field.Wire), value)
				}
			}
		})),
	)
	g.Return(jen.Id("reply"), jen.Id("itemErrors").Call(jen.Id("c"), items, describe))
}
