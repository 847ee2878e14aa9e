package emit

import (
	"testing"

	"github.com/orchgen/orchgen/model"
)

func TestLimitsDoc(t *testing.T) {
	n := func(v uint64) *uint64 { return &v }
	f := func(v float64) *float64 { return &v }
	for _, tt := range []struct {
		in   model.Limits
		want string
	}{
		{model.Limits{}, ""},
		{model.Limits{MinLength: n(0)}, ""},
		{model.Limits{MinLength: n(0), MaxLength: n(512)}, "Allowed: at most 512 characters."},
		{model.Limits{MinLength: n(1), MaxLength: n(1)}, "Allowed: exactly 1 character."},
		{model.Limits{MinItems: n(2), UniqueItems: true}, "Allowed: at least 2 items, no item twice."},
		{model.Limits{MinProperties: n(1), MaxProperties: n(3)}, "Allowed: 1 to 3 properties."},
		{model.Limits{Minimum: f(0), Maximum: f(1e6)}, "Allowed: from 0 up to 1000000."},
		{model.Limits{Minimum: f(0.5), ExclusiveMinimum: true}, "Allowed: more than 0.5."},
		{model.Limits{MultipleOf: f(5), Pattern: `^\d+$`}, `Allowed: a multiple of 5, matches "^\\d+$".`},
	} {
		if got := limitsDoc(tt.in); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}
