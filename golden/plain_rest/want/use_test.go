package want_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/plain_rest/want"
)

func TestPets(t *testing.T) {
	var got, body string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, _ := io.ReadAll(r.Body)
		got, body = r.Method+" "+r.URL.RequestURI()+" "+r.Header.Get("X-Api-Key"), string(data)
		switch r.Method + r.URL.Path {
		case "GET/v2/pets":
			io.WriteString(w, `[{"id":1,"name":"Rex","tags":[{"id":2,"name":"dog"}]},{"id":3,"name":"Tom"}]`)
		case "POST/v2/pets":
			w.WriteHeader(http.StatusCreated)
		case "GET/v2/pets/1", "DELETE/v2/pets/1":
			io.WriteString(w, `{"id":1,"name":"Rex"}`)
		case "GET/v2/pets/1/photos/2":
			io.WriteString(w, `["a","b"]`)
		default:
			w.WriteHeader(http.StatusNotFound)
			io.WriteString(w, `{"code":77,"message":"There is no such pet."}`)
		}
	}))
	defer server.Close()
	client, err := want.NewClient(server.URL+"/v2", want.WithHeader("X-Api-Key", "k"))
	if err != nil {
		t.Fatal(err)
	}
	sent := func(request, content string) {
		t.Helper()
		if diff := cmp.Diff([]string{request + " k", content}, []string{got, body}); diff != "" {
			t.Error(diff)
		}
	}
	check := func(wanted, result any, err error) {
		t.Helper()
		if diff := cmp.Diff(wanted, result); diff != "" || err != nil {
			t.Error(diff, err)
		}
	}

	pets, err := client.Pets.ListPets(t.Context(), &want.PetsListPetsOptions{
		Limit: 2, Status: []want.ListPetsStatusItem{want.ListPetsStatusItemAvailable, want.ListPetsStatusItemSold},
	})
	sent("GET /v2/pets?limit=2&status=available&status=sold", "")
	check(want.Pets{{ID: 1, Name: "Rex", Tags: []want.Tag{{ID: 2, Name: "dog"}}}, {ID: 3, Name: "Tom"}}, pets, err)

	err = client.Pets.PostPets(t.Context(), &want.NewPet{Name: "Rex", Tags: []want.Tag{{Name: "dog"}}})
	sent("POST /v2/pets", `{"name":"Rex","tags":[{"name":"dog"}]}`)
	check(nil, nil, err)

	pet, err := client.Pets.ShowPetByID(t.Context(), "1")
	sent("GET /v2/pets/1", "")
	check(&want.Pet{ID: 1, Name: "Rex"}, pet, err)

	pet, err = client.Pets.DeletePetsPetID(t.Context(), "1")
	sent("DELETE /v2/pets/1", "")
	check(&want.Pet{ID: 1, Name: "Rex"}, pet, err)

	photos, err := client.Pets.GetPetsPetIDPhotosN(t.Context(), "1", 2)
	sent("GET /v2/pets/1/photos/2", "")
	check([]string{"a", "b"}, photos, err)

	_, err = client.Pets.ShowPetByID(t.Context(), "a b/../c")
	sent("GET /v2/pets/a%20b%2F..%2Fc", "")
	failure, ok := errors.AsType[*want.APIError](err)
	if !ok || failure.Message != "There is no such pet." || !errors.Is(err, want.Status(404)) || errors.Is(err, want.Status(500)) {
		t.Errorf("%+v", failure)
	}
	if _, err := client.Pets.ShowPetByID(t.Context(), ".."); err == nil {
		t.Error("a path is left by its parameter")
	}
}
