package contract_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/carillonhq/carillon/internal/contract"
)

// wrap puts a value where createLead takes anything of text or number.
func wrap(value string) string {
	return `{"email":"a@b.example","custom":{"x":` + value + `}}`
}

func TestNastyBodyIsMalformed(t *testing.T) {
	t.Parallel()

	for body, want := range map[string]string{
		" ":                               "body  malformed_json",
		"{":                               "body  malformed_json",
		"}":                               "body  malformed_json",
		`{"a":1,}`:                        "body  malformed_json",
		`{"a":1 "b":2}`:                   "body  malformed_json",
		`{"a",1}`:                         "body  malformed_json",
		`{"a":}`:                          "body  malformed_json",
		`{:1}`:                            "body  malformed_json",
		`{a:1}`:                           "body  malformed_json",
		`{'a':1}`:                         "body  malformed_json",
		`{1:1}`:                           "body  malformed_json",
		`{"a":1}{"a":2}`:                  "body  malformed_json",
		`{"a":1}]`:                        "body  malformed_json",
		`{"a":1}#`:                        "body  malformed_json",
		`{"a":1}/**/`:                     "body  malformed_json",
		"{\"a\":1}\x00":                   "body  malformed_json",
		"\ufeff{\"a\":1}":                 "body  malformed_json",
		`[1,,2]`:                          "body  malformed_json",
		`[1,]`:                            "body  malformed_json",
		`[,1]`:                            "body  malformed_json",
		`[1 2]`:                           "body  malformed_json",
		`[1`:                              "body  malformed_json",
		wrap(`01`):                        "body  malformed_json",
		wrap(`+1`):                        "body  malformed_json",
		wrap(`.5`):                        "body  malformed_json",
		wrap(`1.`):                        "body  malformed_json",
		wrap(`1e`):                        "body  malformed_json",
		wrap(`0x1F`):                      "body  malformed_json",
		wrap(`NaN`):                       "body  malformed_json",
		wrap(`-Infinity`):                 "body  malformed_json",
		wrap(`--1`):                       "body  malformed_json",
		wrap(`True`):                      "body  malformed_json",
		wrap(`nul`):                       "body  malformed_json",
		wrap(`"\x41"`):                    "body  malformed_json",
		wrap(`"\u00g0"`):                  "body  malformed_json",
		wrap(`"\u12"`):                    "body  malformed_json",
		wrap("\"a\tb\""):                  "body  malformed_json",
		wrap("\"a\nb\""):                  "body  malformed_json",
		wrap(`"open`):                     "body  malformed_json",
		wrap(`'x'`):                       "body  malformed_json",
		wrap("\"\xff\""):                  "body  invalid_utf8",
		wrap("\"\xc0\xaf\""):              "body  invalid_utf8",
		wrap("\"\xed\xa0\x80\""):          "body  invalid_utf8",
		wrap(`"\ud800"`):                  "body  invalid_utf8",
		wrap(`"\udc00\ud800"`):            "body  invalid_utf8",
		wrap(`"\ud800A"`):                 "body  invalid_utf8",
		wrap(`"\ud800\ud800\udc00"`):      "body  invalid_utf8",
		wrap(`"\\\ud800"`):                "body  invalid_utf8",
		wrap(`"a\u0000b"`):                "body /custom/x nul_character",
		`{"a\u0000":1}`:                   "body  nul_character",
		wrap(`1e400`):                     "body /custom/x number_out_of_range",
		wrap(`-1e400`):                    "body /custom/x number_out_of_range",
		wrap(`1e-400`):                    "body /custom/x number_out_of_range",
		wrap(`1e999999999`):               "body /custom/x number_out_of_range",
		wrap(strings.Repeat("9", 129)):    "body /custom/x number_out_of_range",
		`{"a":1,"a":2}`:                   "body  duplicate_key",
		`{"role":1,"ROLE":2}`:             "body  duplicate_key",
		`{"ROLE":1,"role":2}`:             "body  duplicate_key",
		`{"ROLE":1,"rOLE":2}`:             "body  duplicate_key",
		`{"a":1,"\u0061":2}`:              "body  duplicate_key",
		`{"\u017fms":1,"sms":2}`:          "body  duplicate_key",
		`{"\u212a":1,"k":2}`:              "body  duplicate_key",
		`{"É":1,"é":2}`:                   "body  duplicate_key",
		`{"x":[{"a":{"b":1,"b":2}}]}`:     "body /x/0/a duplicate_key",
		strings.Repeat("[", 33):           "body  malformed_json",
		strings.Repeat("[", 100000):       "body  malformed_json",
		nested(contract.MaxDepth + 1):     "body  too_deep",
		nested(5000):                      "body  too_deep",
		`[` + zeros(contract.MaxNodes):    "body  too_many_values",
		`{"a":[` + zeros(20_000) + `}`:    "body  too_many_values",
		`"` + strings.Repeat(`\ud800`, 3): "body  malformed_json",
	} {
		_, err := post(t, "createLead", body)
		if got := complaints(err); !errors.Is(err, contract.ErrMalformedBody) || len(got) != 1 || got[0] != want {
			t.Errorf("%.60q: got %v %v, want %v", body, err, got, want)
		}
	}
}

func TestOddButHonestBodyIsRead(t *testing.T) {
	t.Parallel()

	for _, body := range []string{
		wrap(`"\ud83d\ude00"`), wrap(`"😀"`), wrap(`"\\ud800"`), wrap(`"\"\\\/\b\f\n\r\t"`), wrap(`"\u2028"`),
		wrap(`-0`), wrap(`1E+2`), wrap(`0.1e-5`), wrap(`1.7976931348623157e308`), wrap(`5e-324`), wrap(`0e999999`),
		wrap(strings.Repeat("9", 128)), wrap(`"null"`), wrap(`""`), wrap("\"\u007f\""), wrap("\"\ufeff\""),
		" \t\r\n" + wrap(`1`) + "\n ", `{"email":"a@b.example","custom":{"A":1,"b":2}}`,
		`{"\u0065mail":"a@b.example"}`, `{"email":"a@b.example","custom":{"":1}}`,
	} {
		if _, err := post(t, "createLead", body); err != nil {
			t.Errorf("%q: %v %v", body, err, complaints(err))
		}
	}
}

func TestBodyThatIsJSONButNoObjectIsInvalid(t *testing.T) {
	t.Parallel()

	for _, body := range []string{`null`, `7`, `"x"`, `true`, `[]`, nested(contract.MaxDepth), `[` + zeros(contract.MaxNodes-1)} {
		_, err := post(t, "createLead", body)
		if got := complaints(err); len(got) != 1 || got[0] != "body  invalid_type" {
			t.Errorf("%.60q: got %v %v", body, err, got)
		}
	}
}

func TestReadingStopsWhereTheMessageSays(t *testing.T) {
	t.Parallel()

	_, err := post(t, "createLead", `{"email": oops}`)

	if got := fmt.Sprint(violationsOf(err)[0].Message); got != "The body must be one JSON value; reading stopped at byte 11." {
		t.Errorf("message is %q", got)
	}
}

// nested is an array in an array, depth levels of them.
func nested(depth int) string { return strings.Repeat("[", depth) + strings.Repeat("]", depth) }

// zeros is n zeros and the end of the array they stand in.
func zeros(n int) string { return strings.Repeat("0,", n-1) + "0]" }

// FuzzBody holds that no body takes the checks down and that what is accepted has one meaning.
func FuzzBody(f *testing.F) {
	op := small(f).Operations["createLead"]
	for _, seed := range []string{wrap(`1`), wrap(`"\ud83d\ude00"`), `{"a":1,"A":2}`, nested(40), `{"email":"`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		_, err := op.CheckRequest(request(op, "/leads"), aLead, []byte(body))
		if err != nil && len(violationsOf(err)) == 0 {
			t.Errorf("refused without a reason: %v", err)
		}
	})
}
