package bundle_test

// defects are what could be wrong with the files of each format: an escape that is forgotten, a placeholder that is
// renamed, a form that is dropped.
var defects = []defect{
	{"formatjs", "apostrophe not doubled", "fr.json", `it''s`, `it's '`},
	{"formatjs", "characters quoted one by one", "", `'{''{'`, `'{''''{'`},
	{"formatjs", "# not quoted", "", ` '#''{#''#}'`, ` #'{''#''}'`},
}
