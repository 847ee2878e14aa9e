package model

import (
	"fmt"
	"slices"
	"strings"
)

// Rule is one kind of finding with a stable identifier. `orchgen explain ID` prints Title and Explanation.
type Rule struct {
	ID          string // "OG1203": OG10xx sources, OG11xx definition, OG12xx catalogue, OG13xx names, OG14xx output, OG15xx lints, OG16xx translations
	Severity    Severity
	Title       string // one line, lower case, no period
	Explanation string // why it matters and how to mend it; paragraphs separated by blank lines
}

var rules []*Rule

func rule(id string, s Severity, title, explanation string) *Rule {
	if LookupRule(id) != nil {
		panic(fmt.Sprintf("rule %s is declared twice", id))
	}
	r := &Rule{ID: id, Severity: s, Title: title, Explanation: strings.TrimSpace(explanation)}
	rules = append(rules, r)
	return r
}

// Rules gives every rule, ordered by identifier.
func Rules() []*Rule {
	return slices.SortedFunc(slices.Values(rules), func(a, b *Rule) int { return strings.Compare(a.ID, b.ID) })
}

// IsLint reports whether the rule is about the quality of texts, and only "orchgen lint" applies it. Such rules can be
// ignored in a catalogue.
func (r *Rule) IsLint() bool { return strings.HasPrefix(r.ID, "OG15") }

// LookupRule finds a rule by its identifier, in any case; nil when there is none.
func LookupRule(id string) *Rule {
	for _, r := range rules {
		if strings.EqualFold(r.ID, id) {
			return r
		}
	}
	return nil
}

// Findings about the text of an input, before its meaning is looked at.
var (
	RuleSyntax = rule("OG1001", Error, "the file is not well-formed", `
The input is neither well-formed JSON (RFC 8259) nor well-formed YAML 1.2. JSON is assumed when the first
character that is not white space is { or [.

Mend the place that the position names; a missing comma, quote or bracket is often on the line before.`)
	RuleDuplicateKey = rule("OG1002", Error, "a key occurs twice in one object", `
Most readers silently keep only the last of two equal keys, so a part of the definition would vanish.

Rename one of the two keys or merge their values.`)
	RuleDepth = rule("OG1003", Error, "the file is nested too deeply", `
Objects and arrays may be nested 500 levels deep. No hand-written definition comes near; a deeper one is
broken or hostile.`)
	RuleSize = rule("OG1004", Error, "the file expands to too many nodes", `
YAML aliases let a short file stand for a gigantic document. After expansion a source may have
5,000,000 nodes.

Write the repeated parts as shared definitions that are referred to by $ref.`)
	RuleEncoding = rule("OG1005", Error, "the file is not valid UTF-8", `
JSON and YAML inputs must be UTF-8, with or without a byte order mark.

Convert the file, for example with iconv -f latin1 -t utf-8.`)
	RuleVersion = rule("OG1006", Error, "the kind of the document is not supported", `
A definition must be Swagger 2.0 and say so in the key "swagger". An OpenAPI 3 document has the key
"openapi" instead and is not read yet.`)
	RuleType = rule("OG1007", Error, "a value has the wrong type", `
The specification asks for another type of value here, for example an object where a string stands.

Give the key a value of the type that the message names, or remove the key.`)
	RuleUnknownKey = rule("OG1008", Warning, "a key is not known here", `
The specification does not know this key at this place, so it has no effect. Often it is misspelled or one
level too deep. Vendor extensions start with "x-" and are never reported.

Correct the spelling, move the key to where it belongs, or remove it.`)
	RuleEmpty = rule("OG1010", Warning, "a key has no value", `
The key was written, but nothing stands under it; in YAML that is null. It is read as an empty list or object.

Write what belongs there, or remove the key.`)
	RuleRead = rule("OG1009", Error, "an input cannot be read", `
The file does not exist, may not be opened, is a folder, or is larger than 64 MiB.`)
)

// Findings about the API definition.
var (
	RuleUnresolvedRef = rule("OG1101", Error, "a $ref points at nothing", `
Every local reference must name an existing object of the right kind, such as "#/definitions/Job".

Correct the name, or add the missing definition.`)
	RuleRefCycle = rule("OG1102", Error, "references form a circle without content", `
Definition A is only a reference to B and B is only a reference to A: neither ever says what it is. A
structure may contain itself through one of its properties; that is not reported.

Give one member of the circle a content.`)
	RuleExternalRef = rule("OG1103", Error, "a $ref leaves the document", `
References into other files or to addresses are not followed.

Copy the definition into this document and refer to it by "#/definitions/…".`)
	RuleDuplicateOperationID = rule("OG1104", Warning, "an operationId is used twice", `
An operationId must be unique. Servers do publish duplicates, for instance on GET and HEAD of one path.
Both operations are generated; the second gets its HTTP method as a suffix.

Give each operation an operationId of its own.`)
	RuleDuplicateParam = rule("OG1105", Error, "a parameter is declared twice", `
Two parameters of one operation have the same name and the same place ("in").

Remove one of them.`)
	RuleUndeclaredPathParam = rule("OG1106", Error, "a path parameter is not declared", `
The path template has a {name} for which the operation declares no parameter with "in: path".

Declare the parameter, or take the braces out of the path.`)
	RuleStrayPathParam = rule("OG1107", Error, "a path parameter is not in the path", `
A parameter says "in: path", but the path template has no {name} for it.

Add the braces to the path, or correct the parameter's name or place.`)
	RuleOverlappingPaths = rule("OG1108", Warning, "two paths are the same but for parameter names", `
The server cannot tell the two templates apart by the path alone. Both are generated as they stand.

Merge the two path items.`)
	RuleBodyAndForm = rule("OG1109", Warning, "an operation has a body and form parameters, or two bodies", `
A request has one payload: either one parameter "in: body" or parameters "in: formData". Servers that read
both do publish both. The form is sent when "consumes" names a form's media type first, otherwise the
first body; the other payload is not generated.

Remove what the server does not read.`)
	RuleUnsupported = rule("OG1110", Warning, "a construct cannot be generated faithfully", `
The definition uses something that has no counterpart in the generated code. The message says what is
generated instead.`)
	RulePathParamRequired = rule("OG1111", Warning, "a path parameter is not marked as required", `
A path parameter is always present, so the specification asks for "required: true". It is treated as
required.`)
	RuleResponseStatus = rule("OG1112", Error, "a response key is not a status", `
Keys of "responses" are HTTP statuses between 100 and 599 or "default".

Correct the key.`)
	RuleResponseConflict = rule("OG1113", Warning, "several success responses have different schemas", `
A generated method has one result type. The schema of the lowest success status is used; a reply with
another success status is decoded into the same type.`)
	RuleDuplicateEnumValue = rule("OG1114", Warning, "an enum lists a value twice", `
The second occurrence has no effect.

Remove it.`)
	RuleEnumConflict = rule("OG1115", Warning, "one enum name stands for different value lists", `
The extension x-ms-enum gives the same name to enums with different values. Each gets a name that also
tells where it is used.

Give every value list a name of its own.`)
	RuleNoResponses = rule("OG1116", Warning, "an operation declares no success response", `
The operation is generated without a result; any 2xx reply counts as success.`)
	RuleUnnamedProperty = rule("OG1117", Warning, "a property or parameter has no name", `
The name is the empty string. It is generated as the field "Empty" and keeps its empty name on the wire.`)
	RuleIgnoredKey = rule("OG1118", Note, "a key has no effect on the generated code", `
The key is understood, but nothing is generated from it.`)
	RulePathSyntax = rule("OG1119", Error, "a path template is malformed", `
A path starts with "/", and every { has its } after at least one character.`)
	RuleRequiredCycle = rule("OG1120", Warning, "a structure requires itself", `
A required property contains, directly or through others, the very structure it belongs to, so no finite
value can satisfy the definition. The property is generated as a pointer.

Make one property of the circle optional.`)
	RuleUnknownRequired = rule("OG1121", Warning, "a required property is not declared", `
"required" names a property that "properties" does not have. It has no effect.

Correct the spelling, or declare the property.`)
	RuleExtensionValue = rule("OG1122", Warning, "a vendor extension has an unexpected value", `
Extensions such as x-nullable, x-deprecated and x-ms-enum are read in the form that their vendors describe.
Another value has no effect.

Give the extension the value that the message names.`)
	RuleHeaderName = rule("OG1123", Warning, "a header parameter cannot be sent", `
The name of a header is a token: ASCII letters, digits and !#$%&'*+-.^_|~ and the backquote (RFC 9110, section
5.6.2). No HTTP client sends any other name, so the optional parameter is left out.

Correct the name, or remove the parameter.`)
	RuleRequiredHeaderName = rule("OG1124", Error, "a required header parameter cannot be sent", `
The name of a header is a token: ASCII letters, digits and !#$%&'*+-.^_|~ and the backquote (RFC 9110, section
5.6.2). No HTTP client sends any other name, so the operation could never be called as declared.

Correct the name, or remove the parameter.`)
	RuleRefSibling = rule("OG1126", Warning, "what stands beside a $ref contradicts what it leads to", `
Swagger 2.0 leaves open what holds when a path item has a $ref and keys of its own. Both count; where both have
an operation, the one beside the $ref is generated.

Declare it once.`)
	RulePathQuery = rule("OG1127", Warning, "a path template has a query or a fragment", `
A path ends before ? and #, so the characters are percent-encoded as part of it, and hardly any server has such a
path.

Declare what follows the ? as parameters "in: query", and remove what follows the #.`)
	RuleNoPaths = rule("OG1128", Error, "the definition has no paths", `
The key "paths" is required; without it the definition is cut short, or not a definition.

Add the key. Where only types are wanted, write an empty object.`)
	RuleUnknownScheme = rule("OG1125", Warning, "a security requirement names an unknown scheme", `
"security" names a scheme that "securityDefinitions" does not have. Its scopes are not known.

Correct the spelling, or declare the scheme.`)
)

// Findings about the error catalogue.
var (
	RuleDuplicateCode = rule("OG1201", Error, "an error code occurs twice", `
Each number has one entry. Several texts of one number are its "variants".

Merge the two entries.`)
	RuleDuplicateErrorName = rule("OG1202", Error, "an error name is used twice", `
Names become Go constants and must be unique over all entries and aliases. An alias that is also the
name of another entry must say "shared: true"; it then makes no constant.`)
	RulePlaceholderMismatch = rule("OG1203", Error, "a translation has other placeholders than the source", `
Every language must use exactly the placeholders of the source language's text: a placeholder that is
missing loses a value, one that is unknown cannot be filled.

Use the placeholders that the message lists, spelled the same.`)
	RuleUndeclaredPlaceholder = rule("OG1204", Error, "a placeholder is not a declared argument", `
A {Name} in a text must be declared under "args" of the entry or its variant in the catalogue file.

Declare the argument, correct its spelling, or double the braces to print them: {{Name}}.`)
	RuleMissingTranslation = rule("OG1205", Error, "a translation is missing", `
Every locale that the catalogue lists must have a text for every error and every variant.

Add the message to the locale's file, or remove the locale from "locales".`)
	RuleUnknownOperation = rule("OG1206", Warning, "the catalogue names an operation that the definition does not have", `
"operations" entries are operationIds or "METHOD /path/template". An unknown one is ignored: the error is
still recognised on every operation, but it is not listed in the documentation of this one. What client.yaml says
about an unknown operation is left out.

Correct the entry, or ignore the warning when the definition is older than the catalogue.`)
	RuleUnknownCategory = rule("OG1207", Error, "an error has an unknown category", `
The category must be one of the catalogue's "categories".

Correct the spelling, or declare the category.`)
	RuleCatalogValue = rule("OG1208", Error, "a catalogue value is not allowed", `
The value is not one of those that the catalogue format knows, or is out of range. The message names what
is allowed.`)
	RuleMissingField = rule("OG1209", Error, "a required catalogue field is missing", `
Every entry of an error needs a code, a name, a status and a category. In client.yaml, every waiter needs an operation,
a name, a field and the values that are done, every bulk entry an operation, and every limit its operations and numbers.

Add the field.`)
	RulePluralCategory = rule("OG1210", Error, "a plural message is incomplete or has unknown categories", `
A plural message is a map from CLDR plural categories (zero, one, two, few, many, other) to texts. The
category "other" is required, and the entry must say which argument counts ("plural").`)
	RuleAdjacentPlaceholders = rule("OG1211", Error, "two placeholders touch", `
Without any text between two placeholders their values cannot be told apart in a message of the server.

Put a word or a punctuation mark between them.`)
	RuleMessageSyntax = rule("OG1212", Error, "a message text is malformed", `
A placeholder is {Name}, a literal brace is {{ or }}. A message is a single line without control characters.`)
	RuleUnknownMessage = rule("OG1213", Error, "a locale file has a message that the catalogue does not have", `
Keys of "messages" are codes of the catalogue; keys of "variants" are variant ids of that entry.

Correct the key, or remove the message.`)
	RuleLocale = rule("OG1214", Error, "a locale is not known or not available", `
Locales are BCP 47 tags such as fr or pt-BR. The catalogue must list the locale, and its file
locales/<tag>.yaml must exist and name the same locale.`)
	RuleErrorName = rule("OG1215", Error, "an error name is not usable", `
Names of errors, aliases, categories and arguments are ASCII letters and digits and start with a
capital letter. Variant ids are lower-case ASCII letters, digits and hyphens.`)
	RuleMessageShadow = rule("OG1216", Error, "two texts of one error cannot be told apart", `
Two variants of one entry have the same text, so a message of the server cannot decide between them.

Merge the variants, or change one of the texts.`)
	RuleCatalogKey = rule("OG1217", Error, "a key is not known in the catalogue", `
The catalogue format does not have this key at this place. What stands under it would be lost.

Correct the spelling, or move the key to where it belongs.`)
	RuleUnknownMember = rule("OG1218", Warning, "the catalogue names a type, property or value that the definition does not have", `
The file client.yaml says something about a part of an operation or type that the definition does not have. What
depends on it is left out.

Correct the spelling, or ignore the warning when the definition is older than the catalogue.`)
	RuleUnfitOperation = rule("OG1219", Warning, "an operation does not fit what the catalogue says of it", `
A waiter needs an operation that only reads (GET) and gives one object; a bulk entry one whose result is a list or has
a property that is one, or has the property of its "success", which is true or false; a limit one with an operationId. The entry is left out.

Name another operation, or the property that is meant.`)
	RuleSelectValue = rule("OG1221", Error, "a select message is incomplete or has unknown values", `
A select message is a map from values of one argument to texts. The argument is named by "select" of the entry or
variant and lists its "values"; the form "other" is required. A text has plural forms or select forms, not both.`)
	RuleServerVersion = rule("OG1220", Error, "a server version is unknown or contradicts another", `
Versions such as "10.0" must be listed under "versions" before "since", "until" and "properties" can use them. An
operation has one first and one last version, and the last one is not before the first.

List the version, or remove the entry that is wrong.`)
)

// Findings about Go names and about the output folder.
var (
	RuleRenamed = rule("OG1301", Warning, "a Go name was taken", `
Two things would get the same Go identifier. The one that comes first in order of importance (definitions
before enums, enums before options) keeps it; the other gets the name in the message.`)
	RuleForeignFile = rule("OG1401", Error, "a file in the output folder is not ours", `
orchgen generate and docs never overwrite or remove a file that they did not write. Their own files are Go files whose
first line is "// Code generated by orchgen. DO NOT EDIT.", and pages that name themselves in a comment at their
beginning, "Generated by orchgen docs: fr/1001.html. DO NOT EDIT." The commands that write translations and catalogues
replace files of the same names, whoever wrote them, but no links.

Move the file away, or choose another --out folder.`)
)

// Findings about files that come back from translators.
var (
	RuleBundleSyntax = rule("OG1601", Error, "a file of translations is malformed", `
The file does not follow its format (PO, XLIFF 1.2 or 2.x, CSV), or uses a part of it that would be lost: a document
type, an encoding other than UTF-8, or elements inside of a text that are no placeholders.

Mend the place that the position names, or export the file again and translate that one.`)
	RuleUnknownUnit = rule("OG1602", Error, "a translation is for a text that the catalogue does not have", `
The ID of a text is the letter E and the code, such as E1001, perhaps with a variant, "description" or "remedy" behind
a period, and with a plural category or a value behind a colon. Tools keep it as the ID of a unit or as msgctxt.

Restore the ID, or remove the translation when the text is gone.`)
	RuleBundleLocale = rule("OG1603", Error, "the language of a file of translations cannot be used", `
The language is target-language or trgLang in XLIFF, the header Language in PO, and the column "locale" in CSV. It must
be a language tag such as fr or pt-BR, and not the source language of the catalogue.`)
	RuleStaleImport = rule("OG1604", Warning, "a translation was made from another source text, or is not finished", `
The source text has changed since the file was exported, or the file marks the translation as one to look at again
(fuzzy in PO). The translation is not taken over.

Export again, and translate what is new.`)
	RuleIncompleteForms = rule("OG1605", Error, "a translation lacks forms that its language needs", `
A text with plural forms needs one for each category of the language that everyday counts take, and one with forms for
the values of an argument needs the form "other". None of the forms is taken over.

Translate the forms that the message names as well.`)
	RuleDuplicateUnit = rule("OG1606", Error, "a text is translated twice", `
Two places of the imported files translate the same text into the same language, and differ.

Remove one of them.`)
)
