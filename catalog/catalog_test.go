package catalog_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/orchgen/orchgen/catalog"
	"github.com/orchgen/orchgen/model"
	"github.com/orchgen/orchgen/model/lint"
	"github.com/orchgen/orchgen/parser"
)

func load(t *testing.T) *model.Catalog {
	t.Helper()
	cat, sources, diags := parser.Catalog(catalog.FS, "errors.yaml", "errors.yaml")
	diags.Append(model.Check(nil, cat))
	for _, d := range diags.Sorted() {
		t.Errorf("%s: %s [%s] %s", d.Pos, d.Message, d.Rule.ID, sources.Line(d.Pos.File, d.Pos.Line))
	}
	return cat
}

// TestDocument holds the catalogue against the table of the source document: every code is there, and
// each French text that the document has is the text of the code or of one of its variants.
func TestDocument(t *testing.T) {
	if len(document) != 119 {
		t.Fatalf("the table has %d codes, the document 119", len(document))
	}
	byCode := map[int]*model.ErrorDef{}
	for _, def := range load(t).Errors {
		byCode[def.Code] = def
	}
	for _, row := range document {
		def := byCode[row.code]
		if def == nil {
			t.Errorf("code %d is missing", row.code)
			continue
		}
		for _, want := range sentences(row) {
			if !hasFrench(def, want) {
				t.Errorf("code %d has no French text %q", row.code, want)
			}
		}
	}
}

// TestComplete makes sure that nothing is left blank in any language.
func TestComplete(t *testing.T) {
	cat := load(t)
	if len(cat.Errors) < 119+9 {
		t.Errorf("%d errors, want the 119 of the document and 9 others", len(cat.Errors))
	}
	for _, def := range cat.Errors {
		for _, l := range cat.Locales {
			if def.Descriptions[l.Tag] == nil || def.Remedies[l.Tag] == nil {
				t.Errorf("code %d has no description or remedy in %s", def.Code, l.Tag)
			}
			for _, text := range def.Texts {
				if m := text.Messages[l.Tag]; m == nil || m.Forms[0].Text == "" {
					t.Errorf("code %d, variant %q has no text in %s", def.Code, text.Variant, l.Tag)
				}
			}
		}
		if isAlert := def.Category.ID == "Alert"; isAlert != (len(def.Status) == 0) {
			t.Errorf("code %d has the statuses %v", def.Code, def.Status)
		}
		if def.NameSource == "" || def.StatusSource == "" {
			t.Errorf("code %d does not say where its name and status come from", def.Code)
		}
	}
	for _, l := range cat.Locales {
		for _, c := range cat.Categories {
			if l.Tag != cat.Source && c.Docs[l.Tag] == "" {
				t.Errorf("%s: the category %s is not described", l.Tag, c.ID)
			}
		}
		for _, def := range cat.Errors {
			for _, a := range def.Args() {
				if l.Tag != cat.Source && a.Notes[l.Tag] == "" {
					t.Errorf("%s: %d has no note on %s", l.Tag, def.Code, a.ID)
				}
			}
		}
	}
}

var thirdPerson = regexp.MustCompile(`^[A-Z][a-z]+s [^.]+\.$`)

// TestReadsAsGo makes sure that the texts of the built-in definition make good doc comments.
func TestReadsAsGo(t *testing.T) {
	api := definition(t)
	for _, op := range api.Operations() {
		if !thirdPerson.MatchString(op.Summary) {
			t.Errorf("%s: %q does not say what the operation does", op.ID, op.Summary)
		}
	}
	if strings.ContainsAny(api.Description, "`*#") {
		t.Errorf("the description has Markdown:\n%s", api.Description)
	}
}

// definition reads the built-in definition.
func definition(t *testing.T) *model.API {
	t.Helper()
	data, err := catalog.FS.ReadFile("orchestrator.yaml")
	if err != nil {
		t.Fatal(err)
	}
	api, diags := parser.Definition(parser.Source{Name: "orchestrator.yaml", Data: data})
	for _, d := range diags.Sorted() {
		t.Errorf("%s: %s [%s]", d.Pos, d.Message, d.Rule.ID)
	}
	return api
}

// TestBuiltIn joins the built-in definition and catalogue: they must fit together without a finding.
func TestBuiltIn(t *testing.T) {
	api, cat := definition(t), load(t)
	diags := model.Link(api, cat)
	diags.Append(model.Check(api, cat))
	for _, d := range diags.Sorted() {
		if !strings.HasSuffix(d.Pos.File, "client.yaml") { // which tells of other versions, too
			t.Errorf("%s: %s [%s]", d.Pos, d.Message, d.Rule.ID)
		}
	}
	if n := len(api.Operations()); n < 150 {
		t.Errorf("%d operations, want at least 150", n)
	}
}

// TestLimits reads the documented limits of OData from the built-in definition.
func TestLimits(t *testing.T) {
	want := map[string]int{"$filter": 100, "$orderby": 5, "$expand": 2, "$top": 1000}
	found := map[string]bool{}
	for _, op := range definition(t).Operations() {
		for _, p := range op.Params {
			if p.In == model.InQuery && p.Most != want[p.Wire] {
				t.Errorf("%s: the limit of %s is %d, want %d", op.ID, p.Wire, p.Most, want[p.Wire])
			}
			found[p.Wire] = true
		}
	}
	for option := range want {
		if !found[option] {
			t.Errorf("no operation has %s", option)
		}
	}
}

// TestFolders looks at who is refused without a folder: what changes something in one folder, and not what may be asked
// across folders or belongs to none.
func TestFolders(t *testing.T) {
	api := definition(t)
	model.Link(api, load(t))
	got := map[string]bool{}
	for _, op := range api.Operations() {
		got[op.Method+" "+op.Path] = op.NeedsFolder()
	}
	for address, want := range map[string]bool{
		"POST /odata/Queues/UiPathODataSvc.AddQueueItem":                true,
		"POST /odata/Queues({key})/UiPathODataSvc.SetTransactionResult": true,
		"POST /odata/Jobs/UiPath.Server.Configuration.OData.StartJobs":  true,
		"POST /odata/Assets":                    true,
		"PUT /odata/Buckets({key})":             true,
		"PATCH /odata/Releases({key})":          true,
		"DELETE /odata/ProcessSchedules({key})": true,
		"GET /odata/Jobs":                       false,
		"POST /odata/Assets/UiPath.Server.Configuration.OData.ShareToFolders": false,
		"POST /odata/Users": false,
	} {
		if needs, ok := got[address]; !ok || needs != want {
			t.Errorf("%s: needs a folder: %v (known: %v), want %v", address, needs, ok, want)
		}
	}
}

// hasFrench reports whether a text of def reads like want, placeholders and typography aside.
func hasFrench(def *model.ErrorDef, want string) bool {
	for _, text := range def.Texts {
		if normal(text.Messages["fr"].Forms[0].Text) == normal(want) {
			return true
		}
	}
	return false
}

var placeholder = regexp.MustCompile(`\[\w+\]|\{\w+\}`)

// normal leaves of a text what has to agree with the document: apostrophes and spaces are mended, and
// placeholders got better names.
func normal(s string) string {
	s = placeholder.ReplaceAllString(s, "{}")
	s = strings.NewReplacer("’", "'", "\u202f", "", "\u00a0", "", " ", "").Replace(s)
	return strings.ToLower(strings.TrimRight(s, "."))
}

// sentences gives the texts of a row as the catalogue has them. Rows that the document damaged, or where
// it puts several texts or only names into one cell, are mended here.
func sentences(row documentRow) []string {
	switch row.code {
	case 1000: // three texts in one cell
		return []string{"Demande non valide!", "Nom d'utilisateur/adresse e-mail ou mot de passe invalide.", "Options de requête OData non valides."}
	case 1015: // the bounds of one parameter
		return []string{"Le paramètre {ParameterName} n'est pas valide. La valeur doit être comprise entre {Min} et {Max}."}
	case 1016: // with an example in brackets
		text, _, _ := strings.Cut(row.french, " (Exemple")
		return []string{text}
	case 1208, 1677, 1679: // names only
		return nil
	case 1661: // names before the text
		return []string{"Le processus associé n'existe plus."}
	case 1671: // plurals in brackets
		return []string{"Les ID des robots spécifiés ne sont pas valides."}
	case 1917: // cut off
		return []string{"Il n'y a pas assez de licences {LicenseType}."}
	}
	if row.french == "" {
		return nil
	}
	return []string{row.french}
}

type documentRow struct {
	code   int
	french string
}

// document is the table of the source document: each code with its French text, "" where it has none.
var document = []documentRow{
	{1000, "Demande non valide! Nom d'utilisateur/adresse e-mail ou mot de passe invalide. Options de requête OData non valides."},
	{1001, "Le nom [CustomNameYouAdded] est déjà utilisé."},
	{1002, "Le robot n'existe pas."},
	{1003, "Échec de protection de l'appel pour la chaîne fournie."},
	{1004, ""},
	{1006, ""},
	{1007, ""},
	{1008, ""},
	{1009, "Argument [ArgumentName] non valide."},
	{1010, ""},
	{1011, "Impossible d'ouvrir le flux de bibliothèques. Réessayez ultérieurement."},
	{1012, ""},
	{1013, "Le paquet est référencé dans les processus actifs et ne peut pas être supprimé."},
	{1014, "Le paramètre [ParameterName] est manquant."},
	{1015, "Le paramètre [ParameterName] n'est pas valide. La valeur doit être comprise entre 0 et 168."},
	{1016, "Erreur lors de la création de [ReferenceName]. Référence en double. (Exemple: erreur lors de la création de UiPath.Core.Model.Queues.UiQueueItem. Référence en double.)"},
	{1017, "Le téléchargement du paquet spécifié n'est pas autorisé. Les conditions générales doivent être acceptées."},
	{1018, "Connexion impossible au domaine AD. L'utilisateur n'existe pas."},
	{1050, "Impossible d'inclure une relation spécifiée."},
	{1100, "L'utilisateur n'est plus associé à l'unité d'organisation."},
	{1101, ""},
	{1102, "L'unité d'organisation n'existe pas ou n'est plus associée à l'utilisateur."},
	{1200, "Un robot avec une clé de licence différente existe déjà sur cette machine."},
	{1201, ""},
	{1202, "Impossible de supprimer la machine [MachineName], car des robots y sont connectés."},
	{1203, "Clé de licence non valide. La clé de machine est liée à une autre machine!"},
	{1204, ""},
	{1205, "Le nom d'utilisateur est requis si le mot de passe est défini."},
	{1206, "Des robots occupés ne peuvent être ni modifiés ni supprimés."},
	{1207, ""},
	{1208, "MachineLicenseCannotChange ; InvalidNonProductionMachineSlots ; InvalidUnattendedMachineSlots ."},
	{1209, "Impossible de mettre à jour les objets Username, Machine ou Type d'un Robot occupé!"},
	{1222, ""},
	{1223, ""},
	{1250, ""},
	{1300, ""},
	{1301, ""},
	{1302, ""},
	{1400, ""},
	{1401, ""},
	{1403, "Modifier le mot de passe"},
	{1404, "Le mot de passe a expiré."},
	{1405, ""},
	{1406, ""},
	{1407, ""},
	{1408, ""},
	{1409, ""},
	{1410, "Échec de la confirmation de l'e-mail."},
	{1411, ""},
	{1412, ""},
	{1413, ""},
	{1414, "Impossible de mettre à jour l'objet Username!"},
	{1415, ""},
	{1500, "La ressource identifiant ne peut pas contenir un mot de passe vide pour un nouvel utilisateur."},
	{1501, "La ressource identifiant ne peut pas contenir un mot de passe vide pour un nouveau robot."},
	{1502, "Le type de ressource ne peut pas être mis à jour."},
	{1503, "La ressource ne contient aucune valeur associée à ce robot."},
	{1600, "Syntaxe d'expression cron non valide"},
	{1601, ""},
	{1650, ""},
	{1651, "Impossible de se connecter au flux de packages, l'URL n'est peut-être pas valide."},
	{1652, "Non pris en charge par les flux externes."},
	{1653, ""},
	{1654, "Détails du paquet non valides!"},
	{1655, "Impossible d'ouvrir le flux de paquets. Réessayez ultérieurement."},
	{1656, ""},
	{1657, ""},
	{1658, "Impossible d'annuler une tâche avec le statut [Status]. Cela ne peut être appliqué qu'aux tâches en cours d'exécution, en attente ou en arrêt."},
	{1659, "Impossible de terminer une tâche avec le statut [Status]. Cela ne peut être appliqué qu'aux tâches en cours d'exécution, en attente ou en arrêt."},
	{1660, "Le package de la tâche [PackageName], version [VersionNumber] est introuvable."},
	{1661, "ProcessNotFound , PackageNotFound . Le processus associé n'existe plus."},
	{1662, ""},
	{1663, ""},
	{1664, ""},
	{1665, ""},
	{1666, ""},
	{1667, "Locataire introuvable."},
	{1670, "Les robots ont déjà des exécutions en attente pour ce processus."},
	{1671, "Les ID des robot(s) spécifié(s) ne sont pas valides."},
	{1672, "Le démarrage des exécutions n'est pas possible. Une licence valide est requise."},
	{1673, "Licence expirée. le démarrage des exécutions n'est plus possible."},
	{1674, "Processus indéfini"},
	{1675, "Version de paquet non valide."},
	{1676, "Le locataire [NameOfTenant] est désactivé !"},
	{1677, "PackageNotFound"},
	{1678, ""},
	{1679, "PathTooLong"},
	{1680, ""},
	{1700, ""},
	{1750, ""},
	{1800, ""},
	{1801, "La clé de chiffrement configurée n'est pas dans un format Base64 valide."},
	{1850, ""},
	{1851, ""},
	{1852, ""},
	{1853, ""},
	{1855, ""},
	{1856, ""},
	{1900, "Licence introuvable."},
	{1901, "Licence expirée!"},
	{1902, "La licence est déjà utilisée!"},
	{1903, "Format de licence non valide"},
	{1904, ""},
	{1905, ""},
	{1906, ""},
	{1907, ""},
	{1908, ""},
	{1909, ""},
	{1910, ""},
	{1911, ""},
	{1912, ""},
	{1913, ""},
	{1914, "Échec de l'attribution des licences du robot. Ce serveur ne comprend aucune licence disponible."},
	{1915, "Échec de l'attribution des licences du robot. Ce serveur ne comprend aucune licence disponible."},
	{1916, "Aucune licence disponible : le nombre de nouveaux emplacements de la machine dépasserait le nombre total de licences."},
	{1917, "Il n'y a pas assez de {0"},
	{1918, ""},
	{1919, ""},
	{1920, ""},
}

// TestLint holds that the linter has nothing to say about the catalogue, and that it finds the defects of published
// translations when they are planted.
func TestLint(t *testing.T) {
	api := definition(t)
	for _, f := range lint.Check(load(t), api) {
		t.Errorf("%v: %s [%s]", f.Pos, f.Message, f.Rule.ID)
	}
	for _, tt := range []struct {
		tag, text string
		code      int
		rule      *model.Rule
	}{
		{"es", "El nombre [CustomName youAdged] ya está en uso.", 1001, model.RuleForeignPlaceholder},
		{"fr", "Demande non valide!", 1000, model.RuleFrenchSpacing},
		{"ja", "要求が無効です。Invalid username/email address or password。", 1000, model.RulePartlyUntranslated},
		{"pt-BR", "POSTAR e COLOCAR falharam.", 1004, model.RuleChangedFact},
	} {
		cat := load(t)
		if !slices.ContainsFunc(cat.Locales, func(l *model.Locale) bool { return l.Tag == tt.tag }) {
			t.Errorf("no locale %s", tt.tag)
			continue
		}
		i := slices.IndexFunc(cat.Errors, func(def *model.ErrorDef) bool { return def.Code == tt.code })
		messages := cat.Errors[i].Default().Messages
		if tt.rule == model.RuleChangedFact {
			messages["en"].Forms[0].Text = "POST and PUT failed."
		}
		messages[tt.tag].Forms[0].Text = tt.text
		found := slices.ContainsFunc(lint.Check(cat, nil), func(f lint.Finding) bool {
			return f.Rule == tt.rule && f.Locale == tt.tag && f.Unit.Def == cat.Errors[i]
		})
		if !found {
			t.Errorf("%s is not found in %q", tt.rule.ID, tt.text)
		}
	}
}

// TestLintEveryLanguage leaves one text of each language in English.
func TestLintEveryLanguage(t *testing.T) {
	cat := load(t)
	i := slices.IndexFunc(cat.Errors, func(def *model.ErrorDef) bool { return def.Code == 1003 })
	messages := cat.Errors[i].Default().Messages
	for _, l := range cat.Locales {
		if l.Tag != cat.Source {
			messages[l.Tag] = messages[cat.Source]
		}
	}
	missed := map[string]bool{}
	for _, l := range cat.Locales[1:] {
		missed[l.Tag] = true
	}
	for _, f := range lint.Check(cat, nil) {
		if f.Rule == model.RuleUntranslated && f.Unit.Def == cat.Errors[i] {
			delete(missed, f.Locale)
		}
	}
	if len(missed) > 0 {
		t.Errorf("not found in %v", missed)
	}
}
