package site

import (
	"fmt"
	"strings"

	"github.com/orchgen/orchgen/model"
)

// example is a piece of Go with what it is for.
type example struct {
	Why  string
	Code string
}

// examples shows how a program handles a code, with the identifiers of the generated package.
func (s *site) examples(l *language, def *model.ErrorDef) []example {
	list := []example{{l.Words.of("GoCode"), fmt.Sprintf("if errors.Is(err, %s.%s) {\n\t// …\n}", s.pkg, def.Go)}}
	if fields := fields(def); fields != "" {
		list = append(list, example{l.Words.of("GoValues"), fmt.Sprintf(
			"var failure *%s.%s\nif errors.As(err, &failure) {\n\tfmt.Println(%s)\n}", s.pkg, def.GoType, fields)})
	}
	if def.Retry != model.RetryNever {
		list = append(list, example{l.Words.of("GoRetry"), fmt.Sprintf(
			"var apiErr *%s.APIError\nif errors.As(err, &apiErr) && apiErr.Code.Retry() == %[1]s.%s {\n\ttime.Sleep(apiErr.RetryAfter)\n\t// …\n}",
			s.pkg, retryNames[def.Retry])})
	}
	return append(list,
		example{l.Words.of("GoCategory"), fmt.Sprintf("if errors.Is(err, %s.%s) {\n\t// …\n}", s.pkg, def.Category.Go)},
		example{l.Words.of("GoLocalize"), fmt.Sprintf(
			"var apiErr *%s.APIError\nif errors.As(err, &apiErr) {\n\tfmt.Println(apiErr.Localize(%[1]s.%s))\n}", s.pkg, l.Go)})
}

var retryNames = map[model.Retry]string{model.RetryIdempotent: "RetryIdempotent", model.RetryAlways: "RetryAlways"}

// fields lists the arguments that a program may print, "" when there are none.
func fields(def *model.ErrorDef) string {
	var list []string
	for _, a := range def.Args() {
		if a.Type != model.ArgSecret {
			list = append(list, "failure."+a.Go.String())
		}
	}
	return strings.Join(list, ", ")
}
