package textcatalog_test

import (
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/orchgen/orchgen/golden/typed_errors/want/textcatalog"
)

func TestPrinter(t *testing.T) {
	cat, err := textcatalog.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		tag, key string
		args     []any
		want     string
	}{
		{"en", "1001", []any{"Invoices"}, "The name Invoices is already used."},
		{"fr", "1001", []any{"Invoices"}, "Le nom Invoices est déjà utilisé."},
		{"fr-CA", "1001", []any{"100 %d"}, "Le nom 100 %d est déjà utilisé."},
		{"fr", "1002/item", []any{"Robot"}, "Robot n’existe pas."},
		{"en", "1904", []any{1, "4"}, "1 thing exceeds the limit of 4."},
		{"en", "1904", []any{5, "4"}, "5 things exceed the limit of 4."},
		{"pl", "1904", []any{2, "1"}, "2 obiekty przekraczają limit 1."},
		{"pl", "1904", []any{5, "1"}, "5 obiektów przekracza limit 1."},
	} {
		p := message.NewPrinter(language.MustParse(tt.tag), message.Catalog(cat))
		if got := p.Sprintf(tt.key, tt.args...); got != tt.want {
			t.Errorf("%s %s: %q, want %q", tt.tag, tt.key, got, tt.want)
		}
	}
}
