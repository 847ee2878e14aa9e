package emit

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/orchgen/orchgen/model"
)

// limitsDoc tells what values a schema allows, "" when it allows all.
func limitsDoc(l model.Limits) string {
	var list []string
	add := func(text string) {
		if text != "" {
			list = append(list, text)
		}
	}
	add(valueRange(l))
	add(countRange(l.MinLength, l.MaxLength, "character"))
	add(countRange(l.MinItems, l.MaxItems, "item"))
	add(countRange(l.MinProperties, l.MaxProperties, "property"))
	if l.MultipleOf != nil {
		add("a multiple of " + number(*l.MultipleOf))
	}
	if l.UniqueItems {
		add("no item twice")
	}
	if l.Pattern != "" {
		add("matches " + strconv.Quote(l.Pattern))
	}
	if len(list) == 0 {
		return ""
	}
	return "Allowed: " + strings.Join(list, ", ") + "."
}

func valueRange(l model.Limits) string {
	var list []string
	if l.Minimum != nil {
		list = append(list, bound(*l.Minimum, l.ExclusiveMinimum, "more than ", "from "))
	}
	if l.Maximum != nil {
		list = append(list, bound(*l.Maximum, l.ExclusiveMaximum, "less than ", "up to "))
	}
	return strings.Join(list, " ")
}

func bound(v float64, exclusive bool, open, closed string) string {
	if exclusive {
		return open + number(v)
	}
	return closed + number(v)
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// countRange tells how many of a thing there may be. A minimum of zero says nothing.
func countRange(least, most *uint64, thing string) string {
	hasLeast := least != nil && *least > 0
	switch {
	case hasLeast && most != nil && *least == *most:
		return "exactly " + counted(*most, thing)
	case hasLeast && most != nil:
		return fmt.Sprintf("%d to %s", *least, counted(*most, thing))
	case hasLeast:
		return "at least " + counted(*least, thing)
	case most != nil:
		return "at most " + counted(*most, thing)
	}
	return ""
}

func counted(n uint64, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	if stem, found := strings.CutSuffix(thing, "y"); found {
		return fmt.Sprintf("%d %sies", n, stem)
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
