package cldr

import (
	"slices"
	"strings"
	"testing"
)

func TestSelect(t *testing.T) {
	// The expectations are those of Intl.PluralRules in Node 20.20 with CLDR 48.
	tests := map[string]map[string]string{ // tag, category, numbers
		"en":    {One: "1 -1 +1 01", Other: "0 2 21 1000000 0.0 0.1 1.0 1.5 2.0"},
		"fr":    {One: "0 1 -1 0.0 0.1 1.0 1.5 -1.50", Many: "1000000 3000000 -1000000", Other: "2 11 1000 1000001 2.0 1000000.0"},
		"es":    {One: "1 1.0 -1", Many: "1000000", Other: "0 2 1.5 0.1 1000000.0"},
		"it":    {One: "1", Many: "1000000", Other: "0 2 1.0 0.5 1000001"},
		"pt":    {One: "0 1 0.0 0.1 1.0 1.5", Many: "1000000", Other: "2 2.0 1000"},
		"pt-PT": {One: "1", Many: "1000000", Other: "0 2 0.0 0.1 1.0 1.5 2.0"},
		"ar":    {Zero: "0 0.0", One: "1 1.0", Two: "2 2.0 -2", Few: "3 10 103 110 3.0", Many: "11 99 111", Other: "100 101 102 200 1000000 0.1 1.5"},
		"pl":    {One: "1 -1", Few: "2 4 22 104", Many: "0 5 11 12 14 21 112 1000000", Other: "0.0 0.1 1.0 1.5 2.0"},
		"ru":    {One: "1 21 101 1001", Few: "2 4 22", Many: "0 5 11 12 14 111 1000000", Other: "0.1 1.0 1.5 2.0"},
		"cs":    {One: "1", Few: "2 3 4", Many: "0.0 0.1 1.0 1.5", Other: "0 5 11 22 1000000"},
		"lt":    {One: "1 21 1.0 101", Few: "2 9 22 2.0", Many: "0.1 1.5 11.5", Other: "0 10 11 19 20 0.0 1000000"},
		"lv":    {Zero: "0 10 11 19 20 0.0 1000000 0.11 0.12", One: "1 21 0.1 1.0 0.21", Other: "2 9 1.5 2.0 0.22"},
		"cy":    {Zero: "0 0.0", One: "1 1.0", Two: "2 2.0", Few: "3", Many: "6 6.0", Other: "4 5 7 10 0.1 1.5"},
		"he":    {One: "1 0.0 0.1 0.5", Two: "2", Other: "0 3 10 20 100 1.0 1.5 2.0"},
		"ja":    {Other: "0 1 2 1000000 0.0 1.5"},
	}
	for tag, byCategory := range tests {
		rules, ok := Cardinal(tag)
		if !ok {
			t.Errorf("Cardinal(%q) knows no rules", tag)
			continue
		}
		for category, numbers := range byCategory {
			for number := range strings.FieldsSeq(numbers) {
				if got := rules.Select(number); got != category {
					t.Errorf("%s: Select(%q) = %s, want %s", tag, number, got, category)
				}
			}
		}
		for _, category := range rules.Categories() {
			if byCategory[category] == "" {
				t.Errorf("%s: no number is tested for %s", tag, category)
			}
		}
	}
}

func TestSelectOfNoNumber(t *testing.T) {
	rules, _ := Cardinal("gv") // has a rule for all fractions, and one for many integers
	zero, _ := Cardinal("ar")
	for _, text := range []string{"", "-", "+", ".", "1.", ".5", "-.5", "--1", "1-", "1e3", "1E6", "1c6", "0x1", "1,000", "1_000", " 1", "1 ", "1.0.0", "1.+5", "one", "NaN", "Inf", "١", "\x00", "\xff"} {
		if got := rules.Select(text); got != Other {
			t.Errorf("gv: Select(%q) = %s, want other", text, got)
		}
		if got := zero.Select(text); got != Other {
			t.Errorf("ar: Select(%q) = %s, want other", text, got)
		}
	}
}

func TestSelectOfLongNumber(t *testing.T) {
	zeros := strings.Repeat("0", 400)
	tests := []struct{ tag, number, want string }{
		{"en", zeros + "1", One},
		{"en", "1" + zeros, Other},
		{"en", "1" + zeros + "1", Other},
		{"fr", "1" + zeros, Many},
		{"fr", "1" + zeros + "1", Other},
		{"fr", "18446744073709551616", Other}, // 1<<64
		{"fr", "18446744073709551617", Other},
		{"fr", "18446744073000000000", Many},
		{"ru", "18446744073709551621", One},
		{"ar", "1" + zeros + "3", Few},
		{"es", "1." + zeros, One},
		{"es", "1." + zeros + "1", Other},
		{"lt", "1." + zeros, One},
		{"lt", "1." + zeros + "1", Many},
		{"is", "0." + zeros + "1", One},
		{"is", "0.1" + zeros, One},
		{"is", "0.11" + zeros, Other},
		{"si", "0." + zeros + "1", One},
		{"si", "0.1" + zeros + "1", Other},
	}
	for _, tt := range tests {
		rules, _ := Cardinal(tt.tag)
		if got := rules.Select(tt.number); got != tt.want {
			t.Errorf("%s: Select of %.10s… (%d bytes) = %s, want %s", tt.tag, tt.number, len(tt.number), got, tt.want)
		}
	}
}

func TestCardinal(t *testing.T) {
	same := [][2]string{
		{"zh-Hans", "zh"}, {"zh-Hant-TW", "zh"}, {"es-MX", "es"}, {"es-419", "es"}, {"pt-BR", "pt"}, {"pt-AO", "pt"},
		{"PT-pt", "pt-PT"}, {"pt-PT-x-old", "pt-PT"}, {"sr-Latn", "sr"}, {"kok-Deva", "kok"}, {"en-US-u-nu-arab", "en"},
	}
	for _, pair := range same {
		a, okA := Cardinal(pair[0])
		b, okB := Cardinal(pair[1])
		if !okA || !okB || a != b {
			t.Errorf("%s does not have the rules of %s", pair[0], pair[1])
		}
	}
	if a, _ := Cardinal("pt"); a.Select("0") == mustCardinal(t, "pt-PT").Select("0") {
		t.Error("pt and pt-PT have the same rules")
	}
	for _, tag := range []string{"", "-", "tlh", "x", "x-fr", "e", "english", "en_US", "-en"} {
		rules, ok := Cardinal(tag)
		if ok || rules != nil {
			t.Errorf("Cardinal(%q) finds rules", tag)
		}
		if got := rules.Select("1"); got != Other {
			t.Errorf("no rules: Select(1) = %s", got)
		}
		if got := rules.Categories(); !slices.Equal(got, []string{Other}) {
			t.Errorf("no rules: Categories() = %q", got)
		}
	}
}

func mustCardinal(t *testing.T, tag string) *Rules {
	t.Helper()
	rules, ok := Cardinal(tag)
	if !ok {
		t.Fatalf("no rules for %q", tag)
	}
	return rules
}

func TestCategories(t *testing.T) {
	for tag, want := range map[string]string{
		"ja": "other", "en": "one other", "fr": "one many other", "he": "one two other", "lv": "zero one other",
		"pl": "one few many other", "ar": "zero one two few many other", "sl": "one two few other",
	} {
		if got := strings.Join(mustCardinal(t, tag).Categories(), " "); got != want {
			t.Errorf("%s: Categories() = %s, want %s", tag, got, want)
		}
	}
}

// TestData checks what the package promises of all rules.
func TestData(t *testing.T) {
	if n := len(Locales()); n < 200 {
		t.Errorf("only %d locales", n)
	}
	for _, tag := range Locales() {
		last := -1
		for _, rule := range mustCardinal(t, tag).Rules() {
			at := slices.Index(categories, rule.Category)
			if at <= last || rule.Category == Other {
				t.Errorf("%s: category %q is out of order", tag, rule.Category)
			}
			last = at
			checkCondition(t, tag, rule.Condition)
		}
	}
}

func checkCondition(t *testing.T, tag string, c Condition) {
	t.Helper()
	for _, conjunction := range c {
		if len(conjunction) == 0 {
			t.Errorf("%s: a conjunction of %q is empty", tag, c)
		}
		for _, r := range conjunction {
			if !strings.ContainsRune("nivwft", rune(r.Operand)) {
				t.Errorf("%s: %q has an unknown operand", tag, c)
			}
			for i, x := range r.Ranges {
				if x.Low > x.High || i > 0 && x.Low <= r.Ranges[i-1].High+1 || r.Mod != 0 && x.High >= r.Mod {
					t.Errorf("%s: the ranges of %q are not in order", tag, r)
				}
			}
			// value() keeps the last 18 digits only.
			if r.Mod != 0 && 1_000_000_000_000_000_000%r.Mod != 0 {
				t.Errorf("%s: %q needs all digits of a number", tag, r)
			}
		}
	}
	again, err := parseCondition(c.String())
	if err != nil || again.String() != c.String() {
		t.Errorf("%s: %q is read again as %q, %v", tag, c, again, err)
	}
}

func TestParseCondition(t *testing.T) {
	tests := []struct{ text, want string }{
		{"i = 1 and v = 0", "i = 1 and v = 0"},
		{"n = 0,1 or i = 0 and f = 1", "n = 0..1 or i = 0 and f = 1"},
		{"n % 10 = 3..4,9 and n % 100 != 10..19,70..79", "n % 10 = 3..4,9 and n % 100 != 10..19,70..79"},
		{"e = 0 and i != 0 or e != 0..5", "i != 0"},
		{"c != 0..5", ""},
	}
	for _, tt := range tests {
		got, err := parseCondition(tt.text)
		if err != nil || got.String() != tt.want {
			t.Errorf("parseCondition(%q) = %q, %v, want %q", tt.text, got, err, tt.want)
		}
	}
	for _, text := range []string{"", "n", "n =", "n = x", "n = 2..1", "n = 1..", "n % 0 = 0", "n % x = 0", "n mod 10 = 1", "n is 1", "x = 1", "n == 1", "e = 0", "n = 1 and"} {
		if got, err := parseCondition(text); err == nil {
			t.Errorf("parseCondition(%q) = %q, want an error", text, got)
		}
	}
}

func FuzzSelect(f *testing.F) {
	for _, number := range []string{"", "0", "1", "-3", "+1.50", "1000000", "1.", ".1", "1e6", "99999999999999999999.000000000000000000001", "é"} {
		f.Add(number)
	}
	all := map[string]*Rules{"tlh": nil}
	for _, tag := range Locales() {
		all[tag], _ = Cardinal(tag)
	}
	f.Fuzz(func(t *testing.T, number string) {
		_, isNumber := parseNumber(number)
		for tag, rules := range all {
			category := rules.Select(number)
			if !slices.Contains(rules.Categories(), category) {
				t.Errorf("%s: Select(%q) = %q, which is no category of the language", tag, number, category)
			}
			if !isNumber && category != Other {
				t.Errorf("%s: Select(%q) = %q, but that is no number", tag, number, category)
			}
		}
	})
}
