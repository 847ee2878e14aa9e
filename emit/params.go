package emit

import (
	"fmt"
	"math"
	"strings"
	"unicode"

	"github.com/dave/jennifer/jen"

	"github.com/orchgen/orchgen/model"
)

// listOptions and entityOptions are the sets of OData options that the runtime has a type for.
var (
	listOptions   = []string{"$count", "$expand", "$filter", "$orderby", "$select", "$skip", "$top"}
	entityOptions = []string{"$expand", "$select"}
)

// options writes the options struct of the operation, or an alias of a type of the runtime.
func (w *operationWriter) options() {
	op := w.op
	name := op.GoOptions.String()
	method := op.Service.GoType.String() + "." + op.Go.String()
	if shared := sharedOptions(op.Optional()); shared != "" {
		w.doc(name + " are the optional parameters of [" + method + "].")
		w.Type().Id(name).Op("=").Id(shared)
		return
	}
	w.doc(name + " are the optional parameters of [" + method + "]. A zero field is not sent.")
	w.Type().Id(name).StructFunc(func(g *jen.Group) {
		for _, p := range op.Optional() {
			fieldDoc(g, paramDoc(p)...)
			g.Id(p.Go.String()).Add(optionType(p))
		}
	})
	w.Line()
	w.Func().Params(jen.Id("o").Op("*").Id(name)).Id("set").Params(jen.Id("c").Op("*").Id("call")).BlockFunc(func(g *jen.Group) {
		g.If(jen.Id("o").Op("==").Nil()).Block(jen.Return())
		for _, p := range op.Optional() {
			setOption(g, p, jen.Id("o").Dot(p.Go.String()))
		}
	})
}

func paramDoc(p *model.Param) []string {
	var doc []string
	if p.Doc != "" {
		doc = append(doc, p.Doc)
	}
	doc = append(doc, limitsDoc(p.Limits))
	if s := p.Series; s != nil {
		doc = append(doc, fmt.Sprintf("They are sent as %[1]s1, %[1]s2 and so on; the definition has %[2]d of them.", s.Name, s.Declared))
	}
	if !zeroDefault(p.Default) {
		doc = append(doc, "Default: "+p.Default)
	}
	if p.Deprecated {
		doc = append(doc, deprecation("parameter", p.Deprecation))
	}
	return doc
}

// sharedOptions gives the runtime's type for exactly these parameters, "" when there is none.
func sharedOptions(params []*model.Param) string {
	seen := map[string]bool{}
	for _, p := range params {
		if p.In == model.InQuery {
			seen[p.Wire] = true
		}
	}
	for name, set := range map[string][]string{"ListOptions": listOptions, "EntityOptions": entityOptions} {
		if len(params) != len(set) || len(seen) != len(set) {
			continue
		}
		all := true
		for _, wire := range set {
			all = all && seen[wire]
		}
		if all {
			return name
		}
	}
	return ""
}

// paramType gives the Go type of a required parameter.
func paramType(p *model.Param) *jen.Statement {
	if p.Type.Underlying().Kind == model.Stream {
		return jen.Id("Upload")
	}
	if p.IsFiles() {
		return jen.Index().Id("Upload")
	}
	if p.NamesProperties() && optionSetter(p) != "" {
		return jen.Id(strings.TrimPrefix(optionSetter(p), "set"))
	}
	return goType(p.Type)
}

// optionSetter names the method of the runtime that sends an OData option and holds it to its limit, ""
// when p is no such option, or has a type of its own.
func optionSetter(p *model.Param) string {
	kind := scalarKind(p.Type)
	isNumber := kind == model.Int32 || kind == model.Int64 || kind == model.Float32 || kind == model.Float64
	switch {
	case p.NamesProperties() && kind == model.String && p.Type.Underlying().Kind != model.Enum:
		return map[string]string{"$expand": "setExpand", "$filter": "setFilter", "$orderby": "setOrderBy", "$select": "setSelect"}[p.Wire]
	case isOData(p) && isNumber:
		return map[string]string{"$skip": "setSkip", "$top": "setTop"}[p.Wire]
	}
	return ""
}

// optionType gives the Go type of an optional parameter: an Opt where the zero value is not the default.
func optionType(p *model.Param) *jen.Statement {
	if isOpt(p) {
		return jen.Id("Opt").Types(goType(p.Type))
	}
	if setter := optionSetter(p); setter == "setTop" || setter == "setSkip" {
		return jen.Int()
	}
	return paramType(p)
}

func isOData(p *model.Param) bool { return p.In == model.InQuery && strings.HasPrefix(p.Wire, "$") }

func isOpt(p *model.Param) bool {
	if zeroDefault(p.Default) {
		return false
	}
	switch scalarKind(p.Type) {
	case model.Bool, model.Int32, model.Int64, model.Float32, model.Float64:
		return true
	}
	return false
}

// optionLimits writes the documented limits of the operation's OData options.
func optionLimits(g *jen.Group, op *model.Operation) {
	var limits []jen.Code
	for _, p := range op.Params {
		field, most := limitFields[p.Wire], p.Most
		if top := p.Limits.Maximum; p.Wire == "$top" && top != nil && *top >= 1 && *top <= math.MaxInt32 {
			most = int(*top)
		}
		if field != "" && most > 0 && optionSetter(p) != "" {
			limits = append(limits, jen.Id(field).Op(":").Lit(most))
		}
	}
	if len(limits) > 0 {
		g.Id("limits").Op(":").Id("odataLimits").Values(limits...)
	}
}

var limitFields = map[string]string{"$expand": "expand", "$filter": "filter", "$orderby": "orderBy", "$top": "top"}

// scalarKind gives the kind of a value of type t, for an enum that of its values.
func scalarKind(t *model.Type) model.Kind {
	if t = t.Underlying(); t.Kind == model.Enum {
		return t.Base
	}
	return t.Kind
}

// setOption sends an optional parameter unless it is absent.
func setOption(g *jen.Group, p *model.Param, v *jen.Statement) {
	if isOpt(p) {
		g.If(jen.List(jen.Id("v"), jen.Id("ok")).Op(":=").Add(v.Clone()).Dot("Get").Call(), jen.Id("ok")).BlockFunc(func(g *jen.Group) {
			setParam(g, p, jen.Id("v"))
		})
		return
	}
	if p.NamesProperties() && optionSetter(p) != "" {
		setParam(g, p, v)
		return
	}
	if p.IsFiles() || p.Type.Underlying().Kind == model.Stream {
		setParam(g, p, v)
		return
	}
	var present *jen.Statement
	switch scalarKind(p.Type) {
	case model.Bool:
		present = v.Clone()
	case model.Int32, model.Int64, model.Float32, model.Float64:
		present = v.Clone().Op("!=").Lit(0)
	case model.DateTime, model.Date:
		present = jen.Op("!").Add(v.Clone()).Dot("IsZero").Call()
	case model.List, model.Bytes:
		present = jen.Len(v.Clone()).Op(">").Lit(0)
	default:
		present = v.Clone().Op("!=").Lit("")
	}
	g.If(present).BlockFunc(func(g *jen.Group) { setParam(g, p, v) })
}

// setParam sends a parameter.
func setParam(g *jen.Group, p *model.Param, v *jen.Statement) {
	switch setter := optionSetter(p); {
	case (setter == "setTop" || setter == "setSkip") && (p.Required || isOpt(p)):
		g.Id("c").Dot(setter).Call(jen.Int().Call(v.Clone()))
		return
	case setter != "":
		g.Id("c").Dot(setter).Call(v.Clone())
		return
	}
	setter := map[model.In]string{model.InQuery: "setQuery", model.InHeader: "setHeader", model.InForm: "setForm"}[p.In]
	t := p.Type.Underlying()
	switch {
	case t.Kind == model.Stream && p.Required:
		g.Id("c").Dot("needFile").Call(jen.Lit(p.Wire), v.Clone())
	case t.Kind == model.Stream:
		g.Id("c").Dot("setFile").Call(jen.Lit(p.Wire), v.Clone())
	case p.IsFiles():
		g.Id("c").Dot("setFiles").Call(jen.Lit(p.Series.Name), v.Clone())
	case t.Kind == model.List && p.Collection == model.Multi:
		g.Id("setEach").Call(jen.Id("c").Dot(setter), jen.Lit(p.Wire), listTexts(t, v))
	default:
		g.Id("c").Dot(setter).Call(jen.Lit(p.Wire), paramText(p, v))
	}
}

// separators are the collection formats (Swagger 2.0, Parameter Object).
var separators = map[model.CollectionFormat]string{model.CSV: ",", model.SSV: " ", model.TSV: "\t", model.Pipes: "|", model.Multi: ","}

// paramText gives the text of a parameter.
func paramText(p *model.Param, v *jen.Statement) *jen.Statement {
	t := p.Type.Underlying()
	if t.Kind == model.List {
		return jen.Qual("strings", "Join").Call(listTexts(t, v), jen.Lit(separators[p.Collection]))
	}
	return scalarText(t, v)
}

func listTexts(list *model.Type, v *jen.Statement) *jen.Statement {
	elem := list.Elem.Underlying()
	if elem.Kind == model.String {
		return v.Clone()
	}
	if elem.Kind == model.Date {
		return jen.Id("texts").Call(v.Clone(), jen.Id("Date").Dot("String"))
	}
	if elem.Kind == model.List {
		inner := jen.Func().Params(jen.Id("v").Add(goType(elem))).String().Block(
			jen.Return(jen.Qual("strings", "Join").Call(listTexts(elem, jen.Id("v")), jen.Lit(","))))
		return jen.Id("texts").Call(v.Clone(), inner)
	}
	return jen.Id("texts").Call(v.Clone(), jen.Id(textFunc(elem)).Add(textInstance(elem)))
}

// textInstance spells out the type argument of a generic text function where it is passed on.
func textInstance(t *model.Type) *jen.Statement {
	switch textFunc(t) {
	case "textOfInt", "textOfFloat", "textOf":
		return jen.Types(goType(t))
	}
	return jen.Null()
}

func scalarText(t *model.Type, v *jen.Statement) *jen.Statement {
	switch t.Kind {
	case model.String:
		return v.Clone()
	case model.Date:
		return v.Clone().Dot("String").Call()
	case model.Enum:
		if t.Base == model.String {
			return jen.String().Call(v.Clone())
		}
	}
	return jen.Id(textFunc(t)).Call(v.Clone())
}

// textFunc names the function of the runtime that writes a scalar as text.
func textFunc(t *model.Type) string {
	switch scalarKind(t) {
	case model.Int32, model.Int64:
		return "textOfInt"
	case model.Float32, model.Float64:
		return "textOfFloat"
	case model.Bool:
		return "textOfBool"
	case model.DateTime:
		return "textOfTime"
	case model.Bytes:
		return "textOfBytes"
	}
	return "textOf"
}

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
