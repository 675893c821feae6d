package content

import (
	"html"
	"strings"
)

// Leavable are the parts of an email, each with a link by which people get no more of them: where a
// part does not show the link, it stands below. A part that is empty stays so.
func Leavable(text, markup, link string) (string, string) {
	if text != "" && !strings.Contains(text, link) {
		text = strings.TrimRight(text, "\n") + "\n\n-- \nUnsubscribe: " + link + "\n"
	}
	shown := html.EscapeString(link)
	if markup != "" && !strings.Contains(markup, shown) {
		markup = insertBelow(markup, `<p style="font-size:small"><a href="`+shown+`">Unsubscribe</a></p>`)
	}
	return text, markup
}

// insertBelow puts a last paragraph into a page: before its end, or, where that is not to be found,
// after all.
func insertBelow(markup, last string) string {
	end := strings.LastIndex(strings.ToLower(markup), "</body>")
	if end < 0 || len(strings.ToLower(markup)) != len(markup) {
		return markup + last
	}
	return markup[:end] + last + markup[end:]
}
