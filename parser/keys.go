package parser

// Reasons why a key of the specification is not part of the model.
const (
	reasonProse      = "documentation beside the API; nothing is generated from it"
	reasonExample    = "examples are not types"
	reasonXML        = "generated clients speak JSON"
	reasonHeaders    = "a reply gives access to all its headers"
	reasonSchemes    = "the base URL is chosen by the client"
	reasonEmptyValue = "an empty value is sent when the caller gives one"
	reasonNested     = "an array inside the array of a parameter is given as a string"
	reasonOpenEnum   = "every enum accepts values that the definition does not list"
)

// The objects of Swagger 2.0, in the order of the specification. init fills the keys, because the
// objects refer to each other.
var (
	rootShape           = &shape{name: "Swagger Object"}
	infoShape           = &shape{name: "Info Object"}
	contactShape        = &shape{name: "Contact Object"}
	licenseShape        = &shape{name: "License Object"}
	pathItemShape       = &shape{name: "Path Item Object"}
	operationShape      = &shape{name: "Operation Object"}
	externalDocsShape   = &shape{name: "External Documentation Object"}
	parameterShape      = &shape{name: "Parameter Object"}
	itemsShape          = &shape{name: "Items Object"}
	responseShape       = &shape{name: "Response Object"}
	headerShape         = &shape{name: "Header Object"}
	tagShape            = &shape{name: "Tag Object"}
	schemaShape         = &shape{name: "Schema Object"}
	xmlShape            = &shape{name: "XML Object"}
	securitySchemeShape = &shape{name: "Security Scheme Object"}
	serverShape         = &shape{name: "x-orchgen-servers entry"}
	msEnumShape         = &shape{name: "x-ms-enum"}
	msEnumValueShape    = &shape{name: "x-ms-enum value"}
)

var (
	flag        = value{form: flags}
	schemaTypes = []string{"string", "number", "integer", "boolean", "array", "object", "null", "file"}
	methods     = []string{"get", "put", "post", "delete", "options", "head", "patch"}
	security    = list(dict(list(text())))
)

func used(v value, names ...string) []key { return keysOf(v, "", names) }

func ignored(reason string, v value, names ...string) []key { return keysOf(v, reason, names) }

func keysOf(v value, reason string, names []string) []key {
	var keys []key
	for _, n := range names {
		keys = append(keys, key{name: n, value: v, reason: reason})
	}
	return keys
}

func (s *shape) has(groups ...[]key) {
	for _, g := range groups {
		s.keys = append(s.keys, g...)
	}
}

func init() {
	documentKeys()
	operationKeys()
	schemaKeys()
}

func documentKeys() {
	rootShape.has(
		used(text("2.0"), "swagger"),
		used(of(infoShape), "info"),
		used(text(), "host", "basePath"),
		used(list(text("http", "https", "ws", "wss")), "schemes"),
		used(list(text()), "consumes", "produces"),
		used(extensible(of(pathItemShape)), "paths"),
		used(dict(of(schemaShape)), "definitions"),
		used(dict(of(parameterShape)), "parameters"),
		used(dict(of(responseShape)), "responses"),
		used(dict(of(securitySchemeShape)), "securityDefinitions"),
		used(security, "security"),
		used(list(of(tagShape)), "tags"),
		used(dict(of(serverShape)), "x-orchgen-servers"),
		ignored(reasonProse, of(externalDocsShape), "externalDocs"),
	)
	rootShape.foreign = map[string]string{
		"components": "this key is of OpenAPI 3; Swagger 2.0 has \"definitions\", \"parameters\" and \"responses\"",
		"servers":    "this key is of OpenAPI 3; Swagger 2.0 has \"host\", \"basePath\" and \"schemes\"",
	}
	infoShape.has(
		used(text(), "title", "version", "description"),
		ignored(reasonProse, text(), "termsOfService"),
		ignored(reasonProse, of(contactShape), "contact"),
		ignored(reasonProse, of(licenseShape), "license"),
	)
	contactShape.has(ignored(reasonProse, text(), "name", "url", "email"))
	licenseShape.has(ignored(reasonProse, text(), "name", "url"))
	externalDocsShape.has(ignored(reasonProse, text(), "description", "url"))
	tagShape.has(used(text(), "name", "description"), ignored(reasonProse, of(externalDocsShape), "externalDocs"))
	securitySchemeShape.has(
		used(text("basic", "apiKey", "oauth2"), "type"),
		used(text(), "description", "name", "authorizationUrl", "tokenUrl"),
		used(text("query", "header"), "in"),
		used(text("implicit", "password", "application", "accessCode"), "flow"),
		used(extensible(text()), "scopes"),
	)
	serverShape.has(used(text(), "url", "description"))
}

func operationKeys() {
	pathItemShape.has(
		used(text(), "$ref", "x-orchgen-server"),
		used(of(operationShape), methods...),
		used(list(of(parameterShape)), "parameters"),
	)
	pathItemShape.foreign = map[string]string{
		"summary":     "this key is of OpenAPI 3; in Swagger 2.0 it belongs to the operation",
		"description": "this key is of OpenAPI 3; in Swagger 2.0 it belongs to the operation",
		"trace":       "Swagger 2.0 has no TRACE operations",
	}
	operationShape.has(
		used(list(text()), "tags", "consumes", "produces"),
		used(text(), "summary", "description", "operationId", "x-orchgen-server"),
		used(list(of(parameterShape)), "parameters"),
		used(extensible(of(responseShape)), "responses"),
		used(flag, "deprecated"),
		used(security, "security"),
		ignored(reasonProse, of(externalDocsShape), "externalDocs"),
		ignored(reasonSchemes, list(text("http", "https", "ws", "wss")), "schemes"),
	)
	operationShape.foreign = map[string]string{
		"requestBody": "this key is of OpenAPI 3; Swagger 2.0 has a parameter \"in: body\"",
	}
	parameterShape.has(
		used(text(), "$ref", "name", "description", "format"),
		used(text("query", "header", "path", "formData", "body"), "in"),
		used(flag, "required", "x-nullable"),
		used(value{form: flagOrText}, "x-deprecated"),
		used(of(schemaShape), "schema"),
		used(text("string", "number", "integer", "boolean", "array", "file", "object"), "type"),
		used(text("csv", "ssv", "tsv", "pipes", "multi"), "collectionFormat"),
		used(of(itemsShape), "items"),
		used(value{}, "default"),
		limits(),
		enums(),
		ignored(reasonEmptyValue, flag, "allowEmptyValue"),
	)
	parameterShape.foreign = map[string]string{
		"deprecated": "Swagger 2.0 writes \"x-deprecated\"",
		"nullable":   "Swagger 2.0 writes \"x-nullable\"",
	}
	itemsShape.has(
		used(text(), "format"),
		used(value{form: wordOrList, words: schemaTypes}, "type"),
		scalarLimits(),
		enums(),
		ignoredAll(reasonNested, listLimits()),
		ignored(reasonNested, text("csv", "ssv", "tsv", "pipes", "multi"), "collectionFormat"),
		ignored(reasonNested, of(itemsShape), "items"),
		ignored("an item that is missing has no default", value{}, "default"),
		ignored(reasonProse, text(), "description"),
	)
	responseShape.has(
		used(text(), "$ref", "description"),
		used(of(schemaShape), "schema"),
		ignored(reasonHeaders, dict(of(headerShape)), "headers"),
		ignored(reasonExample, value{form: dicts, elem: &value{}}, "examples"),
	)
	responseShape.foreign = map[string]string{
		"content": "this key is of OpenAPI 3; Swagger 2.0 has \"schema\" here and \"produces\" at the operation",
	}
	headerShape.has(
		ignored(reasonHeaders, text(), "type", "format", "description", "collectionFormat"),
		ignored(reasonHeaders, of(itemsShape), "items"),
		ignored(reasonHeaders, value{}, "default"),
		ignoredAll(reasonHeaders, limits()),
		ignoredAll(reasonHeaders, enums()),
	)
}

func schemaKeys() {
	schemaShape.has(
		used(text(), "$ref", "title", "description", "format", "discriminator", "x-webhook-event"),
		used(value{form: wordOrList, words: schemaTypes}, "type"),
		used(value{}, "default"),
		used(list(text()), "required"),
		used(of(schemaShape), "items"),
		used(list(of(schemaShape)), "allOf"),
		used(dict(of(schemaShape)), "properties"),
		used(value{form: flagOrObject, shape: schemaShape}, "additionalProperties"),
		used(flag, "readOnly", "x-nullable"),
		used(value{form: flagOrText}, "x-deprecated"),
		used(value{form: counts}, "minProperties", "maxProperties"),
		limits(),
		enums(),
		ignored(reasonExample, value{}, "example"),
		ignored(reasonXML, of(xmlShape), "xml"),
		ignored(reasonProse, of(externalDocsShape), "externalDocs"),
	)
	schemaShape.foreign = map[string]string{
		"oneOf":             "this key is of OpenAPI 3",
		"anyOf":             "this key is of OpenAPI 3",
		"not":               "this key is of OpenAPI 3",
		"nullable":          "Swagger 2.0 writes \"x-nullable\"",
		"deprecated":        "Swagger 2.0 writes \"x-deprecated\"",
		"writeOnly":         "this key is of OpenAPI 3",
		"examples":          "Swagger 2.0 writes \"example\"",
		"const":             "Swagger 2.0 writes an \"enum\" of one value",
		"patternProperties": "Swagger 2.0 has \"additionalProperties\" only",
	}
	xmlShape.has(
		ignored(reasonXML, text(), "name", "namespace", "prefix"),
		ignored(reasonXML, flag, "attribute", "wrapped"),
	)
	msEnumShape.has(
		used(text(), "name"),
		used(list(of(msEnumValueShape)), "values"),
		ignored(reasonOpenEnum, flag, "modelAsString"),
	)
	msEnumValueShape.has(used(text(), "name", "description"), used(value{}, "value"))
}

// limits are the keys of JSON Schema validation that parameters and schemas share.
func limits() []key { return append(scalarLimits(), listLimits()...) }

func scalarLimits() []key {
	var keys []key
	keys = append(keys, used(value{form: numbers}, "multipleOf", "maximum", "minimum")...)
	keys = append(keys, used(flag, "exclusiveMaximum", "exclusiveMinimum")...)
	keys = append(keys, used(value{form: counts}, "maxLength", "minLength")...)
	return append(keys, used(text(), "pattern")...)
}

func listLimits() []key {
	return append(used(value{form: counts}, "maxItems", "minItems"), used(flag, "uniqueItems")...)
}

func enums() []key {
	return append(used(list(value{}), "enum"), used(of(msEnumShape), "x-ms-enum")...)
}

func ignoredAll(reason string, keys []key) []key {
	for i := range keys {
		keys[i].reason = reason
	}
	return keys
}
