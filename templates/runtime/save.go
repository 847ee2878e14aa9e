package runtime

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"mime"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// SaveTo writes the download to a file in the folder dir, closes it, and gives the path. The file is called Name,
// or "download" without one. It comes into being with all of its content or not at all, and never in place
// of another: the error is then [fs.ErrExist].
func (d *Download) SaveTo(dir string) (string, error) {
	target := filepath.Join(dir, cmp.Or(fileName(d.Name), "download"))
	partial := filepath.Join(dir, fmt.Sprintf(".download-%016x", rand.Uint64()))
	err := errors.Join(d.writeTo(partial), d.Close())
	if err == nil {
		err = moveNew(partial, target)
	}
	if err != nil {
		_ = os.Remove(partial)
		return "", fmt.Errorf("saving %s: %w", target, err)
	}
	return target, nil
}

func (d *Download) writeTo(name string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, d)
	return errors.Join(err, f.Close())
}

// moveNew moves a file to a name that nobody has.
func moveNew(from, to string) error {
	if err := os.Link(from, to); err == nil {
		return os.Remove(from)
	} else if errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, err := os.Lstat(to); err == nil { // a file system without links
		return fs.ErrExist
	}
	return os.Rename(from, to)
}

// dispositionName gives the file name of a Content-Disposition header (RFC 6266), also of those that break its
// rules with blanks or other letters in a name without quotes, or with an encoded word (RFC 2047).
func dispositionName(header string) string {
	_, params, err := mime.ParseMediaType(header)
	name := params["filename"]
	if err != nil {
		_, rest, _ := strings.Cut(header, "filename=")
		name, _, _ = strings.Cut(rest, ";")
		name = strings.Trim(name, `" `)
	}
	if word, err := new(mime.WordDecoder).DecodeHeader(name); err == nil {
		name = word
	}
	return fileName(name)
}

const (
	maxFileName  = 255 // bytes, as file systems have it
	maxExtension = 32  // bytes of an extension that a long name keeps
)

// deviceNames are what Windows takes for a device, whatever the extension.
var deviceNames = []string{"CON", "PRN", "AUX", "NUL", "COM", "LPT", "CONIN$", "CONOUT$"}

// fileName makes a name that is safe to create, on every system, of what a server calls a file: no folder, drive
// or device, and no character that cannot be seen or is not allowed. It is "" when nothing is left.
func fileName(s string) string {
	s = path.Base(strings.ReplaceAll(strings.Map(visible, strings.ToValidUTF8(s, "_")), `\`, "/"))
	if len(s) > 1 && s[1] == ':' {
		s = s[2:]
	}
	if s == "/" {
		return ""
	}
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"/|?*`, r) {
			return '_'
		}
		return r
	}, s)
	stem, _, _ := strings.Cut(s, ".")
	if stem = strings.TrimRight(stem, " 0123456789¹²³"); slices.Contains(deviceNames, strings.ToUpper(stem)) {
		s = "_" + s
	}
	return strings.TrimRight(shortened(s), ". ")
}

// shortened cuts a name to its greatest length, before the extension.
func shortened(s string) string {
	if len(s) <= maxFileName {
		return s
	}
	extension := path.Ext(s)
	if len(extension) > maxExtension {
		extension = ""
	}
	return strings.ToValidUTF8(s[:maxFileName-len(extension)], "") + extension
}

// visible drops control characters and those that change how others are shown.
func visible(r rune) rune {
	if unicode.In(r, unicode.Cc, unicode.Cf) {
		return -1
	}
	return r
}
