// Package parser reads the two inputs of orchgen into package model: a Swagger 2.0 definition, as JSON or
// YAML, by [Definition]; and an error catalogue with its locale files, as YAML, by [Catalog].
//
// Every input becomes a tree of nodes that keeps what typed decoding loses: positions, the order of
// keys, keys that occur twice, keys beside a $ref, and zeros that are written out. A table of the
// specification's keys (keys.go) is held against the tree, so that each wrongly typed value and each
// unknown key is found at its own place. The typed values of an object come from kin-openapi, which
// only swagger.go knows.
//
// Both functions report every fault they find, never only the first. They neither panic nor hang on any
// input.
package parser
