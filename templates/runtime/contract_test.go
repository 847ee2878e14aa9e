package runtime

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestContract calls every operation of a server that follows the definition, such as a mock server: with
// the required arguments alone, and with all that the definition declares. Each call has to end with a
// declared success, and without a violation by the request in the header sl-violations of Stoplight Prism.
//
// The environment variable CONTRACT_SERVER is the base URL; CONTRACT_TOKEN, which may be absent, is sent as
// the bearer token or key. Use a server whose data may be changed and deleted.
func TestContract(t *testing.T) {
	address := os.Getenv("CONTRACT_SERVER")
	if address == "" {
		t.Skip("CONTRACT_SERVER is not set: it is the base URL of a server to test the client with, such as a mock server")
	}
	for _, o := range contractOperations {
		t.Run(o.name+"/minimal", func(t *testing.T) { o.run(t, address, o.minimal) })
		if o.full != nil {
			t.Run(o.name+"/full", func(t *testing.T) { o.run(t, address, o.full) })
		}
	}
}

// contractOperation is an operation with its calls; full is nil where it would be the same as minimal.
type contractOperation struct {
	name          string
	success       []int // statuses; any of 200 to 299 where there are none
	minimal, full func(*testing.T, *Client) error
}

func (o contractOperation) run(t *testing.T, address string, call func(*testing.T, *Client) error) {
	t.Parallel()
	token := contractSetting("CONTRACT_TOKEN", "contract")
	options := append(contractOptions(address, token), WithBearerToken(token),
		WithHTTPClient(&http.Client{Transport: contractTransport{t, o.success}}))
	client, err := NewClient(address, options...)
	if err != nil {
		t.Fatal(err)
	}
	if err := call(t, client); err != nil {
		t.Error(err)
	}
}

func contractSetting(name, otherwise string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return otherwise
}

// contractTransport reports violations, and replies that are no declared success.
type contractTransport struct {
	t       *testing.T
	success []int
}

func (c contractTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	for _, violation := range contractViolations(resp.Header.Get("Sl-Violations")) {
		c.t.Errorf("%s %s: %s", req.Method, req.URL, violation)
	}
	if len(c.success) > 0 && !slices.Contains(c.success, resp.StatusCode) {
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			return nil, err
		}
		resp.Body.Close()
		resp.Body = io.NopCloser(bytes.NewReader(body))
		c.t.Errorf("%s %s: status %d, want one of %d: %.2000s", req.Method, req.URL, resp.StatusCode, c.success, body)
	}
	return resp, nil
}

// contractViolations gives what is wrong with the request according to a header of Stoplight Prism: a JSON
// list, which may be cut off, behind what else Prism says. What is wrong with the reply is a matter between
// the server and its definition.
func contractViolations(header string) []string {
	start := strings.IndexByte(header, '[')
	if start < 0 {
		return strings.Fields(header)
	}
	var list []string
	d := json.NewDecoder(strings.NewReader(header[start:]))
	for _, err := d.Token(); err == nil && d.More(); {
		var v struct {
			Location []string
			Message  string
		}
		if d.Decode(&v) != nil {
			break
		}
		if len(v.Location) > 0 && v.Location[0] == "request" {
			list = append(list, v.Message)
		}
	}
	return list
}

// contractSample decodes a body. The test ends when the type drops or changes any of it.
func contractSample[T any](t *testing.T, text string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%T does not read the sample: %v\n%s", v, err, text)
	}
	again, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("%T does not write the sample: %v\n%s", v, err, text)
	}
	var got, want any
	if err := json.Unmarshal(again, &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(text), &want); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("%T changes the sample\n%s\nto\n%s", v, text, again)
	}
	return v
}

// contractError judges a call. A value that does not fit the definition, which the client keeps raw, is an error.
func contractError[T any](result T, err error) error {
	if err != nil {
		return err
	}
	if odd := contractOdd(nil, reflect.ValueOf(&result)); len(odd) > 0 {
		return fmt.Errorf("values in the reply do not fit: %s", strings.Join(odd, ", "))
	}
	return nil
}

// contractOdd adds the properties in v whose values do not fit their fields.
func contractOdd(odd []string, v reflect.Value) []string {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			odd = contractOdd(odd, v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			odd = contractOdd(odd, v.Index(i))
		}
	case reflect.Map:
		for _, item := range v.Seq2() {
			odd = contractOdd(odd, item)
		}
	case reflect.Struct:
		c, ok := codecOf(v.Type()).(*structCodec)
		if !ok || c.raw < 0 {
			return odd
		}
		raw := v.Field(c.raw).Interface().(RawFields)
		for _, f := range c.fields {
			if _, isOdd := raw.Get(f.name); isOdd {
				odd = append(odd, v.Type().Name()+"."+f.name)
			}
			odd = contractOdd(odd, v.Field(f.index))
		}
	}
	return odd
}

// contractReply takes a reply for a success, whatever it says of single items.
func contractReply[T any](reply T, err error) error {
	if reflect.ValueOf(&reply).Elem().IsZero() {
		return err
	}
	return nil
}

// contractDrain reads a download to its end.
func contractDrain(d *Download, err error) error {
	if err != nil {
		return err
	}
	defer d.Close()
	_, err = io.Copy(io.Discard, d)
	return err
}

// contractSkip stands for a call that cannot be made.
func contractSkip(reason string) func(*testing.T, *Client) error {
	return func(t *testing.T, _ *Client) error {
		t.Skip(reason)
		return nil
	}
}
