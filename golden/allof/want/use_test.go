package want_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/orchgen/orchgen/golden/allof/want"
)

func TestFieldsOfBases(t *testing.T) {
	const rex = `{"name":"Rex","petType":"Dog","age":3,"tags":["a","b"],"barks":true}`
	var sent string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, _ := io.ReadAll(r.Body)
		sent = string(data)
		if r.Method == "GET" {
			io.WriteString(w, "["+rex+"]")
			return
		}
		w.WriteHeader(http.StatusCreated)
		io.WriteString(w, rex)
	}))
	defer server.Close()
	client, err := want.NewClient(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	dog := want.Dog{Name: "Rex", PetType: "Dog", Age: want.Some[int64](3), Tags: []string{"a", "b"}, Barks: true}
	added, err := client.Pets.Add(t.Context(), &dog)
	if err != nil {
		t.Fatal(err)
	}
	dogs, err := client.Pets.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	opt := cmp.AllowUnexported(want.Opt[int64]{})
	if diff := cmp.Diff([]want.Dog{dog, dog}, append(dogs, *added), opt); diff != "" {
		t.Error(diff)
	}
	if _, err := client.Pets.Add(t.Context(), &dog); err != nil || sent != rex {
		t.Errorf("sent %s, %v", sent, err)
	}
	if _, err := client.Pets.Add(t.Context(), &want.Dog{}); err != nil || sent != `{"name":"","petType":"","barks":false}` {
		t.Errorf("sent %s, %v", sent, err)
	}
}
