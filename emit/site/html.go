package site

import (
	"bytes"
	"embed"
	"html/template"
	"path"
	"strings"

	"github.com/orchgen/orchgen/emit"
)

//go:embed templates/*.gohtml templates/*.gomd
var templateFiles embed.FS

//go:embed assets/*
var assetFiles embed.FS

var htmlTemplates = template.Must(template.New("").Option("missingkey=error").Funcs(template.FuncMap{"pieces": pieces}).ParseFS(templateFiles, "templates/*.gohtml"))

// html gives the static site.
func (s *site) html() ([]emit.File, error) {
	files, err := assets()
	if err != nil {
		return nil, err
	}
	root, err := renderHTML("root", "index.html", &page{site: s, language: s.source(), File: "index"})
	if err != nil {
		return nil, err
	}
	files = append(files, root)
	for _, l := range s.Languages {
		pages := s.pages(l)
		for _, p := range pages {
			f, err := renderHTML("page", l.Tag+"/"+p.File+p.Ext, p)
			if err != nil {
				return nil, err
			}
			files = append(files, f)
		}
		index, err := s.searchIndex(l, pages[0].Entries)
		if err != nil {
			return nil, err
		}
		files = append(files, index)
	}
	return files, nil
}

// pieces cuts an identifier or a path where a line may break: before capital letters, after dots, slashes and
// underscores.
func pieces(s string) []string {
	var list []string
	start := 0
	for i := 1; i < len(s); i++ {
		before, after := s[i-1], s[i]
		if strings.IndexByte("._/", before) >= 0 && after != '/' && i-start > 1 || isUpper(after) && !isUpper(before) && i-start > 3 {
			list = append(list, s[start:i])
			start = i
		}
	}
	return append(list, s[start:])
}

func isUpper(b byte) bool { return b >= 'A' && b <= 'Z' }

func renderHTML(template, name string, p *page) (emit.File, error) {
	var b bytes.Buffer
	b.WriteString(Head(name) + "\n")
	if err := htmlTemplates.ExecuteTemplate(&b, template, p); err != nil {
		return emit.File{}, err
	}
	return emit.File{Name: name, Content: b.Bytes()}, nil
}

// assets gives what all pages load: a style sheet, a script and an icon.
func assets() ([]emit.File, error) {
	entries, err := assetFiles.ReadDir("assets")
	if err != nil {
		return nil, err
	}
	var files []emit.File
	for _, e := range entries {
		content, err := assetFiles.ReadFile(path.Join("assets", e.Name()))
		if err != nil {
			return nil, err
		}
		files = append(files, emit.File{Name: e.Name(), Content: append([]byte(Head(e.Name())+"\n"), content...)})
	}
	return files, nil
}
