package parser

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
)

// entryReader reads one entry of "errors". It keeps what the texts of the locales are held against.
type entryReader struct {
	*catalogReader
	at    *spot
	def   *model.ErrorDef
	args  map[string]*model.Arg // every argument of the entry and its variants, by name
	texts []*textReader
}

// textReader is the default text of an entry or one of its variants.
type textReader struct {
	text     *model.Text
	at       *spot
	declared []*model.Arg
	source   *messageReader // the message of the source locale, nil while there is none
}

func (c *catalogReader) entries(s *spot) {
	if s == nil {
		c.diags.Report(model.RuleMissingField, c.root.pos(), "add \"errors\"", "the catalogue has no \"errors\"")
	}
	for _, e := range s.items() {
		if !e.is(object) {
			continue
		}
		r := &entryReader{catalogReader: c, at: e, def: &model.ErrorDef{Pos: e.pos()}, args: map[string]*model.Arg{}}
		if !r.entry() {
			c.uncoded = true
		} else {
			c.cat.Errors = append(c.cat.Errors, r.def)
			c.list = append(c.list, r)
			c.codes = append(c.codes, strconv.Itoa(r.def.Code))
		}
	}
}

// entry fills the definition; false when it has no usable code.
func (r *entryReader) entry() bool {
	s, def := r.at, r.def
	what := "the entry " + s.str("name")
	if s.get("name") == nil {
		what = "the entry of code " + s.str("code")
	}
	r.require(s, "code", what)
	code, ok := wholeNumber(s.get("code"))
	if ok {
		def.Code, def.Pos = code, s.get("code").pos()
	}
	if code > math.MaxInt32 {
		at := s.get("code")
		r.diags.Report(model.RuleCatalogValue, at.valuePos(), fmt.Sprintf("choose one between 0 and %d", math.MaxInt32),
			"the code %s is out of range", at.json())
		ok = false
	}
	if def.ID = r.require(s, "name", what); def.ID != "" {
		r.name(s.get("name").valuePos(), def.ID, "an error")
	}
	r.status(what)
	r.category(what)
	def.Retry = model.RetryNever
	if at := s.get("retry"); at != nil && (value{form: texts, words: entryWords("retry")}).accepts(at) {
		def.Retry = model.Retry(at.text)
	}
	def.Generic = s.flag("generic")
	def.Since, def.Until = s.str("since"), s.str("until")
	for _, op := range s.get("operations").items() {
		if op.isText() {
			def.Operations = append(def.Operations, model.Ref{Text: op.text, Pos: op.pos()})
		}
	}
	r.aliases()
	r.deprecation()
	def.Ignore = r.ignored(s)
	r.provenance()
	r.textsOf(what)
	return ok
}

func entryWords(name string) []string {
	k, _ := entryShape.find(name)
	return k.value.words
}

func (r *entryReader) status(what string) {
	r.require(r.at, "status", what)
	for _, s := range r.at.get("status").items() {
		n, ok := wholeNumber(s)
		if !ok {
			continue
		}
		if n < 100 || n > 599 {
			r.diags.Report(model.RuleCatalogValue, s.pos(), "", "%d is not an HTTP status: they are between 100 and 599", n)
			continue
		}
		r.def.Status = append(r.def.Status, n)
	}
}

// category finds the category. An unknown one is kept by its name; model.Check reports it.
func (r *entryReader) category(what string) {
	id := r.require(r.at, "category", what)
	for _, c := range r.cat.Categories {
		if c.ID == id {
			r.def.Category = c
			return
		}
	}
	if id != "" {
		r.def.Category = &model.Category{ID: id, Pos: r.at.get("category").valuePos()}
	}
}

func (r *entryReader) aliases() {
	for _, s := range r.at.get("aliases").items() {
		if !s.is(object) {
			continue
		}
		id := r.require(s, "name", "an alias")
		if id != "" {
			r.name(s.get("name").valuePos(), id, "an alias")
		}
		r.def.Aliases = append(r.def.Aliases, &model.AliasDef{
			ID: id, Shared: s.flag("shared"), Until: s.str("until"), Note: s.str("note"), Pos: s.pos(),
		})
	}
}

// deprecation reads what to use instead; the entry of that code is looked up when all are known.
func (r *entryReader) deprecation() {
	s := r.at.get("deprecated")
	if !s.is(object) {
		return
	}
	r.def.Deprecated = &model.Deprecation{Note: s.str("note"), Pos: s.pos()}
	if code, ok := wholeNumber(s.get("use")); ok {
		r.replaced = append(r.replaced, replacement{r.def, s.get("use"), code})
	}
}

// replacement is a deprecated entry, and the code to use instead.
type replacement struct {
	def  *model.ErrorDef
	at   *spot
	code int
}

// replacements looks up the entries that are to be used instead of deprecated ones.
func (c *catalogReader) replacements() {
	for _, r := range c.replaced {
		i := slices.IndexFunc(c.cat.Errors, func(def *model.ErrorDef) bool { return def.Code == r.code })
		switch {
		case i >= 0 && c.cat.Errors[i] != r.def:
			r.def.Deprecated.Use = c.cat.Errors[i]
		case !c.uncoded:
			c.diags.Report(model.RuleCatalogValue, r.at.valuePos(), "name the code of another entry", "%d cannot be used instead of %d", r.code, r.def.Code)
		}
	}
}

func (r *entryReader) provenance() {
	s := r.at.get("provenance")
	r.def.NameSource, r.def.StatusSource, r.def.Notes = s.str("name"), s.str("status"), s.str("notes")
	for _, u := range s.get("sources").items() {
		if u.isText() {
			r.def.Sources = append(r.def.Sources, u.text)
		}
	}
}

// textsOf makes the default text and the variants, still without messages.
func (r *entryReader) textsOf(what string) {
	declared := r.arguments(r.at)
	r.addText(&textReader{text: &model.Text{Pos: r.def.Pos}, at: r.at, declared: declared}, r.at, true)
	seen := map[string]*spot{}
	for _, s := range r.at.get("variants").items() {
		if !s.is(object) {
			continue
		}
		id := r.require(s, "id", "a variant of "+r.def.ID)
		at := s.get("id")
		if at.isText() && !isVariantID(id) {
			r.diags.Report(model.RuleErrorName, at.valuePos(), "use lower-case letters, digits and hyphens", "%q cannot be the id of a variant", id)
		}
		if other := seen[id]; other != nil {
			r.diags.Add(model.Diagnostic{
				Rule: model.RuleCatalogValue, Pos: at.valuePos(), Message: fmt.Sprintf("%s has two variants %q", what, id),
				Hint: "give each variant an id of its own", Related: []model.Related{{Pos: other.valuePos(), Message: "first used here"}},
			})
			continue
		}
		if slices.Contains([]string{model.PartText, model.PartDescription, model.PartRemedy}, id) {
			r.diags.Report(model.RuleErrorName, at.valuePos(), "choose another id", "a variant cannot be called %q: other texts of the entry are", id)
			continue
		}
		if id == "" {
			continue
		}
		seen[id] = at
		own := declared
		if s.get("args") != nil {
			own = r.arguments(s)
		}
		t := &textReader{text: &model.Text{Variant: id, Pos: s.pos()}, at: s, declared: own}
		if s.get("plural") != nil || s.get("select") != nil {
			r.addText(t, s, true)
		} else {
			r.addText(t, r.at, false)
		}
	}
}

// addText adds a text and finds the argument that chooses its form, which the keys of s name; one that a variant takes
// over from the entry (explicit false) need not be among the variant's arguments.
func (r *entryReader) addText(t *textReader, s *spot, explicit bool) {
	r.def.Texts = append(r.def.Texts, t.text)
	r.texts = append(r.texts, t)
	plural, selected := s.get("plural"), s.get("select")
	if plural != nil && selected != nil && explicit {
		r.diags.Report(model.RuleSelectValue, selected.pos(), "remove one of them", "a text has plural forms or select forms, not both")
		return
	}
	if a := r.chooser(t, plural, explicit, model.RulePluralCategory, "count"); a != nil {
		if a.Type != model.ArgInt && a.Type != model.ArgDecimal {
			r.diags.Report(model.RulePluralCategory, plural.valuePos(), "give it the type int or decimal", "the argument %s counts, but it is not a number", a.ID)
			return
		}
		t.text.Plural = a
	}
	if a := r.chooser(t, selected, explicit, model.RuleSelectValue, "choose the form"); a != nil {
		if len(a.Values) == 0 {
			r.diags.Report(model.RuleSelectValue, selected.valuePos(), "list them under \"values\" of the argument", "the argument %s has no values to choose by", a.ID)
			return
		}
		t.text.Select = a
	}
}

// chooser finds the declared argument that s names; nil when there is none.
func (r *entryReader) chooser(t *textReader, s *spot, explicit bool, rule *model.Rule, does string) *model.Arg {
	if !s.isText() {
		return nil
	}
	for _, a := range t.declared {
		if a.ID == s.text {
			return a
		}
	}
	if explicit {
		r.diags.Report(rule, s.valuePos(), didYouMean(s.text, names(t.declared)), "the argument %q, which should %s, is not declared", s.text, does)
	}
	return nil
}

// values reads the known values of an argument. They are the keys of select forms, here and in other formats.
func (r *entryReader) values(s *spot) []string {
	var list []string
	for _, v := range s.get("values").items() {
		switch {
		case !v.isText():
		case !selectKey.MatchString(v.text) || v.text == cldr.Other:
			r.diags.Report(model.RuleSelectValue, v.pos(), "use ASCII letters, digits, _ and -, with a letter first", "%q cannot be the value of a select", v.text)
		case slices.Contains(list, v.text):
			r.diags.Report(model.RuleSelectValue, v.pos(), "remove one", "the value %q is listed twice", v.text)
		default:
			list = append(list, v.text)
		}
	}
	return list
}

var selectKey = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*$`)

// arguments reads the args of an entry or variant. An argument that the entry has already is shared.
func (r *entryReader) arguments(s *spot) []*model.Arg {
	var list []*model.Arg
	for _, e := range s.get("args").entries() {
		r.name(e.pos(), e.key, "an argument")
		if e.kind != object && e.kind != null {
			continue
		}
		r.require(e, "type", "the argument "+e.key)
		a := &model.Arg{ID: e.key, Type: model.ArgType(e.str("type")), Example: e.str("example"), Note: e.str("note"), Values: r.values(e), Pos: e.pos()}
		if other := r.args[a.ID]; other == nil {
			r.args[a.ID] = a
		} else {
			if other.Type != a.Type {
				r.diags.Add(model.Diagnostic{
					Rule: model.RuleCatalogValue, Pos: a.Pos, Message: fmt.Sprintf("the argument %s has the type %s elsewhere in the entry", a.ID, other.Type),
					Hint: "give it the same type or another name", Related: []model.Related{{Pos: other.Pos, Message: "first declared here"}},
				})
			}
			a = other
		}
		list = append(list, a)
	}
	return list
}

func names(args []*model.Arg) []string {
	var list []string
	for _, a := range args {
		list = append(list, a.ID)
	}
	return list
}
