package main

import (
	"io"
	"os"

	"golang.org/x/term"
)

// palette colours text for a terminal; the zero palette leaves it as it is.
type palette struct{ on bool }

// The colours by what they mean (ECMA-48, Select Graphic Rendition).
const (
	styleError   = "1;31"
	styleWarning = "1;33"
	styleNote    = "1;36"
	styleStrong  = "1"
	styleFaint   = "2"
	styleAdded   = "32"
	styleRemoved = "31"
	styleHunk    = "36"
)

func (p palette) style(style, text string) string {
	if !p.on || text == "" {
		return text
	}
	return "\x1b[" + style + "m" + text + "\x1b[0m"
}

// colours gives the palette for w: colours are for terminals, unless NO_COLOR is set and not empty
// (https://no-color.org).
func colours(w io.Writer) palette {
	return palette{on: isTerminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
