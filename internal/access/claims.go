package access

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
)

const (
	maxKid     = 256             // bytes
	lastSecond = 253_402_300_799 // the end of the year 9999
)

// foreign are header fields that would let a token bring its own key or its own rules.
var foreign = []string{"jku", "jwk", "x5u", "x5c", "x5t", "x5t#S256", "crit", "b64", "zip", "enc"}

// inspect is the algorithm of a token that is worth a signature check: short, three parts of strict
// base64url, no name twice, no key of its own.
func inspect(token string) (alg string, err error) {
	if len(token) > maxToken {
		return "", invalid("it is too long")
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 || strings.ContainsAny(token, "\r\n") { // base64 skips line breaks
		return "", invalid("it is no JWT")
	}
	header, ok := fields(parts[0])
	if !ok {
		return "", invalid("its header cannot be read")
	}
	if _, ok := fields(parts[1]); !ok {
		return "", invalid("its claims cannot be read")
	}
	for _, name := range foreign {
		if _, brings := header[name]; brings {
			return "", invalid("its header brings " + name)
		}
	}
	alg, _ = header["alg"].(string)
	kid, _ := header["kid"].(string)
	if alg != "HS256" && (kid == "" || len(kid) > maxKid) {
		return "", invalid("its header names no key")
	}
	return alg, nil
}

// fields are the members of a segment that is one JSON object and names nothing twice at its top
// level, letter case aside.
func fields(segment string) (map[string]any, bool) {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(segment)
	if err != nil {
		return nil, false
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	if open, err := d.Token(); err != nil || open != json.Delim('{') || !json.Valid(raw) {
		return nil, false
	}
	object, seen := map[string]any{}, map[string]bool{}
	for d.More() {
		token, err := d.Token()
		name, ok := token.(string)
		folded := strings.ToLower(strings.ToUpper(name))
		if err != nil || !ok || seen[folded] {
			return nil, false
		}
		var value any
		if err := d.Decode(&value); err != nil {
			return nil, false
		}
		object[name], seen[folded] = value, true
	}
	return object, true
}

// identify reads the claims of a genuine token: it must be of a signed-in person, and its times
// must be whole seconds.
func identify(claims jwt.MapClaims) (Identity, error) {
	if claims["role"] != role {
		return Identity{}, invalid("its role is not " + role)
	}
	if anonymous, given := claims["is_anonymous"]; given && anonymous != false {
		return Identity{}, invalid("its user is anonymous")
	}
	for _, name := range []string{"exp", "iat", "nbf"} {
		if _, ok := seconds(claims[name]); claims[name] != nil && !ok {
			return Identity{}, invalid(name + " is not in whole seconds")
		}
	}
	subject, _ := claims["sub"].(string)
	user, err := uuid.Parse(subject)
	if err != nil || len(subject) != 36 || user == uuid.Nil {
		return Identity{}, invalid("its subject is no user")
	}
	expires, _ := seconds(claims["exp"])
	return Identity{
		UserID:    user,
		Email:     text(claims, "email"),
		SessionID: text(claims, "session_id"),
		AAL:       text(claims, "aal"),
		ExpiresAt: expires,
	}, nil
}

func seconds(claim any) (time.Time, bool) {
	n, _ := claim.(json.Number)
	s, err := n.Int64()
	if err != nil || s < 0 || s > lastSecond {
		return time.Time{}, false
	}
	return time.Unix(s, 0).UTC(), true
}

func text(claims jwt.MapClaims, name string) string {
	s, _ := claims[name].(string)
	return s
}
