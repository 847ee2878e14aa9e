package bundle_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/cldr"
)

// words has a word in each of the sixteen languages.
var words = []struct{ tag, word string }{
	{"en", "value"}, {"fr", "déjà vu"}, {"de", "Größe"}, {"es", "señal"}, {"es-MX", "clave"}, {"pt-BR", "ação"}, {"pt", "acção"}, {"it", "perché"},
	{"ja", "値です"}, {"ko", "값"}, {"zh-Hans", "数值"}, {"zh-Hant", "數值"}, {"ru", "значение"}, {"pl", "wartość"}, {"tr", "değerİ"}, {"ar", "قيمة"},
}

// nasty has what means something to one format or another.
var nasty = []string{
	`it's 'quoted' and "double"`, `'`, `''`, `"`, `100 % {braces} {x} }{ '{'`, `{'{`, `}'`, `{`, `}}`, `{{`, `{{{}}}`, `'#'`,
	`back\slash \n \u0041 \`, `<b>bold</b> & &amp; </script> <!-- ]]>`, `*/ // /* # ; !`, `@string/at?`, `?attr/x`, `$t(key) {{m}} ${x} $ {`,
	`$`, `${`, `$t(x, {"count": 1})`, `%s %1$s %% %d %lld %@`, `%`, `* list`, `.dot .match $x`, `[bracket]`, ` blanks around `, `  `, `two  blanks   three`,
	"\u00a0no-break\u202f!", "a\u2028b\u2029c", "👩‍💻🎉", "שלום (עברית)", `{$Name} {Name} {{.Name}} {{-Name}}`, `{0} {1,number} {Name, plural, other {#}}`,
	`= : = #`, `|pipe|`, `-- - {{- x -}} --`, `&#10;&quot;`, `__proto__ constructor`, "\ufeffmark", `\{`, `~ ^ ` + "`",
}

// values are texts that are given for arguments.
var values = []string{`<b>&'"</b>`, `{x} {{y}} {Name} {0}`, `$t(z) ${q} $1 $&`, `%s %1$s %%`, `a\nb\\c'`, `1000000`, `'`, ` x `, `{`, "١ عربي"}

var (
	first  = &model.Arg{ID: "First", Type: model.ArgString}
	second = &model.Arg{ID: "Second", Type: model.ArgIdentifier}
	number = &model.Arg{ID: "Number", Type: model.ArgInt}
	count  = &model.Arg{ID: "Count", Type: model.ArgInt}
	kind   = &model.Arg{ID: "Kind", Type: model.ArgIdentifier, Values: []string{"Job", "Robot", "machine_key", "few"}}
)

// nastyCatalog is a catalogue in sixteen languages with texts that mean something to one format or another, and with
// plural and select forms.
func nastyCatalog() *model.Catalog {
	category := &model.Category{ID: "Conflict", Doc: "Somebody else was \"faster\"."}
	cat := &model.Catalog{
		Version: 1, Domain: "api.example.com", Source: "en", Docs: "https://example.com/errors/", Categories: []*model.Category{category, {ID: "Server", Doc: "x"}},
	}
	for _, w := range words {
		cat.Locales = append(cat.Locales, &model.Locale{Tag: w.tag, Name: w.tag, State: model.StateMachine})
	}
	add := func(texts ...*model.Text) *model.ErrorDef {
		code := 1001 + len(cat.Errors)
		e := &model.ErrorDef{Code: code, ID: fmt.Sprintf("Error%d", code), Status: []int{409, 400}, Category: category, Retry: model.RetryNever, Texts: texts}
		cat.Errors = append(cat.Errors, e)
		return e
	}
	for _, s := range nasty {
		add(
			plain("", nil, func(word string) string { return s + word }),
			plain("tail", nil, func(word string) string { return word + s }),
			plain("args-2", []*model.Arg{first, second, number}, func(word string) string { return "{0}" + escape(s) + "{2}" + word + escape(s) + "{1}" + escape(s) }),
		)
	}
	add(plural("", 0), plural("less", 1), plural("nasty", 2)).Status = nil
	add(choice("", true), choice("silent", false))
	add(bare(count, "", cldr.One), bare(kind, "value", "Robot"))
	add(plain("", nil, func(word string) string { return word })).Deprecated = &model.Deprecation{Use: cat.Errors[0], Note: "It's \"old\"."}
	last := cat.Errors[len(cat.Errors)-1]
	last.Descriptions = map[string]*model.Message{}
	for _, w := range words {
		text := "First {line} of " + w.word + ": 'x'.\nSecond, 100 % {{y}}.\n"
		last.Descriptions[w.tag] = &model.Message{Forms: []model.Form{{Category: cldr.Other, Text: text, Parts: []model.Part{{Literal: text, Arg: -1}}}}}
	}
	return cat
}

// plain is a text with one form, made for each language from its word. Its pattern has {0} to {2} for arguments and {{
// and }} for braces when there are any.
func plain(variant string, args []*model.Arg, pattern func(word string) string) *model.Text {
	t := &model.Text{Variant: variant, Args: args, Messages: map[string]*model.Message{}}
	for _, w := range words {
		t.Messages[w.tag] = &model.Message{Forms: []model.Form{newForm(cldr.Other, pattern(w.word), len(args) > 0)}}
	}
	return t
}

// plural is a text with plural forms: all of the language, or only those that are common (1), with characters that
// mean something (2).
func plural(variant string, style int) *model.Text {
	t := &model.Text{Variant: variant, Args: []*model.Arg{first, count}, Plural: count, Messages: map[string]*model.Message{}}
	for _, w := range words {
		m := &model.Message{}
		rules, _ := cldr.Cardinal(w.tag)
		for _, c := range rules.Categories() {
			switch {
			case style == 1 && slices.Contains([]string{cldr.Many, cldr.Two, cldr.Zero}, c):
			case style == 1 && c == cldr.One:
				m.Forms = append(m.Forms, newForm(c, "the only "+w.word+" of {0}", true))
			case style == 2:
				m.Forms = append(m.Forms, newForm(c, escape(` #'{#'#} 5 % <x> [`)+c+"]* {1} # "+w.word+"{0} ", true))
			default:
				m.Forms = append(m.Forms, newForm(c, c+" {1} "+w.word+" ("+w.tag+") of {0}", true))
			}
		}
		t.Messages[w.tag] = m
	}
	return t
}

// choice is a text with select forms, which show the argument that chooses or not.
func choice(variant string, shown bool) *model.Text {
	t := &model.Text{Variant: variant, Args: []*model.Arg{kind, second}, Select: kind, Messages: map[string]*model.Message{}}
	for i, w := range words {
		m := &model.Message{}
		for j, v := range append(slices.Clone(kind.Values), cldr.Other) {
			if v != cldr.Other && (i+j)%4 == 3 {
				continue // a form that is missing, another one in each language
			}
			pattern := escape("'#' {"+v+"} ") + w.word + " {1}"
			if shown {
				pattern += " <{0}>"
			}
			m.Forms = append(m.Forms, newForm(v, pattern, true))
		}
		t.Messages[w.tag] = m
	}
	return t
}

// bare is a text whose form for a category or value has no placeholder.
func bare(selector *model.Arg, variant, category string) *model.Text {
	t := &model.Text{Variant: variant, Args: []*model.Arg{selector}, Messages: map[string]*model.Message{}}
	if selector == count {
		t.Plural = selector
	} else {
		t.Select = selector
	}
	for _, w := range words {
		forms := []model.Form{newForm(category, "just 100 % {{"+w.word+"}}", true), newForm(cldr.Other, "{0} "+w.word, true)}
		if rules, _ := cldr.Cardinal(w.tag); selector == count && !slices.Contains(rules.Categories(), category) {
			forms = forms[1:]
		}
		t.Messages[w.tag] = &model.Message{Forms: forms}
	}
	return t
}

func escape(text string) string { return strings.NewReplacer("{", "{{", "}", "}}").Replace(text) }

// newForm reads a pattern, or takes it as it is.
func newForm(category, pattern string, hasArgs bool) model.Form {
	f := model.Form{Category: category, Text: pattern}
	if !hasArgs {
		f.Text, f.Parts = escape(pattern), []model.Part{{Literal: pattern, Arg: -1}}
		return f
	}
	var text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			f.Parts = append(f.Parts, model.Part{Literal: text.String(), Arg: -1})
			text.Reset()
		}
	}
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case (c == '{' || c == '}') && pattern[i+1] == c:
			text.WriteByte(c)
			i++
		case c == '{':
			flush()
			f.Parts = append(f.Parts, model.Part{Arg: int(pattern[i+1] - '0')})
			i += 2
		default:
			text.WriteByte(c)
		}
	}
	flush()
	return f
}
