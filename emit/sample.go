package emit

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/orchgen/orchgen/model"
)

// sampler makes values that hold to what the definition says of their types. Such a value is a bool, an
// int64, a float64, a string, a []any or a [*sampleObject].
type sampler struct {
	full bool          // every property that a client may send, instead of the required ones alone
	way  []*model.Type // the objects that the value in hand is part of
	size int           // values made so far
	gaps []string      // why optional properties were left out
}

// maxSample bounds the values of one sample: a few types that contain each other twice make millions.
const maxSample = 5000

// sampleObject is a JSON object whose properties keep their order.
type sampleObject struct {
	names  []string
	values []any
}

func (o *sampleObject) add(name string, value any) {
	o.names, o.values = append(o.names, name), append(o.values, value)
}

var (
	errCircle = errors.New("the type requires itself")
	errSize   = errors.New("the sample gets too large")
)

// value gives the nth sample of t; samples of different n differ where the type lets them. The error says
// why there is none.
func (s *sampler) value(t *model.Type, n int) (any, error) {
	if s.size++; s.size > maxSample {
		return nil, errSize
	}
	t = t.Underlying()
	switch t.Kind {
	case model.Bool:
		return n%2 == 0, nil
	case model.Int32, model.Int64, model.Float32, model.Float64, model.Decimal:
		return sampleNumber(t, n)
	case model.DateTime:
		return sampleTime.Add(time.Duration(n) * time.Second).Format(time.RFC3339), nil
	case model.Date:
		return sampleTime.AddDate(0, 0, n).Format(time.DateOnly), nil
	case model.Enum:
		return sampleEnum(t, n)
	case model.List:
		return s.list(t)
	case model.Page:
		items, err := s.list(&model.Type{Kind: model.List, Elem: t.Elem})
		return &sampleObject{[]string{"value"}, []any{items}}, err
	case model.Single:
		inner, err := s.value(t.Elem, n)
		return &sampleObject{[]string{"value"}, []any{inner}}, err
	case model.Map:
		return s.dictionary(t)
	case model.Object:
		return s.object(t, n)
	}
	return sampleText(t, n)
}

var sampleTime = time.Date(2020, time.January, 2, 3, 4, 5, 0, time.UTC)

// sampleEnum gives the nth value of an enum, with those that are zero, which clients leave out, at the end.
func sampleEnum(t *model.Type, n int) (any, error) {
	values := slices.Clone(t.EnumValues)
	isZero := func(v *model.EnumValue) int { return btoi(v.Text == "" || v.Text == "0") }
	slices.SortStableFunc(values, func(a, b *model.EnumValue) int { return isZero(a) - isZero(b) })
	text := values[n%len(values)].Text
	if t.Base == model.String {
		return text, nil
	}
	return strconv.ParseInt(text, 10, 64)
}

// list gives as few items as the limits allow, but one at least in a full sample.
func (s *sampler) list(t *model.Type) ([]any, error) {
	items := []any{}
	for n := range sampleLength(t.Limits.MinItems, t.Limits.MaxItems, s.full) {
		item, err := s.value(t.Elem, n)
		switch {
		case err != nil && (t.Limits.MinItems == nil || *t.Limits.MinItems == 0):
			s.gap("items", err)
			return []any{}, nil
		case err != nil:
			return nil, err
		}
		items = append(items, item)
	}
	if t.Limits.UniqueItems && hasTwins(items) {
		return nil, errors.New("the items cannot all be different")
	}
	return items, nil
}

// sampleLength gives how many items or properties a sample has.
func sampleLength(least, most *uint64, full bool) int {
	n := uint64(btoi(full))
	if least != nil {
		n = max(n, *least)
	}
	if most != nil {
		n = min(n, *most)
	}
	return int(min(n, maxSample))
}

func hasTwins(items []any) bool {
	seen := map[string]bool{}
	for _, item := range items {
		text := jsonText(item)
		if seen[text] {
			return true
		}
		seen[text] = true
	}
	return false
}

// dictionary gives a value for each of the names "key", "key2", ….
func (s *sampler) dictionary(t *model.Type) (any, error) {
	o := &sampleObject{}
	for n := range sampleLength(t.Limits.MinProperties, t.Limits.MaxProperties, s.full) {
		v, err := s.value(t.Elem, n)
		if err != nil {
			return nil, err
		}
		o.add(numbered("key", n), v)
	}
	return o, nil
}

func numbered(word string, n int) string {
	if n == 0 {
		return word
	}
	return fmt.Sprint(word, n+1)
}

func (s *sampler) object(t *model.Type, n int) (any, error) {
	if slices.Contains(s.way, t) {
		return nil, errCircle
	}
	s.way = append(s.way, t)
	defer func() { s.way = s.way[:len(s.way)-1] }()

	o := &sampleObject{}
	var spare []*model.Field
	for _, f := range t.AllFields() {
		if !f.Required && (f.ReadOnly || !s.full) {
			spare = append(spare, f)
			continue
		}
		if err := s.property(o, t, f, n); err != nil {
			return nil, err
		}
	}
	for _, f := range spare {
		if least := t.Limits.MinProperties; least == nil || uint64(len(o.names)) >= *least {
			break
		}
		if err := s.property(o, t, f, n); err != nil {
			return nil, err
		}
	}
	if t.Additional != nil && s.full {
		s.additional(o, t)
	}
	return o, nil
}

// property adds a sample of f. An optional property without any, or with nothing but its zero value, which
// clients leave out, is left out.
func (s *sampler) property(o *sampleObject, owner *model.Type, f *model.Field, n int) error {
	v, err := s.value(f.Type, n)
	if name := variant(owner, f); name != nil {
		v, err = name, nil
	}
	switch {
	case err != nil && f.Required:
		return fmt.Errorf("%s: %w", f.Wire, err)
	case err != nil:
		s.gap(f.Wire, err)
	case f.Required || v != "" && v != int64(0) && v != float64(0):
		o.add(f.Wire, v)
	}
	return nil
}

// gap notes, once, why something optional was left out. That recursion ends somewhere goes without saying.
func (s *sampler) gap(what string, err error) {
	text := what + ": " + err.Error()
	if errors.Is(err, errSize) {
		text = errSize.Error()
	}
	if !errors.Is(err, errCircle) && !slices.Contains(s.gaps, text) {
		s.gaps = append(s.gaps, text)
	}
}

// variant gives the value of a discriminator (Swagger 2.0, Schema Object): the name of the definition. It
// is nil for any other property.
func variant(t *model.Type, f *model.Field) any {
	isDiscriminator := func(t *model.Type) bool { return t.Underlying().Discriminator == f.Wire }
	if t.Wire == "" || !isDiscriminator(t) && !slices.ContainsFunc(t.Bases, isDiscriminator) {
		return nil
	}
	switch u := f.Type.Underlying(); u.Kind {
	case model.String:
		return t.Wire
	case model.Enum:
		for _, v := range u.EnumValues {
			if v.Text == t.Wire {
				return v.Text
			}
		}
	}
	return nil
}

// additional adds one property that the definition does not name.
func (s *sampler) additional(o *sampleObject, t *model.Type) {
	const name = "additional"
	if slices.ContainsFunc(t.AllFields(), func(f *model.Field) bool { return strings.EqualFold(f.Wire, name) }) {
		return
	}
	if v, err := s.value(t.Additional, 0); err != nil {
		s.gap(name, err)
	} else {
		o.add(name, v)
	}
}
