package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/parser"
)

func writeText(w io.Writer, src parser.Sources, list []model.Diagnostic) error {
	var diags model.Diagnostics
	for _, d := range list {
		diags.Add(d)
	}
	return report(w, colours(w), src, &diags)
}

// jsonFinding is a finding in the format json.
type jsonFinding struct {
	Rule     string       `json:"rule"`
	Severity string       `json:"severity"`
	Message  string       `json:"message"`
	Hint     string       `json:"hint,omitempty"`
	Place    jsonPlace    `json:"place"`
	Related  []jsonNotice `json:"related,omitempty"`
}

type jsonPlace struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`   // from 1
	Column int    `json:"column,omitempty"` // from 1, in Unicode code points
}

type jsonNotice struct {
	Message string    `json:"message"`
	Place   jsonPlace `json:"place"`
}

func placeOf(p model.Pos) jsonPlace { return jsonPlace{filepath.ToSlash(p.File), p.Line, p.Col} }

func writeJSON(w io.Writer, _ parser.Sources, list []model.Diagnostic) error {
	findings := []jsonFinding{}
	for _, d := range list {
		f := jsonFinding{Rule: d.Rule.ID, Severity: d.Severity().String(), Message: d.Message, Hint: d.Hint, Place: placeOf(d.Pos)}
		for _, r := range d.Related {
			f.Related = append(f.Related, jsonNotice{r.Message, placeOf(r.Pos)})
		}
		findings = append(findings, f)
	}
	return encodeJSON(w, struct {
		Findings []jsonFinding `json:"findings"`
	}{findings})
}

func encodeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// The parts of SARIF 2.1.0 that findings need (OASIS, sections 3.13 and following).
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID            string      `json:"id"`
		Short         sarifText   `json:"shortDescription"`
		Full          sarifText   `json:"fullDescription"`
		Configuration sarifConfig `json:"defaultConfiguration"`
	}
	sarifConfig struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
		Related   []sarifLocation `json:"relatedLocations,omitempty"`
	}
	sarifLocation struct {
		Message  *sarifText    `json:"message,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
	}
)

func writeSARIF(w io.Writer, _ parser.Sources, list []model.Diagnostic) error {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "orchgen", Version: release(), InformationURI: "https://github.com/orchgen/orchgen"}},
		ColumnKind: "unicodeCodePoints", Results: []sarifResult{},
	}
	rules := model.Rules()
	for _, r := range rules {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			r.ID, sarifText{r.Title}, sarifText{r.Explanation}, sarifConfig{r.Severity.String()},
		})
	}
	for _, d := range list {
		result := sarifResult{
			RuleID: d.Rule.ID, RuleIndex: slices.Index(rules, d.Rule), Level: d.Severity().String(), Message: sarifText{sentenceWithHint(d)},
		}
		if d.Pos.IsValid() {
			result.Locations = []sarifLocation{{Physical: physical(d.Pos)}}
		}
		for _, r := range d.Related {
			result.Related = append(result.Related, sarifLocation{&sarifText{r.Message}, physical(r.Pos)})
		}
		run.Results = append(run.Results, result)
	}
	return encodeJSON(w, sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

func physical(p model.Pos) sarifPhysical {
	u := url.URL{Path: filepath.ToSlash(p.File)}
	if filepath.IsAbs(p.File) {
		u.Scheme = "file"
	}
	place := sarifPhysical{Artifact: sarifArtifact{u.String()}}
	if p.Line > 0 {
		place.Region = &sarifRegion{p.Line, p.Col}
	}
	return place
}

// sentenceWithHint says in one line what is wrong and how to mend it.
func sentenceWithHint(d model.Diagnostic) string {
	if d.Hint == "" {
		return d.Message
	}
	return d.Message + "; " + d.Hint
}

// workflowData and workflowProperty escape text for a workflow command of GitHub Actions.
var (
	workflowData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	workflowProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	workflowCommands = [...]string{"error", "warning", "notice"}
)

// writeGitHub writes workflow commands, which GitHub Actions shows beside the lines that they are about.
func writeGitHub(w io.Writer, _ parser.Sources, list []model.Diagnostic) error {
	for _, d := range list {
		place := "file=" + workflowProperty.Replace(filepath.ToSlash(d.Pos.File))
		if d.Pos.Line > 0 {
			place += fmt.Sprintf(",line=%d,col=%d", d.Pos.Line, d.Pos.Col)
		}
		_, err := fmt.Fprintf(w, "::%s %s,title=%s::%s\n", workflowCommands[d.Severity()], place, d.Rule.ID,
			visible(workflowData.Replace(sentenceWithHint(d))))
		if err != nil {
			return err
		}
	}
	return nil
}
