package emit

import "github.com/orchgen/orchgen/model"

func (g *generator) pluralFunc(s *source, l *model.Locale) {}
