package runtime

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// The headers that put a request into a folder; a server takes any one of them.
const (
	headerFolderID        = "X-UIPATH-OrganizationUnitId"
	headerFolderKey       = "X-UIPATH-FolderKey"
	headerFolderPath      = "X-UIPATH-FolderPath-Encoded"
	headerFolderPlainPath = "X-UIPATH-FolderPath"
)

var folderHeaders = []string{headerFolderID, headerFolderKey, headerFolderPath, headerFolderPlainPath}

// FolderScope names the folder in which requests work: [FolderID], [FolderKey], [FolderPath] or
// [FolderOfServer]. A call with a scope that names none fails before it is sent.
type FolderScope interface {
	header() (name, value string, err error)
}

// FolderID is the number of a folder.
type FolderID int64

func (id FolderID) header() (name, value string, err error) {
	if id <= 0 {
		err = fmt.Errorf("%d is not the ID of a folder", id)
	}
	return headerFolderID, strconv.FormatInt(int64(id), 10), err
}

// FolderKey is the GUID of a folder; unlike the number it outlives changes of the licensing plan.
type FolderKey string

func (key FolderKey) header() (name, value string, err error) {
	if !isGUID(string(key)) {
		err = fmt.Errorf("%.50q is not the key of a folder: want a GUID", string(key))
	}
	return headerFolderKey, string(key), err
}

// FolderPath is the fully qualified name of a folder, such as "Finance/Invoices".
type FolderPath string

// header encodes the path as Base64 of UTF-16LE, so that any character survives.
func (path FolderPath) header() (name, value string, err error) {
	s := string(path)
	if s == "" || !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) || len(s) > 1 && strings.HasSuffix(s, "/") {
		return "", "", fmt.Errorf("%.100q is not the path of a folder", s)
	}
	var b []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		b = append(b, byte(unit), byte(unit>>8))
	}
	return headerFolderPath, base64.StdEncoding.EncodeToString(b), nil
}

// FolderOfServer leaves the folder to the server, for installations that do not ask for one.
var FolderOfServer FolderScope = folderOfServer{}

type folderOfServer struct{}

func (folderOfServer) header() (name, value string, err error) { return "", "", nil }

// inFolder gives a copy of c whose requests work in folder f.
func (c *conn) inFolder(f FolderScope) *conn {
	copied := *c
	copied.header = c.header.Clone()
	for _, name := range folderHeaders {
		copied.header.Del(name)
	}
	copied.anyFolder, copied.scopeErr = f == FolderOfServer, nil
	if f == nil {
		copied.scopeErr = errors.New("the folder is nil")
		return &copied
	}
	name, value, err := f.header()
	if copied.scopeErr = err; name != "" {
		copied.header.Set(name, value)
	}
	return &copied
}

// needFolder is the check of operations that work in a folder only.
func needFolder(c *call, header http.Header) error {
	if c.conn.anyFolder || slices.ContainsFunc(folderHeaders, func(name string) bool { return header.Get(name) != "" }) {
		return nil
	}
	return &FolderRequiredError{Operation: c.op.id}
}

// FolderRequiredError says that an operation needs a folder and its client has none. Nothing was sent. Where
// the catalogue knows the code RequiredOrganizationUnit, by which a server says the same, the error compares
// equal (errors.Is) to it and its category.
type FolderRequiredError struct {
	Operation string // operationId
}

// Error says what to do.
func (e *FolderRequiredError) Error() string {
	return "the operation needs a folder: call it with a client of InFolder"
}

// Is reports whether target is the code of a server for the same fault, or the category of that code.
func (e *FolderRequiredError) Is(target error) bool {
	code, ok := ParseCode("RequiredOrganizationUnit")
	if !ok {
		return false
	}
	return target == code || target == code.Category()
}
