package runtime

import (
	"strings"
	"testing"
)

func TestParsePlural(t *testing.T) {
	const nines = "999999999999999999" // 18 of them
	zeros := strings.Repeat("0", 300)
	tests := []struct {
		number string
		want   pluralOperands
	}{
		{"0", pluralOperands{}},
		{"1", pluralOperands{i: 1}},
		{"-3", pluralOperands{i: 3}},
		{"+007", pluralOperands{i: 7}},
		{"1000000", pluralOperands{i: 1000000}},
		{"1.0", pluralOperands{i: 1, v: 1}},
		{"1.50", pluralOperands{i: 1, v: 2, w: 1, f: 50, t: 5}},
		{"-1.230", pluralOperands{i: 1, v: 3, w: 2, f: 230, t: 23}},
		{"0.05", pluralOperands{v: 2, w: 2, f: 5, t: 5}},
		{"10.010", pluralOperands{i: 10, v: 3, w: 2, f: 10, t: 1}},
		{nines, pluralOperands{i: 999999999999999999}},
		{nines + "1", pluralOperands{i: 199999999999999991}},
		{"1" + zeros, pluralOperands{i: 1e17}},
		{"1" + zeros + "12", pluralOperands{i: 1e17 + 12}},
		{"2." + zeros, pluralOperands{i: 2, v: 300}},
		{"2.1" + zeros, pluralOperands{i: 2, v: 301, w: 1, f: 1e17, t: 1}},
		{"2." + zeros + "1", pluralOperands{i: 2, v: 301, w: 301, f: 1, t: 1}},
	}
	for _, tt := range tests {
		if got, ok := parsePlural(tt.number); !ok || got != tt.want {
			t.Errorf("parsePlural(%.30q) = %+v, %t, want %+v", tt.number, got, ok, tt.want)
		}
	}
	for _, text := range []string{"", "-", "+", ".", "1.", ".5", "--1", "1e3", "1,000", " 1", "1 ", "1.0.0", "1.-0", "0x1", "NaN", "١", "\x00", "\xff"} {
		if got, ok := parsePlural(text); ok {
			t.Errorf("parsePlural(%q) = %+v, want it refused", text, got)
		}
	}
}

func TestParsePluralDoesNotAllocate(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { parsePlural("-123456.7890") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzParsePlural(f *testing.F) {
	for _, number := range []string{"", "0", "-1.50", "1.", ".1", "99999999999999999999.00000000000000000000", "é"} {
		f.Add(number)
	}
	f.Fuzz(func(t *testing.T, number string) {
		p, ok := parsePlural(number)
		if ok && (p.w > p.v || (p.w == 0) != (p.t == 0)) {
			t.Errorf("parsePlural(%q) = %+v", number, p)
		}
	})
}
