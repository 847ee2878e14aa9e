package model

import (
	"slices"
	"strconv"
	"strings"
)

// FileSeries is a list of files that are sent as Name1, Name2, and so on.
type FileSeries struct {
	Name     string
	Declared int // how many the definition has
}

// fileSeries puts one parameter in place of optional files that only differ by a number: file1, file2, and so on.
func fileSeries(op *Operation) {
	for _, first := range op.Params {
		base, ok := strings.CutSuffix(first.Wire, "1")
		if !ok || base == "" || !isOptionalFile(first) {
			continue
		}
		series := []*Param{first}
		for {
			next := op.optionalFile(base + strconv.Itoa(len(series)+1))
			if next == nil {
				break
			}
			series = append(series, next)
		}
		if len(series) < 2 {
			continue
		}
		all := *first
		all.Series = &FileSeries{base, len(series)}
		all.Type = &Type{Kind: List, Elem: first.Type, Pos: first.Type.Pos, Pointer: first.Type.Pointer}
		op.Params[slices.Index(op.Params, first)] = &all
		op.Params = slices.DeleteFunc(op.Params, func(p *Param) bool { return slices.Contains(series, p) })
		return
	}
}

func isOptionalFile(p *Param) bool {
	return p.In == InForm && !p.Required && p.Type.Underlying().Kind == Stream
}

func (o *Operation) optionalFile(wire string) *Param {
	for _, p := range o.Params {
		if p.Wire == wire && isOptionalFile(p) {
			return p
		}
	}
	return nil
}

// IsFiles reports whether p is a list of files.
func (p *Param) IsFiles() bool {
	t := p.Type.Underlying()
	return t.Kind == List && t.Elem.Underlying().Kind == Stream
}
