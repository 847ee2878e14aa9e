package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/parser"
)

// perRule is how many findings of one rule are printed; the others are only counted.
const perRule = 50

// reporter prints diagnostics with the source lines they are about.
type reporter struct {
	out   *bufio.Writer
	paint palette
	src   parser.Sources
}

// report prints the findings in order, then how many there are.
func report(w io.Writer, paint palette, src parser.Sources, diags *model.Diagnostics) error {
	r := reporter{out: bufio.NewWriter(w), paint: paint, src: src}
	list := diags.Sorted()
	seen := map[*model.Rule]int{}
	for _, d := range list {
		if seen[d.Rule]++; seen[d.Rule] <= perRule {
			r.diagnostic(d)
		}
	}
	for _, rule := range model.Rules() {
		if more := seen[rule] - perRule; more > 0 {
			fmt.Fprintf(r.out, "… %d more of %s\n", more, rule.ID)
		}
	}
	if len(list) > 0 {
		fmt.Fprintln(r.out, tally(list))
	}
	return r.out.Flush()
}

func (r reporter) diagnostic(d model.Diagnostic) {
	r.heading(d.Pos, d.Severity(), d.Message, " ["+d.Rule.ID+"]")
	if !r.excerpt(d) && d.Pointer != "" {
		r.remark("at", d.Pointer)
	}
	if d.Hint != "" {
		r.remark("help", d.Hint)
	}
	for _, related := range d.Related {
		r.heading(related.Pos, model.Note, related.Message, "")
	}
}

func (r reporter) heading(pos model.Pos, severity model.Severity, message, id string) {
	if pos.IsValid() {
		fmt.Fprintf(r.out, "%s ", r.paint.style(styleStrong, visible(pos.String())+":"))
	}
	word := r.paint.style(severityStyle(severity), severity.String()+":")
	fmt.Fprintf(r.out, "%s %s%s\n", word, visible(message), id)
}

// excerpt prints the line of the finding with a caret under its column, if the line is known.
func (r reporter) excerpt(d model.Diagnostic) bool {
	if _, known := r.src[d.Pos.File]; !known || d.Pos.Line == 0 {
		return false
	}
	text, indent := excerpt(r.src.Line(d.Pos.File, d.Pos.Line), d.Pos.Col)
	number := fmt.Sprintf("%5d", d.Pos.Line)
	fmt.Fprintf(r.out, "%s %s\n", r.paint.style(styleFaint, number+" |"), text)
	gutter := strings.Repeat(" ", len(number)) + " |"
	caret := r.paint.style(severityStyle(d.Severity()), "^")
	fmt.Fprintf(r.out, "%s %s%s\n", r.paint.style(styleFaint, gutter), strings.Repeat(" ", indent), caret)
	return true
}

func (r reporter) remark(label, text string) {
	fmt.Fprintf(r.out, "  = %s %s\n", r.paint.style(styleNote, label+":"), visible(text))
}

func severityStyle(s model.Severity) string {
	return [...]string{styleError, styleWarning, styleNote}[s]
}

// tally counts findings by severity: "2 errors, 1 warning".
func tally(list []model.Diagnostic) string {
	var parts []string
	for _, s := range [...]model.Severity{model.Error, model.Warning, model.Note} {
		n := 0
		for _, d := range list {
			if d.Severity() == s {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, count(n, s.String()))
		}
	}
	return strings.Join(parts, ", ")
}

// count gives "1 file" or "2 files".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// reportTrouble prints why a command could not do its work.
func reportTrouble(w io.Writer, err error) {
	fmt.Fprintf(w, "orchgen: %s %s\n", colours(w).style(styleError, "error:"), visible(err.Error()))
	var usage *usageError
	if errors.As(err, &usage) {
		fmt.Fprintf(w, "Run '%s --help' for usage.\n", usage.command.CommandPath())
	}
}
