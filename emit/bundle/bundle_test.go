package bundle

import "testing"

func TestFormatsHaveNames(t *testing.T) {
	for _, f := range Formats() {
		if Lookup(f.Name) != f {
			t.Errorf("the name %q stands for two formats", f.Name)
		}
		if f.Title == "" || f.Spec == "" || f.Usage == "" || f.write == nil {
			t.Errorf("%s: incomplete", f.Name)
		}
	}
}
