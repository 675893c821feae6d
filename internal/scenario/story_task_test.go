package scenario_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/devstack"
)

// task makes a task through the front door.
func (r *rig) task(user, body string) client.Task {
	r.t.Helper()
	a := r.ask("POST", "/api/v1/tasks", body, r.bearer(user)).wants(r.t, "create a task", 201, "")
	var made client.Task
	if err := json.Unmarshal([]byte(a.body), &made); err != nil {
		r.t.Fatal(err)
	}
	if got := a.header.Get("Location"); got != "/api/v1/tasks/"+made.ID.String() {
		r.t.Errorf("the task is at %s", got)
	}
	return made
}

func TestTaskIsCarriedOutReopenedAndDeleted(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, c := context.Background(), r.as("bluebird-operator")
	lead, omar := r.lead("bluebird-operator", `{"external_id":"7"}`).ID, devstack.ID("bluebird-operator")
	due := time.Date(2030, 3, 4, 17, 0, 0, 0, time.UTC)
	made := *must[*client.CreateTaskResponse](t, 201)(c.CreateTaskWithResponse(ctx, nil, client.NewTask{
		Title: "Call Mia", Description: new("In the morning"), LeadID: &lead, AssigneeID: &omar, DueAt: &due,
	})).JSON201
	change := func(to client.TaskChange) client.Task {
		t.Helper()
		return *must[*client.UpdateTaskResponse](t, 200)(c.UpdateTaskWithResponse(ctx, made.ID, nil, to)).JSON200
	}

	done := change(client.TaskChange{Done: new(true)})
	again := change(client.TaskChange{Done: new(true), Title: new("Call Mia back")})
	open := change(client.TaskChange{Done: new(false), Description: nullable.NewNullNullable[string](), LeadID: nullable.NewNullNullable[uuid.UUID]()})
	bare := change(client.TaskChange{AssigneeID: nullable.NewNullNullable[uuid.UUID](), DueAt: nullable.NewNullNullable[time.Time]()})
	read := *must[*client.GetTaskResponse](t, 200)(r.as("bluebird-viewer").GetTaskWithResponse(ctx, made.ID, nil)).JSON200

	if made.Title != "Call Mia" || text(made.Description) != "In the morning" || made.LeadID.MustGet() != lead || made.AssigneeID.MustGet() != omar ||
		!made.DueAt.MustGet().Equal(due) || made.Done || !made.DoneAt.IsNull() || made.CreatedBy != "user:"+omar.String() || !made.RunID.IsNull() || made.Version != 1 {
		t.Errorf("made %+v", made)
	}
	if !done.Done || time.Since(done.DoneAt.MustGet()).Abs() > time.Minute || done.Version != 2 || done.AssigneeID.MustGet() != omar {
		t.Errorf("done %+v", done)
	}
	if !again.Done || !again.DoneAt.MustGet().Equal(done.DoneAt.MustGet()) || again.Title != "Call Mia back" {
		t.Errorf("done again %+v", again)
	}
	if open.Done || !open.DoneAt.IsNull() || !open.Description.IsNull() || !open.LeadID.IsNull() || open.AssigneeID.MustGet() != omar {
		t.Errorf("open again %+v", open)
	}
	if !bare.AssigneeID.IsNull() || !bare.DueAt.IsNull() || encode(read) != encode(bare) {
		t.Errorf("emptied %+v, read as %+v", bare, read)
	}
	must[*client.DeleteTaskResponse](t, 204)(c.DeleteTaskWithResponse(ctx, made.ID, nil))
	must[*client.GetTaskResponse](t, 404)(c.GetTaskWithResponse(ctx, made.ID, nil))
	must[*client.UpdateTaskResponse](t, 404)(c.UpdateTaskWithResponse(ctx, made.ID, nil, client.TaskChange{Done: new(true)}))
	must[*client.DeleteTaskResponse](t, 404)(c.DeleteTaskWithResponse(ctx, made.ID, nil))
}

func TestTaskThatBreaksARuleIsExplained(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	operator := r.bearer("bluebird-operator")
	made := r.task("bluebird-operator", `{"title":"x"}`)
	gone, foreign := r.lead("bluebird-operator", `{"external_id":"7"}`).ID, r.lead("harbor-admin", `{"external_id":"7"}`).ID
	r.ask("DELETE", "/api/v1/leads/"+gone.String(), "", operator).wants(t, "delete the lead", 204, "")

	for _, c := range []struct{ body, code, at, with string }{
		{fmt.Sprintf(`{"title":"x","lead_id":%q}`, uuid.New()), "unknown_lead", "/lead_id", "unknown_lead"},
		{fmt.Sprintf(`{"title":"x","lead_id":%q}`, foreign), "unknown_lead", "/lead_id", "unknown_lead"},
		{fmt.Sprintf(`{"title":"x","lead_id":%q}`, gone), "unknown_lead", "/lead_id", "unknown_lead"},
		{fmt.Sprintf(`{"title":"x","assignee_id":%q}`, uuid.New()), "unknown_member", "/assignee_id", "unknown_member"},
		{fmt.Sprintf(`{"title":"x","assignee_id":%q}`, devstack.ID("harbor-admin")), "unknown_member", "/assignee_id", "unknown_member"},
		{fmt.Sprintf(`{"title":"x","assignee_id":%q}`, devstack.ID("nobody")), "unknown_member", "/assignee_id", "unknown_member"},
		{`{"title":""}`, "validation_failed", "/title", "pattern_mismatch"},
		{`{"title":" \t "}`, "validation_failed", "/title", "pattern_mismatch"},
		{`{"title":"` + strings.Repeat("é", 201) + `"}`, "validation_failed", "/title", "too_long"},
		{`{"title":"x","description":"` + strings.Repeat("é", 5001) + `"}`, "validation_failed", "/description", "too_long"},
		{`{"title":"x","due_at":"tomorrow"}`, "validation_failed", "/due_at", "invalid_format"},
		{`{"title":"x","run_id":"0190f5a0-0000-7000-8000-0000000000a1"}`, "validation_failed", "/run_id", "unknown_field"},
	} {
		for method, at := range map[string]string{"POST": "/api/v1/tasks", "PATCH": "/api/v1/tasks/" + made.ID.String()} {
			if a := r.ask(method, at, c.body, operator).wants(t, method+" "+c.body, 422, c.code); a.at(c.at).Code != c.with {
				t.Errorf("%s %s: %s", method, c.body, a.body)
			}
		}
	}
	r.ask("POST", "/api/v1/tasks", `{"title":"x","done":true}`, operator).wants(t, "done before it is begun", 422, "validation_failed")
	r.ask("POST", "/api/v1/tasks", `{"title":"x"}`, r.bearer("bluebird-viewer")).wants(t, "a viewer", 403, "forbidden")
	if n := r.db.Int(t, "SELECT count(*) FROM tasks"); n != 1 {
		t.Errorf("%d tasks were made", n)
	}
}

func TestTasksAreFoundByWhatIsAskedOfThem(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, c := context.Background(), r.as("bluebird-viewer")
	lead := r.lead("bluebird-operator", `{"external_id":"7"}`).ID
	for _, more := range []string{
		``,
		fmt.Sprintf(`,"lead_id":%q,"due_at":"2026-01-03T00:00:00Z"`, lead),
		fmt.Sprintf(`,"assignee_id":%q,"due_at":"2026-01-02T00:00:00Z"`, devstack.ID("bluebird-viewer")),
		fmt.Sprintf(`,"lead_id":%q,"assignee_id":%q`, lead, devstack.ID("both")),
	} {
		r.task("bluebird-operator", `{"title":"`+fmt.Sprint(r.db.Int(t, "SELECT count(*) FROM tasks"))+`"`+more+`}`)
	}
	r.db.Exec(t, "UPDATE tasks SET done_at = now() WHERE title IN ('1', '3')")

	for want, q := range map[string]client.ListTasksParams{
		"3 2 1 0": {},
		"3 1":     {Done: new(true)},
		"2 0":     {Done: new(false)},
		"3 1 ":    {LeadID: &lead},
		"2":       {AssigneeID: new(devstack.ID("bluebird-viewer"))},
		"":        {AssigneeID: new(devstack.ID("harbor-admin"))},
		"2 ":      {DueBefore: new(time.Date(2026, 1, 3, 0, 0, 0, 0, time.UTC))},
		"2 1":     {DueBefore: new(time.Date(2026, 1, 3, 0, 0, 0, 1000, time.UTC))},
		"1":       {DueBefore: new(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)), LeadID: &lead, Done: new(true)},
	} {
		page := must[*client.ListTasksResponse](t, 200)(c.ListTasksWithResponse(ctx, &q)).JSON200
		var titles []string
		for _, found := range page.Data {
			titles = append(titles, found.Title)
		}
		if !slices.Equal(titles, strings.Fields(want)) {
			t.Errorf("%s: found %v, want %s", encode(q), titles, want)
		}
	}
}

func TestMemberWhoLeavesIsTakenOffTheirTasks(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, c := context.Background(), r.as("bluebird-admin")
	made := r.task("bluebird-admin", fmt.Sprintf(`{"title":"x","assignee_id":%q}`, devstack.ID("bluebird-viewer")))

	must[*client.RemoveMembershipResponse](t, 204)(c.RemoveMembershipWithResponse(ctx, membershipOf(t, c, "bluebird-viewer"), nil))

	if left := must[*client.GetTaskResponse](t, 200)(c.GetTaskWithResponse(ctx, made.ID, nil)).JSON200; !left.AssigneeID.IsNull() || left.Title != "x" {
		t.Errorf("left is %+v", left)
	}
}

func TestWhatBecomesOfATaskIsAnnounced(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	operator := r.bearer("bluebird-operator")
	made := r.task("bluebird-operator", `{"title":"x"}`)
	at := "/api/v1/tasks/" + made.ID.String()

	for _, body := range []string{`{"title":"y"}`, `{"done":true}`, `{"done":true}`, `{"done":false}`, `{"done":true,"title":"z"}`} {
		r.ask("PATCH", at, body, operator).wants(t, body, 200, "")
	}
	r.ask("DELETE", at, "", operator).wants(t, "delete", 204, "")

	for kind, want := range map[string]int{"created": 1, "updated": 4, "completed": 2, "deleted": 1} {
		if n := r.db.Int(t, "SELECT count(*) FROM "+dbtest.Facts+" WHERE type = $1 AND object_id = $2", "task."+kind, made.ID); n != want {
			t.Errorf("%s was announced %d times, want %d", kind, n, want)
		}
	}
}
