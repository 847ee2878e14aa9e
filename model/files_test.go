package model

import (
	"fmt"
	"strings"
	"testing"
)

func TestFileSeries(t *testing.T) {
	stream, text := &Type{Kind: Stream}, &Type{Kind: String}
	for params, want := range map[string]string{
		"file1 file2 file3":        "file*3",
		"a file1 file2 b file":     "a file*2 b file",
		"file2 file1":              "file*2",
		"file1":                    "file1",
		"file1 file3":              "file1 file3",
		"file1 !file2":             "file1 !file2",
		"file1 =file2":             "file1 =file2",
		"1 2":                      "1 2",
		"file10 file11":            "file10 file11",
		"file1 file2 x1 x2 =file3": "file*2 x1 x2 =file3",
	} {
		op := &Operation{}
		for _, word := range strings.Fields(params) {
			p := &Param{Wire: strings.TrimLeft(word, "!="), In: InForm, Type: stream, Required: word[0] == '!'}
			if word[0] == '=' {
				p.Type = text
			}
			op.Params = append(op.Params, p)
		}
		fileSeries(op)
		var got []string
		for _, p := range op.Params {
			word := p.Wire
			switch {
			case p.Series != nil:
				word = fmt.Sprint(p.Series.Name, "*", p.Series.Declared)
			case p.Required:
				word = "!" + word
			case p.Type == text:
				word = "=" + word
			}
			if p.IsFiles() != (p.Series != nil) {
				t.Errorf("%s: %s is not what its type says", params, p.Wire)
			}
			got = append(got, word)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %q, want %s", params, got, want)
		}
	}
}
