package golden

import (
	"strings"
	"testing"

	"golang.org/x/text/language"

	forms "github.com/orchgen/orchgen/golden/forms/want"
)

// expected has, for all locales of the golden case, the answer to each request: with all of them, and with those
// behind the colon only. English is the default.
const expected = `
en en | en-US en | en-GB en | en-AU en | en-001 en | en-XA en-XA | en-xa en-XA | i-default en | hi-Latn en
fr fr | fr-CA fr | fr-CH fr | fr-BE fr | FR-be fr | fr-Latn-FR fr | fr-x-custom fr
de de | de-AT de | de-CH-1996 de | gsw en | nds en
es es | es-ES es | es-MX es-MX | es-AR es-MX | es-CO es-MX | es-US es-MX | es-419 es-MX | es-GQ es | es-PH es | es-Latn-AR es
pt pt | pt-PT pt | pt-BR pt-BR | pt-AO pt | pt-MZ pt | pt-br pt-BR | pt-BR-u-nu-latn pt-BR
it it | it-CH it | ja ja | ja-JP ja | ko ko | ko-KR ko | ko-KP ko | pl pl | pl-PL pl | ru ru | ru-UA ru | tr tr | tr-CY tr
ar ar | ar-EG ar | ar-SA ar | arb ar | ar-XB ar-XB | AR-xb ar-XB
zh zh-Hans | zh-CN zh-Hans | zh-SG zh-Hans | zh-MY zh-Hans | zh-Hans-CN zh-Hans | zh-Hans zh-Hans | cmn zh-Hans | cmn-Hans zh-Hans
zh-TW zh-Hant | zh-HK zh-Hant | zh-MO zh-Hant | zh-tw zh-Hant | zh-Hant-HK zh-Hant | zh-TW-u-ca-roc zh-Hant | zh-cmn-Hant-TW zh-Hant
nb en | no en | he en | iw en | sr-Latn en | * en | und en | xx en
es-AR:en,es es | es-MX:en,es es | es-419:en,es es | es:en,es-MX es-MX | es-CL:en,es-MX es-MX | es-ES:en,es-MX es-MX | es-AR:en,fr en
pt:en,pt-BR pt-BR | pt-AO:en,pt-BR pt-BR | pt-PT:en,pt-BR pt-BR | pt-BR:en,pt pt | pt:en,pt-BR,pt pt
zh-TW:en,zh-Hans en | zh-CN:en,zh-Hant en | zh:en,zh-Hant zh-Hant | zh:en,zh-Hant,zh-Hans zh-Hans | zh-HK:en,zh-Hans,zh-Hant zh-Hant
en-GB:fr,en-XA fr | ar:en,ar-XB en | ar-XB:en,ar ar | en-XA:fr,en en
fr-CH,fr;q=0.9,en;q=0.8,*;q=0.5 fr | nl,zh-TW;q=0.7,de;q=0.6 zh-Hant | es-AR;q=0.5,de;q=0.6 de | zh-Hant;q=0,zh-TW en | pt-AO,pt-BR;q=0.9 pt
`

func TestNegotiation(t *testing.T) {
	byTag := map[string]*forms.Locale{}
	for _, l := range forms.Locales() {
		byTag[l.Tag()] = l
	}
	n := 0
	for test := range strings.FieldsFuncSeq(expected, func(r rune) bool { return r == '|' || r == '\n' }) {
		request, want, _ := strings.Cut(strings.TrimSpace(test), " ")
		header, tags, _ := strings.Cut(request, ":")
		locales := forms.Locales()
		if tags != "" {
			locales = nil
			for tag := range strings.SplitSeq(tags, ",") {
				locales = append(locales, byTag[tag])
			}
		}
		if got := forms.Negotiate(header, locales...); got.Tag() != want {
			t.Errorf("%s of %v: got %s, want %s", header, locales, got, want)
		}
		n++
	}
	if n < 60 {
		t.Errorf("only %d requests", n)
	}
	if allocs := testing.AllocsPerRun(100, func() { forms.Negotiate("ZH-tw, es-AR;q=0.5, *;q=0.1", forms.LocaleEN, forms.LocaleZHHant) }); allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}

// differences are the requests that golang.org/x/text serves with another locale: it compares distances, by CLDR 32;
// ours follows what locales inherit from, by CLDR 48.
var differences = map[string]string{
	"gsw":    "en, not de: a neighbouring language is not taken, the default of the program may suit better",
	"sr":     "en, not ru: the same",
	"es-CA":  "es, not es-MX: es-CA does not inherit from es-419, but Canada is in America",
	"es-JP":  "es-MX, not es: es-JP inherits from es-419",
	"zh-419": "zh-Hans, not zh-Hant: CLDR does not say that Chinese is written in traditional characters there",
	"zh-MY":  "zh-Hans, not zh-Hant: simplified characters are the likely ones in Malaysia",
}

// TestNegotiationLikeXText holds the answers to single languages against the matcher of golang.org/x/text.
func TestNegotiationLikeXText(t *testing.T) {
	var tags []language.Tag
	locales := forms.Locales()[:16]
	for _, l := range locales {
		tags = append(tags, language.MustParse(l.Tag()))
	}
	matcher := language.NewMatcher(tags)
	seen := map[string]bool{}
	for _, base := range strings.Fields("en fr de es pt it ja ko pl ru tr ar zh zh-Hans zh-Hant gsw nl sr") {
		for _, region := range strings.Fields("- 001 419 AE AO AR AT AU BE BR CA CH CL CN CO CY DE EG ES FR GB GQ HK IN IT JP KR MO MX MY MZ PL PT RU SA SG TR TW UA US VE") {
			request := strings.TrimSuffix(base+"-"+region, "--")
			_, i, _ := matcher.Match(language.Make(request))
			ours := forms.Negotiate(request, locales...)
			if ours == locales[i] {
				continue
			}
			key := request
			if differences[base] != "" {
				key = base
			}
			if seen[key] = true; !strings.HasPrefix(differences[key], ours.Tag()+", not "+locales[i].Tag()+":") {
				t.Errorf("%s: %s, not %s", request, ours, locales[i])
			}
		}
	}
	for request := range differences {
		if !seen[request] {
			t.Errorf("%s: there is no difference any more", request)
		}
	}
}
