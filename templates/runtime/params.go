package runtime

import (
	"encoding/base64"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// setQuery adds a query parameter.
//
//go:noinline
func (c *call) setQuery(name, value string) {
	if c.query == nil {
		c.query = url.Values{}
	}
	c.query.Add(name, value)
}

// setHeader adds a header parameter.
//
//go:noinline
func (c *call) setHeader(name, value string) {
	if c.header == nil {
		c.header = http.Header{}
	}
	c.header.Add(name, value)
}

// setForm adds a form parameter.
//
//go:noinline
func (c *call) setForm(name, value string) {
	c.needForm().values.Add(name, value)
}

// setFile adds a file to the form. An upload without content is left out.
//
//go:noinline
func (c *call) setFile(name string, u Upload) {
	if u.Content != nil {
		f := c.needForm()
		f.files = append(f.files, formFile{name, u})
	}
}

// needFile adds a file that the request cannot be without.
//
//go:noinline
func (c *call) needFile(name string, u Upload) {
	if u.Content == nil && c.err == nil {
		c.err = fmt.Errorf("the upload %q has no content", name)
	}
	c.setFile(name, u)
}

// setFiles adds files that are numbered from 1 on.
func (c *call) setFiles(name string, list []Upload) {
	for i, u := range list {
		c.setFile(name+strconv.Itoa(i+1), u)
	}
}

func (c *call) needForm() *form {
	if c.form == nil {
		c.form = &form{values: url.Values{}}
	}
	return c.form
}

// pathText escapes s for one place in a path (RFC 3986, section 3.3).
//
//go:noinline
func pathText(s string) string { return url.PathEscape(s) }

// pathQuoted escapes s for a place between single quotes in a path: quotes are doubled as in an OData
// string literal (OData ABNF, rule string), then the text is escaped as part of a path.
//
//go:noinline
func pathQuoted(s string) string {
	return url.PathEscape(strings.ReplaceAll(s, "'", "''"))
}

// sendable escapes what cannot stand in a URL and leaves the query as it came otherwise: what its characters mean is
// the server's business, such as ";" inside of $expand.
func sendable(query string) string {
	var b strings.Builder
	for _, c := range []byte(query) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

//go:noinline
func textOfInt[T ~int32 | ~int64](v T) string { return strconv.FormatInt(int64(v), 10) }

// textOfFloat writes v with the digits it needs, and with an exponent only where it would take many zeros.
//
//go:noinline
func textOfFloat[T ~float32 | ~float64](v T) string {
	format := byte('f')
	if size := math.Abs(float64(v)); size != 0 && (size < 1e-6 || size >= 1e21) {
		format = 'e'
	}
	return strconv.FormatFloat(float64(v), format, -1, reflect.TypeFor[T]().Bits())
}

//go:noinline
func textOfBool(v bool) string { return strconv.FormatBool(v) }

// textOfTime writes t as RFC 3339 with as many fractional digits as it has.
//
//go:noinline
func textOfTime(t time.Time) string { return t.Format(time.RFC3339Nano) }

//go:noinline
func textOfBytes(b []byte) string { return base64.StdEncoding.EncodeToString(b) }

// texts gives the text of each value.
//
//go:noinline
func texts[T any](values []T, text func(T) string) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = text(v)
	}
	return list
}

// setEach adds one parameter for each value (collectionFormat multi).
//
//go:noinline
func setEach(set func(name, value string), name string, values []string) {
	for _, v := range values {
		set(name, v)
	}
}

// textOf gives a string of any kind as plain text.
func textOf[T ~string](v T) string { return string(v) }

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// isGUID reports whether s has the form 8-4-4-4-12 of hexadecimal digits (RFC 9562, section 4).
func isGUID(s string) bool {
	for i, c := range []byte(s) {
		isDash := i == 8 || i == 13 || i == 18 || i == 23
		if isDash != (c == '-') || !isDash && strings.IndexByte("0123456789abcdefABCDEF", c) < 0 {
			return false
		}
	}
	return len(s) == 36
}

// plainText gives a scalar, which may be an [Opt], as text; "" when there is none.
func plainText(v any) string {
	text, err := marshal(v)
	if err != nil || string(text) == "null" {
		return ""
	}
	if plain := jsonText(text); plain != "" || string(text) == `""` {
		return plain
	}
	return string(text)
}
