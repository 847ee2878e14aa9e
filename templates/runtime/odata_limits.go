package runtime

import (
	"fmt"
	"strconv"
	"strings"
)

// ODataLimitError says that an OData option goes beyond what the definition documents, at the top or inside of
// $expand. The request is not sent.
type ODataLimitError struct {
	Option string // such as "$top"
	Size   int    // of the option: expressions, levels or items
	Limit  int
}

// Error tells the option, its size and the limit.
func (e *ODataLimitError) Error() string {
	unit := map[string]string{"$expand": "levels", "$top": "items"}[e.Option]
	return fmt.Sprintf("%s asks for %d %s, the documented limit is %d", e.Option, e.Size, orDefault(unit, "expressions"), e.Limit)
}

// check holds the value of an option, and what is nested in it, to the limits and to what servers can take.
func (l odataLimits) check(option, value string) error {
	size, limit := 0, 0
	switch option {
	case "$select":
		return checkSelect(value)
	case "$filter":
		size, limit = outlineOf(value).terms, l.filter
	case "$orderby":
		size, limit = len(splitOutside(value, ',')), l.orderBy
	case "$expand":
		levels, err := l.checkExpand(value)
		if err != nil {
			return err
		}
		size, limit = levels, l.expand
	case "$top", "$skip":
		n, _ := strconv.Atoi(value)
		if n < 0 {
			return fmt.Errorf("%s is %d: it cannot be negative", option, n)
		}
		if option == "$top" {
			size, limit = n, l.top
		}
	}
	if limit > 0 && size > limit {
		return &ODataLimitError{option, size, limit}
	}
	return nil
}

// checkSelect refuses function calls, such as those that expressions of properties make: what they give has no name in
// the reply.
func checkSelect(value string) error {
	for _, item := range splitOutside(value, ',') {
		name, inside, isCall := strings.Cut(item, "(")
		option, _, isOption := strings.Cut(inside, "=") // Address($select=City)
		isCall = isCall && !strings.Contains(name, ".") && (!isOption || strings.ContainsAny(option, "(,'"))
		if isCall || strings.HasSuffix(item, "/$count") {
			return fmt.Errorf("$select takes properties, and %s is computed", item)
		}
	}
	return nil
}

// checkExpand counts the levels of $expand, and holds the options of each entity to the limits.
func (l odataLimits) checkExpand(value string) (levels int, err error) {
	for _, item := range splitOutside(value, ',') {
		_, options, _ := strings.Cut(item, "(")
		options = strings.TrimSuffix(strings.TrimSpace(options), ")")
		for _, text := range splitOutside(options, ';') {
			name, nested, _ := strings.Cut(text, "=")
			name = "$" + strings.ToLower(strings.TrimPrefix(strings.TrimSpace(name), "$"))
			nested = strings.TrimSpace(nested)
			inside := 0
			if name == "$expand" {
				inside, err = l.checkExpand(nested)
			} else {
				err = l.check(name, nested)
			}
			if err != nil {
				return 0, err
			}
			levels = max(levels, inside)
		}
	}
	return levels + 1, nil
}

// splitOutside cuts text at each sep that is outside quotes and parentheses.
func splitOutside(text string, sep byte) []string {
	var items []string
	start, depth, quoted := 0, 0, false
	for i := range len(text) {
		switch c := text[i]; {
		case c == '\'': // a doubled quote ends the literal and begins another one
			quoted = !quoted
		case quoted:
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == sep && depth == 0:
			items = append(items, text[start:i])
			start = i + 1
		}
	}
	return append(items, text[start:])
}
