package parser

import (
	"strings"
	"testing"

	"github.com/orchgen/orchgen/model"
)

// TestTextPos compares with the slow way to find places, around the ends of lines and chunks.
func TestTextPos(t *testing.T) {
	for _, text := range []string{"", "a\nü\n", strings.Repeat("aü😀", 3000), strings.Repeat(strings.Repeat("ü", 500)+"\r\n", 30), strings.Repeat("a", chunk)} {
		var diags model.Diagnostics
		opened := NewText(Source{"f", []byte(byteOrderMark + text)}, &diags)
		slow := newFile(Source{"f", []byte(text)})
		for offset := range text + "." {
			if got, want := opened.Pos(offset), slow.pos(offset); got != want {
				t.Fatalf("%.10q: byte %d is at %v, want %v", text, offset, got, want)
			}
		}
	}
}
