// Package site writes the error reference of a catalogue: a static site, or the same pages as Markdown, in every
// language of the catalogue. All texts of the inputs are shown as text, whatever they contain.
package site

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
)

// The formats of the pages.
const (
	HTML     = "html"
	Markdown = "markdown"
)

// Formats gives the names of the formats.
func Formats() []string { return []string{HTML, Markdown} }

// Options are the choices of the caller.
type Options struct {
	Format  string   // one of [Formats]
	Locales []string // tags of the locales to write; nil for all of the catalogue. The source locale is always written.
	Title   string   // what the pages are about; "" for the title of the definition, or the domain of the catalogue
	BaseURL string   // address below which the pages will stand, with a slash at the end; "" when it is not known
	Package string   // name of the generated package in the Go examples
}

// Generate gives every page and asset, ordered by name: index.html, which leads to the languages, <tag>/index.html
// and <tag>/<code>.html. Names of files are relative to an output folder, with slashes. The model must be free of
// errors and have its names assigned; without a definition api has no operations.
func Generate(api *model.API, cat *model.Catalog, o Options) ([]emit.File, error) {
	s := &site{cat: cat, Title: clean(cmp.Or(o.Title, api.Title, cat.Domain)), Base: o.BaseURL, pkg: o.Package, operations: operations(api, cat)}
	for _, l := range cat.Locales {
		if o.Locales == nil || l.Tag == cat.Source || slices.Contains(o.Locales, l.Tag) {
			s.Languages = append(s.Languages, newLanguage(l))
		}
	}
	slices.SortStableFunc(s.Languages, func(a, b *language) int { return strings.Compare(a.Tag, b.Tag) })
	var files []emit.File
	var err error
	switch o.Format {
	case HTML:
		s.Ext = ".html"
		files, err = s.html()
	case Markdown:
		s.Ext = ".md"
		files, err = s.markdown()
	default:
		err = fmt.Errorf("unknown format %q", o.Format)
	}
	slices.SortFunc(files, func(a, b emit.File) int { return strings.Compare(a.Name, b.Name) })
	return files, err
}

// site is what all pages share.
type site struct {
	Title     string
	Base      string
	Ext       string      // of the pages
	Languages []*language // ordered by tag

	cat        *model.Catalog
	pkg        string
	operations []operation
}

// language is one folder of the site.
type language struct {
	*model.Locale
	Words words
	UI    string // language of the words: the tag, or "en" where there are none for the tag
	Dir   string // direction of the words, "ltr" or "rtl"
	Mine  string // name of the language in itself
}

func newLanguage(l *model.Locale) *language {
	w, own := wordsFor(l.Tag)
	lang := &language{Locale: l, Words: w, UI: l.Tag, Mine: autonym(l.Tag)}
	if !own {
		lang.UI = "en"
	}
	lang.Dir = direction(lang.UI)
	return lang
}

// source is the language the texts are translated from.
func (s *site) source() *language {
	i := slices.IndexFunc(s.Languages, func(l *language) bool { return l.Tag == s.cat.Source })
	return s.Languages[i]
}

// page is one page of one language.
type page struct {
	*site
	*language
	File       string // name without extension: "index", "names", "categories", "operations" or a code
	Heading    string
	Entries    []*entry   // of the lists, in their order
	Categories []category // of the page by category
	Code       *entry     // of a page about one code
	Previous   *entry
	Next       *entry
}

// category is a family of codes with its codes.
type category struct {
	ID      string
	Doc     text
	Entries []*entry
}

// Operations gives the operations with known errors, by name.
func (p *page) Operations() []operation { return p.operations }

// Link is the address of a page of the same language.
func (p *page) Link(name any) string { return fmt.Sprint(name) + p.Ext }

// InOther is the address of this page in another language.
func (p *page) InOther(l *language) string { return "../" + l.Tag + "/" + p.File + p.Ext }

// Absolute is the address of this page in a language when the place of the site is known, else relative to this page.
func (p *page) Absolute(l *language) string {
	if p.Base == "" {
		return p.InOther(l)
	}
	return p.Base + l.Tag + "/" + p.File + p.Ext
}

// Canonical is the address of this page, where the place of the site is known.
func (p *page) Canonical() string { return p.Absolute(p.language) }

// pages gives the pages of one language.
func (s *site) pages(l *language) []*page {
	entries := s.entries(l)
	pages := []*page{
		{File: "index", Heading: l.Words.of("Reference"), Entries: entries},
		{File: "names", Heading: l.Words.of("ByName"), Entries: byName(entries)},
		{File: "categories", Heading: l.Words.of("ByCategory"), Categories: s.categories(l, entries)},
		{File: "operations", Heading: l.Words.of("Operations")},
	}
	for i, e := range entries {
		p := &page{File: strconv.Itoa(e.Code), Heading: strconv.Itoa(e.Code) + " " + e.ID, Code: e}
		if i > 0 {
			p.Previous = entries[i-1]
		}
		if i+1 < len(entries) {
			p.Next = entries[i+1]
		}
		pages = append(pages, p)
	}
	for _, p := range pages {
		p.site, p.language = s, l
	}
	return pages
}

func byName(entries []*entry) []*entry {
	return slices.SortedStableFunc(slices.Values(entries), func(a, b *entry) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.ID), strings.ToLower(b.ID)), cmp.Compare(a.Code, b.Code))
	})
}

// categories gives the families that have codes, in the order of the catalogue.
func (s *site) categories(l *language, entries []*entry) []category {
	var list []category
	for _, c := range s.cat.Categories {
		family := category{ID: c.ID, Doc: s.note(l, c.Doc, c.Docs)}
		for _, e := range entries {
			if e.def.Category == c {
				family.Entries = append(family.Entries, e)
			}
		}
		if family.Entries != nil {
			list = append(list, family)
		}
	}
	return list
}
