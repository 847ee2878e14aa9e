package model

import "strings"

// Transfer says that an operation gives a link to a file in a storage, through which the file is sent or fetched.
type Transfer struct {
	Sends bool   // the link is for sending the file
	Path  *Param // query parameter: where the file is in the storage; nil when it is no parameter of its own
	Type  *Param // query parameter: media type of the file that is sent, may be nil

	Go        Name // method that follows the link, "Upload" or "Download"
	PathLocal Name // argument for Path, where it is not one of the operation anyway
	FileLocal Name // argument for the file that is sent
}

// transfer finds out whether the operation gives a link: GetWriteUri or GetReadUri with a reply that has an
// address, a method and headers.
func transfer(op *Operation) *Transfer {
	name := strings.ToLower(op.ID + " " + op.Path)
	t := &Transfer{Sends: strings.Contains(name, "getwriteuri")}
	if op.Method != "GET" || op.Body != nil || !t.Sends && !strings.Contains(name, "getreaduri") || !isLink(op.Result) {
		return nil
	}
	for _, p := range op.Optional() {
		if p.In == InQuery && p.Type.Underlying().Kind == String {
			switch strings.ToLower(p.Wire) {
			case "path":
				t.Path = p
			case "contenttype":
				t.Type = p
			}
		}
	}
	return t
}

// isLink reports whether t has the properties of a link: Uri, Verb, and Headers with Keys and Values.
func isLink(t *Type) bool {
	headers := member(t, "Headers")
	return isKind(member(t, "Uri"), String) && isKind(member(t, "Verb"), String) &&
		isKind(member(headers, "Keys"), List) && isKind(member(headers, "Values"), List)
}

// member gives the type of the property of an object, nil when there is none.
func member(t *Type, wire string) *Type {
	if !isKind(t, Object) {
		return nil
	}
	for _, f := range t.Underlying().AllFields() {
		if strings.EqualFold(f.Wire, wire) {
			return f.Type
		}
	}
	return nil
}

func isKind(t *Type, k Kind) bool { return t != nil && t.Underlying().Kind == k }
