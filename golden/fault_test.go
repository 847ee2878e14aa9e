package golden

import (
	"errors"
	"flag"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"

	client "github.com/orchgen/orchgen/golden/plain_rest/want"
)

var faultSeed = flag.Uint64("seed", 1, "what TestFaults makes its faults of")

// TestFaults sends 10,000 calls of a generated client through a proxy that does to them what networks do. Nothing is
// sent twice that must not be, nothing that the client reports as done is lost or wrong, and nothing is left over.
func TestFaults(t *testing.T) {
	const calls, workers = 10_000, 16
	t.Logf("seed %d", *faultSeed)
	rig := newFaultRig(t, workers)
	outcomes := make([]error, calls)
	var group sync.WaitGroup
	for worker := range workers {
		group.Go(func() {
			for i := worker; i < calls; i += workers {
				outcomes[i] = faultCall(t, rig.client, i)
			}
		})
	}
	group.Wait()
	if left := rig.close(patience); left != "" {
		t.Error(left)
	}
	t.Log(rig.proxy.summary())
	judge(t, outcomes, rig.server.counts(), rig.proxy)
}

// isPost reports whether call i is one that must not be carried out twice.
func isPost(i int) bool { return i%5 < 2 }

// faultCall makes call i and holds what it gives to what the server has.
func faultCall(t *testing.T, c *client.Client, i int) error {
	id := strconv.Itoa(i)
	ctx := client.WithCall(t.Context(), client.CallHeader(markerHeader, id))
	if isPost(i) {
		return c.Pets.PostPets(ctx, &client.NewPet{Name: id})
	}
	get := c.Pets.ShowPetByID
	if i%5 == 4 {
		//lint:ignore SA1019 it changes something, and may be repeated
		get = c.Pets.DeletePetsPetID
	}
	got, err := get(ctx, id)
	if err == nil && (got.ID != int64(i) || !strings.Contains(pet(id), strconv.Quote(got.Name))) {
		t.Errorf("call %d gives %+v", i, got)
	}
	return err
}

// judge holds the outcomes of the calls to what the server carried out and what the proxy saw.
func judge(t *testing.T, outcomes []error, executed map[string]int, proxy *faultProxy) {
	t.Helper()
	var failed, repeated int
	for i, err := range outcomes {
		id := strconv.Itoa(i)
		what := fmt.Sprintf("call %d (%d tries, carried out %d times): %v", i, proxy.tries[id], executed[id], err)
		if err != nil {
			failed++
		} else if proxy.tries[id] > 1 {
			repeated++
		}
		if err == nil && (executed[id] == 0 || !proxy.delivered[id]) {
			t.Errorf("reported as done, and is not: %s", what)
		}
		if isPost(i) && (executed[id] > 1 || proxy.unsettled[id] > 1) {
			t.Errorf("sent twice: %s", what)
		}
		var api *client.APIError
		if errors.As(err, &api) && api.Status < http.StatusInternalServerError && api.Status != http.StatusTooManyRequests {
			t.Errorf("a failure that nobody reported: %s", what)
		}
	}
	t.Logf("%d calls failed, %d succeeded after a repetition", failed, repeated)
	for f, n := range proxy.counts {
		if n == 0 {
			t.Errorf("no request met with %v", fate(f))
		}
	}
	if failed == 0 || repeated == 0 || failed > len(outcomes)/4 {
		t.Errorf("%d of %d calls failed, %d were repeated: the faults are not those that are meant", failed, len(outcomes), repeated)
	}
}
