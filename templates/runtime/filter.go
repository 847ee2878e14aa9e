package runtime

import "strings"

// Filter is a Boolean expression, the value of $filter (OData URL Conventions 4.01, section 5.1.1). The
// properties of an entity make it, or it is any text, such as "State eq 'Running'". The empty Filter leaves
// nothing out. The compiler checks properties and the types of their values, but not whose properties they are.
type Filter string

// And fits what f and all of more fit. Empty filters are left out.
func (f Filter) And(more ...Filter) Filter { return f.join(" and ", more) }

// Or fits what f or any of more fits. Empty filters are left out.
func (f Filter) Or(more ...Filter) Filter { return f.join(" or ", more) }

// Not fits what f does not fit. The negation of the empty Filter is empty.
func (f Filter) Not() Filter {
	if f == "" {
		return ""
	}
	return "not (" + f + ")"
}

func (f Filter) join(operator string, more []Filter) Filter {
	var buf [256]byte
	b, whole := buf[:0], f
	for _, g := range more {
		switch {
		case g == "":
			continue
		case whole == "":
			whole = g
			continue
		case len(b) == 0:
			b = appendOperand(b, whole, operator)
		}
		b = append(b, operator...)
		b = appendOperand(b, g, operator)
	}
	if len(b) == 0 {
		return whole
	}
	return Filter(b)
}

// appendOperand writes f beside an operator. Parentheses go around everything that servers could group in
// another way: the other operator, and a negation, which the grammar of OData lets reach to the end.
func appendOperand(b []byte, f Filter, operator string) []byte {
	o := outlineOf(string(f))
	if !o.broken && !o.not && !(o.and && operator == " or ") && !(o.or && operator == " and ") {
		return append(b, f...)
	}
	b = append(b, '(')
	b = append(b, f...)
	return append(b, ')')
}

// outline is what the text of a filter shows without being parsed.
type outline struct {
	and, or, not bool // outside parentheses
	broken       bool // parentheses or quotes without their partners
	terms        int  // Boolean expressions between "and" and "or", and inside any and all
}

func outlineOf(text string) outline {
	o := outline{terms: 1}
	depth := 0
	for i, end := 0, 0; i < len(text); i = end {
		end = i + 1
		switch c := text[i]; {
		case c == '\'': // a doubled quote looks like the next literal
			n := strings.IndexByte(text[end:], '\'')
			if n < 0 {
				o.broken = true
				return o
			}
			end += n + 1
		case c == '(':
			depth++
		case c == ')':
			depth--
			o.broken = o.broken || depth < 0
		case isNameByte(c):
			for end < len(text) && isNameByte(text[end]) {
				end++
			}
			o.word(text[:i], text[i:end], text[end:], depth)
		}
	}
	o.broken = o.broken || depth != 0
	return o
}

func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.' || c == '$' || c >= 0x80
}

// word notes a word between the texts before and behind it.
func (o *outline) word(before, word, behind string, depth int) {
	inPath := strings.HasSuffix(before, "/")
	is := func(keyword string) bool { return strings.EqualFold(word, keyword) }
	switch {
	case is("and"), is("or"):
		if inPath || strings.HasPrefix(behind, "/") {
			return
		}
		o.terms++
		if depth == 0 {
			and := len(word) == len("and")
			o.and, o.or = o.and || and, o.or || !and
		}
	case is("not"):
		o.not = o.not || depth == 0 && !inPath
	case is("any"), is("all"):
		if arg, found := strings.CutPrefix(behind, "("); found && inPath && !strings.HasPrefix(strings.TrimLeft(arg, " "), ")") {
			o.terms++
		}
	}
}
