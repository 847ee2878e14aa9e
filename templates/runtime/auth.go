package runtime

import (
	"context"
	"errors"
	"net/http"
	"strings"
)

// authorizer gives the value of the header Authorization.
type authorizer interface {
	authorization(ctx context.Context) (string, error)
	// refused tells that the server answered 401 to a request with that value.
	refused(authorization string)
}

// authorization gives the value of the header Authorization. Options of the call do not count for requests
// that its source makes.
func (c *conn) authorization(ctx context.Context) (string, error) {
	return c.auth.authorization(context.WithValue(ctx, callOptionsKey{}, nil))
}

// WithBearerToken sends "Authorization: Bearer token" with every request that needs authentication
// (RFC 6750, section 2.1). A personal access token is one, too.
func WithBearerToken(token string) Option {
	return func(conn *conn) error {
		if token == "" {
			return errors.New("WithBearerToken: the token is empty")
		}
		conn.auth = bearer(func(context.Context) (string, error) { return token, nil })
		return nil
	}
}

// WithTokenSource calls token before every try that needs authentication and sends the result as a bearer
// token. The function is called concurrently. After a reply with status 401 it is called once more; when it
// gives another token, the request is repeated.
func WithTokenSource(token func(context.Context) (string, error)) Option {
	return func(conn *conn) error {
		if token == nil {
			return errors.New("WithTokenSource: the function is nil")
		}
		conn.auth = bearer(token)
		return nil
	}
}

// WithOAuth2TokenSource takes tokens from a TokenSource of golang.org/x/oauth2, or anything like it. Wrap it
// in oauth2.ReuseTokenSource when it does not keep its token.
//
//	WithOAuth2TokenSource(config.TokenSource(ctx))
func WithOAuth2TokenSource[T interface{ SetAuthHeader(*http.Request) }](source interface{ Token() (T, error) }) Option {
	return func(conn *conn) error {
		if source == nil {
			return errors.New("WithOAuth2TokenSource: the source is nil")
		}
		conn.auth = foreignSource(func() (string, error) {
			token, err := source.Token()
			if err != nil {
				return "", err
			}
			req := &http.Request{Header: http.Header{}}
			token.SetAuthHeader(req)
			value := req.Header.Get("Authorization")
			if _, credentials, _ := strings.Cut(value, " "); strings.TrimSpace(credentials) == "" {
				err = errEmptyToken
			}
			return value, err
		})
		return nil
	}
}

var errEmptyToken = errors.New("the source gave an empty one")

// bearer gives bearer tokens.
type bearer func(context.Context) (string, error)

func (token bearer) authorization(ctx context.Context) (string, error) {
	value, err := token(ctx)
	if err == nil && value == "" {
		err = errEmptyToken
	}
	return "Bearer " + value, err
}

func (bearer) refused(string) {}

// foreignSource gives whole values of the header, and knows no context.
type foreignSource func() (string, error)

func (source foreignSource) authorization(ctx context.Context) (string, error) {
	var value string
	var err error
	done := make(chan struct{})
	go func() {
		defer close(done)
		value, err = source()
	}()
	select {
	case <-done:
		return value, err
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}

func (foreignSource) refused(string) {}
