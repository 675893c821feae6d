package server

import (
	"context"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/task"
	"github.com/carillonhq/carillon/internal/tenant"
)

// ListTasks answers with a page of tasks.
func (s *Server) ListTasks(ctx context.Context, r api.ListTasksRequestObject) (api.ListTasksResponseObject, error) {
	who, q := actor(ctx), r.Params
	filters := q
	filters.Limit, filters.Cursor, filters.CarillonTenant = nil, nil, nil
	p, err := s.pager(ctx, "tasks", q.Limit, q.Cursor, filters)
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.Read(who).ListTasks(ctx, db.ListTasksParams{
		BeforeAt: p.start.At, BeforeID: p.start.ID, Page: p.fetch(),
		Done: q.Done, LeadID: q.LeadID, AssigneeID: q.AssigneeID, DueBefore: q.DueBefore,
	})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(t db.Task) position { return position{At: t.CreatedAt, ID: t.ID} })
	if err != nil {
		return nil, err
	}
	return api.ListTasks200JSONResponse{Data: each(rows, taskOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// CreateTask makes a task.
func (s *Server) CreateTask(ctx context.Context, r api.CreateTaskRequestObject) (api.CreateTaskResponseObject, error) {
	b := r.Body
	n := task.New{Title: b.Title, Description: b.Description, Lead: b.LeadID, Assignee: b.AssigneeID, DueAt: b.DueAt}
	var row db.Task
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = task.Create(ctx, tx, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.CreateTask201JSONResponse{
		Body: taskOf(row), Headers: api.CreateTask201ResponseHeaders{Location: new("/api/v1/tasks/" + row.ID.String())},
	}, nil
}

// GetTask answers with one task.
func (s *Server) GetTask(ctx context.Context, r api.GetTaskRequestObject) (api.GetTaskResponseObject, error) {
	row, err := s.DB.Read(actor(ctx)).GetTask(ctx, r.TaskID)
	if err != nil {
		return nil, err
	}
	return api.GetTask200JSONResponse(taskOf(row)), nil
}

// UpdateTask applies a merge patch.
func (s *Server) UpdateTask(ctx context.Context, r api.UpdateTaskRequestObject) (api.UpdateTaskResponseObject, error) {
	body := either(r.JSONBody, r.ApplicationMergePatchPlusJSONBody)
	edit := func(t *db.Task) {
		t.Title = or(body.Title, t.Title)
		patch(body.Description, &t.Description)
		patch(body.LeadID, &t.LeadID)
		patch(body.AssigneeID, &t.AssigneeID)
		patch(body.DueAt, &t.DueAt)
		switch {
		case body.Done == nil:
		case *body.Done:
			task.Close(t)
		default:
			task.Reopen(t)
		}
	}
	var row db.Task
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = task.Change(ctx, tx, r.TaskID, edit)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.UpdateTask200JSONResponse(taskOf(row)), nil
}

// DeleteTask takes a task away.
func (s *Server) DeleteTask(ctx context.Context, r api.DeleteTaskRequestObject) (api.DeleteTaskResponseObject, error) {
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) error { return task.Delete(ctx, tx, r.TaskID) })
	if err != nil {
		return nil, err
	}
	return api.DeleteTask204Response{}, nil
}

func taskOf(t db.Task) api.Task {
	return api.Task{
		ID: t.ID, Title: t.Title, Description: orNull(t.Description), LeadID: orNull(t.LeadID), AssigneeID: orNull(t.AssigneeID),
		DueAt: moment(t.DueAt), Done: t.DoneAt != nil, DoneAt: moment(t.DoneAt), CreatedBy: t.CreatedBy, RunID: orNull(t.RunID),
		Version: int(t.Version), CreatedAt: t.CreatedAt.UTC(), UpdatedAt: t.UpdatedAt.UTC(),
	}
}
