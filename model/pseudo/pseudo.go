// Package pseudo makes the pseudo-locales of CLDR, which show what a program does with text that is longer, has other
// letters, or runs from right to left, before there is any translation:
//
//   - en-XA, "[Ţĥé ñåɱé {Name} îš åļŕéåðý ûšéð. one two]": letters with accents, longer by 35 %, and in brackets, so
//     that text that is cut off, put together of pieces, or not translated at all is seen;
//   - ar-XB: each word of the text is written from right to left.
//
// Placeholders stay as they are, and plural and select forms are kept.
package pseudo

import (
	"slices"
	"strings"
	"unicode"

	"github.com/orchgen/orchgen/model"
)

// The tags of the pseudo-locales.
const (
	Accented    = "en-XA"
	RightToLeft = "ar-XB"
)

// locales has each pseudo-locale with its name in CLDR and what it makes of the literal parts of a form.
var locales = []struct {
	tag, name string
	transform func(parts []model.Part) []model.Part
}{
	{Accented, "English (Pseudo-Accents)", accented},
	{RightToLeft, "Arabic (Pseudo-Bidi)", mirrored},
}

// Tags gives the tags of the pseudo-locales.
func Tags() []string {
	var list []string
	for _, l := range locales {
		list = append(list, l.tag)
	}
	return list
}

// Is reports whether a tag is that of a pseudo-locale.
func Is(tag string) bool { return slices.Contains(Tags(), tag) }

// Add adds a pseudo-locale, made from English where the catalogue has it and else from the source language. It does
// nothing for any other tag, and when the catalogue has the locale.
func Add(cat *model.Catalog, tag string) {
	has := func(tag string) bool {
		return slices.ContainsFunc(cat.Locales, func(l *model.Locale) bool { return l.Tag == tag })
	}
	from := cat.Source
	if has("en") {
		from = "en"
	}
	for _, l := range locales {
		if l.tag != tag || has(tag) {
			continue
		}
		cat.Locales = append(cat.Locales, &model.Locale{Tag: l.tag, Name: l.name, State: model.StateMachine})
		for _, e := range cat.Errors {
			for _, t := range e.Texts {
				if m := t.Messages[from]; m != nil {
					t.Messages[tag] = message(m, l.transform, func(parts []model.Part) string { return written(parts, t.Args) })
				}
			}
			for _, prose := range []map[string]*model.Message{e.Descriptions, e.Remedies} {
				if m := prose[from]; m != nil {
					prose[tag] = message(m, l.transform, func(parts []model.Part) string { return parts[0].Literal })
				}
			}
		}
	}
}

// message gives a message with all its forms transformed. Its further wordings are left out: no server sends them.
func message(m *model.Message, transform func([]model.Part) []model.Part, written func([]model.Part) string) *model.Message {
	made := &model.Message{Pos: m.Pos}
	for _, f := range m.Forms {
		parts := transform(f.Parts)
		made.Forms = append(made.Forms, model.Form{Category: f.Category, Text: written(parts), Parts: parts, Pos: f.Pos})
	}
	return made
}

// written gives the parts as a catalogue writes those of a text.
func written(parts []model.Part, args []*model.Arg) string {
	var b strings.Builder
	for _, p := range parts {
		if p.Arg >= 0 {
			b.WriteString("{" + args[p.Arg].ID + "}")
		} else {
			b.WriteString(braces.Replace(p.Literal))
		}
	}
	return b.String()
}

var braces = strings.NewReplacer("{", "{{", "}", "}}")

const (
	plain  = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	accent = "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž"
)

var accents = func() *strings.Replacer {
	var pairs []string
	letters := []rune(accent)
	for i, c := range plain {
		pairs = append(pairs, string(c), string(letters[i]))
	}
	return strings.NewReplacer(pairs...)
}()

// padding says how much longer text becomes in translation, in percent.
const padding = 35

func accented(parts []model.Part) []model.Part {
	made := []model.Part{{Literal: "[", Arg: -1}}
	length := 0
	for _, p := range parts {
		if p.Arg < 0 {
			length += len([]rune(p.Literal))
			p.Literal = accents.Replace(p.Literal)
		}
		made = append(made, p)
	}
	return joined(append(made, model.Part{Literal: filler((length*padding+99)/100) + "]", Arg: -1}))
}

// filler gives n letters and blanks that look like words.
func filler(n int) string {
	const words = " one two three four five six seven eight nine ten"
	text := strings.Repeat(words, n/len(words)+1)[:n]
	if strings.HasSuffix(text, " ") {
		text = text[:n-1] + "~"
	}
	return text
}

// mirrored writes each word from right to left: between marks and inside of an override (Unicode Standard Annex #9,
// section 2.2), as the bidirectional pseudo-locale of Android does.
func mirrored(parts []model.Part) []model.Part {
	const begin, end = "\u200f\u202e", "\u202c\u200f"
	var made []model.Part
	for _, p := range parts {
		if p.Arg < 0 {
			var b strings.Builder
			for word, rest := "", p.Literal; rest != ""; {
				n := strings.IndexFunc(rest, unicode.IsSpace)
				if n < 0 {
					n = len(rest)
				}
				if word, rest = rest[:n], rest[n:]; strings.IndexFunc(word, isWordRune) >= 0 {
					word = begin + word + end
				}
				n = len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
				b.WriteString(word + rest[:n])
				rest = rest[n:]
			}
			p.Literal = b.String()
		}
		made = append(made, p)
	}
	return made
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// joined puts literal parts that follow each other together.
func joined(parts []model.Part) []model.Part {
	var list []model.Part
	for _, p := range parts {
		if last := len(list) - 1; p.Arg < 0 && last >= 0 && list[last].Arg < 0 {
			list[last].Literal += p.Literal
		} else {
			list = append(list, p)
		}
	}
	return list
}
