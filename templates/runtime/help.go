package runtime

import "strconv"

// helper gives what of a locale is linked only where it is asked for. A locale keeps it as a value without a type:
// the linker then drops the method, and the table behind it, from a program that never calls it.
type helper interface {
	remedies() *textTable // by place in codes, "" where the catalogue says nothing
}

// Remedy tells in l what can be done about the error, "" when the catalogue does not say. Without calls of Remedy
// none of these texts is linked.
func (c Code) Remedy(l *Locale) string {
	i, found := c.index()
	h, ok := l.help.(helper)
	if !found || !ok {
		return ""
	}
	return h.remedies().at(i)
}

// DocURL gives the address of the page about the code in the language of l, "" for an unknown code, and when there
// are no such pages.
func (c Code) DocURL(l *Locale) string {
	if docsURL == "" || c.info() == nil {
		return ""
	}
	if l.isPseudo() {
		l = sourceLocale
	}
	return docsURL + l.tag + "/" + strconv.Itoa(int(c)) + ".html"
}

// Remedy is [Code.Remedy] of the error's code, "" without one.
func (e *APIError) Remedy(l *Locale) string {
	if !e.HasCode {
		return ""
	}
	return e.Code.Remedy(l)
}

// DocURL is [Code.DocURL] of the error's code, "" without one.
func (e *APIError) DocURL(l *Locale) string {
	if !e.HasCode {
		return ""
	}
	return e.Code.DocURL(l)
}
