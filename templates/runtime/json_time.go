package runtime

import "time"

// parseTime reads a date and time as servers write them: RFC 3339 with any number of digits behind the second, of
// which nine count; also without a zone, which is then UTC, with a blank for the T, without seconds, and a day alone.
func parseTime(s []byte) (time.Time, bool) {
	p := timeParser{s: s, ok: true}
	year := p.digits(4)
	p.skip("-")
	month := p.digits(2)
	p.skip("-")
	day := p.digits(2)
	var hour, minute, second, nano int
	zone := time.UTC
	if len(p.s) > 0 {
		p.skip("Tt ")
		hour = p.digits(2)
		p.skip(":")
		minute = p.digits(2)
		if p.at(':') {
			p.skip(":")
			second = p.digits(2)
			nano = p.fraction()
		}
		zone = p.zone()
	}
	if !p.ok || len(p.s) > 0 || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	t := time.Date(year, time.Month(month), day, hour, minute, second, nano, zone)
	if month < 1 || month > 12 || t.Day() != day {
		return time.Time{}, false
	}
	return t, true
}

// timeParser reads from the front of s; ok tells whether everything fitted so far.
type timeParser struct {
	s  []byte
	ok bool
}

func (p *timeParser) at(c byte) bool { return len(p.s) > 0 && p.s[0] == c }

func (p *timeParser) skip(oneOf string) {
	for i := range len(oneOf) {
		if p.at(oneOf[i]) {
			p.s = p.s[1:]
			return
		}
	}
	p.ok = false
}

func (p *timeParser) digits(n int) int {
	if len(p.s) < n {
		p.ok = false
		return 0
	}
	v := 0
	for _, c := range p.s[:n] {
		p.ok = p.ok && '0' <= c && c <= '9'
		v = 10*v + int(c-'0')
	}
	p.s = p.s[n:]
	return v
}

// fraction reads the part of a second in nanoseconds.
func (p *timeParser) fraction() int {
	if !p.at('.') && !p.at(',') {
		return 0
	}
	p.s = p.s[1:]
	nano, unit, n := 0, 100_000_000, 0
	for ; n < len(p.s) && '0' <= p.s[n] && p.s[n] <= '9'; n++ {
		nano += int(p.s[n]-'0') * unit
		unit /= 10
	}
	p.s = p.s[n:]
	p.ok = p.ok && n > 0
	return nano
}

func (p *timeParser) zone() *time.Location {
	switch {
	case len(p.s) == 0:
		return time.UTC
	case p.at('Z') || p.at('z'):
		p.s = p.s[1:]
		return time.UTC
	}
	sign := 1
	if p.at('-') {
		sign = -1
	}
	p.skip("+-")
	hours := p.digits(2)
	if p.at(':') {
		p.skip(":")
	}
	minutes := p.digits(2)
	p.ok = p.ok && hours < 24 && minutes < 60
	if offset := sign * (hours*3600 + minutes*60); offset != 0 {
		return time.FixedZone("", offset)
	}
	return time.UTC
}
