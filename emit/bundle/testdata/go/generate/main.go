// Command generate makes a Go package of each folder of gotext files that it is given, "FOLDER PACKAGE" each line on
// standard input, and writes a line for each: empty, or why that is not possible. golang.org/x/text/message/pipeline
// writes the catalogue.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/text/message/pipeline"
)

func main() {
	log.SetOutput(io.Discard)
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		folder, pkg, _ := strings.Cut(in.Text(), " ")
		fmt.Printf("%q\n", reason(generate(folder, pkg)))
	}
}

func reason(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func generate(folder, pkg string) error {
	files, err := filepath.Glob(filepath.Join(folder, "locales", "*", "messages.gotext.json"))
	if err != nil {
		return err
	}
	var state pipeline.State
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		var messages pipeline.Messages
		if err := json.Unmarshal(data, &messages); err != nil {
			return err
		}
		state.Messages = append(state.Messages, messages)
		if messages.Language.String() == "en" {
			state.Extracted = messages
		}
	}
	var source bytes.Buffer
	if err := state.WriteGen(&source, pkg); err != nil {
		return err
	}
	if err := os.Mkdir(pkg, 0o777); err != nil {
		return err
	}
	// The generated init function sets the default catalogue of package message; another one, after it, keeps that.
	keep := "package " + pkg + "\n\nimport \"golang.org/x/text/message\"\n\nvar Catalog = message.DefaultCatalog\n\nfunc init() { Catalog = message.DefaultCatalog }\n"
	if err := os.WriteFile(filepath.Join(pkg, "keep.go"), []byte(keep), 0o666); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(pkg, "catalog.go"), source.Bytes(), 0o666)
}
