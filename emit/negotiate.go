package emit

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/orchgen/orchgen/model/cldr"
	"github.com/orchgen/orchgen/model/pseudo"
)

// likelyTag gives the bare language when it means the same as the tag, as pt does for pt-BR; "" when it does not.
// Nothing stands for a pseudo-locale.
func likelyTag(tag string) string {
	language, _, isLonger := strings.Cut(tag, "-")
	if isLonger && !pseudo.Is(tag) && cldr.Likely(tag) != "" && cldr.Likely(tag) == cldr.Likely(language) {
		return language
	}
	return ""
}

// parentTags gives the tags that a locale inherits from, the nearest first.
func parentTags(tag string) []string {
	if pseudo.Is(tag) {
		return nil
	}
	return lineage(tag)[1:]
}

// lineage gives a tag and all that it inherits from.
func lineage(tag string) []string {
	var list []string
	for ; tag != ""; tag = cldr.Parent(tag) {
		list = append(list, tag)
	}
	return list
}

// parentFunc writes the function that gives the parent of a tag where that is not the tag without its last subtag.
// It knows only what makes a difference to the locales of the package.
func (g *generator) parentFunc(s *source) {
	known := map[string]bool{}
	for _, l := range g.locales {
		for _, tag := range append(parentTags(l.Tag), l.Tag, likelyTag(l.Tag)) {
			known[tag] = true
		}
	}
	served := func(tag string) []string {
		return slices.DeleteFunc(lineage(tag), func(tag string) bool { return !known[tag] })
	}
	children := map[string][]string{}
	for _, tag := range cldr.Varieties() {
		parent := cldr.Parent(tag)
		if renamed := cldr.Renamed(tag); renamed != "" {
			parent = renamed
		}
		if cut := tag[:max(strings.LastIndexByte(tag, '-'), 0)]; !slices.Equal(served(parent), served(cut)) {
			children[parent] = append(children[parent], strings.ToLower(tag))
		}
	}
	s.doc(fmt.Sprintf("parentTag gives the tag that CLDR %s derives a tag in lower case from, and false where that is the tag without its last subtag.", cldr.Version))
	if len(children) == 0 {
		s.Func().Id("parentTag").Params(jen.String()).Params(jen.String(), jen.Bool()).Block(jen.Return(jen.Lit(""), jen.False()))
		return
	}
	s.Func().Id("parentTag").Params(jen.Id("tag").String()).Params(jen.String(), jen.Bool()).Block(
		jen.Switch(jen.Id("tag")).BlockFunc(func(block *jen.Group) {
			for _, parent := range slices.Sorted(maps.Keys(children)) {
				block.CaseFunc(func(group *jen.Group) {
					for _, tag := range children[parent] {
						group.Lit(tag)
					}
				}).Block(jen.Return(jen.Lit(parent), jen.True()))
			}
		}),
		jen.Return(jen.Lit(""), jen.False()),
	)
}
