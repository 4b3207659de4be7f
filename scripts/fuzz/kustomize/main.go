// Builds trees with the packages of kustomize: one tree a line on standard input, one answer a line on standard output. It
// does what `kustomize build --load-restrictor LoadRestrictionsNone` does of a folder, without a process and files each.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/kustomize/kyaml/openapi"
)

// Tree is a repository and the folder in it that is built.
type Tree struct {
	// Files are the files of the repository, by path.
	Files  map[string]string `json:"files"`
	Target string            `json:"target"`
}

// Answer is what is printed, or why nothing is.
type Answer struct {
	Output string `json:"output"`
	Error  string `json:"error"`
}

const root = "/repository"

func main() {
	scanner := bufio.NewScanner(os.Stdin)
	scanner.Buffer(nil, 64<<20)
	writer := json.NewEncoder(os.Stdout)
	for scanner.Scan() {
		var tree Tree
		if err := json.Unmarshal(scanner.Bytes(), &tree); err != nil {
			panic(err)
		}
		output, err := build(tree)
		answer := Answer{Output: output}
		if err != nil {
			answer = Answer{Error: err.Error()}
		}
		if err := writer.Encode(answer); err != nil {
			panic(err)
		}
	}
}

// A panic ends the real program with an error, and this one's tree.
func build(tree Tree) (output string, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("panic: %v", reason)
		}
	}()
	files := filesys.MakeFsInMemory()
	for name, text := range tree.Files {
		at := path.Join(root, name)
		if err := files.MkdirAll(path.Dir(at)); err != nil {
			return "", err
		}
		if err := files.WriteFile(at, []byte(text)); err != nil {
			return "", err
		}
	}
	options := krusty.MakeDefaultOptions()
	options.LoadRestrictions = types.LoadRestrictionsNone
	options.Reorder = krusty.ReorderOptionUnspecified
	// A build that fails leaves its schema behind, and a process has none.
	openapi.ResetOpenAPI()
	built, err := krusty.MakeKustomizer(options).Run(files, path.Join(root, tree.Target))
	if err != nil {
		return "", err
	}
	text, err := built.AsYaml()
	return string(text), err
}
