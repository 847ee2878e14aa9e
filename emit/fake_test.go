package emit

import (
	"testing"

	"github.com/orchgen/orchgen/model"
)

func TestFakeSampleSucceeds(t *testing.T) {
	success := &model.Field{Wire: "Success", Type: &model.Type{Kind: model.Bool}}
	reply := &model.Type{Kind: model.Object, Fields: []*model.Field{success, {Wire: "Message", Type: &model.Type{Kind: model.String}}}}
	told := &model.Bulk{Properties: []model.BulkProperty{{Role: model.BulkSuccess, Field: success}}}
	for _, test := range []struct {
		name string
		op   *model.Operation
		want string
	}{
		{"told", &model.Operation{Result: reply, Bulk: told}, `{"Success":true}`},
		{"items alone", &model.Operation{Result: reply, Bulk: &model.Bulk{}}, `{}`},
		{"not told", &model.Operation{Result: reply}, `{}`},
	} {
		if got := string(fakeSample(test.op)); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
	success.Required = true
	if got := string(fakeSample(&model.Operation{Result: reply, Bulk: told})); got != `{"Success":true}` {
		t.Errorf("required: got %s", got)
	}
}
