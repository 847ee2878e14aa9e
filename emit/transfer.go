package emit

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/orchgen/orchgen/model"
)

// transfer writes the method that sends or fetches a file through the link of the operation.
func (w *operationWriter) transfer() {
	op, t := w.op, w.op.Transfer
	name := t.Go.String()
	link := "[" + op.Service.GoType.String() + "." + op.Go.String() + "]"
	if t.Sends {
		w.doc(name+" sends a file to the storage, through the link of "+link+". Its Name is not sent.",
			"A content whose size cannot be told, because it is no [io.Seeker] and has no Len, is written to a temporary file first: storages refuse a file of unknown size.")
	} else {
		w.doc(name + " fetches a file from the storage, through the link of " + link + ".")
	}
	params := []jen.Code{jen.Id("ctx").Qual("context", "Context")}
	for _, p := range op.Positional() {
		params = append(params, jen.Id(p.Local.String()).Add(paramType(p)))
	}
	if t.Path != nil {
		params = append(params, jen.Id(t.PathLocal.String()).String())
	}
	var result *jen.Statement
	if t.Sends {
		params = append(params, jen.Id(t.FileLocal.String()).Id("Upload"))
		result = jen.Error()
	} else {
		result = jen.Params(jen.Op("*").Id("Download"), jen.Error())
	}
	w.Func().Params(jen.Id("s").Op("*").Id(op.Service.GoType.String())).Id(name).Params(params...).Add(result).BlockFunc(w.transferBody)
}

func (w *operationWriter) transferBody(g *jen.Group) {
	t := w.op.Transfer
	w.begin(g)
	if t.Path != nil {
		setParam(g, t.Path, jen.Id(t.PathLocal.String()))
	}
	if !t.Sends {
		g.Return(jen.Id("c").Dot("storageDownload").Call(jen.Id("ctx")))
		return
	}
	file := jen.Id(t.FileLocal.String())
	if t.Type != nil {
		setOption(g, t.Type, file.Clone().Dot("ContentType"))
	}
	g.Return(jen.Id("c").Dot("storageUpload").Call(jen.Id("ctx"), file))
}

func (g *generator) needsTransfer() bool {
	return slices.ContainsFunc(g.api.Operations(), func(op *model.Operation) bool { return op.Transfer != nil })
}
