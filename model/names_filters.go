package model

// filters names what OData expressions use. The properties have the names that they have in the struct.
func (n *namer) filters(api *API) {
	for _, t := range sortedBy(addFilters(api), func(t *Type) string { return t.Go.s }) {
		f, what := t.Filter, "the filter of "+t.Go.s
		f.Go = n.claim(n.pkg, t.Pos, what, t.Go.s+"Filter", t.Go.s+"ODataFilter")
		f.GoType = n.claim(n.pkg, t.Pos, what, t.Go.s+"Properties", t.Go.s+"ODataProperties")
		if f.Leads() {
			f.GoExpand = n.claim(n.pkg, t.Pos, what, t.Go.s+"Expand", t.Go.s+"ODataExpand")
		}
	}
}
