package runtime

import (
	"strings"
	"testing"
)

func TestForms(t *testing.T) {
	for _, test := range []struct {
		code Code
		args []string
		l    *Locale
		want string
	}{
		{1907, []string{"robot", "A"}, &localeEN, "The robot A is locked."},
		{1907, []string{"user", "A"}, &localeFR, "L’utilisateur A est verrouillé."},
		{1907, []string{"queue", "A"}, &localeEN, "A (queue) is locked."},
		{1907, []string{"", "A"}, &localeEN, "A (…) is locked."},
		{1907, nil, &localeEN, "… (…) is locked."},
		{1907, []string{"robot", "A"}, &localeAR, "الروبوت \u2068A\u2069 مقفل."},
		{1907, []string{"robot", "א"}, &localeEN, "The robot \u2068א\u2069 is locked."},
		{1908, []string{"1"}, &localeEN, "One file is left."},
		{1908, []string{"2"}, &localeFR, "Il reste 2 fichiers."},
	} {
		if got := test.code.Text(test.l, test.args...); got != test.want {
			t.Errorf("%d %q: got %q, want %q", test.code, test.args, got, test.want)
		}
	}
}

// TestFormsAreRecognised has each text of a server translated.
func TestFormsAreRecognised(t *testing.T) {
	for _, test := range []struct {
		code       Code
		said, want string
	}{
		{1907, "The robot A is locked.", "Le robot A est verrouillé."},
		{1907, "The USER a b is locked", "L’utilisateur a b est verrouillé."},
		{1907, "A (queue) is locked.", "A (queue) est verrouillé."},
		{1907, "The robot \u2068A\u2069 is locked.", "Le robot A est verrouillé."},
		{1907, "\u202aThe robot א is locked.\u202c", "Le robot \u2068א\u2069 est verrouillé."},
		{1907, "الروبوت \u2068A\u2069 مقفل.", "Le robot A est verrouillé."},
		{1908, "One file is left.", "Il reste un fichier."},
		{1908, "7 files are left.", "Il reste 7 fichiers."},
		{1908, "بقي ملف واحد", "Il reste un fichier."},
	} {
		e := coded(test.code, test.said, &localeAR)
		if got := e.Localize(&localeFR); got != test.want {
			t.Errorf("%q: got %q, want %q", test.said, got, test.want)
		}
		(*reported)(e).recognise()
		if got := string(e.AppendLocalized(nil, &localeFR)); got != test.want {
			t.Errorf("%q, recognised before: got %q, want %q", test.said, got, test.want)
		}
	}
}

func TestNoIsolatesInLogs(t *testing.T) {
	e := coded(1907, "א (ב) is locked.")
	if got := e.Localize(&localeEN); got != "\u2068א\u2069 (\u2068ב\u2069) is locked." {
		t.Errorf("%q", got)
	}
	for _, text := range []string{e.Error(), e.LogValue().String(), Attr(e).String()} {
		if !strings.Contains(text, "א (ב) is locked.") {
			t.Errorf("%q", text)
		}
	}
}

func TestHasRightToLeft(t *testing.T) {
	for _, s := range []string{"א", "aب", "\u200f", "a\u202eb", "\u2067", "ﬡ", "ﻼ", "𐡀", "𞤀", "ދ", "ߊ", "ࡀ"} {
		if !hasRightToLeft(s) {
			t.Errorf("%q has not", s)
		}
	}
	for _, s := range []string{"", "A 1", "é–“x”", "日本語", "Ж", "😀", "\xff\xd7", "\u200e\u200b", "ก", "Ա", "\ufeff"} {
		if hasRightToLeft(s) {
			t.Errorf("%q has", s)
		}
	}
}

// FuzzForms renders any arguments, and looks for simple ones in what was rendered.
func FuzzForms(f *testing.F) {
	f.Add("robot", "R2", uint8(0))
	f.Add("\u202e", "א\u2069", uint8(7))
	f.Fuzz(func(t *testing.T, kind, name string, n uint8) {
		locales := []*Locale{&localeEN, &localeFR, &localeAR}
		l := locales[int(n)%len(locales)]
		text := Code(1907).Text(l, kind, name)
		if !isSimple(name) || kind != "robot" && kind != "user" {
			return
		}
		e := coded(1907, text, l)
		if got, _ := e.Arg("Kind"); got != kind {
			t.Errorf("%q: kind %q, want %q", text, got, kind)
		}
		if got, _ := e.Arg("Name"); got != name {
			t.Errorf("%q: name %q, want %q", text, got, name)
		}
	})
}
