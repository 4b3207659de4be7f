package shared

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	v2 "github.com/fluxcd/helm-controller/api/v2"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/yaml"
)

// ReadRelease reads the HelmRelease of a question.
func ReadRelease(q Question) (*v2.HelmRelease, error) {
	release := &v2.HelmRelease{}
	if err := yaml.Unmarshal([]byte(q.Release), release); err != nil {
		return nil, &Failed{"release", err}
	}
	return release, nil
}

// ReleaseName is the name that Helm gets: fluxcd/helm-controller internal/release/name.go ShortenName.
func ReleaseName(release *v2.HelmRelease) string {
	name := release.GetReleaseName()
	if len(name) <= 53 {
		return name
	}
	sum := sha256.Sum256([]byte(name))
	return name[:53-12-1] + "-" + hex.EncodeToString(sum[:])[:12]
}

// Objects answers as a cluster with nothing but some ConfigMaps and Secrets does.
type Objects struct {
	client.Client
	configMaps map[client.ObjectKey]*corev1.ConfigMap
	secrets    map[client.ObjectKey]*corev1.Secret
}

// ReadObjects reads ConfigMaps and Secrets.
func ReadObjects(texts []string) (*Objects, error) {
	o := &Objects{configMaps: map[client.ObjectKey]*corev1.ConfigMap{}, secrets: map[client.ObjectKey]*corev1.Secret{}}
	for _, text := range texts {
		configMap, secret := &corev1.ConfigMap{}, &corev1.Secret{}
		if err := yaml.Unmarshal([]byte(text), configMap); err == nil && configMap.Kind == "ConfigMap" {
			o.configMaps[client.ObjectKeyFromObject(configMap)] = configMap
			continue
		}
		if err := yaml.Unmarshal([]byte(text), secret); err != nil {
			return nil, &Failed{"objects", err}
		}
		// The API server takes stringData over into data.
		for key, value := range secret.StringData {
			if secret.Data == nil {
				secret.Data = map[string][]byte{}
			}
			secret.Data[key] = []byte(value)
		}
		o.secrets[client.ObjectKeyFromObject(secret)] = secret
	}
	return o, nil
}

// Get implements client.Reader.
func (o *Objects) Get(_ context.Context, key client.ObjectKey, into client.Object, _ ...client.GetOption) error {
	switch object := into.(type) {
	case *corev1.ConfigMap:
		if found, ok := o.configMaps[key]; ok {
			found.DeepCopyInto(object)
			return nil
		}
	case *corev1.Secret:
		if found, ok := o.secrets[key]; ok {
			found.DeepCopyInto(object)
			return nil
		}
	}
	return apierrors.NewNotFound(schema.GroupResource{Resource: fmt.Sprintf("%T", into)}, key.Name)
}
