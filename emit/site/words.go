package site

import (
	"embed"
	"encoding/json"
	"path"
	"slices"
	"strings"
	"sync"

	bcp47 "golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

//go:embed words/*.json
var wordFiles embed.FS

// words are the texts of the pages themselves in one language, by their English key.
type words map[string]string

// of gives a text. It panics for an unknown key: that is a programming error.
func (w words) of(key string) string {
	text, known := w[key]
	if !known {
		panic("site: no words for " + key)
	}
	return text
}

// join writes a list.
func (w words) join(list []string) string { return strings.Join(list, w.of("Separator")) }

// table has the words by tag.
var table = sync.OnceValue(func() map[string]words {
	entries, err := wordFiles.ReadDir("words")
	if err != nil {
		panic(err)
	}
	all := map[string]words{}
	for _, e := range entries {
		data, err := wordFiles.ReadFile("words/" + e.Name())
		if err != nil {
			panic(err)
		}
		var w words
		if err := json.Unmarshal(data, &w); err != nil {
			panic(e.Name() + ": " + err.Error())
		}
		all[strings.TrimSuffix(e.Name(), path.Ext(e.Name()))] = w
	}
	return all
})

// wordsFor gives the words for a tag: its own, or those of the same language in the same script. Without any they are
// English, and own is false.
func wordsFor(tag string) (w words, own bool) {
	if w, own = table()[tag]; own {
		return w, true
	}
	wanted := bcp47.Make(tag)
	var tags []string
	for known := range table() {
		tags = append(tags, known)
	}
	slices.Sort(tags) // "pt" before "pt-BR"
	for _, known := range tags {
		if sameScript(wanted, bcp47.Make(known)) {
			return table()[known], true
		}
	}
	return table()["en"], false
}

func sameScript(a, b bcp47.Tag) bool {
	baseA, _ := a.Base()
	baseB, _ := b.Base()
	scriptA, _ := a.Script()
	scriptB, _ := b.Script()
	return baseA == baseB && scriptA == scriptB
}

// autonym is the name of a language in itself, or the tag where it is not known.
func autonym(tag string) string {
	if w, found := table()[tag]; found {
		return w.of("Language")
	}
	if name := display.Self.Name(bcp47.Make(tag)); name != "" {
		return name
	}
	return tag
}

// rightToLeft are the scripts written from right to left that living languages use.
var rightToLeft = []string{"Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"}

// direction tells how a language is written: "ltr" or "rtl".
func direction(tag string) string {
	script, _ := bcp47.Make(tag).Script()
	if slices.Contains(rightToLeft, script.String()) {
		return "rtl"
	}
	return "ltr"
}
