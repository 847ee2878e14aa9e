package emit

import (
	"encoding/base64"
	"errors"
	"fmt"
	"math"
	"regexp"
	"regexp/syntax"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/orchgen/orchgen/model"
)

// sampleNumber gives the nth number that the limits allow: from one or the minimum upwards, from the
// maximum downwards, or in between. A whole number is an int64, any other a float64.
func sampleNumber(t *model.Type, n int) (any, error) {
	whole := t.Kind == model.Int32 || t.Kind == model.Int64
	step := 0.5
	switch multiple := t.Limits.MultipleOf; {
	case multiple != nil && *multiple > 0 && (!whole || *multiple == math.Trunc(*multiple)):
		step = *multiple
	case whole:
		step = 1
	}
	low, high := bounds(t)
	candidates := []float64{
		math.Ceil(max(low, step)/step)*step + float64(n)*step,
		math.Ceil(max(low, step)/step)*step + float64(n+1)*step,
		math.Floor(high/step)*step - float64(n)*step,
		math.Floor(high/step)*step - float64(n+1)*step,
	}
	if !whole && t.Limits.MultipleOf == nil {
		candidates = append(candidates, low+(high-low)*float64(n+1)/float64(n+2))
	}
	for _, v := range candidates {
		if v < low || v > high || math.IsNaN(v) || math.IsInf(v, 0) ||
			t.Limits.ExclusiveMinimum && v == low || t.Limits.ExclusiveMaximum && v == high {
			continue
		}
		if whole {
			return int64(v), nil
		}
		return v, nil
	}
	return nil, errors.New("no number is within the limits")
}

// bounds gives the smallest and the largest value of a numeric type.
func bounds(t *model.Type) (low, high float64) {
	const safe = 1<<53 - 1 // the largest whole number that every JSON reader takes (RFC 8259, section 6)
	low, high = -safe, safe
	if t.Kind == model.Int32 {
		low, high = math.MinInt32, math.MaxInt32
	}
	if v := t.Limits.Minimum; v != nil {
		low = max(low, *v)
	}
	if v := t.Limits.Maximum; v != nil {
		high = min(high, *v)
	}
	return low, high
}

// maxSampleText bounds the length of a text.
const maxSampleText = 1 << 10

// sampleText gives the nth text of the format, pattern and length that the type asks for.
func sampleText(t *model.Type, n int) (any, error) {
	least, most := 0, math.MaxInt
	if v := t.Limits.MinLength; v != nil {
		least = int(min(*v, math.MaxInt))
	}
	if v := t.Limits.MaxLength; v != nil {
		most = int(min(*v, math.MaxInt))
	}
	if least > maxSampleText {
		return nil, fmt.Errorf("a text of %d characters is too long for a sample", least)
	}
	for _, text := range candidateTexts(t, n, least) {
		if length := utf8.RuneCountInString(text); length >= least && length <= most {
			return text, nil
		}
	}
	if t.Limits.Pattern != "" {
		return nil, fmt.Errorf("no text was found that matches %q", t.Limits.Pattern)
	}
	return nil, errors.New("no text was found of the format and length")
}

func candidateTexts(t *model.Type, n, least int) []string {
	switch {
	case t.Kind == model.Bytes:
		return []string{base64.StdEncoding.EncodeToString([]byte(numbered("text", n)))}
	case t.Limits.Pattern != "":
		return matchingTexts(t.Limits.Pattern, n, least)
	}
	if text := formatText(t.Format, n); text != "" {
		return []string{text}
	}
	padded := func(s string) string { return s + strings.Repeat("x", max(0, least-len(s))) }
	return []string{padded(numbered("text", n)), padded(strconv.FormatInt(int64(n+10), 36)), ""}
}

// formatText gives a text of one of the formats of JSON Schema and OpenAPI, "" for any other format.
func formatText(format string, n int) string {
	switch format {
	case "uuid", "guid":
		return fmt.Sprintf("00000000-0000-4000-8000-%012d", n+1)
	case "email":
		return numbered("user", n) + "@example.com"
	case "uri", "url":
		return "https://example.com/" + numbered("path", n)
	case "hostname":
		return numbered("host", n) + ".example.com"
	case "ipv4":
		return fmt.Sprintf("192.0.2.%d", n%255)
	case "ipv6":
		return fmt.Sprintf("2001:db8::%x", n+1)
	case "time":
		return fmt.Sprintf("03:04:%02dZ", n%60)
	case "duration":
		return fmt.Sprintf("PT%dS", n+1)
	}
	return ""
}

// matchingTexts gives a few texts that match the pattern and have so many characters at least; none when the
// pattern uses what package regexp does not know.
func matchingTexts(pattern string, n, least int) []string {
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil
	}
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	const few = 3
	var list []string
	for extra, length := 0, -1; extra < least+few && len(list) < few; extra++ {
		m := &matcher{n: n, extra: extra}
		m.write(tree)
		text := m.String()
		if len(text) == length {
			break // more repetitions make no difference
		}
		length = len(text)
		if utf8.RuneCountInString(text) >= least && re.MatchString(text) {
			list = append(list, text)
		}
	}
	return list
}

// matcher writes a text that a regular expression matches.
type matcher struct {
	strings.Builder
	n     int // which of several choices to take
	extra int // repetitions beyond the least
	steps int // parts of the expression written so far
}

// tired reports whether the text would get too long, or the expression repeats what is empty too often.
func (m *matcher) tired() bool { return m.steps > 8*maxSampleText || m.Len() > 8*maxSampleText }

func (m *matcher) write(re *syntax.Regexp) {
	m.steps++
	switch re.Op {
	case syntax.OpLiteral:
		m.WriteString(string(re.Rune))
	case syntax.OpCharClass:
		m.WriteRune(runeOf(re.Rune, m.n))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		m.WriteByte('a' + byte(m.n%26))
	case syntax.OpStar:
		m.repeat(re, 0, -1)
	case syntax.OpPlus:
		m.repeat(re, 1, -1)
	case syntax.OpQuest:
		m.repeat(re, 0, 1)
	case syntax.OpRepeat:
		m.repeat(re, re.Min, re.Max)
	case syntax.OpAlternate:
		m.write(re.Sub[m.n%len(re.Sub)])
	case syntax.OpConcat, syntax.OpCapture:
		for _, sub := range re.Sub {
			m.write(sub)
		}
	}
}

// repeat writes the part between least and most times; most is -1 for no limit.
func (m *matcher) repeat(re *syntax.Regexp, least, most int) {
	times := least + m.extra
	if most >= 0 {
		times = min(times, most)
	}
	for i := 0; i < times && !m.tired(); i++ {
		m.write(re.Sub[0])
	}
}

// runeOf chooses a rune of a character class, which lists the ends of its ranges: a letter or a digit when
// it has one.
func runeOf(class []rune, n int) rune {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	for i := range plain {
		r := rune(plain[(i+n)%len(plain)])
		for j := 0; j+1 < len(class); j += 2 {
			if class[j] <= r && r <= class[j+1] {
				return r
			}
		}
	}
	if len(class) == 0 {
		return utf8.RuneError
	}
	return class[0]
}
