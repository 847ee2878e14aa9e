package model

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Name is a Go identifier (or, for files, a base name). Only [AssignNames] makes one, so no emitter can
// invent a name of its own.
type Name struct{ s string }

// String gives the identifier. It panics when the name was never assigned: that is a programming error.
func (n Name) String() string {
	if n.s == "" {
		panic("model: name used before AssignNames")
	}
	return n.s
}

// IsSet reports whether a name was assigned.
func (n Name) IsSet() bool { return n.s != "" }

// Reserved lists the identifiers that generated code may not declare again.
type Reserved struct {
	Package  []string // declared by the runtime at package level
	Webhook  []string // declared by the runtime at package level where there are webhooks
	Client   []string // fields and methods of the generated client
	APIError []string // fields and methods that typed errors have or inherit
	Object   []string // fields and methods that structs have besides their properties
}

// AssignNames gives everything that needs one its Go identifier. The names depend on what a thing is and
// where it stands in the structure of the input, never on the order of the file. The catalogue may be nil.
func AssignNames(api *API, cat *Catalog, reserved Reserved) Diagnostics {
	n := &namer{pkg: newScope(reserved.Package), reserved: reserved}
	if len(api.Events()) > 0 {
		n.pkg = newScope(slices.Concat(reserved.Package, reserved.Webhook))
	}
	if cat != nil {
		n.catalog(cat)
	}
	n.services(api)
	n.definitions(api.Types)
	n.hoisted(api.Types)
	n.members(api.Types)
	n.events(api)
	n.scopes(api.Security)
	n.servers(api.Servers)
	for _, s := range api.Services {
		n.operations(s)
	}
	n.filters(api)
	return n.diags
}

type namer struct {
	pkg      scope
	reserved Reserved
	diags    Diagnostics
}

// scope holds the identifiers taken in one place, with where they come from.
type scope map[string]Pos

func newScope(taken []string) scope {
	s := scope{}
	for _, id := range taken {
		s[id] = Pos{}
	}
	return s
}

// claim takes the first free candidate, or numbers the last one. A number is reported as a renaming:
// the other candidates were chosen for the thing, a number was not.
func (n *namer) claim(s scope, pos Pos, what string, candidates ...string) Name {
	candidates = slices.DeleteFunc(candidates, func(c string) bool { return c == "" })
	if len(candidates) == 0 {
		candidates = []string{"Empty"}
	}
	for _, c := range candidates {
		if _, taken := s[c]; !taken {
			s[c] = pos
			return Name{c}
		}
	}
	wanted := candidates[len(candidates)-1]
	for i := 2; ; i++ {
		c := wanted + strconv.Itoa(i)
		if _, taken := s[c]; taken {
			continue
		}
		s[c] = pos
		d := Diagnostic{
			Rule: RuleRenamed, Pos: pos,
			Message: fmt.Sprintf("%s is called %s, because %s is taken", what, c, wanted),
		}
		if s[wanted].IsValid() {
			d.Related = []Related{{s[wanted], wanted + " is this"}}
		}
		n.diags.Add(d)
		return Name{c}
	}
}

func (n *namer) catalog(cat *Catalog) {
	for _, c := range cat.Categories {
		c.Go = n.claim(n.pkg, c.Pos, "category "+c.ID, "Category"+exported(words(c.ID)))
	}
	files := scope{}
	for _, l := range cat.Locales {
		l.Go = n.claim(n.pkg, l.Pos, "locale "+l.Tag, "Locale"+localeName(l.Tag))
		l.File = n.claim(files, l.Pos, "locale "+l.Tag, "locale_"+snake(words(l.Tag)))
	}
	for _, def := range cat.Errors {
		def.Go = n.claim(n.pkg, def.Pos, "error "+def.ID, "Code"+def.ID)
	}
	for _, def := range cat.Errors {
		for _, alias := range def.Aliases {
			if !alias.Shared {
				alias.Go = n.claim(n.pkg, alias.Pos, "alias "+alias.ID, "Code"+alias.ID)
			}
		}
		args := def.Args()
		if len(args) == 0 {
			continue
		}
		def.GoType = n.claim(n.pkg, def.Pos, "error "+def.ID, strings.TrimSuffix(def.ID, "Error")+"Error", def.ID+"Failure")
		fields := newScope(n.reserved.APIError)
		for _, arg := range args {
			name := exported(words(arg.ID))
			arg.Go = n.claim(fields, arg.Pos, "argument "+arg.ID, name, name+"Arg")
		}
	}
}

// localeName writes a BCP 47 tag as a word: the language in capitals, the rest in camel case.
func localeName(tag string) string {
	language, rest, _ := strings.Cut(tag, "-")
	name := strings.ToUpper(language)
	for _, part := range words(rest) {
		name += strings.ToUpper(part[:1]) + part[1:]
	}
	return name
}

// maxFileName bounds the part of a file name that comes from a tag, in bytes: file systems take 255.
const maxFileName = 100

func (n *namer) services(api *API) {
	fields := newScope(n.reserved.Client)
	files := scope{}
	for _, s := range sortedBy(api.Services, func(s *Service) string { return s.Tag }) {
		name := cmp.Or(exported(words(s.Tag)), exported(words(spelled(s.Tag))))
		s.Go = n.claim(fields, s.Pos, "service "+strconv.Quote(s.Tag), name, name+"API")
		s.GoType = n.claim(n.pkg, s.Pos, "service "+strconv.Quote(s.Tag), s.Go.s+"Service")
		base := cmp.Or(snake(words(s.Go.s)), "service")
		base = base[:min(len(base), maxFileName)]
		s.File = n.claim(files, s.Pos, "service "+strconv.Quote(s.Tag), base+"_service")
		s.TypesFile = n.claim(files, s.Pos, "service "+strconv.Quote(s.Tag), base+"_types")
	}
}

// definitions names the types of the definition's own "definitions". A type whose name has no "Dto" keeps
// it; of the others those lose it whose short name nobody else wants.
func (n *namer) definitions(all []*Type) {
	var list []*Type
	wanted := map[string]int{}
	for _, t := range all {
		if t.Wire != "" && t.IsNamed() {
			list = append(list, t)
			wanted[exported(withoutDto(words(t.Wire)))]++
		}
	}
	list = sortedBy(list, func(t *Type) string { return exactFirst(t.Wire) })
	slices.SortStableFunc(list, func(a, b *Type) int { return cmp.Compare(dtoRank(a), dtoRank(b)) })
	for _, t := range list {
		full := cmp.Or(exported(words(t.Wire)), exported(words(spelled(t.Wire))))
		short := exported(withoutDto(words(t.Wire)))
		if short != full && wanted[short] > 1 {
			short = ""
		}
		t.Go = n.claim(n.pkg, t.Pos, "definition "+strconv.Quote(t.Wire), short, full, suffixed(full, "Model"))
	}
}

func dtoRank(t *Type) int {
	if list := words(t.Wire); len(withoutDto(list)) == len(list) {
		return 0
	}
	return 1
}

func suffixed(name, suffix string) string {
	if name == "" {
		return ""
	}
	return name + suffix
}

// withoutDto drops the words that only say that a type is a data transfer object.
func withoutDto(list []string) []string {
	short := slices.DeleteFunc(slices.Clone(list), func(w string) bool { return strings.EqualFold(w, "Dto") })
	if len(short) == 0 {
		return list
	}
	return short
}

// hoisted names enums and inline objects: by x-ms-enum, otherwise by where they stand.
func (n *namer) hoisted(all []*Type) {
	var list []*Type
	for _, t := range all {
		if t.Wire == "" && t.IsNamed() {
			list = append(list, t)
		}
	}
	for _, t := range sortedBy(list, func(t *Type) string { return t.EnumName + "\x00" + strings.Join(t.Hint, "\x00") + "\x00" + t.Pointer }) {
		var place []string
		for i, hint := range t.Hint {
			place = append(place, withoutDto(words(withoutKey(plainMethod(hint), t.Hint[i+1:])))...)
		}
		byPlace := exported(place)
		byName := exported(withoutDto(words(arity.ReplaceAllString(t.EnumName, ""))))
		suffix := "Model"
		if t.Kind == Enum {
			suffix = "Enum"
		}
		t.Go = n.claim(n.pkg, t.Pos, "inline type", byName, byPlace, suffixed(byPlace, suffix), suffixed(byName, suffix))
	}
}

// plainMethod writes the method of "PUT /path", which stands for an operation without an operationId, as the
// name of the operation has it.
func plainMethod(hint string) string {
	if method, path, found := strings.Cut(hint, " /"); found && methodRank(method) >= 0 {
		return strings.ToLower(method) + " /" + path
	}
	return hint
}

// arity is what .NET adds to the name of a generic type: List`1.
var arity = regexp.MustCompile("`[0-9]+")

// withoutKey takes "ByKind" off an operation's GetThingByKind where its parameter kind follows in the place.
func withoutKey(hint string, rest []string) string {
	if len(rest) == 0 {
		return hint
	}
	tail := "by" + strings.ToLower(rest[0])
	if short := len(hint) - len(tail); short > 0 && strings.ToLower(hint[short:]) == tail {
		return hint[:short]
	}
	return hint
}

// members names the fields of objects and the constants of enums.
func (n *namer) members(all []*Type) {
	for _, t := range sortedBy(all, func(t *Type) string { return t.Go.s }) {
		switch t.Kind {
		case Object:
			n.fields(t)
		case Enum:
			n.enumValues(t)
		}
	}
}

// fields names the fields of t. A property whose name is that of another member says that it is one.
func (n *namer) fields(t *Type) {
	reserved := n.reserved.Object
	if t.Additional != nil {
		reserved = append(slices.Clip(reserved), "AdditionalProperties")
	}
	if t.Webhook != "" {
		reserved = append(slices.Clip(reserved), "EventType")
	}
	taken := newScope(reserved)
	for _, f := range sortedBy(t.AllFields(), func(f *Field) string { return exactFirst(f.Wire) }) {
		name := wordy(f.Wire)
		if slices.Contains(reserved, name) {
			name += "Property"
		}
		f.Go = n.claim(taken, f.Pos, "property "+strconv.Quote(f.Wire), name, exported(words(spelled(f.Wire))))
	}
}

// enumValues names the constants of t. When the plain words of two values are equal, both spell out the
// characters that tell them apart.
func (n *namer) enumValues(t *Type) {
	plain := func(v *EnumValue) string {
		if v.Name != "" {
			return exported(words(v.Name))
		}
		if strings.HasPrefix(v.Text, "-") {
			return exported(words("Minus " + v.Text))
		}
		return exported(words(v.Text))
	}
	count := map[string]int{}
	for _, v := range t.EnumValues {
		count[plain(v)]++
	}
	for _, v := range sortedBy(t.EnumValues, func(v *EnumValue) string { return exactFirst(v.Text) }) {
		short, long := plain(v), exported(words(spelled(v.Text)))
		if v.Text == "" {
			long = "Empty"
		}
		if count[short] > 1 {
			short = ""
		}
		v.Go = n.claim(n.pkg, v.Pos, "value "+strconv.Quote(v.Text), constant(t.Go.s, short), constant(t.Go.s, long))
	}
}

// constant prefixes a value with its type; the X that makes a lone word exported is not needed there.
func constant(typeName, value string) string {
	if value == "" {
		return ""
	}
	if second := []rune(value); len(second) > 1 && second[0] == 'X' && second[1] >= '0' && second[1] <= '9' {
		value = value[1:]
	}
	return typeName + value
}

// exactFirst orders names that are Go names already before those that would have to be changed into one.
func exactFirst(wire string) string {
	if exported(words(wire)) == wire {
		return "0" + wire
	}
	return "1" + wire
}

func wordy(wire string) string {
	return cmp.Or(exported(words(wire)), exported(words(spelled(wire))))
}

// sortedBy gives a copy of list ordered by key.
func sortedBy[T any](list []T, key func(T) string) []T {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b T) int { return strings.Compare(key(a), key(b)) })
	return sorted
}
