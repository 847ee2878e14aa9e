package parser

import (
	"fmt"
	"strings"
)

// didYouMean suggests the candidate that word is most likely a misspelling of, "" when none is near.
func didYouMean(word string, candidates []string) string {
	return asQuestion(nearest(word, candidates))
}

func asQuestion(best string) string {
	if best == "" {
		return ""
	}
	return fmt.Sprintf("did you mean %q?", best)
}

// nearest gives the candidate with the fewest edits from word, case apart; at most one edit in three
// letters. The first of equals wins.
func nearest(word string, candidates []string) string {
	from := []rune(strings.ToLower(word))
	if len(from) > 200 {
		return ""
	}
	best, least := "", len(from)/3+1
	for _, c := range candidates {
		to := []rune(strings.ToLower(c))
		if c == word || max(len(from)-len(to), len(to)-len(from)) >= least {
			continue
		}
		if d := distance(from, to); d < least {
			best, least = c, d
		}
	}
	return best
}

// distance counts the insertions, deletions, replacements and swaps of neighbours that turn a into b.
func distance(a, b []rune) int {
	cells := make([]int, 3*(len(b)+1))
	before, last, row := cells[:len(b)+1], cells[len(b)+1:2*(len(b)+1)], cells[2*(len(b)+1):]
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// hinter suggests names until it has compared a good many, so that a source with thousands of faults is
// read quickly all the same.
type hinter struct{ compared int }

const maxCompared = 200_000

func (h *hinter) nearest(word string, candidates []string) string {
	if h.compared += len(candidates); h.compared > maxCompared {
		return ""
	}
	return nearest(word, candidates)
}

func (h *hinter) didYouMean(word string, candidates []string) string {
	return asQuestion(h.nearest(word, candidates))
}
