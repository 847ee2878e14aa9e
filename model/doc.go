// Package model holds what orchgen knows between reading and writing: an [API], a [Catalog], and the
// diagnostics about both. It is plain data with positions; it knows neither the input formats nor how
// Go code is written.
//
// Data flows one way: package parser fills the model, [Check] reports every fault of both inputs at once,
// [AssignNames] gives each exported thing its Go identifier, and package emit reads the result.
package model
