package runtime

import (
	"slices"
	"strings"
	"testing"
)

func TestMatchText(t *testing.T) {
	text, word, number, decimal := argText, argWord, argInt, argDecimal
	tests := []struct {
		pattern, said string
		kinds         []argKind
		want          []string // nil: no match
	}{
		{"Gone.", "Gone", nil, []string{}},
		{"Gone", " gone. ", nil, []string{}},
		{"Gone.", "Gone!", nil, nil},
		{"Gone.", "", nil, nil},
		{"\x01 is gone.", "is gone.", []argKind{text}, nil},
		{"\x01 is gone.", "   is gone.", []argKind{text}, nil},
		{"\x01 is gone.", "It is gone", []argKind{text}, []string{"It"}},
		{"\x01 is gone.", "It is gone. Sorry", []argKind{text}, nil},
		{"\x01 is gone.", "This is gone is gone.", []argKind{text}, []string{"This is gone"}},
		{"Limit: \x01.", "Limit: 1.5 GB.", []argKind{text}, []string{"1.5 GB"}},
		{"Limit: \x01.", "Limit:\u202f7", []argKind{number}, []string{"7"}},
		{"Limit: \x01.", "Limit: 7.5", []argKind{number}, nil},
		{"Limit: \x01.", "Limit: 7.5", []argKind{decimal}, []string{"7.5"}},
		{"Limit: \x01.", "Limit: x", []argKind{decimal}, nil},
		{"Limit: \x01.", "Limit: a b", []argKind{word}, nil},
		{"\x01 is gone.", "It failed. Robot A is gone.", []argKind{text}, nil},
		{"\x01 is gone.", "It failed.\nRobot A is gone.", []argKind{text}, nil},
		{"\x01 is gone.", "It failed! 'A' is gone.", []argKind{text}, nil},
		{"\x01 is gone.", "It failed; robot A is gone.", []argKind{text}, nil},
		{"\x01 is gone.", "Failure: Robot A is gone.", []argKind{text}, nil},
		{"\x01 is gone.", "Failure: É is gone.", []argKind{text}, nil},
		{"\x01 is gone.", "No. 5 of a:b c.d is gone.", []argKind{text}, []string{"No. 5 of a:b c.d"}},
		{"\x01 is gone.", "x; y. Z is gone.", []argKind{argSecret}, []string{"x; y. Z"}},
		{"\x01 has \x02 items.", "A has B has 3 items.", []argKind{text, number}, []string{"A has B", "3"}},
		{"\x02 of \x01.", "3 of A", []argKind{text, number}, []string{"A", "3"}},
		{"\x01\x02", "é1", []argKind{text, number}, []string{"é", "1"}},
		{"\x01 and \x01.", "a and b and a and b", []argKind{text}, []string{"a and b"}},
		{"\x01 and \x01.", "a and b", []argKind{text}, nil},
		{"Asset '\x01'.", "Asset ’O`Brien’", []argKind{text}, []string{"O`Brien"}},
		{"Asset “\x01” – x.", "Asset \"A\" - x", []argKind{text}, []string{"A"}},
		{"名前 \x01 は使用済みです。", "名前\u3000あ は使用済みです", []argKind{text}, []string{"あ"}},
		{"; \x01 must not be null.", "; roleDto must not be null", []argKind{word}, []string{"roleDto"}},
		{"; \x01 must not be null.", "roleDto must not be null.", []argKind{word}, []string{"roleDto"}},
		{" \x01", " 42", []argKind{number}, []string{"42"}},
		{"Two  spaces \x01", "Two spaces x", []argKind{text}, []string{"x"}},
	}
	for _, test := range tests {
		var args [8]string
		ok := matchText(test.pattern, test.said, test.kinds, &args)
		if ok != (test.want != nil) || ok && !slices.Equal(args[:len(test.want)], test.want) {
			t.Errorf("%q, %q: got %v, %q, want %q", test.pattern, test.said, ok, args, test.want)
		}
	}
}

func FuzzMatchText(f *testing.F) {
	f.Add("\x01 does not exist.", "x does not exist.", "Robot", "7", "B")
	f.Add("\x02 and \x01 and \x02", "; “x”", "A", "-3", "é")
	f.Add("\x01\x02\x03", "", "A", "1", "B")
	f.Fuzz(func(t *testing.T, pattern, said, text, number, word string) {
		kinds := []argKind{argText, argInt, argWord, argText, argText, argText, argText, argText}
		var args [8]string
		matchText(pattern, said, kinds, &args)

		values := [8]string{strings.Trim(text, "0123456789"), "42", "W" + word}
		if !isSimple(values[0]) || !isSimple(values[2]) || !isSimplePattern(pattern) || strings.Contains(pattern, values[0]) {
			return
		}
		var rendered strings.Builder
		for _, c := range []byte(pattern) {
			if c > 0 && c <= 3 {
				rendered.WriteString(values[c-1])
			} else {
				rendered.WriteByte(c)
			}
		}
		args = [8]string{}
		if len(rendered.String()) > maxMatched {
			return
		}
		if !matchText(pattern, rendered.String(), kinds, &args) {
			t.Fatalf("%q does not match %q", rendered.String(), pattern)
		}
		for i, arg := range args {
			if arg != "" && arg != values[i] {
				t.Errorf("%q, %q: argument %d is %q, want %q", pattern, rendered.String(), i, arg, values[i])
			}
		}
	})
}

// isSimple reports whether a value has only letters, so that no literal of a simple pattern is part of it.
func isSimple(s string) bool {
	return s != "" && len(s) < 30 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// isSimplePattern reports whether literals of digits, signs and spaces part the arguments.
func isSimplePattern(s string) bool {
	if len(s) > 60 || strings.Trim(s, "\x01\x02\x03:;/-' ") != "" {
		return false
	}
	for i := range len(s) {
		if s[i] <= 3 && i > 0 && s[i-1] <= 3 {
			return false
		}
	}
	return strings.ContainsAny(s, "\x01\x02\x03")
}

func TestNegotiate(t *testing.T) {
	en, fr, frCA := &Locale{tag: "en"}, &Locale{tag: "fr"}, &Locale{tag: "fr-CA", parents: "fr"}
	ptBR, zh := &Locale{tag: "pt-BR", likely: "pt", parents: "pt"}, &Locale{tag: "zh-Hant"}
	all := []*Locale{en, fr, frCA, ptBR, zh}
	tests := []struct{ header, want string }{
		{"", "en"}, {"fr", "fr"}, {"FR", "fr"}, {"fr-CH", "fr"}, {"fr-ca", "fr-CA"}, {"en-GB", "en"}, {"de", "en"},
		{"de, fr;q=0.5", "fr"},
		{"fr;q=0.5, en;q=0.8", "en"},
		{"fr;q=0.8, en;q=0.8", "fr"},
		{"en;q=0.8, fr;q=0.8", "en"},
		{"fr-CH, fr;q=0.9, en;q=0.8, *;q=0.5", "fr"},
		{"*", "en"}, {"de, *;q=0.1", "en"},
		{"en;q=0", "fr"}, {"en;q=0, *", "fr"}, {"en;q=0.0, fr;q=0, *;q=0.3", "pt-BR"},
		{"fr;q=0, fr-CA", "en"},
		{"fr-CA;q=0, fr", "fr"},
		{"*;q=0, fr", "fr"}, {"*;q=0", "en"},
		{"fr ; q=0.3 , en ; Q=0.4", "en"},
		{"fr;level=1;q=0.2, en;q=0.1", "fr"},
		{"fr;xq=0, en;q=0.5", "fr"},
		{"fr;q=NaN, pt-BR;q=0.1", "pt-BR"}, {"fr;q=2, pt-BR;q=0.1", "pt-BR"}, {"fr;q=-1", "en"}, {"fr;q=", "en"}, {"fr;q=x", "en"},
		{"pt", "pt-BR"}, {"pt-PT", "pt-BR"}, {"zh-Hant-TW", "zh-Hant"}, {"zh", "zh-Hant"}, {"zh-CN", "en"}, {"zh-TW", "zh-Hant"}, {"ZH-hk-u-nu-latn", "zh-Hant"}, {"fr-BE", "fr"},
		{"fr-x-private", "fr"}, {"-", "en"}, {"fr-", "fr"}, {"-fr", "en"}, {",,;;q=1,", "en"}, {"\x00\xff", "en"}, {"english", "en"}, {"fra", "en"},
		{strings.Repeat("x,", 1<<19) + "fr", "en"},
		{strings.Repeat("en;q=0.5,", 1<<17) + "en;q=0", "en"},
	}
	for _, test := range tests {
		if got := Negotiate(test.header, all...); got.Tag() != test.want {
			t.Errorf("%.60q: got %s, want %s", test.header, got, test.want)
		}
	}
	if got := Negotiate("fr"); got != sourceLocale {
		t.Error(got)
	}
	if got := Negotiate("de", fr, en); got != fr {
		t.Error(got)
	}
	if got := Negotiate("en;q=0", en); got != en {
		t.Error(got)
	}
}

func FuzzNegotiate(f *testing.F) {
	f.Add("fr-CH, fr;q=0.9, *;q=0.5")
	f.Add("en;q=0")
	f.Fuzz(func(t *testing.T, header string) {
		if got := Negotiate(header, &localeEN, &localeFR); got != &localeEN && got != &localeFR {
			t.Errorf("got %v", got)
		}
	})
}
