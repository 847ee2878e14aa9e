package parser

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/orchgen/orchgen/model"
)

// Catalog reads the catalogue in the file name of fsys, the file locales/<tag>.yaml beside it for each of its
// locales, and the file client.yaml beside it if there is one. Diagnostics show the path of the catalogue as shown. The result is nil when the
// catalogue cannot be read at all; the sources are the files that were read.
//
// Arguments with the same name are shared by the texts of one entry.
func Catalog(fsys fs.FS, name, shown string) (*model.Catalog, Sources, model.Diagnostics) {
	var diags model.Diagnostics
	c := &catalogReader{
		fsys: fsys, dir: path.Dir(name), shownDir: strings.TrimSuffix(shown, path.Base(name)), diags: &diags, sources: Sources{},
	}
	tree := c.read(name, shown, catalogShape, model.RuleRead, model.Pos{File: shown})
	if tree == nil {
		return nil, c.sources, diags
	}
	c.root = tree.root
	c.cat = &model.Catalog{Pos: tree.root.pos()}
	c.header(tree.root.get("catalog"))
	c.categories(tree.root.get("categories"))
	c.entries(tree.root.get("errors"))
	c.unnumbered(tree.root.get("unnumbered"))
	c.replacements()
	c.locales(tree.root.get("catalog"))
	c.clientDef()
	slices.SortStableFunc(c.cat.Errors, func(a, b *model.ErrorDef) int { return cmp.Compare(a.Code, b.Code) })
	return c.cat, c.sources, diags
}

// catalogReader fills a model.Catalog from a catalogue and its locale files.
type catalogReader struct {
	fsys          fs.FS
	dir, shownDir string
	diags         *model.Diagnostics
	sources       Sources
	root          *spot
	cat           *model.Catalog
	list          []*entryReader
	codes         []string // the codes of all entries, as text
	replaced      []replacement
	uncoded       bool // an entry has no usable code, so a message may belong to it
}

// read reads one file and checks its keys. That it cannot be read is reported under rule at pos.
func (c *catalogReader) read(name, shown string, sh *shape, rule *model.Rule, pos model.Pos) *tree {
	data, err := readFile(c.fsys, name)
	if err != nil {
		var pathErr *fs.PathError
		if errors.As(err, &pathErr) {
			err = pathErr.Err
		}
		message := err.Error()
		if pos.File != shown {
			message = shown + ": " + message
		}
		c.diags.Report(rule, pos, "", "%s", message)
		return nil
	}
	c.sources[shown] = data
	tree := readTree(Source{shown, data}, c.diags)
	if tree == nil {
		return nil
	}
	if !tree.root.is(object) {
		c.diags.Report(model.RuleType, tree.root.pos(), "", "a %s is an object, not %s", sh.name, describe(tree.root.node))
		return nil
	}
	check := newChecker(c.diags)
	check.catalogue = true
	check.object(tree.root, sh)
	return tree
}

func readFile(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return Read(f)
}

// require gives the text below key and reports when it is missing.
func (c *catalogReader) require(s *spot, key, what string) string {
	if s.get(key) == nil && s != nil {
		c.diags.Add(model.Diagnostic{
			Rule: model.RuleMissingField, Pos: s.pos(), Pointer: s.pointer(),
			Message: fmt.Sprintf("%s has no %q", what, key), Hint: fmt.Sprintf("add %q", key),
		})
	}
	return s.str(key)
}

func (c *catalogReader) header(s *spot) {
	if s == nil {
		c.diags.Report(model.RuleMissingField, c.root.pos(), "add \"catalog\"", "the catalogue has no \"catalog\"")
		return
	}
	if !s.is(object) {
		return
	}
	const what = "the catalogue header"
	c.require(s, "version", what)
	if v, ok := wholeNumber(s.get("version")); ok {
		if c.cat.Version = v; v != 1 {
			at := s.get("version")
			c.diags.Report(model.RuleCatalogValue, at.valuePos(), "write 1", "version %d of the catalogue format is not known", v)
		}
	}
	c.cat.Domain = c.require(s, "domain", what)
	if strings.ContainsAny(c.cat.Domain, " \t/:\"") {
		c.diags.Report(model.RuleCatalogValue, s.get("domain").valuePos(), "write a DNS name such as api.example.com",
			"%q is not a DNS name", c.cat.Domain)
	}
	c.cat.Source = c.require(s, "source", what)
	c.docs(s.get("docs"))
	c.cat.Ignore = c.ignored(s)
	c.require(s, "locales", what)
	if c.cat.Source != "" && s.get("locales").is(array) {
		if !slices.ContainsFunc(s.get("locales").items(), func(l *spot) bool { return l.text == c.cat.Source }) {
			c.diags.Report(model.RuleLocale, s.get("source").valuePos(), "add it to \"locales\"",
				"the source locale %q is not among the locales", c.cat.Source)
		}
	}
}

// docs reads the address of the error pages.
func (c *catalogReader) docs(s *spot) {
	if !s.isText() {
		return
	}
	base, err := model.DocsBase(s.text)
	if err != nil {
		c.diags.Report(model.RuleCatalogValue, s.valuePos(), "write an address such as https://example.com/errors/", "%v", err)
	}
	c.cat.Docs = base
}

// ignored reads the lints that are not wanted below s.
func (c *catalogReader) ignored(s *spot) []*model.Rule {
	var list []*model.Rule
	for _, e := range s.get("ignore").items() {
		if !e.isText() {
			continue
		}
		if rule := model.LookupRule(e.text); rule != nil && rule.IsLint() {
			list = append(list, rule)
		} else {
			c.diags.Report(model.RuleCatalogValue, e.pos(), "write the identifier of a lint, such as "+model.RuleUntranslated.ID, "%q is not a lint that can be ignored", e.text)
		}
	}
	return list
}

// wholeNumber is the value of a count that the checker has accepted; what no int holds becomes the
// greatest one.
func wholeNumber(s *spot) (int, bool) {
	if s == nil || !(value{form: counts}).accepts(s) {
		return 0, false
	}
	n, err := strconv.ParseUint(s.json(), 10, 64)
	return int(min(n, math.MaxInt)), err == nil
}

func (c *catalogReader) categories(s *spot) {
	for _, e := range s.entries() {
		c.name(e.pos(), e.key, "a category")
		c.cat.Categories = append(c.cat.Categories, &model.Category{ID: e.key, Doc: oneLine(e), Pos: e.pos()})
	}
}

// unnumbered reads the names of errors without a code, which no entry may have.
func (c *catalogReader) unnumbered(s *spot) {
	for _, e := range s.items() {
		if !e.isText() {
			continue
		}
		c.name(e.pos(), e.text, "an error")
		for _, def := range c.cat.Errors {
			if strings.EqualFold(def.ID, e.text) {
				c.diags.Report(model.RuleDuplicateErrorName, e.pos(), "remove it from \"unnumbered\"", "%q is the name of %d", e.text, def.Code)
			}
		}
		c.cat.Unnumbered = append(c.cat.Unnumbered, e.text)
	}
}

func oneLine(s *spot) string {
	if !s.isText() {
		return ""
	}
	return strings.Join(strings.Fields(s.text), " ")
}

// name reports a name that cannot become part of a Go identifier.
func (c *catalogReader) name(pos model.Pos, name, what string) {
	if !isName(name) {
		c.diags.Report(model.RuleErrorName, pos, "use ASCII letters and digits, with a capital first", "%q cannot be the name of %s", name, what)
	}
}

// locales reads the files of all locales: the source first, because the others are held against it. Each file is let go of
// before the next one is read.
func (c *catalogReader) locales(header *spot) {
	var list []listedLocale
	seen := map[string]*spot{}
	for _, s := range header.get("locales").items() {
		if !s.isText() {
			continue
		}
		if other := seen[s.text]; other != nil {
			c.diags.Add(model.Diagnostic{
				Rule: model.RuleLocale, Pos: s.pos(), Message: fmt.Sprintf("the locale %q is listed twice", s.text),
				Related: []model.Related{{Pos: other.pos(), Message: "first listed here"}},
			})
			continue
		}
		seen[s.text] = s
		if def := c.locale(s); def != nil {
			c.cat.Locales = append(c.cat.Locales, def)
			list = append(list, listedLocale{def, s})
		}
	}
	for _, source := range [...]bool{true, false} {
		for _, l := range list {
			if source == (l.def.Tag == c.cat.Source) {
				c.localeFile(l)
			}
		}
	}
	c.strayLocales(header, seen)
}

// listedLocale is a locale, and where the catalogue lists it.
type listedLocale struct {
	def *model.Locale
	at  *spot
}

// locale makes a locale of a tag; nil when it is none.
func (c *catalogReader) locale(s *spot) *model.Locale {
	tag, err := language.Parse(s.text)
	if err != nil || tag == language.Und {
		c.diags.Report(model.RuleLocale, s.pos(), "", "%q is not a BCP 47 language tag", s.text)
		return nil
	}
	if canonical := tag.String(); canonical != s.text {
		c.diags.Report(model.RuleLocale, s.pos(), fmt.Sprintf("write %q", canonical), "%q is not the canonical form of a language tag", s.text)
		return nil
	}
	return &model.Locale{Tag: s.text, Name: display.English.Tags().Name(tag), Pos: s.pos()}
}

// localeFile reads the texts of a locale.
func (c *catalogReader) localeFile(listed listedLocale) {
	def := listed.def
	file := "locales/" + def.Tag + ".yaml"
	tree := c.read(path.Join(c.dir, file), c.shownDir+file, localeShape, model.RuleLocale, listed.at.pos())
	if tree == nil {
		return
	}
	l := &localeReader{catalogReader: c, root: tree.root, tag: def.Tag, name: def.Name}
	def.State = model.State(cmp.Or(tree.root.str("state"), string(model.StateTranslated)))
	if own := l.require(tree.root, "locale", "the locale file"); own != "" && own != def.Tag {
		at := tree.root.get("locale")
		c.diags.Report(model.RuleLocale, at.valuePos(), fmt.Sprintf("write %q", def.Tag), "the file of the locale %q says that it is %q", def.Tag, own)
	}
	l.messages()
}

// strayLocales reports locale files that the catalogue does not list.
func (c *catalogReader) strayLocales(header *spot, listed map[string]*spot) {
	files, _ := fs.Glob(c.fsys, path.Join(c.dir, "locales", "*.yaml"))
	for _, f := range files {
		tag := strings.TrimSuffix(path.Base(f), ".yaml")
		if listed[tag] == nil && header.get("locales").is(array) {
			c.diags.Report(model.RuleLocale, model.Pos{File: c.shownDir + "locales/" + path.Base(f)},
				fmt.Sprintf("add %q to \"locales\", or remove the file", tag), "the catalogue does not list the locale %q", tag)
		}
	}
}
