package envelopes

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"example.com/envelopes/orchestrator"
)

//go:embed table.json
var table []byte

// failure is what a reply tells. Of an item it has the key.
type failure struct {
	Code                                 *orchestrator.Code
	Reason, Message, Details, Trace, Key string
	IDs                                  []int64
	Fields                               []string
	Args                                 map[string]string
	Status                               int  // 0 for that of the reply
	Page                                 bool // a page in place of the result
}

// operations are those whose replies are their own; every other envelope is one of a job that is asked for.
var operations = map[string]func(context.Context, *orchestrator.Client) error{
	"": func(ctx context.Context, c *orchestrator.Client) error {
		_, err := c.Jobs.Get(ctx, 1, nil)
		return err
	},
	"Account_Authenticate": func(ctx context.Context, c *orchestrator.Client) error {
		_, err := c.Account.Authenticate(ctx, &orchestrator.LoginModel{})
		return err
	},
	"ProcessSchedules_SetEnabled": func(ctx context.Context, c *orchestrator.Client) error {
		_, err := c.ProcessSchedules.SetEnabled(ctx, &orchestrator.ProcessSetEnabledRequest{}, nil)
		return err
	},
	"Queues_BulkAddQueueItems": func(ctx context.Context, c *orchestrator.Client) error {
		_, err := c.Queues.BulkAddQueueItems(ctx, &orchestrator.QueuesBulkAddQueueItemsParameters{}, nil)
		return err
	},
	"Tasks_AssignTasks": func(ctx context.Context, c *orchestrator.Client) error {
		_, err := c.Tasks.AssignTasks(ctx, &orchestrator.TasksAssignTasksParameters{}, nil)
		return err
	},
	"Tasks_ReassignTasks": func(ctx context.Context, c *orchestrator.Client) error {
		_, err := c.Tasks.ReassignTasks(ctx, &orchestrator.TasksReassignTasksParameters{}, nil)
		return err
	},
	"Tasks_UnassignTasks": func(ctx context.Context, c *orchestrator.Client) error {
		_, err := c.Tasks.UnassignTasks(ctx, &orchestrator.TasksUnassignTasksParameters{}, nil)
		return err
	},
	"Tasks_DeleteTasks": func(ctx context.Context, c *orchestrator.Client) error {
		_, err := c.Tasks.DeleteTasks(ctx, &orchestrator.TasksDeleteRequest{}, nil)
		return err
	},
	"TaskForms_BulkCompleteTasks": func(ctx context.Context, c *orchestrator.Client) error {
		_, err := c.TaskForms.BulkCompleteTasks(ctx, &orchestrator.BulkTasksCompletionRequest{})
		return err
	},
	"TaskForms_BulkUpdateTasks": func(ctx context.Context, c *orchestrator.Client) error {
		_, err := c.TaskForms.BulkUpdateTasks(ctx, &orchestrator.BulkTasksDataUpdateRequest{})
		return err
	},
	"Libraries_UploadPackage": func(ctx context.Context, c *orchestrator.Client) error {
		_, err := c.Libraries.UploadPackage(ctx, orchestrator.Upload{Name: "a.nupkg", Content: strings.NewReader("x")}, nil)
		return err
	},
	"Processes_UploadPackage": func(ctx context.Context, c *orchestrator.Client) error {
		_, err := c.Processes.UploadPackage(ctx, orchestrator.Upload{Name: "a.nupkg", Content: strings.NewReader("x")}, nil)
		return err
	},
	"Licensing_Acquire": func(ctx context.Context, c *orchestrator.Client) error {
		_, err := c.Licensing.Acquire(ctx, &orchestrator.ConsumptionLicense{})
		return err
	},
	"User_CreateUsers": func(ctx context.Context, c *orchestrator.Client) error {
		_, err := c.User.CreateUsers(ctx, &orchestrator.CreateUsersCommand{})
		return err
	},
}

// TestEnvelopes sends each reply of the table to the client.
func TestEnvelopes(t *testing.T) {
	var tests []struct {
		Name, Operation, Type string
		Status                int
		Body                  json.RawMessage
		Want                  []failure
	}
	if err := json.Unmarshal(table, &tests); err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		t.Run(test.Name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				body := test.Body
				if text := ""; json.Unmarshal(body, &text) == nil {
					body = []byte(text)
				}
				w.Header().Set("Content-Type", "application/json")
				if test.Type != "" {
					w.Header().Set("Content-Type", test.Type)
				}
				w.WriteHeader(test.Status)
				_, _ = w.Write(body)
			}))
			defer server.Close()
			client, err := orchestrator.NewClient(server.URL, orchestrator.WithRetry(orchestrator.RetryPolicy{Attempts: 1}),
				orchestrator.WithServerURL(orchestrator.ServerIdentity, server.URL))
			if err != nil {
				t.Fatal(err)
			}
			got := failures(t, operations[test.Operation](t.Context(), client.InFolder(orchestrator.FolderID(1))), test.Status, test.Want)
			if !reflect.DeepEqual(got, test.Want) {
				t.Errorf("got  %s\nwant %s", shown(got), shown(test.Want))
			}
		})
	}
}

// failures gives what err tells, with those of the arguments that are wanted.
func failures(t *testing.T, err error, status int, wants []failure) []failure {
	list := []failure{}
	add := func(key string, e *orchestrator.APIError) {
		f := failure{Reason: e.Reason, Message: e.Message, Details: e.Details, Trace: e.TraceID, IDs: e.ResourceIDs, Key: key}
		if e.HasCode {
			f.Code = &e.Code
		}
		if e.Status != status {
			f.Status = e.Status
		}
		for _, field := range e.Fields {
			f.Fields = append(f.Fields, field.Field+": "+field.Message)
		}
		if len(list) < len(wants) && wants[len(list)].Args != nil {
			f.Args = map[string]string{}
			for name := range wants[len(list)].Args {
				f.Args[name], _ = e.Arg(name)
			}
		}
		list = append(list, f)
	}
	var decode *orchestrator.DecodeError
	var api *orchestrator.APIError
	items := orchestrator.ItemErrors(err)
	switch {
	case errors.As(err, &decode):
		list = append(list, failure{Page: strings.HasPrefix(decode.ContentType, "text/html")})
	case len(items) > 0:
		for _, item := range items {
			add(item.Key, item.APIError)
		}
	case errors.As(err, &api):
		add("", api)
	case err != nil:
		t.Error(err)
	}
	return list
}

func shown(list []failure) string {
	text, _ := json.Marshal(list)
	return string(text)
}
