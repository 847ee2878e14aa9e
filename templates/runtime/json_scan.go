package runtime

import (
	"fmt"
	"hash/maphash"
	"unicode/utf16"
	"unicode/utf8"
)

// decoder reads one JSON text (RFC 8259).
type decoder struct {
	data  []byte
	pos   int
	depth int
	plain []byte      // the latest text that had escapes
	texts [512]string // recent short strings, which repeat a lot in lists
}

// maxDepth bounds how deep objects and lists nest, as in package encoding/json.
const maxDepth = 10000

// jsonError says where a text is no JSON.
type jsonError struct {
	offset int
	what   string
}

func (e *jsonError) Error() string {
	return fmt.Sprintf("invalid JSON at byte %d: %s", e.offset, e.what)
}

func (d *decoder) fail(what string) error { return &jsonError{d.pos, what} }

// expected says that something else stands at the position than what is wanted.
func (d *decoder) expected(wanted string) error {
	if d.pos >= len(d.data) {
		return d.fail("the text ends where " + wanted + " is expected")
	}
	return d.fail(fmt.Sprintf("%q where %s is expected", d.data[d.pos], wanted))
}

// next skips white space and gives the byte behind it, 0 at the end.
func (d *decoder) next() byte {
	for ; d.pos < len(d.data); d.pos++ {
		switch c := d.data[d.pos]; c {
		case ' ', '\t', '\r', '\n':
		default:
			return c
		}
	}
	return 0
}

// open steps into an object or list, which closes with end, and tells whether it has members.
func (d *decoder) open(end byte) (bool, error) {
	d.pos++
	if d.next() == end {
		d.pos++
		return false, nil
	}
	if d.depth++; d.depth > maxDepth {
		return false, d.fail("nested too deep")
	}
	return true, nil
}

// more steps behind a member and tells whether another one follows.
func (d *decoder) more(end byte) (bool, error) {
	switch d.next() {
	case ',':
		d.pos++
		return true, nil
	case end:
		d.pos++
		d.depth--
		return false, nil
	}
	return false, d.expected("a comma or " + string(rune(end)))
}

// key reads the name of a member and the colon behind it.
func (d *decoder) key() ([]byte, error) {
	if d.next() != '"' {
		return nil, d.expected("a name in quotes")
	}
	name, err := d.quoted()
	if err != nil {
		return nil, err
	}
	if d.next() != ':' {
		return nil, d.expected("a colon")
	}
	d.pos++
	return name, nil
}

// ordinary has 1 for each byte that stands for itself in a string and is no part of a longer character. It is a
// constant, because a table would be filled at start.
const ordinary = "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x01\x01\x00\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01" +
	"\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x00\x01\x01\x01" +
	"\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"

// quoted reads a string. The result is good until the next string is read.
func (d *decoder) quoted() ([]byte, error) {
	start := d.pos + 1
	escaped, ascii := false, true
	data := d.data
	for i := start; i < len(data); i++ {
		c := data[i]
		if ordinary[c] != 0 {
			continue
		}
		switch {
		case c == '"':
			d.pos = i + 1
			text := data[start:i]
			if escaped || !ascii && !utf8.Valid(text) {
				d.plain = appendUnescaped(d.plain[:0], text)
				text = d.plain
			}
			return text, nil
		case c == '\\':
			escaped = true
			n := escapeLength(data[i:])
			if n == 0 {
				d.pos = i
				return nil, d.fail("an unknown escape")
			}
			i += n - 1
		case c < ' ':
			d.pos = i
			return nil, d.fail("a control character in a string")
		default:
			ascii = false
		}
	}
	d.pos = len(data)
	return nil, d.fail("a string without an end")
}

// escapeLength gives the length of the escape at the start of s, 0 when it is none.
func escapeLength(s []byte) int {
	if len(s) < 2 {
		return 0
	}
	switch s[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		if hexUnit(s) >= 0 {
			return 6
		}
	}
	return 0
}

// hexUnit gives the UTF-16 unit of an escape with four hexadecimal digits at the start of s, -1 when there is none.
func hexUnit(s []byte) rune {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return -1
	}
	var unit rune
	for _, c := range s[2:6] {
		switch {
		case '0' <= c && c <= '9':
			unit = unit<<4 | rune(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			unit = unit<<4 | rune(c|0x20-'a'+10)
		default:
			return -1
		}
	}
	return unit
}

// appendUnescaped appends the text of a string whose escapes are valid. What is no Unicode becomes U+FFFD.
func appendUnescaped(text, s []byte) []byte {
	for len(s) > 0 {
		switch {
		case s[0] == '\\' && s[1] == 'u':
			r := hexUnit(s)
			s = s[6:]
			if utf16.IsSurrogate(r) {
				if r = utf16.DecodeRune(r, hexUnit(s)); r != utf8.RuneError {
					s = s[6:]
				}
			}
			text = utf8.AppendRune(text, r)
		case s[0] == '\\':
			text = append(text, unescaped(s[1]))
			s = s[2:]
		case s[0] < utf8.RuneSelf:
			text = append(text, s[0])
			s = s[1:]
		default:
			r, size := utf8.DecodeRune(s)
			text = utf8.AppendRune(text, r)
			s = s[size:]
		}
	}
	return text
}

// unescaped gives what the letter of a short escape stands for.
func unescaped(letter byte) byte {
	switch letter {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return letter
}

// maxShared bounds which strings are shared, in bytes. The usual identifiers (36 bytes) do not repeat.
const maxShared = 32

var textSeed = maphash.MakeSeed()

// text makes a string of b, or finds one that was made before.
func (d *decoder) text(b []byte) string {
	if len(b) == 0 || len(b) > maxShared {
		return string(b)
	}
	slot := &d.texts[maphash.Bytes(textSeed, b)%uint64(len(d.texts))]
	if *slot != string(b) {
		*slot = string(b)
	}
	return *slot
}

// number reads a number and gives its text, which is part of the data.
func (d *decoder) number() ([]byte, error) {
	start := d.pos
	if d.data[d.pos] == '-' {
		d.pos++
	}
	zero := d.pos < len(d.data) && d.data[d.pos] == '0'
	if zero {
		d.pos++
	} else if !d.digits() {
		return nil, d.expected("a digit")
	}
	if d.pos < len(d.data) && d.data[d.pos] == '.' {
		d.pos++
		if !d.digits() {
			return nil, d.expected("a digit")
		}
	}
	if d.pos < len(d.data) && d.data[d.pos]|0x20 == 'e' {
		d.pos++
		if d.pos < len(d.data) && (d.data[d.pos] == '+' || d.data[d.pos] == '-') {
			d.pos++
		}
		if !d.digits() {
			return nil, d.expected("a digit")
		}
	}
	return d.data[start:d.pos], nil
}

func (d *decoder) digits() bool {
	start := d.pos
	for d.pos < len(d.data) && '0' <= d.data[d.pos] && d.data[d.pos] <= '9' {
		d.pos++
	}
	return d.pos > start
}

// word reads null, true or false.
func (d *decoder) word(w string) error {
	if len(d.data)-d.pos < len(w) || string(d.data[d.pos:d.pos+len(w)]) != w {
		return d.expected("a value")
	}
	d.pos += len(w)
	return nil
}

// isNull steps over null, if that is what stands at the position.
func (d *decoder) isNull() (bool, error) {
	if d.next() != 'n' {
		return false, nil
	}
	return true, d.word("null")
}

// skip reads any value and gives its text, which is part of the data.
func (d *decoder) skip() ([]byte, error) {
	c := d.next()
	start := d.pos
	var err error
	switch {
	case c == '{':
		err = d.skipMembers('}')
	case c == '[':
		err = d.skipMembers(']')
	case c == '"':
		_, err = d.quoted()
	case c == '-' || '0' <= c && c <= '9':
		_, err = d.number()
	case c == 't':
		err = d.word("true")
	case c == 'f':
		err = d.word("false")
	case c == 'n':
		err = d.word("null")
	default:
		err = d.expected("a value")
	}
	return d.data[start:d.pos], err
}

func (d *decoder) skipMembers(end byte) error {
	more, err := d.open(end)
	for more && err == nil {
		if end == '}' {
			if _, err = d.key(); err != nil {
				return err
			}
		}
		if _, err = d.skip(); err != nil {
			return err
		}
		more, err = d.more(end)
	}
	return err
}

// end checks that nothing follows the value.
func (d *decoder) end() error {
	if d.next(); d.pos < len(d.data) {
		return d.expected("the end")
	}
	return nil
}
