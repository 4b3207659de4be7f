// Command engine runs templates with Helm's own engine, one JSON object a line, for scripts/helm/fuzz.ts to compare with.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"text/template"

	"helm.sh/helm/v4/pkg/chart/common"
	chart "helm.sh/helm/v4/pkg/chart/v2"
	"helm.sh/helm/v4/pkg/engine"
)

type question struct {
	Text   string         `json:"text"`
	Values map[string]any `json:"values"`
	// Plain asks Go's text/template alone, without Helm's functions and with Go's own way with missing keys.
	Plain bool `json:"plain"`
}

type answer struct {
	Out string `json:"out"`
	Err string `json:"err"`
}

const name = "fuzz/templates/t.txt"

func main() {
	debug.SetGCPercent(400)
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<26)
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for in.Scan() {
		var q question
		if err := json.Unmarshal(in.Bytes(), &q); err != nil {
			panic(err)
		}
		if err := encoder.Encode(render(q)); err != nil {
			panic(err)
		}
		out.Flush()
	}
}

func render(q question) (a answer) {
	defer func() {
		if r := recover(); r != nil {
			a = answer{Err: fmt.Sprintf("panic: %v", r)}
		}
	}()
	if q.Plain {
		return plain(q)
	}
	c := &chart.Chart{
		Metadata:  &chart.Metadata{Name: "fuzz", Version: "1.0.0", APIVersion: "v2"},
		Templates: []*common.File{{Name: "templates/t.txt", Data: []byte(q.Text)}},
	}
	values := common.Values{
		"Values":       common.Values(q.Values),
		"Release":      map[string]any{"Name": "rel", "Namespace": "ns"},
		"Capabilities": common.DefaultCapabilities,
	}
	rendered, err := new(engine.Engine).Render(c, values)
	if err != nil {
		return answer{Err: err.Error()}
	}
	return answer{Out: rendered[name]}
}

func plain(q question) answer {
	t, err := template.New(name).Parse(q.Text)
	if err != nil {
		return answer{Err: err.Error()}
	}
	var out strings.Builder
	if err := t.ExecuteTemplate(&out, name, map[string]any{"Values": q.Values}); err != nil {
		return answer{Err: err.Error()}
	}
	return answer{Out: out.String()}
}
