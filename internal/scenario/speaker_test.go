package scenario_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"reflect"
	"regexp"
	"strings"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/contract"
)

// call is one operation, asked by somebody.
type call struct {
	op     *contract.Operation
	base   string // where clients find the installation; empty: where they are told to
	person string
	tenant string // slug; empty: the person's own
	with   map[string]any
	body   any
}

// outcome is what came back: a body as JSON has it, or status and code of a refusal.
type outcome struct {
	Body    any
	Refused string
	Failed  string // no answer, or one that could not be read
}

// speaker makes calls in its own way. Of a list it gives all pages, or the first one.
type speaker func(call) outcome

// voice is a speaker by its name.
func (r *rig) voice(name string) speaker {
	r.t.Helper()
	switch name {
	case "go":
		return r.golang
	case "ts":
		return r.typescript()
	}
	return r.raw
}

// raw speaks HTTP.
func (r *rig) raw(c call) outcome {
	header, query, known := r.bearer(c.person), url.Values{}, map[string]string{}
	if c.tenant != "" {
		header.Set("Carillon-Tenant", c.tenant)
	}
	for name, value := range c.with {
		if strings.Contains(c.op.Path, "{"+name+"}") {
			known[name] = url.PathEscape(value.(string))
			continue
		}
		values, many := value.([]any)
		if !many {
			values = []any{value}
		}
		for _, one := range values {
			query.Add(name, fmt.Sprint(one))
		}
	}
	body := ""
	if c.body != nil {
		body = encode(c.body)
	}
	a := r.ask(c.op.Method, fill(c.op, known)+"?"+query.Encode(), body, header)
	if a.status >= 400 {
		return outcome{Refused: fmt.Sprint(a.status, " ", a.problem.Code)}
	}
	return outcome{Body: decoded([]byte(a.body))}
}

// golang speaks through the methods of package client.
func (r *rig) golang(c call) outcome {
	api, err := client.Connect(cmp.Or(c.base, r.url), client.Options{Auth: client.Token(r.token(c.person)), Tenant: c.tenant, Transport: checked{r}})
	if err != nil {
		return outcome{Failed: err.Error()}
	}
	method := methodOf(api, c.op)
	in := []reflect.Value{reflect.ValueOf(r.t.Context())}
	for i, value := range arguments(method.Type(), c) {
		argument := reflect.New(method.Type().In(i + 1))
		if err := json.Unmarshal([]byte(encode(value)), argument.Interface()); err != nil {
			return outcome{Failed: err.Error()}
		}
		in = append(in, argument.Elem())
	}
	return result(method.Call(in))
}

// result reads what a method of package client returned.
func result(out []reflect.Value) outcome {
	if err, failed := out[len(out)-1].Interface().(error); failed {
		return failure(err)
	}
	switch {
	case len(out) == 2:
		return outcome{Body: decoded([]byte(encode(out[0].Interface())))}
	case out[0].Kind() != reflect.Func:
		return outcome{}
	}
	data := []any{}
	for item, err := range out[0].Seq2() {
		if err, failed := err.Interface().(error); failed {
			return failure(err)
		}
		data = append(data, decoded([]byte(encode(item.Interface()))))
	}
	return outcome{Body: map[string]any{"data": data}}
}

func failure(err error) outcome {
	var refused *client.Error
	if errors.As(err, &refused) {
		return outcome{Refused: fmt.Sprint(refused.Status, " ", refused.Code)}
	}
	return outcome{Failed: err.Error()}
}

// typescript speaks through the npm package, and signs in at Supabase.
func (r *rig) typescript() speaker {
	r.t.Helper()
	r.packed()
	cmd := exec.Command(r.program("node"), "--experimental-websocket", "test/speaker.mjs")
	cmd.Dir, cmd.Stderr = typescript, r.t.Output()
	cmd.Env = append(os.Environ(), "SUPABASE_URL="+r.out.IssuerURL)
	in, err := cmd.StdinPipe()
	if err != nil {
		r.t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		r.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait()
	})
	asks, answers := json.NewEncoder(in), json.NewDecoder(out)
	front := r.listened()
	return func(c call) (h outcome) {
		args := arguments(methodOf(&client.API{}, c.op).Type(), c)
		line := map[string]any{"base_url": cmp.Or(c.base, front), "person": c.person, "tenant": c.tenant, "tag": camel(c.op.Tag), "method": short(c.op), "args": args}
		if err := errors.Join(asks.Encode(line), answers.Decode(&h)); err != nil {
			return outcome{Failed: err.Error()}
		}
		return h
	}
}

// methodOf is an operation's method of package client; one without has none.
func methodOf(api *client.API, op *contract.Operation) reflect.Value {
	tag := strings.ReplaceAll(op.Tag, "-", "")
	field := reflect.ValueOf(api).Elem().FieldByNameFunc(func(name string) bool { return strings.EqualFold(name, tag) })
	for i := 0; field.IsValid() && i < field.NumMethod(); i++ {
		if strings.EqualFold(field.Type().Method(i).Name, short(op)) {
			return field.Method(i)
		}
	}
	return reflect.Value{}
}

// tellable says whether the story can ask for an operation: customers call it, and it answers once.
func tellable(op *contract.Operation) bool {
	return methodOf(&client.API{}, op).IsValid() && !strings.HasPrefix(op.ID, "stream")
}

// arguments are what a method takes after the context: parameters of the path, body, query.
func arguments(method reflect.Type, c call) []any {
	all := []any{}
	for _, name := range parameter.FindAllStringSubmatch(c.op.Path, -1) {
		all = append(all, c.with[name[1]])
	}
	for i := len(all) + 1; i < method.NumIn()-1; i++ {
		if method.In(i).Kind() != reflect.Pointer {
			all = append(all, c.body)
			continue
		}
		query := map[string]any{}
		for name, value := range c.with {
			if !strings.Contains(c.op.Path, "{"+name+"}") {
				query[name] = value
			}
		}
		all = append(all, query)
	}
	return all
}

// short is the name of an operation's method in both clients, as their generators make it.
func short(op *contract.Operation) string {
	plural := strings.ToUpper(op.Tag[:1]) + camel(op.Tag)[1:]
	singular := strings.TrimSuffix(plural, "s")
	if stem, is := strings.CutSuffix(plural, "ies"); is {
		singular = stem + "y"
	}
	rest := regexp.MustCompile(`(?:To)?(?:`+plural+`|`+singular+`)([^a-z]|$)`).ReplaceAllString(op.ID, "$1")
	if rest == "" {
		return op.ID
	}
	return rest
}

func camel(tag string) string {
	return regexp.MustCompile(`-(\w)`).ReplaceAllStringFunc(tag, func(s string) string { return strings.ToUpper(s[1:]) })
}

// decoded is a body as JSON has it; nil where there is none.
func decoded(body []byte) any {
	var value any
	_ = json.Unmarshal(body, &value)
	return value
}
