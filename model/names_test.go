package model

import "testing"

func TestHoistedNames(t *testing.T) {
	for _, test := range []struct {
		enumName string
		hint     []string
		want     string
	}{
		{"", []string{"Stores", "GetDefaultByResourcetype", "resourceType"}, "StoresGetDefaultResourceType"},
		{"", []string{"Stores", "GetDefaultByName", "resourceType"}, "StoresGetDefaultByNameResourceType"},
		{"", []string{"ByKind", "kind"}, "ByKindKind"},
		{"", []string{"JobDto", "State"}, "JobState"},
		{"BulkItem`1Status", []string{"BulkItem[String]", "Status"}, "BulkItemStatus"},
		{"Kind`2", []string{"Thing", "Kind"}, "Kind"},
	} {
		enum := &Type{Kind: Enum, EnumName: test.enumName, Hint: test.hint}
		AssignNames(&API{Types: []*Type{enum}}, nil, Reserved{})
		if got := enum.Go.String(); got != test.want {
			t.Errorf("%q %q: got %s, want %s", test.enumName, test.hint, got, test.want)
		}
	}
}
