package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/orchgen/orchgen/model"
)

// propertyType gives the type of the runtime for a property with values of type t, by what can be asked of
// them. Of values without literals only the absence can be asked.
func propertyType(t *model.Type) *jen.Statement {
	t = t.Underlying()
	switch t.Kind {
	case model.Bool:
		return jen.Id("BoolProperty")
	case model.String:
		if t.Format == "uuid" {
			return jen.Id("GUIDProperty")
		}
		return jen.Id("TextProperty")
	case model.DateTime:
		return jen.Id("TimeProperty")
	case model.Int32, model.Int64, model.Float32, model.Float64, model.Decimal, model.Date:
		return ordered(t)
	case model.Enum:
		if t.Base == model.String {
			return jen.Id("EnumProperty").Types(goType(t))
		}
		return jen.Id("NumberedProperty").Types(goType(t))
	case model.List:
		if isCollection(t) {
			return jen.Id("Collection").Types(jen.Op("*").Add(propertyType(t.Elem)))
		}
	}
	return jen.Id("property")
}

func ordered(t *model.Type) *jen.Statement { return jen.Id("OrderedProperty").Types(goType(t)) }

// isCollection reports whether a property of type t has items that have literals.
func isCollection(t *model.Type) bool {
	t = t.Underlying()
	return t.Kind == model.List && hasLiteral(t.Elem.Underlying())
}

// hasLiteral reports whether OData expressions can contain values of type t.
func hasLiteral(t *model.Type) bool {
	switch t.Kind {
	case model.Bool, model.String, model.DateTime, model.Enum, model.Date, model.Decimal,
		model.Int32, model.Int64, model.Float32, model.Float64:
		return true
	}
	return false
}

// propertyValue gives the property name with values of type t.
func propertyValue(t *model.Type, name string) *jen.Statement {
	t = t.Underlying()
	place := jen.Id("property").Values(jen.Id("name").Op(":").Lit(name))
	switch {
	case isCollection(t):
		return propertyType(t).Values(place, itemFunc(t.Elem.Underlying()))
	case !hasLiteral(t):
		return place
	case t.Kind == model.DateTime, t.Kind == model.String && t.Format != "uuid":
		return propertyType(t).Values(ordered(t).Values(place))
	}
	return propertyType(t).Values(place)
}

// itemFunc gives the function of the runtime that makes an item of a collection from its path.
func itemFunc(t *model.Type) *jen.Statement {
	switch t.Kind {
	case model.Bool:
		return jen.Id("boolAt")
	case model.DateTime:
		return jen.Id("timeAt")
	case model.String:
		if t.Format == "uuid" {
			return jen.Id("guidAt")
		}
		return jen.Id("textAt")
	case model.Enum:
		if t.Base == model.String {
			return jen.Id("enumAt").Types(goType(t))
		}
		return jen.Id("numberedAt").Types(goType(t))
	}
	return jen.Id("orderedAt").Types(goType(t))
}
