package webhook_test

import (
	"fmt"
	"io"
	"net/http"
	"os"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/gen/client/webhook"
)

func ExampleParse() {
	http.HandleFunc("POST /hooks", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		if err != nil {
			return
		}
		event, err := webhook.Parse(body, r.Header, os.Getenv("WEBHOOK_SECRET"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		switch event.Type {
		case "lead.created":
			if lead, err := webhook.Object[client.LeadFact](event); err == nil && lead != nil {
				fmt.Println(lead.Email)
			}
		}
		w.WriteHeader(http.StatusNoContent)
	})
}
