package golden

import (
	"bufio"
	"bytes"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// fate is what the proxy does with a request.
type fate int

const (
	pass            fate = iota
	delay                // the reply comes late, in two pieces
	stall                // no reply, until the client gives up
	stallReply           // half a reply, until the client gives up
	drop                 // the connection ends before the server has the request
	reset                // the same, with a reset
	dropReply            // the connection ends instead of the reply
	truncate             // the connection ends in the middle of the reply
	closeAfter           // the connection ends behind the reply, without a word before
	repeat               // the reply is sent twice, and announced as the last one: HTTP/1.1 cannot tell it from the next
	throttle             // 429 without the server
	gateway              // 502, 503 or 504 without the server
	gatewayForReply      // the same, in place of the reply of the server
	fates
)

// String gives the name of the fate.
func (f fate) String() string {
	return [...]string{"pass", "delay", "stall", "stall reply", "drop", "reset", "drop reply", "truncate", "close after", "repeat", "throttle", "gateway", "gateway for reply"}[f]
}

// odds are per thousand; the rest passes.
var odds = [fates]int{
	delay: 30, stall: 1, stallReply: 1, drop: 30, reset: 30, dropReply: 30, truncate: 40, closeAfter: 40, repeat: 40,
	throttle: 60, gateway: 40, gatewayForReply: 40,
}

// markerHeader tells the calls of a test apart.
const markerHeader = "X-Marker"

// faultProxy stands between a client and a server and does to each request what a seed, the marker of the call
// and the number of the try say, whatever the order in which requests come.
type faultProxy struct {
	listener net.Listener
	server   string // host:port
	upstream http.Transport
	seed     uint64
	odds     [fates]int
	handlers sync.WaitGroup

	mu        sync.Mutex
	open      int
	tries     map[string]int  // by marker
	unsettled map[string]int  // by marker: tries that the client cannot know to be without effect
	delivered map[string]bool // by marker: a whole reply of the server was sent
	counts    [fates]int
}

func newFaultProxy(t *testing.T, server string, seed uint64) *faultProxy {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &faultProxy{listener: listener, server: server, seed: seed, odds: odds, tries: map[string]int{}, unsettled: map[string]int{}, delivered: map[string]bool{}}
	p.handlers.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			p.count(1)
			p.handlers.Go(func() {
				defer p.count(-1)
				defer conn.Close()
				p.handle(conn)
			})
		}
	})
	return p
}

func (p *faultProxy) count(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.open += n
}

func (p *faultProxy) connections() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.open
}

// stop ends the proxy once its clients have hung up.
func (p *faultProxy) stop() {
	p.listener.Close()
	p.handlers.Wait()
	p.upstream.CloseIdleConnections()
}

// handle serves the requests of a connection until one of them is fatal for it.
func (p *faultProxy) handle(conn net.Conn) {
	requests := bufio.NewReader(conn)
	for {
		req, err := http.ReadRequest(requests)
		if err != nil {
			return
		}
		body, err := io.ReadAll(req.Body)
		if err != nil {
			return
		}
		req.Body = io.NopCloser(bytes.NewReader(body))
		if !p.answer(conn, req) {
			return
		}
	}
}

// choose gives the fate of the next try of a call, and the random numbers that go with it.
func (p *faultProxy) choose(marker string) (fate, *rand.Rand) {
	p.mu.Lock()
	defer p.mu.Unlock()
	hash := fnv.New64a()
	fmt.Fprint(hash, marker, " ", p.tries[marker])
	p.tries[marker]++
	random := rand.New(rand.NewPCG(p.seed, hash.Sum64()))
	chosen, n := pass, random.IntN(1000)
	for f, odd := range p.odds {
		if n -= odd; n < 0 && odd > 0 {
			chosen = fate(f)
			break
		}
	}
	p.counts[chosen]++
	if chosen != throttle {
		p.unsettled[marker]++
	}
	return chosen, random
}

// answer does what fate has for a request and reports whether the connection goes on.
func (p *faultProxy) answer(conn net.Conn, req *http.Request) bool {
	marker := req.Header.Get(markerHeader)
	chosen, random := p.choose(marker)
	switch chosen {
	case throttle:
		return madeUp(conn, http.StatusTooManyRequests)
	case gateway:
		return madeUp(conn, http.StatusBadGateway+random.IntN(3))
	case reset:
		_ = conn.(*net.TCPConn).SetLinger(0)
		return false
	case drop:
		return false
	case stall:
		_, _ = conn.Read(make([]byte, 1))
		return false
	}
	reply, err := p.forward(req, chosen == repeat)
	if err != nil {
		return false
	}
	whole := true
	switch chosen {
	case dropReply:
		return false
	case gatewayForReply:
		return madeUp(conn, http.StatusBadGateway+random.IntN(3))
	case truncate:
		reply, whole = reply[:1+random.IntN(len(reply)-1)], false
	case repeat:
		reply = append(reply, reply...)
	case stallReply:
		_, _ = conn.Write(reply[:len(reply)/2])
		_, _ = conn.Read(make([]byte, 1))
		return false
	case delay:
		half := len(reply) / 2
		time.Sleep(time.Duration(random.IntN(3)) * time.Millisecond)
		if _, err := conn.Write(reply[:half]); err != nil {
			return false
		}
		time.Sleep(time.Duration(random.IntN(3)) * time.Millisecond)
		reply = reply[half:]
	}
	if whole {
		p.deliver(marker)
	}
	_, err = conn.Write(reply)
	return err == nil && whole && chosen != closeAfter && chosen != repeat
}

func (p *faultProxy) deliver(marker string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.delivered[marker] = true
}

// forward sends a request to the server and gives the reply as it goes over the wire, the last one of its
// connection or not.
func (p *faultProxy) forward(req *http.Request, last bool) ([]byte, error) {
	req.URL.Scheme, req.URL.Host, req.RequestURI = "http", p.server, ""
	resp, err := p.upstream.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	resp.Close = last
	var wire bytes.Buffer
	err = resp.Write(&wire)
	return wire.Bytes(), err
}

// madeUp answers with a status of the proxy's own.
func madeUp(conn net.Conn, status int) bool {
	_, err := fmt.Fprintf(conn, "HTTP/1.1 %d %s\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n", status, http.StatusText(status))
	return err == nil
}

// summary lists how often each fate was chosen.
func (p *faultProxy) summary() string {
	var list []string
	for f, n := range p.counts {
		list = append(list, fmt.Sprintf("%v %d", fate(f), n))
	}
	return strings.Join(list, ", ")
}

// faultServer counts by marker what it carries out.
type faultServer struct {
	mu       sync.Mutex
	executed map[string]int
}

func (s *faultServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.executed[r.Header.Get(markerHeader)]++
	s.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if r.Method == http.MethodPost {
		w.WriteHeader(http.StatusCreated)
		return
	}
	_, id, _ := strings.Cut(r.URL.Path, "/pets/")
	_, _ = io.WriteString(w, pet(id))
}

// pet gives the JSON of a pet, long enough to come in pieces.
func pet(id string) string {
	return fmt.Sprintf(`{"id":%s,"name":"pet %s of %s"}`, id, id, strings.Repeat(id+" ", 100))
}

func (s *faultServer) counts() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.executed)
}
