package parser

import "github.com/orchgen/orchgen/model"

// The objects of the catalogue format, from which the JSON Schemas of [Schema] are made as well. Unlike a definition, a
// catalogue has no extensions: every key that is not listed is an error.
var (
	catalogShape = &shape{name: "catalogue", doc: "The error catalogue of an API: what holds in all languages. The texts stand in locales/<tag>.yaml beside this file.", keys: []key{
		{name: "catalog", value: of(catalogHeaderShape), required: true, doc: "What the catalogue is about, and in which languages."},
		{name: "categories", value: named(dict(text()), namePattern), doc: "Families of errors that a program treats alike, each with a sentence on how."},
		{name: "errors", value: list(of(entryShape)), required: true, doc: "One entry for each error code."},
		{name: "unnumbered", value: list(spelled(namePattern)), doc: "Names of further errors that the definition has, and whose codes are not known. orchgen lint does not ask for them."},
	}}
	catalogHeaderShape = &shape{name: "catalogue header", doc: "What the catalogue is about, and in which languages.", keys: []key{
		{name: "version", value: value{form: counts, max: 1, min: 1}, required: true, doc: "Version of the catalogue format: 1."},
		{name: "domain", value: text(), required: true, doc: "DNS name that makes the codes unique, such as api.example.com."},
		{name: "source", value: text(), required: true, doc: "BCP 47 tag of the language that all others are translated from. It is among the locales."},
		{name: "locales", value: list(text()), required: true, doc: "BCP 47 tags of the languages, such as fr or pt-BR. Each has a file locales/<tag>.yaml."},
		{name: "docs", value: text(), doc: "Address below which the pages of orchgen docs are published; the generated package links to them."},
		{name: "ignore", value: list(spelled(lintPattern)), doc: "Rules of orchgen lint that are switched off, such as OG1513."},
	}}
	entryShape = &shape{name: "catalogue entry", doc: "One error code.", keys: []key{
		{name: "code", value: value{form: counts, max: 1<<31 - 1}, required: true, doc: "The number that the server sends."},
		{name: "name", value: spelled(namePattern), required: true, doc: "Stable name, which becomes the Go constant Code<name>: ASCII letters and digits, a capital first."},
		{name: "status", value: list(value{form: counts, min: 100, max: 599}), required: true, doc: "HTTP statuses that the error comes with, the most likely first; none for what is not the reply to a request."},
		{name: "category", value: spelled(namePattern), required: true, doc: "One of the categories."},
		{name: "args", value: named(dict(of(argShape)), namePattern), doc: "Arguments of the text, by the name of their placeholder."},
		{name: "plural", value: spelled(namePattern), doc: "The argument that chooses the CLDR plural form, of type int or decimal."},
		{name: "select", value: spelled(namePattern), doc: "The argument whose value chooses the form; it lists its values."},
		{name: "variants", value: list(of(variantShape)), doc: "Further texts that the server sends under the same code."},
		{name: "operations", value: list(text()), doc: "Operations known to return the error: an operationId, or METHOD /path/template."},
		{name: "retry", value: text(string(model.RetryNever), string(model.RetryIdempotent), string(model.RetryAlways)), doc: "Whether repeating the request can help: never (the default), idempotent (later, if the request is safe to repeat), always (the request was not carried out)."},
		{name: "generic", value: flag, doc: "The default text says nothing about the case, so that another text of the server is passed on as it came."},
		{name: "since", value: text(), doc: "First release of the API with the error."},
		{name: "until", value: text(), doc: "Last release of the API with the error. The entry stays, and its constant is marked as deprecated."},
		{name: "deprecated", value: of(deprecationShape), doc: "What takes the place of the error."},
		{name: "aliases", value: list(of(aliasShape)), doc: "Further names of the error, which keep working."},
		{name: "ignore", value: list(spelled(lintPattern)), doc: "Rules of orchgen lint that are switched off for the entry."},
		{name: "provenance", value: of(provenanceShape), doc: "How well the facts are established."},
	}}
	variantShape = &shape{name: "variant", doc: "A further text of an error code.", keys: []key{
		{name: "id", value: spelled(`^[a-z0-9-]*[a-z0-9][a-z0-9-]*$`), required: true, doc: "Name of the variant: lower-case letters, digits and hyphens."},
		{name: "args", value: named(dict(of(argShape)), namePattern), doc: "Arguments of the variant instead of those of the entry."},
		{name: "plural", value: spelled(namePattern), doc: "The argument that chooses the CLDR plural form."},
		{name: "select", value: spelled(namePattern), doc: "The argument whose value chooses the form."},
	}}
	argShape = &shape{name: "argument", doc: "An argument of a text.", keys: []key{
		{name: "type", value: text(argTypes()...), required: true, doc: "identifier: a word of the API, without blanks and never translated. string: any text. int, decimal: a number. date-time, url. secret: never logged."},
		{name: "values", value: list(spelled(selectKey.String())), doc: "The known values, by which a select chooses."},
		{name: "example", value: text(), doc: "A value for documentation and tests."},
		{name: "note", value: text(), doc: "What the argument is, for translators and for the documentation."},
	}}
	deprecationShape = &shape{name: "deprecation", doc: "What takes the place of an error.", keys: []key{
		{name: "use", value: value{form: counts, max: 1<<31 - 1}, doc: "Code of the entry to use instead."},
		{name: "note", value: text(), doc: "What has changed."},
	}}
	aliasShape = &shape{name: "alias", doc: "A further name of an error.", keys: []key{
		{name: "name", value: spelled(namePattern), required: true, doc: "The name."},
		{name: "shared", value: flag, doc: "The name belongs to another entry, too, and makes no constant."},
		{name: "until", value: text(), doc: "Last release of the API that used the name."},
		{name: "note", value: text(), doc: "Where the name comes from."},
	}}
	provenanceShape = &shape{name: "provenance", doc: "How well the facts of an entry are established.", keys: []key{
		{name: "name", value: text("documented", "inferred", "assigned"), doc: "Whether the name is documented by the vendor, inferred, or assigned by the catalogue."},
		{name: "status", value: text("observed", "documented", "inferred"), doc: "Whether the statuses were observed, are documented, or inferred."},
		{name: "notes", value: text(), doc: "What else is known."},
		{name: "sources", value: list(text()), doc: "Addresses of the sources."},
	}}

	clientShape = &shape{name: "client file", doc: "What a definition does not tell about its operations.", keys: []key{
		{name: "versions", value: dict(text()), doc: "Versions of the API as the header api-supported-versions tells them, with the releases."},
		{name: "since", value: dict(list(text())), doc: "The first version that can have an operation, by version."},
		{name: "until", value: dict(list(text())), doc: "The last version that can have an operation, by version."},
		{name: "properties", value: dict(dict(list(text()))), doc: "The first version that can have a property of a request, by version and type."},
		{name: "limits", value: list(of(limitShape)), doc: "Documented numbers of requests that a client may send."},
		{name: "waiters", value: list(of(waiterShape)), doc: "How to wait for the end of something."},
		{name: "bulk", value: list(of(bulkShape)), doc: "Where a reply with a status of success lists what failed."},
		{name: "effects", value: list(of(effectShape)), doc: "What an operation does to the entities of a set; a fake server does it as well."},
	}}
	limitShape = &shape{name: "limit", doc: "A documented number of requests.", keys: []key{
		{name: "operations", value: list(text()), required: true, doc: "The operations that count together."},
		{name: "requests", value: value{form: counts}, required: true, doc: "How many requests may be sent …"},
		{name: "seconds", value: value{form: counts}, required: true, doc: "… in how many seconds."},
	}}
	waiterShape = &shape{name: "waiter", doc: "A method that waits for the end of something.", keys: []key{
		{name: "operation", value: text(), required: true, doc: "The operation that is asked again and again."},
		{name: "name", value: text(), required: true, doc: "Name of the method."},
		{name: "field", value: text(), required: true, doc: "The property that tells the state."},
		{name: "done", value: list(text()), required: true, doc: "States of success."},
		{name: "failed", value: list(text()), doc: "States of failure."},
	}}
	bulkShape = &shape{name: "bulk entry", doc: "Where a reply with a status of success lists what failed.", keys: append(
		[]key{{name: "operation", value: text(), required: true, doc: "The operation."}}, bulkKeys()...)}
	effectShape = &shape{name: "effect", doc: "What an operation does to the entities of a set. Of several entries of an operation the first counts whose when is met.", keys: []key{
		{name: "operation", value: text(), required: true, doc: "The operation."},
		{name: "does", value: text(model.EffectKinds...), required: true, doc: "add: makes an entity of each of the items, or of the body. change: sets values and copy on the entities whose keys are the items, or in the path. take: does so with the first entity that where fits, and gives it. delete: deletes the entities."},
		{name: "set", value: text(), required: true, doc: "The entity set: the last part of its path."},
		{name: "items", value: text(), doc: "Path in the body to the items."},
		{name: "count", value: text(), doc: "Path in the body to how many entities each item makes."},
		{name: "when", value: dict(text()), doc: "Values that paths in the body must have."},
		{name: "where", value: dict(text()), doc: "Values that properties of the entity must have."},
		{name: "values", value: dict(text()), doc: "Values that properties of the entity get."},
		{name: "copy", value: dict(text()), doc: "Properties of the entity that get what stands at a path in the body."},
		{name: "parent", value: of(effectParentShape), doc: "The entity of another set that the entities belong to."},
	}}
	effectParentShape = &shape{name: "parent of an effect", doc: "The entity of another set that entities belong to.", keys: []key{
		{name: "property", value: text(), required: true, doc: "Property of the entities with the key of the parent."},
		{name: "set", value: text(), required: true, doc: "The parent's entity set."},
		{name: "name", value: text(), required: true, doc: "Property of the parent with its name."},
		{name: "from", value: text(), required: true, doc: "Path in the body to the name."},
	}}

	localeShape = &shape{name: "locale file", doc: "The texts of an error catalogue in one language.", keys: []key{
		{name: "locale", value: text(), required: true, doc: "BCP 47 tag of the language, the same as in the file's name."},
		{name: "state", value: text(states()...), doc: "How far the texts can be trusted that have no state of their own: machine (made by a program), translated (by a person; the default), reviewed (by a second person)."},
		{name: "categories", value: named(dict(text()), namePattern), doc: "What the categories mean, by their names. Without one the pages show the text of the source language."},
		{name: "messages", value: named(dict(of(messageShape)), `^[0-9]+$`), required: true, doc: "The texts, by error code."},
	}}
	messageShape = &shape{name: "message", doc: "The texts of one error code in one language.", keys: []key{
		{name: "text", value: textOr(dict(text())), required: true, doc: "What the error says. {Name} is a placeholder, {{ and }} are braces. With a plural or select: a map from categories or values to texts, with other for the rest."},
		{name: "also", value: list(text()), doc: "Further wordings of servers, by which a text is recognised; they are never shown."},
		{name: "variants", value: dict(textOr(of(variantTextShape))), doc: "The texts of the variants, by their ids."},
		{name: "description", value: text(), doc: "What the error means and when it occurs."},
		{name: "remedy", value: text(), doc: "What to do about it."},
		{name: "args", value: named(dict(text()), namePattern), doc: "Notes on the arguments, by their names. Without one the pages show the note of the source language."},
		{name: "origin", value: text("document"), doc: "document: the text is that of the vendor's documentation."},
		{name: "state", value: textOr(dict(text(states()...))), doc: "How far the texts can be trusted: one word for all, or a map from text, description, remedy or the id of a variant to a word."},
		{name: "from", value: dict(spelled(`^[bcdfghjkmnpqrstv]{8}$`)), doc: "Hashes of the source texts that the texts were made from, by text, description, remedy or the id of a variant. Written by orchgen."},
		{name: "ignore", value: list(spelled(lintPattern)), doc: "Rules of orchgen lint that are switched off for the texts."},
	}}
	variantTextShape = &shape{name: "variant of a message", doc: "The text of a variant.", keys: []key{
		{name: "text", value: textOr(dict(text())), required: true, doc: "What the variant says."},
		{name: "also", value: list(text()), doc: "Further wordings of servers, by which the variant is recognised."},
	}}
)

// The patterns of names and of the identifiers of lints.
const (
	namePattern = `^[A-Z][A-Za-z0-9]*$`
	lintPattern = `^OG15[0-9]{2}$`
)

// named is a table whose keys match a pattern.
func named(v value, pattern string) value {
	v.keys = pattern
	return v
}

// spelled is a text that matches a pattern. The pattern is for editors; the reader tells more of what is wrong.
func spelled(pattern string) value { return value{form: texts, pattern: pattern} }

// bulkDocs describes the roles that properties have in a bulk entry.
var bulkDocs = map[string]string{
	"items":   "Property of the reply that lists what failed.",
	"success": "Property of the reply that is false when the whole failed.",
	"summary": "Property of the reply that says why, where the items do not.",
	"key":     "Property of an item that tells it from others.",
	"code":    "Property of an item with its error code.",
	"message": "Property of an item that says what happened.",
	"status":  "Property of an item with its HTTP status.",
	"body":    "Property of an item with its reply.",
}

func bulkKeys() []key {
	var keys []key
	for _, role := range append([]string{"items"}, model.BulkRoles...) {
		keys = append(keys, key{name: role, value: text(), doc: bulkDocs[role]})
	}
	return keys
}

func argTypes() []string {
	var names []string
	for _, t := range [...]model.ArgType{
		model.ArgIdentifier, model.ArgString, model.ArgInt, model.ArgDecimal, model.ArgDateTime, model.ArgURL, model.ArgSecret,
	} {
		names = append(names, string(t))
	}
	return names
}

func states() []string {
	var words []string
	for _, s := range model.States() {
		words = append(words, string(s))
	}
	return words
}
