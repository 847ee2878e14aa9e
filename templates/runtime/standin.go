// Package runtime is the part of a generated client that does not depend on the definition. It is copied into
// each generated package, without its tests and this file.
//
// Functions that generated code calls all over are marked go:noinline: copies of them in hundreds of methods
// would take longer to compile than all the rest.
package runtime

import (
	"context"
	"time"
)

// The tables in this file stand in for those that are generated from a definition and a catalogue, so
// that the runtime compiles and is tested where it stands. The file itself is not copied.

const (
	userAgent = "orchgen-runtime"
	loginPath = "/api/Account/Authenticate"
)

const (
	categoryNotFound Category = iota + 1
	categoryConflict
)

var categoryNames = [...]string{"None", "NotFound", "Conflict"}

var codes = []codeInfo{
	{0, "Unspecified", CategoryNone, RetryNever, true, 0, 1},
	{1001, "NameAlreadyUsed", categoryConflict, RetryNever, false, 1, 1},
	{1002, "ItemNotFound", categoryNotFound, RetryNever, false, 2, 3},
	{1010, "LockFailure", categoryConflict, RetryIdempotent, false, 5, 1},
	{1101, "RequiredOrganizationUnit", categoryConflict, RetryNever, false, 0, 1},
	{1655, "FeedInUse", categoryConflict, RetryAlways, false, 0, 1},
	{1904, "LimitExceeded", categoryConflict, RetryNever, false, 6, 1},
	{1905, "PairRefused", categoryConflict, RetryNever, false, 7, 1},
	{1906, "WeakPassword", categoryConflict, RetryNever, false, 8, 1},
	{1907, "Locked", categoryConflict, RetryNever, false, 9, 1},
	{1908, "FilesLeft", categoryConflict, RetryNever, false, 10, 1},
}

var serverReleases = []serverRelease{{"2019.4", 800}, {"2019.10", 900}, {"5.0", 100}}

var codeAliases = []codeAlias{{"NameTaken", 1001}}

var textInfos = []textInfo{
	{},
	{[]string{"Name"}, []argKind{argText}},
	{},
	{},
	{[]string{"Item"}, []argKind{argText}},
	{},
	{[]string{"Count", "Limit"}, []argKind{argInt, argInt}},
	{[]string{"First", "Second"}, []argKind{argText, argWord}},
	{[]string{"Password"}, []argKind{argSecret}},
	{[]string{"Kind", "Name"}, []argKind{argText, argText}},
	{[]string{"Count"}, []argKind{argInt}},
}

func tableOf(texts ...string) textTable {
	var t textTable
	for _, text := range texts {
		t.text += text
		t.ends += string([]byte{byte(len(t.text)), byte(len(t.text) >> 8), byte(len(t.text) >> 16)})
	}
	return t
}

const (
	catalogDomain = "example.com"
	docsURL       = "https://docs.example.com/errors/"
)

var sourceLocale = &localeEN

var localeEN = Locale{
	tag: "en",
	texts: tableOf(
		"An error has occurred.",
		"The name \x01 is already used.",
		"The item does not exist.",
		"Robot does not exist.",
		"\x01 does not exist.",
		"The lock could not be acquired.",
		"\x0e\x01\x0e\x01 license exceeds the limit of \x02.\x0e\x01 licenses exceed the limit of \x02.",
		"\x01 and \x02 exclude each other; remove \x01 or \x02.",
		"The password \x01 is too short.",
		"\x0f\x01\x0frobot\x0fThe robot \x02 is locked.\x0fuser\x0fThe user \x02 is locked.\x0f\x0f\x02 (\x01) is locked.",
		"\x0e\x01\x0eOne file is left.\x0e\x01 files are left.",
	),
	also:   []alsoText{{1, "The machine name \x01 is already taken"}, {4, "Could not find the asset '\x01'."}},
	plural: pluralOneOther,
	help:   helpEN{},
}

type helpEN struct{}

func (helpEN) remedies() *textTable { return &remediesEN }

var remediesEN = tableOf("", "Choose another name.", "", "Try again later.", "", "", "", "", "", "", "")

var localeFR = Locale{
	tag: "fr",
	texts: tableOf(
		"Une erreur s’est produite.",
		"Le nom \x01 est déjà utilisé.",
		"L’élément n’existe pas.",
		"Le robot n’existe pas.",
		"\x01 n’existe pas.",
		"Le verrou n’a pas pu être obtenu.",
		"\x0e\x01\x0e\x01 licence dépasse la limite de \x02.\x0e\x01 licences dépassent la limite de \x02.",
		"\x01 et \x02 s’excluent ; retirez \x01 ou \x02.",
		"Le mot de passe \x01 est trop court.",
		"\x0f\x01\x0frobot\x0fLe robot \x02 est verrouillé.\x0fuser\x0fL’utilisateur \x02 est verrouillé.\x0f\x0f\x02 (\x01) est verrouillé.",
		"\x0e\x01\x0eIl reste un fichier.\x0eIl reste \x01 fichiers.",
	),
	plural: pluralOneOther,
	help:   helpFR{},
}

type helpFR struct{}

func (helpFR) remedies() *textTable { return &remediesFR }

var remediesFR = tableOf("", "Choisissez un autre nom.", "", "", "", "", "", "", "", "", "")

// localeAR is written from right to left.
var localeAR = Locale{
	tag:         "ar",
	rightToLeft: true,
	texts: tableOf(
		"حدث خطأ.",
		"الاسم \x01 مستخدم بالفعل.",
		"العنصر غير موجود.",
		"الروبوت غير موجود.",
		"\x01 غير موجود.",
		"تعذر الحصول على القفل.",
		"\x0e\x01\x0e\x01 ترخيص يتجاوز الحد \x02.\x0e\x01 تراخيص تتجاوز الحد \x02.",
		"\x01 و\x02 لا يجتمعان؛ أزل \x01 أو \x02.",
		"كلمة المرور \x01 قصيرة جدًا.",
		"\x0f\x01\x0frobot\x0fالروبوت \x02 مقفل.\x0fuser\x0fالمستخدم \x02 مقفل.\x0f\x0f\x02 (\x01) مقفل.",
		"\x0e\x01\x0eبقي ملف واحد.\x0eبقي \x01 ملفات.",
	),
	plural: pluralOneOther,
}

// LocaleEN and LocaleFR stand for the generated locales.
var LocaleEN, LocaleFR = &localeEN, &localeFR

func parentTag(tag string) (string, bool) {
	switch tag {
	case "es-ar", "es-mx":
		return "es-419", true
	case "zh-hk", "zh-tw":
		return "zh-Hant", true
	case "zh-hant":
		return "", true
	case "iw":
		return "he", true
	}
	return "", false
}

func pluralOneOther(number string) uint8 {
	if number == "1" {
		return 0
	}
	return 1
}

// NameAlreadyUsedError is the typed view of code 1001.
type NameAlreadyUsedError struct {
	*APIError
	Name string
}

// Unwrap gives the untyped error.
func (e *NameAlreadyUsedError) Unwrap() error { return e.APIError }

// LimitExceededError is the typed view of code 1904.
type LimitExceededError struct {
	*APIError
	Count int64
	Limit int64
}

// Unwrap gives the untyped error.
func (e *LimitExceededError) Unwrap() error { return e.APIError }

func asTyped(e *APIError, target any) bool {
	switch t := target.(type) {
	case **NameAlreadyUsedError:
		if e.Code == 1001 {
			m, _ := (*reported)(e).match()
			*t = &NameAlreadyUsedError{e, m.value("Name")}
			return true
		}
	case **LimitExceededError:
		if e.Code == 1904 {
			m, _ := (*reported)(e).match()
			*t = &LimitExceededError{e, m.int("Count"), m.int("Limit")}
			return true
		}
	}
	return false
}

// ThingsService stands for a group of operations.
type ThingsService service

// List stands for an operation.
func (s *ThingsService) List(ctx context.Context, opts *ListOptions) (*Page[string], error) {
	c := s.conn.call(&operation{id: "Things_List", method: "GET", path: "/odata/Things", accept: "application/json"})
	opts.set(c)
	return result(ctx, c, new(Page[string]))
}

// ThingMadeEvent stands for the payload of an event.
type ThingMadeEvent struct {
	Type      string
	EventID   string `json:"EventId"`
	Timestamp time.Time
	Thing     *Thing
	Raw       RawFields `json:"-"`
}

// Thing stands for what an event is about.
type Thing struct {
	ID   int64 `json:"Id"`
	Name string
	Raw  RawFields `json:"-"`
}

// EventType gives the name of the event.
func (*ThingMadeEvent) EventType() string { return "thing.made" }

func (*ThingMadeEvent) event() {}

func newEvent(name string) Event {
	if name == "thing.made" {
		return new(ThingMadeEvent)
	}
	return nil
}

// Client stands for the generated client.
type Client struct{ Things *ThingsService }

// NewClient stands for the generated constructor.
func NewClient(baseURL string, opts ...Option) (*Client, error) {
	conn, err := newConn(baseURL, opts)
	if err != nil {
		return nil, err
	}
	return &Client{(*ThingsService)(&service{conn})}, nil
}
