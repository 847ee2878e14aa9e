package model

import "strconv"

// Client is what a catalogue says about operations besides their errors: what a client can use and a
// definition does not tell.
type Client struct {
	Versions   []*ServerVersion // those that the catalogue lists, in its order
	Waiters    []*Waiter
	Bulks      []*Bulk
	Effects    []*Effect
	RateLimits []*RateLimit
	Since      []VersionedOperation // with the first version that can have the operation
	Until      []VersionedOperation // with the last version that can have the operation
	Properties []VersionedProperty
}

// Ref is a name by which a catalogue refers to a part of the definition. Operations go by their operationId, or
// by method and path template. The zero Ref refers to nothing.
type Ref struct {
	Text string
	Pos  Pos
}

// ServerVersion is a version of the API as servers tell it.
type ServerVersion struct {
	Major, Minor int
	Release      string // of the product that has the version, may be empty
	Pos          Pos
}

// The greatest numbers of a version.
const (
	MaxMajor = 600
	MaxMinor = 99
)

// String gives the version as servers write it: "10.0".
func (v *ServerVersion) String() string { return strconv.Itoa(v.Major) + "." + strconv.Itoa(v.Minor) }

// Number gives the version in hundredths, so that numbers compare as versions do.
func (v *ServerVersion) Number() int { return v.Major*(MaxMinor+1) + v.Minor }

// VersionedOperation says with which version of the server an operation begins or ends.
type VersionedOperation struct {
	Operation Ref
	Version   *ServerVersion
}

// VersionedProperty says with which version of the server a property of a request begins.
type VersionedProperty struct {
	Type     Ref // key in definitions
	Property Ref
	Version  *ServerVersion
}

// RateLimit is how many requests of some operations, counted together, a server takes in any span of so many
// seconds.
type RateLimit struct {
	Operations        []Ref
	Requests, Seconds int
	Linked            []*Operation // those of the definition
	Pos               Pos
}

// Waiter says how to wait for an entity: its operation is asked until a property of the result has one of
// some values.
type Waiter struct {
	Operation    Ref
	Name         string
	Field        Ref
	Done, Failed []Ref
	State        *Field // Field, once linked
	Go           Name   // the method
	Pos          Pos
}

// Bulk says where a reply with a status of success tells what failed.
type Bulk struct {
	Operation  Ref
	Items      Ref            // property of the reply; the zero Ref where the reply is the list
	Properties []BulkProperty // of an item, but for BulkSummary and BulkSuccess
	List       *Field         // Items, once linked
	Elem       *Type          // an item, once linked; nil where only the whole can fail
	Pos        Pos
}

// Success gives the property that is false when the whole failed, nil without one.
func (b *Bulk) Success() *Field {
	if b == nil {
		return nil
	}
	for _, p := range b.Properties {
		if p.Role == BulkSuccess {
			return p.Field
		}
	}
	return nil
}

// BulkProperty is a property that says something about an item or about the whole.
type BulkProperty struct {
	Role  string
	Ref   Ref
	Field *Field // once linked
}

// The roles of properties.
const (
	BulkKey     = "key"     // what tells the item from others: its place in the request, its number or name
	BulkCode    = "code"    // number or name of an error code
	BulkMessage = "message" // the server's text
	BulkStatus  = "status"  // number or name of an HTTP status
	BulkBody    = "body"    // JSON text of what the item alone would have been answered
	BulkSummary = "summary" // property of the reply: the server's text about all items
	BulkSuccess = "success" // property of the reply: false when the whole failed
)

// BulkRoles are the roles in the order in which they are read and written.
var BulkRoles = []string{BulkKey, BulkCode, BulkMessage, BulkStatus, BulkBody, BulkSummary, BulkSuccess}
