// Command bundle reads {folders, calls} from standard input, and writes for each folder the texts that go-i18n and
// golang.org/x/text show for the calls, or why they refuse the files.
package main

import (
	"encoding/json"
	"errors"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"
	"golang.org/x/text/number"
)

type call struct {
	Locale, ID, Plural, Select, Category string
	Names                                []string
	Args                                 map[string]string
}

type folder struct{ Format, Dir string }

type outcome struct {
	Error string   `json:"error"`
	Texts []string `json:"texts"`
}

// catalogs are those that pipeline has generated, by folder.
var catalogs = map[string]catalog.Catalog{}

func main() {
	var request struct {
		Folders []folder
		Calls   []call
	}
	if err := json.NewDecoder(os.Stdin).Decode(&request); err != nil {
		log.Fatal(err)
	}
	var outcomes []outcome
	for _, f := range request.Folders {
		show, err := f.open()
		if err != nil {
			outcomes = append(outcomes, outcome{Error: err.Error()})
			continue
		}
		var o outcome
		for _, c := range request.Calls {
			o.Texts = append(o.Texts, show(c))
		}
		outcomes = append(outcomes, o)
	}
	if err := json.NewEncoder(os.Stdout).Encode(outcomes); err != nil {
		log.Fatal(err)
	}
}

func (f folder) open() (func(call) string, error) {
	if f.Format == "gotext" {
		if catalogs[f.Dir] == nil {
			return nil, errors.New("no catalogue was generated")
		}
		return func(c call) string { return gotext(catalogs[f.Dir], c) }, nil
	}
	bundle := i18n.NewBundle(language.English)
	files, err := filepath.Glob(filepath.Join(f.Dir, "*.json"))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(files, func(a, b string) int { // pt before pt-BR, which would be taken for it otherwise
		return strings.Compare(strings.TrimSuffix(a, ".json"), strings.TrimSuffix(b, ".json"))
	})
	for _, file := range files {
		if _, err := bundle.LoadMessageFile(file); err != nil {
			return nil, err
		}
	}
	return func(c call) string { return goI18n(bundle, c) }, nil
}

func goI18n(bundle *i18n.Bundle, c call) string {
	localizer := i18n.NewLocalizer(bundle, c.Locale)
	config := &i18n.LocalizeConfig{MessageID: c.ID, TemplateData: c.Args}
	if c.Plural != "" {
		config.PluralCount = c.Args[c.Plural]
	}
	if c.Select != "" {
		config.MessageID = c.ID + "_" + c.Category
	}
	text, err := localizer.Localize(config)
	if missing := (*i18n.MessageNotFoundErr)(nil); errors.As(err, &missing) {
		config.MessageID = c.ID
		text, err = localizer.Localize(config)
	}
	if err != nil {
		return "! " + err.Error()
	}
	return text
}

// gotext shows a text by its key. A Printer shows a key without a text as it is.
func gotext(messages catalog.Catalog, c call) string {
	tag := language.Make(c.Locale)
	if c.Locale == "ar" {
		tag = language.Make("ar-u-nu-latn")
	}
	printer := message.NewPrinter(tag, message.Catalog(messages))
	var args []any
	for _, name := range c.Names {
		if name != c.Plural {
			args = append(args, c.Args[name])
			continue
		}
		n, err := strconv.Atoi(c.Args[name])
		if err != nil {
			return "! " + err.Error()
		}
		args = append(args, number.Decimal(n, number.NoSeparator()))
	}
	if key := c.ID + "_" + c.Category; c.Select != "" {
		if text := printer.Sprintf(key, args...); len(text) < len(key) || text[:len(key)] != key {
			return text
		}
	}
	return printer.Sprintf(c.ID, args...)
}
