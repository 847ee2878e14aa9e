package model

// Findings of "orchgen lint" about the quality of a catalogue. They never stop the generation.
var (
	RuleRarePlural = rule("OG1501", Note, "a plural message lacks a category for rare numbers", `
Some languages have a plural category that everyday counts never take: French, Spanish, Italian and Portuguese
use "many" for whole millions. The form "other" is used instead, which often reads wrongly: "1000000 fichiers"
instead of "1000000 de fichiers". The categories are those of CLDR 48.

Add the form that the message names.`)
	RuleRepeatedPlaceholder = rule("OG1502", Warning, "a placeholder stands more often than in the source text", `
A value that the source text shows once appears several times in the translation. Often one of the two was meant to
be another placeholder. It also makes recognising a server's text slower.

Reword the text so that the value stands once.`)
	RuleUntranslated = rule("OG1503", Warning, "a text is the same as in the source language", `
The translation is word for word the source text, and long enough that this is hardly intended.

Translate it. Where the text really is the same in both languages, list the rule under "ignore" of the message.`)
	RulePartlyUntranslated = rule("OG1504", Warning, "a part of a text is left in the source language", `
Several words in a row are those of the source text, or a text in another script has a sentence of Latin letters.
This is what remains when a sentence is added to the source later.

Translate the words that the message shows. Names of products do not count while they are shorter than four words.`)
	RuleStale = rule("OG1505", Warning, "the source text has changed since it was translated", `
"from" of the message has the hash of the source text that the translation was made from, and the source text has
another one today.

Compare the two texts, adapt the translation, then remove the part from "from" and run "orchgen lint --fix", which
records today's hash; "orchgen messages import" does all of it.`)
	RuleNoOrigin = rule("OG1506", Note, "a translation does not say which source text it was made from", `
Without a hash under "from" nobody is told when the source text changes.

Run "orchgen lint --fix": it records the hash of today's source text. Do it while the translation is right.`)
	RuleFrenchSpacing = rule("OG1507", Warning, "a French punctuation mark has the wrong space", `
French puts a narrow no-break space (U+202F) before ; ! ? and », and after «, and a no-break space (U+00A0) before a
colon. Canadian French (fr-CA) has no space before ; ! and ?, and no-break spaces (U+00A0) at the colon and inside
« ». Swiss French (fr-CH) has the narrow space everywhere, at the colon as well. Addresses, times and
placeholders are left alone.

Run "orchgen lint --fix".`)
	RuleBlanks = rule("OG1508", Warning, "a text has doubled blanks, or blanks at its ends", `
Nobody sees such blanks, and they make equal texts differ.

Run "orchgen lint --fix".`)
	RuleInvisible = rule("OG1509", Warning, "a text has an invisible character", `
Zero-width spaces, soft hyphens, byte order marks and marks of direction come along when text is copied from elsewhere.
They break searching and comparing. Joiners are allowed in scripts that need them, marks of direction in languages
that are written from right to left.

Run "orchgen lint --fix".`)
	RuleFinalPunctuation = rule("OG1510", Warning, "a text ends with another kind of punctuation than the source text", `
One of the two ends a sentence and the other does not, or one exclaims what the other states. The marks of
other scripts count as what they stand for: 。 is a full stop.

End the translation as the source text ends.`)
	RuleMixedApostrophes = rule("OG1511", Warning, "a language has straight and typographic apostrophes", `
The texts of one language use both ' and ’ between letters. Searching for a word then misses half of them.

Run "orchgen lint --fix", which writes ’ everywhere.`)
	RuleLength = rule("OG1512", Warning, "a text is much longer than the source text", `
The translation is more than twice as long as the source text, and by more than 40 characters. It will not fit where the
source text does, and often has an explanation that belongs into the description. Characters of Chinese, Japanese
and Korean count twice, because they say more and are wider.

Shorten it.`)
	RuleEqualLocales = rule("OG1513", Warning, "two locales are the same language, script and region", `
With what is likely filled in (CLDR likely subtags), the tags name the same variety: pt is pt-BR, and zh is zh-Hans.
Which one a reader gets depends on the order of the list.

Remove one, or make the more general tag the variety that it is not: then list the rule under "ignore" of the
catalogue's header, and say so in a comment.`)
	RuleAmbiguousPattern = rule("OG1514", Warning, "a text does not show where its arguments end", `
Texts are also the patterns by which a server's text is recognised. A text that is nothing but a placeholder takes
every text, and two placeholders with only a blank between them cannot be told apart when the first one may have
blanks itself.

Reword the text, or give the first argument the type identifier or int.`)
	RuleCrossMatch = rule("OG1515", Warning, "the text of one error is also the text of another one", `
The number decides which error it is, but a reader, a support desk or a program without the number has only the text.

Make the texts differ.`)
	RuleUnlistedCode = rule("OG1516", Warning, "the definition names an error that the catalogue does not have", `
A property or parameter of the definition that is called an error code lists its values, and this one is neither the
name nor an alias of an entry.

Add an entry when the number is known, add an alias when the entry has another name, or else list the name under
"unnumbered".`)
	RuleWidth = rule("OG1517", Warning, "a text has punctuation of another script", `
Chinese and Japanese write ，。！？：； where other languages write ,.!?:; and the narrow marks look like a mistake
behind an ideograph.

Run "orchgen lint --fix".`)
	RuleChangedFact = rule("OG1518", Warning, "a fact of the source text is missing in a translation", `
HTTP methods, paths, addresses and numbers are the same in all languages, and this one is not in the translation:
"POST /odata/Assets" has become "PUBLICAR /odata/Activos", say.

Write it as the source text has it.`)
	RuleForeignPlaceholder = rule("OG1519", Warning, "a text has something like a placeholder that is none", `
Placeholders are {Name}. What looks like [Name], %s, {{0}}, ${name} or <Name> is shown to the reader as it stands;
often a translation program has damaged a placeholder. Descriptions and remedies have no placeholders at all.

Write the placeholder as {Name}, or reword the text.`)
	RuleUnusedIgnore = rule("OG1520", Note, "an ignored rule finds nothing", `
The rule under "ignore" would not report anything here any more.

Remove it from the list.`)
	RuleMissingProse = rule("OG1521", Warning, "a description or remedy is not translated", `
The source language has a description or remedy of the error, and this one has not. Pages and programs show that of
the source language in its place.

Translate it. Where a language is to have messages only, list the rule under "ignore" of the catalogue's header.`)
)
