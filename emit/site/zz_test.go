package site
import ("testing";"os";"path/filepath";"github.com/orchgen/orchgen/catalog";"github.com/orchgen/orchgen/parser";"github.com/orchgen/orchgen/model";"github.com/orchgen/orchgen/emit")
func TestZZ(t *testing.T){
 cat,_,d:=parser.Catalog(catalog.FS,"errors.yaml","errors.yaml"); _=d
 data,_:=catalog.FS.ReadFile("orchestrator.yaml")
 api,_:=parser.Definition(parser.Source{Name:"o",Data:data})
 model.Link(api,cat); r,_:=emit.Reserved(); model.AssignNames(api,cat,r)
 for _,f:=range []string{HTML,Markdown}{
 fs,err:=Generate(api,cat,Options{Format:f,Package:"orchestrator"}); if err!=nil{t.Fatal(err)}
 for _,x:=range fs{ p:=filepath.Join("/tmp/site-"+f,x.Name); os.MkdirAll(filepath.Dir(p),0o755); os.WriteFile(p,x.Content,0o644)}
 t.Log(len(fs))}
}
