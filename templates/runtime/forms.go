package runtime

import "strings"

// An entry of Locale.texts with forms begins with a mark and the byte of the argument that chooses the form. Plural
// forms follow in the order of the categories that the locale's plural function counts, each behind pluralMark. Select
// forms follow as pairs of a value and a text, each behind selectMark; that for all other values is the last one, and
// its value is empty.
const (
	pluralMark = '\x0e'
	selectMark = '\x0f'
)

// wording is one of the forms of an entry.
type wording struct {
	text  string
	arg   int    // the argument that chooses the form, -1 for the only form
	value string // what it is where the text does not show it, "" when that is not known
}

// forms calls try with each form of an entry, or with the entry itself.
func (l *Locale) forms(entry string, try func(wording)) {
	if !hasForms(entry) {
		try(wording{entry, -1, ""})
		return
	}
	w, more := wording{arg: int(entry[1]) - 1}, true
	for rest, index := entry[3:], uint8(0); more; index++ {
		if entry[0] == selectMark {
			w.value, rest, _ = strings.Cut(rest, entry[:1])
		} else {
			w.value = l.numberOf(index)
		}
		w.text, rest, more = strings.Cut(rest, entry[:1])
		try(w)
	}
}

func hasForms(entry string) bool {
	return entry != "" && (entry[0] == pluralMark || entry[0] == selectMark)
}

// numberOf gives the number that a plural form without one speaks of: "one file", "no files", "both files".
func (l *Locale) numberOf(index uint8) string {
	for _, number := range [...]string{"1", "0", "2"} {
		if l.plural(number) == index {
			return number
		}
	}
	return ""
}

// form picks the form of an entry that has forms.
func (l *Locale) form(entry string, args []string) string {
	var value string
	if n := int(entry[1]) - 1; n < len(args) {
		value = args[n]
	}
	if entry[0] == pluralMark {
		return pluralForm(entry, l.plural(value))
	}
	return selectForm(entry, value)
}

func pluralForm(entry string, index uint8) string {
	text, rest, more := strings.Cut(entry[3:], entry[:1])
	for ; more && index > 0; index-- {
		text, rest, more = strings.Cut(rest, entry[:1])
	}
	return text
}

func selectForm(entry, value string) string {
	name, rest, _ := strings.Cut(entry[3:], entry[:1])
	text, rest, more := strings.Cut(rest, entry[:1])
	for more && name != value {
		name, rest, _ = strings.Cut(rest, entry[:1])
		text, rest, more = strings.Cut(rest, entry[:1])
	}
	return text
}
