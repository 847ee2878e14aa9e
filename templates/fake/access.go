package fake

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode/utf16"
)

// Access is what a server asks of requests, see [Server.Require].
type Access struct {
	Tokens       []string          // bearer tokens that are taken besides those that the server gave at a sign-in
	Users        map[string]string // passwords by the names of those who may sign in; nil for anybody
	Applications map[string]string // secrets by the client ids of those that may; nil for any
	Tenant       string            // that X-UIPATH-TenantName and a user's sign-in must name, "" for any or none
	Folders      []string          // ids, keys and paths of the folders that are there; nil for any
}

// Require makes the server refuse requests without a valid bearer token (401, code 0), for another tenant
// (TenantNotFound), or in a folder that is not there (InvalidOrganizationUnit), and sign-ins with other credentials
// (InvalidRequest, and invalid_client of an application). Without it the server asks for nothing, and whoever signs in
// gets a token.
func (s *Server) Require(a Access) { s.set(func() { s.access = &a }) }

// RevokeTokens makes the tokens that the server gave at sign-ins invalid.
func (s *Server) RevokeTokens() { s.set(func() { s.tokens = nil }) }

// TokenURL is where an application gets tokens for its client id and secret (RFC 6749, section 4.4).
func (s *Server) TokenURL() string { return s.URL + tokenPath }

const tokenPath = "/identity/connect/token"

// issue gives a new token.
func (s *Server) issue() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.issued++
	token := fmt.Sprintf("fake-token-%d", s.issued)
	s.tokens = append(s.tokens, token)
	return token
}

// admit answers requests that may not be carried out and reports whether this one may.
func (s *Server) admit(w http.ResponseWriter, op *operation, req *Request) bool {
	s.mu.Lock()
	access, tokens := s.access, s.tokens
	s.mu.Unlock()
	if access == nil || op.Open {
		return true
	}
	scheme, token, _ := strings.Cut(req.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || !slices.Contains(slices.Concat(access.Tokens, tokens), token) {
		w.Header().Set("WWW-Authenticate", "Bearer")
		f := failure{status: http.StatusUnauthorized, message: "You are not authenticated!"}
		f.send(w)
		return false
	}
	if tenant := req.Header.Get("X-UIPATH-TenantName"); access.Tenant != "" && tenant != access.Tenant {
		s.failNamed(w, "TenantNotFound", http.StatusBadRequest)
		return false
	}
	folder, given := folderOf(req.Header)
	if given && access.Folders != nil && !slices.Contains(access.Folders, folder) {
		s.failNamed(w, "InvalidOrganizationUnit", http.StatusForbidden)
		return false
	}
	return true
}

// folderOf gives the id, key or path of the folder that the headers name.
func folderOf(header http.Header) (folder string, given bool) {
	for _, name := range folderHeaders {
		folder := header.Get(name)
		if folder == "" {
			continue
		}
		if strings.HasSuffix(name, "-Encoded") {
			folder = decodedPath(folder)
		}
		return folder, true
	}
	return "", false
}

// decodedPath reads Base64 of UTF-16LE; a text that is neither stays as it is.
func decodedPath(text string) string {
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(data)%2 != 0 {
		return text
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

// login signs a user in, as the ABP framework does.
func (s *Server) login(w http.ResponseWriter, op *operation, req *Request) error {
	var user struct{ TenancyName, UsernameOrEmailAddress, Password string }
	if err := req.Decode(&user); err != nil && len(req.Body) > 0 {
		return err
	}
	s.mu.Lock()
	access := s.access
	s.mu.Unlock()
	if access != nil {
		if password, known := access.Users[user.UsernameOrEmailAddress]; access.Users != nil && (!known || password != user.Password) {
			s.failSaying(w, "InvalidRequest", http.StatusBadRequest, "Invalid username/email address or password.")
			return nil
		}
		if access.Tenant != "" && user.TenancyName != access.Tenant {
			s.failNamed(w, "TenantNotFound", http.StatusBadRequest)
			return nil
		}
	}
	reply(w, op.Status, object{
		"result": s.issue(), "targetUrl": nil, "success": true, "error": nil, "unAuthorizedRequest": false, "__abp": true,
	})
	return nil
}

// token gives an access token to an application, or says why not (RFC 6749, sections 5.1 and 5.2).
func (s *Server) token(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	id, secret, inHeader := r.BasicAuth()
	if !inHeader {
		id, secret = r.PostFormValue("client_id"), r.PostFormValue("client_secret")
	}
	s.mu.Lock()
	access := s.access
	s.mu.Unlock()
	refused := id == "" || secret == ""
	if access != nil && access.Applications != nil {
		known, isKnown := access.Applications[id]
		refused = !isKnown || known != secret
	}
	grant := r.PostFormValue("grant_type")
	switch {
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		w.WriteHeader(http.StatusMethodNotAllowed)
	case grant == "":
		reply(w, http.StatusBadRequest, object{"error": "invalid_request"})
	case grant != "client_credentials":
		reply(w, http.StatusBadRequest, object{"error": "unsupported_grant_type"})
	case refused:
		reply(w, http.StatusBadRequest, object{"error": "invalid_client"})
	default:
		reply(w, http.StatusOK, object{
			"access_token": s.issue(), "token_type": "Bearer", "expires_in": 3600, "scope": r.PostFormValue("scope"),
		})
	}
}
