package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/orchgen/orchgen/catalog"
	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/parser"
)

// The words that stand for something else than a file in --spec and --catalog.
const (
	embeddedName = "orchestrator" // what is built into orchgen
	standardIn   = "-"
	noCatalog    = "none"
)

// embeddedFolder stands before the names of built-in files in diagnostics.
const embeddedFolder = "<orchestrator>/"

// inputs are the sources that the flags name.
type inputs struct {
	definition *parser.Source // nil when it cannot be read
	catalog    *catalogInput  // nil for none
}

// catalogInput is an error catalogue: a file, and the locales in the folder beside it.
type catalogInput struct {
	fsys        fs.FS
	name, shown string
}

// resolve reads the definition and finds the catalogue. A definition that cannot be read is a finding.
func (o *options) resolve(stdin io.Reader) (inputs, model.Diagnostics) {
	var diags model.Diagnostics
	name := o.catalog
	if name == "" && o.spec == "" {
		name = embeddedName
	}
	in := inputs{catalog: findCatalog(name)}
	definition, err := readDefinition(o.spec, stdin)
	if err != nil {
		diags.Report(model.RuleRead, model.Pos{File: definition.Name}, "", "%s", reason(err))
		return in, diags
	}
	in.definition = &definition
	return in, diags
}

func readDefinition(spec string, stdin io.Reader) (parser.Source, error) {
	switch spec {
	case "", embeddedName:
		data, err := catalog.FS.ReadFile("orchestrator.yaml")
		return parser.Source{Name: embeddedFolder + "orchestrator.yaml", Data: data}, err
	case standardIn:
		data, err := parser.Read(stdin)
		return parser.Source{Name: "<stdin>", Data: data}, err
	}
	f, err := os.Open(spec)
	if err != nil {
		return parser.Source{Name: spec}, err
	}
	defer f.Close()
	data, err := parser.Read(f)
	return parser.Source{Name: spec, Data: data}, err
}

// findCatalog tells where the catalogue is; nil when there is none.
func findCatalog(name string) *catalogInput {
	switch name {
	case "", noCatalog:
		return nil
	case embeddedName:
		return &catalogInput{catalog.FS, "errors.yaml", embeddedFolder + "errors.yaml"}
	default:
		return &catalogInput{os.DirFS(filepath.Dir(name)), filepath.Base(name), name}
	}
}

// namedCatalog refuses to take the built-in catalogue for granted where another one lies in the working folder.
func namedCatalog(cmd *cobra.Command) error {
	if _, err := os.Stat("errors.yaml"); err != nil || cmd.Flags().Changed("catalog") {
		return nil
	}
	return &usageError{cmd, errors.New("which catalogue? --catalog errors.yaml is the one that lies here, --catalog orchestrator the built-in one")}
}

// reason is an error without the operation and the path, which the position of a finding tells.
func reason(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
