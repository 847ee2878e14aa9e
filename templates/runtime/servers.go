package runtime

// Server names a root, besides the base URL, below which some operations live.
type Server string

// WithServerURL tells where the server s is, such as "https://host/organization/identity_".
func WithServerURL(s Server, address string) Option {
	return func(conn *conn) error {
		u, err := parseBaseURL(address)
		if err != nil {
			return err
		}
		conn.servers[string(s)] = u
		return nil
	}
}
