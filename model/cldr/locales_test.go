package cldr

import (
	"strings"
	"testing"
)

func TestLikely(t *testing.T) {
	for tag, want := range map[string]string{
		"zh": "zh-Hans-CN", "zh-TW": "zh-Hant-TW", "zh-Hant": "zh-Hant-TW", "zh-Hant-HK": "zh-Hant-HK", "zh-SG": "zh-Hans-SG",
		"pt": "pt-Latn-BR", "pt-PT": "pt-Latn-PT", "sr-ME": "sr-Latn-ME", "sr-Latn": "sr-Latn-RS", "ar-XB": "ar-Arab-XB",
		"es-419": "es-Latn-419", "de-1996": "de-Latn-DE", "pa-PK": "pa-Arab-PK", "xyz": "", "und-US": "", "": "",
	} {
		if got := Likely(tag); got != want {
			t.Errorf("%s: got %q, want %q", tag, got, want)
		}
	}
}

func TestParent(t *testing.T) {
	for tag, want := range map[string]string{
		"en-GB": "en-001", "en-001": "en", "en-US": "en", "en": "", "es-AR": "es-419", "es-419": "es", "es-ES": "es",
		"pt-AO": "pt-PT", "pt-PT": "pt", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-CN": "zh", "zh-Hant-TW": "zh-Hant",
		"zh-Hant": "", "zh-Hans": "zh", "zh-Hant-MO": "zh-Hant-HK", "sr-Latn": "", "sr-ME": "sr-Latn", "nb": "no", "de-Cyrl": "",
		"fr-u-nu-latn": "fr-u-nu", "fr-x-a": "fr", "xyz-Latn": "xyz", "xyz": "", "ar-XB": "ar", "": "",
	} {
		if got := Parent(tag); got != want {
			t.Errorf("%s: got %q, want %q", tag, got, want)
		}
	}
	for _, tag := range Varieties() {
		steps := 0
		for p := tag; p != ""; p = Parent(p) {
			if steps++; steps > 8 {
				t.Fatalf("%s inherits without an end", tag)
			}
		}
	}
}

func TestRenamed(t *testing.T) {
	for tag, want := range map[string]string{"iw": "he", "in": "id", "mo": "ro", "cmn": "zh", "sh": "sr-Latn", "no-bok": "nb", "fr": "", "deu": ""} {
		if got := Renamed(tag); got != want {
			t.Errorf("%s: got %q, want %q", tag, got, want)
		}
	}
}

func TestIsRightToLeft(t *testing.T) {
	for _, tag := range strings.Fields("ar he fa ur ar-EG ar-XB pa-PK az-Arab yi dv ckb ps uz-AF") {
		if !IsRightToLeft(tag) {
			t.Errorf("%s is not", tag)
		}
	}
	for _, tag := range strings.Fields("en fr zh-Hant ja pl az uz en-XA pa tlh ru ku") {
		if IsRightToLeft(tag) {
			t.Errorf("%s is", tag)
		}
	}
}
