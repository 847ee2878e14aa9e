package runtime

import "strings"

// pluralOperands are the properties of a number that plural rules compare (Unicode TS #35, Part 3,
// "Plural Operand Meanings"). The operand n is i when w is 0, and otherwise no integer. Of an operand
// with more than 18 digits the last 17 are right, which is all that a rule looks at.
type pluralOperands struct {
	i uint64 // the integer part
	v int    // the count of fraction digits
	w int    // that without trailing zeros
	f uint64 // the fraction digits as an integer
	t uint64 // that without trailing zeros
}

// parsePlural gives the operands of a decimal number such as "12", "-3" or "1.50". The result is false
// for any other text.
func parsePlural(number string) (pluralOperands, bool) {
	var p pluralOperands
	if number != "" && (number[0] == '-' || number[0] == '+') {
		number = number[1:]
	}
	integer, fraction, hasFraction := strings.Cut(number, ".")
	if integer == "" || hasFraction && fraction == "" {
		return p, false
	}
	for k := range len(integer) {
		if !isDigit(integer[k]) {
			return p, false
		}
		p.i = appendDigit(p.i, integer[k])
	}
	for k := range len(fraction) {
		if !isDigit(fraction[k]) {
			return p, false
		}
		p.f = appendDigit(p.f, fraction[k])
		p.v++
		if fraction[k] != '0' {
			p.w, p.t = p.v, p.f
		}
	}
	return p, true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// appendDigit gives the number that ends in the digit c. One that grows too big loses leading digits, but
// stays big.
func appendDigit(n uint64, c byte) uint64 {
	n = n*10 + uint64(c-'0')
	if n >= 1e18 {
		n = n%1e17 + 1e17
	}
	return n
}
