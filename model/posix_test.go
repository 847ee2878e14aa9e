package model

import "testing"

func TestPOSIXLocale(t *testing.T) {
	for tag, want := range map[string]string{
		"fr": "fr", "pt-BR": "pt_BR", "zh-Hans": "zh_CN", "zh-Hant": "zh_TW", "zh-Hant-HK": "zh_HK", "zh": "zh", "sr-Latn": "sr@latin",
		"sr-Cyrl-RS": "sr_RS@cyrillic", "az-Arab": "az@arab", "es-419": "es_419", "no such tag": "no such tag",
	} {
		if got := POSIXLocale(tag); got != want {
			t.Errorf("%s: %s, want %s", tag, got, want)
		}
	}
}
