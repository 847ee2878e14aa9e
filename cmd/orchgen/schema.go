package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/orchgen/orchgen/parser"
)

func schemaCommand() *cobra.Command {
	names := parser.SchemaNames()
	return &cobra.Command{
		Use:   "schema " + strings.ToUpper(strings.Join(names, "|")),
		Short: "Print a JSON Schema of the catalogue format",
		Long: `Schema prints the JSON Schema (draft-07) of a file of an error catalogue: of errors.yaml, of a file in locales, or of
client.yaml. Editors use it to complete keys, to explain them and to mark faults. Name it in the first lines of a file:

  # yaml-language-server: $schema=errors.schema.json
  # $schema: errors.schema.json

The first line is for yaml-language-server (Visual Studio Code, Neovim, Helix …), the second one for JetBrains.`,
		Example: `  orchgen schema errors > errors.schema.json
  orchgen schema locale > locales/locale.schema.json`,
		ValidArgs: names,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &usageError{cmd, errors.New("schema takes the name of one schema: " + strings.Join(names, ", "))}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			schema := parser.Schema(args[0])
			if schema == nil {
				return &usageError{cmd, fmt.Errorf("unknown schema %q%s", args[0], didYouMean(args[0], names))}
			}
			_, err := cmd.OutOrStdout().Write(schema)
			return err
		},
	}
}
