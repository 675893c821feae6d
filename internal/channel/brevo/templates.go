package brevo

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"github.com/carillonhq/carillon/internal/channel"
)

const (
	templatePage  = 100
	templatePages = 10
)

// Templates returns the account's WhatsApp templates, at most 1,000. Brevo's list tells neither their
// texts nor the names of their parameters. It counts against an hourly limit.
func (w WhatsApp) Templates(ctx context.Context) ([]channel.Template, error) {
	var all []channel.Template
	for page := range templatePages {
		var list struct {
			Templates []struct {
				ID                     int64
				Name, Language, Status loose
			}
		}
		err := w.client.get(ctx, "/whatsappCampaigns/template-list", url.Values{
			"limit": {strconv.Itoa(templatePage)}, "offset": {strconv.Itoa(page * templatePage)},
		}).Decode(&list)
		if err != nil {
			return nil, err
		}
		for _, t := range list.Templates {
			all = append(all, channel.Template{ID: t.ID, Name: string(t.Name), Language: string(t.Language), State: strings.ToLower(string(t.Status))})
		}
		if len(list.Templates) < templatePage {
			break
		}
	}
	return all, nil
}
