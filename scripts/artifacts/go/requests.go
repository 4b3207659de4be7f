// What of source-watcher's controller decides without a cluster, for the program beside it. It is built into a checkout of
// source-watcher, as a file of its package.
package controller

import (
	kuberecorder "k8s.io/client-go/tools/record"

	swapi "github.com/fluxcd/source-watcher/api/v2/v1beta1"
)

// Validate tells why the controller refuses a generator.
func Validate(obj *swapi.ArtifactGenerator) error {
	r := &ArtifactGeneratorReconciler{EventRecorder: kuberecorder.NewFakeRecorder(10)}
	return r.validateSpec(obj)
}

// Requests gives the artifacts that a generator asks for, and their names.
func Requests(obj *swapi.ArtifactGenerator, sources map[string]string) ([]string, []swapi.OutputArtifact, error) {
	requests, err := buildArtifactRequests(obj, sources)
	names := make([]string, 0, len(requests))
	outputs := make([]swapi.OutputArtifact, 0, len(requests))
	for _, request := range requests {
		names = append(names, request.Name)
		outputs = append(outputs, request.OutputArtifact)
	}
	return names, outputs, err
}
