package fake

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// schema is what the definition says of a value. Limits that are not declared are nil or zero.
type schema struct {
	Ref  string `json:"ref"`  // name of a type, in place of all else
	Kind string `json:"kind"` // any, bool, int32, int64, number, decimal, string, date-time, date, bytes, file, array, map or object

	Items      *schema            `json:"items"` // of an array or map
	Properties map[string]*schema `json:"properties"`
	Required   []string           `json:"required"`
	Additional *schema            `json:"additional"` // of the properties that are not named; nil when there are none

	Enum             []string `json:"enum"`
	Format           string   `json:"format"`
	Pattern          string   `json:"pattern"`
	Minimum          *float64 `json:"minimum"`
	Maximum          *float64 `json:"maximum"`
	ExclusiveMinimum bool     `json:"exclusiveMinimum"`
	ExclusiveMaximum bool     `json:"exclusiveMaximum"`
	MinLength        int      `json:"minLength"`
	MaxLength        *int     `json:"maxLength"`
	MinItems         int      `json:"minItems"`
	MaxItems         *int     `json:"maxItems"`
}

// holdsFile reports whether a form sends the value as a file.
func (s *schema) holdsFile() bool {
	return s.Kind == "file" || s.Items != nil && s.Items.Kind == "file"
}

// checker holds values to their schemas.
type checker struct {
	types    map[string]*schema
	partial  bool // required properties may be missing
	problems []string
}

func (c *checker) report(format string, args ...any) {
	c.problems = append(c.problems, fmt.Sprintf(format, args...))
}

// resolved follows a reference.
func (c *checker) resolved(s *schema) *schema {
	if s.Ref != "" {
		return c.types[s.Ref]
	}
	return s
}

// value checks a decoded JSON value. Null stands for a value that is absent, as in OData.
func (c *checker) value(s *schema, v any, where string) {
	s = c.resolved(s)
	if s.Kind == "any" || v == nil && where != "body" {
		return
	}
	switch v := v.(type) {
	case map[string]any:
		switch s.Kind {
		case "object":
			c.object(s, v, where)
			return
		case "map":
			for _, name := range sortedKeys(v) {
				c.value(s.Items, v[name], where+"."+name)
			}
			return
		}
	case []any:
		if s.Kind == "array" {
			c.count(s, len(v), where)
			for i, item := range v {
				c.value(s.Items, item, fmt.Sprintf("%s[%d]", where, i))
			}
			return
		}
	case bool:
		if s.Kind == "bool" {
			return
		}
	case json.Number:
		if s.isNumber() {
			c.text(s, v.String(), where)
			return
		}
	case string:
		if !s.isNumber() && s.Kind != "bool" && s.isText() || s.Kind == "decimal" {
			c.text(s, v, where)
			return
		}
	}
	c.report("%s is %s, want %s", where, shown(v), s.Kind)
}

func (s *schema) isNumber() bool {
	return slices.Contains([]string{"int32", "int64", "number", "decimal"}, s.Kind)
}

func (s *schema) isText() bool { return !slices.Contains([]string{"array", "map", "object"}, s.Kind) }

// shown is a value as a fault tells it.
func shown(v any) string {
	text, _ := json.Marshal(v)
	const most = 60
	if len(text) > most {
		text = append(text[:most:most], "…"...)
	}
	return string(text)
}

func (c *checker) object(s *schema, v map[string]any, where string) {
	for _, name := range s.Required {
		if inner, there := v[name]; !there && !c.partial {
			c.report("%s.%s is missing", where, name)
		} else if there && inner == nil {
			c.report("%s.%s is null", where, name)
		}
	}
	for _, name := range sortedKeys(v) {
		switch property := s.Properties[name]; {
		case property != nil:
			c.value(property, v[name], where+"."+name)
		case strings.Contains(name, "@"): // annotation (OData JSON Format 4.01, section 4.6)
		case s.Additional != nil:
			c.value(s.Additional, v[name], where+"."+name)
		default:
			c.report("%s.%s is not declared", where, name)
		}
	}
}

// texts checks a list that is sent as text.
func (c *checker) texts(s *schema, values []string, where string) {
	c.count(s, len(values), where)
	for _, v := range values {
		c.text(c.resolved(s.Items), v, where)
	}
}

func (c *checker) count(s *schema, n int, where string) {
	if n < s.MinItems {
		c.report("%s has %d items, want at least %d", where, n, s.MinItems)
	}
	if s.MaxItems != nil && n > *s.MaxItems {
		c.report("%s has %d items, want at most %d", where, n, *s.MaxItems)
	}
}

// text checks a scalar as it is written.
func (c *checker) text(s *schema, text, where string) {
	s = c.resolved(s)
	if len(s.Enum) > 0 && !slices.Contains(s.Enum, text) {
		c.report("%s is %q, want one of %s", where, text, strings.Join(s.Enum, ", "))
		return
	}
	if err := s.parse(text); err != nil {
		c.report("%s is %q, which is no %s", where, text, s.name())
		return
	}
	if s.isNumber() {
		c.number(s, text, where)
		return
	}
	length := utf8.RuneCountInString(text)
	if length < s.MinLength {
		c.report("%s has %d characters, want at least %d", where, length, s.MinLength)
	}
	if s.MaxLength != nil && length > *s.MaxLength {
		c.report("%s has %d characters, want at most %d", where, length, *s.MaxLength)
	}
	if s.Pattern != "" && !regexp.MustCompile(s.Pattern).MatchString(text) {
		c.report("%s is %q, which does not match %s", where, text, s.Pattern)
	}
}

func (c *checker) number(s *schema, text, where string) {
	v, _ := strconv.ParseFloat(text, 64)
	if s.Minimum != nil && (v < *s.Minimum || s.ExclusiveMinimum && v == *s.Minimum) {
		c.report("%s is %s, which is below the minimum", where, text)
	}
	if s.Maximum != nil && (v > *s.Maximum || s.ExclusiveMaximum && v == *s.Maximum) {
		c.report("%s is %s, which is above the maximum", where, text)
	}
}

// name is what a text of the schema is called.
func (s *schema) name() string {
	if s.Format != "" {
		return s.Format
	}
	return s.Kind
}

// parse reads a text of a kind that not every text is of.
func (s *schema) parse(text string) error {
	var err error
	switch s.name() {
	case "bool":
		if text != "true" && text != "false" {
			err = strconv.ErrSyntax
		}
	case "int32":
		_, err = strconv.ParseInt(text, 10, 32)
	case "int64":
		_, err = strconv.ParseInt(text, 10, 64)
	case "number", "decimal":
		var v float64
		if v, err = strconv.ParseFloat(text, 64); math.IsNaN(v) || math.IsInf(v, 0) {
			err = strconv.ErrRange
		}
	case "date-time":
		_, err = time.Parse(time.RFC3339, text)
	case "date":
		_, err = time.Parse(time.DateOnly, text)
	case "bytes":
		_, err = base64.StdEncoding.DecodeString(text)
	case "uuid":
		if !guid.MatchString(text) {
			err = strconv.ErrSyntax
		}
	}
	return err
}

var guid = regexp.MustCompile(`^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`)
