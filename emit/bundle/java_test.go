package bundle_test

import (
	"encoding/base64"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/orchgen/orchgen/golden/need"
)

// showWithJava shows texts with the class libraries of Java: resource bundles, and the resources that aapt2 compiles
// for Android.
func showWithJava(t *testing.T, folders []folder, calls []call) []outcome {
	need.Programs(t, "javac", "aapt2")
	outcomes := make([]outcome, len(folders))
	var commands []string
	for i, f := range folders {
		var resources map[string]string
		if f.Format == "android" {
			if resources, outcomes[i].Error = compileResources(t, f.Dir); resources == nil {
				continue
			}
		}
		for _, c := range calls {
			fields := []string{"bundle", f.Dir, c.Locale, c.ID, c.form()}
			if f.Format == "android" {
				fields = []string{"format", c.Locale, c.resource(resources)}
			}
			commands = append(commands, javaCommand(append(fields, c.arguments()...)))
		}
	}
	source, err := filepath.Abs("testdata/java/Show.java")
	if err != nil {
		t.Fatal(err)
	}
	output := run(t, t.TempDir(), strings.Join(commands, "\n")+"\n", "java", source)
	texts := strings.Split(output, "\n")
	for i := range folders {
		for range calls {
			if outcomes[i].Error != "" {
				break
			}
			text, err := base64.StdEncoding.DecodeString(texts[0])
			if err != nil {
				t.Fatal(err)
			}
			outcomes[i].Texts, texts = append(outcomes[i].Texts, string(text)), texts[1:]
		}
	}
	return outcomes
}

// javaCommand writes fields as Show.java reads them.
func javaCommand(fields []string) string {
	var list []string
	for _, f := range fields {
		list = append(list, base64.StdEncoding.EncodeToString([]byte(f)))
	}
	return strings.Join(list, " ")
}

// arguments gives the arguments in their order.
func (c call) arguments() []string {
	var list []string
	for _, name := range c.Names {
		list = append(list, c.Args[name])
	}
	return list
}

// resource gives the pattern of the call among the resources of [readDump]. That of a text without arguments, which a
// program would not format, has its percent signs doubled, so that formatting leaves it as it is.
func (c call) resource(resources map[string]string) string {
	name := strings.NewReplacer(".", "_", "-", "_").Replace(c.ID)
	qualifier := map[string]string{"en": "", "es-MX": "es-rMX", "pt-BR": "pt-rBR", "zh-Hans": "b+zh+Hans", "zh-Hant": "b+zh+Hant"}
	config, special := qualifier[c.Locale]
	if !special {
		config = c.Locale
	}
	find := func(resource string) (string, bool) {
		text, ok := resources[strings.ToLower(resource)+" "+config]
		return text, ok
	}
	text, ok := "", false
	switch {
	case c.Plural != "":
		text, ok = find("plurals/" + name + " " + c.Category)
	case c.Select != "":
		text, ok = find("string/" + name + "__" + c.Category)
	}
	if !ok {
		text, ok = find("string/" + name)
	}
	switch {
	case !ok:
		return "no resource"
	case len(c.Names) == 0:
		return strings.ReplaceAll(text, "%", "%%")
	}
	return text
}

// compileResources compiles and links the resources of a folder, and reads them back; or says why aapt2 refuses them.
func compileResources(t *testing.T, dir string) (resources map[string]string, refusal string) {
	t.Helper()
	built := t.TempDir()
	manifest := `<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="com.example.errors"/>`
	if err := os.WriteFile(filepath.Join(built, "AndroidManifest.xml"), []byte(manifest), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"compile", "--dir", dir, "-o", "compiled.zip"},
		{"link", "--manifest", "AndroidManifest.xml", "-o", "linked.apk", "compiled.zip"},
	} {
		cmd := exec.Command("aapt2", args...)
		cmd.Dir = built
		if out, err := cmd.CombinedOutput(); err != nil {
			return nil, strings.TrimSpace(string(out))
		}
	}
	return readDump(run(t, built, "", "aapt2", "dump", "resources", "linked.apk")), ""
}

var (
	dumpResource = regexp.MustCompile(`^ {4}resource \S+ (\S+)$`)
	dumpValue    = regexp.MustCompile(`^ {6}\((\S*)\) (.*)$`)
	dumpItem     = regexp.MustCompile(`^ {8}(zero|one|two|few|many|other)=(".*)$`)
)

// readDump reads what "aapt2 dump resources" prints: texts by "string/NAME QUALIFIER" and "plurals/NAME QUANTITY QUALIFIER".
func readDump(dump string) map[string]string {
	resources := map[string]string{}
	var name, config, key string
	for line := range strings.Lines(dump) {
		line = strings.TrimSuffix(line, "\n")
		if found := dumpResource.FindStringSubmatch(line); found != nil {
			name, key = found[1], ""
		} else if found := dumpValue.FindStringSubmatch(line); found != nil {
			config, key = found[1], name+" "+found[1]
			resources[key] = found[2]
		} else if found := dumpItem.FindStringSubmatch(line); found != nil {
			key = name + " " + found[1] + " " + config
			resources[key] = found[2]
		} else if strings.HasPrefix(line, "  type ") {
			key = ""
		} else if key != "" {
			resources[key] += "\n" + strings.TrimPrefix(line, "      ") // a text of several lines
		}
	}
	for key, text := range resources {
		resources[key] = strings.TrimSuffix(strings.TrimPrefix(text, `"`), `"`)
	}
	return resources
}
