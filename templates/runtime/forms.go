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

// forms gives the forms of an entry, or the entry itself.
func (l *Locale) forms(entry string) func(yield func(wording) bool) {
	return func(yield func(wording) bool) {
		if !hasForms(entry) {
			yield(wording{entry, -1, ""})
			return
		}
		f, index := wording{arg: int(entry[1]) - 1}, uint8(0)
		for part := range strings.SplitSeq(entry[3:], entry[:1]) {
			if entry[0] == selectMark && index%2 == 0 {
				f.value = part
				index++
				continue
			}
			if f.text = part; entry[0] == pluralMark {
				f.value = l.numberOf(index)
			}
			if !yield(f) {
				return
			}
			index++
		}
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

// form picks the form of an entry.
func (l *Locale) form(entry string, args []string) string {
	if !hasForms(entry) {
		return entry
	}
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
	var last string
	for last = range strings.SplitSeq(entry[3:], entry[:1]) {
		if index == 0 {
			break
		}
		index--
	}
	return last
}

func selectForm(entry, value string) string {
	rest, found := entry[3:], false
	for {
		var name, text string
		name, rest, _ = strings.Cut(rest, string(selectMark))
		text, rest, found = strings.Cut(rest, string(selectMark))
		if name == value || !found {
			return text
		}
	}
}
