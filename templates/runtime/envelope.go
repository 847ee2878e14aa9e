package runtime

import (
	"encoding/json"
	"strconv"
	"strings"
)

// object is a JSON object with its keys in lower case, because services differ in their spelling.
type object map[string]json.RawMessage

// envelopeKeys are the members of the plain envelope of an error.
var envelopeKeys = []string{"message", "errorcode", "traceid", "resourceids", "details"}

// parseObject reads the members of an object as far as the text is whole; nil when it is no object. Of
// members that have the same key in lower case the first counts that is neither null nor empty.
func parseObject(data []byte) object {
	return parseMembers(data, func(string) bool { return true })
}

// parseMembers is [parseObject] for an object whose keys, in lower case, are all expected. At the first
// that is not it stops and gives nil.
func parseMembers(data []byte, expected func(key string) bool) object {
	d := decoderOf(data)
	defer d.release()
	if d.next() != '{' {
		return nil
	}
	o := object{}
	var lower [64]byte
	for more, err := d.open('}'); more && err == nil; more, err = d.more('}') {
		name, err := d.key()
		if err != nil {
			break
		}
		key := d.text(appendLower(lower[:0], string(name)))
		if !expected(key) {
			return nil
		}
		raw, err := d.skip()
		if err != nil {
			break
		}
		if old := string(o[key]); old == "" || old == "null" || old == `""` {
			o[key] = raw
		}
	}
	return o
}

// text gives the first non-empty string among keys.
func (o object) text(keys ...string) string {
	for _, key := range keys {
		if s := jsonText(o[key]); s != "" {
			return s
		}
	}
	return ""
}

// jsonText gives a JSON string, "" for any other value.
func jsonText(raw json.RawMessage) string {
	if len(raw) == 0 || raw[0] != '"' {
		return ""
	}
	d := decoderOf(raw)
	defer d.release()
	text, err := d.quoted()
	if err != nil || d.end() != nil {
		return ""
	}
	return string(text)
}

// scalar gives a string or the text of a number.
func (o object) scalar(key string) string {
	if raw := o[key]; len(raw) > 0 && (raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9') {
		return string(raw)
	}
	return o.text(key)
}

func (o object) object(key string) object {
	if raw := o[key]; len(raw) > 0 && raw[0] == '{' {
		return parseObject(raw)
	}
	return nil
}

func (o object) list(key string) []json.RawMessage {
	raw := o[key]
	if len(raw) == 0 || raw[0] != '[' {
		return nil
	}
	d := decoderOf(raw)
	defer d.release()
	var list []json.RawMessage
	for more, err := d.open(']'); more && err == nil; more, err = d.more(']') {
		item, err := d.skip()
		if err != nil {
			break
		}
		list = append(list, item)
	}
	return list
}

// maxNesting bounds how deep an envelope is looked into.
const maxNesting = 4

// readObject reads one JSON envelope; what is set already is kept. A number in a nested object counts
// as a code only when the catalogue knows it, because some services repeat the HTTP status there. So does
// none of an object with a StatusDescription: its service has error codes of its own.
func (e *reported) readObject(o object, depth int) {
	if o["statusdescription"] != nil {
		set(&e.Reason, o.scalar("errorcode"))
	} else {
		e.setCode(o.scalar("errorcode"), depth == 0)
	}
	e.setCode(o.scalar("code"), false)
	e.setCode(o.scalar("providererrorcode"), false)
	set(&e.Message, o.text("message", "errormessage", "errormessagev2", "providermessage", "error_description", "detail", "description", "title"))
	set(&e.Details, o.text("details"))
	set(&e.TraceID, o.text("traceid", "requestid"))
	e.readResourceIDs(o)
	if depth < maxNesting {
		for _, key := range [...]string{"error", "problem", "result"} {
			if nested := o.object(key); nested != nil {
				e.readObject(nested, depth+1)
			}
		}
	}
	if word := o.text("error"); e.Message == "" && (e.Reason != "" || strings.ContainsRune(word, ' ')) {
		e.Message = word
	} else {
		set(&e.Reason, word)
	}
	if kind := o.text("type"); !strings.Contains(kind, "://") && kind != "about:blank" {
		set(&e.Reason, kind)
	}
	e.readFields(o)
	if depth == 0 {
		set(&e.Message, o.text("statusdescription"))
	}
}

func set(dst *string, s string) {
	if *dst == "" {
		*dst = s
	}
}

// setCode takes text for the code: a number, or a name of the catalogue. Any other word is a reason, but
// for the number of an HTTP status.
func (e *reported) setCode(text string, trusted bool) {
	if text == "" || e.HasCode {
		return
	}
	code, ok := ParseCode(text)
	switch {
	case ok && (trusted || code.info() != nil):
		e.Code, e.HasCode = code, true
	case !ok || code < 100 || code > 599:
		set(&e.Reason, text)
	}
}

func (e *reported) readResourceIDs(o object) {
	if len(e.ResourceIDs) > 0 {
		return
	}
	for _, raw := range o.list("resourceids") {
		if id, err := strconv.ParseInt(strings.Trim(string(raw), `"`), 10, 64); err == nil {
			e.ResourceIDs = append(e.ResourceIDs, id)
		}
	}
}

// readFields reads the faults of request fields: "errors" of problem details (RFC 9457) as an object or
// a list, "validationErrors" of the ABP framework, and "details" of OData.
func (e *reported) readFields(o object) {
	if raw := o["errors"]; len(raw) > 0 && raw[0] == '{' {
		e.readFieldsByName(raw)
	}
	for _, key := range [...]string{"errors", "validationerrors", "details"} {
		for _, raw := range o.list(key) {
			item := parseObject(raw)
			field := item.text("field", "target", "code", "members")
			var members []string
			if json.Unmarshal(item["members"], &members) == nil {
				field = strings.Join(members, ", ")
			}
			e.addField(field, orDefault(jsonText(raw), item.text("description", "message", "errormessage", "detail")))
		}
	}
}

func (e *reported) readFieldsByName(raw json.RawMessage) {
	var byField map[string]json.RawMessage
	_ = json.Unmarshal(raw, &byField)
	for _, field := range sortedKeys(byField) {
		var messages []json.RawMessage
		if json.Unmarshal(byField[field], &messages) != nil {
			messages = []json.RawMessage{byField[field]}
		}
		for _, raw := range messages {
			e.addField(field, jsonText(raw))
		}
	}
}

func (e *reported) addField(field, message string) {
	if message != "" {
		e.Fields = append(e.Fields, FieldError{field, message})
	}
}
