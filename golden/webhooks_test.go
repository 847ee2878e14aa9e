package golden

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestEventsOfOrchestrator delivers each event of the built-in definition and of a published one to its client.
func TestEventsOfOrchestrator(t *testing.T) {
	for spec, published := range map[string]bool{"../catalog/orchestrator.yaml": false, "uipath-2020.10.json": true} {
		t.Run(filepath.Base(spec), func(t *testing.T) {
			t.Parallel()
			if published {
				spec = filepath.Join(shared(t), "specs", "orchestrator", spec)
			}
			events := eventsOf(t, spec)
			if len(events) != 29 {
				t.Fatalf("the definition has %d events, want 29", len(events))
			}
			module := contractModule(t)
			run(t, ".", tool, "generate", "--spec", spec, "--catalog", "orchestrator", "--package", "orchestrator", "--out", filepath.Join(module, "orchestrator"))
			writeOrRemove(t, filepath.Join(module, "main.go"), eventProgram)
			run(t, module, "go", "build", "-o", "program", ".")
			got := run(t, module, filepath.Join(module, "program"), append(events, "job.lost")...)
			types := map[string]bool{}
			for i, line := range strings.Split(strings.TrimSpace(got), "\n") {
				want := "unknown job.lost"
				if i < len(events) {
					name, goType, _ := strings.Cut(line, " ")
					if name != events[i] || types[goType] || !strings.HasSuffix(goType, "Event") {
						t.Errorf("%s came as %s", events[i], line)
					}
					types[goType] = true
				} else if line != want {
					t.Errorf("got %s, want %s", line, want)
				}
			}
			if len(types) != len(events) {
				t.Errorf("%d types for %d events", len(types), len(events))
			}
		})
	}
}

// eventsOf finds the events of a definition in its text, independently of the parser. The event whose name
// 2020.10 does not tell is "custom", as newer definitions say.
func eventsOf(t *testing.T, spec string) []string {
	t.Helper()
	text, err := os.ReadFile(spec)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, match := range regexp.MustCompile(`"?x-webhook-event"?: *"?([\w.]+)`).FindAllSubmatch(text, -1) {
		list = append(list, string(bytes.Replace(match[1], []byte("CustomEventDto"), []byte("custom"), 1)))
	}
	return list
}

const eventProgram = `package main

import (
	"fmt"
	"os"
	"strings"

	"example.com/contract/orchestrator"
)

func main() {
	for _, name := range os.Args[1:] {
		body := fmt.Sprintf("{\"Type\":%q,\"EventId\":\"1\",\"Timestamp\":\"2020-01-02T03:04:05Z\",\"New\":[1]}", name)
		event, err := orchestrator.ParseEvent([]byte(body))
		switch e := event.(type) {
		case nil:
			fmt.Println(err)
		case *orchestrator.UnknownEvent:
			fmt.Println("unknown", e.Type)
		default:
			fmt.Println(e.EventType(), strings.TrimPrefix(fmt.Sprintf("%T", e), "*orchestrator."))
		}
	}
}
`

// TestEventsAreDropped shows that a program that receives no webhooks has nothing of them.
func TestEventsAreDropped(t *testing.T) {
	builds(t)
	module := contractModule(t)
	run(t, ".", tool, "generate", "--spec", "webhooks/spec.yaml", "--package", "orchestrator", "--out", filepath.Join(module, "orchestrator"))
	for use, want := range map[string]bool{
		`orchestrator.NewClient("")`:                           false,
		`orchestrator.ParseEvent(nil)`:                         true,
		`orchestrator.EventCustom, nil`:                        false,
		`new(orchestrator.JobCompletedEvent).EventType(), nil`: false,
	} {
		writeOrRemove(t, filepath.Join(module, "main.go"), fmt.Sprintf("package main\n\nimport \"example.com/contract/orchestrator\"\n\nfunc main() {\n\ta, b := any(nil), any(nil)\n\ta, b = %s\n\t_, _ = a, b\n}\n", use))
		run(t, module, "go", "build", "-o", "program", ".")
		symbols := run(t, module, "go", "tool", "nm", "program")
		for _, name := range []string{"QueueItemAddedEvent,", "orchestrator.ErrWebhookNoEvent"} {
			if got := strings.Contains(symbols, name); got != want {
				t.Errorf("a program with %s has %s: %t, want %t", use, name, got, want)
			}
		}
	}
}
