package runtime

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// loginLife is how long a session lasts when its token does not say so, as installations have it by default.
const loginLife = 30 * time.Minute

var opLogin = &operation{
	id: "Account_Authenticate", method: http.MethodPost, path: loginPath, accept: "application/json", flags: opNoAuth | opRepeatable,
}

// WithLogin signs in with the name and password of a user, for installations without external applications.
// The tenancy may be empty. The session serves all calls until shortly before its end, or until the server
// answers 401 to its token; then the client signs in again.
func WithLogin(tenancy, user, password string) Option {
	return func(conn *conn) error {
		if user == "" || password == "" {
			return errors.New("WithLogin: the user or password is empty")
		}
		body := map[string]string{"usernameOrEmailAddress": user, "password": password}
		if tenancy != "" {
			body["tenancyName"] = tenancy
		}
		data, err := json.Marshal(body)
		if err != nil {
			return fmt.Errorf("WithLogin: %w", err)
		}
		conn.auth = &grants{fetch: func(ctx context.Context) (grant, error) {
			call := conn.signIn(conn.baseURL, conn.header).call(opLogin)
			call.stream("application/json", bytes.NewReader(data))
			return loginGrant(ctx, call, password)
		}}
		return nil
	}
}

func loginGrant(ctx context.Context, c *call, password string) (grant, error) {
	reply, err := value[json.RawMessage](ctx, c)
	if err != nil {
		return grant{}, withoutSecret(err, password)
	}
	token := parseObject(reply).text("result")
	if token == "" {
		return grant{}, fmt.Errorf("%s %s: the reply has no token", c.op.method, c.op.path)
	}
	life := loginLife
	if end := jwtExpiry(token); !end.IsZero() {
		life = max(time.Until(end), time.Second)
	}
	return newGrant(token, life), nil
}

// jwtExpiry gives the claim exp of a JSON Web Token (RFC 7519, section 4.1.4), zero when there is none.
func jwtExpiry(token string) time.Time {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return time.Time{}
	}
	claims, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return time.Time{}
	}
	var c struct {
		Expires float64 `json:"exp"`
	}
	if json.Unmarshal(claims, &c) != nil || c.Expires <= 0 || c.Expires > 1e11 {
		return time.Time{}
	}
	return time.Unix(int64(c.Expires), 0)
}
