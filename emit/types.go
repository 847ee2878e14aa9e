package emit

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/orchgen/orchgen/model"
)

// typeFiles writes the named types: those that one service alone uses beside the service, all others in
// types.go.
func typeFiles(g *generator) []*source {
	byFile := map[string][]*model.Type{}
	for _, t := range g.api.Types {
		if t.IsNamed() {
			name := typeFile(t)
			byFile[name] = append(byFile[name], t)
		}
	}
	var list []*source
	for _, name := range sortedKeys(byFile) {
		s := newSource(g.opt.Package, name)
		types := byFile[name]
		slices.SortFunc(types, func(a, b *model.Type) int { return strings.Compare(a.Go.String(), b.Go.String()) })
		for _, t := range types {
			declare(s, t)
		}
		list = append(list, s)
	}
	return list
}

func typeFile(t *model.Type) string {
	if len(t.Services) == 1 {
		return t.Services[0].TypesFile.String() + ".go"
	}
	return "types.go"
}

func declare(s *source, t *model.Type) {
	name := t.Go.String()
	s.doc(typeDoc(t)...)
	switch t.Kind {
	case model.Object:
		declareStruct(s, t)
	case model.Enum:
		declareEnum(s, t)
	case model.Alias:
		if kind := t.Elem.Kind; kind == model.List || kind == model.Map {
			s.Type().Id(name).Add(goType(t.Elem))
		} else {
			s.Type().Id(name).Op("=").Add(goType(t.Elem))
		}
	}
	s.Line()
}

func typeDoc(t *model.Type) []string {
	name := t.Go.String()
	var doc []string
	switch {
	case strings.TrimSpace(t.Doc) != "":
		doc = append(doc, sentence(name, t.Doc))
	case t.Wire != "":
		doc = append(doc, name+" is the type "+t.Wire+" of the definition.")
	case len(t.Hint) > 0:
		doc = append(doc, name+" is the type of "+strings.Join(t.Hint, ".")+".")
	}
	if t.Webhook != "" {
		doc = append(doc, "It is the payload of the webhook event "+t.Webhook+".")
	}
	if t.Kind == model.Enum && len(doc) > 0 {
		doc = append(doc, "Servers may send values that are not listed here; they are kept.")
	}
	if t.Deprecated {
		doc = append(doc, deprecation("type", t.Deprecation))
	}
	return doc
}

// sentence begins a doc comment with the name of what it documents, as godoc wants it.
func sentence(name, text string) string {
	text = strings.TrimSpace(text)
	if last := text[len(text)-1]; isLetterOrDigit(rune(last)) && last < 0x80 {
		text += "."
	}
	first, rest, _ := strings.Cut(text, " ")
	switch {
	case strings.EqualFold(first, name):
		return name + strings.TrimPrefix(text, first)
	case isVerb(first):
		return name + " " + strings.ToLower(first[:1]) + first[1:] + " " + rest
	}
	return name + ": " + text
}

// isVerb reports whether word is a verb in the third person, as in "Gets jobs.".
func isVerb(word string) bool {
	if len(word) < 3 || word[0] < 'A' || word[0] > 'Z' || !strings.HasSuffix(word, "s") || strings.HasSuffix(word, "ss") || word == "This" {
		return false
	}
	for _, c := range word[1:] {
		if c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

func declareStruct(s *source, t *model.Type) {
	name := t.Go.String()
	fields := t.AllFields()
	s.Type().Id(name).StructFunc(func(g *jen.Group) {
		for _, f := range fields {
			fieldDoc(g, append(fieldComment(f), nullDoc(t, f))...)
			g.Id(f.Go.String()).Add(fieldType(t, f)).Tag(fieldTag(t, f))
		}
		if t.Additional != nil {
			fieldDoc(g, "AdditionalProperties are the properties that the definition does not name.")
			g.Id("AdditionalProperties").Map(jen.String()).Add(goType(t.Additional)).Tag(map[string]string{"json": "-", "wire": "*"})
		}
		fieldDoc(g, "Raw has what no other field can hold.")
		g.Id("Raw").Id("RawFields").Tag(map[string]string{"json": "-"})
	})
	odd := slices.ContainsFunc(fields, func(f *model.Field) bool { return !taggable(f.Wire) })
	if odd || t.Additional != nil {
		declareJSON(s, name)
	}
}

// declareJSON writes the JSON methods of a struct with members that package encoding/json cannot find.
func declareJSON(s *source, name string) {
	s.Line()
	s.doc("MarshalJSON writes all properties.")
	s.Func().Params(jen.Id("v").Id(name)).Id("MarshalJSON").Params().Params(jen.Index().Byte(), jen.Error()).Block(
		jen.Return(jen.Id("marshal").Call(jen.Id("v"))),
	)
	s.Line()
	s.doc("UnmarshalJSON reads all properties.")
	s.Func().Params(jen.Id("v").Op("*").Id(name)).Id("UnmarshalJSON").Params(jen.Id("data").Index().Byte()).Error().Block(
		jen.Return(jen.Id("unmarshal").Call(jen.Id("data"), jen.Id("v"))),
	)
}

func fieldComment(f *model.Field) []string {
	var doc []string
	if f.Doc != "" {
		doc = append(doc, f.Doc)
	}
	doc = append(doc, limitsDoc(f.Limits))
	if !zeroDefault(f.Default) {
		doc = append(doc, "Default: "+f.Default)
	}
	doc = append(doc, versionDoc(f.Since, nil))
	if f.Deprecated {
		doc = append(doc, deprecation("property", f.Deprecation))
	}
	return doc
}

// nullDoc tells how a PATCH sends null for a property whose field cannot say it.
func nullDoc(owner *model.Type, f *model.Field) string {
	if !owner.InPatch || f.ReadOnly || isScalar(f.Type) {
		return ""
	}
	return "The zero value is not sent; Raw.Set(" + strconv.Quote(f.Wire) + ", nil) sends null."
}

// isScalar reports whether t is neither an object nor a list, a map or anything like them.
func isScalar(t *model.Type) bool {
	switch t.Underlying().Kind {
	case model.Object, model.List, model.Map, model.Any, model.Bytes, model.Page, model.Single:
		return false
	}
	return true
}

// deprecation is the paragraph of a doc comment that tools recognise (https://go.dev/wiki/Deprecated).
func deprecation(what, note string) string {
	if note == "" {
		return "Deprecated: the definition marks the " + what + " as deprecated."
	}
	return "Deprecated: " + strings.Join(strings.Fields(note), " ")
}

// isSent reports whether a field is always sent. What a PATCH leaves out stays as it is, also what is required
// elsewhere.
func isSent(owner *model.Type, f *model.Field) bool { return f.Required && !owner.InPatch }

// fieldTag gives the tags of a field: one that is not always sent is left out when it is zero. What package
// encoding/json cannot express is for the codec of the runtime.
func fieldTag(owner *model.Type, f *model.Field) map[string]string {
	tag := map[string]string{"json": f.Wire}
	sent := isSent(owner, f)
	switch {
	case !taggable(f.Wire) && sent:
		tag = map[string]string{"json": "-", "wire": f.Wire}
	case !taggable(f.Wire):
		tag = map[string]string{"json": "-", "wire": f.Wire, "omit": "zero"}
	case !sent:
		tag["json"] += ",omitzero"
	}
	if f.Since != nil && owner.InBody {
		tag["since"] = f.Since.String()
	}
	return tag
}

// taggable reports whether package encoding/json takes name from a struct tag. The name "-" would have to
// be written "-,", which static analysis takes for a mistake.
func taggable(name string) bool {
	if name == "" || name == "-" {
		return false
	}
	for _, r := range name {
		if !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", r) && !isLetterOrDigit(r) {
			return false
		}
	}
	return true
}

// fieldType gives the type of a struct field. A pointer or an Opt stands only where absence says
// something that the zero value does not.
func fieldType(owner *model.Type, f *model.Field) *jen.Statement {
	if f.Type.Underlying().Kind == model.Object {
		if isSent(owner, f) && !f.Indirect && !f.Nullable {
			return goType(f.Type)
		}
		return jen.Op("*").Add(goType(f.Type))
	}
	if isScalar(f.Type) && optional(owner, f) {
		return jen.Id("Opt").Types(goType(f.Type))
	}
	return goType(f.Type)
}

// optional reports whether a scalar field has to tell "absent" from its zero value: where null is
// allowed, in what a PATCH sends, where the default is another value, and for numbers and switches that
// are sent. Numbers that identify something are never zero.
func optional(owner *model.Type, f *model.Field) bool {
	switch {
	case f.Nullable:
		return true
	case f.ReadOnly || !owner.InBody:
		return false
	case owner.InPatch:
		return true
	case f.Required:
		return false
	case !zeroDefault(f.Default):
		return true
	}
	switch f.Type.Underlying().Kind {
	case model.Bool, model.Float32, model.Float64:
		return true
	case model.Int32, model.Int64:
		return !strings.HasSuffix(f.Go.String(), "ID")
	}
	return false
}

func zeroDefault(text string) bool {
	switch text {
	case "", "false", "0", "0.0", `""`, "null":
		return true
	}
	return false
}

func declareEnum(s *source, t *model.Type) {
	name := t.Go.String()
	s.Type().Id(name).Add(goType(&model.Type{Kind: t.Base}))
	if len(t.EnumValues) == 0 {
		return
	}
	s.Line()
	s.doc("The values of " + name + " that the definition lists.")
	s.Const().DefsFunc(func(g *jen.Group) {
		for _, v := range t.EnumValues {
			fieldDoc(g, v.Doc)
			g.Id(v.Go.String()).Id(name).Op("=").Add(enumLiteral(t, v))
		}
	})
}

func enumLiteral(t *model.Type, v *model.EnumValue) *jen.Statement {
	if t.Base == model.String {
		return jen.Lit(v.Text)
	}
	return jen.Op(v.Text)
}

// goType gives the Go type of a value of type t.
func goType(t *model.Type) *jen.Statement {
	switch t.Kind {
	case model.Object, model.Enum, model.Alias:
		return jen.Id(t.Go.String())
	case model.List:
		return jen.Index().Add(goType(t.Elem))
	case model.Map:
		return jen.Map(jen.String()).Add(goType(t.Elem))
	case model.Page:
		return jen.Id("Page").Types(goType(t.Elem))
	case model.Single:
		return jen.Id("Single").Types(goType(t.Elem))
	case model.Bool:
		return jen.Bool()
	case model.Int32:
		return jen.Int32()
	case model.Int64:
		return jen.Int64()
	case model.Float32:
		return jen.Float32()
	case model.Float64:
		return jen.Float64()
	case model.Decimal:
		return jen.Qual("encoding/json", "Number")
	case model.String, model.Stream:
		return jen.String()
	case model.DateTime:
		return jen.Qual("time", "Time")
	case model.Date:
		return jen.Id("Date")
	case model.Bytes:
		return jen.Index().Byte()
	}
	return jen.Any()
}
