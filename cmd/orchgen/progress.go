package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// The pace of the progress display: quick work shows nothing at all.
const (
	progressDelay = time.Second
	progressTick  = 100 * time.Millisecond
)

// progress shows on a terminal which stage of a longer work is under way. The nil progress shows nothing.
type progress struct {
	out  io.Writer
	quit chan struct{}
	done sync.WaitGroup

	mu    sync.Mutex
	stage string
}

// startProgress begins the display on w if that is a terminal that somebody may be watching.
func startProgress(w io.Writer) *progress {
	if _, automated := os.LookupEnv("CI"); automated || !isTerminal(w) || os.Getenv("TERM") == "dumb" {
		return nil
	}
	return newProgress(w, progressDelay, progressTick)
}

func newProgress(w io.Writer, delay, tick time.Duration) *progress {
	p := &progress{out: w, quit: make(chan struct{})}
	p.done.Go(func() { p.spin(delay, tick) })
	return p
}

// enter names the stage that begins.
func (p *progress) enter(stage string) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stage = stage
}

// stop ends the display and clears its line. Nothing else may be written to the terminal before.
func (p *progress) stop() {
	if p == nil || p.quit == nil {
		return
	}
	close(p.quit)
	p.done.Wait()
	p.quit = nil
}

func (p *progress) spin(delay, tick time.Duration) {
	select {
	case <-time.After(delay):
	case <-p.quit:
		return
	}
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for frame := 0; ; frame++ {
		p.mu.Lock()
		stage := p.stage
		p.mu.Unlock()
		fmt.Fprintf(p.out, "\r\x1b[K%c %s…", `|/-\`[frame%4], stage)
		select {
		case <-ticker.C:
		case <-p.quit:
			fmt.Fprint(p.out, "\r\x1b[K")
			return
		}
	}
}
