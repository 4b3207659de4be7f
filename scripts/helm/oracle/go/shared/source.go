package shared

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/Masterminds/semver/v3"
)

// Source is where a chart comes from, as far as its version shows it.
type Source struct {
	// Kind is package (of a repository of charts), artifact (of an OCIRepository or ExternalArtifact) or built (of a
	// GitRepository or Bucket, by source-controller).
	Kind string `json:"kind"`
	// Revision of the artifact, or of the source where each one is a new version.
	Revision string `json:"revision"`
	// Generation of the HelmChart where it has files of values, else 0.
	Generation int64 `json:"generation"`
}

// VersionOf is the version that the chart is rendered with.
func (s Source) VersionOf(version string) (string, error) {
	switch s.Kind {
	case "artifact":
		return s.ofArtifact(version)
	case "built":
		return s.ofBuilt(version)
	}
	return version, nil
}

// fluxcd/helm-controller internal/controller/helmrelease_controller.go mutateChartWithSourceRevision.
func (s Source) ofArtifact(version string) (string, error) {
	own, err := semver.NewVersion(version)
	if err != nil {
		return "", fmt.Errorf("invalid chart version %s", version)
	}
	digest, tag := s.Revision, s.Revision
	parts := strings.Split(s.Revision, "@")
	if len(parts) > 1 {
		tag = strings.ReplaceAll(parts[0], "_", "+")
	}
	if tagged, err := semver.NewVersion(tag); err == nil {
		if len(parts) != 2 || !tagged.Equal(own) {
			return "", fmt.Errorf("artifact revision %s does not match chart version %s", parts[0], version)
		}
		digest = parts[1]
	}
	pair := strings.Split(digest, ":")
	if len(pair) != 2 || len(pair[1]) < 12 {
		return "", fmt.Errorf("invalid artifact revision %s", digest)
	}
	return withMetadata(own, pair[1][:12])
}

// fluxcd/source-controller internal/controller/helmchart_controller.go buildFromTarballArtifact, and
// internal/helm/chart/builder_local.go Build.
func (s Source) ofBuilt(version string) (string, error) {
	metadata := ""
	if s.Revision != "" {
		hash := s.Revision[strings.LastIndexAny(s.Revision, ":/@")+1:]
		metadata = hash[:12]
	}
	if s.Generation != 0 {
		if metadata != "" {
			metadata += "."
		}
		metadata += strconv.FormatInt(s.Generation, 10)
	}
	if metadata == "" {
		return version, nil
	}
	own, err := semver.NewVersion(version)
	if err != nil {
		return "", fmt.Errorf("invalid chart version %s", version)
	}
	return withMetadata(own, metadata)
}

func withMetadata(version *semver.Version, metadata string) (string, error) {
	with, err := version.SetMetadata(metadata)
	return with.String(), err
}
