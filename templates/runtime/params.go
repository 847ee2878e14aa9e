package runtime

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// setQuery adds a query parameter.
func (c *call) setQuery(name, value string) {
	if c.query == nil {
		c.query = url.Values{}
	}
	c.query.Add(name, value)
}

// setHeader adds a header parameter.
func (c *call) setHeader(name, value string) {
	if c.header == nil {
		c.header = http.Header{}
	}
	c.header.Add(name, value)
}

// setForm adds a form parameter.
func (c *call) setForm(name, value string) {
	c.needForm().values.Add(name, value)
}

// setFile adds a file to the form. An upload without content is left out.
func (c *call) setFile(name string, u Upload) {
	if u.Content != nil {
		f := c.needForm()
		f.files = append(f.files, formFile{name, u})
	}
}

func (c *call) needForm() *form {
	if c.form == nil {
		c.form = &form{values: url.Values{}}
	}
	return c.form
}

// pathText escapes s for one place in a path (RFC 3986, section 3.3). A value of dots alone would be
// taken for a relative reference, so its dots are escaped too.
func pathText(s string) string {
	if s != "" && strings.Trim(s, ".") == "" {
		return strings.Repeat("%2E", len(s))
	}
	return url.PathEscape(s)
}

// pathQuoted escapes s for a place between single quotes in a path: quotes are doubled as in an OData
// string literal (OData ABNF, rule string), then the text is escaped as part of a path.
func pathQuoted(s string) string {
	return url.PathEscape(strings.ReplaceAll(s, "'", "''"))
}

func textOfInt[T ~int32 | ~int64](v T) string { return strconv.FormatInt(int64(v), 10) }

func textOfFloat[T ~float32 | ~float64](v T) string {
	return strconv.FormatFloat(float64(v), 'g', -1, 64)
}

func textOfBool(v bool) string { return strconv.FormatBool(v) }

// textOfTime writes t as RFC 3339 with as many fractional digits as it has.
func textOfTime(t time.Time) string { return t.Format(time.RFC3339Nano) }

func textOfBytes(b []byte) string { return base64.StdEncoding.EncodeToString(b) }

// texts gives the text of each value.
func texts[T any](values []T, text func(T) string) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = text(v)
	}
	return list
}

// setEach adds one parameter for each value (collectionFormat multi).
func setEach(set func(name, value string), name string, values []string) {
	for _, v := range values {
		set(name, v)
	}
}

// textOf gives a string of any kind as plain text.
func textOf[T ~string](v T) string { return string(v) }
