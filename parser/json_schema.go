package parser

import (
	"bytes"
	"encoding/json"
	"strings"
)

// schemas are the files of a catalogue that have a schema, by the names of the schemas.
var schemas = map[string]*shape{"errors": catalogShape, "locale": localeShape, "client": clientShape}

// SchemaNames gives the names of the schemas.
func SchemaNames() []string { return []string{"errors", "locale", "client"} }

// Schema gives the JSON Schema (draft-07, which the language servers for YAML understand) of a file of a catalogue: of
// errors.yaml, of locales/<tag>.yaml (locale), or of client.yaml. It is nil for any other name. What the schema allows
// can still be wrong in a way that only the reader tells; it refuses nothing that the reader accepts, but for null.
func Schema(name string) []byte {
	root := schemas[name]
	if root == nil {
		return nil
	}
	w := &schemaWriter{done: map[*shape]bool{}}
	body := w.object(root)
	schema := append(fields{
		{"$schema", "http://json-schema.org/draft-07/schema#"},
		{"title", strings.ToUpper(root.name[:1]) + root.name[1:] + " of orchgen"},
	}, body...)
	if len(w.definitions) > 0 {
		schema = append(schema, field{"definitions", w.definitions})
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(schema); err != nil {
		panic(err) // all values are strings, numbers and lists of them
	}
	return b.Bytes()
}

// field is a member of a JSON object, fields an object in the order in which it is written.
type (
	field struct {
		key   string
		value any
	}
	fields []field
)

// MarshalJSON writes the object.
func (f fields) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range f {
		if i > 0 {
			b.WriteByte(',')
		}
		for j, v := range [...]any{m.key, m.value} {
			enc := json.NewEncoder(&b)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(v); err != nil {
				return nil, err
			}
			if j == 0 {
				b.WriteByte(':')
			}
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// schemaWriter collects the shapes that a schema refers to.
type schemaWriter struct {
	definitions fields
	done        map[*shape]bool
}

func (w *schemaWriter) object(s *shape) fields {
	var properties fields
	var required []string
	for _, k := range s.keys {
		properties = append(properties, field{k.name, append(fields{{"description", k.doc}}, w.value(k.value)...)})
		if k.required {
			required = append(required, k.name)
		}
	}
	object := fields{{"description", s.doc}, {"type", "object"}, {"properties", properties}, {"additionalProperties", false}}
	if required != nil {
		object = append(object, field{"required", required})
	}
	return object
}

// value gives the keywords for a value, without a description. A reference stands inside of allOf: draft-07 ignores what
// is beside $ref.
func (w *schemaWriter) value(v value) fields {
	switch v.form {
	case texts:
		return v.textSchema()
	case flags:
		return fields{{"type", "boolean"}}
	case counts:
		number := fields{{"type", "integer"}, {"minimum", v.min}}
		if v.max > 0 {
			number = append(number, field{"maximum", v.max})
		}
		return number
	case lists:
		return fields{{"type", "array"}, {"items", w.value(*v.elem)}}
	case dicts:
		table := fields{{"type", "object"}, {"additionalProperties", w.value(*v.elem)}}
		if v.keys != "" {
			table = append(table, field{"propertyNames", fields{{"pattern", v.keys}}})
		}
		return table
	case objects:
		return fields{{"allOf", []fields{w.reference(v.shape)}}}
	case textOrElem:
		return fields{{"anyOf", []fields{text().textSchema(), w.value(*v.elem)}}}
	}
	panic("the catalogue format has no values of this form")
}

// textSchema allows numbers and truth values where any text is allowed: YAML takes 2019.4 for a number, the reader for
// a text.
func (v value) textSchema() fields {
	switch {
	case v.words != nil:
		return fields{{"type", "string"}, {"enum", v.words}}
	case v.pattern != "":
		return fields{{"type", "string"}, {"pattern", v.pattern}}
	}
	return fields{{"type", []string{"string", "number", "boolean"}}}
}

func (w *schemaWriter) reference(s *shape) fields {
	name := strings.ReplaceAll(s.name, " ", "-")
	if !w.done[s] {
		w.done[s] = true
		i := len(w.definitions)
		w.definitions = append(w.definitions, field{key: name})
		w.definitions[i].value = w.object(s)
	}
	return fields{{"$ref", "#/definitions/" + name}}
}
