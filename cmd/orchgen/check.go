package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

func checkCommand() *cobra.Command {
	o := &options{}
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Tell whether the client on disk is up to date",
		Long: `Check does what generate does, but compares instead of writing. It prints how changed files differ, and
which files are missing, changed or stale. Its exit status is 1 when the folder is not up to date.`,
		Example: `  # in continuous integration, with the flags that generate was run with
  orchgen check --out orchestrator`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.check(cmd) },
	}
	o.register(cmd)
	return cmd
}

func (o *options) check(cmd *cobra.Command) error {
	bar := startProgress(cmd.ErrOrStderr())
	defer bar.stop()
	made, err := o.produce(cmd, bar)
	if err != nil {
		return err
	}
	p, err := o.compare(made)
	if err != nil {
		return err
	}
	bar.stop()
	if err := p.show(cmd.OutOrStdout()); err != nil {
		return err
	}
	if err := made.conclude(cmd); err != nil {
		return err
	}
	w, folder := cmd.ErrOrStderr(), visible(o.folder())
	if p.upToDate() {
		fmt.Fprintf(w, "%s is up to date (%s)\n", folder, count(p.total, "file"))
		return nil
	}
	fmt.Fprintf(w, "%s is not up to date: %s; run orchgen generate with the same flags\n", folder, p.drift())
	return errFaults
}

// folder is the output folder as people call it.
func (o *options) folder() string {
	name := filepath.Clean(o.out)
	if name != "." {
		return name
	}
	if dir, err := filepath.Abs(name); err == nil {
		return filepath.Base(dir)
	}
	return name
}

// show prints the differences of changed files, then a list of all files that are not as they should be.
func (p *plan) show(w io.Writer) error {
	var list strings.Builder
	for _, c := range p.changes {
		state := "missing"
		if c.exists {
			state = "changed"
			if err := writeDiff(w, colours(w), c); err != nil {
				return err
			}
		}
		fmt.Fprintf(&list, "%s  %s\n", state, visible(c.Name))
	}
	for _, name := range p.stale {
		fmt.Fprintf(&list, "stale    %s\n", visible(name))
	}
	_, err := io.WriteString(w, list.String())
	return err
}

// drift counts what show lists: "1 missing, 2 changed, 1 stale".
func (p *plan) drift() string {
	return fmt.Sprintf("%d missing, %d changed, %d stale", p.missing(), len(p.changes)-p.missing(), len(p.stale))
}
