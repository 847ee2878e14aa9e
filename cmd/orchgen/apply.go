package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
)

// errInterrupted tells that the user ended a run; by then everything is as it was before.
var errInterrupted = errors.New("interrupted; the output folder is as it was")

// transaction brings a folder from one state to another by nothing but renames, so that it can go all the
// way back when one of them fails.
type transaction struct {
	root   *os.Root
	temp   string // folder inside root that holds new files before their rename, and old ones after theirs
	rename func(from, to string) error
	done   []move
	made   []string // folders made on the way
}

// move is a rename that was carried out.
type move struct{ from, to string }

// apply brings dir to the planned state, or leaves it as it was and tells why.
func (p *plan) apply(ctx context.Context, dir string) (err error) {
	if len(p.changes)+len(p.stale) == 0 {
		return nil
	}
	made, err := makeFolder(dir)
	defer func() {
		if err != nil {
			removeEmpty(made)
		}
	}()
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	return p.applyIn(ctx, &transaction{root: root, rename: root.Rename})
}

// applyIn carries the plan out and removes the temporary folder in every case but one: when going back
// failed too, it holds the only copy of old files.
func (p *plan) applyIn(ctx context.Context, t *transaction) (err error) {
	temp, err := os.MkdirTemp(t.root.Name(), ".orchgen-*")
	if err != nil {
		return err
	}
	t.temp = filepath.Base(temp)
	if err = p.replace(ctx, t); err != nil {
		if back := t.rollback(); back != nil {
			return fmt.Errorf("%w; going back failed as well: %w; the old files are in %s", err, back, temp)
		}
	}
	if removal := t.root.RemoveAll(t.temp); err == nil {
		err = removal
	}
	return err
}

func (p *plan) replace(ctx context.Context, t *transaction) error {
	for i, c := range p.changes {
		if ctx.Err() != nil {
			return errInterrupted
		}
		if err := t.root.WriteFile(t.fresh(i), c.Content, 0o644); err != nil {
			return err
		}
		if c.exists {
			if err := t.root.Chmod(t.fresh(i), c.mode); err != nil {
				return err
			}
		}
	}
	for i, c := range p.changes {
		if ctx.Err() != nil {
			return errInterrupted
		}
		if err := t.put(i, c); err != nil {
			return err
		}
	}
	for i, name := range p.stale {
		if ctx.Err() != nil {
			return errInterrupted
		}
		if err := t.move(name, t.old(len(p.changes)+i)); err != nil {
			return err
		}
	}
	for _, name := range p.stale {
		t.removeEmptyParents(name)
	}
	return nil
}

func (t *transaction) fresh(i int) string { return path.Join(t.temp, "new"+strconv.Itoa(i)) }
func (t *transaction) old(i int) string   { return path.Join(t.temp, "old"+strconv.Itoa(i)) }

// put moves the old file out of the way and the new one to its place.
func (t *transaction) put(i int, c change) error {
	if c.exists {
		if err := t.move(c.Name, t.old(i)); err != nil {
			return err
		}
	}
	for _, folder := range parents(c.Name) {
		switch err := t.root.Mkdir(folder, 0o755); {
		case err == nil:
			t.made = append(t.made, folder)
		case !errors.Is(err, fs.ErrExist):
			return err
		}
	}
	return t.move(t.fresh(i), c.Name)
}

func (t *transaction) move(from, to string) error {
	if err := t.rename(from, to); err != nil {
		return err
	}
	t.done = append(t.done, move{from, to})
	return nil
}

// rollback undoes all moves, the last one first.
func (t *transaction) rollback() error {
	var errs []error
	for _, m := range slices.Backward(t.done) {
		errs = append(errs, t.rename(m.to, m.from))
	}
	for _, folder := range slices.Backward(t.made) {
		errs = append(errs, t.root.Remove(folder))
	}
	return errors.Join(errs...)
}

// removeEmptyParents removes the folders above name that hold nothing any more.
func (t *transaction) removeEmptyParents(name string) {
	for _, folder := range slices.Backward(parents(name)) {
		if t.root.Remove(folder) != nil {
			return
		}
	}
}

// makeFolder makes dir with the folders above it and gives those that it made, outermost first.
func makeFolder(dir string) (made []string, err error) {
	for at := filepath.Clean(dir); ; at = filepath.Dir(at) {
		if _, err := os.Lstat(at); !errors.Is(err, fs.ErrNotExist) || at == filepath.Dir(at) {
			break
		}
		made = append(made, at)
	}
	slices.Reverse(made)
	return made, os.MkdirAll(dir, 0o755)
}

// removeEmpty removes folders that were made in vain. What is in use stays, and so does what is not there.
func removeEmpty(made []string) {
	for _, dir := range slices.Backward(made) {
		_ = os.Remove(dir)
	}
}
