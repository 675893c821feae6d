package connection

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/ratelimit"
)

// Settings is what a provider needs beside the secret, as the contract's ConnectionSettings.
type Settings struct {
	EmailFrom          string `json:"email_from,omitempty"`
	EmailFromName      string `json:"email_from_name,omitempty"`
	ReplyTo            string `json:"reply_to,omitempty"`
	SMSSender          string `json:"sms_sender,omitempty"`
	SMSPrefix          string `json:"sms_prefix,omitempty"`
	WhatsAppNumber     string `json:"whatsapp_number,omitempty"`
	AssistantID        string `json:"assistant_id,omitempty"`
	PhoneNumberID      string `json:"phone_number_id,omitempty"`
	MaxConcurrentCalls int    `json:"max_concurrent_calls,omitempty"`
	Host               string `json:"host,omitempty"`
	Port               int    `json:"port,omitempty"`
	Username           string `json:"username,omitempty"`
	TLS                string `json:"tls,omitempty"`
}

var (
	// ErrSettingMissing: the provider cannot send without this setting.
	ErrSettingMissing = fault.New(fault.Invalid, "connection_setting_missing", "This provider needs this setting.")
	// ErrSettingForeign: the setting belongs to another provider.
	ErrSettingForeign = fault.New(fault.Invalid, "connection_setting_foreign", "This setting belongs to another provider. Take it out.")
	// ErrSenderLines: a sender's name is one line, so that nothing of it becomes another header.
	ErrSenderLines = fault.New(fault.Invalid, "sender_lines", "A sender's name is one line. Take the line breaks and control characters out.").At("/settings/email_from_name")
)

// fields are the settings each provider knows; those that are true it cannot do without.
var fields = map[string]map[string]bool{
	"brevo": {"email_from": false, "email_from_name": false, "reply_to": false, "sms_sender": false, "sms_prefix": false, "whatsapp_number": false},
	"vapi":  {"assistant_id": true, "phone_number_id": true, "max_concurrent_calls": false},
	"smtp":  {"email_from": true, "email_from_name": false, "reply_to": false, "host": true, "port": false, "username": false, "tls": false},
}

// check refuses settings of other providers, else misses those this one needs: all of them at once.
func check(provider string, raw json.RawMessage) error {
	given := map[string]json.RawMessage{}
	if err := json.Unmarshal(raw, &given); err != nil {
		return err
	}
	foreign, missing := ErrSettingForeign, ErrSettingMissing
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if _, known := fields[provider][name]; !known {
			foreign = foreign.At("/settings/" + name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(fields[provider])) {
		if _, ok := given[name]; fields[provider][name] && !ok {
			missing = missing.At("/settings/" + name)
		}
	}
	switch {
	case foreign != ErrSettingForeign:
		return foreign
	case missing != ErrSettingMissing:
		return missing
	}
	return checkSender(raw)
}

// checkSender refuses a sender's name that could become another header.
func checkSender(raw json.RawMessage) error {
	if strings.ContainsFunc(SettingsOf(db.Connection{Settings: raw}).EmailFromName, unicode.IsControl) {
		return ErrSenderLines
	}
	return nil
}

// Who serves a channel, and the setting without which a connection does not.
var (
	// Providers are those that serve each channel.
	Providers = map[string][]string{"sms": {"brevo"}, "whatsapp": {"brevo"}, "email": {"brevo", "smtp"}, "voice": {"vapi"}}
	needs     = map[string]func(Settings) bool{
		"sms":      func(s Settings) bool { return s.SMSSender != "" },
		"whatsapp": func(s Settings) bool { return s.WhatsAppNumber != "" },
		"email":    func(s Settings) bool { return s.EmailFrom != "" },
		"voice":    func(s Settings) bool { return s.PhoneNumberID != "" },
	}
)

// Serves says whether a connection can send on a channel.
func Serves(c db.Connection, channel string) bool {
	for _, p := range Providers[channel] {
		if p == c.Provider {
			return needs[channel](SettingsOf(c))
		}
	}
	return false
}

// SettingsOf reads a connection's settings; they were checked when they were written.
func SettingsOf(c db.Connection) Settings {
	var s Settings
	_ = json.Unmarshal(c.Settings, &s)
	return s
}

// Rate is at most Limit sends in any window of so many seconds, as the contract's RateLimit.
type Rate struct {
	Limit         int `json:"limit"`
	WindowSeconds int `json:"window_seconds"`
}

// usual is what providers allow an ordinary account, per provider and channel.
var usual = map[string]map[string]Rate{
	"brevo": {"email": {1000, 1}, "sms": {150, 1}, "whatsapp": {100, 3600}},
	"vapi":  {"voice": {5, 1}},
	"smtp":  {"email": {10, 1}},
}

// LimitOf is the rate of a connection on a channel: its own setting, else what the provider allows
// an ordinary account.
func LimitOf(c db.Connection, channel string) ratelimit.Limit {
	own := map[string]Rate{}
	_ = json.Unmarshal(c.RateLimits, &own)
	rate, ok := own[channel]
	if !ok {
		rate = usual[c.Provider][channel]
	}
	return ratelimit.Limit{Key: Key(c, channel), Rate: rate.Limit, Window: time.Duration(rate.WindowSeconds) * time.Second}
}

// Key names a connection's sends on a channel to the limiter. Its owner is the tenant, whose own
// limit is taken with it.
func Key(c db.Connection, channel string) string {
	return "{tenant:" + c.TenantID.String() + "}:connection:" + c.ID.String() + ":" + channel
}

// TenantLimit is the rate of a tenant on a channel; ok is false when the tenant set none.
func TenantLimit(t db.Tenant, channel string) (limit ratelimit.Limit, ok bool) {
	rates := map[string]Rate{}
	_ = json.Unmarshal(t.SendRates, &rates)
	rate, ok := rates[channel]
	return ratelimit.Limit{
		Key:  "{tenant:" + t.TenantID.String() + "}:send:" + channel,
		Rate: rate.Limit, Window: time.Duration(rate.WindowSeconds) * time.Second,
	}, ok
}
