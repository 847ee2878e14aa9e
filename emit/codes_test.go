package emit

import (
	"testing"

	"github.com/orchgen/orchgen/model"
)

func TestTreatment(t *testing.T) {
	catalog := &model.Catalog{Categories: []*model.Category{{ID: "Conflict"}}}
	conflict := catalog.Categories[0]
	model.AssignNames(&model.API{}, catalog, model.Reserved{})
	for want, def := range map[string]*model.ErrorDef{
		"HTTP 409, [CategoryConflict], not to be repeated.":                          {Category: conflict, Status: []int{409}, Retry: model.RetryNever},
		"HTTP 503, 500, [CategoryConflict], to be repeated only where that is safe.": {Category: conflict, Status: []int{503, 500}, Retry: model.RetryIdempotent},
		"[CategoryConflict], may be repeated.":                                       {Category: conflict, Retry: model.RetryAlways},
	} {
		if got := treatment(def); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
