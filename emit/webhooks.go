package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/orchgen/orchgen/model"
)

// webhookFile writes what makes the payloads of webhooks events: their names, and how one is made of its name.
func webhookFile(g *generator) []*source {
	events := g.api.Events()
	if len(events) == 0 {
		return nil
	}
	s := newSource(g.opt.Package, "events.go")
	s.doc("The names of the events that webhooks can subscribe to.")
	s.Const().DefsFunc(func(group *jen.Group) {
		for _, t := range events {
			fieldDoc(group, t.GoEvent.String()+" comes as a [*"+t.Go.String()+"].")
			group.Id(t.GoEvent.String()).Op("=").Lit(t.Webhook)
		}
	})
	s.Line()
	s.Func().Id("newEvent").Params(jen.Id("name").String()).Id("Event").Block(
		jen.Switch(jen.Id("name")).BlockFunc(func(group *jen.Group) {
			for _, t := range events {
				group.Case(jen.Id(t.GoEvent.String())).Block(jen.Return(jen.New(jen.Id(t.Go.String()))))
			}
		}),
		jen.Return(jen.Nil()),
	)
	for _, t := range events {
		declareEvent(s, t)
	}
	return []*source{s}
}

func declareEvent(s *source, t *model.Type) {
	receiver := func() *jen.Statement { return jen.Func().Params(jen.Op("*").Id(t.Go.String())) }
	s.Line()
	s.doc("EventType gives [" + t.GoEvent.String() + "].")
	s.Add(receiver().Id("EventType").Params().String().Block(jen.Return(jen.Id(t.GoEvent.String()))))
	s.Line()
	s.Add(receiver().Id("event").Params().Block())
}
