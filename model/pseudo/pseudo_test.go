package pseudo_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/pseudo"
)

func literal(s string) model.Part { return model.Part{Literal: s, Arg: -1} }

// catalogue has one error, with a text of two forms, a variant without letters, and a remedy.
func catalogue() *model.Catalog {
	message := func(forms ...model.Form) map[string]*model.Message {
		return map[string]*model.Message{"en": {Forms: forms, Also: forms}}
	}
	return &model.Catalog{Source: "en", Locales: []*model.Locale{{Tag: "en"}}, Errors: []*model.ErrorDef{{
		Texts: []*model.Text{
			{Args: []*model.Arg{{ID: "Count"}, {ID: "Name"}}, Messages: message(
				model.Form{Category: "one", Text: "One file of {Name}", Parts: []model.Part{literal("One file of "), {Arg: 1}}},
				model.Form{Category: "other", Text: "{Count} files: {{{Name}}}", Parts: []model.Part{{Arg: 0}, literal(" files: {"), {Arg: 1}, literal("}")}},
			)},
			{Variant: "x", Messages: message(model.Form{Category: "other", Text: "…{{!", Parts: []model.Part{literal("…{!")}})},
		},
		Remedies: message(model.Form{Category: "other", Text: "Set {x}.\nWait.", Parts: []model.Part{literal("Set {x}.\nWait.")}}),
	}}}
}

func TestAdd(t *testing.T) {
	const rtl, pop = "\u200f\u202e", "\u202c\u200f"
	for tag, want := range map[string][]string{
		pseudo.Accented: {
			"one: [Öñé ƒîļé öƒ {Name} one~]", "other: [{Count} ƒîļéš: {{{Name}}} one]", "other: […{{! o]", "other: [Šéţ {ẋ}.\nŴåîţ. one~]",
		},
		pseudo.RightToLeft: {
			"one: " + rtl + "One" + pop + " " + rtl + "file" + pop + " " + rtl + "of" + pop + " {Name}",
			"other: {Count} " + rtl + "files:" + pop + " {{{Name}}}",
			"other: …{{!",
			"other: " + rtl + "Set" + pop + " " + rtl + "{x}." + pop + "\n" + rtl + "Wait." + pop,
		},
	} {
		cat := catalogue()
		pseudo.Add(cat, tag)
		pseudo.Add(cat, tag)
		if len(cat.Locales) != 2 || cat.Locales[1].Tag != tag || cat.Locales[1].State != model.StateMachine {
			t.Errorf("%s: locales %v", tag, cat.Locales)
		}
		var got []string
		for _, u := range cat.Units() {
			m := u.Message(tag)
			if len(m.Also) > 0 {
				t.Errorf("%s: %s has wordings of servers", tag, u.ID())
			}
			for _, f := range m.Forms {
				got = append(got, f.Category+": "+f.Text)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s:\ngot  %q\nwant %q", tag, got, want)
		}
	}
}

func TestNothingElseIsAdded(t *testing.T) {
	cat := catalogue()
	pseudo.Add(cat, "fr")
	if len(cat.Locales) != 1 || pseudo.Is("en") || !pseudo.Is("en-XA") || !slices.Equal(pseudo.Tags(), []string{"en-XA", "ar-XB"}) {
		t.Errorf("%v, %v", cat.Locales, pseudo.Tags())
	}
}

func TestSourceIsNotEnglish(t *testing.T) {
	cat := catalogue()
	cat.Source, cat.Locales[0].Tag = "fr", "fr"
	for _, text := range cat.Errors[0].Texts {
		text.Messages["fr"] = text.Messages["en"]
		delete(text.Messages, "en")
	}
	pseudo.Add(cat, pseudo.Accented)
	if got := cat.Errors[0].Default().Messages[pseudo.Accented].String(); !strings.Contains(got, "ƒîļéš") {
		t.Error(got)
	}
}

// FuzzAdd makes sure that a text keeps its arguments, loses no rune, and grows by a third.
func FuzzAdd(f *testing.F) {
	f.Add("The name ", " is already used.")
	f.Add("", "")
	f.Add("{\u202f}", " \u00a0x ")
	f.Fuzz(func(t *testing.T, before, behind string) {
		if !utf8.ValidString(before) || !utf8.ValidString(behind) {
			return
		}
		for _, tag := range pseudo.Tags() {
			cat := &model.Catalog{Source: "en", Locales: []*model.Locale{{Tag: "en"}}}
			form := model.Form{Category: "other", Parts: []model.Part{literal(before), {Arg: 0}, literal(behind)}}
			text := &model.Text{Args: []*model.Arg{{ID: "A"}}, Messages: map[string]*model.Message{"en": {Forms: []model.Form{form}}}}
			cat.Errors = []*model.ErrorDef{{Texts: []*model.Text{text}}}
			pseudo.Add(cat, tag)
			made := text.Messages[tag].Other()
			args, length := 0, 0
			for _, p := range made.Parts {
				if p.Arg == 0 {
					args++
				} else {
					length += utf8.RuneCountInString(p.Literal)
				}
			}
			want := utf8.RuneCountInString(before + behind)
			if tag == pseudo.Accented {
				want = want*135/100 + 2
			}
			if args != 1 || length < want || !utf8.ValidString(made.Text) {
				t.Errorf("%s: %q of %q, {A}, %q", tag, made.Text, before, behind)
			}
		}
	})
}
