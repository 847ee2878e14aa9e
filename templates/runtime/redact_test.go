package runtime

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestRedact(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"text", `{"password":"x","a":"b"}`, `{"password":"***","a":"b"}`},
		{"white space", "{ \"Password\" :\n\t\"x\" }", "{ \"Password\" :\n\t\"***\" }"},
		{"quotes inside", `{"access_token":"a\"b\\","a":1}`, `{"access_token":"***","a":1}`},
		{"number", `{"clientSecret":12.5e3,"a":1}`, `{"clientSecret":"***","a":1}`},
		{"list", `{"tokens":["x",["y]"]],"a":[1]}`, `{"tokens":"***","a":[1]}`},
		{"object", `{"credential":{"user":"x","p}":"y"},"a":{}}`, `{"credential":"***","a":{}}`},
		{"nothing to hide", `{"token":null,"passwordExpired":false,"hasSecret":true}`, `{"token":null,"passwordExpired":false,"hasSecret":true}`},
		{"nested", `{"a":{"b":[{"ApiKey":"x"}]}}`, `{"a":{"b":[{"ApiKey":"***"}]}}`},
		{"escaped key", `{"pass\u0077ord":"x"}`, `{"pass\u0077ord":"***"}`},
		{"key that ends in a backslash", `{"secret\\":"x"}`, `{"secret\\":"***"}`},
		{"key with quotes", `{"my \"token\" x":"y"}`, `{"my \"token\" x":"***"}`},
		{"secret word in a value", `{"message":"the password","b":"c"}`, `{"message":"the password","b":"c"}`},
		{"value with a colon", `["password",": x"]`, `["password",": x"]`},
		{"JSON in a string", `{"Body":"{\"password\": \"a\\\"b\",\"c\":\"d\"}"}`, `{"Body":"{\"password\": \"***\",\"c\":\"d\"}"}`},
		{"list of JSON in a string", `{"Body":"{\"tokens\":[\"a\",{}],\"c\":1}"}`, `{"Body":"{\"tokens\":\"***\",\"c\":1}"}`},
		{"indented JSON in a string", `{"Body":"{\r\n  \"token\":\n \"x\"}"}`, `{"Body":"{\r\n  \"token\":\n \"***\"}"}`},
		{"JSON in a string of a string", `"{\"a\":\"{\\\"token\\\":\\\"x\\\"}\"}"`, `"{\"a\":\"{\\\"token\\\":\\\"***\\\"}\"}"`},
		{"cut off in a value", `{"token":"abc`, `{"token":"***"`},
		{"cut off in an escape", `{"token":"abc\`, `{"token":"***"`},
		{"cut off in a list", `{"token":["abc",`, `{"token":"***"`},
		{"cut off behind the colon", `{"token": `, `{"token": `},
		{"cut off in the key", `{"token`, `{"token`},
		{"other text around", `5" pipe: {"token":"x"} rest`, `5" pipe: {"token":"***"} rest`},
		{"key without begin", `password":"x"`, `password":"***"`},
		{"long key", `{"` + strings.Repeat("x", 2*maxKey) + `token":"x"}`, `{"` + strings.Repeat("x", 2*maxKey) + `token":"***"}`},
		{"more keys", `{"pwd":"x","accessKey":"x","jwt":"x","machineKey":"x","encryptionKey":"x","sig":"x","api-key":"x","design":"d"}`,
			`{"pwd":"***","accessKey":"***","jwt":"***","machineKey":"***","encryptionKey":"***","sig":"***","api-key":"***","design":"d"}`},
		{"form", "grant_type=password&client_secret=abc&scope=a", "grant_type=password&client_secret=***&scope=a"},
		{"shared access signature", `{"Uri":"https://h/c?sv=1&sig=ab%2Bc%3D&se=2","a":1}`, `{"Uri":"https://h/c?sv=1&sig=***&se=2","a":1}`},
		{"login", "bad login: password=hunter2 Authorization: Bearer eyJabc", "bad login: password=*** Authorization: ***"},
		{"blanks around the sign", "Password = x; User: y", "Password = ***; User: y"},
		{"connection string", "Server=s;Password='a;b';Encrypt=true", "Server=s;Password=***;Encrypt=true"},
		{"colon", "The password: hunter2, sorry", "The password: *** sorry"},
		{"several signs", "password := x token => y pwd== z", "password := *** token => *** pwd== ***"},
		{"two words", "API key: x machine key=y other key: z", "API key: *** machine key=*** other key: z"},
		{"credentials", "Sent Bearer eyJ.a-b_c and Basic dTpw", "Sent Bearer *** and Basic ***"},
		{"prose", "Bearer token missing. Basic authentication, please.", "Bearer token missing. Basic authentication, please."},
		{"header with a scheme of its own", "authorization: UiRobot 77-a trace=7", "authorization: *** trace=7"},
		{"cookie", "Cookie: a=b; c=d\nHost: h", "Cookie: ***\nHost: h"},
		{"quoted", `token="a b" passphrase='c d' x`, `token=*** passphrase=*** x`},
		{"no end of the quotes", `token='a b`, `token=***`},
		{"keys in apostrophes", `{'password': 'x', 'a': 'b'}`, `{'password': ***, 'a': 'b'}`},
		{"pairs in JSON", `{"a":"token=x","b":"password: ","c":"d"}`, `{"a":"token=***","b":"password: ","c":"d"}`},
		{"quoted pair in JSON", `{"a":"token=\"x y\" z","b":"pwd='q","c":"d"}`, `{"a":"token=*** z","b":"pwd=***","c":"d"}`},
		{"escapes in JSON", `{"a":"token=x\\","b":"token=\\\"x","c":"d"}`, `{"a":"token=***","b":"token=***","c":"d"}`},
		{"switches and nothing", "hasPassword=true token: null", "hasPassword=true token: null"},
		{"times and addresses", "12:30 https://h:80/a?b=c assign=d", "12:30 https://h:80/a?b=c assign=d"},
		{"none", "plain", "plain"},
		{"empty", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := string(redact([]byte(test.in))); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestSnapshotCutsSecret(t *testing.T) {
	for cut := range 40 {
		lead := `{"a":"` + strings.Repeat("x", maxFailure-20-cut) + `","token":"`
		got := string(snapshot([]byte(lead + "HUSH" + strings.Repeat("HUSH", 20) + `"}`)))
		if strings.Contains(got, "HU") || len(got) > maxFailure+2 {
			t.Fatalf("cut %d: %d bytes, …%s", cut, len(got), got[len(got)-40:])
		}
	}
}

func TestSnapshotIsCopied(t *testing.T) {
	body := []byte("plain")
	got := snapshot(body)
	body[0] = 'P'
	if string(got) != "plain" {
		t.Error("the snapshot shares the memory of the body")
	}
}

func TestSecretsStayOutOfErrors(t *testing.T) {
	const hush = "hunter2!"
	tests := []struct{ name, ctype, body string }{
		{"secret member", "application/json", `{"message":"m","password":"` + hush + `"}`},
		{"JSON that is cut off at once", "application/json", `{"password":"` + hush + strings.Repeat("x", maxFailure)},
		{"JSON that is no JSON", "application/json", `{'message':1,"password":"` + hush + `"}`},
		{"JSON as text", "text/plain", `Request was {"password":"` + hush + `"}`},
		{"UTF-16", "application/json", "\xff\xfe" + utf16Text(`{"message":"m","password":"`+hush+`"}`)},
		{"text", "text/plain", "bad login: password=" + hush + " Authorization: Bearer " + hush},
		{"form", "text/plain", "grant_type=password&client_secret=" + hush},
		{"message", "application/json", `{"message":"bad login: password=` + hush + `"}`},
		{"details and fields", "application/json", `{"details":"pwd: ` + hush + `","errors":{"a":["Basic ` + hush + `"]}}`},
		{"reason", "application/json", `{"error":"jwt=` + hush + `"}`},
		{"secret argument", "application/json", `{"errorCode":1906,"message":"The password ` + hush + ` is too short.","details":"` + hush + `?"}`},
		{"secret in a text that is not recognised", "application/json", `{"errorCode":1906,"message":"Weak: ` + hush + `"}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := fail(t, reply{400, test.ctype, nil, test.body})
			if strings.Contains(e.Error(), hush) {
				t.Errorf("Error() = %s", e.Error())
			}
			if strings.Contains(string(e.Body), hush) && !strings.Contains(test.name, "not recognised") {
				t.Errorf("Body = %.200s", e.Body)
			}
		})
	}
}

func utf16Text(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		b.WriteByte(c)
		b.WriteByte(0)
	}
	return b.String()
}

func FuzzRedact(f *testing.F) {
	for _, seed := range []string{"hush", `a"b`, `\`, `\"`, "\x00\u2028"} {
		f.Add(seed, "key", "x", 0)
		f.Add(seed, `a"`, `{"`, 1)
	}
	f.Fuzz(func(t *testing.T, secret, key, text string, depth int) {
		secret = "HUSH" + secret + "HUSH"
		var doc any = map[string]any{
			key: text, "A" + key: []any{text, map[string]any{"token" + key: secret}}, key + "Password": []any{secret, 1},
			"z": text,
		}
		var data []byte
		for range depth&3 + 1 {
			data, _ = json.Marshal(doc)
			doc = map[string]any{"body": string(data)}
		}
		if strings.Contains(key+text, "HUSH") || len(key) > 20 {
			return
		}
		got := redact(data)
		if strings.Contains(string(got), "HUSH") {
			t.Errorf("in  %s\nout %s", data, got)
		}
		if !json.Valid(got) {
			t.Errorf("no JSON: in  %s\nout %s", data, got)
		}
		for cut := range len(data) {
			if got := redact(data[:cut]); strings.Contains(string(got), "HUSH") {
				t.Fatalf("in  %s\nout %s", data[:cut], got)
			}
		}
	})
}

func FuzzRedactPairs(f *testing.F) {
	for _, separator := range []string{"=", ": ", "='", `="`, `: \"`, " = \\"} {
		f.Add("password", separator, "hush", "text ", "& more")
		f.Add("api key", separator, `a\b`, `{"`, `"`)
		f.Add("Authorization", separator+"Bearer ", "x", "", "\n")
	}
	f.Fuzz(func(t *testing.T, key, separator, secret, before, behind string) {
		text := before + key + separator + secret + behind
		doc, _ := json.Marshal(map[string]string{"a": text, "b": before, "c" + behind: key})
		if got := redactPairs(doc); !json.Valid(got) {
			t.Errorf("no JSON: in  %s\nout %s", doc, got)
		}
		if strings.Trim(separator, "=: ") != "" || strings.Trim(separator, " ") == "" || strings.ContainsAny(secret, " \t\r\n&;\"'\\") {
			return
		}
		if strings.Contains(text[:len(text)-len(secret)-len(behind)]+behind, "HUSH") {
			return
		}
		text = "x password" + separator + "HUSH" + secret + behind
		if got := string(redact([]byte(text))); strings.Contains(got, "HUSH") {
			t.Errorf("in  %s\nout %s", text, got)
		}
	})
}
