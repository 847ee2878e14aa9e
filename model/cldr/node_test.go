package cldr

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// script prints the categories that Intl.PluralRules gives for every tag and number. A tag that Node
// replaces by another one (it resolves a language without data of its own to the default locale) is
// left out.
const script = `
const {tags, numbers} = JSON.parse(require("fs").readFileSync(0, "utf8"));
const categories = {};
for (const tag of tags) {
	const wanted = new Intl.Locale(tag), found = new Intl.Locale(new Intl.PluralRules(tag).resolvedOptions().locale);
	if (wanted.language !== found.language && !Intl.PluralRules.supportedLocalesOf([tag]).length) continue;
	const byFraction = [0, 1, 2, 3].map(digits =>
		new Intl.PluralRules(tag, {minimumFractionDigits: digits, maximumFractionDigits: digits}));
	categories[tag] = numbers.map(n => byFraction[(n.split(".")[1] ?? "").length].select(Number(n)));
}
console.log(JSON.stringify({version: process.versions.cldr, categories}));
`

// TestNode compares with an independent implementation of the rules: that of ICU, inside Node.
func TestNode(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil && os.Getenv("CI") != "" {
		t.Fatal(err)
	}
	if err != nil {
		t.Skip("node is not on PATH: the rules are not compared with Intl.PluralRules")
	}
	tags := append(Locales(), "pt-BR", "pt-AO", "pt-MZ", "es-MX", "es-419", "en-GB", "fr-CA", "fr-CH", "zh-Hans", "zh-Hant-HK", "sr-Latn", "de-AT", "ar-EG")
	numbers := nodeNumbers()
	input, err := json.Marshal(map[string][]string{"tags": tags, "numbers": numbers})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "-e", script)
	cmd.Stdin = bytes.NewReader(input)
	output, err := cmd.Output()
	if err != nil {
		t.Fatalf("node does not run the script: %v", err)
	}
	var reply struct {
		Version    string
		Categories map[string][]string
	}
	if err := json.Unmarshal(output, &reply); err != nil {
		t.Fatalf("reply of node: %v", err)
	}
	if major, _, _ := strings.Cut(reply.Version, "."); major != Version {
		t.Skipf("node has CLDR %q, the rules are those of CLDR %s: not compared", reply.Version, Version)
	}
	var missing []string
	compared := 0
	for _, tag := range tags {
		list, ok := reply.Categories[tag]
		if !ok {
			missing = append(missing, tag)
			continue
		}
		compared++
		compareNode(t, tag, numbers, list)
	}
	t.Logf("CLDR %s of node: compared %d locales with %d numbers each; it does not have %q", reply.Version, compared, len(numbers), missing)
	if compared < 200 {
		t.Errorf("only %d locales were compared", compared)
	}
}

func nodeNumbers() []string {
	var numbers []string
	for i := range 201 {
		numbers = append(numbers, fmt.Sprint(i))
	}
	numbers = append(numbers,
		"1000", "1001", "1002", "1011", "2000", "20000", "21000", "40000", "100000", "100001", "1000000", "1000001",
		"1100000", "3000000", "100000000", "1000000000000", "-1", "-2", "-5", "-1000000")
	for i := range 31 {
		numbers = append(numbers, fmt.Sprintf("%d.%d", i/10, i%10))
	}
	return append(numbers,
		"0.00", "0.01", "0.02", "0.03", "0.04", "0.05", "0.10", "0.11", "0.12", "0.14", "0.19", "0.21", "0.30", "1.00",
		"1.01", "1.10", "1.11", "1.50", "2.00", "2.11", "10.0", "11.0", "11.5", "21.0", "100.0", "0.000", "0.001", "0.011",
		"0.110", "1.000", "5.021", "1000.0", "1000000.0", "1000000.5", "-1.0", "-1.5")
}

func compareNode(t *testing.T, tag string, numbers, want []string) {
	t.Helper()
	rules := mustCardinal(t, tag)
	for i, number := range numbers {
		if got := rules.Select(number); got != want[i] {
			t.Errorf("%s: Select(%q) = %s, node says %s", tag, number, got, want[i])
		}
		if !slices.Contains(rules.Categories(), want[i]) {
			t.Errorf("%s: node knows the category %s", tag, want[i])
		}
	}
}
