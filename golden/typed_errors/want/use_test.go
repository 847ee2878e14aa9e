package want_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/typed_errors/want"
)

// fail gives the error of Assets.Get, which declares no failure, when the server answers so.
func fail(t *testing.T, status int, body string, opts ...want.Option) error {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		io.WriteString(w, body)
	}))
	defer server.Close()
	client, err := want.NewClient(server.URL, append(opts, want.WithRetry(want.RetryPolicy{Attempts: 1}))...)
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.Assets.Get(t.Context(), 12)
	if err == nil {
		t.Fatal("no error")
	}
	return fmt.Errorf("wrapped: %w", err)
}

func envelope(message string, code int) string {
	return fmt.Sprintf(`{"message":%q,"errorCode":%d,"traceId":"t-1","resourceIds":[7]}`, message, code)
}

func apiError(t *testing.T, err error) *want.APIError {
	t.Helper()
	e, ok := errors.AsType[*want.APIError](err)
	if !ok {
		t.Fatalf("%v is no *APIError", err)
	}
	return e
}

func TestTiers(t *testing.T) {
	err := fail(t, 409, envelope("The name Invoices is already used.", 1001))
	for _, target := range []error{
		want.CodeNameAlreadyUsed, want.CodeNameTaken, want.Code(1001), want.CategoryConflict, want.Status(409), want.StatusClientError,
	} {
		if !errors.Is(err, target) {
			t.Errorf("errors.Is(err, %v) = false", target)
		}
	}
	for _, target := range []error{
		want.CodeUnspecified, want.CodeItemNotFound, want.CategoryNone, want.CategoryNotFound, want.Status(404), want.StatusServerError,
	} {
		if errors.Is(err, target) {
			t.Errorf("errors.Is(err, %v) = true", target)
		}
	}
	var used *want.NameAlreadyUsedError
	if !errors.As(err, &used) || used.Name != "Invoices" {
		t.Fatalf("typed error: %+v", used)
	}
	if !errors.Is(used, want.CodeNameAlreadyUsed) || apiError(t, used) != apiError(t, err) {
		t.Error("the typed error does not lead back to the untyped one")
	}
	var code want.Code
	if !errors.As(err, &code) || code != want.CodeNameAlreadyUsed {
		t.Errorf("code %v", code)
	}
	var other *want.ItemNotFoundError
	if errors.As(err, &other) {
		t.Error("the error is of another code, too")
	}
	const line = "wrapped: GET /odata/Assets({key}): 409 Conflict: 1001 NameAlreadyUsed: The name Invoices is already used. (trace t-1)"
	if diff := cmp.Diff(line, err.Error()); diff != "" {
		t.Error(diff)
	}
	e := apiError(t, err)
	got := []any{e.Operation, e.Method, e.Status, e.ResourceIDs}
	if diff := cmp.Diff([]any{"Assets_GetById", "GET", 409, []int64{7}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestLocalize(t *testing.T) {
	for _, test := range []struct {
		code                int
		said                string
		english, french, pl string
	}{
		{1001, "The name A b is already used.", "The name A b is already used.", "Le nom A b est déjà utilisé.", "Nazwa A b jest już używana."},
		{1001, "the machine name M is already taken", "The name M is already used.", "Le nom M est déjà utilisé.", "Nazwa M jest już używana."},
		{1002, "Robot does not exist.", "Robot does not exist.", "Le robot n’existe pas.", "Robot nie istnieje."},
		{1002, "Asset does not exist.", "Asset does not exist.", "Asset n’existe pas.", "Asset nie istnieje."},
		{1002, "The item does not exist.", "The item does not exist.", "L’élément n’existe pas.", "Element nie istnieje."},
		{1002, "Something else.", "The item does not exist.", "L’élément n’existe pas.", "Element nie istnieje."},
		{1658, "A job in status Faulted can’t be stopped", "A job in status Faulted can't be stopped.",
			"Une tâche au statut Faulted ne peut pas être arrêtée.", "Zadania w stanie Faulted nie można zatrzymać."},
		{1661, "whatever", "The process does not exist any more.", "Le processus n’existe plus.", "Proces już nie istnieje."},
		{1001, "Unheard of.", "Unheard of.", "Unheard of.", "Unheard of."},
		{0, "An error has occurred.", "An error has occurred.", "Une erreur s’est produite.", "Wystąpił błąd."},
		{0, "Required permissions: Jobs.View", "Required permissions: Jobs.View", "Required permissions: Jobs.View", "Required permissions: Jobs.View"},
		{0, "", "An error has occurred.", "Une erreur s’est produite.", "Wystąpił błąd."},
		{2000, `100% of ${x} is $ a \ $a.`, `100% of ${x} is $ a \ $a.`, `100 % de ${x} font $ a \ $a.`, `100% z ${x} to $ a \ $a.`},
		{4242, "Unknown code.", "Unknown code.", "Unknown code.", "Unknown code."},
		{1904, "1 thing exceeds the limit of 4.", "1 thing exceeds the limit of 4.",
			"1 objet dépasse la limite de 4.", "1 obiekt przekracza limit 4."},
		{1904, "2 things exceed the limit of 4.", "2 things exceed the limit of 4.",
			"2 objets dépassent la limite de 4.", "2 obiekty przekraczają limit 4."},
		{1904, "5 things exceed the limit of 4.", "5 things exceed the limit of 4.",
			"5 objets dépassent la limite de 4.", "5 obiektów przekracza limit 4."},
		{1904, "22 things exceed the limit of 4.", "22 things exceed the limit of 4.",
			"22 objets dépassent la limite de 4.", "22 obiekty przekraczają limit 4."},
		{1904, "1000000 things exceed the limit of 4.", "1000000 things exceed the limit of 4.",
			"1000000 d’objets dépassent la limite de 4.", "1000000 obiektów przekracza limit 4."},
	} {
		e := apiError(t, fail(t, 409, envelope(test.said, test.code)))
		var got []string
		for _, l := range want.Locales() {
			got = append(got, e.Localize(l))
			if text := string(e.AppendLocalized([]byte("> "), l)); text != "> "+e.Localize(l) {
				t.Errorf("AppendLocalized: %q", text)
			}
		}
		if diff := cmp.Diff([]string{test.english, test.french, test.pl}, got); diff != "" {
			t.Errorf("%d %s\n%s", test.code, test.said, diff)
		}
	}
	if got := want.CodeTooManyThings.Text(want.LocalePL, "3", "2"); got != "3 obiekty przekraczają limit 2." {
		t.Error(got)
	}
}

func TestArguments(t *testing.T) {
	err := fail(t, 409, envelope("22 things exceed the limit of 4.", 1904))
	many, ok := errors.AsType[*want.TooManyThingsError](err)
	if !ok || many.Count != 22 || many.Limit != 4 || many.Code.Retry() != want.RetryIdempotent {
		t.Errorf("%+v", many)
	}
	job, ok := errors.AsType[*want.JobCannotBeStoppedError](fail(t, 409, envelope("A job in status Faulted can't be stopped.", 1658)))
	if !ok || job.StatusArg != "Faulted" || job.Status != 409 {
		t.Errorf("%+v", job)
	}
	robot, ok := errors.AsType[*want.ItemNotFoundError](fail(t, 404, envelope("Robot does not exist.", 1002)))
	if !ok || robot.Item != "" {
		t.Errorf("%+v", robot)
	}
	if arg, ok := apiError(t, err).Arg("Limit"); !ok || arg != "4" {
		t.Errorf("Arg gives %q, %v", arg, ok)
	}
	used, ok := errors.AsType[*want.NameAlreadyUsedError](fail(t, 409, envelope("Unheard of.", 1001)))
	if !ok || used.Name != "" || used.Message != "Unheard of." {
		t.Errorf("a text that is not recognised: %+v", used)
	}
	if _, ok := used.Arg("Name"); ok {
		t.Error("a text that is not recognised has arguments")
	}
}

func TestServerSpeaksFrench(t *testing.T) {
	body := envelope("Le nom Factures est déjà utilisé.", 1001)
	err := fail(t, 409, body, want.WithLocale(want.LocaleFR))
	used, ok := errors.AsType[*want.NameAlreadyUsedError](err)
	if !ok || used.Name != "Factures" || used.Localize(want.LocalePL) != "Nazwa Factures jest już używana." {
		t.Errorf("%+v", used)
	}
	if !strings.Contains(err.Error(), "The name Factures is already used.") {
		t.Error(err)
	}
	err = fail(t, 409, body) // French not announced: only those who ask for French recognise it
	if used, ok := errors.AsType[*want.NameAlreadyUsedError](err); !ok || used.Name != "" {
		t.Errorf("typed error: %+v", used)
	}
	if got := apiError(t, err).Localize(want.LocaleEN); got != "Le nom Factures est déjà utilisé." {
		t.Error(got)
	}
}

func TestUnknownAndPlainFailures(t *testing.T) {
	err := fail(t, 400, envelope("Line one\nline\u202e two", 4242))
	if !errors.Is(err, want.Code(4242)) || errors.Is(err, want.CategoryNone) || errors.Is(err, want.CodeUnspecified) {
		t.Error(err)
	}
	if strings.ContainsAny(err.Error(), "\r\n\u202e") {
		t.Errorf("not one line: %q", err)
	}
	err = fail(t, 400, envelope("An error has occurred.", 0))
	if !errors.Is(err, want.CodeUnspecified) {
		t.Error(err)
	}
	err = fail(t, 503, "<html><title>Down</title></html>")
	if !errors.Is(err, want.StatusServerError) || errors.Is(err, want.CodeUnspecified) || apiError(t, err).HasCode {
		t.Error(err)
	}
}

func TestParseCode(t *testing.T) {
	for text, code := range map[string]want.Code{
		"1002": want.CodeItemNotFound, "itemnotfound": want.CodeItemNotFound, "NameTaken": want.CodeNameAlreadyUsed,
		"PackageNotFound": want.CodePackageNotFound, "ProcessNotFound": want.CodeProcessNotFound, "4242": 4242,
	} {
		if got, ok := want.ParseCode(text); !ok || got != code {
			t.Errorf("%s: %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "Nonsense", "99999999999", "1.5"} {
		if got, ok := want.ParseCode(text); ok {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestNegotiate(t *testing.T) {
	for header, tag := range map[string]string{
		"": "en", "pl": "pl", "fr-CA, en;q=0.5": "fr", "de, pl;q=0.1": "pl", "en;q=0, fr;q=0.2": "fr", "xx": "en", "*": "en",
	} {
		if got := want.Negotiate(header, want.Locales()...); got.Tag() != tag {
			t.Errorf("%q: %v, want %s", header, got, tag)
		}
	}
}
