package parser

import "github.com/orchgen/orchgen/model"

// The objects of the catalogue format. Unlike a definition, a catalogue has no extensions: every key
// that is not listed is an error.
var (
	catalogShape = &shape{name: "catalogue", keys: join(
		used(of(catalogHeaderShape), "catalog"),
		used(dict(text()), "categories"),
		used(list(of(entryShape)), "errors"),
	)}
	catalogHeaderShape = &shape{name: "catalogue header", keys: join(
		used(value{form: counts}, "version"),
		used(text(), "domain", "source"),
		used(list(text()), "locales"),
	)}
	entryShape = &shape{name: "catalogue entry", keys: join(
		used(value{form: counts}, "code"),
		used(text(), "name", "category", "plural", "since", "until"),
		used(list(value{form: counts}), "status"),
		used(dict(of(argShape)), "args"),
		used(list(of(variantShape)), "variants"),
		used(list(text()), "operations"),
		used(text(string(model.RetryNever), string(model.RetryIdempotent), string(model.RetryAlways)), "retry"),
		used(flag, "generic"),
		used(list(of(aliasShape)), "aliases"),
		used(of(provenanceShape), "provenance"),
	)}
	variantShape = &shape{name: "variant", keys: join(
		used(text(), "id", "plural"),
		used(dict(of(argShape)), "args"),
	)}
	argShape = &shape{name: "argument", keys: join(
		used(text(argTypes()...), "type"),
		used(text(), "example", "note"),
	)}
	aliasShape = &shape{name: "alias", keys: join(
		used(text(), "name", "until", "note"),
		used(flag, "shared"),
	)}
	provenanceShape = &shape{name: "provenance", keys: join(
		used(text("documented", "inferred", "assigned"), "name"),
		used(text("observed", "documented", "inferred"), "status"),
		used(text(), "notes"),
		used(list(text()), "sources"),
	)}

	clientShape = &shape{name: "client file", keys: join(
		used(dict(text()), "versions"),
		used(dict(list(text())), "since", "until"),
		used(dict(dict(list(text()))), "properties"),
		used(list(of(limitShape)), "limits"),
		used(list(of(waiterShape)), "waiters"),
		used(list(of(bulkShape)), "bulk"),
		used(list(of(effectShape)), "effects"),
	)}
	limitShape = &shape{name: "limit", keys: join(
		used(list(text()), "operations"),
		used(value{form: counts}, "requests", "seconds"),
	)}
	waiterShape = &shape{name: "waiter", keys: join(
		used(text(), "operation", "name", "field"),
		used(list(text()), "done", "failed"),
	)}
	bulkShape = &shape{name: "bulk entry", keys: used(text(), append([]string{"operation", "items"}, model.BulkRoles...)...)}

	effectShape = &shape{name: "effect", keys: join(
		used(text(), "operation", "set", "items", "count"),
		used(text(model.EffectKinds...), "does"),
		used(dict(text()), "when", "where", "values", "copy"),
		used(of(effectParentShape), "parent"),
	)}
	effectParentShape = &shape{name: "parent of an effect", keys: used(text(), "property", "set", "name", "from")}

	localeShape = &shape{name: "locale file", keys: join(
		used(text(), "locale"),
		used(dict(of(messageShape)), "messages"),
	)}
	messageShape = &shape{name: "message", keys: join(
		used(textOr(dict(text())), "text"),
		used(list(text()), "also"),
		used(dict(textOr(of(variantTextShape))), "variants"),
		used(text(), "description", "remedy"),
		used(text("document"), "origin"),
	)}
	variantTextShape = &shape{name: "variant of a message", keys: join(
		used(textOr(dict(text())), "text"),
		used(list(text()), "also"),
	)}
)

func argTypes() []string {
	var names []string
	for _, t := range [...]model.ArgType{
		model.ArgIdentifier, model.ArgString, model.ArgInt, model.ArgDecimal, model.ArgDateTime, model.ArgURL, model.ArgSecret,
	} {
		names = append(names, string(t))
	}
	return names
}

func join(groups ...[]key) []key {
	s := &shape{}
	s.has(groups...)
	return s.keys
}
