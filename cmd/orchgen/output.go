package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/orchgen/orchgen/emit"
	"github.com/orchgen/orchgen/model"
)

// plan is the difference between a folder and the files that it should hold.
type plan struct {
	total   int
	changes []change // files to write, by name
	stale   []string // files of an earlier run that are no longer wanted
	foreign []string // what is in the way and not from orchgen
}

// change is a file to write, over an old one of ours or where none was.
type change struct {
	file
	exists bool
	old    []byte
	mode   fs.FileMode // permissions of the old file
}

// upToDate reports whether the folder holds exactly the files that it should.
func (p *plan) upToDate() bool { return len(p.changes)+len(p.stale)+len(p.foreign) == 0 }

// missing counts the changes that add a file.
func (p *plan) missing() int {
	n := 0
	for _, c := range p.changes {
		if !c.exists {
			n++
		}
	}
	return n
}

// conflicts reports what is in the way as findings about dir.
func (p *plan) conflicts(dir string) model.Diagnostics {
	var diags model.Diagnostics
	for _, name := range p.foreign {
		pos := model.Pos{File: filepath.Join(dir, filepath.FromSlash(name))}
		diags.Report(model.RuleForeignFile, pos, "move it away, or choose another folder with --out",
			"this was not written by orchgen and is in the way of a generated file")
	}
	return diags
}

// owner tells which files are the output of a command, so that it may replace and remove them.
type owner struct {
	owns    func(name string, content []byte) bool
	kinds   []string                                            // extensions of the files
	folders func(root *os.Root, files []file) ([]string, error) // those that may hold files of earlier runs, each once
}

// begins reports whether content is a text, alone or up to a line end.
func begins(content []byte, text string) bool {
	rest, found := bytes.CutPrefix(unixLines(content), []byte(text))
	return found && (len(rest) == 0 || rest[0] == '\n')
}

// unixLines takes back what git makes of line ends on Windows.
func unixLines(content []byte) []byte { return bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n")) }

// goFiles are the files of the generated package pkg.
func goFiles(pkg string) owner {
	return owner{
		owns:    func(name string, content []byte) bool { return path.Ext(name) == ".go" && begins(content, emit.Mark) },
		kinds:   []string{".go"},
		folders: func(_ *os.Root, files []file) ([]string, error) { return ownFolders(pkg, files), nil },
	}
}

// anybody is the owner of files that are overwritten, whoever wrote those of the same names; all other files stay.
var anybody = owner{
	owns:    func(string, []byte) bool { return true },
	folders: func(*os.Root, []file) ([]string, error) { return nil, nil },
}

// compare plans how to bring dir, which need not exist, to hold files of an owner.
func compare(dir string, own owner, files []file) (*plan, error) {
	if err := checkNames(files); err != nil {
		return nil, err
	}
	p := &plan{total: len(files)}
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		for _, f := range files {
			p.changes = append(p.changes, change{file: f})
		}
		return p, nil
	}
	if err != nil {
		return nil, err
	}
	defer root.Close()
	for _, f := range files {
		if err := p.inspect(root, own, f); err != nil {
			return nil, err
		}
	}
	folders, err := own.folders(root, files)
	if err != nil {
		return nil, err
	}
	for _, folder := range folders {
		if err := p.findStale(root, own, folder, files); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// checkNames makes sure that no generated file can end up outside of the output folder.
func checkNames(files []file) error {
	seen := map[string]bool{}
	for _, f := range files {
		if f.Name == "." || f.Name != path.Clean(f.Name) || !filepath.IsLocal(filepath.FromSlash(f.Name)) || seen[f.Name] {
			return fmt.Errorf("the generator made an unusable file name %q", f.Name)
		}
		seen[f.Name] = true
	}
	return nil
}

// inspect compares one wanted file with what the folder has under its name.
func (p *plan) inspect(root *os.Root, own owner, f file) error {
	for _, parent := range parents(f.Name) {
		info, err := root.Lstat(parent)
		if errors.Is(err, fs.ErrNotExist) {
			break
		}
		if err != nil {
			return err
		}
		if !info.IsDir() {
			p.addForeign(parent)
			return nil
		}
	}
	info, err := root.Lstat(f.Name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		p.changes = append(p.changes, change{file: f})
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		p.addForeign(f.Name)
		return nil
	}
	old, err := root.ReadFile(f.Name)
	switch {
	case err != nil:
		return err
	case bytes.Equal(unixLines(old), unixLines(f.Content)):
	case !own.owns(f.Name, old):
		p.addForeign(f.Name)
	default:
		p.changes = append(p.changes, change{file: f, exists: true, old: old, mode: info.Mode().Perm()})
	}
	return nil
}

func (p *plan) addForeign(name string) {
	if !slices.Contains(p.foreign, name) {
		p.foreign = append(p.foreign, name)
	}
}

// findStale looks in one folder for files of ours that are not wanted any more.
func (p *plan) findStale(root *os.Root, own owner, folder string, files []file) error {
	if info, err := root.Lstat(folder); err != nil || !info.IsDir() {
		return nil // not there, or a symbolic link to somewhere else
	}
	entries, err := fs.ReadDir(root.FS(), folder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		if !e.Type().IsRegular() || !slices.Contains(own.kinds, path.Ext(name)) || isWanted(root, name, files) {
			continue
		}
		content, err := root.ReadFile(name)
		switch {
		case errors.Is(err, fs.ErrPermission): // certainly not ours
		case err != nil:
			return err
		case own.owns(name, content):
			p.stale = append(p.stale, name)
		}
	}
	return nil
}

// isWanted reports whether name is one of files, also where the file system takes "Jobs.go" for "jobs.go".
func isWanted(root *os.Root, name string, files []file) bool {
	return slices.ContainsFunc(files, func(f file) bool {
		return f.Name == name || strings.EqualFold(f.Name, name) && sameFile(root, f.Name, name)
	})
}

func sameFile(root *os.Root, a, b string) bool {
	first, errA := root.Lstat(a)
	second, errB := root.Lstat(b)
	return errA == nil && errB == nil && os.SameFile(first, second)
}

// ownFolders gives the folders that may hold files of ours, without repetition: the output folder itself and
// those of the wanted files and of optional sub-packages. A deeper folder with generated files is the output
// of some other run.
func ownFolders(pkg string, files []file) []string {
	folders := []string{"."}
	for _, f := range files {
		folders = append(folders, parents(f.Name)...)
	}
	folders = append(folders, emit.Folders(pkg)...)
	slices.Sort(folders)
	return slices.Compact(folders)
}

// parents gives the folders above a file, outermost first, without the output folder itself.
func parents(name string) []string {
	var list []string
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		list = append(list, dir)
	}
	slices.Reverse(list)
	return list
}
