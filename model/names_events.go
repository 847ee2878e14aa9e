package model

import "strconv"

// events names the constants with the names of events.
func (n *namer) events(api *API) {
	for _, t := range api.Events() {
		t.GoEvent = n.claim(n.pkg, t.Pos, "event "+strconv.Quote(t.Webhook), constant("Event", exported(words(t.Webhook))), constant("Event", exported(words(spelled(t.Webhook)))))
	}
}
