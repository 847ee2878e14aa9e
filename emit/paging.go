package emit

import (
	"github.com/dave/jennifer/jen"
)

// paging writes the methods that walk through a collection.
func (w *operationWriter) paging() {
	op, p := w.op, w.op.Paging
	service := op.Service.GoType.String()
	all, pager := p.GoAll.String(), p.GoPager.String()
	args, names := w.arguments()

	w.doc(all+" hands out the items of ["+service+"."+op.Go.String()+"] one by one and fetches page after page. The option that limits their number is the size of a page.",
		"A failure ends the loop. To go on behind it, use ["+service+"."+pager+"].")
	w.Func().Params(jen.Id("s").Op("*").Id(service)).Id(all).
		Params(append([]jen.Code{jen.Id("ctx").Qual("context", "Context")}, args...)...).
		Qual("iter", "Seq2").Types(goType(p.Elem), jen.Error()).Block(
		jen.Return(jen.Id("s").Dot(pager).Call(names...).Dot("All").Call(jen.Id("ctx"))),
	)
	w.Line()
	w.doc(pager + " makes a pager of [" + service + "." + op.Go.String() + "].")
	w.Func().Params(jen.Id("s").Op("*").Id(service)).Id(pager).Params(args...).
		Op("*").Id("Pager").Types(goType(p.Elem)).Block(
		jen.Return(jen.Id("newPager").Call(jen.Lit(p.Skip.Wire), jen.Func().Params(jen.Id("ctx").Qual("context", "Context")).
			Params(jen.Op("*").Id("Page").Types(goType(p.Elem)), jen.Error()).BlockFunc(func(g *jen.Group) {
			call := jen.Id("s").Dot(op.Go.String()).Call(append([]jen.Code{jen.Id("ctx")}, names...)...)
			if p.Items == nil {
				g.Return(call)
				return
			}
			g.List(jen.Id("reply"), jen.Err()).Op(":=").Add(call)
			g.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Nil(), jen.Err()))
			g.Return(jen.Op("&").Id("Page").Types(goType(p.Elem)).Values(jen.Dict{jen.Id("Value"): jen.Id("reply").Dot(p.Items.Go.String())}), jen.Nil())
		}))),
	)
}
