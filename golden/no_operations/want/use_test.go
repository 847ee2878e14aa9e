package want_test

import (
	"testing"

	"github.com/orchgen/orchgen/golden/no_operations/want"
)

func TestClient(t *testing.T) {
	if client, err := want.NewClient("https://example.com", want.WithBearerToken("t")); err != nil || client == nil {
		t.Error(client, err)
	}
	if _, err := want.NewClient("example.com"); err == nil {
		t.Error("an address without a scheme is taken")
	}
	var code want.Code = 7
	if code.Name() != "" || code.Category() != want.CategoryNone || want.Negotiate("fr") == nil {
		t.Error("the tables of an empty catalogue do not work")
	}
}
