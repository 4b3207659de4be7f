package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	securejoin "github.com/cyphar/filepath-securejoin"
	kustomizev1 "github.com/fluxcd/kustomize-controller/api/v1"
	"github.com/fluxcd/pkg/kustomize"
	"github.com/fluxcd/pkg/ssa"
	ssautil "github.com/fluxcd/pkg/ssa/utils"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
	"sigs.k8s.io/yaml"
)

// mostRoots ends fleets that grow without end.
const mostRoots = 200

// errWaiting says that a ConfigMap or Secret of variables is not in the cluster yet.
var errWaiting = errors.New("waiting")

// reconcileAll reconciles the sync of a cluster, every FluxKustomization that it applies, and every one that those do,
// again and again until nothing waits for variables that another one brings.
func reconcileAll(fleet Fleet) (Answer, error) {
	work, err := os.MkdirTemp("", "fleet")
	if err != nil {
		return Answer{}, err
	}
	defer os.RemoveAll(work)
	made, err := artifact(fleet, work)
	if err != nil {
		return Answer{}, fmt.Errorf("no artifact: %w", err)
	}
	sync := &kustomizev1.Kustomization{}
	if err := yaml.Unmarshal([]byte(fleet.Sync), sync); err != nil {
		return Answer{}, err
	}
	answer := Answer{Roots: map[string]Root{}}
	waiting := []*kustomizev1.Kustomization{sync}
	cluster := map[string]client.Object{}
	for len(waiting) > 0 && len(answer.Roots) < mostRoots {
		next, hasMoved := []*kustomizev1.Kustomization{}, false
		reader := fake.NewClientBuilder().WithObjects(slices.Collect(maps.Values(cluster))...).Build()
		for _, obj := range waiting {
			key := obj.Namespace + "/" + obj.Name
			if _, known := answer.Roots[key]; known || !isOfThisRepository(obj, sync) {
				continue
			}
			objects, err := reconcile(obj, made, reader, fleet.Strict)
			if errors.Is(err, errWaiting) {
				next = append(next, obj)
				continue
			}
			hasMoved = true
			answer.Roots[key] = asRoot(objects, err)
			if err != nil {
				continue
			}
			for _, object := range objects {
				if isFluxKustomization(object) {
					nested := &kustomizev1.Kustomization{}
					if err := runtime.DefaultUnstructuredConverter.FromUnstructured(object.Object, nested); err == nil {
						next = append(next, nested)
					}
				}
				if source := asVariables(object); source != nil {
					cluster[object.GetKind()+"/"+source.GetNamespace()+"/"+source.GetName()] = source
				}
			}
		}
		if !hasMoved {
			for _, obj := range next {
				answer.Roots[obj.Namespace+"/"+obj.Name] = Root{Error: errWaiting.Error()}
			}
			break
		}
		waiting = next
	}
	return answer, nil
}

func asRoot(objects []*unstructured.Unstructured, err error) Root {
	if err != nil {
		return Root{Error: err.Error()}
	}
	root := Root{Objects: []json.RawMessage{}}
	for _, object := range objects {
		text, err := json.Marshal(object.Object)
		if err != nil {
			return Root{Error: err.Error()}
		}
		root.Objects = append(root.Objects, text)
	}
	return root
}

// reconcile makes of one FluxKustomization the objects that it applies.
//
// See fluxcd/kustomize-controller internal/controller/kustomization_controller.go reconcile, generate, build, apply.
func reconcile(obj *kustomizev1.Kustomization, artifact string, reader client.Client, strict bool) ([]*unstructured.Unstructured, error) {
	dir, err := os.MkdirTemp("", "kustomization")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := unpack(artifact, dir); err != nil {
		return nil, err
	}
	path, err := securejoin.SecureJoin(dir, obj.Spec.Path)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("kustomization path not found: %w", err)
	}
	content, err := runtime.DefaultUnstructuredConverter.ToUnstructured(obj)
	if err != nil {
		return nil, err
	}
	spec := unstructured.Unstructured{Object: content}
	if _, err := kustomize.NewGenerator(dir, spec).WriteFile(path); err != nil {
		return nil, err
	}
	built, err := kustomize.SecureBuild(dir, path, false)
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	for _, resource := range built.Resources() {
		if resource.GetName() == "" || resource.GetKind() == "" || resource.GetApiVersion() == "" {
			return nil, fmt.Errorf("failed to decode %s", resource.String())
		}
		if obj.Spec.PostBuild == nil {
			continue
		}
		always := obj.GetSubstituteStrategy() == kustomizev1.SubstituteStrategyAlways
		options := []kustomize.SubstituteOption{kustomize.SubstituteWithStrict(strict), kustomize.SubstituteWithAlways(always)}
		substituted, err := kustomize.SubstituteVariables(ctx, reader, spec, resource, options...)
		if err != nil {
			if isMissing(err) {
				return nil, errWaiting
			}
			return nil, err
		}
		if substituted != nil {
			if _, err := built.Replace(resource); err != nil {
				return nil, err
			}
		}
	}
	text, err := built.AsYaml()
	if err != nil {
		return nil, err
	}
	objects, err := ssautil.ReadObjects(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	owner := ssa.Owner{Field: "kustomize-controller", Group: kustomizev1.GroupVersion.Group}
	ssa.NewResourceManager(nil, nil, owner).SetOwnerLabels(objects, obj.GetName(), obj.GetNamespace())
	for _, object := range objects {
		withoutOwnerLabels(object, owner.Group)
	}
	if common := obj.Spec.CommonMetadata; common != nil {
		ssautil.SetCommonMetadata(objects, common.Labels, common.Annotations)
	}
	return objects, nil
}

// withoutOwnerLabels leaves what the labels of the owner were set beside.
func withoutOwnerLabels(object *unstructured.Unstructured, group string) {
	labels := object.GetLabels()
	delete(labels, group+"/name")
	delete(labels, group+"/namespace")
	if len(labels) == 0 {
		labels = nil
	}
	object.SetLabels(labels)
}

func isMissing(err error) bool {
	for ; err != nil; err = errors.Unwrap(err) {
		if apierrors.IsNotFound(err) {
			return true
		}
	}
	return false
}

func isOfThisRepository(obj, sync *kustomizev1.Kustomization) bool {
	namespace := obj.Spec.SourceRef.Namespace
	if namespace == "" {
		namespace = obj.Namespace
	}
	ref := sync.Spec.SourceRef
	return obj.Spec.SourceRef.Kind == ref.Kind && obj.Spec.SourceRef.Name == ref.Name && namespace == sync.Namespace && obj.Spec.KubeConfig == nil
}

func isFluxKustomization(object *unstructured.Unstructured) bool {
	return strings.HasPrefix(object.GetAPIVersion(), "kustomize.toolkit.fluxcd.io/") && object.GetKind() == "Kustomization"
}

// asVariables gives what variables can be read from, as the API server keeps it.
func asVariables(object *unstructured.Unstructured) client.Object {
	if object.GetAPIVersion() != "v1" {
		return nil
	}
	switch object.GetKind() {
	case "ConfigMap":
		source := &corev1.ConfigMap{}
		if err := runtime.DefaultUnstructuredConverter.FromUnstructured(object.Object, source); err != nil {
			return nil
		}
		return source
	case "Secret":
		source := &corev1.Secret{}
		if err := runtime.DefaultUnstructuredConverter.FromUnstructured(object.Object, source); err != nil {
			return nil
		}
		for key, value := range source.StringData {
			if source.Data == nil {
				source.Data = map[string][]byte{}
			}
			source.Data[key] = []byte(value)
		}
		source.StringData = nil
		return source
	}
	return nil
}
