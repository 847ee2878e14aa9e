package site

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// languages are those that have words of their own.
var languages = []string{"ar", "de", "en", "es", "es-MX", "fr", "it", "ja", "ko", "pl", "pt", "pt-BR", "ru", "tr", "zh-Hans", "zh-Hant"}

// TestWordsAreComplete compares every language with the keys that are used.
func TestWordsAreComplete(t *testing.T) {
	if got := slices.Sorted(maps.Keys(table())); !slices.Equal(got, languages) {
		t.Errorf("languages %q, want %q", got, languages)
	}
	used := usedKeys(t)
	for tag, w := range table() {
		if got := slices.Sorted(maps.Keys(w)); !slices.Equal(got, used) {
			t.Errorf("%s: unused or missing: %q", tag, symmetricDifference(got, used))
		}
		for key, text := range w {
			if strings.TrimSpace(text) == "" || strings.Contains(text, "{N}") != (key == "Hits") || clean(text) != text {
				t.Errorf("%s: %s is %q", tag, key, text)
			}
		}
	}
}

var usedKey = regexp.MustCompile(`(?:Words|\$w)\.([A-Z]\w*)|"((?:[A-Z][a-z]+|HTTP|URL)+)"`)

// usedKeys finds the keys in the templates and in the Go files.
func usedKeys(t *testing.T) []string {
	t.Helper()
	goFiles, _ := filepath.Glob("*.go")
	templates, _ := filepath.Glob("templates/*")
	keys := map[string]bool{}
	for _, name := range append(goFiles, templates...) {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, m := range usedKey.FindAllStringSubmatch(string(source), -1) {
			if key := m[1] + m[2]; table()["en"][key] != "" || m[1] != "" {
				keys[key] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(keys))
}

func symmetricDifference(a, b []string) []string {
	var list []string
	for _, s := range append(slices.Clone(a), b...) {
		if slices.Contains(a, s) != slices.Contains(b, s) {
			list = append(list, s)
		}
	}
	return list
}

// TestWordsAreTranslated looks for words that were left in English.
func TestWordsAreTranslated(t *testing.T) {
	same := map[string][]string{ // words that are the same in both languages
		"Message": {"fr"}, "Notes": {"fr"}, "Sources": {"fr"}, "Pages": {"fr"}, "Name": {"de"}, "Operation": {"de"},
	}
	for tag, w := range table() {
		for key, text := range w {
			english := table()["en"][key]
			if tag != "en" && text == english && key != "Separator" && key != "Colon" && !slices.Contains(same[key], tag) {
				t.Errorf("%s: %s is %q as in English", tag, key, text)
			}
		}
	}
}

func TestWordsFor(t *testing.T) {
	for tag, want := range map[string]string{
		"fr": "Français", "fr-CA": "Français", "de-AT": "Deutsch", "es-419": "Español", "es-MX": "Español (México)", "pt-AO": "Português",
		"zh-TW": "繁體中文", "zh-SG": "简体中文", "zh": "简体中文", "ar-EG": "العربية", "en-XA": "English",
		"nl": "", "br": "", "sr-Latn": "", "gsw": "", "az-Arab": "",
	} {
		w, own := wordsFor(tag)
		if !own && want == "" {
			want = "English"
		} else if own != (want != "") {
			t.Errorf("%s: own words: %v", tag, own)
		}
		if got := w.of("Language"); got != want {
			t.Errorf("%s: %s, want %s", tag, got, want)
		}
	}
}

func TestDirection(t *testing.T) {
	for tag, want := range map[string]string{
		"ar": "rtl", "he": "rtl", "fa": "rtl", "ur-PK": "rtl", "az-Arab": "rtl", "en": "ltr", "az": "ltr", "ja": "ltr", "ar-Latn": "ltr",
	} {
		if got := direction(tag); got != want {
			t.Errorf("%s is written %s, want %s", tag, got, want)
		}
	}
}

func TestClean(t *testing.T) {
	for given, want := range map[string]string{
		"a\nb\tc\u2028d": "a b c d", "\x00\x1b[31m\u0085": "��[31m�", "a\u202eb": "a�b", "\xff": "�", "é\u202f!\u200f": "é\u202f!\u200f",
	} {
		if got := clean(given); got != want {
			t.Errorf("clean(%q) = %q, want %q", given, got, want)
		}
	}
}

func TestPieces(t *testing.T) {
	for given, want := range map[string][]string{
		"NameAlreadyUsed": {"Name", "Already", "Used"}, "SQLError": {"SQLError"}, "ItIs": {"ItIs"}, "": {""},
		"/odata/Jobs({key})/UiPath.Start": {"/odata/", "Jobs({key})/", "UiPath.", "Start"}, "Jobs_Get": {"Jobs_", "Get"},
	} {
		if got := pieces(given); !slices.Equal(got, want) || strings.Join(got, "") != given {
			t.Errorf("pieces(%q) = %q, want %q", given, got, want)
		}
	}
}
