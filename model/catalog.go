package model

import (
	"fmt"
	"net/url"
	"strings"
)

// Catalog is the curated list of an API's error codes with their texts.
type Catalog struct {
	Version    int
	Domain     string // DNS name that makes the codes unique, RFC 9457 "type" and AIP-193 "domain"
	Source     string // tag of the locale the texts are translated from
	Docs       string // address below which the pages of "orchgen docs" stand, with a slash at the end; "" without any
	Locales    []*Locale
	Categories []*Category
	Errors     []*ErrorDef // ascending by code
	Unnumbered []string    // names of further errors, whose codes are not known
	Client     *Client     // nil without a file that says more about operations
	Ignore     []*Rule     // lints that are not wanted at all
	Pos        Pos
}

// Locale is one language of the catalogue, named by its BCP 47 tag in canonical form.
type Locale struct {
	Tag   string
	Name  string // English name of the language, from CLDR
	State State  // of every translation that has none of its own
	Go    Name
	File  Name
	Pos   Pos
}

// Category is a family of errors that a program treats alike.
type Category struct {
	ID   string
	Doc  string            // in the source language
	Docs map[string]string // in other languages, by locale tag
	Go   Name
	Pos  Pos
}

// Retry says whether repeating a failed request can help.
type Retry string

// The retry advices.
const (
	RetryNever      Retry = "never"      // the same request fails again
	RetryIdempotent Retry = "idempotent" // a request that is safe to repeat may be repeated later
	RetryAlways     Retry = "always"     // the request was not carried out; any method may be repeated later
)

// ErrorDef is one error code.
type ErrorDef struct {
	Code         int
	ID           string // stable name, "NameAlreadyUsed"
	Status       []int  // HTTP statuses, the most likely first; none for what is not the reply to a request
	Category     *Category
	Texts        []*Text // the default text first, then the variants
	Operations   []Ref
	Retry        Retry
	Generic      bool         // the default text says nothing about the case: any other text of the server says more
	Since, Until string       // API releases as the catalogue writes them
	Deprecated   *Deprecation // nil for a code that should still be used
	Aliases      []*AliasDef
	Descriptions map[string]*Message     // by locale tag; without arguments
	Remedies     map[string]*Message     // by locale tag; without arguments
	Translations map[string]*Translation // by locale tag; nil for a locale that says nothing about its texts
	Ignore       []*Rule                 // lints that are not wanted for the entry
	NameSource   string                  // documented, inferred or assigned
	StatusSource string                  // observed, documented or inferred
	Notes        string
	Sources      []string
	Go           Name // the constant, "CodeNameAlreadyUsed"
	GoType       Name // the typed view, "NameAlreadyUsedError"; unset without arguments
	Pos          Pos
}

// Default is the text that holds for every occurrence of the code.
func (e *ErrorDef) Default() *Text { return e.Texts[0] }

// Args gives the arguments of all texts, each name once.
func (e *ErrorDef) Args() []*Arg {
	var list []*Arg
	seen := map[string]bool{}
	for _, t := range e.Texts {
		for _, a := range t.Args {
			if !seen[a.ID] {
				seen[a.ID] = true
				list = append(list, a)
			}
		}
	}
	return list
}

// Deprecation tells what to use instead of a code that servers replace by another.
type Deprecation struct {
	Use  *ErrorDef // nil when nothing takes its place
	Note string
	Pos  Pos
}

// AliasDef is a further identifier of a code.
type AliasDef struct {
	ID     string
	Shared bool // the name belongs to another code: no constant is made
	Until  string
	Note   string
	Go     Name
	Pos    Pos
}

// Text is one sentence that the server sends under a code, in every locale.
type Text struct {
	Variant  string // "" for the default text
	Args     []*Arg
	Plural   *Arg // the argument that counts, nil in a text without plural forms
	Select   *Arg // the argument whose value chooses the form, nil in a text without such forms
	Messages map[string]*Message
	Pos      Pos
}

// Selector is the argument that chooses the form, nil in a text with one form.
func (t *Text) Selector() *Arg {
	if t.Plural != nil {
		return t.Plural
	}
	return t.Select
}

// ArgType is the type of a message argument.
type ArgType string

// The argument types.
const (
	ArgIdentifier ArgType = "identifier" // word of the API, never translated
	ArgString     ArgType = "string"
	ArgInt        ArgType = "int"
	ArgDecimal    ArgType = "decimal"
	ArgDateTime   ArgType = "date-time"
	ArgURL        ArgType = "url"
	ArgSecret     ArgType = "secret" // redacted in logs
)

// Arg is a typed argument of a text. Its place in Text.Args is its positional index.
type Arg struct {
	ID      string
	Type    ArgType
	Values  []string // the known values; forms of a select are named by them
	Example string
	Note    string            // in the source language
	Notes   map[string]string // in other languages, by locale tag
	Go      Name
	Pos     Pos
}

// Message is a text in one locale, parsed once. A message without plural or select forms has the one form Other.
type Message struct {
	Forms    []Form
	Also     []Form // further wordings seen from servers, for recognition only
	Document bool   // origin: document
	Pos      Pos
}

// Form is a message for one CLDR plural category, or for one value of the argument of a select.
type Form struct {
	Category string // "other" for what no other form is for, and for the only form
	Text     string // as written
	Parts    []Part
	Pos      Pos
}

// Other is the form for what no other form is for; nil when the message is nil.
func (m *Message) Other() *Form {
	if m == nil {
		return nil
	}
	return m.Form("other")
}

// Form finds a form by its category; nil when there is none.
func (m *Message) Form(category string) *Form {
	for i := range m.Forms {
		if m.Forms[i].Category == category {
			return &m.Forms[i]
		}
	}
	return nil
}

// String is the text of [Message.Other] as written, "" when there is none.
func (m *Message) String() string {
	if f := m.Other(); f != nil {
		return f.Text
	}
	return ""
}

// Part is literal text, or the argument with index Arg of the Text.
type Part struct {
	Literal string
	Arg     int // -1 for literal text
}

// DocsBase checks an address of error pages, and gives it with a slash at the end.
func DocsBase(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("%q is not an http address without query and fragment", address)
	}
	return strings.TrimSuffix(u.String(), "/") + "/", nil
}
