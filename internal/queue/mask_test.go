package queue

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestArgumentsAreTakenOutOfEveryAnswerThatHoldsJobs(t *testing.T) {
	t.Parallel()
	for name, told := range map[string]string{
		"a list":      `{"data":[{"id":9007199254740993,"args":"{\"word\":\"canary\"}","kind":"a"},{"args":"canary"}]}`,
		"a job":       `{"id":9007199254740993,"args":{"word":"canary"},"errors":[],"metadata":{"args":"shown"},"kind":"a"}`,
		"a job alone": `[{"id":9007199254740993,"args":"canary","kind":"a"}]`,
	} {
		w := httptest.NewRecorder()
		m := &mask{header: w.Header(), status: http.StatusAccepted}
		_, _ = m.Write([]byte(told))

		m.send(w)

		got := w.Body.String()
		if w.Code != http.StatusAccepted || strings.Contains(got, "canary") || !strings.Contains(got, "9007199254740993") || !strings.Contains(got, `"kind":"a"`) {
			t.Errorf("%s is told as %d %s", name, w.Code, got)
		}
	}
}

func TestWhatCannotBeReadIsNotTold(t *testing.T) {
	t.Parallel()
	w := httptest.NewRecorder()
	m := &mask{header: w.Header(), status: http.StatusOK}
	_, _ = m.Write([]byte(`canary`))

	m.send(w)

	if w.Code != http.StatusBadGateway || w.Body.Len() > 0 {
		t.Errorf("told: %d %s", w.Code, w.Body)
	}
}
