package orchestrator_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
)

// exampleServer stands for Orchestrator. It prints the JSON that it is sent and gives the answers, each a status
// and a body, one after the other.
func exampleServer(answers ...string) *httptest.Server {
	var requests atomic.Int32
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var sent any
		if json.NewDecoder(r.Body).Decode(&sent) == nil {
			text, _ := json.Marshal(sent)
			fmt.Printf("%s %s\n", r.Method, text)
		}
		status, body, _ := strings.Cut(answers[requests.Add(1)-1], " ")
		code, _ := strconv.Atoi(status)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(code)
		io.WriteString(w, body)
	}))
}
