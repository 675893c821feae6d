package scenario_test

import (
	"context"
	"fmt"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
)

// insideHosts lead inside; none may be saved, nor be reached if it stands in the database already.
var insideHosts = []string{
	"127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.0.0.1.", "[::1]", "[::ffff:127.0.0.1]", "[::7f00:1]", "localhost", "LOCALHOST.", "a.localhost", "0.0.0.0", "0",
	"169.254.169.254", "[fd00:ec2::254]", "metadata.google.internal", "10.0.0.7", "192.168.0.1", "100.100.100.200", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "１２７.０.０.１", "127。0。0。1", "postgres",
}

// trap is a listener that nobody may connect to.
func trap(t *testing.T) (port int, reached *atomic.Int32) {
	t.Helper()
	l, err := net.Listen("tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	reached = new(atomic.Int32)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			reached.Add(1)
			_ = conn.Close()
		}
	}()
	return l.Addr().(*net.TCPAddr).Port, reached
}

func TestAddressesInsideAreNeitherSavedNorReached(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	port, reached := trap(t)
	admin := r.bearer("bluebird-admin")
	hook := `{"name":"x","trigger_type":"custom_event","trigger_config":{"event_type":"custom.go"},"actions":[{"action_type":"trigger_webhook","action_config":{"url":%q}}]}`
	mail := `{"name":%q,"provider":"smtp","secret":"x","settings":{"host":%q,"port":%d,"tls":"none","email_from":"a@b.example"}}`
	good := r.automation("bluebird-admin", fmt.Sprintf(hook, "https://hooks.example.com/"))
	post := r.connection("bluebird-admin", fmt.Sprintf(mail, "good", "mail.example.com", port))

	for _, host := range insideHosts {
		for _, form := range []string{"https://%s/", "https://%s:8443/x", "http://%s:80/", "https://a@%s/"} {
			r.ask("POST", "/api/v1/automations", fmt.Sprintf(hook, fmt.Sprintf(form, host)), admin).wants(t, host, 422, "outbound_url_forbidden")
		}
		bare := strings.Trim(host, "[]")
		a := r.ask("POST", "/api/v1/connections", fmt.Sprintf(mail, host, bare, port), admin).wants(t, bare, 422, "outbound_host_forbidden")
		if a.at("/settings/host").Code == "" {
			t.Errorf("the complaint does not point at the host: %s", a.body)
		}
		r.ask("PATCH", "/api/v1/connections/"+post.ID.String(), fmt.Sprintf(`{"settings":{"host":%q,"email_from":"a@b.example"}}`, bare), admin).wants(t, bare, 422, "outbound_host_forbidden")
	}
	r.ask("POST", "/api/v1/automations/"+good.ID.String()+"/activate", "", admin).wants(t, "a good one", 200, "")
	r.work()
	for i, host := range insideHosts { // what an earlier version let in, or a restored backup brought
		r.db.Exec(t, "UPDATE connections SET settings = jsonb_set(settings, '{host}', to_jsonb($2::text)) WHERE id = $1", post.ID, strings.Trim(host, "[]"))
		verified := must[*client.VerifyConnectionResponse](t, 200)(r.as("bluebird-admin").VerifyConnectionWithResponse(context.Background(), post.ID, nil)).JSON200
		if verified.Ok {
			t.Errorf("%s is a mail server", host)
		}
		r.db.Exec(t, "UPDATE automation_versions SET definition = jsonb_set(definition, '{actions,0,action_config,url}', to_jsonb($1::text))", fmt.Sprintf("http://%s:%d/", host, port))
		r.ask("POST", "/api/v1/events", fmt.Sprintf(`{"events":[{"id":"%d","type":"custom.go"}]}`, i), admin).wants(t, host, 200, "")
	}
	r.await("a try of every run", 30*time.Second, func() bool {
		return r.db.Int(t, "SELECT count(*) FROM automation_runs WHERE tries > 0 AND due_at > now()") == len(insideHosts)
	})

	if n := reached.Load(); n != 0 {
		t.Errorf("%d connections were made", n)
	}
}
