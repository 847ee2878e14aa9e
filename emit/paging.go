package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/orchgen/orchgen/model"
)

// paging writes the method that walks through a collection.
func (w *operationWriter) paging() {
	op, p := w.op, w.op.Paging
	service := op.Service.GoType.String()
	all := p.GoAll.String()
	args, names := w.arguments()
	item, items := goType(p.Elem), "Value"
	if p.Elem.Underlying().Kind == model.Object {
		item = jen.Op("*").Add(item)
	}
	if p.Items != nil {
		items = p.Items.Go.String()
	}

	w.doc(all+" hands out the items of ["+service+"."+op.Go.String()+"] one by one and fetches page after page; the option that limits their number is the size of a page.",
		"A failure ends the loop. Ranging over the result again goes on where it stood.")
	w.Func().Params(jen.Id("s").Op("*").Id(service)).Id(all).
		Params(append([]jen.Code{jen.Id("ctx").Qual("context", "Context")}, args...)...).
		Qual("iter", "Seq2").Types(item.Clone(), jen.Error()).Block(
		jen.Return(jen.Id("all").Types(item).Call(jen.Id("ctx"), jen.Lit(p.Skip.Wire), jen.Lit(items),
			jen.Func().Params(jen.Id("ctx").Qual("context", "Context")).Params(jen.Any(), jen.Error()).Block(
				jen.Return(jen.Id("s").Dot(op.Go.String()).Call(append([]jen.Code{jen.Id("ctx")}, names...)...)),
			))),
	)
}
