package shared

import (
	"bytes"
	"fmt"

	v2 "github.com/fluxcd/helm-controller/api/v2"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/cli-runtime/pkg/resource"
)

// CRDPolicy is the policy that holds: fluxcd/helm-controller internal/action/crds.go crdPolicyOrDefault, which takes Create
// for one that is not given, to install and to upgrade.
func CRDPolicy(release *v2.HelmRelease, isUpgrade bool) (v2.CRDsPolicy, error) {
	policy := release.GetInstall().CRDs
	if isUpgrade {
		policy = release.GetUpgrade().CRDs
	}
	switch policy {
	case "":
		return v2.Create, nil
	case v2.Skip, v2.Create, v2.CreateReplace:
		return policy, nil
	}
	return policy, fmt.Errorf("invalid CRD upgrade policy '%s', valid values are '%s', '%s' or '%s'",
		policy, v2.Skip, v2.Create, v2.CreateReplace)
}

// File is one of a chart's crds/.
type File struct {
	Name string
	Data []byte
}

// ReadCRDs reads what is applied before a release, as fluxcd/helm-controller internal/action/crds.go applyCRDs does, but that
// no cluster is asked which kinds there are.
func ReadCRDs(files []File, release *v2.HelmRelease, dropsOthers bool) ([]map[string]any, error) {
	var all []map[string]any
	for _, file := range files {
		infos, err := resource.NewLocalBuilder().Unstructured().ContinueOnError().Flatten().
			Stream(bytes.NewReader(file.Data), "").Do().Infos()
		if err != nil {
			return nil, fmt.Errorf("failed to parse CustomResourceDefinitions from %s: %w", file.Name, err)
		}
		for _, info := range infos {
			object, ok := info.Object.(*unstructured.Unstructured)
			if !ok {
				return nil, fmt.Errorf("%T in %s", info.Object, file.Name)
			}
			kind := object.GroupVersionKind()
			if dropsOthers && (kind.Group != "apiextensions.k8s.io" || kind.Kind != "CustomResourceDefinition") {
				continue
			}
			labels := map[string]string{}
			for key, value := range object.GetLabels() {
				labels[key] = value
			}
			for key, value := range OriginLabels(release) {
				labels[key] = value
			}
			object.SetLabels(labels)
			all = append(all, object.Object)
		}
	}
	return all, nil
}
