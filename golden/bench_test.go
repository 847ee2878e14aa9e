package golden

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	page "github.com/orchgen/orchgen/golden/real_page/want"
	typed "github.com/orchgen/orchgen/golden/typed_errors/want"
	"github.com/orchgen/orchgen/golden/typed_errors/want/textcatalog"
)

// canned answers every request without a network.
type canned struct {
	status int
	body   []byte
}

func (c canned) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		_, _ = io.Copy(io.Discard, req.Body)
	}
	return &http.Response{
		StatusCode: c.status, Header: http.Header{"Content-Type": {"application/json"}}, Request: req,
		Body: io.NopCloser(bytes.NewReader(c.body)), ContentLength: int64(len(c.body)),
	}, nil
}

// jobs is a page as servers send it: values that are null, a required property that is absent (EnvironmentId), and
// texts of all kinds.
func jobs(n int) []byte {
	var b strings.Builder
	b.WriteString(`{"@odata.context":"https://example.com/odata/$metadata#Jobs","@odata.count":33365,"value":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		end, schedule := "null", "null"
		if i%2 == 1 {
			end, schedule = `"2020-11-03T09:00:00.1Z"`, "17"
		}
		fmt.Fprintf(&b, `{"Key":"%08x-58cc-4372-a567-0e02b2c3d479","StartTime":"2020-11-%02dT08:%02d:59.7171234Z","EndTime":%s,"State":"%s",`+
			`"JobPriority":"Normal","Source":"Schedule %d","SourceType":"Schedule","BatchExecutionKey":"%08x-11d0-4a2f-8d6e-6b3c5a9b1e77",`+
			`"Info":"Job started processing on the robot numéro %d, attempt %d","CreationTime":"2020-11-%02dT08:%02d:57.33Z","StartingScheduleId":%s,`,
			i, i%28+1, i%60, end, []string{"Successful", "Faulted", "Running", "Pending"}[i%4], i%7, i/10, i, i%3, i%28+1, i%60, schedule)
		fmt.Fprintf(&b, `"ReleaseName":"Invoices_Production","Type":"Unattended","InputArguments":"{\"in_Queue\":\"Invoices\",\"in_Max\":%d}","OutputArguments":null,`+
			`"HostMachineName":"VM-ROBOT-%02d","HasMediaRecorded":false,"PersistenceId":null,"ResumeVersion":null,"StopStrategy":null,"RuntimeType":"Unattended",`+
			`"RequiresUserInteraction":true,"ReleaseVersionId":%d,"EntryPointPath":null,"OrganizationUnitId":%d,"OrganizationUnitFullyQualifiedName":"Finance/Invoices",`+
			`"Reference":"ref-%d","Id":%d,`, i, i%40, i%9, i%5, i, 100000+i)
		fmt.Fprintf(&b, `"Robot":{"Id":%d,"Name":"robot%d","Type":"Unattended","MachineName":null,"Username":"dom\\user%d","Description":null,"HostingType":"Standard"},`+
			`"Release":{"Id":%d,"Key":"%08x-aaaa-4372-a567-0e02b2c3d479","Name":"Invoices","ProcessKey":"Invoices","ProcessVersion":"1.0.%d"}}`,
			i%40, i%40, i%40, i%9, i%9, i%9)
	}
	b.WriteString(`]}`)
	return []byte(b.String())
}

func pageClient(tb testing.TB, body []byte) *page.Client {
	client, err := page.NewClient("https://example.com", page.WithHTTPClient(&http.Client{Transport: canned{200, body}}))
	if err != nil {
		tb.Fatal(err)
	}
	return client
}

// BenchmarkListJobs reads 1,000 jobs through a client, and with package encoding/json into the same types.
func BenchmarkListJobs(b *testing.B) {
	data := jobs(1000)
	b.Run("orchgen", func(b *testing.B) {
		client := pageClient(b, data)
		b.ReportAllocs()
		for b.Loop() {
			if list, err := client.Jobs.List(b.Context(), nil); err != nil || len(list.Value) != 1000 {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding/json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var list page.Page[page.Job]
			if err := json.Unmarshal(data, &list); err != nil || len(list.Value) != 1000 {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkStartJobs sends a small body through a client, and writes the same body with package encoding/json.
func BenchmarkStartJobs(b *testing.B) {
	body := &page.StartParameters{
		ReleaseKey: "bfcd43a1-5f1a-4c6d-9e2e-0a6f3f6f7a11", Strategy: "JobsCount", JobsCount: page.Some[int32](1), InputArguments: `{"in_Queue":"Invoices"}`,
	}
	b.Run("orchgen", func(b *testing.B) {
		client := pageClient(b, []byte(`{"value":[]}`))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := client.Jobs.StartJobs(b.Context(), body); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding/json", func(b *testing.B) {
		client := &http.Client{Transport: canned{200, []byte(`{"value":[]}`)}}
		b.ReportAllocs()
		for b.Loop() {
			if err := startJobs(b.Context(), client, body); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// startJobs does by hand what the method of the client does.
func startJobs(ctx context.Context, client *http.Client, body *page.StartParameters) error {
	data, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, "POST", "https://example.com/odata/Jobs/UiPath.Server.Configuration.OData.StartJobs", bytes.NewReader(data))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var reply page.Page[page.Job]
	return json.NewDecoder(resp.Body).Decode(&reply)
}

// failure gives the error that the body makes.
func failure(tb testing.TB, client *typed.Client) *typed.APIError {
	_, err := client.Assets.Get(tb.Context(), 12)
	var e *typed.APIError
	if !errors.As(err, &e) {
		tb.Fatal(err)
	}
	return e
}

func failingClient(tb testing.TB, body string) *typed.Client {
	client, err := typed.NewClient("https://example.com", typed.WithHTTPClient(&http.Client{Transport: canned{409, []byte(body)}}))
	if err != nil {
		tb.Fatal(err)
	}
	return client
}

const nameTaken = `{"message":"The name Invoices is already used.","errorCode":1001,"traceId":"00-4bf92f3577b34da6a3ce929d0e0e4736-01","resourceIds":[7]}`

// BenchmarkError reads the reply of a failure through a client, and its body with package encoding/json.
func BenchmarkError(b *testing.B) {
	b.Run("orchgen", func(b *testing.B) {
		client := failingClient(b, nameTaken)
		b.ReportAllocs()
		for b.Loop() {
			failure(b, client)
		}
	})
	b.Run("encoding/json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var e struct {
				Message, TraceID string
				ErrorCode        int
				ResourceIDs      []int64
			}
			if err := json.Unmarshal([]byte(nameTaken), &e); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkLocalize translates a message with and without arguments, and does the same with a Printer of x/text.
func BenchmarkLocalize(b *testing.B) {
	texts, err := textcatalog.New()
	if err != nil {
		b.Fatal(err)
	}
	printer := message.NewPrinter(language.French, message.Catalog(texts))
	for _, bench := range []struct {
		name, body, key, want string
		args                  []any
	}{
		{"argument", nameTaken, "1001", "Le nom Invoices est déjà utilisé.", []any{"Invoices"}},
		{"plain", `{"message":"The process does not exist.","errorCode":1661}`, "1661", "", nil},
	} {
		e := failure(b, failingClient(b, bench.body))
		want := e.Localize(typed.LocaleFR)
		if got := printer.Sprintf(bench.key, bench.args...); got != want || bench.want != "" && want != bench.want {
			b.Fatalf("%s: got %q and %q", bench.name, want, got)
		}
		b.Run(bench.name+"/orchgen", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = e.Localize(typed.LocaleFR)
			}
		})
		b.Run(bench.name+"/x-text", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = printer.Sprintf(bench.key, bench.args...)
			}
		})
	}
}

// BenchmarkFilter builds a filter, and writes the same text with package fmt.
func BenchmarkFilter(b *testing.B) {
	since := time.Date(2020, 11, 3, 8, 0, 0, 0, time.UTC)
	const want = "State eq 'Running' and CreationTime gt 2020-11-03T08:00:00Z and contains(Robot/Name,'O''Brien')"
	build := func() page.Filter {
		return page.JobFilter.State.Eq(page.JobStateRunning).And(page.JobFilter.CreationTime.Gt(since), page.JobFilter.Robot().Name.Contains("O'Brien"))
	}
	format := func() string {
		return fmt.Sprintf("State eq '%s' and CreationTime gt %s and contains(Robot/Name,'%s')",
			page.JobStateRunning, since.UTC().Format(time.RFC3339Nano), strings.ReplaceAll("O'Brien", "'", "''"))
	}
	if string(build()) != want || format() != want {
		b.Fatal(build(), format())
	}
	b.Run("orchgen", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_ = build()
		}
	})
	b.Run("fmt", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_ = format()
		}
	})
}
