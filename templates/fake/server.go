package fake

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	api "github.com/orchgen/orchgen/templates/runtime"
)

// Operation is the operationId of an operation. One whose operationId is missing or not unique has its method and path
// template instead: "HEAD /items/{id}".
type Operation string

// AnyOperation stands for every operation. What is set for an operation itself counts more.
const AnyOperation Operation = "*"

// Server is the fake. A request that does not fit the definition is an error of the test and gets the status 400.
// Entity sets (OData) are collections in memory, see [Server.Add], which also change with the operations that are
// known to do so, such as those that start jobs or take a transaction; what a server does by itself in time does not
// happen. Links to files lead to a storage in memory, which keeps what is sent there; every other operation answers
// with the least that fits its definition, see [Server.Reply].
// A Server is safe for concurrent use.
type Server struct {
	URL string // base URL of a client

	t    testing.TB
	def  *definition
	done chan struct{} // closed when the test ends

	mu         sync.Mutex
	replyOnly  bool
	samples    bool
	pageSize   int
	behaviours map[Operation][]*behaviour
	requests   []*Request
	sets       map[string]*collection
	files      map[string]*storedFile
	failing    map[Operation][]*failingItem
	access     *Access // nil when nothing is asked for
	tokens     []string
	issued     int
}

// NewServer starts a server, which ends with the test.
//
//	fake := NewServer(t)
//	client := fake.Client()
//	fake.Add("Jobs", map[string]any{"Id": 1, "State": "Running"})
//	fake.Fail("Jobs_StartJobs", 1001, Times(2), Arg("Name", "Invoices"))
func NewServer(t testing.TB) *Server {
	t.Helper()
	def, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{
		t: t, def: def, done: make(chan struct{}),
		behaviours: map[Operation][]*behaviour{}, sets: map[string]*collection{}, files: map[string]*storedFile{},
		failing: map[Operation][]*failingItem{},
	}
	server := httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(func() {
		close(s.done)
		server.Close()
	})
	s.URL = server.URL
	return s
}

// Client makes a client of the server. It sends the token "fake" unless opts say otherwise.
func (s *Server) Client(opts ...api.Option) *api.Client {
	s.t.Helper()
	client, err := api.NewClient(s.URL, slices.Concat([]api.Option{api.WithBearerToken("fake")}, s.serverOptions(), opts)...)
	if err != nil {
		s.t.Fatal(err)
	}
	return client
}

// ServerURL gives the address of a server besides the base URL, by its id in the definition.
func (s *Server) ServerURL(id string) string { return s.URL + serverPath(id) }

func serverPath(id string) string { return "/_servers/" + url.PathEscape(id) }

// ReplyOnly makes a request that does not fit the definition get the status 400 without an error of the test.
func (s *Server) ReplyOnly() { s.set(func() { s.replyOnly = true }) }

// Samples makes entity sets no collections: their operations, too, answer with the least that fits the definition.
func (s *Server) Samples() { s.set(func() { s.samples = true }) }

// PageSize is how many items of a collection the server gives at most in one reply, 0 for no limit. A reply with fewer
// items than there are says where the next ones are (@odata.nextLink).
func (s *Server) PageSize(n int) { s.set(func() { s.pageSize = n }) }

func (s *Server) set(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
}

// Requests gives what came for an operation, in order, also what did not fit the definition.
func (s *Server) Requests(op Operation) []*Request {
	s.t.Helper()
	s.known(op)
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.requests), func(r *Request) bool { return op != AnyOperation && r.Operation != op })
}

// known ends the test when the definition does not have the operation.
func (s *Server) known(op Operation) {
	s.t.Helper()
	if op != AnyOperation && !slices.ContainsFunc(s.def.Operations, func(o *operation) bool { return o.ID == op }) {
		s.t.Fatalf("the definition has no operation %q", op)
	}
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, storagePath) {
		s.store(w, r)
		return
	}
	op, args, problem := s.def.find(r.Method, r.URL.EscapedPath())
	if op == nil && r.URL.Path == tokenPath {
		s.token(w, r)
		return
	}
	if op == nil {
		s.refuse(w, r, problem)
		return
	}
	req, problems := s.def.read(op, args, r)
	s.set(func() { s.requests = append(s.requests, req) })
	if len(problems) > 0 {
		s.refuse(w, r, problems...)
		return
	}
	s.behave(w, r, req, func(w http.ResponseWriter, r *http.Request) {
		if problem := s.carryOut(w, op, req); problem != nil {
			s.refuse(w, r, problem.Error())
		}
	})
}

// refuse tells what is wrong with a request.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, problems ...string) {
	text := fmt.Sprintf("%s %s: %s", r.Method, r.URL, strings.Join(problems, "; "))
	s.mu.Lock()
	replyOnly := s.replyOnly
	s.mu.Unlock()
	if !replyOnly {
		s.t.Errorf("the request does not fit the definition: %s", text)
	}
	reply(w, http.StatusBadRequest, map[string]string{"message": text})
}

// carryOut does what op says. The error says what is wrong with the request.
func (s *Server) carryOut(w http.ResponseWriter, op *operation, req *Request) error {
	if !s.admit(w, op, req) {
		return nil
	}
	if op.Login {
		return s.login(w, op, req)
	}
	if op.Folder && !slices.ContainsFunc(folderHeaders, func(name string) bool { return req.Header.Get(name) != "" }) {
		s.failNamed(w, "RequiredOrganizationUnit", http.StatusBadRequest)
		return nil
	}
	if op.Link != "" {
		s.link(w, op, req)
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if op.Set != "" && !s.samples {
		return s.collect(w, op, req)
	}
	if e := op.effect(req); e != nil && !s.samples {
		return s.affect(w, op, e, req)
	}
	if failed := s.failedItems(op); len(failed) > 0 {
		op.answer(w, op.bulkReply(failed))
		return nil
	}
	if op.Content == "json" && op.Sample == nil {
		return fmt.Errorf("there is no sample of what %s answers: use Reply or Handle", op.ID)
	}
	op.answer(w, op.Sample)
	return nil
}

// folderHeaders put a request into a folder; a server takes any one of them.
var folderHeaders = []string{
	"X-UIPATH-OrganizationUnitId", "X-UIPATH-FolderKey", "X-UIPATH-FolderPath-Encoded", "X-UIPATH-FolderPath",
}
