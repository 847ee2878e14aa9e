package want_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/orchgen/orchgen/golden/forms/want"
	"github.com/orchgen/orchgen/golden/forms/want/textcatalog"
)

// counts are the numbers that tell all plural categories apart, and categories what CLDR 48 says of them.
var counts = strings.Fields("0 1 2 5 11 100 1000000")

var categories = map[string]string{
	"en": "other one other other other other other", "de": "other one other other other other other", "tr": "other one other other other other other",
	"fr": "one one other other other other many", "pt": "one one other other other other many", "pt-BR": "one one other other other other many",
	"es": "other one other other other other many", "es-MX": "other one other other other other many", "it": "other one other other other other many",
	"ar": "zero one two few many other other", "pl": "many one few many many many many", "ru": "many one few many many many many",
	"ja": "other other other other other other other", "ko": "other other other other other other other",
	"zh-Hans": "other other other other other other other", "zh-Hant": "other other other other other other other",
}

// written is what a file of the catalogue says: code 1 has plural forms, code 2 select forms, code 3 odd characters.
type written struct {
	Messages map[int]struct {
		Text   any
		Remedy string
	}
}

func read(t *testing.T, tag string) written {
	t.Helper()
	data, err := os.ReadFile("../locales/" + tag + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	var w written
	if err := yaml.Unmarshal(data, &w); err != nil {
		t.Fatal(err)
	}
	return w
}

// text fills in one text of the catalogue by hand.
func (w written) text(code int, form string, args ...string) string {
	text, ok := w.Messages[code].Text.(string)
	if !ok {
		text = w.Messages[code].Text.(map[string]any)[form].(string)
	}
	return strings.NewReplacer(append(args, "{{", "{", "}}", "}")...).Replace(text)
}

// catalogueLocales gives the locales that are in the catalogue: all but the pseudo-locales.
func catalogueLocales() []*want.Locale { return want.Locales()[:16] }

var isolates = strings.NewReplacer("\u2068", "", "\u2069", "")

func apiError(t *testing.T, body string, opts ...want.Option) (*want.APIError, error) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusConflict)
		io.WriteString(w, body)
	}))
	defer server.Close()
	client, err := want.NewClient(server.URL, append(opts, want.WithRetry(want.RetryPolicy{Attempts: 1}))...)
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Assets.Get(t.Context(), 12)
	e, ok := errors.AsType[*want.APIError](err)
	if !ok {
		t.Fatal(err)
	}
	return e, fmt.Errorf("wrapped: %w", err)
}

func said(code int, text string) string {
	return fmt.Sprintf(`{"message":%q,"errorCode":%d}`, text, code)
}

// TestForms renders all forms in all languages, and has a server send what was rendered: it is recognised with its
// isolates and without, and translated into all languages.
func TestForms(t *testing.T) {
	for _, l := range catalogueLocales() {
		w := read(t, l.Tag())
		check := func(code int, form string, args []string, names ...string) {
			t.Helper()
			shown := want.Code(code).Text(l, args...)
			if got, want := isolates.Replace(shown), w.text(code, form, names...); got != want {
				t.Fatalf("%s, %q: got %q, want %q", l, args, got, want)
			}
			for _, sent := range []string{shown, isolates.Replace(shown)} {
				e, _ := apiError(t, said(code, sent), want.WithLocale(l))
				for _, to := range want.Locales() {
					if got, want := e.Localize(to), want.Code(code).Text(to, args...); got != want {
						t.Errorf("%s to %s, %q: got %q, want %q", l, to, sent, got, want)
					}
				}
			}
		}
		for i, category := range strings.Fields(categories[l.Tag()]) {
			check(1, category, []string{counts[i], "Inbox"}, "{Count}", counts[i], "{Folder}", "Inbox")
		}
		for _, kind := range []string{"robot", "user"} {
			check(2, kind, []string{"R 2", kind}, "{Name}", "R 2", "{Kind}", kind)
		}
		check(2, "other", []string{"R 2", ""}, "{Name}", "R 2")
		check(3, "other", []string{"A"}, "{Name}", "A")
		if got, want := want.CodeFilesLocked.Remedy(l), w.Messages[1].Remedy; got != want {
			t.Errorf("%s: remedy %q, want %q", l, got, want)
		}
	}
}

func TestUnknownValueOfASelect(t *testing.T) {
	if got := want.CodeThingLocked.Text(want.LocaleEN, "R2", "machine"); got != "R2 is locked." {
		t.Error(got)
	}
	e, _ := apiError(t, said(2, "The user R2 is locked."))
	if kind, ok := e.Arg("Kind"); !ok || kind != "user" {
		t.Errorf("kind %q, %t", kind, ok)
	}
	var locked *want.ThingLockedError
	if !errors.As(e, &locked) || locked.Name != "R2" || locked.Kind != "user" {
		t.Errorf("%+v", locked)
	}
}

func TestIsolatesWhereNeeded(t *testing.T) {
	const hebrew, arabic = "שלום (1)", "سجل"
	for _, test := range []struct {
		l         *want.Locale
		name      string
		isIsolate bool
	}{
		{want.LocaleEN, "Inbox", false}, {want.LocaleEN, "Año – 収件", false}, {want.LocaleEN, hebrew, true}, {want.LocaleFR, "A " + arabic, true},
		{want.LocaleAR, "Inbox", true}, {want.LocaleAR, arabic, true}, {want.LocaleARXB, "Inbox", true}, {want.LocaleENXA, "Inbox", false},
		{want.LocaleEN, "a\u202eb", true},
	} {
		text := want.CodeThingLocked.Text(test.l, test.name, "robot")
		if got := strings.Contains(text, "\u2068"+test.name+"\u2069"); got != test.isIsolate || strings.Count(text, "\u2068") != strings.Count(text, "\u2069") {
			t.Errorf("%s: %q", test.l, text)
		}
	}
	e, wrapped := apiError(t, said(2, want.CodeThingLocked.Text(want.LocaleAR, hebrew, "robot")), want.WithLocale(want.LocaleAR))
	if got := e.Localize(want.LocaleEN); got != "The robot \u2068"+hebrew+"\u2069 is locked." {
		t.Errorf("%q", got)
	}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Error("failed", want.Attr(wrapped))
	for _, text := range []string{e.Error(), log.String()} {
		if strings.ContainsAny(text, "\u2068\u2069") || !strings.Contains(text, "The robot "+hebrew+" is locked.") {
			t.Errorf("%q", text)
		}
	}
}

func TestPseudoLocales(t *testing.T) {
	for got, want := range map[string]string{
		want.CodeThingLocked.Text(want.LocaleENXA, "R2", "user"): "[Ţĥé ûšéŕ R2 îš ļöçķéð. one tw]",
		want.CodeFilesLocked.Text(want.LocaleENXA, "1", "A"):     "[Öñé ƒîļé îñ A îš ļöçķéð. one two~]",
		want.CodeFilesLocked.Remedy(want.LocaleENXA):             "[Ŵåîţ ûñţîļ ţĥé ƒîļéš åŕé ƒŕéé. one two th]",
		want.CodeThingLocked.Text(want.LocaleARXB, "R2", ""):     "\u2068R2\u2069 \u200f\u202eis\u202c\u200f \u200f\u202elocked.\u202c\u200f",
		want.CodeFilesLocked.DocURL(want.LocaleENXA):             "https://help.example.com/errors/en/1.html",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestTextCatalog holds the texts of golang.org/x/text against ours. It knows no plural category many of languages
// from Latin, and no select; its digits are those of the language.
func TestTextCatalog(t *testing.T) {
	texts, err := textcatalog.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range want.Locales() {
		tag := language.MustParse(l.Tag())
		printer := message.NewPrinter(tag, message.Catalog(texts))
		for _, n := range []int{0, 1, 2, 5, 11, 100, 1000000} {
			form := plural.Cardinal.MatchPlural(tag, n, 0, 0, 0, 0)
			if n == 1000000 && form == plural.Other || l == want.LocaleENXA || l == want.LocaleARXB {
				continue
			}
			got := latinDigits.Replace(printer.Sprintf("1", plain(n), "Inbox"))
			if want := isolates.Replace(want.CodeFilesLocked.Text(l, fmt.Sprint(n), "Inbox")); got != want {
				t.Errorf("%s: got %q, want %q", l, got, want)
			}
		}
		for key, kind := range map[string]string{"2#robot": "robot", "2#user": "user", "2": "x"} {
			if got, want := printer.Sprintf(key, "R2", kind), isolates.Replace(want.CodeThingLocked.Text(l, "R2", kind)); got != want {
				t.Errorf("%s, %s: got %q, want %q", l, key, got, want)
			}
		}
	}
}

var latinDigits = strings.NewReplacer("٠", "0", "١", "1", "٢", "2", "٣", "3", "٤", "4", "٥", "5")

// plain is a number without marks between its digits.
func plain(n int) any { return number.Decimal(n, number.NoSeparator()) }
