package intake

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/lead"
)

// Faults of mappings; each points at the column under /mapping.
var (
	// ErrUnknownColumn: the mapping names a column that the file does not have.
	ErrUnknownColumn = fault.New(fault.Invalid, "import_unknown_column", "The file has no such column. Write its name as in the first row.")
	// ErrUnknownField: the mapping names something that is no field of a lead.
	ErrUnknownField = fault.New(fault.Invalid, "import_unknown_field", "Map to external_id, email, phone, first_name, last_name, company, timezone, status, tags, or custom. and the name of a field of yours.")
	// ErrFieldTwice: two columns are mapped to one field.
	ErrFieldTwice = fault.New(fault.Invalid, "import_field_twice", "Another column is mapped to this field. Map only one of them.")
	// ErrNoContact: no column tells which lead a row means.
	ErrNoContact = fault.New(fault.Invalid, "import_without_contact", "Map at least one column to external_id, email or phone, so that each row means a lead.").At("/mapping")
)

// fieldTags may be mapped to more than once.
const fieldTags = "tags"

// synonyms are how columns are called, in the languages of Europe, by field; letters and digits only.
var synonyms = map[string][]string{
	"external_id": {"externalid", "id", "leadid", "customerid", "contactid", "crmid", "recordid", "userid", "kundennummer", "kundennr", "kundenid", "numeroclient", "idclient", "idcliente", "codigocliente", "codicecliente", "klantnummer"},
	"email":       {"email", "emailaddress", "mail", "mailaddress", "emailadresse", "mailadresse", "courriel", "adressemail", "adresseemail", "correo", "correoelectronico", "direcciondecorreo", "indirizzoemail", "postaelettronica", "enderecodeemail", "emailadres"},
	"phone":       {"phone", "phonenumber", "mobile", "mobilephone", "mobilenumber", "cell", "cellphone", "telephone", "tel", "telefon", "telefonnummer", "handy", "handynummer", "mobil", "mobilnummer", "telephoneportable", "portable", "numerodetelephone", "telefono", "movil", "celular", "cellulare", "telefone", "telemovel", "telefoon", "whatsapp"},
	"first_name":  {"firstname", "givenname", "forename", "first", "vorname", "prenom", "nombre", "primernombre", "nome", "primeironome", "voornaam"},
	"last_name":   {"lastname", "surname", "familyname", "last", "nachname", "familienname", "nom", "nomdefamille", "apellido", "apellidos", "cognome", "sobrenome", "apelido", "achternaam"},
	"company":     {"company", "companyname", "organization", "organisation", "business", "account", "firma", "unternehmen", "entreprise", "societe", "empresa", "compania", "azienda", "bedrijf"},
	"timezone":    {"timezone", "tz", "zeitzone", "fuseauhoraire", "zonahoraria", "fusoorario", "fusohorario", "tijdzone"},
	"status":      {"status", "leadstatus"},
	fieldTags:     {"tags", "tag", "labels", "schlagworte", "etiquettes", "etiquetas", "etichette"},
}

// foreign is what a field of the tenant's own has not in its name.
var foreign = regexp.MustCompile(`[^A-Za-z0-9]+`)

var customField = regexp.MustCompile(`^custom\.[A-Za-z][A-Za-z0-9_]{0,63}$`)

// reasonColumn is the last one of the rejects, which may come in again once they are mended.
const reasonColumn = "reason"

// Suggest is the field of each column by its name: one of a lead's, else one of the tenant's own, or
// none, which is empty.
func Suggest(columns []string) []string {
	fields, given, own := make([]string, len(columns)), map[string]bool{}, 0
	for i, column := range columns {
		field := known(column)
		if field == "" && own < lead.MaxFields && (column != reasonColumn || i < len(columns)-1) {
			field = customOf(column)
		}
		if field == "" || given[strings.ToLower(field)] {
			continue
		}
		if strings.HasPrefix(field, "custom.") {
			own++
		}
		fields[i], given[strings.ToLower(field)] = field, true
	}
	return fields
}

// known is the field of a lead that a column is called.
func known(column string) string {
	plain := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1 // spaces, hyphens, and the accents that NFD has taken off their letters
	}, norm.NFD.String(column))
	for field, names := range synonyms {
		if slices.Contains(names, plain) {
			return field
		}
	}
	return ""
}

// customOf is a field of the tenant's own that is called like a column; empty where none can be.
func customOf(column string) string {
	name := "custom." + strings.Trim(foreign.ReplaceAllString(column, "_"), "_")
	if !customField.MatchString(name) {
		return ""
	}
	return name
}

// fieldsOf is a mapping in the order of the columns; those that it does not name are no field.
func fieldsOf(columns []string, mapping map[string]*string) ([]string, error) {
	fields, given := make([]string, len(columns)), map[string]bool{}
	for column, field := range mapping {
		at := "/mapping/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(column)
		i := slices.Index(columns, column)
		switch {
		case i < 0:
			return nil, ErrUnknownColumn.At(at)
		case field == nil:
			continue
		case synonyms[*field] == nil && !customField.MatchString(*field):
			return nil, ErrUnknownField.At(at)
		case given[strings.ToLower(*field)] && *field != fieldTags:
			return nil, ErrFieldTwice.At(at)
		}
		fields[i], given[strings.ToLower(*field)] = *field, true
	}
	if !named(fields) {
		return nil, ErrNoContact
	}
	return fields, nil
}

// named says whether the fields tell which lead is meant.
func named(fields []string) bool {
	return slices.ContainsFunc(fields, func(f string) bool { return f == "external_id" || f == "email" || f == "phone" })
}
