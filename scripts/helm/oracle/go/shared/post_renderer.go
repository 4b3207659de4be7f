package shared

import (
	"bytes"
	"encoding/json"

	v2 "github.com/fluxcd/helm-controller/api/v2"
	"sigs.k8s.io/kustomize/api/builtins"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/provider"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/kustomize/kyaml/resid"
)

// PostRenderer does to manifests what a HelmRelease asks for, then adds common metadata, then the labels of the origin:
// fluxcd/helm-controller internal/postrender/build.go.
type PostRenderer struct{ Release *v2.HelmRelease }

// Run implements the PostRenderer of Helm 3 and of Helm 4.
func (p *PostRenderer) Run(manifests *bytes.Buffer) (*bytes.Buffer, error) {
	text := manifests.Bytes()
	var err error
	for _, renderer := range p.Release.Spec.PostRenderers {
		if renderer.Kustomize == nil {
			continue
		}
		if text, err = kustomized(text, renderer.Kustomize); err != nil {
			return nil, err
		}
	}
	if common := p.Release.Spec.CommonMetadata; common != nil {
		if text, err = transformed(text, common.Labels, common.Annotations); err != nil {
			return nil, err
		}
	}
	if text, err = transformed(text, OriginLabels(p.Release), nil); err != nil {
		return nil, err
	}
	return bytes.NewBuffer(text), nil
}

// OriginLabels say whose objects they are on.
func OriginLabels(release *v2.HelmRelease) map[string]string {
	group := v2.GroupVersion.Group
	return map[string]string{group + "/name": release.Name, group + "/namespace": release.Namespace}
}

// fluxcd/helm-controller internal/postrender/kustomize.go.
func kustomized(text []byte, renderer *v2.Kustomize) ([]byte, error) {
	build := types.Kustomization{
		TypeMeta:  types.TypeMeta{APIVersion: types.KustomizationVersion, Kind: types.KustomizationKind},
		Resources: []string{"helm-output.yaml"},
	}
	for _, image := range renderer.Images {
		build.Images = append(build.Images, types.Image{
			Name: image.Name, NewName: image.NewName, NewTag: image.NewTag, Digest: image.Digest,
		})
	}
	for _, patch := range renderer.Patches {
		entry := types.Patch{Patch: patch.Patch}
		if target := patch.Target; target != nil {
			entry.Target = &types.Selector{
				ResId: resid.ResId{
					Gvk:  resid.Gvk{Group: target.Group, Version: target.Version, Kind: target.Kind},
					Name: target.Name, Namespace: target.Namespace,
				},
				LabelSelector:      target.LabelSelector,
				AnnotationSelector: target.AnnotationSelector,
			}
		}
		build.Patches = append(build.Patches, entry)
	}
	config, err := json.Marshal(build)
	if err != nil {
		return nil, err
	}
	files := filesys.MakeFsInMemory()
	if err := files.WriteFile("helm-output.yaml", text); err != nil {
		return nil, err
	}
	if err := files.WriteFile("kustomization.yaml", config); err != nil {
		return nil, err
	}
	options := &krusty.Options{LoadRestrictions: types.LoadRestrictionsNone, PluginConfig: types.DisabledPluginConfig()}
	built, err := krusty.MakeKustomizer(options).Run(files, ".")
	if err != nil {
		return nil, err
	}
	return built.AsYaml()
}

// fluxcd/helm-controller internal/postrender/common_renderer.go, transformer.go.
func transformed(text []byte, labels, annotations map[string]string) ([]byte, error) {
	if labels == nil && annotations == nil {
		return text, nil
	}
	all, err := resmap.NewFactory(provider.NewDefaultDepProvider().GetResourceFactory()).NewResMapFromBytes(text)
	if err != nil {
		return nil, err
	}
	if labels != nil {
		adds := builtins.LabelTransformerPlugin{Labels: labels, FieldSpecs: within("metadata/labels")}
		if err := adds.Transform(all); err != nil {
			return nil, err
		}
	}
	if annotations != nil {
		adds := builtins.AnnotationsTransformerPlugin{Annotations: annotations, FieldSpecs: within("metadata/annotations")}
		if err := adds.Transform(all); err != nil {
			return nil, err
		}
	}
	return all.AsYaml()
}

func within(path string) []types.FieldSpec {
	return []types.FieldSpec{{Path: path, CreateIfNotPresent: true}}
}
