package document

import "github.com/carillonhq/carillon/internal/fault"

// field is what is told of the code of a violation, which has no fault of its own.
type field struct {
	kind        fault.Kind // of the request whose field it is
	says, means string
}

// fields are the codes of violations that package contract finds. Their texts are made for each
// case, with its bound, so what stands here is one of them.
var fields = map[string]field{
	"above_maximum":       {fault.Invalid, "Must be at most 200.", "The number is more than the contract allows. The bound stands in meta."},
	"below_minimum":       {fault.Invalid, "Must be at least 1.", "The number is less than the contract allows. The bound stands in meta."},
	"not_a_multiple":      {fault.Invalid, "Must be a multiple of 60.", "The number is none of the steps that the contract allows. The step stands in meta."},
	"too_short":           {fault.Invalid, "Must have at least 1 character.", "The text is shorter than the contract allows. The bound stands in meta."},
	"too_long":            {fault.Invalid, "Must have at most 200 characters.", "The text is longer than the contract allows. The bound stands in meta."},
	"too_few_items":       {fault.Invalid, "Must have at least 1 item.", "The list is shorter than the contract allows. The bound stands in meta."},
	"too_many_items":      {fault.Invalid, "Must have at most 100 items.", "The list is longer than the contract allows. The bound stands in meta."},
	"duplicate_items":     {fault.Invalid, "Items must differ; two are equal.", "The list holds a value twice. The positions of both stand in meta."},
	"too_few_fields":      {fault.Invalid, "Must have at least 1 field.", "The object has fewer fields than the contract asks for. The bound stands in meta."},
	"too_many_fields":     {fault.Invalid, "Must have at most 100 fields.", "The object has more fields than the contract allows. The bound stands in meta."},
	"pattern_mismatch":    {fault.Invalid, "Must match the pattern ^[a-z0-9-]+$.", "The text does not have the form that the contract asks for. The pattern stands in meta."},
	"not_allowed":         {fault.Invalid, "Nothing may stand here; remove it.", "The contract refuses this value, or any value, in this place."},
	"not_in_enum":         {fault.Invalid, "Must be one of: email, sms.", "The value is none of the few that are allowed. They stand in meta, under allowed."},
	"no_match":            {fault.Invalid, "Must match exactly one of the shapes the contract allows here.", "The value may have one of several shapes, and has none of them."},
	"invalid":             {fault.Invalid, "Does not obey the contract.", "The value breaks a rule of the contract that has no code of its own."},
	"invalid_type":        {fault.Invalid, "Must be text.", "The value is of another JSON type than the contract says, such as a number in quotes. The types stand in meta, under expected."},
	"invalid_format":      {fault.Invalid, "Must be an e-mail address, like ana@bluebird.example.", "The text is none of this format. The format stands in meta, and, where something near is known, a suggestion."},
	"invalid_field_name":  {fault.Invalid, "The name of this field is not allowed.", "The object takes fields of any name that obeys a rule, and this name does not."},
	"unknown_field":       {fault.Invalid, "There is no such field. Did you mean email?", "Requests refuse fields that they do not know, so that a slip of the pen is not lost in silence."},
	"required":            {fault.Invalid, "This field is required.", "The field, the parameter or the body must be there and is not. A null is not the same as nothing."},
	"unexpected_body":     {fault.Invalid, "This operation takes no body; send none.", "The operation does all it can do by its address alone."},
	"repeated_parameter":  {fault.Invalid, "Give this parameter once.", "The parameter takes one value and was given several times."},
	"malformed":           {fault.Invalid, "Must be UTF-8 text without the character NUL.", "The value of the parameter holds bytes that are no text."},
	"malformed_json":      {fault.Malformed, "The body must be one JSON value; reading stopped at byte 11.", "The body is no JSON, ends too early, or is followed by something more."},
	"invalid_utf8":        {fault.Malformed, "The body must be UTF-8 text.", "The body holds bytes that are no UTF-8, or half of a surrogate pair."},
	"nul_character":       {fault.Malformed, "Text must not hold the character NUL.", "A text holds the character U+0000, which cannot be stored."},
	"number_out_of_range": {fault.Malformed, "Numbers must have at most 64 characters and fit a 64-bit float.", "The number is greater, smaller or longer than programs agree about."},
	"duplicate_key":       {fault.Malformed, "A key stands twice in this object; letter case does not tell keys apart.", "Programs would not agree which of the two counts."},
	"too_deep":            {fault.Malformed, "Nest at most 32 levels.", "Lists and objects stand in one another deeper than is read."},
	"too_many_values":     {fault.Malformed, "Send at most 10000 values in one body.", "The body holds more values than are read at a time, lists and objects included."},
}
