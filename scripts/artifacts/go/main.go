// Answers what source-watcher makes of trees and copies: one question a line, in JSON. It is built within a checkout of
// source-watcher, whose builder is internal.
package main

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/fluxcd/pkg/artifact/config"
	"github.com/fluxcd/pkg/artifact/storage"

	swapi "github.com/fluxcd/source-watcher/api/v2/v1beta1"
	"github.com/fluxcd/source-watcher/v2/internal/builder"
	"github.com/fluxcd/source-watcher/v2/internal/controller"
)

type question struct {
	// By alias, then by path.
	Sources map[string]map[string][]byte `json:"sources"`
	Spec    swapi.ArtifactGeneratorSpec  `json:"spec"`
}

type answer struct {
	// By the name of the artifact, then by path.
	Artifacts map[string]map[string][]byte `json:"artifacts"`
	Error     string                       `json:"error"`
}

func main() {
	in := bufio.NewReader(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	for {
		line, err := in.ReadBytes('\n')
		if err != nil {
			return
		}
		var asked question
		if err := json.Unmarshal(line, &asked); err != nil {
			panic(err)
		}
		artifacts, err := generate(asked)
		said := answer{Artifacts: artifacts}
		if err != nil {
			said.Error = err.Error()
		}
		if err := out.Encode(said); err != nil {
			panic(err)
		}
	}
}

func generate(asked question) (map[string]map[string][]byte, error) {
	made := map[string]map[string][]byte{}
	root, err := builder.MkdirTempAbs("", "artifacts-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(root)
	sources := map[string]string{}
	for alias, files := range asked.Sources {
		sources[alias] = filepath.Join(root, "work", alias)
		write(sources[alias], files)
	}
	obj := &swapi.ArtifactGenerator{Spec: asked.Spec}
	obj.Name, obj.Namespace = "asked", "default"
	if err := controller.Validate(obj); err != nil {
		return made, err
	}
	names, outputs, err := controller.Requests(obj, sources)
	if err != nil {
		return made, err
	}
	at := filepath.Join(root, "storage")
	must(os.MkdirAll(at, 0o755))
	kept, err := storage.New(&config.Options{
		StoragePath: at, StorageAddress: ":0", StorageAdvAddress: "localhost", ArtifactRetentionRecords: 2,
		ArtifactRetentionTTL: time.Hour, ArtifactDigestAlgo: "sha256",
	})
	must(err)
	build := builder.New(kept)
	for i := range outputs {
		artifact, err := build.Build(context.Background(), &outputs[i], sources, "default", filepath.Join(root, "work"))
		if err != nil {
			return made, err
		}
		made[names[i]] = read(kept.LocalPath(*artifact))
	}
	return made, nil
}

func write(directory string, files map[string][]byte) {
	must(os.MkdirAll(directory, 0o755))
	for path, text := range files {
		file := filepath.Join(directory, path)
		must(os.MkdirAll(filepath.Dir(file), 0o755))
		must(os.WriteFile(file, text, 0o644))
	}
}

func read(archive string) map[string][]byte {
	files := map[string][]byte{}
	file, err := os.Open(archive)
	must(err)
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	must(err)
	entries := tar.NewReader(unzipped)
	for {
		header, err := entries.Next()
		if err == io.EOF {
			return files
		}
		must(err)
		if header.Typeflag != tar.TypeReg {
			continue
		}
		text, err := io.ReadAll(entries)
		must(err)
		files[header.Name] = text
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
