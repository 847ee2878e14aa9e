package runtime

import (
	"strings"
	"testing"
	"time"
)

func coded(code Code, message string, locales ...*Locale) *APIError {
	return &APIError{Code: code, HasCode: true, Status: 400, Message: message, locales: locales}
}

func TestLocalize(t *testing.T) {
	const nbsp = "\u00a0"
	tests := []struct {
		name   string
		err    *APIError
		en, fr string
	}{
		{"one text without arguments", coded(1010, "whatever"), "The lock could not be acquired.", "Le verrou n’a pas pu être obtenu."},
		{"argument", coded(1001, "The name A b is already used."), "The name A b is already used.", "Le nom A b est déjà utilisé."},
		{"further wording", coded(1001, "The machine name M1 is already taken"), "The name M1 is already used.", "Le nom M1 est déjà utilisé."},
		{"literal before pattern", coded(1002, "Robot does not exist."), "Robot does not exist.", "Le robot n’existe pas."},
		{"pattern", coded(1002, "Folder does not exist."), "Folder does not exist.", "Folder n’existe pas."},
		{"default text", coded(1002, "The item does not exist."), "The item does not exist.", "L’élément n’existe pas."},
		{"further wording with quotes", coded(1002, "Could not find the asset ‘A’."), "A does not exist.", "A n’existe pas."},
		{"not recognised, default without arguments", coded(1002, "Gone!"), "The item does not exist.", "L’élément n’existe pas."},
		{"not recognised, default with arguments", coded(1001, "Taken!"), "Taken!", "Taken!"},
		{"pattern behind another sentence", coded(1001, "It failed. The name A is already used."), "It failed. The name A is already used.", "It failed. The name A is already used."},
		{"argument that would span sentences", coded(1002, "It failed. The process 'X' does not exist."), "The item does not exist.", "L’élément n’existe pas."},
		{"no text, default with arguments", coded(1001, ""), "The name … is already used.", "Le nom … est déjà utilisé."},
		{"not recognised, generic", coded(0, "Jobs.View is required."), "Jobs.View is required.", "Jobs.View is required."},
		{"recognised, generic", coded(0, "An error has occurred."), "An error has occurred.", "Une erreur s’est produite."},
		{"no text, generic", coded(0, ""), "An error has occurred.", "Une erreur s’est produite."},
		{"only a field, generic", &APIError{HasCode: true, Fields: []FieldError{{"a", "b"}}}, "b", "b"},
		{"text in details", &APIError{Code: 1001, HasCode: true, Message: "Failed", Details: "The name A is already used."},
			"The name A is already used.", "Le nom A est déjà utilisé."},
		{"server in French", coded(1001, "Le nom A est déjà utilisé.", &localeFR), "The name A is already used.", "Le nom A est déjà utilisé."},
		{"French literal before English pattern", coded(1002, "Le robot n'existe pas.", &localeFR), "Robot does not exist.", "Le robot n’existe pas."},
		{"no-break spaces and no period", coded(1001, "The"+nbsp+"name A"+nbsp+"is already  used "), "The name A is already used.", "Le nom A est déjà utilisé."},
		{"leading semicolon", coded(1001, "; The name A is already used."), "The name A is already used.", "Le nom A est déjà utilisé."},
		{"upper case", coded(1001, "The Name A IS already used."), "The name A is already used.", "Le nom A est déjà utilisé."},
		{"plural", coded(1904, "3 licenses exceed the limit of 2."), "3 licenses exceed the limit of 2.", "3 licences dépassent la limite de 2."},
		{"singular", coded(1904, "1 license exceeds the limit of 0."), "1 license exceeds the limit of 0.", "1 licence dépasse la limite de 0."},
		{"number that is none", coded(1904, "Some licenses exceed the limit of 2."), "Some licenses exceed the limit of 2.", "Some licenses exceed the limit of 2."},
		{"repeated argument", coded(1905, "A b and C exclude each other; remove A b or C."),
			"A b and C exclude each other; remove A b or C.", "A b et C s’excluent ; retirez A b ou C."},
		{"repeated argument with its separator inside", coded(1905, "A and B and C exclude each other; remove A and B or C."),
			"A and B and C exclude each other; remove A and B or C.", "A and B et C s’excluent ; retirez A and B ou C."},
		{"repeated argument with two values", coded(1905, "A and C exclude each other; remove B or C."),
			"A and C exclude each other; remove B or C.", "A and C exclude each other; remove B or C."},
		{"unknown code", coded(4242, "m"), "m", "m"},
		{"no code", &APIError{Message: "m", Details: "d"}, "m", "m"},
		{"no code, only details", &APIError{Details: "d"}, "d", "d"},
		{"no code, only a field", &APIError{Fields: []FieldError{{"a", "b"}}}, "b", "b"},
		{"no code, only a reason", &APIError{Reason: "invalid_client"}, "invalid_client", "invalid_client"},
		{"nothing", &APIError{Status: 503}, "HTTP status 503 Service Unavailable", "HTTP status 503 Service Unavailable"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for l, want := range map[*Locale]string{&localeEN: test.en, &localeFR: test.fr} {
				if got := test.err.Localize(l); got != want {
					t.Errorf("%s: got %q, want %q", l, got, want)
				}
				if got := string(test.err.AppendLocalized([]byte("> "), l)); got != "> "+want {
					t.Errorf("%s: appended %q, want %q", l, got, want)
				}
			}
		})
	}
}

func TestServerLanguageIsUnderstoodOnlyWhenAskedFor(t *testing.T) {
	e := coded(1001, "Le nom A est déjà utilisé.")
	if got := e.Localize(&localeEN); got != "Le nom A est déjà utilisé." {
		t.Error(got)
	}
	if _, ok := e.Arg("Name"); ok {
		t.Error("argument found")
	}
	e = fail(t, reply{409, "", nil, `{"message":"Le nom A est déjà utilisé.","errorCode":1001}`}, WithLocale(&localeFR))
	if got, _ := e.Arg("Name"); got != "A" {
		t.Errorf("got %q", got)
	}
	if _, ok := e.Arg("Other"); ok {
		t.Error("an argument that the text does not have")
	}
}

func TestText(t *testing.T) {
	tests := []struct {
		code Code
		args []string
		want string
	}{
		{1010, nil, "Le verrou n’a pas pu être obtenu."},
		{1010, []string{"too many"}, "Le verrou n’a pas pu être obtenu."},
		{1001, []string{"A"}, "Le nom A est déjà utilisé."},
		{1001, []string{"\x01"}, "Le nom \x01 est déjà utilisé."},
		{1001, nil, "Le nom … est déjà utilisé."},
		{1904, []string{"1", "2"}, "1 licence dépasse la limite de 2."},
		{1904, []string{"5"}, "5 licences dépassent la limite de …."},
		{1904, nil, "… licences dépassent la limite de …."},
		{4242, []string{"A"}, "4242"},
	}
	for _, test := range tests {
		if got := test.code.Text(&localeFR, test.args...); got != test.want {
			t.Errorf("%d %q: got %q, want %q", test.code, test.args, got, test.want)
		}
	}
}

func TestAllocations(t *testing.T) {
	argless, counted := coded(1010, "The lock could not be acquired."), coded(1904, "3 licenses exceed the limit of 2.")
	French := coded(1905, "A et B s’excluent ; retirez A ou B.", &localeFR)
	for _, e := range []*APIError{argless, counted, French} {
		(*reported)(e).recognise() // as for a reply
	}
	buf := make([]byte, 0, 200)
	for name, run := range map[string]func(){
		"Text":                                  func() { Code(1010).Text(&localeFR) },
		"Localize":                              func() { argless.Localize(&localeFR) },
		"AppendLocalized without arguments":     func() { buf = argless.AppendLocalized(buf[:0], &localeFR) },
		"AppendLocalized with arguments":        func() { buf = counted.AppendLocalized(buf[:0], &localeFR) },
		"AppendLocalized from another language": func() { buf = French.AppendLocalized(buf[:0], &localeEN) },
		"Negotiate":                             func() { Negotiate("de, fr-CH;q=0.9, *;q=0.1", &localeEN, &localeFR) },
	} {
		if n := testing.AllocsPerRun(100, run); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

// TestLongTexts feeds texts that would take hours if the time were quadratic in their length.
func TestLongTexts(t *testing.T) {
	const size = 1 << 20
	for name, text := range map[string]string{
		"repeated begin": strings.Repeat("The name A is already ", size/22),
		"letters":        strings.Repeat("a", size),
		"separators":     strings.Repeat(" and ", size/5),
		"spaces":         strings.Repeat(" ", size) + "x",
		"pairs":          strings.Repeat("password=", size/9),
		"keys":           strings.Repeat("key key = ", size/10),
		"schemes":        strings.Repeat("Bearer x ", size/9),
		"quotes":         strings.Repeat("token=\\\"", size/8),
		"apostrophes":    strings.Repeat("token='a ", size/9),
		"backslashes":    "token=" + strings.Repeat("\\", size),
		"limit":          strings.Repeat("a and a ", maxMatched/8),
		"limit, spaces":  "a" + strings.Repeat(" ", maxMatched-2) + "b",
	} {
		start := time.Now()
		redact([]byte(text))
		for _, code := range []Code{1001, 1002, 1904, 1905} {
			e := coded(code, text, &localeFR)
			_, _ = e.Localize(&localeFR), e.Error()
		}
		if d := time.Since(start); d > 2*time.Second {
			t.Errorf("%s: %v", name, d)
		} else {
			t.Log(name, d)
		}
	}
}
