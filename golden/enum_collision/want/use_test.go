package want_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/enum_collision/want"
)

func TestConstants(t *testing.T) {
	got := []any{
		want.ThingSeparatorADashB, want.ThingSeparatorAUnderscoreB, want.ThingSeparatorASpaceB2, want.ThingSeparatorASpaceB,
		want.ThingSeparatorEmpty, want.ThingSeparator1st, want.ThingSeparatorStar,
		want.ThingStateEnumNEW, want.ThingStateEnumInProgress, want.ThingStateEnumDone, want.ThingStateOn, want.ThingStateOff,
		want.ThingLevel0, want.ThingLevel1, want.ThingLevel2, want.ThingsListLevelsItemMinus1, want.KindSmall, want.KindLarge,
	}
	text, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	const values = `["a-b","a_b","a b","A B","","1st","*","NEW","IN_PROGRESS","done","on","off",0,1,2,-1,"Small","Large"]`
	if diff := cmp.Diff(values, string(text)); diff != "" {
		t.Error(diff)
	}
}

func TestUnknownValuesAndQuery(t *testing.T) {
	var query string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query = r.URL.RawQuery
		io.WriteString(w, `{"Separator":"new one","State":"done","OldState":"NEW","Level":99,"Kind":"Huge"}`)
	}))
	defer server.Close()
	client, err := want.NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	thing, err := client.Things.List(t.Context(), &want.ThingsListOptions{
		Sort:   want.ThingsListSortDown,
		Levels: []want.ThingsListLevelsItem{want.ThingsListLevelsItem2, want.ThingsListLevelsItemMinus1, 40},
	})
	if err != nil {
		t.Fatal(err)
	}
	if query != "levels=2&levels=-1&levels=40&sort=down" {
		t.Error(query)
	}
	if diff := cmp.Diff(&want.Thing{
		Separator: "new one", State: want.ThingStateEnumDone, OldState: want.ThingStateEnumNEW, Level: 99, Kind: "Huge",
	}, thing); diff != "" {
		t.Error(diff)
	}
	if text, err := json.Marshal(thing); err != nil || string(text) != `{"Separator":"new one","State":"done","OldState":"NEW","Level":99,"Kind":"Huge"}` {
		t.Errorf("%s, %v", text, err)
	}
}
