package server

import (
	"context"
	"encoding/hex"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/intake"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/tenant"
)

var (
	// errMultipart: the body cannot be taken apart as multipart/form-data.
	errMultipart = fault.New(fault.Malformed, "malformed_multipart", "The body cannot be read as multipart/form-data. Send the part file and, if need be, the part options, once each.")
	// errNoFile: the body has no part called file.
	errNoFile = fault.New(fault.Invalid, "import_without_file", "Send the table as the part called file.").At("/file")
)

// form is what an upload has brought.
type form struct {
	file    *intake.File
	options *api.ImportOptions
}

// upload takes in a file that comes in parts, unless it has been.
func (s *Server) upload(ctx context.Context, parts *multipart.Reader) (db.Import, error) {
	key := uploadKey(ctx)
	if took, err := s.DB.Read(actor(ctx)).GetImportOfUpload(ctx, &key); !tenant.IsNone(err) {
		visited(ctx).head.Set("Idempotent-Replayed", "true")
		return took, err
	}
	f := form{}
	err := s.parts(ctx, parts, key, &f)
	switch {
	case err == nil && f.file == nil:
		return db.Import{}, errNoFile
	case err != nil && f.file != nil:
		return db.Import{}, errors.Join(err, s.Imports.Discard(ctx, actor(ctx), f.file.ID))
	case err != nil:
		return db.Import{}, err
	}
	return s.Imports.Begin(ctx, actor(ctx), *f.file, optionsOf(f.options))
}

// uploadKey names an upload by who sends it under which Idempotency-Key; empty without one.
func uploadKey(ctx context.Context) string {
	v := visited(ctx)
	word := v.header.Get("Idempotency-Key")
	if word == "" {
		return ""
	}
	key := digest(v.actor.Tenant.String(), v.actor.Name, v.op.ID, unquoted(word))
	return hex.EncodeToString(key[:])
}

// parts reads every part of an upload.
func (s *Server) parts(ctx context.Context, parts *multipart.Reader, key string, f *form) error {
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return unsent(err, errMultipart)
		}
		switch {
		case part.FormName() == "file" && f.file == nil:
			file, err := s.Imports.Receive(ctx, actor(ctx), key, part)
			if err != nil {
				return unsent(err, err)
			}
			file.Name = named(part.FileName())
			f.file = &file
		case part.FormName() == "options" && f.options == nil:
			if f.options, err = options(ctx, part); err != nil {
				return err
			}
		default:
			return errMultipart
		}
	}
}

// unsent is why a body did not come whole.
func unsent(err, otherwise error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return intake.ErrTooLarge.With("maximum_bytes", intake.MaxBytes)
	}
	return otherwise
}

// named is a file's name as it can be kept.
func named(file string) string {
	file = strings.ReplaceAll(strings.ToValidUTF8(file, "\uFFFD"), "\x00", "\uFFFD")
	if runes := []rune(file); len(runes) > 200 {
		return string(runes[:200])
	}
	return file
}

// options reads the part of that name, which must be as the contract has it beside a text.
func options(ctx context.Context, part io.Reader) (*api.ImportOptions, error) {
	raw, err := io.ReadAll(io.LimitReader(part, contract.MaxBody+1))
	if err != nil {
		return nil, unsent(err, errMultipart)
	}
	if len(raw) > contract.MaxBody {
		return nil, errTooLarge.With("maximum_bytes", contract.MaxBody)
	}
	body, err := visited(ctx).op.CheckJSON([]byte(`{"text": "x", "options": ` + string(raw) + `}`))
	if err != nil {
		return nil, err
	}
	var n api.NewImport
	decode(body.Raw, &n)
	return n.Options, nil
}

// importText takes in a short file that comes as text.
func (s *Server) importText(ctx context.Context, n api.NewImport) (took db.Import, err error) {
	file, err := s.Imports.Receive(ctx, actor(ctx), "", strings.NewReader(n.Text))
	if err != nil {
		return took, err
	}
	return s.Imports.Begin(ctx, actor(ctx), file, optionsOf(n.Options))
}

// optionsOf is how a file is meant.
func optionsOf(o *api.ImportOptions) intake.Options {
	if o == nil {
		o = &api.ImportOptions{}
	}
	return intake.Options{
		Mode: lead.Mode(or(o.Mode, api.ImportOptionsModeUpsert)), ValidateOnly: or(o.ValidateOnly, false), Mapping: or(o.Mapping, nil),
		Region: or(o.DefaultRegion, ""), List: o.LeadListID, Tags: o.Tags,
	}
}

// longestUpload is how long a stream may take to come in, however steadily.
const longestUpload = 15 * time.Minute

// streamed is a body that is not read before its handler does. Of a caller we know it may take its time
// in all, but not between one part and the next.
func streamed(c echo.Context, op *contract.Operation) io.ReadCloser {
	body := http.MaxBytesReader(c.Response(), c.Request().Body, contract.MaxUpload)
	if op.Public {
		return body
	}
	return &steady{body, http.NewResponseController(c.Response()), time.Now().Add(longestUpload)}
}

type steady struct {
	io.ReadCloser
	control *http.ResponseController
	end     time.Time
}

// Read implements io.Reader.
func (s *steady) Read(p []byte) (int, error) {
	until := time.Now().Add(patience)
	if until.After(s.end) {
		until = s.end
	}
	_ = s.control.SetReadDeadline(until) // in place of the server's, which is for a whole request
	_ = s.control.SetWriteDeadline(until.Add(patience))
	return s.ReadCloser.Read(p)
}

// rejectsFile is an answer that is written as it is read.
type rejectsFile struct {
	ctx  context.Context //nolint:containedctx // of the request that it answers
	room *intake.Room
	row  db.Import
}

// VisitDownloadImportRejectsResponse implements api.DownloadImportRejectsResponseObject.
func (f rejectsFile) VisitDownloadImportRejectsResponse(w http.ResponseWriter) error {
	w.Header().Set("Content-Type", "text/csv")
	w.Header().Set("Content-Disposition", `attachment; filename="rejects-`+f.row.ID.String()+`.csv"`)
	return f.room.WriteRejects(f.ctx, actor(f.ctx), f.row, patiently{w, http.NewResponseController(w)})
}

// patiently writes to a caller who may take their time between one part and the next.
type patiently struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

// Write implements io.Writer.
func (p patiently) Write(b []byte) (int, error) {
	_ = p.control.SetWriteDeadline(time.Now().Add(patience))
	return p.w.Write(b)
}
