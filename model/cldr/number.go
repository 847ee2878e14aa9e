package cldr

import "strings"

// operands are the properties of a number that rules compare. The operand n is i when w is 0, and
// otherwise not an integer.
type operands struct{ i, v, w, f, t uint64 }

// parseNumber gives the operands of a number in the form that [Rules.Select] describes.
func parseNumber(number string) (operands, bool) {
	var o operands
	digits := number
	if strings.HasPrefix(digits, "-") || strings.HasPrefix(digits, "+") {
		digits = digits[1:]
	}
	integer, fraction, hasFraction := strings.Cut(digits, ".")
	if !isDigits(integer) || hasFraction && !isDigits(fraction) {
		return o, false
	}
	significant := strings.TrimRight(fraction, "0")
	o.i = value(integer)
	o.v, o.f = uint64(len(fraction)), value(fraction)
	o.w, o.t = uint64(len(significant)), value(significant)
	return o, true
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// value gives the number that digits spell. Of one with more than 18 digits it keeps the last 18 behind
// a 1: rules tell big numbers apart only by their last digits.
func value(digits string) uint64 {
	var n uint64
	digits = strings.TrimLeft(digits, "0")
	if len(digits) > 18 {
		digits = digits[len(digits)-18:]
		n = 1
	}
	for _, d := range []byte(digits) {
		n = n*10 + uint64(d-'0')
	}
	return n
}
