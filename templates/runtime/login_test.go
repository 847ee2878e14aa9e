package runtime

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func jwt(claims string) string {
	return "e30." + base64.RawURLEncoding.EncodeToString([]byte(claims)) + ".c2ln"
}

func TestLogin(t *testing.T) {
	tests := []struct {
		name   string
		token  func() string
		serves time.Duration
	}{
		{"opaque", func() string { return "opaque" }, 29 * time.Minute},
		{"with its end", func() string { return jwt(fmt.Sprintf(`{"exp":%d}`, time.Now().Add(time.Hour).Unix())) }, 59 * time.Minute},
		{"without its end", func() string { return jwt(`{}`) }, 29 * time.Minute},
		{"strange end", func() string { return jwt(`{"exp":1e300}`) }, 29 * time.Minute},
		{"no JWT", func() string { return "a.b.c" }, 29 * time.Minute},
	}
	for _, test := range tests {
		synctest.Test(t, func(t *testing.T) {
			a := &authority{answer: func(int) *step {
				return &step{status: 200, body: fmt.Sprintf(`{"result":%q,"success":true,"error":null,"__abp":true}`, test.token())}
			}}
			c := a.conn(t, WithTenant("acme"), WithLogin("acme", "admin", "hunter2"))
			send := func(wait time.Duration, logins int) {
				time.Sleep(wait)
				if err := get(t, c.inFolder(FolderID(7))); err != nil || len(a.tokens) != logins {
					t.Errorf("%s: %d logins, %v", test.name, len(a.tokens), err)
				}
			}
			send(0, 1)
			send(test.serves-1, 1)
			send(1, 2)
			var body map[string]string
			if err := json.Unmarshal([]byte(a.tokens[0].body), &body); err != nil ||
				fmt.Sprint(body) != "map[password:hunter2 tenancyName:acme usernameOrEmailAddress:admin]" {
				t.Errorf("%s, %v", a.tokens[0].body, err)
			}
			h := a.tokens[0].header
			if h.Get("X-UIPATH-TenantName") != "acme" || h.Get(headerFolderID) != "" || h.Get("Authorization") != "" || h.Get("Content-Type") != "application/json" {
				t.Error(h)
			}
		})
	}
}

func TestLoginFails(t *testing.T) {
	for name, answer := range map[string]step{
		"status":   {status: 400, body: `{"message":"The password hunter2 is wrong.","errorCode":1000}`},
		"envelope": {status: 200, body: `{"result":null,"success":false,"error":{"code":0,"message":"not hunter2"},"__abp":true}`},
		"no token": {status: 200, body: `{"result":null,"success":true,"error":null,"__abp":true}`},
	} {
		a := &authority{answer: func(int) *step { return &answer }}
		err := get(t, a.conn(t, WithLogin("", "admin", "hunter2")))
		if err == nil || strings.Contains(err.Error(), "hunter2") || !strings.Contains(err.Error(), "token: POST /api/Account/Authenticate: ") || strings.Contains(a.tokens[0].body, "tenancyName") {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, opt := range []Option{WithLogin("t", "", "p"), WithLogin("t", "u", "")} {
		if _, err := newConn("https://host", []Option{opt}); err == nil {
			t.Error("no error")
		}
	}
}

func FuzzJWTExpiry(f *testing.F) {
	for _, seed := range []string{jwt(`{"exp":1}`), jwt(`{"exp":"1"}`), jwt(`{"exp":-1e9}`), "..", "a.b", jwt("\x00")} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, token string) {
		if end := jwtExpiry(token); !end.IsZero() && (end.Unix() < 0 || end.Year() > 5200) {
			t.Errorf("%q ends at %v", token, end)
		}
	})
}
