// Command engine runs templates with Helm's own engine, one JSON object a line, for scripts/helm/fuzz to compare with.
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
	"helm.sh/helm/v4/pkg/chart/loader/archive"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	"helm.sh/helm/v4/pkg/engine"
)

type question struct {
	// Files of the chart by their paths.
	Files  map[string]string `json:"files"`
	Text   string            `json:"text"`
	Values map[string]any    `json:"values"`
	Strict bool              `json:"strict"`
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
	var files []*archive.BufferedFile
	for path, text := range q.Files {
		files = append(files, &archive.BufferedFile{Name: path, Data: []byte(text)})
	}
	c, err := loader.LoadFiles(files)
	if err != nil {
		panic(err)
	}
	// The order of Helm's own is chance.
	capabilities := common.DefaultCapabilities.Copy()
	capabilities.APIVersions = common.VersionSet{"v1", "apps/v1", "a.b/v1"}
	// The Go that Helm's release is built with.
	capabilities.HelmVersion.GoVersion = "go1.26.8"
	values := common.Values{
		"Values":       common.Values(q.Values),
		"Release":      map[string]any{"Name": "rel", "Namespace": "ns", "IsInstall": true, "Revision": 1},
		"Capabilities": capabilities,
	}
	rendered, err := (engine.Engine{Strict: q.Strict}).Render(c, values)
	if err != nil {
		return answer{Err: err.Error()}
	}
	return answer{Out: rendered[name]}
}

func plain(q question) answer {
	missing := "missingkey=default"
	if q.Strict {
		missing = "missingkey=error"
	}
	t, err := template.New(name).Delims("<<", ">>").Option(missing).Parse(q.Text)
	if err != nil {
		return answer{Err: err.Error()}
	}
	var out strings.Builder
	if err := t.ExecuteTemplate(&out, name, map[string]any{"Values": q.Values}); err != nil {
		return answer{Err: err.Error()}
	}
	return answer{Out: out.String()}
}
