package fake

import (
	"strings"
	"testing"
)

// state gives the names of the things with what else they have, in order.
func state(s *Server) string {
	var list []string
	for _, v := range Items[struct{ Name, State, Note string }](s, "Things") {
		list = append(list, strings.TrimSpace(v.Name+" "+v.State+" "+v.Note))
	}
	return strings.Join(list, ", ")
}

// TestEffects carries out operations that change a set, one after the other.
func TestEffects(t *testing.T) {
	s := NewServer(t)
	const many, one = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
	for _, step := range []struct {
		path, body string
		status     int
		reply      string
		state      string // afterwards
	}{
		{"/Api.AddMany", `{"note":"many","things":[{"Name":"a","size":3,"State":"Old"},{"Name":"b"}]}`, 200, `{"Success":true}`, "a New " + many + ", b New " + many},
		{"/Api.AddMany", `{"note":"one","things":[{"Name":"c"}]}`, 200, `{"Success":true}`, "a New " + many + ", b New " + many + ", c New " + one},
		{"/Api.AddMany", `{"things":[]}`, 200, `{"Success":true}`, "a New " + many + ", b New " + many + ", c New " + one},
		{"/Api.Next", `{"note":"one"}`, 200, `{"Id":3,"Name":"c","Note":"` + one + `","State":"Old"}`, "a New " + many + ", b New " + many + ", c Old " + one},
		{"/Api.Next", `{"note":"one"}`, 204, "", "a New " + many + ", b New " + many + ", c Old " + one},
		{"/Api.Next", `{"note":"none"}`, 204, "", "a New " + many + ", b New " + many + ", c Old " + one},
		{"(1)/Api.Finish", `{"thing":{"good":true,"Name":"A"}}`, 204, "", "A Old " + many + ", b New " + many + ", c Old " + one},
		{"(1)/Api.Finish", `{"note":"new"}`, 204, "", "A New " + many + ", b New " + many + ", c Old " + one},
		{"(1)/Api.Finish", `{"note":"other"}`, 204, "", "A New " + many + ", b New " + many + ", c Old " + one},
		{"(9)/Api.Finish", `{"note":"new"}`, 404, `"errorCode":1002`, "A New " + many + ", b New " + many + ", c Old " + one},
		{"/Api.DropMany", `{"things":[{"Id":1},{"Id":9}]}`, 404, `"errorCode":1002`, "A New " + many + ", b New " + many + ", c Old " + one},
		{"/Api.DropMany", `{"things":[{"Id":3},{"Id":1},{"Id":3}]}`, 200, `[]`, "b New " + many},
		{"/Api.Copy", `{"thing":{"Name":"d"},"count":2}`, 201, `{"value":[{"Id":4,"Name":"d"},{"Id":5,"Name":"d"}]}`, "b New " + many + ", d, d"},
		{"/Api.Copy", `{"thing":{"Name":"e"}}`, 201, `{"value":[{"Id":6,"Name":"e"}]}`, "b New " + many + ", d, d, e"},
		{"/Api.Bare", "", 200, `{"Success":true}`, "b New " + many + ", d, d, e"},
	} {
		got := send(t, s, "POST", "/odata/Things"+step.path, step.body)
		if got.status != step.status || !strings.Contains(got.body, step.reply) || step.reply == "" && got.body != "" {
			t.Errorf("%s %s: %d %s, want %d %s", step.path, step.body, got.status, got.body, step.status, step.reply)
		}
		if got := state(s); got != step.state {
			t.Errorf("%s %s leaves %s, want %s", step.path, step.body, got, step.state)
		}
	}
	if got := Items[struct{ Text string }](s, "Notes"); len(got) != 2 || got[0].Text != "many" || got[1].Text != "one" {
		t.Errorf("notes %+v", got)
	}
}

// TestEffectsOfSeeds takes an item that a test added without a parent.
func TestEffectsOfSeeds(t *testing.T) {
	s := NewServer(t)
	s.Add("Things", object{"Name": "a", "State": "New"})
	if got := send(t, s, "POST", "/odata/Things/Api.Next", `{"note":"any"}`); got.status != 200 || state(s) != "a Old" {
		t.Errorf("%+v, %s", got, state(s))
	}
	s.Samples()
	if got := send(t, s, "POST", "/odata/Things/Api.Copy", `{"thing":{"Name":"d"}}`); got.body != `{"value":[]}` || state(s) != "a Old" {
		t.Errorf("with samples: %+v, %s", got, state(s))
	}
}

func TestFailItem(t *testing.T) {
	s := NewServer(t)
	s.FailItem("Things_AddMany", 1, 1001, Arg("Name", "b"))
	s.FailItem("Things_AddMany", 2, 4242, Times(1), Message("no"))
	const three = `{"things":[{"Name":"a"},{"Name":"b"},{"Name":"c"}]}`
	for _, step := range []struct{ reply, state string }{
		{`{"Failed":[{"Code":"NameAlreadyUsed","Index":1,"Text":"The name b is already used."},{"Code":4242,"Index":2,"Text":"no"}],"Message":"The name b is already used.","Success":false}`, "a New"},
		{`{"Failed":[{"Code":"NameAlreadyUsed","Index":1,"Text":"The name b is already used."}],"Message":"The name b is already used.","Success":false}`, "a New, a New, c New"},
	} {
		if got := send(t, s, "POST", "/odata/Things/Api.AddMany", three); got.status != 200 || got.body != step.reply || state(s) != step.state {
			t.Errorf("got %+v, %s\nwant %s, %s", got, state(s), step.reply, step.state)
		}
	}
	s.FailItem("Things_DropMany", int64(2), 1010, Status(409), Message("locked"))
	want := `[{"Body":"{\"errorCode\":1010,\"message\":\"locked\",\"traceId\":\"` + TraceID + `\"}","Code":1010,"Id":2,"Status":"Conflict"}]`
	if got := send(t, s, "POST", "/odata/Things/Api.DropMany", `{"things":[{"Id":1},{"Id":2}]}`); got.body != want || state(s) != "a New, c New" {
		t.Errorf("got %+v, %s\nwant %s", got, state(s), want)
	}
	s.FailItem("Things_Bare", 7, 1002, After(1))
	for _, want := range []string{`{"Success":true}`, `{"Failed":[7],"Message":"The item does not exist.","Success":false}`} {
		if got := send(t, s, "POST", "/odata/Things/Api.Bare", ""); got.body != want {
			t.Errorf("got %s, want %s", got.body, want)
		}
	}
	r, rec := newRecorded(t)
	if got := rec.fatal(func() { r.FailItem("Things_List", 1, 1001) }); !strings.Contains(got, "does not tell of items") {
		t.Errorf("an operation without items: %q", got)
	}
}
