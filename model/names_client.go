package model

import "strconv"

func (n *namer) scopes(schemes []*SecurityScheme) {
	byValue := map[string]Name{}
	for _, scheme := range schemes {
		for _, s := range sortedBy(scheme.Scopes, func(s *Scope) string { return s.Value }) {
			if name, ok := byValue[s.Value]; ok {
				s.Go = name
				continue
			}
			s.Go = n.claim(n.pkg, s.Pos, "scope "+strconv.Quote(s.Value), constant("Scope", wordy(s.Value)), constant("Scope", exported(words(spelled(s.Value)))))
			byValue[s.Value] = s.Go
		}
	}
}

func (n *namer) servers(list []*Server) {
	for _, s := range sortedBy(list, func(s *Server) string { return s.ID }) {
		s.Go = n.claim(n.pkg, s.Pos, "server "+strconv.Quote(s.ID), "Server"+wordy(s.ID))
	}
}
