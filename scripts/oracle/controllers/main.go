// Answers what the Flux controllers make of a repository, by their own packages: one fleet a line on standard input, one
// answer a line on standard output. What the controllers do in packages of their own, which nobody else can import, is
// restated here, step by step, with its source.
package main

import (
	"bufio"
	"encoding/json"
	"os"
)

// Fleet is a repository and the FluxKustomization that syncs it.
type Fleet struct {
	// Files are the files of the repository, by path.
	Files map[string]string `json:"files"`
	// Sync is the FluxKustomization of the cluster, as YAML.
	Sync string `json:"sync"`
	// Ignore is spec.ignore of the source; nil where it has none.
	Ignore *string `json:"ignore"`
	// Sparse is spec.sparseCheckout of the source.
	Sparse []string `json:"sparse"`
	// Strict is the feature gate StrictPostBuildSubstitutions.
	Strict bool `json:"strict"`
}

// Answer is what becomes of each FluxKustomization, by namespace and name.
type Answer struct {
	Roots map[string]Root `json:"roots"`
	Error string          `json:"error,omitempty"`
}

// Root is what one FluxKustomization applies, or why it applies nothing.
type Root struct {
	Objects []json.RawMessage `json:"objects"`
	Error   string            `json:"error,omitempty"`
}

func main() {
	scanner := bufio.NewScanner(os.Stdin)
	scanner.Buffer(nil, 64<<20)
	writer := json.NewEncoder(os.Stdout)
	for scanner.Scan() {
		var fleet Fleet
		if err := json.Unmarshal(scanner.Bytes(), &fleet); err != nil {
			panic(err)
		}
		answer, err := reconcileAll(fleet)
		if err != nil {
			answer = Answer{Roots: map[string]Root{}, Error: err.Error()}
		}
		if err := writer.Encode(answer); err != nil {
			panic(err)
		}
	}
}
