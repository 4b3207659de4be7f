// Package shared holds what the programs for Helm 3 and Helm 4 have in common: how they are asked, and what
// helm-controller does around Helm itself.
package shared

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
)

// Question is all that decides what becomes of a HelmRelease.
type Question struct {
	// Release is a HelmRelease as YAML.
	Release string `json:"release"`
	// Objects are the ConfigMaps and Secrets of its namespace, as YAML.
	Objects []string `json:"objects"`
	// Chart is the folder of its chart.
	Chart  string `json:"chart"`
	Source Source `json:"source"`
	// Revision is 1 for an install, else the number that an upgrade makes.
	Revision    int      `json:"revision"`
	Former      Former   `json:"former"`
	KubeVersion string   `json:"kubeVersion"`
	APIVersions []string `json:"apiVersions"`
	// DropsOtherCRDs says whether what stands in crds/ and is no CustomResourceDefinition is left out.
	DropsOtherCRDs bool `json:"dropsOtherCrds"`
}

// Former is what of the release is installed.
type Former struct {
	Chart  string         `json:"chart"`
	Values map[string]any `json:"values"`
}

// Answer is what helm-controller makes of a HelmRelease; Stage says what failed where Err is set.
type Answer struct {
	Name             string           `json:"name"`
	Namespace        string           `json:"namespace"`
	StorageNamespace string           `json:"storageNamespace"`
	ChartVersion     string           `json:"chartVersion"`
	Manifest         string           `json:"manifest"`
	Hooks            []Hook           `json:"hooks"`
	CRDs             []map[string]any `json:"crds"`
	Policy           string           `json:"policy"`
	Notes            string           `json:"notes"`
	Err              *string          `json:"err,omitempty"`
	Stage            string           `json:"stage,omitempty"`
}

// Hook is a manifest that Helm applies at an event.
type Hook struct {
	Path           string   `json:"path"`
	Manifest       string   `json:"manifest"`
	Events         []string `json:"events"`
	Weight         int      `json:"weight"`
	DeletePolicies []string `json:"deletePolicies"`
}

// Failed says at which stage a release fails.
type Failed struct {
	Stage string
	Err   error
}

func (f *Failed) Error() string { return f.Err.Error() }

// Serve answers one question a line.
func Serve(answer func(Question, *Answer) error) {
	debug.SetGCPercent(400)
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<28)
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for in.Scan() {
		var q Question
		if err := json.Unmarshal(in.Bytes(), &q); err != nil {
			panic(err)
		}
		if err := encoder.Encode(tried(q, answer)); err != nil {
			panic(err)
		}
		out.Flush()
	}
}

func tried(q Question, answer func(Question, *Answer) error) (a Answer) {
	defer func() {
		if r := recover(); r != nil {
			a = failed(a, "panic", fmt.Sprintf("panic: %v", r))
		}
	}()
	if err := answer(q, &a); err != nil {
		if f, ok := err.(*Failed); ok {
			return failed(a, f.Stage, f.Err.Error())
		}
		return failed(a, "render", err.Error())
	}
	return a
}

func failed(a Answer, stage, message string) Answer {
	a.Manifest, a.Hooks, a.CRDs, a.Notes = "", nil, nil, ""
	a.Stage, a.Err = stage, &message
	return a
}
