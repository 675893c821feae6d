package client_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/carillonhq/carillon/gen/client"
)

func Example() {
	api, err := client.NewFromEnv()
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	mia, err := api.Leads.Create(ctx, client.NewLead{Email: new("mia@harbor.example"), Tags: []string{"vip"}})
	if err != nil {
		log.Fatal(err)
	}
	for lead, err := range api.Leads.List(ctx, &client.ListLeadsParams{Tag: mia.Tags}) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(lead.ID, lead.Status)
	}
}

func ExampleProblem() {
	api, err := client.NewFromEnv()
	if err != nil {
		log.Fatal(err)
	}

	_, err = api.Leads.Create(context.Background(), client.NewLead{Phone: new("12")})

	var refused *client.Error
	switch {
	case errors.As(err, &refused):
		for _, field := range refused.Errors {
			fmt.Println(refused.Code, *field.Pointer, field.Message)
		}
	case errors.Is(err, client.ErrNoAnswer):
		fmt.Println("it is not known whether the lead is there; under the same key the call can be made again")
	}
}

func ExampleConnect() {
	session := func(context.Context, string) (string, error) { // somebody else keeps the file fresh
		token, err := os.ReadFile("/run/secrets/token")
		return strings.TrimSpace(string(token)), err
	}

	api, err := client.Connect("https://carillon.example", client.Options{Auth: session, Tenant: "harbor", Attempts: 5})
	if err != nil {
		log.Fatal(err)
	}

	_, err = api.Tasks.Create(context.Background(), client.NewTask{Title: "Call Mia"}, client.WithIdempotencyKey("order-17"))
	if err != nil {
		log.Fatal(err)
	}
}
