package main

import (
	"cmp"
	"slices"
	"strings"
)

// suggest gives at most three candidates that word may be a misspelling or the beginning of, the
// likeliest first.
func suggest(word string, candidates []string) []string {
	type scored struct {
		text     string
		distance int
	}
	limit := max(1, len(word)/3)
	var near []scored
	for _, c := range candidates {
		a, b := strings.ToLower(word), strings.ToLower(c)
		if d := distance(a, b); d <= limit || len(a) > 2 && strings.HasPrefix(b, a) {
			near = append(near, scored{c, d})
		}
	}
	slices.SortStableFunc(near, func(a, b scored) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), strings.Compare(a.text, b.text))
	})
	var list []string
	for _, s := range near {
		if len(list) < 3 && !slices.Contains(list, s.text) {
			list = append(list, s.text)
		}
	}
	return list
}

// didYouMean is the end of a message about an unknown word, empty when nothing comes close.
func didYouMean(word string, candidates []string) string {
	near := suggest(word, candidates)
	switch n := len(near); n {
	case 0:
		return ""
	case 1:
		return "; did you mean " + near[0] + "?"
	default:
		return "; did you mean " + strings.Join(near[:n-1], ", ") + " or " + near[n-1] + "?"
	}
}

// distance counts the letters to insert, delete, replace or swap to get from a to b (optimal string
// alignment).
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	rows := make([][]int, len(s)+1)
	for i := range rows {
		rows[i] = make([]int, len(t)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(s); i++ {
		for j := 1; j <= len(t); j++ {
			substitution := 1
			if s[i-1] == t[j-1] {
				substitution = 0
			}
			d := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+substitution)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(s)][len(t)]
}
