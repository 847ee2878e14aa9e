package model

// Name is a Go identifier (or, for files, a base name). Only [AssignNames] makes one, so no emitter can
// invent a name of its own.
type Name struct{ s string }

// String gives the identifier. It panics when the name was never assigned: that is a programming error.
func (n Name) String() string {
	if n.s == "" {
		panic("model: name used before AssignNames")
	}
	return n.s
}

// IsSet reports whether a name was assigned.
func (n Name) IsSet() bool { return n.s != "" }
