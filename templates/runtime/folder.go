package runtime

import (
	"encoding/base64"
	"strconv"
	"unicode/utf16"
)

// The headers that put a request into a folder; a server takes any one of them.
const (
	headerFolderID   = "X-UIPATH-OrganizationUnitId"
	headerFolderKey  = "X-UIPATH-FolderKey"
	headerFolderPath = "X-UIPATH-FolderPath-Encoded"
)

// FolderScope names the folder in which requests work: [FolderID], [FolderKey] or [FolderPath].
type FolderScope interface{ header() (name, value string) }

// FolderID is the number of a folder.
type FolderID int64

func (id FolderID) header() (name, value string) {
	return headerFolderID, strconv.FormatInt(int64(id), 10)
}

// FolderKey is the GUID of a folder; unlike the number it outlives changes of the licensing plan.
type FolderKey string

func (key FolderKey) header() (name, value string) { return headerFolderKey, string(key) }

// FolderPath is the fully qualified name of a folder, such as "Finance/Invoices".
type FolderPath string

// header encodes the path as Base64 of UTF-16LE, so that any character survives.
func (path FolderPath) header() (name, value string) {
	var b []byte
	for _, unit := range utf16.Encode([]rune(string(path))) {
		b = append(b, byte(unit), byte(unit>>8))
	}
	return headerFolderPath, base64.StdEncoding.EncodeToString(b)
}

// inFolder gives a copy of c whose requests work in folder f.
func (c *conn) inFolder(f FolderScope) *conn {
	name, value := f.header()
	copied := c.with(name, value)
	for _, other := range [...]string{headerFolderID, headerFolderKey, headerFolderPath} {
		if other != name {
			copied.header.Del(other)
		}
	}
	return copied
}
