package runtime

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// ClientCredentials are what a confidential application signs in with (RFC 6749, section 4.4).
type ClientCredentials struct {
	TokenURL     string // of the authorization server, without query
	ClientID     string
	ClientSecret string
	Scopes       []string // none to leave them to the server
}

// String gives the credentials without the secret.
func (cc ClientCredentials) String() string {
	type fields ClientCredentials
	if cc.ClientSecret != "" {
		cc.ClientSecret = "***"
	}
	return fmt.Sprintf("%+v", fields(cc))
}

// GoString gives the credentials without the secret.
func (cc ClientCredentials) GoString() string { return cc.String() }

// LogValue gives the credentials without the secret.
func (cc ClientCredentials) LogValue() slog.Value { return slog.StringValue(cc.String()) }

// WithClientCredentials gets access tokens for an application and sends them as bearer tokens. A token serves
// all calls until shortly before its end, or until the server answers 401 to it. Failures of the
// authorization server are an [*APIError] whose Reason is the error code of RFC 6749, section 5.2, such as
// "invalid_client".
func WithClientCredentials(cc ClientCredentials) Option {
	return func(conn *conn) error {
		u, err := parseURL("WithClientCredentials: token URL", cc.TokenURL)
		if err != nil {
			return err
		}
		if cc.ClientID == "" || cc.ClientSecret == "" {
			return errors.New("WithClientCredentials: the client ID or secret is empty")
		}
		values := url.Values{"grant_type": {"client_credentials"}, "client_id": {cc.ClientID}, "client_secret": {cc.ClientSecret}}
		if len(cc.Scopes) > 0 {
			values.Set("scope", strings.Join(cc.Scopes, " "))
		}
		root := &url.URL{Scheme: u.Scheme, Host: u.Host}
		op := &operation{
			id: "oauth2.token", method: http.MethodPost, path: u.EscapedPath(), accept: "application/json", flags: opNoAuth | opRepeatable,
		}
		conn.auth = &grants{fetch: func(ctx context.Context) (grant, error) {
			call := conn.signIn(root, http.Header{"User-Agent": conn.header["User-Agent"]}).call(op)
			call.form = &form{values: values}
			return oauthGrant(ctx, call, cc.ClientSecret)
		}}
		return nil
	}
}

// signIn gives a connection for requests that get tokens. It follows redirects by no other policy than that of
// this package, because their bodies are secrets.
func (c *conn) signIn(root *url.URL, header http.Header) *conn {
	own := *c
	own.baseURL, own.header, own.auth, own.guard = root, header, nil, nil
	guarded := *c.http
	guarded.CheckRedirect = followRedirect
	own.http = &guarded
	return &own
}

// oauthGrant sends a token request and reads its reply (RFC 6749, section 5.1).
func oauthGrant(ctx context.Context, c *call, secret string) (grant, error) {
	reply, err := value[json.RawMessage](ctx, c)
	if err != nil {
		return grant{}, withoutSecret(err, secret)
	}
	o := parseObject(reply)
	token := o.text("access_token")
	if token == "" {
		return grant{}, fmt.Errorf("%s %s: the reply has no access_token", c.op.method, c.op.path)
	}
	if kind := o.text("token_type"); kind != "" && !strings.EqualFold(kind, "Bearer") {
		return grant{}, fmt.Errorf("%s %s: the token is no bearer token", c.op.method, c.op.path)
	}
	seconds, _ := strconv.ParseFloat(o.scalar("expires_in"), 64)
	return newGrant(token, time.Duration(min(max(seconds, 0), 1e9)*float64(time.Second))), nil
}

// withoutSecret takes a secret that the server repeats out of its failure.
func withoutSecret(err error, secret string) error {
	hide := func(texts ...*string) {
		for _, text := range texts {
			*text = strings.ReplaceAll(*text, secret, "***")
		}
	}
	if e, ok := apiError(err); ok {
		hide(&e.Message, &e.Details, &e.Reason, &e.TraceID)
		for i := range e.Fields {
			hide(&e.Fields[i].Field, &e.Fields[i].Message)
		}
		e.Body = bytes.ReplaceAll(e.Body, []byte(secret), []byte("***"))
	}
	var de *DecodeError
	if errors.As(err, &de) {
		de.Body = bytes.ReplaceAll(de.Body, []byte(secret), []byte("***"))
	}
	return err
}
