package runtime

import (
	"errors"
	"net/http"
	"strings"
	"testing"
)

const testGUID = "8a1bd5f4-6d4a-4b3c-9a3e-2f6b8e1c7d90"

var opInFolder = &operation{id: "Things_Start", method: "POST", path: "/odata/Things", check: needFolder}

func TestFolderIsNeeded(t *testing.T) {
	n := 0
	c := newTestConn(t, func(http.ResponseWriter, *http.Request) { n++ })
	err := c.call(opInFolder).do(t.Context(), nil)
	var missing *FolderRequiredError
	if !errors.As(err, &missing) || missing.Operation != "Things_Start" || n != 0 ||
		err.Error() != "POST /odata/Things: the operation needs a folder: call it with a client of InFolder" {
		t.Errorf("%d requests, %v", n, err)
	}
	for target, want := range map[error]bool{Code(1101): true, categoryConflict: true, Code(1100): false, categoryNotFound: false, CategoryNone: false, Status(400): false} {
		if errors.Is(err, target) != want {
			t.Errorf("errors.Is(err, %v) = %v", target, !want)
		}
	}
	if err := c.call(opGet).do(t.Context(), nil); err != nil || n != 1 {
		t.Errorf("an operation that needs none: %v", err)
	}
	for name, scope := range map[string]FolderScope{"ID": FolderID(7), "key": FolderKey(testGUID), "path": FolderPath("A"), "of server": FolderOfServer} {
		if err := c.inFolder(scope).call(opInFolder).do(t.Context(), nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := c.inFolder(FolderOfServer).inFolder(FolderID(7)).inFolder(FolderOfServer).call(opInFolder).do(t.Context(), nil); err != nil {
		t.Error(err)
	}
	for _, name := range folderHeaders {
		if err := c.call(opInFolder).do(WithCall(t.Context(), CallHeader(strings.ToLower(name), "7")), nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBadFolders(t *testing.T) {
	n := 0
	c := newTestConn(t, func(http.ResponseWriter, *http.Request) { n++ })
	for _, scope := range []FolderScope{
		nil, FolderID(0), FolderID(-1), FolderKey(""), FolderKey("7"), FolderKey(testGUID + "0"), FolderKey("{" + testGUID + "}"),
		FolderKey(strings.ReplaceAll(testGUID, "-", "0")), FolderKey("g" + testGUID[1:]), FolderKey(strings.Repeat("\r\n", 1000)),
		FolderPath(""), FolderPath("A/"), FolderPath("A\x00"), FolderPath("A\n"), FolderPath("\xff"),
	} {
		bad := c.inFolder(scope)
		for _, op := range []*operation{opInFolder, opGet} {
			if err := bad.call(op).do(t.Context(), nil); err == nil || n != 0 || !strings.Contains(err.Error(), "folder") || !isOneLine(err.Error()) || len(err.Error()) > 500 {
				t.Errorf("%#v: %v", scope, err)
			}
		}
		if err := bad.inFolder(FolderID(7)).call(opInFolder).do(t.Context(), nil); err != nil {
			t.Errorf("%#v, then another: %v", scope, err)
		}
		n = 0
	}
	for _, scope := range []FolderScope{FolderKey(strings.ToUpper(testGUID)), FolderPath("/"), FolderPath("."), FolderPath(".."), FolderPath("../Größe & Co")} {
		if err := c.inFolder(scope).call(opInFolder).do(t.Context(), nil); err != nil {
			t.Errorf("%#v: %v", scope, err)
		}
	}
}
