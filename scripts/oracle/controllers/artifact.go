package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	securejoin "github.com/cyphar/filepath-securejoin"
	"github.com/fluxcd/pkg/apis/meta"
	"github.com/fluxcd/pkg/artifact/config"
	"github.com/fluxcd/pkg/artifact/storage"
	"github.com/fluxcd/pkg/sourceignore"
	"github.com/fluxcd/pkg/tar"
)

// artifact makes the artifact of a repository, as source-controller does for a GitRepository.
//
// See fluxcd/source-controller internal/controller/gitrepository_controller.go reconcileSource, reconcileArtifact.
func artifact(fleet Fleet, into string) (string, error) {
	checkout := filepath.Join(into, "checkout")
	for name, content := range fleet.Files {
		if !isCheckedOut(name, fleet.Sparse) {
			continue
		}
		path := filepath.Join(checkout, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return "", err
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			return "", err
		}
	}
	for _, path := range fleet.Sparse {
		full, err := securejoin.SecureJoin(checkout, path)
		if err != nil {
			return "", err
		}
		if _, err := os.Lstat(full); err != nil {
			return "", fmt.Errorf("sparse checkout: %s is missing", path)
		}
	}
	domain := strings.Split(checkout, string(filepath.Separator))
	patterns, err := sourceignore.LoadIgnorePatterns(checkout, domain)
	if err != nil {
		return "", err
	}
	if fleet.Ignore != nil {
		patterns = append(patterns, sourceignore.ReadPatterns(strings.NewReader(*fleet.Ignore), domain)...)
	}
	kept := filepath.Join(into, "storage")
	if err := os.MkdirAll(kept, 0o755); err != nil {
		return "", err
	}
	options := config.Options{StoragePath: kept, StorageAddress: ":0", ArtifactRetentionTTL: 1e9, ArtifactRetentionRecords: 1}
	store, err := storage.New(&options)
	if err != nil {
		return "", err
	}
	made := meta.Artifact{Path: "artifact.tar.gz"}
	if err := store.Archive(&made, checkout, storage.SourceIgnoreFilter(patterns, domain)); err != nil {
		return "", err
	}
	return store.LocalPath(made), nil
}

// isCheckedOut restates go-git's plumbing/format/index Index.SkipUnless, which compares beginnings of names.
func isCheckedOut(name string, sparse []string) bool {
	for _, prefix := range sparse {
		if strings.HasPrefix(name, strings.TrimPrefix(prefix, "./")) {
			return true
		}
	}
	return len(sparse) == 0
}

// unpack gives an artifact as kustomize-controller fetches it: into a directory of its own each time.
func unpack(artifact, into string) error {
	file, err := os.Open(artifact)
	if err != nil {
		return err
	}
	defer file.Close()
	return tar.Untar(file, into, tar.WithMaxUntarSize(-1))
}
