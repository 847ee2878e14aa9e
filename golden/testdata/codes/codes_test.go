package codes

import (
	"errors"
	"strings"
	"testing"

	"example.com/codes/orchestrator"
	"example.com/codes/orchestrator/orchestratortest"
)

// TestCodes lets the fake server raise every code of the catalogue in every envelope and language: the client finds
// the code and the arguments of its text.
func TestCodes(t *testing.T) {
	fake := orchestratortest.NewServer(t)
	raised := 0
	for code := range orchestrator.Code(10000) {
		if code.Name() == "" {
			continue
		}
		for _, locale := range orchestrator.Locales() {
			client := fake.Client(orchestrator.WithRetry(orchestrator.RetryPolicy{Attempts: 1}), orchestrator.WithLocale(locale))
			for envelope := orchestratortest.Plain; envelope <= orchestratortest.Storage; envelope++ {
				fake.Fail(orchestratortest.OpJobsGet, code, orchestratortest.In(envelope), orchestratortest.Locale(locale), orchestratortest.Times(1))
				_, err := client.InFolder(orchestrator.FolderID(1)).Jobs.Get(t.Context(), 1, nil)
				var failure *orchestrator.APIError
				if !errors.As(err, &failure) || !errors.Is(err, code) || failure.Operation != string(orchestratortest.OpJobsGet) {
					t.Errorf("%v, %v, envelope %d: %v", code, locale, envelope, err)
				} else if text := failure.Localize(orchestrator.LocaleFR); strings.Contains(text, "…") {
					t.Errorf("%v, %v, envelope %d: %s", code, locale, envelope, text)
				}
				raised++
			}
		}
	}
	if raised < 2000 {
		t.Errorf("only %d failures were raised", raised)
	}
}
