package emit

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/dave/jennifer/jen"

	"github.com/orchgen/orchgen/model"
)

// jsonText writes a sample as JSON in printable ASCII without backquotes. A text that is longer than a line
// begins on one of its own and is broken at commas.
func jsonText(v any) string {
	w := &jsonWriter{}
	w.value(v)
	if strings.Contains(w.String(), "\n") {
		return jsonBreak + w.String()
	}
	return w.String()
}

// jsonBreak stands between two lines. The tabs are for the place that contractCall puts the text in.
const jsonBreak = "\n\t\t\t\t"

type jsonWriter struct {
	strings.Builder
	lineStart int
}

func (w *jsonWriter) value(v any) {
	switch v := v.(type) {
	case *sampleObject:
		w.WriteByte('{')
		for i, name := range v.names {
			w.comma(i)
			w.text(name)
			w.WriteByte(':')
			w.value(v.values[i])
		}
		w.WriteByte('}')
	case []any:
		w.WriteByte('[')
		for i, item := range v {
			w.comma(i)
			w.value(item)
		}
		w.WriteByte(']')
	case string:
		w.text(v)
	default:
		fmt.Fprint(w, v)
	}
}

// comma separates the ith item from the one before.
func (w *jsonWriter) comma(i int) {
	if i == 0 {
		return
	}
	w.WriteByte(',')
	if w.Len()-w.lineStart > docWidth-10 {
		w.WriteString(jsonBreak)
		w.lineStart = w.Len()
	} else {
		w.WriteByte(' ')
	}
}

func (w *jsonWriter) text(s string) {
	w.WriteByte('"')
	for _, r := range s {
		if r >= ' ' && r <= '~' && !strings.ContainsRune("\"\\`", r) {
			w.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(w, `\u%04x`, unit)
		}
	}
	w.WriteByte('"')
}

// literal writes a sample of a parameter as a Go expression of its type.
func literal(t *model.Type, v any) *jen.Statement {
	u := t.Underlying()
	switch v := v.(type) {
	case []any:
		return goType(t).ValuesFunc(func(g *jen.Group) {
			for _, item := range v {
				g.Add(literal(u.Elem, item))
			}
		})
	case bool:
		return jen.Lit(v)
	case int64:
		if u.Kind == model.Enum {
			return enumConstant(u, strconv.FormatInt(v, 10))
		}
		return jen.Op(strconv.FormatInt(v, 10))
	case float64:
		text := strconv.FormatFloat(v, 'g', -1, 64)
		if u.Kind == model.Decimal {
			return jen.Lit(text)
		}
		return jen.Op(text)
	}
	text := v.(string)
	switch u.Kind {
	case model.Enum:
		return enumConstant(u, text)
	case model.DateTime, model.Date:
		return timeLiteral(u.Kind, text)
	case model.Bytes:
		content, _ := base64.StdEncoding.DecodeString(text)
		return jen.Index().Byte().Parens(jen.Lit(string(content)))
	}
	return jen.Lit(text)
}

func enumConstant(t *model.Type, text string) *jen.Statement {
	for _, v := range t.EnumValues {
		if v.Text == text {
			return jen.Id(v.Go.String())
		}
	}
	return jen.Lit(text)
}

// timeLiteral writes a time.Time, or a Date of the runtime.
func timeLiteral(kind model.Kind, text string) *jen.Statement {
	if kind == model.Date {
		t, _ := time.Parse(time.DateOnly, text)
		return jen.Id("Date").Values(jen.Lit(t.Year()), jen.Lit(int(t.Month())), jen.Lit(t.Day()))
	}
	t, _ := time.Parse(time.RFC3339, text)
	return jen.Qual("time", "Date").Call(jen.Lit(t.Year()), jen.Lit(int(t.Month())), jen.Lit(t.Day()),
		jen.Lit(t.Hour()), jen.Lit(t.Minute()), jen.Lit(t.Second()), jen.Lit(0), jen.Qual("time", "UTC"))
}
