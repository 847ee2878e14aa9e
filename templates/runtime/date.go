package runtime

import (
	"fmt"
	"strings"
	"time"
)

// Date is a day without a time (RFC 3339, full-date). The zero Date is absent.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf is the day of t in t's location.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

// In is the first instant of the day in loc.
func (d Date) In(loc *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, loc)
}

// IsZero reports whether d is absent.
func (d Date) IsZero() bool { return d == Date{} }

// String gives d as 2006-01-02.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// MarshalText gives d as 2006-01-02, and the zero Date as the empty text.
func (d Date) MarshalText() ([]byte, error) {
	if d.IsZero() {
		return []byte{}, nil
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads 2006-01-02; a time behind it is dropped, and the empty text is the zero Date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	day := string(text)
	if i := strings.IndexAny(day, "Tt "); i >= 0 {
		day = day[:i]
	}
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return err
	}
	*d = DateOf(t)
	return nil
}
