package want_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/optional_values/want"
)

// record gives a client of a server that answers with the text, and the bodies it gets.
func record(t *testing.T, answer string) (*want.Client, *string) {
	t.Helper()
	body := new(string)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, _ := io.ReadAll(r.Body)
		*body = string(data)
		io.WriteString(w, answer)
	}))
	t.Cleanup(server.Close)
	client, err := want.NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return client, body
}

func TestSent(t *testing.T) {
	client, body := record(t, `{"Done":true}`)
	for _, test := range []struct {
		robot *want.Robot
		sent  string
	}{
		{nil, ""},
		{&want.Robot{}, `{"Name":"","Enabled":false}`},
		{&want.Robot{Hosted: want.Some(false), Retries: want.Some[int32](0), Mode: want.Some(""), Limit: want.Null[int32](), Tags: []string{}, Owner: &want.Owner{}},
			`{"Name":"","Enabled":false,"Hosted":false,"Retries":0,"Mode":"","Tags":[],"Owner":{"Id":0},"Limit":null}`},
		{&want.Robot{ID: 1, Name: "n", Enabled: true, Since: time.Date(2024, 2, 29, 1, 2, 3, 4, time.UTC), Price: "1.10",
			Birthday: want.Date{Year: 2024, Month: 2, Day: 29}, Picture: []byte{0xff}},
			`{"Id":1,"Name":"n","Enabled":true,"Since":"2024-02-29T01:02:03.000000004Z","Price":1.10,"Birthday":"2024-02-29","Picture":"/w=="}`},
	} {
		report, err := client.Robots.Add(t.Context(), test.robot)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.sent, *body); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(&want.Report{Done: true}, report); diff != "" {
			t.Error(diff)
		}
	}
}

func TestPatch(t *testing.T) {
	client, body := record(t, "")
	for _, test := range []struct {
		patch want.RobotPatch
		sent  string
	}{
		{want.RobotPatch{}, `{}`},
		{want.RobotPatch{Name: want.Some(""), Enabled: want.Some(false)}, `{"Name":"","Enabled":false}`},
		{want.RobotPatch{Since: want.Null[time.Time](), Tags: []string{}}, `{"Since":null,"Tags":[]}`},
	} {
		if err := client.Robots.Patch(t.Context(), 5, &test.patch); err != nil || *body != test.sent {
			t.Errorf("sent %s, want %s (%v)", *body, test.sent, err)
		}
	}
}

func TestReceived(t *testing.T) {
	var r want.Robot
	if err := json.Unmarshal([]byte(`{"Id":null,"Name":null,"Hosted":null,"Retries":0,"Tags":null,"Since":null,"Price":null,
		"Owner":null,"Limit":3,"Birthday":null,"Picture":null}`), &r); err != nil {
		t.Fatal(err)
	}
	if v, ok := r.Retries.Get(); !ok || v != 0 || r.Limit.Or(9) != 3 || !r.Hosted.IsNull() || !r.Mode.IsZero() || r.Mode.Or("Auto") != "Auto" {
		t.Errorf("%+v", r)
	}
	if r.ID != 0 || r.Name != "" || r.Tags != nil || !r.Since.IsZero() || r.Price != "" || r.Owner != nil || !r.Birthday.IsZero() || r.Picture != nil {
		t.Errorf("null is not the zero value: %+v", r)
	}
	if err := json.Unmarshal([]byte(`{"Birthday":"2024-02-29T00:00:00Z","Price":12345678901234567890.10}`), &r); err != nil {
		t.Fatal(err)
	}
	if r.Birthday.String() != "2024-02-29" || r.Price != "12345678901234567890.10" {
		t.Errorf("%+v", r)
	}
	client, _ := record(t, `{"Count":0,"Done":false,"At":null}`)
	if report, err := client.Robots.Add(t.Context(), nil); err != nil || !reflect.ValueOf(*report).IsZero() {
		t.Errorf("%+v %v", report, err)
	}
}
