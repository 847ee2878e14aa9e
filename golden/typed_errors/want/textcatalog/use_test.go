package textcatalog_test

import (
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

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
		{"en", "2000", []any{"a"}, `100% of ${x} is $ a \ $a.`},
		{"fr", "2000", []any{"a"}, `100 % de ${x} font $ a \ $a.`},
		{"de", "1001", []any{"A"}, "The name A is already used."},
		{"zh-TW", "1002/item", []any{"A"}, "A does not exist."},
		{"de", "2000", []any{"a"}, `100% of ${x} is $ a \ $a.`},
		{"de", "1904", []any{1, "4"}, "1 thing exceeds the limit of 4."},
		{"de", "1904", []any{0, "4"}, "0 things exceed the limit of 4."},
		{"fr", "1904", []any{number.Decimal(2000, number.NoSeparator()), "4"}, "2000 objets dépassent la limite de 4."},
		{"fr", "1904", []any{number.Decimal(1, number.NoSeparator()), "4"}, "1 objet dépasse la limite de 4."},
		{"de", "1904", []any{number.Decimal(1, number.NoSeparator()), "4"}, "1 thing exceeds the limit of 4."},
	} {
		p := message.NewPrinter(language.MustParse(tt.tag), message.Catalog(cat))
		if got := p.Sprintf(tt.key, tt.args...); got != tt.want {
			t.Errorf("%s %s: %q, want %q", tt.tag, tt.key, got, tt.want)
		}
	}
}

func TestMatcher(t *testing.T) {
	cat, err := textcatalog.New()
	if err != nil {
		t.Fatal(err)
	}
	for asked, want := range map[string]string{"en-GB": "en", "fr": "fr", "pl-PL": "pl", "de": "en", "zh-TW": "en"} {
		if got, _ := language.MatchStrings(cat.Matcher(), asked); got.Parent() != language.MustParse(want) && got != language.MustParse(want) {
			t.Errorf("%s: got %s, want %s", asked, got, want)
		}
	}
}
