package parser

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/model"
)

const smallCatalog = "-- errors.yaml --\ncatalog: {version: 1, domain: example.com, source: en, locales: [en]}\ncategories: {}\nerrors: []\n" +
	"-- locales/en.yaml --\nlocale: en\nmessages: {}\n-- client.yaml --\n"

func TestClient(t *testing.T) {
	cat, sources, diags := Catalog(folder(smallCatalog+`
versions: {"9.0": "2019.10", "10.1": ""}
since: {"9.0": [Jobs_Get, GET /odata/Jobs], "10.1": [A_B]}
until: {"10.1": [Jobs_Get]}
properties:
  "10.1": {JobDto: [State, Key]}
limits: [{operations: [A, B], requests: 2, seconds: 3}]
waiters: [{operation: Jobs_Get, name: Wait, field: State, done: [Done], failed: [No, 1]}]
bulk: [{operation: A, items: I, message: M, code: C, summary: S}, {operation: B, success: T}]
effects:
  - {operation: A, does: add, set: S, items: i.j, count: n, when: {a.b: true}, values: {P: v}, copy: {Q: c.d}}
  - {operation: B, does: take, set: S, where: {P: v}, parent: {property: K, set: T, name: N, from: f}}
`), "errors.yaml", "dir/errors.yaml")
	if list := findings(diags); len(list) > 0 {
		t.Fatal(list)
	}
	if sources["dir/client.yaml"] == nil {
		t.Error("the file is not among the sources")
	}
	var got []string
	add := func(format string, args ...any) { got = append(got, fmt.Sprintf(format, args...)) }
	c := cat.Client
	for _, v := range c.Since {
		add("since %s %s %q %d", v.Operation.Text, v.Version, v.Version.Release, v.Version.Number())
	}
	for _, v := range c.Until {
		add("until %s %s %v", v.Operation.Text, v.Version, v.Operation.Pos)
	}
	for _, v := range c.Properties {
		add("property %s.%s %s %v", v.Type.Text, v.Property.Text, v.Version, v.Property.Pos)
	}
	for _, l := range c.RateLimits {
		add("limit %s %d %d", words(l.Operations), l.Requests, l.Seconds)
	}
	for _, w := range c.Waiters {
		add("waiter %s %s %s: %s, %s", w.Operation.Text, w.Name, w.Field.Text, words(w.Done), words(w.Failed))
	}
	for _, b := range c.Bulks {
		line := "bulk " + b.Operation.Text + " " + b.Items.Text
		for _, p := range b.Properties {
			line += " " + p.Role + "=" + p.Ref.Text
		}
		add("%s", line)
	}
	for _, e := range c.Effects {
		line := fmt.Sprint("effect ", e.Operation.Text, " ", e.Kind, " ", e.Set.Text, " ", e.Items.Text, " ", e.Count.Text)
		for _, list := range [][]model.Assignment{e.When, e.Where, e.Values, e.Copy} {
			for _, a := range list {
				line += " " + a.Name.Text + "=" + a.Value.Text
			}
		}
		if p := e.Parent; p != nil {
			line += fmt.Sprint(" of ", p.Property.Text, " ", p.Set.Text, " ", p.Name.Text, " ", p.From.Text)
		}
		add("%s", line)
	}
	want := strings.Split(strings.TrimSpace(`
since Jobs_Get 9.0 "2019.10" 900
since GET /odata/Jobs 9.0 "2019.10" 900
since A_B 10.1 "" 1001
until Jobs_Get 10.1 dir/client.yaml:4:18
property JobDto.State 10.1 dir/client.yaml:6:21
property JobDto.Key 10.1 dir/client.yaml:6:28
limit A B 2 3
waiter Jobs_Get Wait State: Done, No 1
bulk A I code=C message=M summary=S
bulk B  success=T
effect A add S i.j n a.b=true P=v Q=c.d
effect B take S   P=v of K T N f`), "\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func words(refs []model.Ref) string {
	var list []string
	for _, ref := range refs {
		list = append(list, ref.Text)
	}
	return strings.Join(list, " ")
}

func TestNoClient(t *testing.T) {
	files, _, _ := strings.Cut(smallCatalog, "-- client.yaml")
	cat, _, diags := Catalog(folder(files), "errors.yaml", "errors.yaml")
	if cat.Client != nil || diags.HasErrors() {
		t.Error(cat.Client, findings(diags))
	}
}

func TestClientFaults(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"keys", "waiter: []\nwaiters: [{operation: A, name: W, feld: F, field: F, done: [D]}]\nbulk: [{operation: A, keys: K}]\n", []string{
			"1:1 OG1217 unknown key \"waiter\" in a client file | did you mean \"waiters\"?",
			"2:35 OG1217 unknown key \"feld\" in a waiter | did you mean \"field\"?",
			"3:23 OG1217 unknown key \"keys\" in a bulk entry | did you mean \"key\"?",
		}},
		{"types", "versions: [1]\nsince: {\"9.0\": A}\nlimits: {}\nbulk: [1]\n", []string{
			"1:11 OG1007 versions must be an object, not an array",
			"2:9 OG1220 \"versions\" does not list \"9.0\"",
			"2:16 OG1007 9.0 must be an array, not the string \"A\"",
			"3:9 OG1007 limits must be an array, not an object",
			"4:8 OG1007 an entry of bulk must be an object, not the number 1",
		}},
		{"versions", "versions: {\"9\": a, \"9.100\": b, \"601.0\": c, \"x.0\": d, \"09.0\": e, \"9.0\": f}\nsince: {\"9.1\": [A]}\n", []string{
			"1:12 OG1208 \"9\" is not a server version: two numbers up to 600 and 99 | write it as servers do, such as \"10.0\"",
			"1:20 OG1208 \"9.100\" is not a server version: two numbers up to 600 and 99 | write it as servers do, such as \"10.0\"",
			"1:32 OG1208 \"601.0\" is not a server version: two numbers up to 600 and 99 | write it as servers do, such as \"10.0\"",
			"1:44 OG1208 \"x.0\" is not a server version: two numbers up to 600 and 99 | write it as servers do, such as \"10.0\"",
			"1:54 OG1208 \"09.0\" is not a server version: two numbers up to 600 and 99 | write it as servers do, such as \"10.0\"",
			"2:9 OG1220 \"versions\" does not list \"9.1\" | did you mean \"9.0\"?",
		}},
		{"contradictions", `versions: {"9.0": a, "10.0": b}
since: {"9.0": [A, B], "10.0": [B, C]}
until: {"9.0": [A, C]}
properties: {"9.0": {T: [P, P]}, "10.0": {T: [P]}}
`, []string{
			"2:33 OG1220 \"B\" has a version already: 9.0 @ 2:20",
			"3:20 OG1220 the last version of \"C\" is before the first one, 10.0 @ 2:36",
			"4:29 OG1220 \"P\" of T has a version already @ 4:26",
			"4:47 OG1220 \"P\" of T has a version already @ 4:26",
		}},
		{"limits", "limits: [{}, {operations: [A], requests: 0, seconds: 99999999999}]\n", []string{
			"1:10 OG1209 a limit has no \"operations\" | add \"operations\"",
			"1:10 OG1209 a limit has no \"requests\" | add \"requests\"",
			"1:10 OG1209 a limit has no \"seconds\" | add \"seconds\"",
			"1:42 OG1208 requests must be from 1 to 2147483647",
			"1:54 OG1208 seconds must be from 1 to 2147483647",
		}},
		{"waiters", "waiters: [{}, {operation: A, name: a b, field: F, done: [X], failed: [Y, X]}, {operation: A, name: B, field: F, done: []}]\n", []string{
			"1:11 OG1209 a waiter has no \"done\" | add \"done\"",
			"1:11 OG1209 a waiter has no \"field\" | add \"field\"",
			"1:11 OG1209 a waiter has no \"name\" | add \"name\"",
			"1:11 OG1209 a waiter has no \"operation\" | add \"operation\"",
			"1:36 OG1215 \"a b\" cannot be the name of a waiter | use ASCII letters and digits, with a capital first",
			"1:74 OG1208 \"X\" is among \"done\" as well | remove it from one of the lists",
			"1:113 OG1208 without any value that is done, the wait never ends well | list the values that end the wait",
		}},
		{"bulk", "bulk: [{items: A}, {operation: A}, {operation: A}]\n", []string{
			"1:8 OG1209 a bulk entry has no \"operation\" | add \"operation\"",
			"1:48 OG1208 \"A\" has a bulk entry already @ 1:32",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, diags := Catalog(folder(smallCatalog+tt.in), "errors.yaml", "errors.yaml")
			got := findings(diags)
			for i := range got {
				got[i] = strings.ReplaceAll(got[i], "client.yaml:", "")
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// FuzzClient checks that nothing panics and that findings have places.
func FuzzClient(f *testing.F) {
	f.Add("versions: {\"9.0\": a}\nsince: {\"9.0\": [A]}\nproperties: {\"9.0\": {T: [P]}}\nbulk: [{operation: A, items: I, code: C}]\n")
	f.Add("waiters: [{operation: A, name: W, field: F, done: [X]}]\nlimits: [{operations: [A], requests: 1, seconds: 1}]\n")
	f.Fuzz(func(t *testing.T, text string) {
		files := folder(smallCatalog).(fstest.MapFS)
		files["client.yaml"] = &fstest.MapFile{Data: []byte(text)}
		cat, _, diags := Catalog(files, "errors.yaml", "errors.yaml")
		for _, d := range diags.Sorted() {
			if !d.Pos.IsValid() || d.Message == "" {
				t.Errorf("%v %s", d.Pos, d.Message)
			}
		}
		if cat == nil || cat.Client == nil {
			return
		}
		for _, v := range cat.Client.Since {
			if v.Version == nil || v.Operation.Text == "" && !v.Operation.Pos.IsValid() {
				t.Errorf("%+v", v)
			}
		}
	})
}
