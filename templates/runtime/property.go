package runtime

import "time"

// property is the place of a property: the path to its owner, which ends in a slash unless it is empty, and
// its name. An expression such as "tolower(Name)" may stand in place of a name.
//
// There are hundreds of properties of dozens of types, so they are kept cheap to compile: methods have
// pointer receivers, which need no second method for the pointer, and no comparison is made.
type property struct {
	_         [0]func()
	nav, name string
}

//go:noinline
func (p property) path() string { return p.nav + p.name }

// IsNull fits where the value is null.
//
//go:noinline
func (p *property) IsNull() Filter { return Filter(p.nav + p.name + " eq null") }

// IsNotNull fits where the value is not null.
//
//go:noinline
func (p *property) IsNotNull() Filter { return Filter(p.nav + p.name + " ne null") }

// Asc orders by the value, the least first.
//
//go:noinline
func (p *property) Asc() OrderBy { return OrderBy(p.nav + p.name) }

// Desc orders by the value, the greatest first.
//
//go:noinline
func (p *property) Desc() OrderBy { return OrderBy(p.nav + p.name + " desc") }

// Selectable is what [Fields] takes: a property.
type Selectable interface{ path() string }

// Fields selects properties. What functions compute from them, such as ToLower, cannot be selected: the request
// is refused.
//
//go:noinline
func Fields(properties ...Selectable) Select {
	var selected Select
	for _, p := range properties {
		selected = commaList(selected, []Select{Select(p.path())})
	}
	return selected
}

// OrderedProperty is a property with values that have an order: numbers, dates and texts.
type OrderedProperty[T any] struct{ property }

// Eq fits where the value is v.
//
//go:noinline
func (p *OrderedProperty[T]) Eq(v T) Filter { return compare(p.property, " eq ", v) }

// Ne fits where the value is not v.
//
//go:noinline
func (p *OrderedProperty[T]) Ne(v T) Filter { return compare(p.property, " ne ", v) }

// Gt fits where the value is greater than v.
//
//go:noinline
func (p *OrderedProperty[T]) Gt(v T) Filter { return compare(p.property, " gt ", v) }

// Ge fits where the value is v or greater.
//
//go:noinline
func (p *OrderedProperty[T]) Ge(v T) Filter { return compare(p.property, " ge ", v) }

// Lt fits where the value is less than v.
//
//go:noinline
func (p *OrderedProperty[T]) Lt(v T) Filter { return compare(p.property, " lt ", v) }

// Le fits where the value is v or less.
//
//go:noinline
func (p *OrderedProperty[T]) Le(v T) Filter { return compare(p.property, " le ", v) }

// In fits where the value is one of values; without any, nothing fits.
//
//go:noinline
func (p *OrderedProperty[T]) In(values ...T) Filter { return oneOf(p.property, values) }

//go:noinline
func orderedAt[T any](path string) *OrderedProperty[T] {
	return &OrderedProperty[T]{property{name: path}}
}

// TextProperty is a property with texts.
type TextProperty struct{ OrderedProperty[string] }

// Contains fits where the text contains part.
//
//go:noinline
func (p *TextProperty) Contains(part string) Filter { return Filter(p.call("contains", part)) }

// StartsWith fits where the text starts with prefix.
//
//go:noinline
func (p *TextProperty) StartsWith(prefix string) Filter { return Filter(p.call("startswith", prefix)) }

// EndsWith fits where the text ends with suffix.
//
//go:noinline
func (p *TextProperty) EndsWith(suffix string) Filter { return Filter(p.call("endswith", suffix)) }

// ToLower is the text in lower case.
//
//go:noinline
func (p *TextProperty) ToLower() *TextProperty { return textAt("tolower(" + p.path() + ")") }

// ToUpper is the text in upper case.
//
//go:noinline
func (p *TextProperty) ToUpper() *TextProperty { return textAt("toupper(" + p.path() + ")") }

// Trim is the text without white space at its ends.
//
//go:noinline
func (p *TextProperty) Trim() *TextProperty { return textAt("trim(" + p.path() + ")") }

// Length is the number of characters.
//
//go:noinline
func (p *TextProperty) Length() *OrderedProperty[int32] { return p.part("length") }

// IndexOf is where part first occurs, from 0; -1 says nowhere.
//
//go:noinline
func (p *TextProperty) IndexOf(part string) *OrderedProperty[int32] {
	return orderedAt[int32](p.call("indexof", part))
}

//go:noinline
func (p *TextProperty) call(function, arg string) string {
	var buf [literalSize]byte
	b := append(append(buf[:0], function...), '(')
	b = append(append(append(b, p.nav...), p.name...), ',')
	return string(append(appendLiteral(b, arg), ')'))
}

//go:noinline
func textAt(path string) *TextProperty {
	return &TextProperty{OrderedProperty[string]{property{name: path}}}
}

// TimeProperty is a property with instants. Its parts are those in UTC.
type TimeProperty struct{ OrderedProperty[time.Time] }

// Date is the day.
//
//go:noinline
func (p *TimeProperty) Date() *OrderedProperty[Date] {
	return orderedAt[Date]("date(" + p.path() + ")")
}

// Year is the year.
//
//go:noinline
func (p *TimeProperty) Year() *OrderedProperty[int32] { return p.part("year") }

// Month is the month, from 1.
//
//go:noinline
func (p *TimeProperty) Month() *OrderedProperty[int32] { return p.part("month") }

// Day is the day of the month, from 1.
//
//go:noinline
func (p *TimeProperty) Day() *OrderedProperty[int32] { return p.part("day") }

// Hour is the hour of the day, from 0.
//
//go:noinline
func (p *TimeProperty) Hour() *OrderedProperty[int32] { return p.part("hour") }

// Minute is the minute of the hour, from 0.
//
//go:noinline
func (p *TimeProperty) Minute() *OrderedProperty[int32] { return p.part("minute") }

// Second is the second of the minute, from 0.
//
//go:noinline
func (p *TimeProperty) Second() *OrderedProperty[int32] { return p.part("second") }

//go:noinline
func (p *OrderedProperty[T]) part(function string) *OrderedProperty[int32] {
	return orderedAt[int32](function + "(" + p.path() + ")")
}

//go:noinline
func timeAt(path string) *TimeProperty {
	return &TimeProperty{OrderedProperty[time.Time]{property{name: path}}}
}

// EnumProperty is a property with one of a set of values.
type EnumProperty[E ~string] struct{ property }

// Eq fits where the value is v.
//
//go:noinline
func (p *EnumProperty[E]) Eq(v E) Filter { return compare(p.property, " eq ", string(v)) }

// Ne fits where the value is not v.
//
//go:noinline
func (p *EnumProperty[E]) Ne(v E) Filter { return compare(p.property, " ne ", string(v)) }

// In fits where the value is one of values; without any, nothing fits.
//
//go:noinline
func (p *EnumProperty[E]) In(values ...E) Filter {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = string(v)
	}
	return oneOf(p.property, list)
}

//go:noinline
func enumAt[E ~string](path string) *EnumProperty[E] {
	return &EnumProperty[E]{property{name: path}}
}

// NumberedProperty is a property with one of a set of numbers.
type NumberedProperty[E ~int32 | ~int64] struct{ property }

// Eq fits where the value is v.
//
//go:noinline
func (p *NumberedProperty[E]) Eq(v E) Filter { return compare(p.property, " eq ", int64(v)) }

// Ne fits where the value is not v.
//
//go:noinline
func (p *NumberedProperty[E]) Ne(v E) Filter { return compare(p.property, " ne ", int64(v)) }

// In fits where the value is one of values; without any, nothing fits.
//
//go:noinline
func (p *NumberedProperty[E]) In(values ...E) Filter {
	list := make([]int64, len(values))
	for i, v := range values {
		list[i] = int64(v)
	}
	return oneOf(p.property, list)
}

//go:noinline
func numberedAt[E ~int32 | ~int64](path string) *NumberedProperty[E] {
	return &NumberedProperty[E]{property{name: path}}
}

// GUIDProperty is a property with GUIDs.
type GUIDProperty struct{ property }

// Eq fits where the value is id. What is not a GUID is sent as a text.
//
//go:noinline
func (p *GUIDProperty) Eq(id string) Filter { return compare(p.property, " eq ", guidLiteral(id)) }

// Ne fits where the value is not id. What is not a GUID is sent as a text.
//
//go:noinline
func (p *GUIDProperty) Ne(id string) Filter { return compare(p.property, " ne ", guidLiteral(id)) }

// In fits where the value is one of ids; without any, nothing fits.
//
//go:noinline
func (p *GUIDProperty) In(ids ...string) Filter {
	list := make([]guidLiteral, len(ids))
	for i, id := range ids {
		list[i] = guidLiteral(id)
	}
	return oneOf(p.property, list)
}

//go:noinline
func guidAt(path string) *GUIDProperty { return &GUIDProperty{property{name: path}} }

// BoolProperty is a property that is true or false.
type BoolProperty struct{ property }

// Eq fits where the value is v.
//
//go:noinline
func (p *BoolProperty) Eq(v bool) Filter { return compare(p.property, " eq ", v) }

// Ne fits where the value is not v.
//
//go:noinline
func (p *BoolProperty) Ne(v bool) Filter { return compare(p.property, " ne ", v) }

//go:noinline
func boolAt(path string) *BoolProperty { return &BoolProperty{property{name: path}} }
