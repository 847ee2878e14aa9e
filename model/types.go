package model

// Kind is the shape of a type.
type Kind int

// The kinds. Every kind but Object, Enum and Alias may be unnamed.
const (
	Any      Kind = iota // any JSON value
	Bool                 // boolean
	Int32                // integer of 32 bits
	Int64                // integer of 64 bits, also without a format
	Float32              // number, format float
	Float64              // number, also without a format
	Decimal              // number or string, format decimal: kept as written
	String               // string, also with formats that Go has no type for
	DateTime             // string, format date-time (RFC 3339)
	Date                 // string, format date (RFC 3339 full-date)
	Bytes                // string, format byte: base64
	Stream               // file or format binary: an octet stream
	List                 // array of Elem
	Map                  // object with values of Elem
	Object               // object with Fields
	Enum                 // one of EnumValues, open
	Page                 // OData collection reply with items of Elem
	Single               // OData reply that wraps one value of Elem
	Alias                // definition that only names another type, Elem
)

// Type is the shape of a value. A named type occurs once and is shared by pointer, so recursion is plain.
type Type struct {
	Kind     Kind
	Wire     string // key in definitions, "" when the type is inline
	Format   string // format as written
	Elem     *Type  // List, Map, Page, Single, Alias
	Nullable bool   // x-nullable

	// Object. Fields holds the object's own properties; Bases the referenced members of allOf, whose
	// fields come first. Additional is the type of properties that are not declared, nil when none are
	// expected.
	Fields     []*Field
	Bases      []*Type
	Additional *Type
	// Discriminator is the wire name of the property that tells variants apart, "" when there is none.
	Discriminator string
	// Variants are the members of oneOf or anyOf.
	Variants []*Type

	// Enum. Base is String, Int32 or Int64.
	EnumValues []*EnumValue
	EnumName   string // x-ms-enum.name
	Base       Kind

	Doc        string
	Deprecated bool
	Webhook    string // x-webhook-event: name of the event that has the type as its payload
	Limits     Limits
	Hint       []string // for an inline type: where it stands, outermost first, e.g. ["JobDto", "State"]
	Go         Name
	GoEvent    Name       // constant with the name of the event
	Filter     *Filter    // what OData expressions can use, nil when no operation takes any for the type
	Services   []*Service // services that reach the type, in service order
	InBody     bool       // part of a request body
	InPatch    bool       // part of the body of a PATCH
	Pos        Pos
	Pointer    string
	// Deprecation says why, and what to use instead; "" when the definition does not.
	Deprecation string
}

// IsNamed reports whether the type gets a Go declaration of its own.
func (t *Type) IsNamed() bool {
	switch t.Kind {
	case Object, Enum, Alias:
		return true
	}
	return false
}

// AllFields gives the fields of an object with those of its bases, nearest declaration first to win,
// in the order bases before own fields.
func (t *Type) AllFields() []*Field {
	var list []*Field
	index := map[string]int{}
	seen := map[*Type]bool{}
	var collect func(t *Type)
	collect = func(t *Type) {
		if seen[t] {
			return
		}
		seen[t] = true
		for _, b := range t.Bases {
			collect(b.Underlying())
		}
		for _, f := range t.Fields {
			if i, ok := index[f.Wire]; ok {
				list[i] = f
				continue
			}
			index[f.Wire] = len(list)
			list = append(list, f)
		}
	}
	collect(t)
	return list
}

// Underlying follows aliases to the type that says what the value is.
func (t *Type) Underlying() *Type {
	for range 100 {
		if t.Kind != Alias || t.Elem == nil {
			break
		}
		t = t.Elem
	}
	return t
}

// Field is a property of an object.
type Field struct {
	Wire       string
	Type       *Type
	Required   bool
	ReadOnly   bool
	Nullable   bool
	Deprecated bool
	Indirect   bool   // a required object that contains its owner: only a pointer can hold it
	Default    string // JSON text, "" when there is none
	Doc        string
	Limits     Limits
	Since      *ServerVersion // first version of the server that can have it, nil when not known
	Go         Name
	Pos        Pos
	// Deprecation says why, and what to use instead; "" when the definition does not.
	Deprecation string
}

// EnumValue is one value of an enum. Text is the wire text (digits for an integer enum).
type EnumValue struct {
	Text string
	Name string // name given by x-ms-enum.values, may be empty
	Doc  string
	Go   Name
	Pos  Pos
}

// Limits are the limits that a schema or parameter declares. Nil pointers and zero values mean "no limit".
type Limits struct {
	Minimum, Maximum                   *float64
	ExclusiveMinimum, ExclusiveMaximum bool
	MultipleOf                         *float64
	MinLength, MaxLength               *uint64
	MinItems, MaxItems                 *uint64
	MinProperties, MaxProperties       *uint64
	UniqueItems                        bool
	Pattern                            string
}
