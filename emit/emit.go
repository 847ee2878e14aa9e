// Package emit writes the model as Go source. Each emitter turns one aspect of the model into files of
// one package; [Generate] runs them all and gives the files in memory. What does not depend on the
// definition is ordinary Go in templates/runtime and is copied; what does is built with jennifer, always
// through [source], which keeps names, comments and imports safe.
package emit

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/templates"
)

// File is one generated file. Name is relative to the output folder, with slashes.
type File struct {
	Name    string
	Content []byte
}

// Options are the choices of the caller.
type Options struct {
	Package string   // name of the generated package
	Locales []string // tags of the locales to generate; nil for all of the catalogue. The source locale is always generated.
	With    []string // optional parts, see [Extras]

	DocsURL    string // address below which the pages about the codes stand; "" for that of the catalogue
	ImportPath string // of the generated package; "" where no optional part imports it
}

// Extra is an optional part of the output.
type Extra struct {
	Doc     string // what the part is for, on one line
	Imports bool   // it imports the generated package and needs its import path

	folder func(pkg string) string          // its sub-package, nil where it belongs to the package itself
	emit   emitter                          // nil where nothing is written from the model
	copied func(*generator) ([]File, error) // files that are not made but copied, may be nil
}

// Extras are the optional parts by the name that chooses them.
var Extras = map[string]Extra{
	"contract-test": {Doc: "a test that calls every operation of a server", emit: contractFile},
	"examples":      {Doc: "examples that go doc shows and go test runs, for clients of Orchestrator", Imports: true},
	"fake": {
		Doc: "package <name>test: a server in memory that tests can make fail", Imports: true,
		folder: fakePackage, emit: fakeFile, copied: fakeFiles,
	},
	"xtext": {
		Doc:    "package textcatalog: the messages as a golang.org/x/text/message/catalog.Catalog",
		folder: func(string) string { return "textcatalog" }, emit: textCatalogFile,
	},
}

// Folders gives the folders that the optional parts of a package may be in, beside its own.
func Folders(pkg string) []string {
	var list []string
	for _, name := range sortedKeys(Extras) {
		if folder := Extras[name].folder; folder != nil {
			list = append(list, folder(pkg))
		}
	}
	return list
}

// Reserved gives the identifiers that the generated code may not declare again.
func Reserved() (model.Reserved, error) {
	pkg, err := templates.Identifiers()
	if err != nil {
		return model.Reserved{}, err
	}
	return model.Reserved{
		Package:  append(pkg.Package, "Client", "NewClient", "DefaultBaseURL", "DocumentedRateLimits", "Locales", "contractOptions", "contractOperations"),
		Webhook:  pkg.Webhook,
		Client:   []string{"conn", "InFolder", "bind"},
		APIError: append(pkg.Members("APIError"), "APIError", "Unwrap"),
		Object:   []string{"MarshalJSON", "UnmarshalJSON", "Raw"},
	}, nil
}

// emitter writes one aspect of the model.
type emitter func(*generator) []*source

var emitters = []emitter{docFile, clientFile, serviceFiles, typeFiles, filterFile, webhookFile, codeFile, localeFiles}

// generator is what all emitters share.
type generator struct {
	api     *model.API
	catalog *model.Catalog // never nil
	locales []*model.Locale
	opt     Options

	responseDocs map[string]int // how many responses have a description
}

// Generate gives every file of the package, ordered by name. The model must be free of errors and have
// its names assigned; the catalogue may be nil.
func Generate(api *model.API, catalog *model.Catalog, opt Options) ([]File, error) {
	if catalog == nil {
		catalog = emptyCatalog()
	}
	g := &generator{api: api, catalog: catalog, opt: opt}
	g.locales = g.chosenLocales()

	var sources []*source
	for _, emit := range emitters {
		sources = append(sources, emit(g)...)
	}
	files, err := g.runtimeFiles()
	if err != nil {
		return nil, err
	}
	for _, name := range sortedKeys(Extras) {
		extra := Extras[name]
		if !slices.Contains(opt.With, name) {
			continue
		}
		if extra.emit != nil {
			sources = append(sources, extra.emit(g)...)
		}
		if extra.copied != nil {
			more, err := extra.copied(g)
			if err != nil {
				return nil, err
			}
			files = append(files, more...)
		}
	}
	made, err := renderAll(sources)
	if err != nil {
		return nil, err
	}
	files = append(files, made...)
	if slices.Contains(opt.With, "examples") {
		examples, err := g.fittingExamples(files)
		if err != nil {
			return nil, err
		}
		files = append(files, examples...)
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	for i := 1; i < len(files); i++ {
		if files[i].Name == files[i-1].Name {
			return nil, fmt.Errorf("two generated files are called %s", files[i].Name)
		}
	}
	return files, nil
}

// chosenLocales gives the source locale first, then the wanted ones in catalogue order.
func (g *generator) chosenLocales() []*model.Locale {
	var list []*model.Locale
	for _, l := range g.catalog.Locales {
		if l.Tag == g.catalog.Source || g.opt.Locales == nil || slices.Contains(g.opt.Locales, l.Tag) {
			list = append(list, l)
		}
	}
	slices.SortStableFunc(list, func(a, b *model.Locale) int {
		return cmp.Compare(btoi(a.Tag != g.catalog.Source), btoi(b.Tag != g.catalog.Source))
	})
	return list
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// renderAll formats the sources in parallel.
func renderAll(sources []*source) ([]File, error) {
	files := make([]File, len(sources))
	errs := make([]error, len(sources))
	var wg sync.WaitGroup
	limit := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, s := range sources {
		wg.Go(func() {
			limit <- struct{}{}
			defer func() { <-limit }()
			files[i], errs[i] = s.render()
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// emptyCatalog stands for "no catalogue": the runtime then knows no codes and only passes texts on.
func emptyCatalog() *model.Catalog { return &model.Catalog{Source: "en"} }
